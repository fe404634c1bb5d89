/**
 * @file common/error.c
 * Failures that a binding finds itself, and what any failure says.
 */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>

rva_status rvb_fail(rva_error *err, rva_status status, const char *field, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    snprintf(err->field, sizeof err->field, "%s", field);
    err->status = status;
    return status;
}

rva_status rvb_refuse(rva_error *err, const char *field, const char *format, ...)
{
    va_list arguments;
    const int used = snprintf(err->message, sizeof err->message, "field \"%.31s\": ", field);
    va_start(arguments, format);
    vsnprintf(err->message + used, sizeof err->message - (size_t)used, format, arguments);
    va_end(arguments);
    snprintf(err->field, sizeof err->field, "%s", field);
    err->status = RVA_INVALID;
    return RVA_INVALID;
}

const char *rvb_error_message(const rva_error *err, rva_status status)
{
    return err->message[0] != '\0' ? err->message : rva_status_text(status);
}
