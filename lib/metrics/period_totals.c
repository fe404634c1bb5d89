/**
 * @file metrics/period_totals.c
 * A period read once by day, and summed.
 */
#include "metrics/period_totals.h"

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/value.h"

/** What all KPIs are made of. */
static rva__wanted all_kpis(void)
{
    rva__wanted wanted = {0};
    for (int i = 0; i < RVA__METRIC_COUNT && rva__metric_at(i)->groups != 0; i++) {
        wanted.families |= rva__metric_families(rva__metric_at(i));
        wanted.histograms |= rva__metric_histograms(rva__metric_at(i));
    }
    return wanted;
}

void rva__period_totals_free(rva__period_totals *totals)
{
    rva__alloc_free(totals->histograms);
    *totals = (rva__period_totals){0};
}

static rva_status fail_sum(rva_error *err)
{
    return rva__fail(err, RVA_LIMIT, "a sum leaves 64 bits: ask for a shorter period");
}

static rva_status sum_days(const rva__totals *days, rva__period_totals *out, rva_error *err)
{
    bool overflowed = false;
    for (uint32_t i = 0; i < days->count; i++)
        for (int m = 0; m < RVA__MEASURE_COUNT; m++)
            overflowed |= __builtin_add_overflow(out->total.values[m], days->items[i].values[m],
                                                 &out->total.values[m]);
    const rva__totals whole = {.items = &out->total, .count = 1};
    return overflowed ? fail_sum(err) : rva__totals_check(&whole, err);
}

static rva_status split_by_age(const rva__question *question, const rva__totals *days,
                               rva__period_totals *out, rva_error *err)
{
    const int32_t today = rva__zone_day(question->source->zone, question->query.now_at);
    for (uint32_t i = 0; i < days->count; i++) {
        const int32_t day = (int32_t)*rva__totals_key(days, i) - RVA__DAY_BIAS;
        const bool mature = today - day > question->source->settings->return_window_days;
        int64_t *sum = mature ? &out->mature_minor : &out->young_minor;
        if (__builtin_add_overflow(*sum, rva__total_net(&days->items[i], true), sum))
            return fail_sum(err);
    }
    return RVA_OK;
}

rva_status rva__period_totals_read(const rva__question *question, rva__period period,
                                   rva__totals *days, rva__period_totals *out, rva_error *err)
{
    rva__totals own = {0};
    rva__totals *by_day = days ? days : &own;
    const rva__wanted wanted = all_kpis();
    out->histograms =
        rva__alloc_zero(RVA__HISTOGRAM_COUNT * RVA__HISTOGRAM_BUCKETS, sizeof *out->histograms);
    if (!out->histograms)
        return rva__fail_memory(err);
    by_day->merged = out->histograms;
    rva_status status =
        rva__question_scan(question, period, wanted, RVA__SCAN_DAY, NULL, by_day, err);
    by_day->merged = NULL;
    if (status == RVA_OK)
        status = sum_days(by_day, out, err);
    if (status == RVA_OK)
        status = split_by_age(question, by_day, out, err);
    rva__totals_free(&own);
    return status;
}

rva__sums rva__period_sums(const rva__period_totals *totals, bool restated)
{
    return (rva__sums){.values = totals->total.values,
                       .period = totals->total.values,
                       .merged = totals->histograms,
                       .restated = restated};
}
