/**
 * @file reports/figures.c
 * A period read once by day, and summed.
 */
#include "reports/figures.h"

#include "core/alloc.h"
#include "core/error.h"

/** The families that KPIs are made of. */
#define KPI_FAMILIES                                                                               \
    (RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(LEAD) | RVA__FAMILY_BIT(LEAD_SALE) |          \
     RVA__FAMILY_BIT(OFFER) | RVA__FAMILY_BIT(MONEY) | RVA__FAMILY_BIT(COST))

void rva__figures_free(rva__figures *figures)
{
    rva__alloc_free(figures->histograms);
    *figures = (rva__figures){0};
}

const int64_t *rva__figures_counts(const rva__figures *figures, int histogram)
{
    return figures->histograms + (size_t)histogram * RVA__HISTOGRAM_BUCKETS;
}

double rva__figures_quantile(const rva__figures *figures, int histogram, double p)
{
    rva__histogram_count counts[RVA__HISTOGRAM_BUCKETS];
    const int64_t *from = rva__figures_counts(figures, histogram);
    size_t found = 0;
    for (uint32_t bucket = 0; bucket < RVA__HISTOGRAM_BUCKETS; bucket++)
        if (from[bucket] != 0)
            counts[found++] = (rva__histogram_count){bucket, from[bucket]};
    return rva__histogram_quantile(counts, found, p);
}

static rva_status fail_sum(rva_error *err)
{
    return rva__fail(err, RVA_LIMIT, "a sum leaves 64 bits: ask for a shorter period");
}

static rva_status sum_days(const rva__totals *days, rva__figures *out, rva_error *err)
{
    bool overflowed = false;
    for (uint32_t i = 0; i < days->count; i++)
        for (int m = 0; m < RVA__MEASURE_COUNT; m++)
            overflowed |= __builtin_add_overflow(out->total.values[m], days->items[i].values[m],
                                                 &out->total.values[m]);
    const rva__totals whole = {.items = &out->total, .count = 1};
    return overflowed ? fail_sum(err) : rva__totals_check(&whole, err);
}

static rva_status split_by_age(const rva__ask *ask, const rva__totals *days, rva__figures *out,
                               rva_error *err)
{
    const int32_t today = rva__zone_day(ask->source->zone, ask->query.now_at);
    for (uint32_t i = 0; i < days->count; i++) {
        const int32_t day = (int32_t)*rva__totals_key(days, i) - RVA__DAY_BIAS;
        const bool mature = today - day > ask->source->settings->return_window_days;
        int64_t *sum = mature ? &out->mature_minor : &out->young_minor;
        if (__builtin_add_overflow(*sum, rva__total_net(&days->items[i], true), sum))
            return fail_sum(err);
    }
    return RVA_OK;
}

rva_status rva__figures_read(const rva__ask *ask, rva__period period, rva__totals *days,
                             rva__figures *out, rva_error *err)
{
    rva__totals own = {0};
    rva__totals *by_day = days ? days : &own;
    static const rva__wanted wanted = {
        KPI_FAMILIES, 1U << RVA__H_duration | 1U << RVA__H_offer_response |
                          1U << RVA__H_score_positive | 1U << RVA__H_score_negative};
    out->histograms =
        rva__alloc_zero(RVA__HISTOGRAM_COUNT * RVA__HISTOGRAM_BUCKETS, sizeof *out->histograms);
    if (!out->histograms)
        return rva__fail_memory(err);
    by_day->merged = out->histograms;
    rva_status status = rva__ask_scan(ask, period, wanted, RVA__SCAN_DAY, NULL, by_day, err);
    by_day->merged = NULL;
    if (status == RVA_OK)
        status = sum_days(by_day, out, err);
    if (status == RVA_OK) {
        const bool restated = rva__ask_restated(ask, false);
        out->net_minor = rva__total_net(&out->total, restated);
        out->payable = rva__total_payable(&out->total, restated);
        status = split_by_age(ask, by_day, out, err);
    }
    rva__totals_free(&own);
    return status;
}
