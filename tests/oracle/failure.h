/**
 * @file oracle/failure.h
 * Why something failed, in words.
 */
#ifndef RVA_ORACLE_FAILURE_H
#define RVA_ORACLE_FAILURE_H

#include <stdbool.h>

enum { ORACLE_FAILURE_BYTES = 2048 };

/** Why something failed. */
typedef struct oracle_failure {
    char text[ORACLE_FAILURE_BYTES];
} oracle_failure;

/** Writes the reason and returns false. */
bool oracle_fail(oracle_failure *failure, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
