/* How the types of the public headers cross into Python. */

%{
#include "event.h"
#include "handle.h"
#include "options.h"
#include "table.h"
#include "value.h"
%}

%init %{
    if (!rvp_value_init() || !rvp_event_init() || !rvp_handle_init(m))
        return NULL;
%}

/* No type is handled by default: what has no typemap below stops the compiler. */
%typemap(in) SWIGTYPE *, SWIGTYPE {
%#error "there is no typemap for arguments of type $1_type"
}
%typemap(out) SWIGTYPE *, SWIGTYPE {
%#error "there is no typemap for results of type $1_type"
}

/* Statuses are exceptions.  The error is the last argument of every call that has one. */
%typemap(out) rva_status { $result = NULL; }
%typemap(in, numinputs=0) rva_error *err (rva_error said = RVA_ERROR_INIT) { $1 = &said; }
%typemap(argout) rva_error *err {
    if (result != RVA_OK || PyErr_Occurred()) {
        rvp_raise(result, $1);
        SWIG_fail;
    }
    if ($result == NULL) $result = SWIG_Py_Void();
}

/* Texts: str, bytes or None. */
%typemap(in) const char * { if (!rvp_text_get($input, (const char **)&$1)) SWIG_fail; }
%typemap(freearg) const char * ""
%typemap(out) const char * { $result = rvp_text_new($1); }

/* Handles. */
%define RVP_HANDLE(TYPE, KIND)
%typemap(in) TYPE * (rvp_use use = {NULL}) {
    $1 = rvp_use_begin(&use, $input, KIND);
    if ($1 == NULL) SWIG_fail;
}
%typemap(freearg) TYPE * { rvp_use_end(&use$argnum); }
%typemap(in) const TYPE * = TYPE *;
%typemap(freearg) const TYPE * = TYPE *;
%typemap(in, numinputs=0) TYPE **out (TYPE *made = NULL) { $1 = &made; }
%enddef
RVP_HANDLE(rva_store, RVB_STORE)
RVP_HANDLE(rva_settings, RVB_SETTINGS)
RVP_HANDLE(rva_feed, RVB_FEED)
RVP_HANDLE(rva_records, RVB_RECORDS)
RVP_HANDLE(rva_snapshot, RVB_SNAPSHOT)
RVP_HANDLE(rva_report, RVB_REPORT)

%typemap(in) const rva_settings *settings (rvp_use use = {NULL}) {
    if ($input != Py_None) {
        $1 = rvp_use_begin(&use, $input, RVB_SETTINGS);
        if ($1 == NULL) SWIG_fail;
    }
}
%typemap(freearg) const rva_settings *settings { rvp_use_end(&use$argnum); }

/* What a call opens; the store, always the first argument, is what it comes from. */
%typemap(argout) rva_store **out {
    if (*$1 != NULL) %append_output(rvp_handle_new(RVB_STORE, *$1, NULL));
}
%typemap(argout) rva_settings **out {
    if (*$1 != NULL) %append_output(rvp_handle_new(RVB_SETTINGS, *$1, NULL));
}
%typemap(argout) rva_report **out {
    if (*$1 != NULL) %append_output(rvp_handle_new(RVB_REPORT, *$1, NULL));
}
%typemap(argout) rva_snapshot **out {
    if (*$1 != NULL) %append_output(rvp_handle_new(RVB_SNAPSHOT, *$1, use1.handle));
}
%typemap(argout) rva_feed **out {
    if (*$1 != NULL) %append_output(rvp_handle_new(RVB_FEED, *$1, use1.handle));
}
%typemap(argout) rva_records **out {
    if (*$1 != NULL) %append_output(rvp_handle_new(RVB_RECORDS, *$1, use1.handle));
}

/* Events. */
%typemap(in) const rva_event *event (rvp_event given = {0}) {
    if (!rvp_event_get(&given, $input)) SWIG_fail;
    $1 = &given.event;
}
%typemap(freearg) const rva_event *event { rvp_event_drop(&given$argnum); }
%typemap(in, numinputs=0) rva_outcome *outcome (rva_outcome made = RVA_REFUSED) { $1 = &made; }
%typemap(argout) rva_outcome *outcome { %append_output(PyLong_FromLong((long)*$1)); }

/* A list of dicts, or what rvp_batch_new() made of one. */
%typemap(in) (const rva_event *events, size_t count, rva_record_summary *summary,
              rva_rejections **rejections) (rvb_batch own = {0}, rvb_batch *batch = NULL) {
    batch = rvp_batch_of($input);
    if (batch == NULL) {
        batch = &own;
        if (!rvp_batch_get(batch, $input)) SWIG_fail;
    } else if (!rvp_batch_take(batch)) {
        SWIG_fail;
    }
    $1 = batch->events;
    $2 = batch->count;
    $3 = &batch->summary;
    $4 = &batch->rejections;
}
%typemap(argout) (const rva_event *events, size_t count, rva_record_summary *summary,
                  rva_rejections **rejections) {
    if (result == RVA_OK) %append_output(rvp_batch_result(batch$argnum));
}
%typemap(freearg) (const rva_event *events, size_t count, rva_record_summary *summary,
                   rva_rejections **rejections) { rvb_batch_drop(&own$argnum); }

%typemap(in, numinputs=0) rva_change *out (rva_change change = {0}) { $1 = &change; }
%typemap(argout) rva_change *out {
    if (result == RVA_OK) %append_output(rvp_change_new($1));
}

%typemap(out) const rva_field * {
    if ($1 == NULL)
        $result = SWIG_Py_Void();
    else
        $result = Py_BuildValue("sLKKz", $1->name, (long long)$1->form,
                                (unsigned long long)$1->types, (unsigned long long)$1->required,
                                $1->names);
}

/* Options. */
%typemap(in) const rva_query *query (rvp_query given = {0}) {
    if ($input != Py_None) {
        if (!rvp_query_get(&given, $input)) SWIG_fail;
        $1 = &given.asked.query;
    }
}
%typemap(freearg) const rva_query *query { rvp_query_drop(&given$argnum); }
%typemap(in) const rva_store_options *options (rva_store_options given) {
    if ($input != Py_None) {
        if (!rvp_store_options_get(&given, $input)) SWIG_fail;
        $1 = &given;
    }
}
%typemap(in) const rva_ingest_options *options (rvp_ingest given = {{0}}) {
    if (!rvp_ingest_get(&given, $input)) SWIG_fail;
    $1 = &given.options;
}
%typemap(argout) const rva_ingest_options *options {
    rvp_callback_finish(&given$argnum.progress);
    if (!PyErr_Occurred()) rvp_callback_finish(&given$argnum.refused);
    if (PyErr_Occurred()) SWIG_fail;
}

/* Functions that are told how far a call is. */
%typemap(in) (rva_progress_fn progress, void *context) (rvp_callback told = {NULL}) {
    if (!rvp_callback_get(&told, $input)) SWIG_fail;
    $1 = rvp_callback_progress;
    $2 = &told;
}
%typemap(argout) (rva_progress_fn progress, void *context) {
    rvp_callback_finish(&told$argnum);
    if (PyErr_Occurred()) SWIG_fail;
}

/* Results. */
%typemap(in, numinputs=0) int64_t *out (int64_t made = 0), int64_t *lost (int64_t made = 0) {
    $1 = &made;
}
%typemap(argout) int64_t *out, int64_t *lost { %append_output(PyLong_FromLongLong(*$1)); }
%typemap(in, numinputs=0) int *required (int made = 0) { $1 = &made; }
%typemap(argout) int *required { %append_output(PyBool_FromLong(*$1)); }
%typemap(in, numinputs=0) double *value (double made = 0) { $1 = &made; }
%typemap(argout) double *value { %append_output(PyFloat_FromDouble(*$1)); }
%typemap(in, numinputs=0) const char **borough (char *made = NULL) { $1 = &made; }
%typemap(argout) const char **borough { %append_output(rvp_text_new(*$1)); }
%typemap(freearg) const char **borough ""
%apply const char **borough { const char **spelling, const char **name, const char **value };
%typemap(in, numinputs=0) char out[RVA_INSTANT_BYTES] (char made[RVA_INSTANT_BYTES]) {
    $1 = made;
}
%typemap(argout) char out[RVA_INSTANT_BYTES] { %append_output(PyUnicode_FromString($1)); }
%typemap(freearg) char out[RVA_INSTANT_BYTES] ""
%typemap(in, numinputs=0) (char **out, size_t *size) (char *bytes = NULL, size_t length = 0) {
    $1 = &bytes;
    $2 = &length;
}
%typemap(argout) (char **out, size_t *size) {
    if (result == RVA_OK) %append_output(PyBytes_FromStringAndSize(*$1, (Py_ssize_t)*$2));
}
%typemap(freearg) (char **out, size_t *size) { rva_free(*$1); }

%define RVP_FIGURES(TYPE, NAME, MAKE)
%typemap(in, numinputs=0) TYPE *NAME (TYPE made = {0}) { $1 = &made; }
%typemap(argout) TYPE *NAME { if (result == RVA_OK) %append_output(MAKE($1)); }
%enddef
RVP_FIGURES(rva_store_info, out, rvp_store_info_new)
RVP_FIGURES(rva_verify_result, out, rvp_verify_result_new)
RVP_FIGURES(rva_erasure, erasure, rvp_erasure_new)
RVP_FIGURES(rva_upgrade_result, out, rvp_upgrade_result_new)
RVP_FIGURES(rva_salvage_result, out, rvp_salvage_result_new)
RVP_FIGURES(rva_ingest_summary, summary, rvp_ingest_summary_new)

/* Objects of Python, made or read by the functions of extras.i. */
%typemap(in) PyObject * { $1 = $input; }
%typemap(out) PyObject * { $result = $1; }
%typemap(in) Py_ssize_t {
    $1 = PyLong_AsSsize_t($input);
    if ($1 == -1 && PyErr_Occurred()) SWIG_fail;
}
