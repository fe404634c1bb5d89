/**
 * @file reports/source.h
 * A source of sums over facts written down in a test: no store, no fold, no clock.
 *
 * Zone America/New_York, stages welcome and interest, tiers premium and standard.
 */
#ifndef RVA_TESTS_SOURCE_H
#define RVA_TESTS_SOURCE_H

#include <criterion/criterion.h>

#include "reports/reports.h"

/** Begins without facts; for .init of a suite. */
void source_begin(void);

/** Forgets facts and report; for .fini. */
void source_end(void);

/**
 * Adds a fact of the family of its first measure.
 *
 * @param at          "2026-03-01T15:00:00Z"
 * @param dimensions  "source=google;agent=ann"; others are unknown
 * @param measures    "sales=1;revenue_gross_minor=27500"
 * @param histograms  "duration=600000", or NULL
 */
void source_fact(const char *at, const char *dimensions, const char *measures,
                 const char *histograms);

/** Adds a conversation that is open at any `now`; dimensions as above. */
void source_open(const char *active_at, const char *dimensions, bool has_lead);

/** Sets a setting. */
void source_set(const char *name, const char *value);

/** Sets a target; NaN removes it. */
void source_target(const char *kpi, double value);

/** Adds a note; the texts, of which `until` may be NULL, must outlive the test. */
void source_note(const char *id, const char *at, const char *until, const char *text);

/** The settings of the source, to be changed. */
rva_settings *source_settings(void);
/** Adds a refused offer of a buyer, about which nothing else is known; the reason may be NULL. */
void source_refusal(const char *at, const char *platform, int verdict, const char *reason);

/** The source. */
rva__cell_source *source_of_facts(void);

/** An instant. */
int64_t source_at(const char *at);

/** A question about three days: 1 to 3 March 2026, asked on the 4th. */
rva_query source_query(void);

/** The report, which lives until the next one; the query must be answered. */
const rva_report *source_report(const char *name, const rva_query *query);

/** The row of a table of the last report; there must be one. */
const void *source_row(const char *table, size_t index);

/** How many rows a table of the last report has. */
size_t source_rows(const char *table);

/** The facts of three days, the same for each report; source.c draws them. */
void source_three_days(void);

#endif
