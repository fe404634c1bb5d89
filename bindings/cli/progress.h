/**
 * @file cli/progress.h
 * A bar on standard error while something long goes on.
 */
#ifndef RVA_CLI_PROGRESS_H
#define RVA_CLI_PROGRESS_H

#include <stdint.h>

#include "terminal.h"

/** Work under way. */
typedef struct progress {
    terminal screen;
    const char *label;
    bool has_bytes; /**< what is counted are bytes */
    bool is_shown;  /**< on a terminal only */
    bool is_drawn;  /**< there is a bar that has to be wiped */
    double started; /**< seconds, of a clock that only rises */
    double drawn;
} progress;

/** Starts; draws nothing unless standard error is a terminal. */
progress progress_start(const cli_arguments *arguments, const char *label, bool has_bytes);

/** An ::rva_progress_fn: `context` is the progress.  Never asks to stop. */
int progress_tell(int64_t done, int64_t total, void *context);

/** Wipes the bar, so that a line can be written. */
void progress_wipe(progress *of);

/** Seconds since it started. */
double progress_seconds(const progress *of);

#endif
