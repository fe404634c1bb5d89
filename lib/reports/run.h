/**
 * @file reports/run.h
 * Making the tables of a report.
 */
#ifndef RVA_REPORTS_RUN_H
#define RVA_REPORTS_RUN_H

#include "reports/report_definition.h"

/** Adds the tables of a report as they are defined. */
rva_status rva__run_tables(const rva__question *question, const rva__report_definition *definition,
                           rva_report *report, rva_error *err);

/** The question of a report under way. */
const rva__question *rva__run_question(const rva__run *run);

/** Says that returns show in a table by code, and where they count unless the question says. */
void rva__run_returns(const rva__run *run, rva_table *table, bool restated);

/** Totals of the period and of the one compared with, read when first asked for. */
rva_status rva__run_periods(rva__run *run, const rva__both_periods **out, rva_error *err);

/**
 * Sums of the period by at most two dimensions; `dims` ends with -1.
 *
 * What the table before asked by the same dimensions is not read again, if that was enough.
 *
 * @param out  receives totals that belong to the run, good until the next scan
 */
rva_status rva__run_scan(rva__run *run, const int *dims, rva__wanted wanted,
                         const rva__totals **out, rva_error *err);

#endif
