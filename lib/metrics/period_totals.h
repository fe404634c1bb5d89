/**
 * @file metrics/period_totals.h
 * What a whole period sums to: all that KPIs are made of, read in one go.
 */
#ifndef RVA_METRICS_PERIOD_TOTALS_H
#define RVA_METRICS_PERIOD_TOTALS_H

#include "metrics/catalogue.h"
#include "metrics/question.h"
#include "metrics/value.h"

/** What a period sums to. */
typedef struct rva__period_totals {
    rva__total total;
    int64_t *histograms;  /**< counts, kind by kind */
    int64_t mature_minor; /**< net (restated) of days older than the return window */
    int64_t young_minor;  /**< of the others */
} rva__period_totals;

/** Frees the histograms. */
void rva__period_totals_free(rva__period_totals *totals);

/** Sums a period; `days` (may be NULL) receives the sums by local day. */
rva_status rva__period_totals_read(const rva__question *question, rva__period period,
                                   rva__totals *days, rva__period_totals *out, rva_error *err);

/** The same in the form that metrics are computed from. */
rva__sums rva__period_sums(const rva__period_totals *totals, bool restated);

#endif
