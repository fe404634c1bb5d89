/**
 * @file node/src/job.h
 * Calls that run off the event loop: each gives a promise.
 *
 * A job reads its arguments into a call of its own, which holds handles and texts until it is
 * back on the thread of its environment.  Closing meanwhile is safe: the job is a holder.
 */
#ifndef RVN_JOB_H
#define RVN_JOB_H

#include "handle.h"
#include "ingest.h"
#include "meter.h"
#include "options.h"
#include "packed.h"
#include "refused.h"

/** A job: what it was given, what it runs, what it found. */
typedef struct rvn_job {
    rvn_call call;
    rva_status (*run)(struct rvn_job *job);
    napi_value (*give)(struct rvn_job *job); /**< makes the result; NULL: undefined */
    napi_async_work work;
    napi_deferred deferred;

    void *handle;     /**< what it works on, or NULL */
    const char *text; /**< a path or a name */
    const char *to;   /**< a second path */
    const rva_settings *settings;
    rvn_meter *meter; /**< may be NULL */
    rvb_query query;
    rva_ingest_options ingest;
    int64_t level;

    rva_status status;
    rva_error err;
    rva_report *report;
    rvn_packed packed;
    rvn_refused refused;
    int64_t number;
    rva_verify_result verified;
    rva_salvage_result salvaged;
    rva_upgrade_result upgraded;
    rva_ingest_summary imported;
} rvn_job;

/** A job that will run this; NULL with an exception. */
rvn_job *rvn_job_new(rvn_call *call, rva_status (*run)(rvn_job *job),
                     napi_value (*give)(rvn_job *job));

/** Starts it: a promise, or NULL with an exception, and the job is gone. */
napi_value rvn_job_start(rvn_job *job);

/** Frees a job that was not started, or that is over. */
void rvn_job_drop(rvn_job *job);

/** A report by its name: [handle, packed]. */
napi_value rvn_report_start(napi_value store, napi_value name, napi_value query, rvn_call *call);

/** The next page of records: a report, or undefined after the last. */
napi_value rvn_records_start(napi_value records, rvn_call *call);

/**
 * Care: "backup", "change", "changeSettings", "compact", "flush", "import", "rebuild",
 * "salvage", "save", "upgrade", "verify".
 *
 * @param object   a store, for "save" a feed, a path for what works on a store that is closed
 * @param options  text, to, settings, level and those of an import
 * @param meter    says how far it is and ends it, or undefined
 */
napi_value rvn_care_start(napi_value what, napi_value object, napi_value options, napi_value meter,
                          rvn_call *call);

#endif
