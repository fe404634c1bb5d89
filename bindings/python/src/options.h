/**
 * @file python/src/options.h
 * Structs of options from dicts, structs of figures into dicts, progress functions.
 */
#ifndef RVP_OPTIONS_H
#define RVP_OPTIONS_H

#include <stdbool.h>

#include "common/options.h"
#include "handle.h"
#include "ingest.h"

/** A question on its way in; all zero is none. */
typedef struct rvp_query {
    rvb_query asked;
    PyObject *kept; /**< the objects whose texts the query points to */
} rvp_query;

/** Reads a dict with the keys of ::rva_query, `where` a dict; false with an exception. */
bool rvp_query_get(rvp_query *out, PyObject *dict);

/** Lets go of what a question held. */
void rvp_query_drop(rvp_query *query);

/** Reads a dict with the keys of ::rva_store_options; false with an exception. */
bool rvp_store_options_get(rva_store_options *out, PyObject *dict);

/** A Python function that the library calls; all zero is none. */
typedef struct rvp_callback {
    PyObject *function; /**< borrowed from the call's arguments; NULL for none */
    PyObject *error_type, *error, *trace;
} rvp_callback;

/** Takes a callable or None; false with an exception. */
bool rvp_callback_get(rvp_callback *out, PyObject *function);

/** Calls it with (done, total); an exception, also of Ctrl-C, stops the library. */
int rvp_callback_progress(int64_t done, int64_t total, void *callback);

/** Raises what a call of it raised, if anything. */
void rvp_callback_finish(rvp_callback *callback);

/** How to import; all zero is none. */
typedef struct rvp_ingest {
    rva_ingest_options options;
    rvp_callback progress;
    rvp_callback refused;
} rvp_ingest;

/** Reads a dict: dry_run, max_errors, batch_events, progress, on_refused; false: exception. */
bool rvp_ingest_get(rvp_ingest *out, PyObject *dict);

/** A dict of a struct of figures, as bindings/structs.h lists them. */
PyObject *rvp_store_info_new(const rva_store_info *info);
/** A dict of how many events had each outcome. */
PyObject *rvp_summary_new(const rva_record_summary *summary);

/** A dict of what an erasure touched. */
PyObject *rvp_erasure_new(const rva_erasure *erasure);

PyObject *rvp_verify_result_new(const rva_verify_result *result);

PyObject *rvp_upgrade_result_new(const rva_upgrade_result *result);
PyObject *rvp_salvage_result_new(const rva_salvage_result *result);
PyObject *rvp_ingest_summary_new(const rva_ingest_summary *summary);
PyObject *rvp_report_info_new(const rva_report *report);

#endif
