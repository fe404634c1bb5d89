/**
 * @file python/src/error.c
 * Statuses as Python exceptions.
 *
 * The classes are Python's own, generated from the list of statuses; this file only knows
 * them by number.
 */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

/* Messages quote what they were given, which need not be UTF-8 to its end. */
static PyObject *text_of(const char *text)
{
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
}

PyObject *rvp_error_new(const rva_error *err)
{
    const char *meaning = rva_status_text((rva_status)err->status);
    PyObject *message = text_of(err->message[0] ? err->message : meaning);
    PyObject *field = text_of(err->field);
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

void rvp_raise_text(rva_status status, const char *field, const char *format, ...)
{
    rva_error err = RVA_ERROR_INIT;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err.message, sizeof err.message, format, arguments);
    va_end(arguments);
    snprintf(err.field, sizeof err.field, "%s", field);
    rvp_raise(status, &err);
}
