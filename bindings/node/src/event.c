/**
 * @file node/src/event.c
 * Events from the bytes that lib/pack.js writes, and what became of them.
 */
#include "event.h"

#include <string.h>

#include "value.h"

enum { END = 255, SMALLEST = 1 };

typedef struct reader {
    const unsigned char *at;
    const unsigned char *end;
} reader;

static bool read_text(reader *from, const char **out)
{
    uint32_t size;
    if (from->end - from->at < 5)
        return false;
    memcpy(&size, from->at, sizeof size);
    from->at += sizeof size;
    if ((size_t)(from->end - from->at) <= size || from->at[size] != '\0')
        return false;
    *out = (const char *)from->at;
    from->at += size + 1;
    return strlen(*out) == size;
}

static bool read_number(reader *from, void *out)
{
    if (from->end - from->at < 8)
        return false;
    memcpy(out, from->at, 8);
    from->at += 8;
    return true;
}

static bool read_field(reader *from, size_t place, rva_event *event)
{
    const rva_field *field = rva_field_at(place);
    if (field == NULL)
        return false;
    void *at = (char *)event + field->offset;
    if (field->form == RVA_FIELD_TEXT || field->form == RVA_FIELD_OBJECT)
        return read_text(from, at);
    return read_number(from, at);
}

static bool read_event(reader *from, rva_event *event)
{
    rva_event_init(event, RVA_EVENT_CONVERSATION, RVA_ABSENT);
    event->type = RVA_ABSENT;
    while (from->at < from->end) {
        const size_t place = *from->at++;
        if (place == END)
            return event->type != RVA_ABSENT;
        if (!read_field(from, place, event))
            return false;
    }
    return false;
}

static bool refuse(napi_env env)
{
    napi_throw_type_error(env, NULL, "packed events are needed");
    return false;
}

/* The count comes first, so that room is made once. */
bool rvn_events_get(rvn_events *out, rvn_call *call, napi_value value)
{
    napi_typedarray_type type;
    size_t size, offset;
    napi_value buffer;
    void *bytes;
    uint32_t count;
    if (napi_get_typedarray_info(call->env, value, &type, &size, &bytes, &buffer, &offset) !=
            napi_ok ||
        type != napi_uint8_array || size < sizeof count)
        return refuse(call->env);
    reader from = {bytes, (const unsigned char *)bytes + size};
    memcpy(&count, from.at, sizeof count);
    from.at += sizeof count;
    if (count > size / SMALLEST)
        return refuse(call->env);
    out->count = count;
    out->events = &out->first;
    if (count > 1)
        out->events = rvn_call_room(call, count * sizeof *out->events);
    for (size_t i = 0; out->events != NULL && i < count; i++) {
        if (!read_event(&from, &out->events[i]))
            return refuse(call->env);
    }
    return out->events != NULL;
}

bool rvn_events_one(const rvn_events *events, napi_env env)
{
    return events->count == 1 || refuse(env);
}

napi_value rvn_recorded_new(napi_env env, const rva_record_summary *summary,
                            const rva_rejections *rejections)
{
    napi_value made = NULL, list = NULL;
    const int64_t counts[] = {summary->accepted, summary->duplicate, summary->conflict,
                              summary->refused};
    napi_create_array_with_length(env, 5, &made);
    napi_create_array(env, &list);
    for (uint32_t i = 0; i < 4; i++)
        napi_set_element(env, made, i, rvn_integer_new(env, counts[i]));
    const size_t count = rva_rejections_count(rejections);
    for (size_t i = 0; i < count; i++) {
        const rva_rejection *one = rva_rejections_at(rejections, i);
        const uint32_t at = (uint32_t)(3 * i);
        napi_set_element(env, list, at, rvn_integer_new(env, one->index));
        napi_set_element(env, list, at + 1, rvn_integer_new(env, one->outcome));
        napi_set_element(env, list, at + 2,
                         rvn_error_new(env, (rva_status)one->error.status, &one->error));
    }
    napi_set_element(env, made, 4, list);
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
