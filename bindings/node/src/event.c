/**
 * @file node/src/event.c
 * Events from the bytes that lib/pack.js writes, and what became of them.
 */
#include "event.h"

#include "common/packed.h"
#include "options.h"
#include "structs.h"
#include "value.h"

static bool refuse(napi_env env)
{
    napi_throw_type_error(env, NULL, "packed events are needed");
    return false;
}

bool rvn_events_get(rvn_events *out, rvn_call *call, napi_value value)
{
    napi_typedarray_type type;
    size_t size, offset;
    napi_value buffer;
    void *bytes;
    if (napi_get_typedarray_info(call->env, value, &type, &size, &bytes, &buffer, &offset) !=
            napi_ok ||
        type != napi_uint8_array || !rvb_packed_count(bytes, size, &out->count))
        return refuse(call->env);
    out->events = &out->first;
    if (out->count > 1)
        out->events = rvn_call_room(call, out->count * sizeof *out->events);
    if (out->events == NULL)
        return false;
    return rvb_packed_read(bytes, size, out->events, out->count) || refuse(call->env);
}

bool rvn_events_one(const rvn_events *events, napi_env env)
{
    return events->count == 1 || refuse(env);
}

napi_value rvn_recorded_new(napi_env env, const rva_record_summary *summary,
                            const rva_rejections *rejections)
{
    napi_value made = NULL, list = NULL;
    napi_create_array_with_length(env, 2, &made);
    napi_create_array(env, &list);
    napi_set_element(env, made, 0, rvn_struct_new(env, rva_record_summary_fields, summary));
    const size_t count = rva_rejections_count(rejections);
    for (size_t i = 0; i < count; i++) {
        const rva_rejection *one = rva_rejections_at(rejections, i);
        const uint32_t at = (uint32_t)(3 * i);
        napi_set_element(env, list, at, rvn_integer_new(env, one->index));
        napi_set_element(env, list, at + 1, rvn_integer_new(env, one->outcome));
        napi_set_element(env, list, at + 2,
                         rvn_error_new(env, (rva_status)one->error.status, &one->error));
    }
    napi_set_element(env, made, 1, list);
    return made;
}

napi_value rvn_field_new(napi_env env, const rva_field *field)
{
    napi_value made = NULL;
    if (field == NULL)
        return rvn_text_new(env, NULL);
    napi_create_array_with_length(env, 5, &made);
    napi_set_element(env, made, 0, rvn_text_new(env, field->name));
    napi_set_element(env, made, 1, rvn_integer_new(env, field->form));
    napi_set_element(env, made, 2, rvn_integer_new(env, (int64_t)field->types));
    napi_set_element(env, made, 3, rvn_integer_new(env, (int64_t)field->required));
    napi_set_element(env, made, 4, rvn_text_new(env, field->names));
    return made;
}
