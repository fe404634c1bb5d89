/**
 * @file reports/revenue_trends.c
 * Revenue over time: the series, its growth, its pace.
 */
#include <math.h>

#include "core/error.h"
#include "reports/bucket.h"
#include "reports/reports.h"

#define FAMILIES                                                                                   \
    (RVA__FAMILY_BIT(MONEY) | RVA__FAMILY_BIT(LEAD_SALE) | RVA__FAMILY_BIT(CONVERSATION))

/** revenue_trends.growth */
typedef struct growth_row {
    const char *metric;
    int64_t value;
    int64_t previous;
    double change;
    int64_t is_new;
} growth_row;

/** revenue_trends.run_rate */
typedef struct run_rate_row {
    const char *per;
    double days;
    double elapsed_days;
    double revenue_net_minor;
    double leads;
    int64_t partial;
} run_rate_row;

static void fill_series(const rva__ask *ask, const rva__total *total, rva_series_row *row)
{
    const bool restated = rva__ask_restated(ask, false);
    row->revenue_gross_minor = total->values[RVA__M_revenue_gross_minor];
    row->returns_minor =
        total->values[restated ? RVA__M_returns_restated_minor : RVA__M_returns_booked_minor];
    row->revenue_net_minor = rva__total_net(total, restated);
    row->leads = rva__total_payable(total, restated);
    row->sales = total->values[RVA__M_sales];
    row->conversations = ask->families & RVA__FAMILY_BIT(CONVERSATION)
                             ? total->values[RVA__M_conversations]
                             : RVA_ABSENT;
}

static rva_status add_series(const rva__ask *ask, const rva__totals *buckets, rva_report *report,
                             rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(rva_series_row, bucket_at, INSTANT),
        RVA__COLUMN(rva_series_row, bucket, TEXT),
        RVA__COLUMN(rva_series_row, revenue_gross_minor, MONEY),
        RVA__COLUMN(rva_series_row, returns_minor, MONEY),
        RVA__COLUMN(rva_series_row, revenue_net_minor, MONEY),
        RVA__COLUMN(rva_series_row, leads, INTEGER),
        RVA__COLUMN(rva_series_row, sales, INTEGER),
        RVA__COLUMN(rva_series_row, conversations, INTEGER),
        RVA__COLUMN(rva_series_row, revenue_per_lead_minor, REAL),
        RVA__COLUMN(rva_series_row, partial, FLAG),
    };
    static const rva__total nothing;
    rva_table *table;
    RVA__TRY(rva__report_add_table(report, "series", columns, sizeof columns / sizeof *columns,
                                   sizeof(rva_series_row), buckets->count + 1, &table, err));
    uint32_t bucket = rva__bucket_of(ask, ask->period.from_at);
    for (; rva__bucket_start(ask, bucket) < ask->period.to_at;
         bucket = rva__bucket_next(ask, bucket)) {
        char label[RVA__LABEL_BYTES];
        const uint32_t index = rva__totals_find(buckets, &bucket);
        const int64_t end_at = rva__bucket_start(ask, rva__bucket_next(ask, bucket));
        rva_series_row *row = rva__table_add(table);
        if (!row)
            break;
        row->bucket_at = rva__bucket_label(ask, bucket, label);
        row->bucket = rva__table_text(table, label);
        fill_series(ask, index == UINT32_MAX ? &nothing : &buckets->items[index], row);
        row->revenue_per_lead_minor = rva__ratio(row->revenue_net_minor, row->leads);
        row->partial = end_at > ask->query.now_at || end_at > ask->period.to_at ||
                       row->bucket_at < ask->period.from_at;
    }
    return RVA_OK;
}

static void add_growth_row(rva_table *table, const char *metric, int64_t value, int64_t previous)
{
    growth_row *row = rva__table_add(table);
    if (!row)
        return;
    row->metric = metric;
    row->value = value;
    if (value == RVA_ABSENT)
        previous = RVA_ABSENT;
    row->previous = previous;
    row->change = previous > 0 ? rva__ratio(value, previous) - 1 : NAN;
    row->is_new = previous == 0 && value != 0;
}

static rva_status add_growth(const rva__ask *ask, const rva_series_row *now,
                             const rva_series_row *before, rva_report *report, rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(growth_row, metric, TEXT),      RVA__COLUMN(growth_row, value, INTEGER),
        RVA__COLUMN(growth_row, previous, INTEGER), RVA__COLUMN(growth_row, change, REAL),
        RVA__COLUMN(growth_row, is_new, FLAG),
    };
    rva_table *table;
    (void)ask;
    RVA__TRY(rva__report_add_table(report, "growth", columns, sizeof columns / sizeof *columns,
                                   sizeof(growth_row), 5, &table, err));
    add_growth_row(table, "revenue_gross_minor", now->revenue_gross_minor,
                   before->revenue_gross_minor);
    add_growth_row(table, "revenue_net_minor", now->revenue_net_minor, before->revenue_net_minor);
    add_growth_row(table, "leads", now->leads, before->leads);
    add_growth_row(table, "sales", now->sales, before->sales);
    add_growth_row(table, "conversations", now->conversations, before->conversations);
    return RVA_OK;
}

static rva_status add_run_rate(const rva__ask *ask, const rva_series_row *now, rva_report *report,
                               rva_error *err)
{
    static const rva__column columns[] = {
        RVA__COLUMN(run_rate_row, per, TEXT),
        RVA__COLUMN(run_rate_row, days, REAL),
        RVA__COLUMN(run_rate_row, elapsed_days, REAL),
        RVA__COLUMN(run_rate_row, revenue_net_minor, REAL),
        RVA__COLUMN(run_rate_row, leads, REAL),
        RVA__COLUMN(run_rate_row, partial, FLAG),
    };
    static const struct {
        const char *per;
        double days;
    } spans[] = {{"day", 1}, {"week", 7}, {"month", 30}};
    rva_table *table;
    RVA__TRY(rva__report_add_table(report, "run_rate", columns, sizeof columns / sizeof *columns,
                                   sizeof(run_rate_row), 3, &table, err));
    const double elapsed = rva__ask_elapsed_days(ask);
    for (int i = 0; i < 3; i++) {
        run_rate_row *row = rva__table_add(table);
        if (!row)
            break;
        row->per = spans[i].per;
        row->days = spans[i].days;
        row->elapsed_days = elapsed;
        row->revenue_net_minor = (double)now->revenue_net_minor / elapsed * spans[i].days;
        row->leads = (double)now->leads / elapsed * spans[i].days;
        row->partial = ask->partial;
    }
    return RVA_OK;
}

/** The totals of a whole period in the form of a row of the series. */
static rva_status sum_period(const rva__ask *ask, rva__period period, rva_series_row *out,
                             rva_error *err)
{
    rva__totals totals = {0};
    const rva_status status =
        rva__ask_scan(ask, period, (rva__wanted){FAMILIES, 0}, RVA__SCAN_WHOLE, NULL, &totals, err);
    if (status == RVA_OK && totals.count > 0)
        fill_series(ask, &totals.items[0], out);
    rva__totals_free(&totals);
    return status;
}

rva_status rva__revenue_trends(const rva__ask *ask, rva_report *report, rva_error *err)
{
    static const int no_dims[] = {-1};
    rva_series_row now = {0};
    rva_series_row before = {0};
    rva__totals buckets = {0};
    if (ask->query.by == RVA_GRAIN_NONE)
        return rva__fail_field(err, RVA_INVALID, "by", "hour, day, week or month");
    rva_status status = rva__bucket_scan(ask, FAMILIES, no_dims, &buckets, err);
    if (status == RVA_OK)
        status = sum_period(ask, ask->period, &now, err);
    if (status == RVA_OK)
        status = sum_period(ask, ask->previous, &before, err);
    if (status == RVA_OK)
        status = add_series(ask, &buckets, report, err);
    if (status == RVA_OK)
        status = add_growth(ask, &now, &before, report, err);
    if (status == RVA_OK)
        status = add_run_rate(ask, &now, report, err);
    rva__totals_free(&buckets);
    return status;
}
