/**
 * @file metrics/test_targets.c
 * Names of targets, their months, and how a figure stands to a goal.
 */
#include "metrics/targets.h"

#include <math.h>

#include "../reports/source.h"

TestSuite(targets, .init = source_begin, .fini = source_end);

static void expect_name(const char *target, int metric, int month)
{
    const rva__target_name name = rva__target_read(target);
    cr_expect_eq(name.metric, metric, "%s: metric %d", target, name.metric);
    cr_expect_eq(name.month, month, "%s: month %d", target, (int)name.month);
}

Test(targets, a_name_is_a_kpi_perhaps_with_a_month)
{
    expect_name("mrr", RVA__METRIC_mrr, 0);
    expect_name("mrr_month_1", RVA__METRIC_mrr, 1);
    expect_name("sold_rate_month_999", RVA__METRIC_sold_rate, 999);
    cr_expect_eq(rva__target_read("mrr_month_12").kpi_size, 3);
    cr_expect_eq(rva__target_read("nothing_month_2").kpi_size, 7);
}

Test(targets, others_are_no_targets)
{
    static const char *const bad[] = {"nothing",        "sales", /* a column alone */
                                      "sales_month_2",  "mrr_month_0",
                                      "mrr_month_",     "mrr_month_03",
                                      "mrr_month_1000", "mrr_month_2x",
                                      "mrr_month_-1",   "mrr_month_99999999999999999999",
                                      "_month_2",       "mrr_month_2_month_3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_eq(rva__target_read(bad[i]).metric, -1, "%s", bad[i]);
}

Test(targets, what_no_kpi_has_is_refused_by_name)
{
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva__targets_check(source_settings(), &err), RVA_OK);
    cr_assert_eq(rva_settings_set_target(source_settings(), "sales_month_2", 1, &err), RVA_OK);
    cr_expect_eq(rva__targets_check(source_settings(), &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "targets");
    cr_expect(strstr(err.message, "\"sales_month_2\"") != NULL, "%s", err.message);
}

static void expect_status(int metric, double value, double goal, const char *status, int64_t met)
{
    const char *found = rva__target_status(rva__metric_at(metric), value, goal);
    cr_assert_not_null(found);
    cr_expect_str_eq(found, status, "%g of %g is %s", value, goal, found);
    cr_expect_eq(rva__target_met(rva__metric_at(metric), value, goal), met, "%g of %g", value,
                 goal);
}

Test(targets, a_rate_is_on_within_half_of_a_tenth_of_a_percent)
{
    expect_status(RVA__METRIC_sold_rate, 0.6004, 0.6, "on", 1);
    expect_status(RVA__METRIC_sold_rate, 0.5996, 0.6, "on", 1);
    expect_status(RVA__METRIC_sold_rate, 0.6006, 0.6, "above", 1);
    expect_status(RVA__METRIC_sold_rate, 0.5994, 0.6, "below", 0);
    /* Both show as 60.0 % and 60.1 %, and are nearer than half of that. */
    expect_status(RVA__METRIC_sold_rate, 0.60051, 0.60049, "on", 1);
}

Test(targets, money_and_counts_are_on_within_half_of_one)
{
    expect_status(RVA__METRIC_revenue_per_lead, 14999.6, 15000, "on", 1);
    expect_status(RVA__METRIC_revenue_per_lead, 14999.5, 15000, "below", 0);
    expect_status(RVA__METRIC_leads_sold, 8, 8, "on", 1);
    expect_status(RVA__METRIC_leads_sold, 9, 8.4, "above", 1);
}

Test(targets, other_units_are_on_within_half_of_a_hundredth)
{
    expect_status(RVA__METRIC_rating_mean, 8.704, 8.7, "on", 1);
    expect_status(RVA__METRIC_rating_mean, 8.69, 8.7, "below", 0);
}

Test(targets, of_some_figures_less_is_better)
{
    static const int less[] = {
        RVA__METRIC_lost,
        RVA__METRIC_disqualified,
        RVA__METRIC_return_rate,
        RVA__METRIC_false_positive_share,
        RVA__METRIC_false_negative_share,
        RVA__METRIC_brier,
        RVA__METRIC_ece,
        RVA__METRIC_cost,
        RVA__METRIC_cost_per_lead,
        RVA__METRIC_duration_mean,
        RVA__METRIC_duration_p50,
        RVA__METRIC_duration_p90,
        RVA__METRIC_response_hours_mean,
        RVA__METRIC_response_hours_p50,
    };
    for (int metric = 0; metric < RVA__METRIC_COUNT; metric++) {
        if (!rva__metric_at(metric)->schema.is_kpi)
            continue;
        bool is_less = false;
        for (size_t i = 0; i < sizeof less / sizeof *less; i++)
            is_less = is_less || less[i] == metric;
        expect_status(metric, 20, 10, "above", !is_less);
        expect_status(metric, 10, 20, "below", is_less);
        expect_status(metric, 10, 10, "on", 1);
    }
}

Test(targets, what_has_no_value_has_no_status)
{
    const rva__metric *metric = rva__metric_at(RVA__METRIC_sold_rate);
    cr_expect_null(rva__target_status(metric, (double)NAN, 1));
    cr_expect_null(rva__target_status(metric, 1, (double)NAN));
    cr_expect_eq(rva__target_met(metric, (double)NAN, 1), RVA_ABSENT);
}

Test(targets, months_have_thirty_local_days)
{
    const rva__zone *zone = source_of_facts()->zone;
    int32_t begin = 0;
    int32_t march = 0;
    cr_assert(rva__day_read("2026-02-01", &begin) && rva__day_read("2026-03-03", &march));
    cr_expect_eq(rva__target_month_start(zone, begin, 1), begin);
    cr_expect_eq(rva__target_month_start(zone, begin, 2), march);
    cr_expect_eq(rva__target_month_start(zone, begin, 999), begin + 998 * 30);
}
