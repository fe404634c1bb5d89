/**
 * @file cli/query.h
 * Options into the question a report is asked.
 */
#ifndef RVA_CLI_QUERY_H
#define RVA_CLI_QUERY_H

#include <revanalytics/report.h>
#include <revanalytics/schema.h>

#include "command.h"

/** A question and what it points to. */
typedef struct query {
    rva_query ask;
    rva_filter filters[RVA_FILTERS_MAX];
    char dimensions[RVA_FILTERS_MAX][64]; /**< names, copied out of "name=value" */
} query;

/** The options, to be named in a list of options. */
#define QUERY_OPTIONS                                                                              \
    {"from", "WHEN", "first day, or RFC 3339 instant, of the period", false},                      \
        {"to", "WHEN", "first day, or instant, after the period", false},                          \
        {"days", "N", "without --from: whole days, ending with today (30)", false},                \
        {"now", "WHEN", "answer as at this instant (the clock's)", false},                         \
        {"mode", "MODE", "returns count when they happen (booked) or at the sale (restated)",      \
         false},                                                                                   \
        {"where", "DIM=VALUE", "only this, such as platform=SolarReviews", true},                  \
        {"compare", "WITH", "same_time, full, previous_period, previous_year, none", false},       \
        {"by", "GRAIN", "hour, day, week, month; of the cube also quarter, year, none", false},    \
        {"measures", "A,B,C", "of the cube: names, all without it", false},                        \
        {"dimensions", "A,B,C", "of the cube: names, none without it", false},                     \
        {"sort", "COLUMN", "of the cube: by this, the greatest first with - before it", false},    \
    {                                                                                              \
        "limit", "N", "of the cube: the first so many rows, 0 for all (0)", false                  \
    }

/** What help says of them below. */
#define QUERY_DETAILS                                                                              \
    "WHEN is a day of the store's time zone (2026-03-01) or an instant\n"                          \
    "(2026-03-01T09:00:00-05:00).  A period lasts from --from until before --to.\n"

/**
 * Whether the report takes the options given.
 *
 * @return true, or false after the mistake was told
 */
bool query_check(const cli_arguments *arguments, const rva_report_schema *report);

/**
 * Reads the options.
 *
 * @return CLI_DONE, or the exit code after the mistake was told
 */
int query_read(const cli_arguments *arguments, rva_store *store, query *out);

#endif
