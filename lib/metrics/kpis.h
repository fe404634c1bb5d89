/**
 * @file metrics/kpis.h
 * The tables `kpis`: metrics of a whole period with their parts, what they were before, and
 * targets.
 */
#ifndef RVA_METRICS_KPIS_H
#define RVA_METRICS_KPIS_H

#include "metrics/period_totals.h"

/** A period and the one it is compared with. */
typedef struct rva__both_periods {
    rva__period_totals now;
    rva__period_totals before;
} rva__both_periods;

/** The table of KPI rows, under any name: RVA__KPI_COLUMNS is the column list. */
extern const rva__column_definition rva__kpi_columns[];

enum { RVA__KPI_COLUMNS = 15 };

/** Fills the row of a metric. */
rva_status rva__kpi_read(const rva__question *question, const rva__both_periods *of, int metric,
                         rva_kpi_row *row, rva_error *err);

/** Adds the row of a metric. */
rva_status rva__kpi_add(const rva__question *question, const rva__both_periods *of, int metric,
                        rva_table *table, rva_error *err);

/** Adds the rows of all KPIs of some groups (bit set of ::rva__metric_group), in their order. */
rva_status rva__kpis_add(const rva__question *question, const rva__both_periods *of,
                         uint32_t groups, rva_table *table, rva_error *err);

#endif
