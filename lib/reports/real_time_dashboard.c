/**
 * @file reports/real_time_dashboard.c
 * Today so far, what is under way at this moment, and which targets were missed of late.
 */
#include <math.h>

#include "core/error.h"
#include "metrics/alerts.h"
#include "metrics/pipeline.h"
#include "metrics/value.h"
#include "reports/report_definition.h"
#include "reports/run.h"

static const rva__column_definition comparison_columns[] = {
    RVA__PLAIN(rva_comparison_row, metric, NONE, "its name in docs/kpis.md"),
    RVA__PLAIN(rva_comparison_row, unit, NONE, "count, minor or rate"),
    RVA__MAYBE(rva_comparison_row, today, NONE, "its value so far, in `unit`"),
    RVA__MAYBE(rva_comparison_row, yesterday_same_time, NONE,
               "of as much of yesterday as has passed of today"),
    RVA__MAYBE(rva_comparison_row, yesterday_full, NONE, "of all of yesterday"),
    RVA__MAYBE(
        rva_comparison_row, change, RATE,
        "today / yesterday_same_time - 1, with `compare` full today / yesterday_full - 1; of "
        "a rate the difference, in points"),
    RVA__PLAIN(rva_comparison_row, is_new, FLAG, "whether there was nothing then"),
};

static const rva__column_definition pipeline_columns[] = {
    RVA__PLAIN(rva_pipeline_row, state, NONE, "active, waiting, pending or total"),
    RVA__MAYBE(rva_pipeline_row, count, COUNT, "young items: of the 30 local days up to today"),
    RVA__MAYBE(rva_pipeline_row, stale, COUNT, "older ones, which are in no other column"),
    RVA__MAYBE(rva_pipeline_row, expected_minor, MINOR,
               "count x P(sale) x net price, by what became of grown leads"),
    RVA__MAYBE(rva_pipeline_row, flat_minor, MINOR,
               "count x the setting pipeline_item_minor, else x the target of revenue_per_lead"),
    RVA__MAYBE(rva_pipeline_row, value_minor, MINOR,
               "expected_minor, with `value` flat flat_minor"),
};

static const rva__column_definition hour_columns[] = {
    RVA__FROM(rva_hour_row, hour_at, BUCKET_AT, INSTANT, 0, "first instant of the local hour"),
    RVA__FROM(rva_hour_row, hour, BUCKET, NONE, 0, "its local label"),
    RVA__METRIC(rva_hour_row, revenue_net_minor, revenue_net),
    RVA__METRIC(rva_hour_row, leads, leads_payable),
    RVA__METRIC(rva_hour_row, conversations, conversations),
    RVA__FROM(rva_hour_row, partial, PARTIAL, FLAG, 0, "whether it is not over at `now`"),
};

static const rva__column_definition live_columns[] = {
    RVA__MAYBE(rva_live_row, live_now, COUNT,
               "open conversations active within `live_window_minutes` before `now`"),
    RVA__MAYBE(rva_live_row, open, COUNT, "all open conversations"),
};

static const rva__column_definition alert_columns[] = {
    RVA__PLAIN(rva_alert_row, alert, NONE, "target_ and the name of the target"),
    RVA__PLAIN(rva_alert_row, metric, NONE, "the KPI"),
    RVA__PLAIN(rva_alert_row, value, NONE, "its value on the 30 whole local days before today"),
    RVA__PLAIN(rva_alert_row, goal, NONE, "the target, in the same unit"),
    RVA__MAYBE(rva_alert_row, lower, RATE, "95 % Wilson interval of a rate of counts"),
    RVA__MAYBE(rva_alert_row, upper, RATE, "its other end"),
    RVA__MAYBE(rva_alert_row, numerator, COUNT, "what was divided"),
    RVA__MAYBE(rva_alert_row, denominator, COUNT, "by what"),
    RVA__MAYBE(rva_alert_row, relative, RATE, "value / goal - 1"),
    RVA__PLAIN(rva_alert_row, severity, NONE,
               "critical when missed by 20 % of the goal or more, else warning"),
};

/** What is shown of today. */
static const int of_today[] = {
    RVA__METRIC_revenue_gross,
    RVA__METRIC_revenue_net,
    RVA__METRIC_leads_qualified,
    RVA__METRIC_leads_sold,
    RVA__METRIC_leads_payable,
    RVA__METRIC_revenue_per_lead,
    RVA__METRIC_conversations,
    RVA__METRIC_completed,
    RVA__METRIC_qualified_rate,
    RVA__METRIC_completion_rate,
    RVA__METRIC_revenue_per_conversation,
    RVA__METRIC_acceptance_rate,
    RVA__METRIC_COUNT,
};

/** The sums of today and of yesterday. */
typedef struct compared {
    const rva__period_totals *today;
    const rva__period_totals *same_time;
    const rva__period_totals *full;
} compared;

static bool is_whole(int64_t compare)
{
    return compare == RVA_COMPARE_FULL || compare == RVA_COMPARE_PREVIOUS_PERIOD;
}

static double value_of(const rva__question *question, const rva__metric *metric,
                       const rva__period_totals *totals)
{
    const uint32_t families = rva__metric_families(metric);
    const rva__sums sums = rva__period_sums(totals, rva__question_restated(question, false));
    return (families & question->families) == families ? rva__metric_value(metric, &sums)
                                                       : (double)NAN;
}

static rva_status add_compared(const rva__question *question, int kpi, const compared *of,
                               rva_table *table, rva_error *err)
{
    const rva__metric *metric = rva__metric_at(kpi);
    rva_comparison_row *row = rva__table_add(table);
    if (!row)
        return rva__fail_memory(err);
    *row = (rva_comparison_row){
        .metric = metric->schema.name,
        .unit = metric->schema.unit,
        .today = value_of(question, metric, of->today),
        .yesterday_same_time = value_of(question, metric, of->same_time),
        .yesterday_full = value_of(question, metric, of->full),
        .change = (double)NAN,
    };
    if (!question->periods.is_compared)
        return RVA_OK;
    const double before =
        is_whole(question->query.compare) ? row->yesterday_full : row->yesterday_same_time;
    row->change = rva__metric_change(metric, row->today, before);
    row->is_new = rva__is_new(row->today, before);
    return RVA_OK;
}

/** Sums yesterday as `compare` says. */
static rva_status read_yesterday(const rva__question *question, rva_compare compare,
                                 rva__period_totals *out, rva_error *err)
{
    rva_query query = question->query;
    rva__periods periods;
    query.compare = compare;
    RVA__TRY(rva__periods_read(&query, question->source->zone,
                               question->source->settings->week_start, &periods, err));
    return rva__period_totals_read(question, periods.previous, NULL, out, err);
}

static rva_status add_comparison(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const rva__both_periods *periods;
    rva__period_totals same_time = {0};
    rva__period_totals full = {0};
    rva__run_returns(run, table, false);
    RVA__TRY(rva__run_periods(run, &periods, err));
    rva_status status = read_yesterday(question, RVA_COMPARE_SAME_TIME, &same_time, err);
    if (status == RVA_OK)
        status = read_yesterday(question, RVA_COMPARE_FULL, &full, err);
    const compared of = {&periods->now, &same_time, &full};
    for (const int *kpi = of_today; *kpi != RVA__METRIC_COUNT && status == RVA_OK; kpi++)
        status = add_compared(question, *kpi, &of, table, err);
    rva__period_totals_free(&same_time);
    rva__period_totals_free(&full);
    return status;
}

/** What an item is worth flat, in minor units; NaN when nothing says. */
static double flat_item(const rva_settings *settings)
{
    if (settings->pipeline_item_minor != RVA_ABSENT)
        return (double)settings->pipeline_item_minor;
    for (size_t i = 0; i < settings->target_count; i++)
        if (strcmp(settings->targets[i].kpi, "revenue_per_lead") == 0)
            return settings->targets[i].value;
    return (double)NAN;
}

static rva_status put_flat(const rva_settings *settings, rva_pipeline_row *row, rva_error *err)
{
    const double item = flat_item(settings);
    const double flat = round((double)row->count * item);
    row->flat_minor = RVA_ABSENT;
    if (row->count == RVA_ABSENT || isnan(item))
        return RVA_OK;
    if (fabs(flat) > (double)rva__sum_max)
        return rva__fail(err, RVA_LIMIT, "the worth of the pipeline leaves 64 bits");
    row->flat_minor = (int64_t)flat;
    return RVA_OK;
}

static void add_to(int64_t *sum, int64_t value)
{
    *sum = *sum == RVA_ABSENT || value == RVA_ABSENT ? RVA_ABSENT : *sum + value;
}

static rva_status add_pipeline(rva__run *run, rva_table *table, rva_error *err)
{
    static const char *const states[RVA__PIPELINE_STATES] = {
        [RVA__PIPELINE_ACTIVE] = "active",
        [RVA__PIPELINE_WAITING] = "waiting",
        [RVA__PIPELINE_PENDING] = "pending",
    };
    const rva__question *question = rva__run_question(run);
    const bool is_flat = question->query.value == RVA_WORTH_FLAT;
    rva__pipeline_part parts[RVA__PIPELINE_STATES];
    rva_pipeline_row total = {.state = "total"};
    RVA__TRY(rva__pipeline_read(question, parts, err));
    for (int s = 0; s <= RVA__PIPELINE_STATES; s++) {
        rva_pipeline_row *row = rva__table_add(table);
        if (!row)
            return rva__fail_memory(err);
        if (s == RVA__PIPELINE_STATES) {
            *row = total;
            break;
        }
        *row = (rva_pipeline_row){
            .state = states[s],
            .count = parts[s].count,
            .stale = parts[s].stale,
            .expected_minor = parts[s].expected_minor,
        };
        RVA__TRY(put_flat(question->source->settings, row, err));
        row->value_minor = is_flat ? row->flat_minor : row->expected_minor;
        add_to(&total.count, row->count);
        add_to(&total.stale, row->stale);
        add_to(&total.expected_minor, row->expected_minor);
        add_to(&total.flat_minor, row->flat_minor);
        add_to(&total.value_minor, row->value_minor);
    }
    return RVA_OK;
}

static rva_status add_live(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    rva__cell_source *source = question->source;
    const int64_t now_at = question->query.now_at;
    const int64_t window_us = source->settings->live_window_minutes * 60 * RVA__SECOND_US;
    rva__open_conversations all, live;
    rva_live_row *row = rva__table_add(table);
    if (!row)
        return rva__fail_memory(err);
    *row = (rva_live_row){RVA_ABSENT, RVA_ABSENT};
    if (!(question->families & RVA__FAMILY_BIT(CONVERSATION)))
        return RVA_OK;
    RVA__TRY(source->open(source, &question->where, now_at, INT64_MIN, &all, err));
    RVA__TRY(source->open(source, &question->where, now_at, now_at - window_us + 1, &live, err));
    *row = (rva_live_row){live.all, all.all};
    return RVA_OK;
}

static rva_status add_alerts(rva__run *run, rva_table *table, rva_error *err)
{
    rva__run_returns(run, table, false);
    return rva__alerts_add(rva__run_question(run), table, err);
}

static const rva__report_table tables[] = {
    {.table = {{"today", "KPIs of today", "rva_kpi_row", sizeof(rva_kpi_row)},
               rva__kpi_columns,
               RVA__KPI_COLUMNS},
     .by = {.rows = RVA__ROWS_OF_KPIS},
     .kpis = of_today},
    {.table = RVA__TABLE("comparison", rva_comparison_row, comparison_columns,
                         "a KPI of today beside yesterday's"),
     .fill = add_comparison},
    {.table = RVA__TABLE("pipeline", rva_pipeline_row, pipeline_columns,
                         "a state of what may still be sold, at `now`"),
     .fill = add_pipeline},
    {.table = RVA__TABLE("hours", rva_hour_row, hour_columns, "a local hour of today"),
     .by = {.rows = RVA__ROWS_OF_BUCKETS}},
    {.table = RVA__TABLE("live", rva_live_row, live_columns, "the conversations open at `now`"),
     .fill = add_live},
    {.table = RVA__TABLE("alerts", rva_alert_row, alert_columns,
                         "a target missed on the 30 whole local days before today"),
     .fill = add_alerts},
};

const rva__report_definition rva__report_real_time_dashboard = {
    .schema = {"real_time_dashboard", "Today so far, what is open now, and targets missed.",
               RVA_INPUT_NOW | RVA_INPUT_MODE | RVA_INPUT_WHERE | RVA_INPUT_COMPARE |
                   RVA_INPUT_VALUE},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
    .of_today = true,
};
