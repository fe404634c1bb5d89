/**
 * @file reports/run.h
 * Making the tables of a report.
 */
#ifndef RVA_REPORTS_RUN_H
#define RVA_REPORTS_RUN_H

#include "reports/reports.h"

/** Adds the tables of a report as they are defined. */
rva_status rva__run_tables(const rva__question *question, const rva__report_definition *definition,
                           rva_report *report, rva_error *err);

#endif
