/**
 * @file reports/reports.h
 * The reports: a function each, from a question to a report.
 */
#ifndef RVA_REPORTS_REPORTS_H
#define RVA_REPORTS_REPORTS_H

#include "reports/ask.h"

/** Computes a report. */
typedef rva_status (*rva__report_fn)(const rva__ask *ask, rva_report *report, rva_error *err);

/** Answers the question of report `name` (see rva_report_name_at()). */
rva_status rva__report_run(rva__cell_source *source, const char *name, const rva_query *query,
                           rva_report **out, rva_error *err);

/* See docs/reports.md; each is in a file of its name. */
rva_status rva__executive_summary(const rva__ask *ask, rva_report *report, rva_error *err);
rva_status rva__conversation_analytics(const rva__ask *ask, rva_report *report, rva_error *err);
rva_status rva__revenue_trends(const rva__ask *ask, rva_report *report, rva_error *err);
rva_status rva__platform_performance(const rva__ask *ask, rva_report *report, rva_error *err);
rva_status rva__cube(const rva__ask *ask, rva_report *report, rva_error *err);

#endif
