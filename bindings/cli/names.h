/**
 * @file cli/names.h
 * Lists of names, from what the library says of itself.
 */
#ifndef RVA_CLI_NAMES_H
#define RVA_CLI_NAMES_H

#include <revanalytics/report.h>
#include <revanalytics/schema.h>

enum { NAMES_BYTES = 256 };

/** Name number `index` of what a cube can be asked for: measures, then metrics; NULL at the end. */
const char *names_measure_at(size_t index);

/** The same of those metrics alone that are no measures. */
const char *names_metric_at(size_t index);

/** The same of records. */
const char *names_records_at(size_t index);

/** The same of formats. */
const char *names_format_at(size_t index);

/** The report of that name, or NULL. */
const rva_report_schema *names_report(const char *name);

/** Puts names behind one another: "text|json|csv"; `first` may be NULL. */
const char *names_joined(char out[NAMES_BYTES], const char *first, const char *between,
                         const char *(*at)(size_t index));

#endif
