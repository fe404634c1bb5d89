/**
 * @file python/src/handle.c
 * Handles of the library as Python objects that cannot be used after their end.
 */
#include "handle.h"

#include <stdbool.h>
#include <stdlib.h>

typedef struct handle {
    PyObject_HEAD rvp_kind kind;
    void *pointer;
    struct handle *parent;   /* held */
    struct handle *children; /* not held: a child leaves the list before it goes */
    struct handle *next;
    int users;
    bool closed;
} handle;

static PyTypeObject *handle_type;

static void end_store(void *pointer)
{
    rva_store_close(pointer);
}

static void end_settings(void *pointer)
{
    rva_settings_free(pointer);
}

static void end_snapshot(void *pointer)
{
    rva_snapshot_close(pointer);
}

static void end_feed(void *pointer)
{
    rva_feed_close(pointer);
}

static void end_records(void *pointer)
{
    rva_records_close(pointer);
}

static void end_report(void *pointer)
{
    rvp_share_drop(pointer);
}

/* What each kind is called, how it ends, and whether one thread at a time may use it. */
static const struct {
    const char *name;
    void (*end)(void *pointer);
    bool alone;
} kinds[] = {
    [RVP_STORE] = {"store", end_store, false},
    [RVP_SETTINGS] = {"settings", end_settings, true},
    [RVP_SNAPSHOT] = {"snapshot", end_snapshot, true},
    [RVP_FEED] = {"feed", end_feed, true},
    [RVP_RECORDS] = {"records", end_records, true},
    [RVP_REPORT] = {"report", end_report, false},
};

rvp_share *rvp_share_hold(rvp_share *share)
{
    __atomic_add_fetch(&share->count, 1, __ATOMIC_RELAXED);
    return share;
}

void rvp_share_drop(rvp_share *share)
{
    if (__atomic_sub_fetch(&share->count, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    rva_report_free(share->report);
    free(share);
}

static void leave_parent(handle *self)
{
    handle *parent = self->parent;
    if (parent == NULL)
        return;
    handle **at = &parent->children;
    while (*at != self)
        at = &(*at)->next;
    *at = self->next;
    self->parent = NULL;
}

/* Ends what nobody uses any more, and then the parent that may have waited for it. */
static void settle(handle *self)
{
    while (self != NULL && self->closed && self->users == 0 && self->children == NULL &&
           self->pointer != NULL) {
        void *pointer = self->pointer;
        self->pointer = NULL;
        handle *parent = self->parent;
        Py_BEGIN_ALLOW_THREADS kinds[self->kind].end(pointer);
        Py_END_ALLOW_THREADS leave_parent(self);
        if (parent != NULL) {
            settle(parent);
            Py_DECREF(parent);
        }
        return;
    }
}

static void close_handle(handle *self)
{
    self->closed = true;
    for (handle *child = self->children; child != NULL;) {
        if (child->closed) {
            child = child->next;
            continue;
        }
        Py_INCREF(child);
        close_handle(child);
        Py_DECREF(child);
        child = self->children; /* it may have left, others may have with it */
    }
    settle(self);
}

/* A report goes with its object: others may be reading it. */
static PyObject *handle_close(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    if (((handle *)object)->kind != RVP_REPORT)
        close_handle((handle *)object);
    Py_RETURN_NONE;
}

static PyObject *handle_closed(PyObject *object, void *Py_UNUSED(context))
{
    return PyBool_FromLong(((handle *)object)->closed);
}

static void handle_dealloc(PyObject *object)
{
    handle *self = (handle *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyObject *error_type, *error, *trace;
    PyErr_Fetch(&error_type, &error, &trace);
    if (self->pointer != NULL) {
        void *pointer = self->pointer;
        handle *parent = self->parent;
        self->pointer = NULL;
        Py_BEGIN_ALLOW_THREADS kinds[self->kind].end(pointer);
        Py_END_ALLOW_THREADS leave_parent(self);
        if (parent != NULL) {
            settle(parent);
            Py_DECREF(parent);
        }
    }
    PyErr_Restore(error_type, error, trace);
    type->tp_free(object);
    Py_DECREF(type);
}

static PyObject *handle_repr(PyObject *object)
{
    const handle *self = (handle *)object;
    return PyUnicode_FromFormat("<%s %s>", self->closed ? "closed" : "open",
                                kinds[self->kind].name);
}

static PyMethodDef handle_methods[] = {
    {"close", handle_close, METH_NOARGS, "Ends it; again is fine."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef handle_members[] = {
    {"closed", handle_closed, NULL, "Whether close() was called.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot handle_slots[] = {
    {Py_tp_dealloc, (void *)handle_dealloc},
    {Py_tp_repr, (void *)handle_repr},
    {Py_tp_methods, handle_methods},
    {Py_tp_getset, handle_members},
    {0, NULL},
};

static PyType_Spec handle_spec = {
    .name = "revanalytics._swig_c.Handle",
    .basicsize = sizeof(handle),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = handle_slots,
};

int rvp_handle_init(PyObject *module)
{
    handle_type = (PyTypeObject *)PyType_FromSpec(&handle_spec);
    return handle_type != NULL &&
           PyModule_AddObjectRef(module, "Handle", (PyObject *)handle_type) == 0;
}

static void *share_new(rva_report *report)
{
    rvp_share *share = malloc(sizeof *share);
    if (share == NULL) {
        rva_report_free(report);
        return NULL;
    }
    *share = (rvp_share){report, 1};
    return share;
}

PyObject *rvp_handle_new(rvp_kind kind, void *pointer, PyObject *parent)
{
    if (kind == RVP_REPORT)
        pointer = share_new(pointer);
    if (pointer == NULL)
        return PyErr_NoMemory();
    handle *self = PyObject_New(handle, handle_type);
    if (self == NULL) {
        kinds[kind].end(pointer);
        return NULL;
    }
    self->kind = kind;
    self->pointer = pointer;
    self->parent = NULL;
    self->children = NULL;
    self->next = NULL;
    self->users = 0;
    self->closed = false;
    if (parent != NULL) {
        Py_INCREF(parent);
        self->parent = (handle *)parent;
        self->next = self->parent->children;
        self->parent->children = self;
        if (self->parent->closed)
            close_handle(self);
    }
    return (PyObject *)self;
}

void *rvp_use_begin(rvp_use *use, PyObject *object, rvp_kind kind)
{
    const char *name = kinds[kind].name;
    handle *self = (handle *)object;
    if (Py_TYPE(object) != handle_type || self->kind != kind) {
        PyErr_Format(PyExc_TypeError, "a %s is needed, not %R", name, object);
        return NULL;
    }
    if (self->closed) {
        rvp_raise_text(RVA_MISUSE, name, "the %s is closed", name);
        return NULL;
    }
    if (kinds[kind].alone && self->users > 0) {
        rvp_raise_text(RVA_MISUSE, name, "another thread is using the %s; open one for each", name);
        return NULL;
    }
    Py_INCREF(object);
    self->users++;
    use->handle = object;
    return self->pointer;
}

void rvp_use_end(rvp_use *use)
{
    handle *self = (handle *)use->handle;
    if (self == NULL)
        return;
    use->handle = NULL;
    self->users--;
    if (self->closed) {
        PyObject *error_type, *error, *trace;
        PyErr_Fetch(&error_type, &error, &trace);
        settle(self);
        PyErr_Restore(error_type, error, trace);
    }
    Py_DECREF(self);
}

rvp_share *rvp_report_share(PyObject *object)
{
    rvp_use use = {NULL};
    rvp_share *share = rvp_use_begin(&use, object, RVP_REPORT);
    rvp_use_end(&use);
    return share;
}
