/**
 * @file python/src/error.c
 * Statuses as Python exceptions.
 *
 * The classes are Python's own, generated from the list of statuses; this file only knows
 * them by number.
 */
#include "error.h"

#include "common/error.h"
#include "value.h"

static PyObject *error_classes;

PyObject *rvp_set_errors(PyObject *classes)
{
    if (!PyDict_Check(classes)) {
        PyErr_SetString(PyExc_TypeError, "a dict of status number to class is needed");
        return NULL;
    }
    Py_INCREF(classes);
    Py_XSETREF(error_classes, classes);
    Py_RETURN_NONE;
}

/* The class of a status: a borrowed reference. */
static PyObject *class_of(int64_t status)
{
    PyObject *found = NULL;
    PyObject *number = PyLong_FromLongLong(status);
    if (number != NULL && error_classes != NULL)
        found = PyDict_GetItemWithError(error_classes, number);
    Py_XDECREF(number);
    return found ? found : PyExc_RuntimeError;
}

PyObject *rvp_error_new(const rva_error *err)
{
    PyObject *message = rvp_text_new(rvb_error_message(err, (rva_status)err->status));
    PyObject *field = rvp_text_new(err->field);
    PyObject *made = NULL;
    if (message != NULL && field != NULL)
        made = PyObject_CallFunctionObjArgs(class_of(err->status), message, field, NULL);
    Py_XDECREF(message);
    Py_XDECREF(field);
    return made;
}

void rvp_raise(rva_status status, const rva_error *err)
{
    if (PyErr_Occurred())
        return;
    rva_error said = *err;
    said.status = status;
    PyObject *made = rvp_error_new(&said);
    if (made != NULL)
        PyErr_SetObject((PyObject *)Py_TYPE(made), made);
    Py_XDECREF(made);
}
