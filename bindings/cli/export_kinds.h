/**
 * @file cli/export_kinds.h
 * What can be exported.  Records are those of the library; what else there is, is in cmd_export.c.
 */
#ifndef RVA_CLI_EXPORT_KINDS_H
#define RVA_CLI_EXPORT_KINDS_H

#include <revanalytics/store.h>

#include "command.h"
#include "writer.h"

/** An export under way. */
typedef struct export_job {
    const cli_arguments *arguments;
    rva_store *store;
    FILE *stream;
    writer_format format;
    const char *kind; /**< what is exported */
    int64_t now_at;   /**< decides which conversations are open; RVA_ABSENT: the clock's */
} export_job;

/** Writes all rows of a kind; gives the exit code, and has told what went wrong. */
typedef int (*export_fn)(const export_job *job);

/** Every accepted event in the order of the log: what was imported can be imported again. */
int export_events(const export_job *job);

/** Cells of the cube, by the options of a report. */
int export_cells(const export_job *job);

/** Documents, conversations, leads or transactions, whichever the job names. */
int export_records(const export_job *job);

#endif
