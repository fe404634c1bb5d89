/**
 * @file python/src/event.c
 * Events as dicts: in for recording, out of the feed.
 *
 * Texts are copied, close together: other threads may change a dict while the library reads,
 * and what lies in a row is read faster than what lies about.
 */
#include "event.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "value.h"

typedef struct rvp_refusal {
    size_t place;
    rva_error error;
} rvp_refusal;

enum { FIELDS_MAX = 64, TURN_EVENTS = 2048 };

static PyObject *field_names[FIELDS_MAX];
static PyObject *dump_json; /* json.dumps */
static size_t field_count;
static rva_event empty;

/* Interned names make most comparisons one of pointers. */
bool rvp_event_init(void)
{
    rva_event_init(&empty, RVA_EVENT_CONVERSATION, RVA_ABSENT);
    empty.type = RVA_ABSENT;
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

/* Texts in a row. */
typedef struct rvp_text_block {
    struct rvp_text_block *next;
    char bytes[];
} rvp_text_block;

enum { BLOCK_BYTES = 1 << 18 };

/* A new block with room for at least `size` bytes. */
static bool grow(rvp_texts *texts, size_t size)
{
    const size_t room = size < BLOCK_BYTES ? BLOCK_BYTES : size;
    rvp_text_block *block = PyMem_Malloc(sizeof *block + room);
    if (block == NULL) {
        PyErr_NoMemory();
        return false;
    }
    block->next = texts->blocks;
    texts->blocks = block;
    texts->at = block->bytes;
    texts->left = room;
    return true;
}

/* A copy of a text with its NUL; NULL with an exception. */
static const char *copy(rvp_texts *texts, const char *text, size_t size)
{
    if (texts->left <= size && !grow(texts, size + 1))
        return NULL;
    char *made = texts->at;
    memcpy(made, text, size + 1);
    texts->at += size + 1;
    texts->left -= size + 1;
    return made;
}

static void drop(rvp_texts *texts)
{
    for (rvp_text_block *next, *block = texts->blocks; block != NULL; block = next) {
        next = block->next;
        PyMem_Free(block);
    }
    *texts = (rvp_texts){NULL, NULL, 0};
}

static rva_status refuse(rva_error *err, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4), cold));

static rva_status refuse(rva_error *err, const char *field, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int used = snprintf(err->message, sizeof err->message, "field \"%.31s\": ", field);
    vsnprintf(err->message + used, sizeof err->message - (size_t)used, format, arguments);
    va_end(arguments);
    snprintf(err->field, sizeof err->field, "%s", field);
    err->status = RVA_INVALID;
    return RVA_INVALID;
}

static const char *type_name(PyObject *object)
{
    return Py_TYPE(object)->tp_name;
}

/* A copy of the bytes of a str. */
static rva_status read_text(const rva_field *field, PyObject *value, const char **out,
                            rvp_texts *texts, rva_error *err)
{
    Py_ssize_t size;
    if (!PyUnicode_Check(value))
        return refuse(err, field->name, "a str is needed, not %.60s", type_name(value));
    const char *text = PyUnicode_AsUTF8AndSize(value, &size);
    if (text == NULL) {
        PyErr_Clear();
        return refuse(err, field->name, "the text cannot be written as UTF-8");
    }
    if (memchr(text, '\0', (size_t)size) != NULL)
        return refuse(err, field->name, "the text has a NUL character in it");
    *out = copy(texts, text, (size_t)size);
    return *out ? RVA_OK : RVA_NO_MEMORY;
}

/* A dict becomes the text of a JSON object. */
static rva_status read_object(const rva_field *field, PyObject *value, const char **out,
                              rvp_texts *texts, rva_error *err)
{
    if (!PyDict_Check(value))
        return read_text(field, value, out, texts, err);
    PyObject *text = PyObject_CallOneArg(dump_json, value);
    if (text == NULL) {
        PyErr_Clear();
        return refuse(err, field->name, "the dict cannot be written as JSON");
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
            return refuse(err, field->name, "an int is needed, not %.60s", type_name(value));
        }
        *out = PyLong_AsLongLongAndOverflow(number, &overflow);
        Py_DECREF(number);
    }
    if (overflow || *out == RVA_ABSENT)
        return refuse(err, field->name, "the number is beyond 64 bits");
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
        return refuse(err, field->name, "a number is needed, not %.60s", type_name(value));
    }
    if (PyErr_Occurred() || *out != *out) {
        PyErr_Clear();
        return refuse(err, field->name, "the number has no finite value");
    }
    return RVA_OK;
}

static rva_status read_name(const rva_field *field, PyObject *value, int64_t *out, rva_error *err)
{
    Py_ssize_t size;
    const char *text = PyUnicode_Check(value) ? PyUnicode_AsUTF8AndSize(value, &size) : NULL;
    if (text == NULL) {
        PyErr_Clear();
        return refuse(err, field->name, "one of %s is needed, not %.60s", field->names,
                      type_name(value));
    }
    *out = rva_field_name_find(field, text, (size_t)size);
    if (*out < 0)
        return refuse(err, field->name, "got \"%.60s\"; it must be one of %s", text, field->names);
    return RVA_OK;
}

static rva_status read_instant(const rva_field *field, PyObject *value, int64_t *out,
                               rva_error *err)
{
    rva_error why = RVA_ERROR_INIT;
    if (rvp_instant_read(value, out, &why) == RVA_OK)
        return RVA_OK;
    return refuse(err, field->name, "%s", why.message);
}

static rva_status read_field(const rva_field *field, PyObject *value, rva_event *event,
                             rvp_texts *texts, rva_error *err)
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
            return refuse(err, field->name, "True or False is needed, not %.60s", type_name(value));
        *(int64_t *)at = value == Py_True;
        return RVA_OK;
    }
    return refuse(err, field->name, "of a form that this package does not know");
}

static rva_status refuse_key(PyObject *key, rva_error *err)
{
    const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : NULL;
    if (name != NULL)
        return refuse(err, name, "there is no such field; see docs/events.md");
    PyErr_Clear();
    return refuse(err, "", "a key of the dict is a %.60s, not a str", type_name(key));
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
static rva_status read_event(PyObject *dict, rva_event *event, rvp_texts *texts, rva_error *err)
{
    PyObject *key, *value;
    Py_ssize_t place = 0;
    *event = empty;
    if (!PyDict_Check(dict))
        return refuse(err, "", "an event is a dict, not %.60s", type_name(dict));
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
        return refuse(err, "type", "missing; one of %s", rva_field_at(0)->names);
    return RVA_OK;
}

bool rvp_event_get(rvp_event *out, PyObject *dict)
{
    rva_error err = RVA_ERROR_INIT;
    out->texts = (rvp_texts){NULL, out->first, sizeof out->first};
    const rva_status status = read_event(dict, &out->event, &out->texts, &err);
    if (status != RVA_OK)
        rvp_raise(status, &err);
    return status == RVA_OK;
}

void rvp_event_drop(rvp_event *event)
{
    drop(&event->texts);
}

/* The room of a batch is made once, for all. */
static bool make_room(rvp_batch *batch, size_t room)
{
    batch->events = PyMem_Malloc((room ? room : 1) * sizeof *batch->events);
    batch->places = PyMem_Malloc((room ? room : 1) * sizeof *batch->places);
    batch->room = room;
    if (batch->events != NULL && batch->places != NULL)
        return true;
    PyErr_NoMemory();
    return false;
}

static bool add_refusal(rvp_batch *batch, size_t place, const rva_error *err)
{
    if (batch->refusal_count == batch->refusal_room) {
        const size_t room = batch->refusal_room ? batch->refusal_room * 2 : 16;
        rvp_refusal *grown = PyMem_Realloc(batch->refusals, room * sizeof *grown);
        if (grown == NULL) {
            PyErr_NoMemory();
            return false;
        }
        batch->refusals = grown;
        batch->refusal_room = room;
    }
    batch->refusals[batch->refusal_count++] = (rvp_refusal){place, *err};
    return true;
}

static bool add_event(rvp_batch *batch, size_t place, PyObject *dict)
{
    rva_error err = RVA_ERROR_INIT;
    rva_event *event = &batch->events[batch->count];
    const rva_status status = read_event(dict, event, &batch->texts, &err);
    if (status == RVA_OK) {
        batch->places[batch->count++] = place;
        return true;
    }
    return status == RVA_INVALID && add_refusal(batch, place, &err);
}

/* Reading a dict may run Python code (a time zone, json), which may change the list. */
bool rvp_batch_get(rvp_batch *out, PyObject *sequence)
{
    if (!PyList_Check(sequence) && !PyTuple_Check(sequence)) {
        PyErr_Format(PyExc_TypeError, "a list of dicts is needed, not %.100s", type_name(sequence));
        return false;
    }
    const size_t count = (size_t)PySequence_Fast_GET_SIZE(sequence);
    if (!make_room(out, count))
        return false;
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
    rvp_batch *batch = PyCapsule_GetPointer(capsule, batch_name);
    rvp_batch_drop(batch);
    PyMem_Free(batch);
}

PyObject *rvp_batch_new(PyObject *sequence)
{
    rvp_batch *batch = PyMem_Calloc(1, sizeof *batch);
    PyObject *made = NULL;
    if (batch == NULL)
        return PyErr_NoMemory();
    if (rvp_batch_get(batch, sequence))
        made = PyCapsule_New(batch, batch_name, end_batch);
    if (made == NULL) {
        rvp_batch_drop(batch);
        PyMem_Free(batch);
    }
    return made;
}

rvp_batch *rvp_batch_of(PyObject *object)
{
    if (!PyCapsule_IsValid(object, batch_name))
        return NULL;
    return PyCapsule_GetPointer(object, batch_name);
}

bool rvp_batch_take(rvp_batch *batch)
{
    if (batch->is_taken)
        rvp_raise_text(RVA_MISUSE, "events", "a batch can be recorded once");
    const bool was_taken = batch->is_taken;
    batch->is_taken = true;
    return !was_taken;
}

static bool add_outcome(PyObject *list, size_t place, int64_t outcome, const rva_error *err)
{
    PyObject *error = rvp_error_new(err);
    PyObject *item =
        error ? Py_BuildValue("nLN", (Py_ssize_t)place, (long long)outcome, error) : NULL;
    const bool added = item != NULL && PyList_Append(list, item) == 0;
    Py_XDECREF(item);
    return added;
}

/* Both lists of refusals rise, so they are merged. */
static bool add_outcomes(PyObject *list, const rvp_batch *batch)
{
    size_t unread = 0;
    for (size_t i = 0; i <= rva_rejections_count(batch->rejections); i++) {
        const rva_rejection *rejection = rva_rejections_at(batch->rejections, i);
        const size_t place = rejection ? batch->places[rejection->index] : SIZE_MAX;
        for (; unread < batch->refusal_count && batch->refusals[unread].place < place; unread++) {
            if (!add_outcome(list, batch->refusals[unread].place, RVA_REFUSED,
                             &batch->refusals[unread].error))
                return false;
        }
        if (rejection != NULL && !add_outcome(list, place, rejection->outcome, &rejection->error))
            return false;
    }
    return true;
}

PyObject *rvp_batch_result(const rvp_batch *batch)
{
    const rva_record_summary *summary = &batch->summary;
    PyObject *list = PyList_New(0);
    if (list == NULL || !add_outcomes(list, batch)) {
        Py_XDECREF(list);
        return NULL;
    }
    const long long refused = (long long)summary->refused + (long long)batch->refusal_count;
    return Py_BuildValue("(LLLL)N", (long long)summary->accepted, (long long)summary->duplicate,
                         (long long)summary->conflict, refused, list);
}

void rvp_batch_drop(rvp_batch *batch)
{
    drop(&batch->texts);
    PyMem_Free(batch->events);
    PyMem_Free(batch->places);
    PyMem_Free(batch->refusals);
    rva_rejections_free(batch->rejections);
    *batch = (rvp_batch){0};
}

/* The name of a number of a ::RVA_FIELD_NAME field. */
static PyObject *name_new(const char *names, int64_t number)
{
    const char *at = names;
    for (int64_t i = 0; i < number && *at != '\0'; i++) {
        at += strcspn(at, "|");
        at += *at == '|';
    }
    return PyUnicode_FromStringAndSize(at, (Py_ssize_t)strcspn(at, "|"));
}

/* A value of a field, NULL without an exception when it is absent. */
static PyObject *field_new(const rva_field *field, const rva_event *event)
{
    const void *at = (const char *)event + field->offset;
    int64_t integer;
    memcpy(&integer, at, sizeof integer);
    switch (field->form) {
    case RVA_FIELD_TEXT:
    case RVA_FIELD_OBJECT: {
        const char *text = *(const char *const *)at;
        return text ? rvp_text_new(text) : NULL;
    }
    case RVA_FIELD_REAL: {
        const double real = *(const double *)at;
        return real == real ? PyFloat_FromDouble(real) : NULL;
    }
    default:
        break;
    }
    if (integer == RVA_ABSENT)
        return NULL;
    if (field->form == RVA_FIELD_NAME)
        return name_new(field->names, integer);
    if (field->form == RVA_FIELD_FLAG)
        return PyBool_FromLong(integer != 0);
    return field->form == RVA_FIELD_INSTANT ? rvp_instant_new(integer)
                                            : PyLong_FromLongLong(integer);
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
        PyObject *value = field_new(rva_field_at(i), change->event);
        if (value == NULL && !PyErr_Occurred())
            continue;
        if (!put(event, field_names[i], value)) {
            Py_DECREF(event);
            return NULL;
        }
    }
    return Py_BuildValue("LNN", (long long)change->seq, rvp_instant_new(change->recorded_at),
                         event);
}
