/**
 * @file cli/query.h
 * Options into the question a report is asked.
 */
#ifndef RVA_CLI_QUERY_H
#define RVA_CLI_QUERY_H

#include <revanalytics/report.h>
#include <revanalytics/schema.h>

#include "command.h"

enum { NAME_BYTES = 64 };

/** A question and what it points to. */
typedef struct query {
    rva_query ask;
    rva_filter filters[RVA_FILTERS_MAX];
    char dimensions[RVA_FILTERS_MAX][NAME_BYTES]; /**< names, copied out of "name=value" */
} query;

/** The options, to be named in a list of options. */
#define QUERY_OPTIONS                                                                              \
    {"from", "WHEN", "first day, or RFC 3339 instant, of the period", false},                      \
        {"to", "WHEN", "first day, or instant, after the period", false},                          \
        {"days", "N", "instead: whole days, ending with today (30)", false},                       \
        {"period", "NAME", "instead: today, last-month, 2026-03, 2026-W09, 2026-Q1, ...", false},  \
        {"now", "WHEN", "answer as at this instant (the clock's)", false},                         \
        {"mode", "MODE", "returns count when they happen (booked) or at the sale (restated)",      \
         false},                                                                                   \
        {"where", "DIM=VALUES", "only these, platform=A,B; platform!=A,B: all but these", true},   \
        {"compare", "WITH", "same_time, full, previous_period, previous_year, none", false},       \
        {"by", "GRAIN", "hour, day, week, month; of the cube also quarter, year, none", false},    \
        {"measures", "A,B,C", "of the cube: names, all without it", false},                        \
        {"dimensions", "A,B,C", "of the cube: names, none without it", false},                     \
        {"sort", "COLUMN", "of the cube: by this, the greatest first with - before it", false},    \
        {"limit", "N", "of the cube: the first so many rows, 0 for all (0)", false},               \
    {                                                                                              \
        "value", "WORTH", "of the pipeline: expected, or flat (one price for each)", false         \
    }

/** What help says of them below. */
#define QUERY_DETAILS                                                                              \
    "WHEN is a day of the store's time zone (2026-03-01) or an instant\n"                          \
    "(2026-03-01T09:00:00-05:00).  A period lasts from --from until before --to.\n"                \
    "NAME is today or yesterday, this- or last- with week, month, quarter or year, or a day,\n"    \
    "ISO week, month, quarter or year: 2026-03-01, 2026-W09, 2026-03, 2026-Q1, 2026.\n"            \
    "In VALUES a \\ makes the character after it plain: \\, is a comma.\n"

/**
 * Whether no option of a question was given, but `taken` (may be NULL).
 *
 * @param what  what takes none, for the message
 * @return true, or false after the mistake was told
 */
bool query_takes(const cli_arguments *arguments, const char *what, const char *taken);

/**
 * Reads the options.
 *
 * @return CLI_DONE, or the exit code after the mistake was told
 */
int query_read(const cli_arguments *arguments, rva_store *store, query *out);

/** Tells why a report was not made: the exit code, CLI_USAGE for what it cannot be asked. */
int query_failed(const cli_arguments *arguments, rva_status status, const rva_error *err);

/** Tells the warnings of a report, a line each, for forms that do not carry them. */
void query_warn(const cli_arguments *arguments, const rva_report *report);

#endif
