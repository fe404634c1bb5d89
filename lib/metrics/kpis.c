/**
 * @file metrics/kpis.c
 * Rows of KPIs, and the arithmetic of those that need more than the sums of one period.
 */
#include "metrics/kpis.h"

#include <assert.h>
#include <math.h>

#include "core/error.h"
#include "metrics/calendar.h"
#include "metrics/targets.h"

const rva__column_definition rva__kpi_columns[] = {
    RVA__PLAIN(rva_kpi_row, kpi, NONE, "its name in docs/kpis.md"),
    RVA__MAYBE(rva_kpi_row, value, NONE, "in `unit`"),
    RVA__PLAIN(rva_kpi_row, unit, NONE, "count, minor, rate, minutes, hours or ratio"),
    RVA__MAYBE(rva_kpi_row, numerator, COUNT, "what was divided"),
    RVA__MAYBE(rva_kpi_row, denominator, COUNT, "by what"),
    RVA__MAYBE(rva_kpi_row, open, COUNT, "of the denominator, what is still undecided"),
    RVA__MAYBE(rva_kpi_row, excluded, COUNT, "left out for lack of an answer"),
    RVA__MAYBE(rva_kpi_row, lower, RATE, "95 % Wilson interval of a rate of counts"),
    RVA__MAYBE(rva_kpi_row, upper, RATE, "its other end"),
    RVA__PLAIN(rva_kpi_row, partial, FLAG, "whether the period is not over at `now`"),
    RVA__MAYBE(rva_kpi_row, previous, NONE, "the same figure of the period compared with"),
    RVA__MAYBE(rva_kpi_row, change, RATE,
               "value / previous - 1; of a rate: value - previous, in points"),
    RVA__MAYBE(rva_kpi_row, target, NONE, "the store's target"),
    RVA__MAYBE(rva_kpi_row, status, NONE, "above, on or below the target"),
    RVA__PLAIN(rva_kpi_row, is_new, FLAG, "whether there was nothing before"),
};

static_assert(sizeof rva__kpi_columns / sizeof *rva__kpi_columns == RVA__KPI_COLUMNS,
              "the number of columns");

/** A row without any figure. */
static rva_kpi_row row_of(const rva__question *question, const rva__metric *metric)
{
    return (rva_kpi_row){
        .kpi = metric->schema.name,
        .unit = metric->schema.unit,
        .value = (double)NAN,
        .numerator = RVA_ABSENT,
        .denominator = RVA_ABSENT,
        .open = RVA_ABSENT,
        .excluded = RVA_ABSENT,
        .lower = (double)NAN,
        .upper = (double)NAN,
        .partial = question->periods.partial,
        .previous = (double)NAN,
        .change = (double)NAN,
        .target = (double)NAN,
    };
}

/** Change and status follow from value, previous and target. */
static void finish_row(const rva__question *question, const rva__metric *metric, rva_kpi_row *row)
{
    if (!question->periods.is_compared)
        row->previous = (double)NAN;
    row->change = rva__metric_change(metric, row->value, row->previous);
    row->is_new = rva__is_new(row->value, row->previous);
    const rva_settings *settings = question->source->settings;
    for (size_t i = 0; i < settings->target_count; i++)
        if (strcmp(settings->targets[i].kpi, row->kpi) == 0)
            row->target = settings->targets[i].value;
    row->status = rva__target_status(metric, row->value, row->target);
}

static void fill_of_sums(const rva__question *question, const rva__both_periods *of,
                         const rva__metric *metric, rva_kpi_row *row)
{
    const bool restated = rva__question_restated(question, false);
    const rva__sums now = rva__period_sums(&of->now, restated);
    const rva__sums before = rva__period_sums(&of->before, restated);
    row->value = rva__metric_value(metric, &now);
    row->previous = rva__metric_value(metric, &before);
    row->numerator = rva__metric_numerator(metric, &now);
    row->denominator = rva__metric_denominator(metric, &now);
    if (metric->open)
        row->open = rva__part_value(metric->open, now.values, restated);
    if (metric->excluded)
        row->excluded = rva__part_value(metric->excluded, now.values, restated);
    rva__metric_interval(metric, &now, &row->lower, &row->upper);
}

static void fill_aged(const rva__both_periods *of, const rva__metric *metric, rva_kpi_row *row)
{
    row->numerator = metric->is_mature ? of->now.mature_minor : of->now.young_minor;
    row->value = (double)row->numerator;
    row->previous = (double)(metric->is_mature ? of->before.mature_minor : of->before.young_minor);
}

static void fill_growth(const rva__question *question, const rva__both_periods *of,
                        rva_kpi_row *row)
{
    const bool restated = rva__question_restated(question, false);
    row->numerator = rva__total_net(&of->now.total, restated);
    row->denominator = rva__total_net(&of->before.total, restated);
    if (!question->periods.is_compared)
        row->denominator = RVA_ABSENT;
    else
        row->value = rva__growth((double)row->numerator, (double)row->denominator);
}

static void fill_run_rate(const rva__question *question, const rva__both_periods *of,
                          const rva__metric *metric, rva_kpi_row *row)
{
    row->numerator = rva__total_net(&of->now.total, rva__question_restated(question, false));
    if (!question->periods.partial)
        row->denominator = question->periods.days;
    row->value = rva__pace(row->numerator, rva__question_elapsed_days(question), metric->days);
}

/** Net of the 30 local days that end with the day of `now`. */
static rva_status read_trailing(const rva__question *question, const rva__both_periods *of,
                                int64_t *out, rva_error *err)
{
    const rva__zone *zone = question->source->zone;
    const rva__period asked = question->periods.asked;
    const int32_t end = rva__zone_day(zone, question->query.now_at) + 1;
    const int32_t first = rva__days_back(zone, end, RVA__TARGET_DAYS);
    if (rva__zone_day_start(zone, first) != asked.from_at ||
        rva__zone_day_start(zone, end) != asked.to_at)
        return rva__net_of_days(question, first, end, out, err);
    *out = rva__total_net(&of->now.total, rva__question_restated(question, false));
    return RVA_OK;
}

static rva_status fill(const rva__question *question, const rva__both_periods *of,
                       const rva__metric *metric, rva_kpi_row *row, rva_error *err)
{
    switch (metric->kind) {
    case RVA__KIND_AGED:
        fill_aged(of, metric, row);
        break;
    case RVA__KIND_GROWTH:
        fill_growth(question, of, row);
        break;
    case RVA__KIND_RUN_RATE:
        fill_run_rate(question, of, metric, row);
        break;
    case RVA__KIND_TRAILING:
        RVA__TRY(read_trailing(question, of, &row->numerator, err));
        row->value = (double)row->numerator;
        row->partial = 1;
        break;
    default:
        fill_of_sums(question, of, metric, row);
    }
    return RVA_OK;
}

rva_status rva__kpi_read(const rva__question *question, const rva__both_periods *of, int metric,
                         rva_kpi_row *out, rva_error *err)
{
    const rva__metric *definition = rva__metric_at(metric);
    const uint32_t families =
        rva__metric_families(definition) | rva__metric_period_families(definition);
    *out = row_of(question, definition);
    if ((families & question->families) == families)
        RVA__TRY(fill(question, of, definition, out, err));
    finish_row(question, definition, out);
    if (definition->kind == RVA__KIND_AGED && rva__question_is_young(question)) {
        out->change = (double)NAN; /* days that are young now were not when they were so old */
        out->is_new = 0;
    }
    if (definition->kind == RVA__KIND_GROWTH)
        out->is_new = out->denominator == 0 && out->numerator != 0;
    return RVA_OK;
}

rva_status rva__kpi_add(const rva__question *question, const rva__both_periods *of, int metric,
                        rva_table *table, rva_error *err)
{
    rva_kpi_row *row = rva__table_add(table);
    return row ? rva__kpi_read(question, of, metric, row, err) : rva__fail_memory(err);
}

rva_status rva__kpis_add(const rva__question *question, const rva__both_periods *of,
                         uint32_t groups, rva_table *table, rva_error *err)
{
    for (int i = 0; i < RVA__METRIC_COUNT; i++)
        if (rva__metric_at(i)->groups & groups)
            RVA__TRY(rva__kpi_add(question, of, i, table, err));
    return RVA_OK;
}
