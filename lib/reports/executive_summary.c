/**
 * @file reports/executive_summary.c
 * What the business earned, from whom, and what became of its conversations.
 */
#include "reports/report_definition.h"

static const rva__column_definition tier_columns[] = {
    RVA__KEY(rva_tier_row, tier, 0, "tier of the lead"),
    RVA__METRIC(rva_tier_row, leads, leads_payable),
    RVA__METRIC_SHARE(rva_tier_row, leads_share, leads_payable, "share of all payable leads"),
    RVA__METRIC(rva_tier_row, revenue_net_minor, revenue_net),
    RVA__METRIC_SHARE(rva_tier_row, revenue_share, revenue_net, "share of all net revenue"),
    RVA__METRIC(rva_tier_row, revenue_per_lead_minor, revenue_per_lead),
};

#define SHARE_COLUMNS                                                                              \
    RVA__METRIC(rva_share_row, leads, leads_payable), RVA__METRIC(rva_share_row, sales, sales),    \
        RVA__METRIC(rva_share_row, revenue_net_minor, revenue_net),                                \
        RVA__METRIC_SHARE(rva_share_row, revenue_share, revenue_net, "share of all net revenue")

static const rva__column_definition platform_columns[] = {
    RVA__KEY_AS(rva_share_row, name, "platform", 0, "buyer"),
    SHARE_COLUMNS,
};

static const rva__column_definition borough_columns[] = {
    RVA__KEY_AS(rva_share_row, name, "borough", 0, "borough of the conversation"),
    SHARE_COLUMNS,
};

static const rva__column_definition day_columns[] = {
    RVA__FROM(rva_day_row, day, BUCKET, NONE, 0, "local day, 2026-03-01"),
    RVA__FROM(rva_day_row, day_at, BUCKET_AT, INSTANT, 0, "its first instant"),
    RVA__METRIC(rva_day_row, revenue_net_minor, revenue_net),
    RVA__METRIC(rva_day_row, leads, leads_payable),
};

static const rva__report_table tables[] = {
    RVA__KPI_TABLE("kpis", "all KPIs", RVA__GROUP_ALL),
    {.table = RVA__TABLE("tiers", rva_tier_row, tier_columns, "a tier of leads"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_TIER}, 1, {RVA__METRIC_revenue_net}, true}},
    {.table = RVA__TABLE("platforms", rva_share_row, platform_columns, "a buyer"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_PLATFORM}, 1, {RVA__METRIC_revenue_net}, true}},
    {.table = RVA__TABLE("boroughs", rva_share_row, borough_columns, "a borough"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_BOROUGH}, 1, {RVA__METRIC_revenue_net}, false}},
    {.table = RVA__TABLE("days", rva_day_row, day_columns, "a local day"),
     .by = {.rows = RVA__ROWS_OF_DAYS}},
};

const rva__report_definition rva__report_executive_summary = {
    .schema = {"executive_summary", "Revenue, leads and conversations.", RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
