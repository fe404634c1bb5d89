/**
 * @file reports/performance_targets.c
 * How the figures of the period stand to the targets of the settings.
 */
#include <math.h>

#include "core/error.h"
#include "metrics/calendar.h"
#include "metrics/power.h"
#include "metrics/targets.h"
#include "reports/report_definition.h"
#include "reports/run.h"

static const rva__column_definition target_columns[] = {
    RVA__PLAIN(rva_target_row, target, NONE, "its name in the settings"),
    RVA__PLAIN(rva_target_row, kpi, NONE, "the KPI: the name without _month_N"),
    RVA__MAYBE(rva_target_row, unit, NONE, "of the KPI"),
    RVA__MAYBE(rva_target_row, value, NONE, "the KPI of the period"),
    RVA__PLAIN(rva_target_row, goal, NONE, "as set, whatever the length of the period"),
    RVA__MAYBE(rva_target_row, attainment, RATE, "value / goal"),
    RVA__MAYBE(rva_target_row, difference, NONE, "value - goal; of a rate in points"),
    RVA__MAYBE(rva_target_row, relative, RATE, "value / goal - 1"),
    RVA__MAYBE(rva_target_row, status, NONE,
               "above, on or below the goal, whichever of these is better"),
    RVA__MAYBE(rva_target_row, met, FLAG, "whether it is on the goal, or on the better side"),
    RVA__MAYBE(rva_target_row, lower, RATE, "95 % Wilson interval of a rate of counts"),
    RVA__MAYBE(rva_target_row, upper, RATE, "its other end"),
    RVA__PLAIN(rva_target_row, partial, FLAG, "whether the period is not over at `now`"),
    RVA__MAYBE(rva_target_row, projected, NONE,
               "at the end of month N with the growth of the last 30 days; else at the end of the "
               "period at its pace"),
    RVA__MAYBE(rva_target_row, needed_growth, RATE,
               "growth a month that reaches the goal in month N: (goal / value)^(1 / months_left) "
               "- 1"),
    RVA__MAYBE(rva_target_row, months_left, NONE, "local days after today until month N ends / 30"),
};

/** What the months of targets are measured by. */
typedef struct pace {
    int32_t begin;  /**< the first local day of month 1, or RVA__DAY_NONE */
    int32_t today;  /**< the local day of `now` */
    double growth;  /**< a month, or NaN */
    double elapsed; /**< days of the period that are over, or NaN */
} pace;

static rva_status read_pace(const rva__question *question, pace *out, rva_error *err)
{
    out->today = rva__zone_day(question->source->zone, question->query.now_at);
    out->elapsed = rva__question_elapsed_days(question);
    RVA__TRY(rva__monthly_growth(question, &out->growth, err));
    return rva__targets_begin(question, &out->begin, err);
}

/** Local days after today until a month ends / 30; NaN when there is no month 1. */
static double months_left(const rva__question *question, const pace *of, int32_t month)
{
    const rva__zone *zone = question->source->zone;
    if (of->begin == RVA__DAY_NONE)
        return (double)NAN;
    const int32_t end = rva__target_month_start(zone, of->begin, month + 1);
    return (double)rva__days_between(zone, of->today + 1, end) / RVA__TARGET_DAYS;
}

/** A figure of the whole period by what there is of it. */
static double projected(const rva__question *question, const pace *of, const rva__metric *metric,
                        double value)
{
    const bool is_sum = metric->kind == RVA__KIND_SUM || metric->kind == RVA__KIND_AGED;
    return is_sum && question->periods.partial
               ? value / of->elapsed * (double)question->periods.days
               : value;
}

static void fill_month(const pace *of, double left, rva_target_row *row)
{
    row->months_left = left;
    row->projected = left > 0 ? row->value * rva__power(1 + of->growth, left) : (double)NAN;
    if (left > 0 && row->value > 0 && row->goal > 0)
        row->needed_growth = rva__power(row->goal / row->value, 1 / left) - 1;
}

static void fill_value(const rva__metric *metric, const rva_kpi_row *kpi, rva_target_row *row)
{
    row->unit = metric->schema.unit;
    row->value = kpi->value;
    row->lower = kpi->lower;
    row->upper = kpi->upper;
    row->partial = kpi->partial;
    row->difference = row->value - row->goal;
    row->status = rva__target_status(metric, row->value, row->goal);
    row->met = rva__target_met(metric, row->value, row->goal);
    if (row->goal > 0) {
        row->attainment = row->value / row->goal;
        row->relative = row->value / row->goal - 1;
    }
}

/** A row without a value. */
static rva_target_row *add_row(const rva__question *question, const rva__target *target,
                               size_t kpi_size, rva_table *table)
{
    rva_target_row *row = rva__table_add(table);
    if (!row)
        return NULL;
    *row = (rva_target_row){
        .target = rva__table_text(table, target->kpi),
        .kpi = rva__table_text_sized(table, target->kpi, kpi_size),
        .value = (double)NAN,
        .goal = target->value,
        .attainment = (double)NAN,
        .difference = (double)NAN,
        .relative = (double)NAN,
        .met = RVA_ABSENT,
        .lower = (double)NAN,
        .upper = (double)NAN,
        .partial = question->periods.partial,
        .projected = (double)NAN,
        .needed_growth = (double)NAN,
        .months_left = (double)NAN,
    };
    return row->target && row->kpi ? row : NULL;
}

static rva_status add_target(const rva__question *question, const rva__both_periods *periods,
                             const pace *of, const rva__target *target, rva_table *table,
                             rva_error *err)
{
    const rva__target_name name = rva__target_read(target->kpi);
    rva_kpi_row kpi;
    rva_target_row *row = add_row(question, target, name.kpi_size, table);
    if (!row)
        return rva__fail_memory(err);
    if (name.metric < 0)
        return RVA_OK;
    const rva__metric *metric = rva__metric_at(name.metric);
    RVA__TRY(rva__kpi_read(question, periods, name.metric, &kpi, err));
    fill_value(metric, &kpi, row);
    if (name.month > 0)
        fill_month(of, months_left(question, of, name.month), row);
    else
        row->projected = projected(question, of, metric, row->value);
    return RVA_OK;
}

static rva_status add_targets(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const rva_settings *settings = question->source->settings;
    const rva__both_periods *periods;
    pace of;
    rva__run_returns(run, table, false);
    RVA__TRY(rva__run_periods(run, &periods, err));
    RVA__TRY(read_pace(question, &of, err));
    for (size_t i = 0; i < settings->target_count; i++)
        RVA__TRY(add_target(question, periods, &of, &settings->targets[i], table, err));
    return RVA_OK;
}

static const rva__report_table tables[] = {
    {.table = RVA__TABLE("targets", rva_target_row, target_columns, "a target of the settings"),
     .fill = add_targets},
};

const rva__report_definition rva__report_performance_targets = {
    .schema = {"performance_targets", "Figures against the targets of the settings.",
               RVA__INPUTS_COMMON},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
};
