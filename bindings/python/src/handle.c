/**
 * @file python/src/handle.c
 * Handles as Python objects that cannot be used after their end.
 */
#include "handle.h"

typedef struct handle {
    PyObject_HEAD rvb_kind kind;
    rvb_handle *handle; /* NULL once it is closed */
} handle;

static PyTypeObject *handle_type;

/* A report may end on a thread that Python does not know, and ends at once. */
static void end_handle(rvb_handle *ending)
{
    if (ending->kind == RVB_REPORT) {
        rvb_handle_end(ending);
        return;
    }
    Py_BEGIN_ALLOW_THREADS rvb_handle_end(ending);
    Py_END_ALLOW_THREADS
}

/* A report goes with its object: others may be reading it. */
static PyObject *handle_close(PyObject *object, PyObject *Py_UNUSED(ignored))
{
    handle *self = (handle *)object;
    if (self->kind != RVB_REPORT)
        rvb_handle_close(&self->handle);
    Py_RETURN_NONE;
}

static PyObject *handle_closed(PyObject *object, void *Py_UNUSED(context))
{
    return PyBool_FromLong(((handle *)object)->handle == NULL);
}

static void handle_dealloc(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    rvb_handle_release(&((handle *)object)->handle);
    type->tp_free(object);
    Py_DECREF(type);
}

static PyObject *handle_repr(PyObject *object)
{
    const handle *self = (handle *)object;
    return PyUnicode_FromFormat("<%s %s>", self->handle ? "open" : "closed",
                                rvb_kind_name(self->kind));
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

PyObject *rvp_handle_new(rvb_kind kind, void *pointer, rvb_handle *parent)
{
    rvb_handle *made = rvb_handle_new(kind, pointer, parent, end_handle, NULL);
    if (made == NULL)
        return PyErr_NoMemory();
    handle *self = PyObject_New(handle, handle_type);
    if (self == NULL) {
        rvb_handle_drop(made);
        return NULL;
    }
    self->kind = kind;
    rvb_handle_give(made, &self->handle);
    return (PyObject *)self;
}

bool rvp_handle_of(PyObject *object, rvb_kind kind, rvb_handle **out)
{
    const handle *self = (handle *)object;
    if (Py_TYPE(object) != handle_type || self->kind != kind) {
        PyErr_Format(PyExc_TypeError, "%s, not %R", rvb_kind_needed(kind), object);
        return false;
    }
    *out = self->handle;
    return true;
}

void *rvp_use_begin(rvp_use *use, PyObject *object, rvb_kind kind)
{
    rva_error err = RVA_ERROR_INIT;
    rvb_handle *handle;
    if (!rvp_handle_of(object, kind, &handle))
        return NULL;
    const rva_status status = rvb_use_begin(handle, kind, &err);
    if (status != RVA_OK) {
        rvp_raise(status, &err);
        return NULL;
    }
    use->handle = handle;
    return handle->pointer;
}

void rvp_use_end(rvp_use *use)
{
    rvb_handle *handle = use->handle;
    use->handle = NULL;
    rvb_use_end(handle);
}

rvb_handle *rvp_report_handle(PyObject *object)
{
    rvb_handle *handle;
    return rvp_handle_of(object, RVB_REPORT, &handle) ? handle : NULL;
}

const rva_report *rvp_report_of(PyObject *object)
{
    const rvb_handle *handle = rvp_report_handle(object);
    return handle ? handle->pointer : NULL;
}
