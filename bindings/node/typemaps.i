/* How the types of the public headers cross into JavaScript.
 *
 * Parameters that no argument belongs to come last in a signature: SWIG counts them, too.
 */

%{
#include "column.h"
#include "event.h"
#include "feed.h"
#include "handle.h"
#include "job.h"
#include "meter.h"
#include "options.h"
#include "value.h"
%}

/* No type is handled by default: what has no typemap below stops the compiler. */
%typemap(in) SWIGTYPE *, SWIGTYPE {
%#error "there is no typemap for arguments of type $1_type"
}
%typemap(out) SWIGTYPE *, SWIGTYPE {
%#error "there is no typemap for results of type $1_type"
}
%typemap(out) void ""
%typemap(freearg) SWIGTYPE *, SWIGTYPE ""

/* Statuses are exceptions.  The error is the last argument of every call that has one. */
%typemap(out) rva_status ""
%typemap(in, numinputs=0) rva_error *err (rva_error said = RVA_ERROR_INIT) { $1 = &said; }
%typemap(argout) rva_error *err {
    if (result != RVA_OK) {
        rvn_throw(env, result, $1);
        goto fail;
    }
}

/* Texts: a string, or undefined and null for none. */
%typemap(in) const char * { if (!rvn_text_get(&call, $input, (const char **)&$1)) goto fail; }
%typemap(out) const char * { $result = rvn_text_new(env, $1); }

/* Numbers. */
%typemap(in) int64_t { if (!rvn_integer_get(env, $input, &$1)) goto fail; }
%typemap(out) int64_t { $result = rvn_integer_new(env, $1); }
%typemap(in) int, size_t, enum SWIGTYPE {
    int64_t number;
    if (!rvn_range_get(env, $input, INT32_MAX, &number)) goto fail;
    $1 = ($1_ltype)number;
}
%typemap(in) double { if (!rvn_real_get(env, $input, &$1)) goto fail; }
%typemap(out) int, long long, size_t, enum SWIGTYPE { $result = rvn_integer_new(env, (int64_t)$1); }
%typemap(out) char * { $result = rvn_text_new(env, $1); }

/* Handles. */
%define RVN_HANDLE(TYPE, KIND)
%typemap(in) TYPE *, const TYPE * {
    $1 = rvn_use(&call, $input, KIND);
    if ($1 == NULL) goto fail;
}
%typemap(in, numinputs=0) TYPE **out (TYPE *made = NULL) { $1 = &made; }
%typemap(argout) TYPE **out { jsresult = rvn_handle_new(&call, KIND, *$1); }
%enddef
RVN_HANDLE(rva_store, RVB_STORE)
RVN_HANDLE(rva_settings, RVB_SETTINGS)
RVN_HANDLE(rva_feed, RVB_FEED)
RVN_HANDLE(rva_records, RVB_RECORDS)
RVN_HANDLE(rva_snapshot, RVB_SNAPSHOT)
RVN_HANDLE(rva_report, RVB_REPORT)
%typemap(in) const rva_settings *settings {
    if (!rvn_is_absent(env, $input)) {
        $1 = rvn_use(&call, $input, RVB_SETTINGS);
        if ($1 == NULL) goto fail;
    }
}

/* Events: bytes that lib/pack.js writes. */
%typemap(in) const rva_event *event (rvn_events given = {0}) {
    if (!rvn_events_get(&given, &call, $input) || !rvn_events_one(&given, env)) goto fail;
    $1 = given.events;
}
%typemap(in, numinputs=0) rva_outcome *outcome (rva_outcome made = RVA_REFUSED) { $1 = &made; }
%typemap(argout) rva_outcome *outcome { jsresult = rvn_integer_new(env, (int64_t)*$1); }
%typemap(in, numinputs=0) rva_erasure *erasure (rva_erasure made = {0}) { $1 = &made; }
%typemap(argout) rva_erasure *erasure { jsresult = rvn_struct_new(env, rva_erasure_fields, $1); }
%typemap(in) (const rva_event *events, size_t count, rva_record_summary *summary,
              rva_rejections **rejections)
             (rvn_events given = {0}, rva_record_summary summary = {0},
              rva_rejections *rejected = NULL) {
    if (!rvn_events_get(&given, &call, $input)) goto fail;
    $1 = given.events;
    $2 = given.count;
    $3 = &summary;
    $4 = &rejected;
}
%typemap(argout) (const rva_event *events, size_t count, rva_record_summary *summary,
                  rva_rejections **rejections) {
    jsresult = rvn_recorded_new(env, $3, *$4);
    rva_rejections_free(*$4);
}
%typemap(out) const rva_field * { $result = rvn_field_new(env, $1); }

/* Options. */
%typemap(in) const rva_query *query (rvb_query asked) {
    if (!rvn_query_get(&asked, &call, $input)) goto fail;
    $1 = &asked.query;
}
%typemap(in) const rva_store_options *options (rva_store_options given) {
    if (!rvn_store_options_get(&given, &call, $input)) goto fail;
    $1 = &given;
}

/* A call that waits for the library has nobody to tell; see the jobs of extras.i. */
%typemap(in, numinputs=0) (rva_progress_fn progress, void *context) { $1 = NULL; $2 = NULL; }

/* Results. */
%typemap(in, numinputs=0) int64_t *out (int64_t made = 0) { $1 = &made; }
%typemap(argout) int64_t *out { jsresult = rvn_integer_new(env, *$1); }
%typemap(in, numinputs=0) int *required (int made = 0) { $1 = &made; }
%typemap(argout) int *required { jsresult = rvn_pair_new(env, jsresult, (double)*$1); }
%typemap(in, numinputs=0) double *value (double made = 0) { $1 = &made; }
%typemap(argout) double *value { jsresult = rvn_pair_new(env, jsresult, *$1); }
%typemap(in, numinputs=0) const char **borough (char *made = NULL) { $1 = &made; }
%typemap(argout) const char **borough { jsresult = rvn_texts_new(env, jsresult, *$1); }
%apply const char **borough { const char **spelling, const char **name, const char **value };
%typemap(in, numinputs=0) char out[RVA_INSTANT_BYTES] (char made[RVA_INSTANT_BYTES]) {
    $1 = made;
}
%typemap(argout) char out[RVA_INSTANT_BYTES] { jsresult = rvn_text_new(env, $1); }
%typemap(in, numinputs=0) (char **out, size_t *size) (char *bytes = NULL, size_t length = 0) {
    $1 = &bytes;
    $2 = &length;
}
%typemap(argout) (char **out, size_t *size) {
    jsresult = rvn_bytes_new(env, *$1, *$2);
    rva_free(*$1);
}

/* What runs off the event loop, or crosses packed, is in extras.i. */
%ignore rva_feed_wait;
%ignore rva_feed_next;
%ignore rva_records_next;
%ignore rva_report_run;
%ignore rva_store_get_info;
%ignore rva_store_verify;
%ignore rva_store_rebuild;
%ignore rva_store_salvage;
%ignore rva_store_upgrade;
%ignore rva_store_change;
%ignore rva_store_backup;
%ignore rva_store_change_settings;
%ignore rva_store_compact;
%ignore rva_store_flush;
%ignore rva_feed_save;
%ignore rva_ingest_file;

/* Values of JavaScript, made or read by the functions of extras.i. */
%typemap(in) napi_value { $1 = $input; }
%typemap(out) napi_value { $result = $1; if ($result == NULL) goto fail; }
%typemap(in, numinputs=0) rvn_call *call { $1 = &call; }
