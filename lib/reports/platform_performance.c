/**
 * @file reports/platform_performance.c
 * Buyers: what was offered to each, what they said, what they paid.
 */
#include "reports/report_definition.h"

#define FIGURES                                                                                    \
    RVA__METRIC(rva_platform_row, offers, offers),                                                 \
        RVA__METRIC(rva_platform_row, delivered, delivered),                                       \
        RVA__METRIC(rva_platform_row, accepted, accepted),                                         \
        RVA__METRIC(rva_platform_row, rejected, rejected),                                         \
        RVA__METRIC(rva_platform_row, timeout, timeout),                                           \
        RVA__METRIC(rva_platform_row, returned, returned),                                         \
        RVA__METRIC(rva_platform_row, pending, pending),                                           \
        RVA__METRIC(rva_platform_row, delivery_rate, delivery_rate),                               \
        RVA__METRIC(rva_platform_row, acceptance_rate, acceptance_rate),                           \
        RVA__METRIC(rva_platform_row, return_rate, return_rate),                                   \
        RVA__METRIC(rva_platform_row, sales, sales),                                               \
        RVA__METRIC(rva_platform_row, revenue_net_minor, revenue_net),                             \
        RVA__METRIC_SHARE(rva_platform_row, revenue_share, revenue_net,                            \
                          "share of all net revenue"),                                             \
        RVA__METRIC(rva_platform_row, value_per_sale_minor, value_per_sale),                       \
        RVA__METRIC(rva_platform_row, response_hours_p50, response_hours_p50),                     \
        RVA__METRIC(rva_platform_row, response_hours_mean, response_hours_mean),                   \
        RVA__METRIC(rva_platform_row, rating_mean, rating_mean)

static const rva__column_definition platform_columns[] = {
    RVA__KEY(rva_platform_row, platform, 0, "buyer"),
    FIGURES,
};

static const rva__column_definition tier_columns[] = {
    RVA__KEY(rva_platform_row, platform, 0, "buyer"),
    RVA__KEY(rva_platform_row, tier, 1, "tier of the lead"),
    FIGURES,
};

static const rva__column_definition day_columns[] = {
    RVA__FROM(rva_platform_row, day, BUCKET, NONE, 0, "local day, 2026-03-01"),
    RVA__FROM(rva_platform_row, day_at, BUCKET_AT, INSTANT, 0, "its first instant"),
    FIGURES,
};

static const rva__report_table tables[] = {
    {.table = RVA__TABLE("platforms", rva_platform_row, platform_columns, "a buyer"),
     .by = {RVA__ROWS_OF_VALUES, 1, {RVA__DIM_PLATFORM}, 1, {RVA__METRIC_revenue_net}, true}},
    {.table = RVA__TABLE("tiers", rva_platform_row, tier_columns, "a buyer and a tier"),
     .by = {RVA__ROWS_OF_VALUES,
            2,
            {RVA__DIM_PLATFORM, RVA__DIM_TIER},
            1,
            {RVA__METRIC_revenue_net},
            true}},
    {.table = RVA__TABLE("days", rva_platform_row, day_columns, "a local day"),
     .by = {.rows = RVA__ROWS_OF_DAYS, .restated = true}},
};

const rva__report_definition rva__report_platform_performance = {
    .schema = {"platform_performance", "Buyers, by tier and by day.", RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
