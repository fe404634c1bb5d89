/**
 * @file reports/figures.h
 * Totals of a whole period, and the KPIs that are made of them.
 */
#ifndef RVA_REPORTS_FIGURES_H
#define RVA_REPORTS_FIGURES_H

#include <revanalytics/report.h>

#include "reports/ask.h"

/** What a period sums to. */
typedef struct rva__figures {
    rva__total total;
    int64_t *histograms; /**< counts, kind by kind */
    int64_t net_minor;
    int64_t payable;
    int64_t mature_minor; /**< net (restated) of days older than the return window */
    int64_t young_minor;  /**< of the others */
} rva__figures;

/** Frees the histograms. */
void rva__figures_free(rva__figures *figures);

/**
 * Sums a period; `days` (may be NULL) receives the totals by local day.
 */
rva_status rva__figures_read(const rva__ask *ask, rva__period period, rva__totals *days,
                             rva__figures *out, rva_error *err);

/** The counts of one of the histograms, bucket by bucket. */
const int64_t *rva__figures_counts(const rva__figures *figures, int histogram);

/** A quantile of one of the histograms; NaN without values. */
double rva__figures_quantile(const rva__figures *figures, int histogram, double p);

/** Which KPIs a report shows. */
typedef enum rva__kpi_group {
    RVA__KPI_REVENUE = 1,
    RVA__KPI_LEADS = 2,
    RVA__KPI_CONVERSATIONS = 4,
    RVA__KPI_BUYERS = 8,
    RVA__KPI_COSTS = 16,
} rva__kpi_group;

/** Adds the table `kpis` with the KPIs of some groups (bit set of ::rva__kpi_group). */
rva_status rva__kpis_add(const rva__ask *ask, const rva__figures *now, const rva__figures *before,
                         uint32_t groups, rva_report *report, rva_error *err);

#endif
