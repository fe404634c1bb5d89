/**
 * @file python/src/value.h
 * Single values between Python and C.
 */
#ifndef RVP_VALUE_H
#define RVP_VALUE_H

#include <stdbool.h>

#include "common/value.h"
#include "error.h"

/** Makes ready what the other functions need; false with an exception. */
bool rvp_value_init(void);

/**
 * The bytes of a str or bytes, which live as long as it does; None is NULL.
 *
 * @return false with an exception, also for a text with a NUL in it
 */
bool rvp_text_get(PyObject *object, const char **out);

/** Microseconds UTC of an aware datetime, an RFC 3339 text or an int; false with an exception. */
bool rvp_instant_get(PyObject *object, int64_t *out);

/** The same without an exception for what is no instant: `err` says why. */
rva_status rvp_instant_read(PyObject *object, int64_t *out, rva_error *err);

/** A str, None for NULL. */
PyObject *rvp_text_new(const char *text);

/** An aware datetime in UTC. */
PyObject *rvp_instant_new(int64_t at);

/** The object of a value, None for none; rows are made of these, so it is part of its caller. */
static inline PyObject *rvp_value_new(rvb_value value)
{
    switch (value.form) {
    case RVB_TEXT:
        return rvp_text_new(value.text);
    case RVB_INTEGER:
    case RVB_NAME:
        return PyLong_FromLongLong(value.integer);
    case RVB_REAL:
        return PyFloat_FromDouble(value.real);
    case RVB_INSTANT:
        return rvp_instant_new(value.integer);
    case RVB_FLAG:
        return PyBool_FromLong(value.integer != 0);
    case RVB_NONE:
        break;
    }
    Py_RETURN_NONE;
}

#endif
