/**
 * @file reports/platform_performance.c
 * Buyers: what was offered to each, what they said, what they paid.
 */
#include "core/alloc.h"
#include "core/error.h"
#include "core/label.h"
#include "reports/breakdown.h"
#include "reports/reports.h"
#include "table/share.h"

#define FAMILIES (RVA__FAMILY_BIT(OFFER) | RVA__FAMILY_BIT(MONEY) | RVA__FAMILY_BIT(LEAD_SALE))

#define FIGURE_COLUMNS                                                                             \
    RVA__COLUMN(rva_platform_row, offers, INTEGER),                                                \
        RVA__COLUMN(rva_platform_row, delivered, INTEGER),                                         \
        RVA__COLUMN(rva_platform_row, accepted, INTEGER),                                          \
        RVA__COLUMN(rva_platform_row, rejected, INTEGER),                                          \
        RVA__COLUMN(rva_platform_row, timeout, INTEGER),                                           \
        RVA__COLUMN(rva_platform_row, returned, INTEGER),                                          \
        RVA__COLUMN(rva_platform_row, pending, INTEGER),                                           \
        RVA__COLUMN(rva_platform_row, delivery_rate, REAL),                                        \
        RVA__COLUMN(rva_platform_row, acceptance_rate, REAL),                                      \
        RVA__COLUMN(rva_platform_row, return_rate, REAL),                                          \
        RVA__COLUMN(rva_platform_row, sales, INTEGER),                                             \
        RVA__COLUMN(rva_platform_row, revenue_net_minor, MONEY),                                   \
        RVA__COLUMN(rva_platform_row, revenue_share, REAL),                                        \
        RVA__COLUMN(rva_platform_row, value_per_sale_minor, REAL),                                 \
        RVA__COLUMN(rva_platform_row, response_hours_p50, REAL),                                   \
        RVA__COLUMN(rva_platform_row, response_hours_mean, REAL),                                  \
        RVA__COLUMN(rva_platform_row, rating_mean, REAL)

static const rva__column platform_columns[] = {
    RVA__COLUMN(rva_platform_row, platform, TEXT),
    FIGURE_COLUMNS,
};

static const rva__column tier_columns[] = {
    RVA__COLUMN(rva_platform_row, platform, TEXT),
    RVA__COLUMN(rva_platform_row, tier, TEXT),
    FIGURE_COLUMNS,
};

static const rva__column day_columns[] = {
    RVA__COLUMN(rva_platform_row, day, TEXT),
    RVA__COLUMN(rva_platform_row, day_at, INSTANT),
    FIGURE_COLUMNS,
};

static const rva__wanted wanted = {FAMILIES, 1u << RVA__H_offer_response};

/** Histograms of totals, read once. */
typedef struct histograms {
    rva__histogram_entry *items;
    size_t count;
} histograms;

static void fill(const rva__ask *ask, const rva__total *total, const histograms *all,
                 uint32_t index, rva_platform_row *row)
{
    const int64_t *m = total->values;
    const bool restated = rva__ask_restated(ask, true);
    row->offers = m[RVA__M_offers];
    row->delivered = m[RVA__M_offers_delivered];
    row->accepted = m[RVA__M_offers_accepted];
    row->rejected = m[RVA__M_offers_rejected];
    row->timeout = m[RVA__M_offers_timeout];
    row->returned = m[RVA__M_offers_returned];
    row->pending = m[RVA__M_offers_pending];
    row->delivery_rate = rva__ratio(row->delivered, row->offers);
    row->acceptance_rate = rva__ratio(row->accepted, row->accepted + row->rejected + row->timeout);
    row->return_rate = rva__ratio(row->returned, row->accepted);
    row->sales = m[RVA__M_sales];
    row->revenue_net_minor = rva__total_net(total, restated);
    row->value_per_sale_minor = rva__ratio(row->revenue_net_minor, row->sales);
    row->response_hours_p50 =
        rva__total_quantile(all->items, all->count, index, RVA__H_offer_response, 0.5) / 3600000;
    row->response_hours_mean =
        rva__ratio(m[RVA__M_offer_response_ms], m[RVA__M_offers_answered]) / 3600000;
    row->rating_mean = rva__ratio(m[RVA__M_rating_micro], m[RVA__M_rating_count]) / 1e6;
}

/** Shares of revenue over all rows of a table. */
static rva_status fill_shares(rva_table *table, rva_error *err)
{
    const size_t count = rva_table_row_count(table);
    int64_t *parts = rva__alloc_zero(count + 1, sizeof *parts);
    double *shares = rva__alloc_zero(count + 1, sizeof *shares);
    if (parts && shares) {
        for (size_t i = 0; i < count; i++)
            parts[i] = ((const rva_platform_row *)rva_table_row_at(table, i))->revenue_net_minor;
        rva__shares(parts, count, shares);
        for (size_t i = 0; i < count; i++)
            ((rva_platform_row *)rva__table_row(table, i))->revenue_share = shares[i];
    }
    const bool done = parts && shares;
    rva__alloc_free(parts);
    rva__alloc_free(shares);
    return done ? RVA_OK : rva__fail_memory(err);
}

static rva_status fill_lines(const rva__ask *ask, const rva__totals *totals, const int *dims,
                             const histograms *all, rva_table *table, rva_error *err)
{
    rva__line *lines = NULL;
    size_t count = 0;
    rva_status status = rva__breakdown(ask, totals, dims, rva__rank_net,
                                       rva__ask_restated(ask, true), &lines, &count, err);
    for (size_t i = 0; i < count && status == RVA_OK; i++) {
        rva_platform_row *row = rva__table_add(table);
        if (!row)
            break;
        row->platform = rva__table_text(table, lines[i].names[0]);
        row->tier = rva__table_text(table, lines[i].names[1]);
        fill(ask, lines[i].total, all, lines[i].index, row);
    }
    rva__alloc_free(lines);
    return status;
}

static rva_status add_breakdown(const rva__ask *ask, const char *name, const int *dims,
                                rva_report *report, rva_error *err)
{
    rva__totals totals = {0};
    histograms all = {0};
    rva_table *table = NULL;
    const bool by_tier = dims[1] >= 0;
    rva_status status =
        rva__ask_scan(ask, ask->period, wanted, RVA__SCAN_WHOLE, dims, &totals, err);
    if (status == RVA_OK && !rva__totals_histograms(&totals, &all.items, &all.count))
        status = rva__fail_memory(err);
    if (status == RVA_OK)
        status = rva__report_add_table(report, name, by_tier ? tier_columns : platform_columns,
                                       by_tier ? sizeof tier_columns / sizeof *tier_columns
                                               : sizeof platform_columns / sizeof *platform_columns,
                                       sizeof(rva_platform_row), totals.count, &table, err);
    if (status == RVA_OK)
        status = fill_lines(ask, &totals, dims, &all, table, err);
    if (status == RVA_OK)
        status = fill_shares(table, err);
    rva__alloc_free(all.items);
    rva__totals_free(&totals);
    return status;
}

static void fill_days(const rva__ask *ask, const rva__totals *totals, const histograms *all,
                      rva_table *table)
{
    static const rva__total nothing;
    const int32_t first = rva__zone_day(ask->source->zone, ask->period.from_at);
    for (int32_t day = first; day < first + ask->days; day++) {
        char label[RVA__LABEL_BYTES];
        const uint32_t key[1] = {(uint32_t)(day + RVA__DAY_BIAS)};
        const uint32_t index = rva__totals_find(totals, key);
        rva_platform_row *row = rva__table_add(table);
        if (!row)
            return;
        rva__label_day(day, label);
        row->day = rva__table_text(table, label);
        row->day_at = rva__zone_day_start(ask->source->zone, day);
        fill(ask, index == UINT32_MAX ? &nothing : &totals->items[index], all, index, row);
    }
}

static rva_status add_days(const rva__ask *ask, rva_report *report, rva_error *err)
{
    rva__totals totals = {0};
    histograms all = {0};
    rva_table *table = NULL;
    rva_status status = rva__ask_scan(ask, ask->period, wanted, RVA__SCAN_DAY, NULL, &totals, err);
    if (status == RVA_OK && !rva__totals_histograms(&totals, &all.items, &all.count))
        status = rva__fail_memory(err);
    if (status == RVA_OK)
        status = rva__report_add_table(report, "days", day_columns,
                                       sizeof day_columns / sizeof *day_columns,
                                       sizeof(rva_platform_row), (size_t)ask->days, &table, err);
    if (status == RVA_OK) {
        fill_days(ask, &totals, &all, table);
        status = fill_shares(table, err);
    }
    rva__alloc_free(all.items);
    rva__totals_free(&totals);
    return status;
}

rva_status rva__platform_performance(const rva__ask *ask, rva_report *report, rva_error *err)
{
    static const int by_platform[] = {RVA__DIM_PLATFORM, -1};
    static const int by_tier[] = {RVA__DIM_PLATFORM, RVA__DIM_TIER, -1};
    RVA__TRY(add_breakdown(ask, "platforms", by_platform, report, err));
    RVA__TRY(add_breakdown(ask, "tiers", by_tier, report, err));
    return add_days(ask, report, err);
}
