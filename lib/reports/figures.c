/**
 * @file reports/figures.c
 * A period read once by day, and summed.
 */
#include "reports/figures.h"

#include "core/alloc.h"
#include "core/error.h"

void rva__figures_free(rva__figures *figures)
{
    rva__alloc_free(figures->histograms);
    *figures = (rva__figures){0};
}

/** Sums all days into one key, histograms too. */
static rva_status sum_days(const rva__totals *days, rva__figures *out, rva_error *err)
{
    static const uint32_t whole[1] = {0};
    rva__histogram_entry *entries;
    size_t count;
    rva__totals sum = {.words = 1};
    rva_status status = RVA_OK;
    if (!rva__totals_histograms(days, &entries, &count))
        return rva__fail_memory(err);
    const uint32_t index = rva__totals_index(&sum, whole);
    for (uint32_t i = 0; i < days->count && index == 0; i++)
        for (int m = 0; m < RVA__MEASURE_COUNT; m++)
            rva__totals_add(&sum, 0, m, days->items[i].values[m]);
    for (size_t i = 0; i < count && index == 0; i++)
        rva__totals_histogram(&sum, 0, (int)entries[i].kind, entries[i].bucket,
                              entries[i].count);
    rva__alloc_free(entries);
    if (sum.failed || !rva__totals_histograms(&sum, &out->histograms, &out->histogram_count))
        status = rva__fail_memory(err);
    else if (sum.overflowed)
        status = rva__fail(err, RVA_LIMIT, "a sum leaves 64 bits: ask for a shorter period");
    else
        out->total = sum.items[0];
    rva__totals_free(&sum);
    return status;
}

static void split_by_age(const rva__ask *ask, const rva__totals *days, rva__figures *out)
{
    const int32_t today = rva__zone_day(ask->source->zone, ask->query.now_at);
    for (uint32_t i = 0; i < days->count; i++) {
        const int32_t day = (int32_t)*rva__totals_key(days, i) - RVA__DAY_BIAS;
        const int64_t net = rva__total_net(&days->items[i], true);
        if (today - day > ask->source->settings->return_window_days)
            out->mature_minor += net;
        else
            out->young_minor += net;
    }
}

rva_status rva__figures_read(const rva__ask *ask, rva__period period, rva__totals *days,
                             rva__figures *out, rva_error *err)
{
    rva__totals own = {0};
    rva__totals *by_day = days ? days : &own;
    rva_status status =
        rva__ask_scan(ask, period, UINT32_MAX, RVA__SCAN_DAY, NULL, by_day, err);
    if (status == RVA_OK)
        status = sum_days(by_day, out, err);
    if (status == RVA_OK) {
        const bool restated = rva__ask_restated(ask, false);
        out->net_minor = rva__total_net(&out->total, restated);
        out->payable = rva__total_payable(&out->total, restated);
        split_by_age(ask, by_day, out);
    }
    rva__totals_free(&own);
    return status;
}
