/**
 * @file node/src/options.c
 * Structs of options from objects, structs of figures into objects.
 */
#include "options.h"

#include "handle.h"
#include "value.h"

bool rvn_member(rvn_call *call, napi_value object, const char *name, napi_value *out)
{
    if (napi_get_named_property(call->env, object, name, out) == napi_ok)
        return true;
    bool is_pending = false;
    napi_is_exception_pending(call->env, &is_pending);
    if (!is_pending)
        napi_throw_type_error(call->env, NULL, "an object of options is needed");
    return false;
}

bool rvn_struct_get(const rva_struct_field *fields, void *out, rvn_call *call, napi_value object)
{
    napi_value value;
    for (; fields->name != NULL; fields++) {
        void *at = rvb_member_at(fields, out);
        if (!rvn_member(call, object, fields->name, &value))
            return false;
        if (rvn_is_absent(call->env, value))
            continue;
        if (fields->form == RVA_STRUCT_TEXT ? !rvn_text_get(call, value, at)
                                            : !rvn_integer_get(call->env, value, at))
            return false;
    }
    return true;
}

/* [dimension, values, excludes, ...]. */
static bool read_conditions(rvb_query *out, rvn_call *call, napi_value list)
{
    uint32_t count = 0;
    rva_error err = RVA_ERROR_INIT;
    if (napi_get_array_length(call->env, list, &count) != napi_ok || count % 3 != 0 ||
        count > (uint32_t)RVA_FILTERS_MAX * 3) {
        napi_throw_type_error(call->env, NULL, "where: at most 16 conditions are needed");
        return false;
    }
    for (uint32_t i = 0; i < count; i += 3) {
        napi_value name, text, excludes;
        rva_filter filter = {NULL, NULL, 0};
        if (napi_get_element(call->env, list, i, &name) != napi_ok ||
            napi_get_element(call->env, list, i + 1, &text) != napi_ok ||
            napi_get_element(call->env, list, i + 2, &excludes) != napi_ok ||
            !rvn_text_get(call, name, &filter.dimension) ||
            !rvn_text_get(call, text, &filter.value) ||
            !rvn_integer_get(call->env, excludes, &filter.exclude) ||
            rvb_query_where(out, &filter, &err) != RVA_OK)
            return false;
    }
    return true;
}

bool rvn_query_get(rvb_query *out, rvn_call *call, napi_value value)
{
    napi_value where, snapshot;
    rvb_query_init(out);
    if (rvn_is_absent(call->env, value))
        return true;
    if (!rvn_struct_get(rva_query_fields, &out->query, call, value) ||
        !rvn_member(call, value, "where", &where) ||
        !rvn_member(call, value, "snapshot", &snapshot))
        return false;
    if (!rvn_is_absent(call->env, where) && !read_conditions(out, call, where))
        return false;
    if (rvn_is_absent(call->env, snapshot))
        return true;
    out->query.snapshot = rvn_use(call, snapshot, RVB_SNAPSHOT);
    return out->query.snapshot != NULL;
}

bool rvn_store_options_get(rva_store_options *out, rvn_call *call, napi_value value)
{
    *out = (rva_store_options)RVA_STORE_OPTIONS_INIT;
    return rvn_is_absent(call->env, value) ||
           rvn_struct_get(rva_store_options_fields, out, call, value);
}

napi_value rvn_struct_new(napi_env env, const rva_struct_field *fields, const void *from)
{
    napi_value made = NULL;
    napi_create_object(env, &made);
    for (; fields->name != NULL; fields++) {
        const napi_value value = rvn_value_new(env, rvb_member(fields, from));
        napi_set_named_property(env, made, fields->name, value);
    }
    return made;
}

napi_value rvn_info(napi_value store, rvn_call *call)
{
    rva_store *handle = rvn_use(call, store, RVB_STORE);
    rva_store_info info;
    rva_error err = RVA_ERROR_INIT;
    if (handle == NULL)
        return NULL;
    const rva_status status = rva_store_get_info(handle, &info, &err);
    if (status == RVA_OK)
        return rvn_struct_new(call->env, rva_store_info_fields, &info);
    rvn_throw(call->env, status, &err);
    return NULL;
}
