/**
 * @file metrics/alerts.c
 * Targets judged by the last whole days: today is not over, and is not judged.
 */
#include "metrics/alerts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "metrics/calendar.h"
#include "metrics/kpis.h"

enum { JUDGED_DAYS = 30, DENOMINATOR_MIN = 30, ALERT_BYTES = RVA__NAME_BYTES + 8 };

/** The same question about the days that are judged. */
static rva_status judged_question(const rva__question *question, rva__question *out, rva_error *err)
{
    const rva__zone *zone = question->source->zone;
    const int32_t today = rva__zone_day(zone, question->query.now_at);
    *out = *question;
    out->query.from_at = rva__zone_day_start(zone, rva__days_back(zone, today, JUDGED_DAYS));
    out->query.to_at = rva__zone_day_start(zone, today);
    out->query.days = 0;
    out->query.compare = RVA_COMPARE_DEFAULT;
    return rva__periods_read(&out->query, zone, question->source->settings->week_start,
                             &out->periods, err);
}

/** The figure by which a target is judged: that of mrr is the net revenue of the days judged. */
static int judged_metric(int kpi)
{
    return rva__metric_at(kpi)->kind == RVA__KIND_TRAILING ? RVA__METRIC_revenue_net : kpi;
}

static bool has_enough(const rva__metric *metric, const rva_kpi_row *row)
{
    if (isnan(row->value))
        return false;
    return metric->kind == RVA__KIND_GROWTH || row->denominator == RVA_ABSENT ||
           row->denominator >= DENOMINATOR_MIN;
}

/** Whether a figure lies on the wrong side of its goal, of a rate of counts beyond doubt. */
static bool is_missed(const rva__metric *metric, const rva_kpi_row *row, double goal)
{
    const bool lower_is_better = metric->schema.direction == RVA_BETTER_LOWER;
    if (!isnan(row->lower))
        return lower_is_better ? row->lower > goal : row->upper < goal;
    return rva__metric_side(metric, row->value, goal) == (lower_is_better ? 1 : -1);
}

/** Missed by 20 % of the goal or more; the last bits of the difference do not decide. */
static bool is_critical(double value, double goal)
{
    return fabs(value - goal) >= fabs(goal) * .2 * (1 - 1e-12);
}

static rva_status add(const rva__target *target, const rva_kpi_row *found, rva_table *table,
                      rva_error *err)
{
    char name[ALERT_BYTES];
    rva_alert_row *row = rva__table_add(table);
    if (!row)
        return rva__fail_memory(err);
    snprintf(name, sizeof name, "target_%s", target->kpi);
    *row = (rva_alert_row){
        .alert = rva__table_text(table, name),
        .metric = rva__table_text(table, target->kpi),
        .value = found->value,
        .goal = target->value,
        .lower = found->lower,
        .upper = found->upper,
        .numerator = found->numerator,
        .denominator = found->denominator,
        .relative = rva__growth(found->value, target->value),
        .severity = is_critical(found->value, target->value) ? "critical" : "warning",
    };
    return row->alert && row->metric ? RVA_OK : rva__fail_memory(err);
}

static rva_status judge(const rva__question *judged, const rva__both_periods *of,
                        const rva__target *target, rva_table *table, rva_error *err)
{
    rva_kpi_row row;
    const int kpi = rva__metric_find(target->kpi, strlen(target->kpi));
    if (kpi < 0 || !rva__metric_at(kpi)->schema.is_kpi)
        return RVA_OK;
    const int metric = judged_metric(kpi);
    RVA__TRY(rva__kpi_read(judged, of, metric, &row, err));
    if (!has_enough(rva__metric_at(metric), &row) ||
        !is_missed(rva__metric_at(metric), &row, target->value))
        return RVA_OK;
    return add(target, &row, table, err);
}

rva_status rva__alerts_add(const rva__question *question, rva_table *table, rva_error *err)
{
    const rva_settings *settings = question->source->settings;
    rva__question judged;
    rva__both_periods of = {0};
    RVA__TRY(judged_question(question, &judged, err));
    rva_status status = rva__period_totals_read(&judged, judged.periods.asked, NULL, &of.now, err);
    if (status == RVA_OK)
        status = rva__period_totals_read(&judged, judged.periods.previous, NULL, &of.before, err);
    for (size_t i = 0; i < settings->target_count && status == RVA_OK; i++)
        status = judge(&judged, &of, &settings->targets[i], table, err);
    rva__period_totals_free(&of.now);
    rva__period_totals_free(&of.before);
    return status;
}
