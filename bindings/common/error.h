/**
 * @file common/error.h
 * Failures that a binding finds itself, and what any failure says.
 */
#ifndef RVB_ERROR_H
#define RVB_ERROR_H

#include <revanalytics.h>

/** Describes a failure, and returns its status. */
rva_status rvb_fail(rva_error *err, rva_status status, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5), cold));

/** The same of a field of an event, ::RVA_INVALID; the message begins with its name. */
rva_status rvb_refuse(rva_error *err, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4), cold));

/** The message of a failure, else what its status means. */
const char *rvb_error_message(const rva_error *err, rva_status status);

#endif
