/**
 * @file cli/cmd_report.c
 * revanalytics report: any report, as text for people or as bytes for programs.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "complain.h"
#include "names.h"
#include "output.h"
#include "query.h"
#include "render.h"

enum { ROWS_DEFAULT = 15, BUCKETS_DEFAULT = 62 };

static const cli_option options[] = {
    QUERY_OPTIONS,
    {"format", "FORM", "text, or one of the formats below", false},
    {"rows", "N", "rows of a table shown as text, 0 for all (15, of a series 62)", false},
    OUTPUT_OPTION,
    {NULL, NULL, NULL, false},
};

enum { TEXT = 0 };

static int unknown_report(const cli_arguments *arguments, const char *name)
{
    const char *near = cli_nearest(name, rva_report_name_at);
    if (near == NULL)
        return cli_misused(arguments->command, "there is no report \"%s\"", name);
    return cli_misused(arguments->command, "there is no report \"%s\": did you mean \"%s\"?", name,
                       near);
}

static void write_text(const cli_arguments *arguments, rva_store *store, const rva_report *report,
                       const output *to)
{
    const terminal screen = terminal_of(fileno(to->stream), arguments);
    text drawn = {0};
    int64_t rows;
    int64_t buckets;
    cli_integer(arguments, "rows", 0, INT32_MAX, ROWS_DEFAULT, &rows);
    cli_integer(arguments, "rows", 0, INT32_MAX, BUCKETS_DEFAULT, &buckets);
    rendering now = {.screen = &screen,
                     .to = &drawn,
                     .store = store,
                     .rows_max = (size_t)rows,
                     .buckets_max = (size_t)buckets};
    render_report(&now, report);
    fwrite(drawn.bytes, 1, drawn.size, to->stream);
    text_free(&drawn);
}

static int write_bytes(const cli_arguments *arguments, const rva_report *report, rva_format format,
                       const output *to)
{
    char *bytes = NULL;
    size_t size = 0;
    rva_error err = RVA_ERROR_INIT;
    if (rva_report_write(report, format, &bytes, &size, &err) != RVA_OK)
        return cli_failed(arguments, &err);
    fwrite(bytes, 1, size, to->stream);
    if (format == RVA_FORMAT_JSON && (size == 0 || bytes[size - 1] != '\n'))
        fputc('\n', to->stream);
    rva_free(bytes);
    if (format == RVA_FORMAT_CSV || format == RVA_FORMAT_NDJSON)
        query_warn(arguments, report);
    return CLI_DONE;
}

static int answer(const cli_arguments *arguments, rva_store *store, const query *question,
                  int64_t format)
{
    output to;
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    const rva_status status =
        rva_report_run(store, arguments->positionals[1], &question->ask, &report, &err);
    if (status != RVA_OK)
        return query_failed(arguments, status, &err);
    int code = CLI_FAILED;
    if (output_open(arguments, false, &to)) {
        code = CLI_DONE;
        if (format == TEXT)
            write_text(arguments, store, report, &to);
        else
            code = write_bytes(arguments, report, (rva_format)(format - 1), &to);
        code = output_close(&to, code);
    }
    rva_report_free(report);
    return code;
}

static int run(const cli_arguments *arguments)
{
    int64_t format;
    int64_t rows;
    query question;
    char formats[NAMES_BYTES];
    if (names_report(arguments->positionals[1]) == NULL)
        return unknown_report(arguments, arguments->positionals[1]);
    names_joined(formats, "text", "|", names_format_at);
    if (!cli_choice(arguments, "format", formats, TEXT, &format) ||
        !cli_integer(arguments, "rows", 0, INT32_MAX, ROWS_DEFAULT, &rows))
        return CLI_USAGE;
    rva_store *store = cli_open(arguments, true);
    if (store == NULL)
        return CLI_FAILED;
    int code = query_read(arguments, store, &question);
    if (code == CLI_DONE)
        code = answer(arguments, store, &question, format);
    rva_store_close(store);
    return code;
}

static void print_names(const char *heading, const char *(*at)(size_t index))
{
    const char *name;
    size_t column = 2;
    printf("\n%s:\n ", heading);
    for (size_t i = 0; (name = at(i)) != NULL; i++) {
        if (column + strlen(name) + 1 > 78) {
            printf("\n ");
            column = 2;
        }
        column += strlen(name) + 1;
        printf(" %s", name);
    }
    printf("\n");
}

static void print_reports(void)
{
    const rva_report_schema *report;
    printf("\nReports:\n");
    for (size_t i = 0; (report = rva_report_schema_at(i)) != NULL; i++)
        printf("  %-24s %s\n", report->name, report->words);
}

static void print_help(void)
{
    print_reports();
    print_names("Formats", names_format_at);
    print_names("Dimensions", rva_dimension_name_at);
    print_names("Measures of the cube", rva_measure_name_at);
    print_names("Metrics, which the cube takes as measures, too", names_metric_at);
}

const cli_command command_report = {
    .name = "report",
    .usage = "STORE NAME [options]",
    .summary = "Show a report, as text or in a form for programs.",
    .details = QUERY_DETAILS,
    .positionals_min = 2,
    .positionals_max = 2,
    .options = options,
    .run = run,
    .help = print_help,
};
