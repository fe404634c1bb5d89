/**
 * @file oracle/failure.c
 * Why something failed, in words.
 */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

bool oracle_fail(oracle_failure *failure, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(failure->text, sizeof failure->text, format, list);
    va_end(list);
    return false;
}
