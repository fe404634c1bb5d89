/**
 * @file node/src/feed.c
 * The change feed: what is there is read at once.
 */
#include "feed.h"

#include "handle.h"
#include "value.h"

/* [field, value, ...] of what the event carries. */
static napi_value event_new(napi_env env, const rva_event *event)
{
    napi_value made = NULL;
    uint32_t count = 0;
    const rva_field *field;
    napi_create_array(env, &made);
    for (size_t place = 0; (field = rva_field_at(place)) != NULL; place++) {
        const rvb_value value = rvb_field(field, event);
        if (value.form == RVB_NONE)
            continue;
        napi_set_element(env, made, count++, rvn_integer_new(env, (int64_t)place));
        napi_set_element(env, made, count++, rvn_value_new(env, value));
    }
    return made;
}

napi_value rvn_feed_read(napi_value feed, napi_value count, rvn_call *call)
{
    int64_t wanted;
    napi_value made = NULL;
    rva_feed *from = rvn_use(call, feed, RVB_FEED);
    if (from == NULL || !rvn_range_get(call->env, count, INT32_MAX / 3, &wanted))
        return NULL;
    napi_create_array(call->env, &made);
    for (int64_t i = 0; i < wanted; i++) {
        rva_error err = RVA_ERROR_INIT;
        rva_change change;
        const rva_status status = rva_feed_next(from, &change, &err);
        if (status == RVA_NOT_FOUND || (status != RVA_OK && i > 0))
            break; /* what cannot be read is told when it is next */
        if (status != RVA_OK) {
            rvn_throw(call->env, status, &err);
            return NULL;
        }
        const uint32_t at = (uint32_t)(3 * i);
        napi_set_element(call->env, made, at, rvn_integer_new(call->env, change.seq));
        napi_set_element(call->env, made, at + 1, rvn_integer_new(call->env, change.recorded_at));
        napi_set_element(call->env, made, at + 2, event_new(call->env, change.event));
    }
    return made;
}
