/**
 * @file cli/complain.h
 * Errors: one line on standard error, `revanalytics: what: where: remedy`.
 */
#ifndef RVA_CLI_COMPLAIN_H
#define RVA_CLI_COMPLAIN_H

#include <stdio.h>

#include <revanalytics/status.h>

/** Tells that something failed; CLI_FAILED, so that a command can return the call. */
__attribute__((format(printf, 2, 3))) int complain(const char *what, const char *format, ...);

/** The same with the words of the library. */
int complain_error(const char *what, const rva_error *error);

/** Whether an error's message leaves its field for the caller to name. */
int complain_needs_field(const rva_error *error);

/** Writes text that may be foreign: control characters become "?". */
void complain_write(FILE *stream, const char *text);

#endif
