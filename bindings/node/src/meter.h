/**
 * @file node/src/meter.h
 * How far a job is, read by the event loop while the job runs; and the wish to end it.
 */
#ifndef RVN_METER_H
#define RVN_METER_H

#include <stdatomic.h>

#include "call.h"

/** Written by the thread of a job, but for `stop`. */
typedef struct rvn_meter {
    _Atomic int64_t done;
    _Atomic int64_t total;
    atomic_bool stop;
} rvn_meter;

/** A ::rva_progress_fn whose context is a meter; NULL is fine. */
int rvn_meter_tell(int64_t done, int64_t total, void *meter);

/** A new one. */
napi_value rvn_meter_new(rvn_call *call);

/** [done, total]. */
napi_value rvn_meter_read(napi_value meter, rvn_call *call);

/** Asks the job to end. */
napi_value rvn_meter_stop(napi_value meter, rvn_call *call);

#endif
