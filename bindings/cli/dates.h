/**
 * @file cli/dates.h
 * Dates of a store's own time zone.
 */
#ifndef RVA_CLI_DATES_H
#define RVA_CLI_DATES_H

#include <revanalytics/report.h>

enum { DATES_BYTES = 40, DATES_PERIOD_BYTES = 96 };

/** Reads an RFC 3339 instant, or a date: the first instant of that local day. */
rva_status dates_read(rva_store *store, const char *word, int64_t *out, rva_error *err);

/** "1 Mar 2026" or, within a day, "1 Mar 2026 14:03", in the store's time zone. */
void dates_show(rva_store *store, int64_t at, char out[DATES_BYTES]);

/** "1 Mar 2026 - 30 Mar 2026": the days from `from_at` until before `to_at`. */
void dates_show_period(rva_store *store, int64_t from_at, int64_t to_at, const char *dash,
                       char out[DATES_PERIOD_BYTES]);

#endif
