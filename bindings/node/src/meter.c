/**
 * @file node/src/meter.c
 * How far a job is, read by the event loop while the job runs.
 */
#include "meter.h"

#include <stdlib.h>

#include "handle.h"
#include "value.h"

int rvn_meter_tell(int64_t done, int64_t total, void *meter)
{
    rvn_meter *mine = meter;
    if (mine == NULL)
        return 0;
    atomic_store_explicit(&mine->done, done, memory_order_relaxed);
    atomic_store_explicit(&mine->total, total, memory_order_relaxed);
    return atomic_load_explicit(&mine->stop, memory_order_relaxed);
}

napi_value rvn_meter_new(rvn_call *call)
{
    rvn_meter *made = calloc(1, sizeof *made);
    if (made != NULL)
        return rvn_handle_new(call, RVB_METER, made);
    napi_throw_error(call->env, NULL, "no memory for a meter");
    return NULL;
}

napi_value rvn_meter_read(napi_value meter, rvn_call *call)
{
    rvn_meter *mine = rvn_use(call, meter, RVB_METER);
    napi_value made = NULL;
    if (mine == NULL)
        return NULL;
    napi_create_array_with_length(call->env, 2, &made);
    napi_set_element(call->env, made, 0, rvn_integer_new(call->env, atomic_load(&mine->done)));
    napi_set_element(call->env, made, 1, rvn_integer_new(call->env, atomic_load(&mine->total)));
    return made;
}

napi_value rvn_meter_stop(napi_value meter, rvn_call *call)
{
    rvn_meter *mine = rvn_use(call, meter, RVB_METER);
    if (mine == NULL)
        return NULL;
    atomic_store(&mine->stop, true);
    return rvn_undefined(call->env);
}
