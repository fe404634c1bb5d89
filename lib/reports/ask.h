/**
 * @file reports/ask.h
 * A question made precise: the period, what it is compared with, the conditions.
 */
#ifndef RVA_REPORTS_ASK_H
#define RVA_REPORTS_ASK_H

#include "cube/source.h"
#include "table/table.h"

/** From one instant up to, but without, another. */
typedef struct rva__period {
    int64_t from_at;
    int64_t to_at;
} rva__period;

/** A question to a source. */
typedef struct rva__ask {
    rva__cell_source *source;
    rva_query query; /**< `now_at` is set */
    rva__period period;
    rva__period previous; /**< what it is compared with */
    int32_t days;         /**< local days that the period touches */
    bool partial;         /**< the period reaches past `now` */
    rva__condition where[RVA_FILTERS_MAX];
    size_t where_count;
    uint32_t families; /**< families that have all dimensions of the conditions */
} rva__ask;

/** Reads a query; its `now_at` must be set. */
rva_status rva__ask_read(rva__cell_source *source, const rva_query *query, rva__ask *out,
                         rva_error *err);

/** A report with the question's head. */
rva_status rva__ask_report(const rva__ask *ask, const char *name, rva_report **out, rva_error *err);

/** Whether money counts as restated: as asked, else as the figure's own default says. */
bool rva__ask_restated(const rva__ask *ask, bool by_default);

/** What is to be summed. */
typedef struct rva__wanted {
    uint32_t families;   /**< bit set */
    uint32_t histograms; /**< bit set */
} rva__wanted;

/** Sums over a period by some dimensions; `dims` ends with -1; clears `out` first. */
rva_status rva__ask_scan(const rva__ask *ask, rva__period period, rva__wanted wanted,
                         rva__scan_grain grain, const int *dims, rva__totals *out, rva_error *err);

/** Days (and parts of the day of `now`) of the period that are over at `now`. */
double rva__ask_elapsed_days(const rva__ask *ask);

/** Net revenue of a total. */
int64_t rva__total_net(const rva__total *total, bool restated);

/** RVA_LIMIT when a sum, or a net revenue, leaves 64 bits; RVA_NO_MEMORY when one is missing. */
rva_status rva__totals_check(const rva__totals *totals, rva_error *err);

/** Payable leads of a total. */
int64_t rva__total_payable(const rva__total *total, bool restated);

/** A ratio, NaN without a denominator. */
double rva__ratio(int64_t numerator, int64_t denominator);

/** The 95 % interval of Wilson (1927) of a rate of counts; NaN without a denominator. */
void rva__wilson(int64_t numerator, int64_t denominator, double *lower, double *upper);

/** A quantile of a histogram of a key of totals. */
double rva__total_quantile(const rva__histogram_entry *entries, size_t count, uint32_t index,
                           int kind, double p);

#endif
