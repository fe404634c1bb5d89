/**
 * @file cli/cmd_export.c
 * revanalytics export: what a store holds, row by row.
 */
#include <stdio.h>
#include <string.h>

#include <revanalytics/feed.h>

#include "commands.h"
#include "complain.h"
#include "events.h"
#include "export_kinds.h"
#include "names.h"
#include "output.h"
#include "query.h"

static const cli_option options[] = {
    {"format", "FORM", "ndjson, json, csv or msgpack (ndjson)", false},
    {"without-erasures", NULL, "events: leave out erasures and the key of the store", false},
    OUTPUT_OPTION,
    QUERY_OPTIONS,
    {NULL, NULL, NULL, false},
};

static int failed(const export_job *job, const rva_error *err)
{
    return cli_failed(job->arguments, err);
}

int export_events(const export_job *job)
{
    static event_columns columns;
    writer_value values[EVENT_COLUMNS_MAX];
    rva_feed *feed = NULL;
    rva_change change;
    rva_error err = RVA_ERROR_INIT;
    event_columns_open(&columns);
    const bool erasures = !cli_has(job->arguments, "without-erasures");
    rva_status status = rva_feed_open(job->store, NULL, 1, &feed, &err);
    if (status == RVA_OK)
        status = rva_feed_show_keys(feed, erasures, &err);
    if (status != RVA_OK) {
        rva_feed_close(feed);
        return failed(job, &err);
    }
    writer to = writer_open(job->stream, job->format, columns.names, columns.count);
    while ((status = rva_feed_next(feed, &change, &err)) == RVA_OK && !ferror(job->stream)) {
        if (change.event->type == RVA_EVENT_ERASE && !erasures)
            continue;
        event_row(&columns, change.event, values);
        writer_row(&to, values);
    }
    writer_close(&to);
    rva_feed_close(feed);
    return status == RVA_OK || status == RVA_NOT_FOUND ? CLI_DONE : failed(job, &err);
}

static int write_cells(const export_job *job, const rva_report *report)
{
    static const rva_format formats[] = {RVA_FORMAT_NDJSON, RVA_FORMAT_JSON, RVA_FORMAT_CSV,
                                         RVA_FORMAT_MSGPACK};
    char *bytes = NULL;
    size_t size = 0;
    rva_error err = RVA_ERROR_INIT;
    if (rva_report_write(report, formats[job->format], &bytes, &size, &err) != RVA_OK)
        return failed(job, &err);
    fwrite(bytes, 1, size, job->stream);
    rva_free(bytes);
    if (job->format == WRITER_NDJSON || job->format == WRITER_CSV)
        query_warn(job->arguments, report);
    return CLI_DONE;
}

int export_cells(const export_job *job)
{
    query question;
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    int code = query_read(job->arguments, job->store, &question);
    if (code != CLI_DONE)
        return code;
    const rva_status status = rva_report_cube(job->store, &question.ask, &report, &err);
    if (status != RVA_OK)
        return query_failed(job->arguments, status, &err);
    code = write_cells(job, report);
    rva_report_free(report);
    return code;
}

static export_fn find_kind(const char *name)
{
    const char *records;
    if (strcmp(name, "events") == 0)
        return export_events;
    if (strcmp(name, "cells") == 0)
        return export_cells;
    for (size_t i = 0; (records = names_records_at(i)) != NULL; i++) {
        if (strcmp(name, records) == 0)
            return export_records;
    }
    return NULL;
}

static int unknown_kind(const cli_arguments *arguments)
{
    char names[NAMES_BYTES];
    return cli_misused(arguments->command, "\"%s\" is not one of %s, cells",
                       arguments->positionals[1],
                       names_joined(names, "events", ", ", names_records_at));
}

/* Whether an export of events has erasures in it; says what else is in it then. */
static bool tells_erasures(const cli_arguments *arguments, rva_store *store)
{
    rva_store_info info = {0};
    if (cli_has(arguments, "without-erasures") ||
        rva_store_get_info(store, &info, NULL) != RVA_OK || info.erased == 0)
        return false;
    fprintf(stderr,
            "revanalytics: export: it holds erasures, and the key by which erased ids can be "
            "told: keep it to yourself (--without-erasures leaves both out)\n");
    return true;
}

/* Whether what is exported takes the options given; says what it does not take. */
static bool takes_options(const cli_arguments *arguments, export_fn export)
{
    const char *kind = arguments->positionals[1];
    if (export != export_events && cli_has(arguments, "without-erasures")) {
        cli_misused(arguments->command, "%s takes no --without-erasures", kind);
        return false;
    }
    return export == export_cells ||
           query_takes(arguments, kind, export == export_records ? "now" : NULL);
}

static int run(const cli_arguments *arguments)
{
    int64_t format;
    output to;
    const export_fn export = find_kind(arguments->positionals[1]);
    if (export == NULL)
        return unknown_kind(arguments);
    if (!cli_choice(arguments, "format", WRITER_FORMATS, WRITER_NDJSON, &format) ||
        !takes_options(arguments, export))
        return CLI_USAGE;
    rva_store *store = cli_open(arguments, true);
    if (store == NULL)
        return CLI_FAILED;
    query question;
    int code = query_read(arguments, store, &question);
    const bool is_private = export == export_events && tells_erasures(arguments, store);
    if (code == CLI_DONE && !output_open(arguments, is_private, &to))
        code = CLI_FAILED;
    else if (code == CLI_DONE) {
        const export_job job = {
            arguments,          store, to.stream, (writer_format)format, arguments->positionals[1],
            question.ask.now_at};
        code = output_close(&to, export(&job));
    }
    rva_store_close(store);
    return code;
}

static void print_help(void)
{
    char names[NAMES_BYTES];
    printf("\nWHAT is one of %s, cells.\n", names_joined(names, "events", ", ", names_records_at));
}

const cli_command command_export = {
    .name = "export",
    .usage = "STORE WHAT [options]",
    .summary = "Write out events, what they amount to, or cells of the cube.",
    .details = "Events as NDJSON can be imported again and give the same figures; they carry\n"
               "erasures, so that who was erased stays erased there.\n"
               "Conversations are as they stand at --now. The options of a period, --where,\n"
               "--by, --measures, --dimensions, --sort and --limit choose cells; the rest is\n"
               "always whole and takes none of them.\n",
    .positionals_min = 2,
    .positionals_max = 2,
    .options = options,
    .run = run,
    .help = print_help,
};
