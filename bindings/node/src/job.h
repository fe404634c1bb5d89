/**
 * @file node/src/job.h
 * Calls that run off the event loop: each gives a promise.
 */
#ifndef RVN_JOB_H
#define RVN_JOB_H

#include "call.h"

/** A report by its name: [handle, packed]. */
napi_value rvn_report_start(napi_value store, napi_value name, napi_value query, rvn_call *call);

/** The next page of records: the same, or null after the last. */
napi_value rvn_records_start(napi_value records, rvn_call *call);

/** Upkeep: "backup" (to), "flush", "verify" (level), "rebuild"; a number or nothing. */
napi_value rvn_upkeep_start(napi_value what, napi_value store, napi_value argument, rvn_call *call);

#endif
