/**
 * @file reports/executive_summary.c
 * What the business earned, from whom, and what became of its conversations.
 */
#include "core/alloc.h"
#include "core/error.h"
#include "core/label.h"
#include "reports/breakdown.h"
#include "reports/figures.h"
#include "reports/reports.h"
#include "table/share.h"

#define SOLD_FAMILIES (RVA__FAMILY_BIT(LEAD_SALE) | RVA__FAMILY_BIT(MONEY))

/** Lines of one dimension with their shares of payable leads and of revenue. */
typedef struct shares {
    rva__totals totals;
    rva__line *lines;
    size_t count;
    int64_t *leads;
    int64_t *net;
    double *lead_shares;
    double *net_shares;
} shares;

static void free_shares(shares *all)
{
    rva__totals_free(&all->totals);
    rva__alloc_free(all->lines);
    rva__alloc_free(all->leads);
    rva__alloc_free(all->net);
    rva__alloc_free(all->lead_shares);
    rva__alloc_free(all->net_shares);
}

/** Sums by tier, platform and borough at once, for questions that must read rows anyway. */
static rva_status read_joint(const rva__ask *ask, rva__totals *joint, rva_error *err)
{
    static const int dims[] = {RVA__DIM_TIER, RVA__DIM_PLATFORM, RVA__DIM_BOROUGH, -1};
    const rva__wanted wanted = {SOLD_FAMILIES, 0};
    return rva__ask_scan(ask, ask->period, wanted, RVA__SCAN_WHOLE, dims, joint, err);
}

/** One dimension of the joint sums. */
static rva_status project(const rva__totals *joint, int dimension, rva__totals *out, rva_error *err)
{
    const int place = dimension == RVA__DIM_TIER ? 1 : dimension == RVA__DIM_PLATFORM ? 2 : 3;
    out->words = 2;
    for (uint32_t i = 0; i < joint->count; i++) {
        const uint32_t key[2] = {0, rva__totals_key(joint, i)[place]};
        const uint32_t index = rva__totals_index(out, key);
        for (int m = 0; m < RVA__MEASURE_COUNT && index != UINT32_MAX; m++)
            rva__totals_add(out, index, m, joint->items[i].values[m]);
    }
    return rva__totals_check(out, err);
}

static rva_status read_totals(const rva__ask *ask, const rva__totals *joint, int dimension,
                              rva__totals *out, rva_error *err)
{
    const int dims[] = {dimension, -1};
    const rva__wanted wanted = {SOLD_FAMILIES, 0};
    if (ask->where_count > 0)
        return project(joint, dimension, out, err);
    return rva__ask_scan(ask, ask->period, wanted, RVA__SCAN_WHOLE, dims, out, err);
}

static rva_status read_shares(const rva__ask *ask, const rva__totals *joint, int dimension,
                              bool restated, shares *out, rva_error *err)
{
    const int dims[] = {dimension, -1};
    RVA__TRY(read_totals(ask, joint, dimension, &out->totals, err));
    RVA__TRY(rva__breakdown(ask, &out->totals, dims, rva__rank_net, restated, &out->lines,
                            &out->count, err));
    const size_t room = out->count + 1;
    out->leads = rva__alloc_zero(room, sizeof *out->leads);
    out->net = rva__alloc_zero(room, sizeof *out->net);
    out->lead_shares = rva__alloc_zero(room, sizeof *out->lead_shares);
    out->net_shares = rva__alloc_zero(room, sizeof *out->net_shares);
    if (!out->leads || !out->net || !out->lead_shares || !out->net_shares)
        return rva__fail_memory(err);
    for (size_t i = 0; i < out->count; i++) {
        out->leads[i] = rva__total_payable(out->lines[i].total, restated);
        out->net[i] = rva__total_net(out->lines[i].total, restated);
    }
    rva__shares(out->leads, out->count, out->lead_shares);
    rva__shares(out->net, out->count, out->net_shares);
    return RVA_OK;
}

static rva_status fill_tiers(const shares *all, rva_report *report, rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_tier_row, tier, TEXT),
        RVA__COLUMN(rva_tier_row, leads, INTEGER),
        RVA__COLUMN(rva_tier_row, leads_share, REAL),
        RVA__COLUMN(rva_tier_row, revenue_net_minor, MONEY),
        RVA__COLUMN(rva_tier_row, revenue_share, REAL),
        RVA__COLUMN(rva_tier_row, revenue_per_lead_minor, REAL),
    };
    rva_table *table;
    RVA__TRY(rva__report_add_table(report, "tiers", columns, sizeof columns / sizeof *columns,
                                   sizeof(rva_tier_row), all->count, &table, err));
    for (size_t i = 0; i < all->count; i++) {
        rva_tier_row *row = rva__table_add(table);
        if (!row)
            break;
        row->tier = rva__table_text(table, all->lines[i].names[0]);
        row->leads = all->leads[i];
        row->leads_share = all->lead_shares[i];
        row->revenue_net_minor = all->net[i];
        row->revenue_share = all->net_shares[i];
        row->revenue_per_lead_minor = rva__ratio(all->net[i], all->leads[i]);
    }
    return RVA_OK;
}

static rva_status fill_names(const shares *all, int dimension, rva_report *report, rva_error *err)
{
    const char *column = rva__dimension_name(dimension);
    const char *name = dimension == RVA__DIM_PLATFORM ? "platforms" : "boroughs";
    const rva__column columns[] = {
        RVA__COLUMN_AS(rva_share_row, name, column, TEXT),
        RVA__COLUMN(rva_share_row, leads, INTEGER),
        RVA__COLUMN(rva_share_row, sales, INTEGER),
        RVA__COLUMN(rva_share_row, revenue_net_minor, MONEY),
        RVA__COLUMN(rva_share_row, revenue_share, REAL),
    };
    rva_table *table;
    RVA__TRY(rva__report_add_table(report, name, columns, sizeof columns / sizeof *columns,
                                   sizeof(rva_share_row), all->count, &table, err));
    for (size_t i = 0; i < all->count; i++) {
        rva_share_row *row = rva__table_add(table);
        if (!row)
            break;
        row->name = rva__table_text(table, all->lines[i].names[0]);
        row->leads = all->leads[i];
        row->sales = all->lines[i].total->values[RVA__M_sales];
        row->revenue_net_minor = all->net[i];
        row->revenue_share = all->net_shares[i];
    }
    return RVA_OK;
}

static rva_status add_shares(const rva__ask *ask, const rva__totals *joint, int dimension,
                             bool restated, rva_report *report, rva_error *err)
{
    shares all = {0};
    rva_status status = read_shares(ask, joint, dimension, restated, &all, err);
    if (status == RVA_OK)
        status = dimension == RVA__DIM_TIER ? fill_tiers(&all, report, err)
                                            : fill_names(&all, dimension, report, err);
    free_shares(&all);
    return status;
}

static rva_status add_all_shares(const rva__ask *ask, rva_report *report, rva_error *err)
{
    const bool restated = rva__ask_restated(ask, true);
    rva__totals joint = {0};
    rva_status status = ask->where_count > 0 ? read_joint(ask, &joint, err) : RVA_OK;
    if (status == RVA_OK)
        status = add_shares(ask, &joint, RVA__DIM_TIER, restated, report, err);
    if (status == RVA_OK)
        status = add_shares(ask, &joint, RVA__DIM_PLATFORM, restated, report, err);
    if (status == RVA_OK)
        status =
            add_shares(ask, &joint, RVA__DIM_BOROUGH, rva__ask_restated(ask, false), report, err);
    rva__totals_free(&joint);
    return status;
}

static rva_status add_days(const rva__ask *ask, const rva__totals *days, rva_report *report,
                           rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_day_row, day, TEXT),
        RVA__COLUMN(rva_day_row, day_at, INSTANT),
        RVA__COLUMN(rva_day_row, revenue_net_minor, MONEY),
        RVA__COLUMN(rva_day_row, leads, INTEGER),
    };
    rva_table *table;
    const bool restated = rva__ask_restated(ask, false);
    const int32_t first = rva__zone_day(ask->source->zone, ask->period.from_at);
    RVA__TRY(rva__report_add_table(report, "days", columns, sizeof columns / sizeof *columns,
                                   sizeof(rva_day_row), (size_t)ask->days, &table, err));
    for (int32_t day = first; day < first + ask->days; day++) {
        char label[RVA__LABEL_BYTES];
        const uint32_t key[1] = {(uint32_t)(day + RVA__DAY_BIAS)};
        const uint32_t index = rva__totals_find(days, key);
        rva_day_row *row = rva__table_add(table);
        if (!row)
            break;
        rva__label_day(day, label);
        row->day = rva__table_text(table, label);
        row->day_at = rva__zone_day_start(ask->source->zone, day);
        if (index == UINT32_MAX)
            continue;
        row->revenue_net_minor = rva__total_net(&days->items[index], restated);
        row->leads = rva__total_payable(&days->items[index], restated);
    }
    return RVA_OK;
}

rva_status rva__executive_summary(const rva__ask *ask, rva_report *report, rva_error *err)
{
    const uint32_t groups = RVA__KPI_REVENUE | RVA__KPI_LEADS | RVA__KPI_CONVERSATIONS |
                            RVA__KPI_BUYERS | RVA__KPI_COSTS;
    rva__figures now = {0};
    rva__figures before = {0};
    rva__totals days = {0};
    rva_status status = rva__figures_read(ask, ask->period, &days, &now, err);
    if (status == RVA_OK)
        status = rva__figures_read(ask, ask->previous, NULL, &before, err);
    if (status == RVA_OK)
        status = rva__kpis_add(ask, &now, &before, groups, report, err);
    if (status == RVA_OK)
        status = add_all_shares(ask, report, err);
    if (status == RVA_OK)
        status = add_days(ask, &days, report, err);
    rva__totals_free(&days);
    rva__figures_free(&now);
    rva__figures_free(&before);
    return status;
}
