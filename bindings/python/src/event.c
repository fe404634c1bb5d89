/**
 * @file python/src/event.c
 * Events as dicts: in for recording, out of the feed.
 *
 * Texts are copied, close together: other threads may change a dict while the library reads,
 * and what lies in a row is read faster than what lies about.
 */
#include "event.h"

#include <string.h>

#include "common/error.h"
#include "options.h"
#include "value.h"

enum { FIELDS_MAX = 64, TURN_EVENTS = 2048 };

static PyObject *field_names[FIELDS_MAX];
static PyObject *dump_json; /* json.dumps */
static size_t field_count;
static rva_event empty;

/* Interned names make most comparisons one of pointers. */
bool rvp_event_init(void)
{
    rvb_event_init(&empty);
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL && i < FIELDS_MAX; i++) {
        field_names[i] = PyUnicode_InternFromString(field->name);
        if (field_names[i] == NULL)
            return false;
        field_count = i + 1;
    }
    PyObject *json = PyImport_ImportModule("json");
    dump_json = json ? PyObject_GetAttrString(json, "dumps") : NULL;
    Py_XDECREF(json);
    return dump_json != NULL;
}

static const char *type_name(PyObject *object)
{
    return Py_TYPE(object)->tp_name;
}

/* A copy of the bytes of a str. */
static rva_status read_text(const rva_field *field, PyObject *value, const char **out,
                            rvb_texts *texts, rva_error *err)
{
    Py_ssize_t size;
    if (!PyUnicode_Check(value))
        return rvb_refuse(err, field->name, "a str is needed, not %.60s", type_name(value));
    const char *text = PyUnicode_AsUTF8AndSize(value, &size);
    if (text == NULL) {
        PyErr_Clear();
        return rvb_refuse(err, field->name, "the text cannot be written as UTF-8");
    }
    if (memchr(text, '\0', (size_t)size) != NULL)
        return rvb_refuse(err, field->name, "the text has a NUL character in it");
    *out = rvb_texts_copy(texts, text, (size_t)size);
    return *out ? RVA_OK : RVA_NO_MEMORY;
}

/* A dict becomes the text of a JSON object. */
static rva_status read_object(const rva_field *field, PyObject *value, const char **out,
                              rvb_texts *texts, rva_error *err)
{
    if (!PyDict_Check(value))
        return read_text(field, value, out, texts, err);
    PyObject *text = PyObject_CallOneArg(dump_json, value);
    if (text == NULL) {
        PyErr_Clear();
        return rvb_refuse(err, field->name, "the dict cannot be written as JSON");
    }
    const rva_status status = read_text(field, text, out, texts, err);
    Py_DECREF(text);
    return status;
}

/* An int, or what can be one exactly, as numpy's are. */
static rva_status read_integer(const rva_field *field, PyObject *value, int64_t *out,
                               rva_error *err)
{
    int overflow;
    if (PyLong_CheckExact(value)) {
        *out = PyLong_AsLongLongAndOverflow(value, &overflow);
    } else {
        PyObject *number = PyBool_Check(value) ? NULL : PyNumber_Index(value);
        if (number == NULL) {
            PyErr_Clear();
            return rvb_refuse(err, field->name, "an int is needed, not %.60s", type_name(value));
        }
        *out = PyLong_AsLongLongAndOverflow(number, &overflow);
        Py_DECREF(number);
    }
    if (overflow || *out == RVA_ABSENT)
        return rvb_refuse(err, field->name, "the number is beyond 64 bits");
    return RVA_OK;
}

static rva_status read_real(const rva_field *field, PyObject *value, double *out, rva_error *err)
{
    if (PyFloat_Check(value)) {
        *out = PyFloat_AS_DOUBLE(value);
    } else if (PyLong_Check(value) && !PyBool_Check(value)) {
        *out = PyLong_AsDouble(value);
    } else if (PyNumber_Check(value) && !PyBool_Check(value)) {
        *out = PyFloat_AsDouble(value);
    } else {
        return rvb_refuse(err, field->name, "a number is needed, not %.60s", type_name(value));
    }
    if (PyErr_Occurred() || *out != *out) {
        PyErr_Clear();
        return rvb_refuse(err, field->name, "the number has no finite value");
    }
    return RVA_OK;
}

static rva_status read_name(const rva_field *field, PyObject *value, int64_t *out, rva_error *err)
{
    Py_ssize_t size;
    const char *text = PyUnicode_Check(value) ? PyUnicode_AsUTF8AndSize(value, &size) : NULL;
    if (text == NULL) {
        PyErr_Clear();
        return rvb_refuse(err, field->name, "one of %s is needed, not %.60s", field->names,
                          type_name(value));
    }
    *out = rva_field_name_find(field, text, (size_t)size);
    if (*out < 0)
        return rvb_refuse(err, field->name, "got \"%.60s\"; it must be one of %s", text,
                          field->names);
    return RVA_OK;
}

static rva_status read_instant(const rva_field *field, PyObject *value, int64_t *out,
                               rva_error *err)
{
    rva_error why = RVA_ERROR_INIT;
    if (rvp_instant_read(value, out, &why) == RVA_OK)
        return RVA_OK;
    return rvb_refuse(err, field->name, "%s", why.message);
}

static rva_status read_field(const rva_field *field, PyObject *value, rva_event *event,
                             rvb_texts *texts, rva_error *err)
{
    void *at = (char *)event + field->offset;
    switch ((rva_field_form)field->form) {
    case RVA_FIELD_TEXT:
        return read_text(field, value, at, texts, err);
    case RVA_FIELD_OBJECT:
        return read_object(field, value, at, texts, err);
    case RVA_FIELD_INTEGER:
        return read_integer(field, value, at, err);
    case RVA_FIELD_REAL:
        return read_real(field, value, at, err);
    case RVA_FIELD_NAME:
        return read_name(field, value, at, err);
    case RVA_FIELD_INSTANT:
        return read_instant(field, value, at, err);
    case RVA_FIELD_FLAG:
        if (!PyBool_Check(value))
            return rvb_refuse(err, field->name, "True or False is needed, not %.60s",
                              type_name(value));
        *(int64_t *)at = value == Py_True;
        return RVA_OK;
    }
    return rvb_refuse(err, field->name, "of a form that this package does not know");
}

static rva_status refuse_key(PyObject *key, rva_error *err)
{
    const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : NULL;
    if (name != NULL)
        return rvb_refuse(err, name, "there is no such field; see docs/events.md");
    PyErr_Clear();
    return rvb_refuse(err, "", "a key of the dict is a %.60s, not a str", type_name(key));
}

/* The field of a key, or NULL. */
static const rva_field *field_of(PyObject *key)
{
    Py_ssize_t size;
    const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8AndSize(key, &size) : NULL;
    if (name != NULL)
        return rva_field_find(name, (size_t)size);
    PyErr_Clear();
    return NULL;
}

/* None is absent, as null is in JSON. */
static rva_status read_event(PyObject *dict, rva_event *event, rvb_texts *texts, rva_error *err)
{
    PyObject *key, *value;
    Py_ssize_t place = 0;
    *event = empty;
    if (!PyDict_Check(dict))
        return rvb_refuse(err, "", "an event is a dict, not %.60s", type_name(dict));
    while (PyDict_Next(dict, &place, &key, &value)) {
        const rva_field *field = field_of(key);
        if (field == NULL)
            return refuse_key(key, err);
        if (value == Py_None)
            continue;
        Py_INCREF(value); /* reading it may run Python code, which may change the dict */
        const rva_status status = read_field(field, value, event, texts, err);
        Py_DECREF(value);
        if (status != RVA_OK)
            return status;
    }
    if (event->type == RVA_ABSENT)
        return rvb_refuse(err, "type", "missing; one of %s", rva_field_at(0)->names);
    return RVA_OK;
}

bool rvp_event_get(rvp_event *out, PyObject *dict)
{
    rva_error err = RVA_ERROR_INIT;
    out->texts = (rvb_texts){NULL, out->first, sizeof out->first};
    const rva_status status = read_event(dict, &out->event, &out->texts, &err);
    if (status == RVA_NO_MEMORY)
        PyErr_NoMemory();
    else if (status != RVA_OK)
        rvp_raise(status, &err);
    return status == RVA_OK;
}

void rvp_event_drop(rvp_event *event)
{
    rvb_texts_drop(&event->texts);
}

static bool add_event(rvb_batch *batch, size_t place, PyObject *dict)
{
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = read_event(dict, rvb_batch_next(batch), &batch->texts, &err);
    if (status == RVA_OK) {
        rvb_batch_add(batch, place);
        return true;
    }
    if (status == RVA_INVALID && rvb_batch_refuse(batch, place, &err))
        return true;
    PyErr_NoMemory();
    return false;
}

/* Reading a dict may run Python code (a time zone, json), which may change the list. */
bool rvp_batch_get(rvb_batch *out, PyObject *sequence)
{
    if (!PyList_Check(sequence) && !PyTuple_Check(sequence)) {
        PyErr_Format(PyExc_TypeError, "a list of dicts is needed, not %.100s", type_name(sequence));
        return false;
    }
    const size_t count = (size_t)PySequence_Fast_GET_SIZE(sequence);
    if (!rvb_batch_reserve(out, count)) {
        PyErr_NoMemory();
        return false;
    }
    for (size_t i = 0; i < count && i < (size_t)PySequence_Fast_GET_SIZE(sequence); i++) {
        PyObject *dict = PySequence_Fast_GET_ITEM(sequence, (Py_ssize_t)i);
        Py_INCREF(dict);
        const bool added = add_event(out, i, dict);
        Py_DECREF(dict);
        if (!added)
            return false;
        if (i % TURN_EVENTS == TURN_EVENTS - 1) { /* other threads have their turn */
            Py_BEGIN_ALLOW_THREADS Py_END_ALLOW_THREADS
        }
    }
    return true;
}

static const char batch_name[] = "revanalytics.batch";

static void end_batch(PyObject *capsule)
{
    rvb_batch *batch = PyCapsule_GetPointer(capsule, batch_name);
    rvb_batch_drop(batch);
    PyMem_Free(batch);
}

PyObject *rvp_batch_new(PyObject *sequence)
{
    rvb_batch *batch = PyMem_Calloc(1, sizeof *batch);
    PyObject *made = NULL;
    if (batch == NULL)
        return PyErr_NoMemory();
    if (rvp_batch_get(batch, sequence))
        made = PyCapsule_New(batch, batch_name, end_batch);
    if (made == NULL) {
        rvb_batch_drop(batch);
        PyMem_Free(batch);
    }
    return made;
}

rvb_batch *rvp_batch_of(PyObject *object)
{
    if (!PyCapsule_IsValid(object, batch_name))
        return NULL;
    return PyCapsule_GetPointer(object, batch_name);
}

bool rvp_batch_take(rvb_batch *batch)
{
    rva_error err = RVA_ERROR_INIT;
    if (batch->is_taken)
        rvp_raise(rvb_fail(&err, RVA_MISUSE, "events", "a batch can be recorded once"), &err);
    const bool was_taken = batch->is_taken;
    batch->is_taken = true;
    return !was_taken;
}

static bool add_outcome(PyObject *list, const rvb_outcome *at)
{
    PyObject *error = rvp_error_new(at->error);
    PyObject *item =
        error ? Py_BuildValue("nLN", (Py_ssize_t)at->place, (long long)at->outcome, error) : NULL;
    const bool added = item != NULL && PyList_Append(list, item) == 0;
    Py_XDECREF(item);
    return added;
}

PyObject *rvp_batch_result(const rvb_batch *batch)
{
    rva_record_summary summary = batch->summary;
    rvb_outcome at = {0};
    PyObject *list = PyList_New(0);
    while (list != NULL && rvb_batch_outcome(batch, &at)) {
        if (!add_outcome(list, &at))
            Py_CLEAR(list);
    }
    if (list == NULL)
        return NULL;
    summary.refused = rvb_batch_refused(batch);
    return Py_BuildValue("NN", rvp_summary_new(&summary), list);
}

static PyObject *field_new(const rva_field *field, rvb_value value)
{
    size_t size;
    if (value.form != RVB_NAME)
        return rvp_value_new(value);
    const char *name = rvb_name(field, value.integer, &size);
    return PyUnicode_FromStringAndSize(name, (Py_ssize_t)size);
}

static bool put(PyObject *dict, PyObject *name, PyObject *value)
{
    const bool done = value != NULL && PyDict_SetItem(dict, name, value) == 0;
    Py_XDECREF(value);
    return done;
}

PyObject *rvp_change_new(const rva_change *change)
{
    PyObject *event = PyDict_New();
    if (event == NULL)
        return NULL;
    for (size_t i = 0; i < field_count; i++) {
        const rva_field *field = rva_field_at(i);
        const rvb_value value = rvb_field(field, change->event);
        if (value.form != RVB_NONE && !put(event, field_names[i], field_new(field, value))) {
            Py_DECREF(event);
            return NULL;
        }
    }
    PyObject *recorded_at = rvp_value_new(rvb_integer(RVB_INSTANT, change->recorded_at));
    return Py_BuildValue("LNN", (long long)change->seq, recorded_at, event);
}
