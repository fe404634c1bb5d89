/**
 * @file cli/output.h
 * Where a command writes what it was asked for: standard output, or a file made whole.
 */
#ifndef RVA_CLI_OUTPUT_H
#define RVA_CLI_OUTPUT_H

#include <stdio.h>

#include "command.h"

/** A stream being written. */
typedef struct output {
    FILE *stream;
    const char *path; /**< NULL: standard output */
    char *target;     /**< the file that is replaced, NULL: it is written directly */
    char *beside;     /**< the file written first, renamed at the end */
} output;

/** The option, to be named in a list of options. */
#define OUTPUT_OPTION                                                                              \
    {                                                                                              \
        "output", "FILE", "write there, whole or not at all", false                                \
    }

/**
 * Opens what --output names; false after the reason was told.
 *
 * A regular file is replaced whole at the end, a link is followed; into a FIFO or a device is
 * written directly.
 *
 * @param is_private  a file is for its owner alone
 */
bool output_open(const cli_arguments *arguments, bool is_private, output *out);

/**
 * Ends it.
 *
 * @param code  the exit code so far: on a failure the file is left as it was
 * @return the exit code
 */
int output_close(output *of, int code);

#endif
