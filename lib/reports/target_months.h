/**
 * @file reports/target_months.h
 * The targets of `mrr` as months: a table of revenue_trends.
 */
#ifndef RVA_REPORTS_TARGET_MONTHS_H
#define RVA_REPORTS_TARGET_MONTHS_H

#include "reports/run.h"

/** The columns of the table: RVA__TARGET_MONTH_COLUMNS. */
extern const rva__column_definition rva__target_month_columns[];

enum { RVA__TARGET_MONTH_COLUMNS = 9 };

/** Adds a row for each month from the first to the last that has a target. */
rva_status rva__target_months_add(rva__run *run, rva_table *table, rva_error *err);

#endif
