/**
 * @file reports/target_months.c
 * Months of 30 local days, what each is to bring and what it brought.
 */
#include "reports/target_months.h"

#include <assert.h>
#include <math.h>

#include "core/error.h"
#include "metrics/targets.h"

const rva__column_definition rva__target_month_columns[] = {
    RVA__PLAIN(rva_target_month_row, month, COUNT, "1 for the first"),
    RVA__PLAIN(rva_target_month_row, from_at, INSTANT, "its first instant"),
    RVA__PLAIN(rva_target_month_row, to_at, INSTANT, "the first instant after it"),
    RVA__MAYBE(rva_target_month_row, goal_minor, MINOR, "its target of `mrr`"),
    RVA__MAYBE(rva_target_month_row, revenue_net_minor, MINOR,
               "net revenue of the month; none before it begins"),
    RVA__MAYBE(rva_target_month_row, attainment, RATE, "net revenue / goal"),
    RVA__MAYBE(rva_target_month_row, projected_minor, MINOR,
               "net revenue of a month that is over; x 30 / elapsed days of the running one; of a "
               "later one that of the month before, grown as the last 30 days did"),
    RVA__PLAIN(rva_target_month_row, partial, FLAG, "whether it is not over at `now`"),
    RVA__MAYBE(rva_target_month_row, status, NONE, "net revenue above, on or below the goal"),
};

static_assert(sizeof rva__target_month_columns / sizeof *rva__target_month_columns ==
                  RVA__TARGET_MONTH_COLUMNS,
              "the number of columns");

/** What a target makes the goal of: month 1 for one without a month; 0 for that of another KPI. */
static int32_t month_of(const rva__target *target)
{
    const rva__target_name name = rva__target_read(target->kpi);
    if (name.metric != RVA__METRIC_mrr)
        return 0;
    return name.month > 0 ? name.month : 1;
}

/** The last month that has a goal, or 0. */
static int32_t last_month(const rva_settings *settings)
{
    int32_t last = 0;
    for (size_t i = 0; i < settings->target_count; i++)
        if (month_of(&settings->targets[i]) > last)
            last = month_of(&settings->targets[i]);
    return last;
}

/** The goal of a month, or NaN; what names month 1 goes before what names no month. */
static double goal_of(const rva_settings *settings, int32_t month)
{
    double goal = (double)NAN;
    for (size_t i = 0; i < settings->target_count; i++) {
        const rva__target *target = &settings->targets[i];
        if (month_of(target) == month && (isnan(goal) || rva__target_read(target->kpi).month > 0))
            goal = target->value;
    }
    return goal;
}

static rva_status fill_revenue(const rva__question *question, int32_t first, int32_t end,
                               double goal, rva_target_month_row *row, rva_error *err)
{
    const rva__metric *mrr = rva__metric_at(RVA__METRIC_mrr);
    RVA__TRY(rva__net_of_days(question, first, end, &row->revenue_net_minor, err));
    if (row->revenue_net_minor == RVA_ABSENT)
        return RVA_OK;
    const double net = (double)row->revenue_net_minor;
    if (goal > 0)
        row->attainment = net / goal;
    row->status = rva__target_status(mrr, net, goal);
    const rva__periods month = {.asked = {row->from_at, row->to_at},
                                .days = RVA__TARGET_DAYS,
                                .partial = row->partial != 0};
    row->projected_minor = month.partial ? net * RVA__TARGET_DAYS /
                                               rva__periods_elapsed(&month, question->source->zone,
                                                                    question->query.now_at)
                                         : net;
    return RVA_OK;
}

/** @param[in,out] projected  of the month before, then of this one */
static rva_status add_month(const rva__question *question, int32_t begin, int32_t month,
                            double growth, double *projected, rva_table *table, rva_error *err)
{
    const rva__zone *zone = question->source->zone;
    const int64_t now_at = question->query.now_at;
    const int32_t first = rva__target_month_start(zone, begin, month);
    const int32_t end = rva__target_month_start(zone, begin, month + 1);
    const double goal = goal_of(question->source->settings, month);
    rva_target_month_row *row = rva__table_add(table);
    if (!row)
        return rva__fail_memory(err);
    *row = (rva_target_month_row){
        .month = month,
        .from_at = rva__zone_day_start(zone, first),
        .to_at = rva__zone_day_start(zone, end),
        .goal_minor = isnan(goal) ? RVA_ABSENT : (int64_t)llround(goal),
        .revenue_net_minor = RVA_ABSENT,
        .attainment = (double)NAN,
        .projected_minor = *projected * (1 + growth),
    };
    row->partial = row->to_at > now_at;
    if (row->from_at <= now_at)
        RVA__TRY(fill_revenue(question, first, end, goal, row, err));
    *projected = row->projected_minor;
    return RVA_OK;
}

/** Whether a month is still to come at `now`, which takes growth to say something of. */
static bool has_later(const rva__question *question, int32_t begin, int32_t last)
{
    const rva__zone *zone = question->source->zone;
    const int32_t first = rva__target_month_start(zone, begin, last);
    return rva__zone_day_start(zone, first) > question->query.now_at;
}

rva_status rva__target_months_add(rva__run *run, rva_table *table, rva_error *err)
{
    const rva__question *question = rva__run_question(run);
    const int32_t last = last_month(question->source->settings);
    double projected = (double)NAN;
    double growth = (double)NAN;
    int32_t begin;
    rva__run_returns(run, table, false);
    if (last == 0)
        return RVA_OK;
    RVA__TRY(rva__targets_begin(question, &begin, err));
    if (begin == RVA__DAY_NONE)
        return RVA_OK;
    if (has_later(question, begin, last))
        RVA__TRY(rva__monthly_growth(question, &growth, err));
    for (int32_t month = 1; month <= last; month++)
        RVA__TRY(add_month(question, begin, month, growth, &projected, table, err));
    return RVA_OK;
}
