/**
 * @file python/src/error.h
 * Statuses as Python exceptions.
 */
#ifndef RVP_ERROR_H
#define RVP_ERROR_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <revanalytics.h>

/** Takes the exception classes: a dict of status number to class. */
PyObject *rvp_set_errors(PyObject *classes);

/** An exception that says what `err` says, or NULL with another one raised. */
PyObject *rvp_error_new(const rva_error *err);

/** Raises it, unless one is raised already. */
void rvp_raise(rva_status status, const rva_error *err);

#endif
