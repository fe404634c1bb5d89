/**
 * @file python/src/options.c
 * Structs of options from dicts, structs of figures into dicts, progress functions.
 */
#include "options.h"

#include <string.h>

#include "value.h"

static bool get_integer(PyObject *value, int64_t *out)
{
    if (!PyLong_Check(value)) {
        PyErr_Format(PyExc_TypeError, "an int is needed, not %.100s", Py_TYPE(value)->tp_name);
        return false;
    }
    *out = PyLong_AsLongLong(value);
    return !(*out == -1 && PyErr_Occurred());
}

/* Sets one field of a struct of options; `kept` holds the objects of texts. */
static bool set_field(const rva_struct_field *field, void *options, PyObject *value, PyObject *kept)
{
    void *at = rvb_member_at(field, options);
    if (field->form == RVA_STRUCT_INTEGER)
        return get_integer(value, at);
    return rvp_text_get(value, at) && PyList_Append(kept, value) == 0;
}

/* Sets the fields that a dict names; those of `others` are not of the table, and stay. */
static bool set_fields(const rva_struct_field *fields, void *options, PyObject *dict,
                       PyObject *kept, const char *others)
{
    PyObject *key, *value;
    Py_ssize_t place = 0;
    if (!PyDict_Check(dict)) {
        PyErr_Format(PyExc_TypeError, "a dict is needed, not %.100s", Py_TYPE(dict)->tp_name);
        return false;
    }
    while (PyDict_Next(dict, &place, &key, &value)) {
        const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : "";
        if (name == NULL)
            return false;
        const rva_struct_field *field = rvb_member_find(fields, name);
        if (field != NULL && value == Py_None)
            continue;
        if (field != NULL) {
            if (!set_field(field, options, value, kept))
                return false;
        } else if (*name == '\0' || strstr(others, name) == NULL) {
            PyErr_Format(PyExc_TypeError, "there is no option %R", key);
            return false;
        }
    }
    return true;
}

static bool raised(rva_status status, const rva_error *err)
{
    if (status != RVA_OK)
        rvp_raise(status, err);
    return status != RVA_OK;
}

/* Takes (dimension, values, excludes) of a list, which is kept with its texts. */
static bool get_conditions(rvp_query *out, PyObject *where)
{
    rva_error err = RVA_ERROR_INIT;
    if (!PyList_Check(where) || PyList_Append(out->kept, where) != 0) {
        PyErr_SetString(PyExc_TypeError, "where: a list of conditions is needed");
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(where); i++) {
        PyObject *dimension, *value;
        rva_filter filter = {NULL, NULL, 0};
        int excludes;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(where, i), "OOp", &dimension, &value, &excludes) ||
            !rvp_text_get(dimension, &filter.dimension) || !rvp_text_get(value, &filter.value))
            return false;
        filter.exclude = excludes;
        if (raised(rvb_query_where(&out->asked, &filter, &err), &err))
            return false;
    }
    return true;
}

bool rvp_query_get(rvp_query *out, PyObject *dict)
{
    rva_error err = RVA_ERROR_INIT;
    rvb_handle *handle;
    rvb_query_init(&out->asked);
    out->kept = PyList_New(0);
    if (out->kept == NULL ||
        !set_fields(rva_query_fields, &out->asked.query, dict, out->kept, "where,snapshot"))
        return false;
    PyObject *where = PyDict_GetItemString(dict, "where");
    if (where != NULL && where != Py_None && !get_conditions(out, where))
        return false;
    PyObject *snapshot = PyDict_GetItemString(dict, "snapshot");
    if (snapshot == NULL || snapshot == Py_None)
        return true;
    return rvp_handle_of(snapshot, RVB_SNAPSHOT, &handle) &&
           !raised(rvb_query_of(&out->asked, handle, &err), &err);
}

void rvp_query_drop(rvp_query *query)
{
    rvb_query_drop(&query->asked);
    Py_CLEAR(query->kept);
}

bool rvp_store_options_get(rva_store_options *out, PyObject *dict)
{
    *out = (rva_store_options)RVA_STORE_OPTIONS_INIT;
    return set_fields(rva_store_options_fields, out, dict, NULL, "");
}

bool rvp_callback_get(rvp_callback *out, PyObject *function)
{
    *out = (rvp_callback){NULL, NULL, NULL, NULL};
    if (function == NULL || function == Py_None)
        return true;
    if (!PyCallable_Check(function)) {
        PyErr_Format(PyExc_TypeError, "a function is needed, not %.100s",
                     Py_TYPE(function)->tp_name);
        return false;
    }
    out->function = function;
    return true;
}

/* Keeps the first exception for later; true when there was one. */
static bool keep_error(rvp_callback *callback)
{
    if (!PyErr_Occurred())
        return false;
    if (callback->error_type == NULL)
        PyErr_Fetch(&callback->error_type, &callback->error, &callback->trace);
    else
        PyErr_Clear();
    return true;
}

/* Called without the GIL, now and then; a good moment to see Ctrl-C. */
int rvp_callback_progress(int64_t done, int64_t total, void *context)
{
    rvp_callback *callback = context;
    const PyGILState_STATE state = PyGILState_Ensure();
    if (PyErr_CheckSignals() == 0 && callback->function != NULL)
        Py_XDECREF(
            PyObject_CallFunction(callback->function, "LL", (long long)done, (long long)total));
    const bool failed = keep_error(callback);
    PyGILState_Release(state);
    return failed;
}

void rvp_callback_finish(rvp_callback *callback)
{
    if (callback->error_type != NULL)
        PyErr_Restore(callback->error_type, callback->error, callback->trace);
    callback->error_type = callback->error = callback->trace = NULL;
}

/* Called without the GIL for each line that was not accepted. */
static void tell_refused(void *context, int64_t line, int64_t outcome, const rva_error *error)
{
    rvp_callback *callback = context;
    const PyGILState_STATE state = PyGILState_Ensure();
    if (callback->error_type == NULL) {
        PyObject *said = rvp_error_new(error);
        if (said != NULL)
            Py_XDECREF(PyObject_CallFunction(callback->function, "LLO", (long long)line,
                                             (long long)outcome, said));
        Py_XDECREF(said);
        keep_error(callback);
    }
    PyGILState_Release(state);
}

bool rvp_ingest_get(rvp_ingest *out, PyObject *dict)
{
    out->options = (rva_ingest_options)RVA_INGEST_OPTIONS_INIT;
    if (!set_fields(rva_ingest_options_fields, &out->options, dict, NULL, "progress,on_refused") ||
        !rvp_callback_get(&out->progress, PyDict_GetItemString(dict, "progress")) ||
        !rvp_callback_get(&out->refused, PyDict_GetItemString(dict, "on_refused")))
        return false;
    out->options.progress = rvp_callback_progress;
    out->options.progress_context = &out->progress;
    if (out->refused.function != NULL) {
        out->options.on_refused = tell_refused;
        out->options.refused_context = &out->refused;
    }
    return true;
}

static PyObject *dict_new(const rva_struct_field *fields, const void *structure)
{
    PyObject *dict = PyDict_New();
    for (; dict != NULL && fields->name != NULL; fields++) {
        PyObject *value = rvp_value_new(rvb_member(fields, structure));
        if (value == NULL || PyDict_SetItemString(dict, fields->name, value) != 0)
            Py_CLEAR(dict);
        Py_XDECREF(value);
    }
    return dict;
}

PyObject *rvp_store_info_new(const rva_store_info *info)
{
    return dict_new(rva_store_info_fields, info);
}

PyObject *rvp_summary_new(const rva_record_summary *summary)
{
    return dict_new(rva_record_summary_fields, summary);
}

PyObject *rvp_erasure_new(const rva_erasure *erasure)
{
    return dict_new(rva_erasure_fields, erasure);
}

PyObject *rvp_verify_result_new(const rva_verify_result *result)
{
    return dict_new(rva_verify_result_fields, result);
}

PyObject *rvp_upgrade_result_new(const rva_upgrade_result *result)
{
    return dict_new(rva_upgrade_result_fields, result);
}

PyObject *rvp_salvage_result_new(const rva_salvage_result *result)
{
    return dict_new(rva_salvage_result_fields, result);
}

static PyObject *texts_new(const char *const *texts, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list != NULL && i < count; i++) {
        PyObject *text = rvp_text_new(texts[i]);
        if (text == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, text);
    }
    return list;
}

static PyObject *conditions_new(const rva_report *report)
{
    const size_t count = rva_report_condition_count(report);
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list != NULL && i < count; i++) {
        const rva_report_condition at = rva_report_condition_at(report, i);
        PyObject *made = Py_BuildValue("{sNsN}", "dimension", rvp_text_new(at.dimension),
                                       at.exclude ? "exclude" : "values",
                                       texts_new(at.values, (size_t)at.value_count));
        if (made == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, made);
    }
    return list;
}

static PyObject *warnings_new(const rva_report *report)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list != NULL && i < rva_report_warning_count(report); i++) {
        PyObject *text = rvp_text_new(rva_report_warning_at(report, i));
        if (text == NULL || PyList_Append(list, text) != 0)
            Py_CLEAR(list);
        Py_XDECREF(text);
    }
    return list;
}

/* Puts an object into a dict; takes it, NULL too. */
static bool put_item(PyObject *dict, const char *name, PyObject *item)
{
    const bool done = item != NULL && PyDict_SetItemString(dict, name, item) == 0;
    Py_XDECREF(item);
    return done;
}

PyObject *rvp_report_info_new(const rva_report *report)
{
    const rva_report_info info = rva_report_get_info(report);
    PyObject *dict = dict_new(rva_report_info_fields, &info);
    if (dict != NULL && (!put_item(dict, "where", conditions_new(report)) ||
                         !put_item(dict, "warnings", warnings_new(report))))
        Py_CLEAR(dict);
    return dict;
}

PyObject *rvp_ingest_summary_new(const rva_ingest_summary *summary)
{
    PyObject *dict = dict_new(rva_ingest_summary_fields, summary);
    PyObject *events = dict ? rvp_summary_new(&summary->events) : NULL;
    if (events == NULL || PyDict_Update(dict, events) != 0)
        Py_CLEAR(dict);
    Py_XDECREF(events);
    return dict;
}
