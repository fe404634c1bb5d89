/**
 * @file reports/report_definition.h
 * Reports as definitions: which tables each has, and what fills them.
 *
 * Most tables are metrics by dimensions and need no code.  A table that is not has a function
 * that fills it, a report whose tables depend on the question one that runs it.  Nothing here
 * knows a store, a clock or a locale.
 */
#ifndef RVA_REPORTS_REPORT_DEFINITION_H
#define RVA_REPORTS_REPORT_DEFINITION_H

#include "metrics/breakdown.h"
#include "metrics/kpis.h"

/** A report under way. */
typedef struct rva__run rva__run;

/** Fills a table of a report. */
typedef rva_status (*rva__fill_fn)(rva__run *run, rva_table *table, rva_error *err);

/** A table of a report. */
typedef struct rva__report_table {
    rva__table_definition table; /**< first */
    rva__breakdown by;           /**< its rows; see metrics/breakdown.h */
    uint32_t groups;             /**< of RVA__ROWS_OF_KPIS: all KPIs of these ... */
    const int *kpis;             /**< ... or these metrics, RVA__METRIC_COUNT at the end */
    rva__fill_fn fill; /**< adds RVA__ROWS_BY_CODE; of other rows fills the columns by code */
} rva__report_table;

/** A report. */
typedef struct rva__report_definition {
    rva_report_schema schema; /**< first */
    const rva__report_table *tables;
    size_t table_count;
    /** Adds all tables by itself; NULL: they are as defined. */
    rva_status (*run)(const rva__question *question, rva_report *report, rva_error *err);
    bool compares_nothing; /**< `compare` is taken, and changes nothing */
} rva__report_definition;

/** What every report can be asked. */
enum {
    RVA__INPUTS_COMMON =
        RVA_INPUT_PERIOD | RVA_INPUT_NOW | RVA_INPUT_MODE | RVA_INPUT_WHERE | RVA_INPUT_COMPARE,
};

/** The KPIs of some groups, as a table of a report. */
#define RVA__KPI_TABLE(name, words, of_groups)                                                     \
    {                                                                                              \
        .table = {{name, words, "rva_kpi_row", sizeof(rva_kpi_row)},                               \
                  rva__kpi_columns,                                                                \
                  RVA__KPI_COLUMNS},                                                               \
        .by = {.rows = RVA__ROWS_OF_KPIS}, .groups = (of_groups)                                   \
    }

#endif
