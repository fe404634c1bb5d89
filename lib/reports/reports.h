/**
 * @file reports/reports.h
 * The list of reports.
 */
#ifndef RVA_REPORTS_REPORTS_H
#define RVA_REPORTS_REPORTS_H

#include "reports/report_definition.h"
#include "reports/list.h"

#define RVA__X(name) extern const rva__report_definition rva__report_##name;
RVA__REPORT_MAP(RVA__X)
#undef RVA__X

/** Answers the question of report `name` (see rva_report_name_at()). */
rva_status rva__report_run(rva__cell_source *source, const char *name, const rva_query *query,
                           rva_report **out, rva_error *err);

#endif
