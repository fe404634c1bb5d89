/**
 * @file reports/test_executive_summary.c
 * The executive summary of three days whose figures are worked out by hand.
 */
#include "source.h"

#include <math.h>

static void begin(void)
{
    source_begin();
    source_three_days();
}

TestSuite(executive_summary, .init = begin, .fini = source_end);

static const rva_kpi_row *kpi(const char *name)
{
    const rva_query query = source_query();
    const rva_kpi_row *row = rva_report_kpi(source_report("executive_summary", &query), name);
    cr_assert_not_null(row, "%s", name);
    return row;
}

Test(executive_summary, net_revenue_is_booked_and_compared_with_the_three_days_before)
{
    const rva_kpi_row *net = kpi("revenue_net");
    cr_expect_eq(net->value, 27500);
    cr_expect_eq(net->previous, 10000);
    cr_expect_eq(net->change, 1.75);
    cr_expect_eq(kpi("growth")->value, 1.75);
}

Test(executive_summary, a_lead_that_was_returned_is_no_longer_paid_for)
{
    const rva_kpi_row *per_lead = kpi("revenue_per_lead");
    cr_expect_eq(per_lead->numerator, 27500);
    cr_expect_eq(per_lead->denominator, 1);
    cr_expect_eq(per_lead->value, 27500);
}

Test(executive_summary, a_rate_has_its_parts_and_its_interval)
{
    const rva_kpi_row *rate = kpi("qualified_rate");
    cr_expect_eq(rate->numerator, 2);
    cr_expect_eq(rate->denominator, 3);
    cr_expect_float_eq(rate->value, 0.6666667, 1e-7);
    cr_expect_float_eq(rate->lower, 0.2076596, 1e-6);
    cr_expect_float_eq(rate->upper, 0.9385081, 1e-6);
}

Test(executive_summary, times_are_in_minutes)
{
    cr_expect_eq(kpi("duration_mean")->value, 15);
    cr_expect_float_eq(kpi("duration_p50")->value, 15, 0.15);
}

Test(executive_summary, buyers_and_scores)
{
    cr_expect_eq(kpi("delivery_rate")->value, 0.75);
    cr_expect_float_eq(kpi("acceptance_rate")->value, 0.6666667, 1e-7);
    cr_expect_eq(kpi("acceptance_rate")->open, 1);
    cr_expect_eq(kpi("return_rate")->value, 0.5);
    cr_expect_eq(kpi("rating_mean")->value, 9);
    cr_expect_float_eq(kpi("prediction_accuracy")->value, 0.6666667, 1e-7);
    cr_expect_eq(kpi("prediction_accuracy")->excluded, 0);
    cr_expect_float_eq(kpi("brier")->value, 0.23, 1e-12);
    cr_expect_eq(kpi("auc")->value, 1);
    cr_expect_eq(kpi("auc")->denominator, 2);
}

Test(executive_summary, costs)
{
    cr_expect_eq(kpi("cost_per_lead")->value, 2500);
    cr_expect_eq(kpi("roas")->value, 5.5);
}

Test(executive_summary, pace_counts_days_that_are_over)
{
    cr_expect_float_eq(kpi("run_rate_daily")->value, 9166.6666667, 1e-6);
    cr_expect_eq(kpi("run_rate_daily")->denominator, 3);
    cr_expect_eq(kpi("mrr")->value, 37500);
    cr_expect_eq(kpi("mrr")->partial, 1);
}

Test(executive_summary, a_tier_with_nothing_but_zeros_is_left_out)
{
    const rva_query query = source_query();
    source_report("executive_summary", &query);
    cr_assert_eq(source_rows("tiers"), 1);
    const rva_tier_row *premium = source_row("tiers", 0);
    cr_expect_str_eq(premium->tier, "premium");
    cr_expect_eq(premium->leads, 1);
    cr_expect_eq(premium->revenue_net_minor, 27500);
    cr_expect_eq(premium->revenue_share, 1);
    cr_expect_eq(premium->revenue_per_lead_minor, 27500);
}

Test(executive_summary, platforms_are_restated)
{
    const rva_query query = source_query();
    source_report("executive_summary", &query);
    const rva_share_row *solar = source_row("platforms", 0);
    const rva_share_row *modern = source_row("platforms", 1);
    cr_expect_str_eq(solar->name, "Solar");
    cr_expect_eq(solar->revenue_net_minor, 27500);
    cr_expect_str_eq(modern->name, "Modern");
    cr_expect_eq(modern->sales, 1);
    cr_expect_eq(modern->revenue_net_minor, 0);
    cr_expect_eq(modern->leads, 0);
}

Test(executive_summary, days_are_booked)
{
    static const int64_t net[] = {27500, 12500, -12500};
    static const int64_t leads[] = {1, 1, -1};
    const rva_query query = source_query();
    source_report("executive_summary", &query);
    cr_assert_eq(source_rows("days"), 3);
    for (size_t i = 0; i < 3; i++) {
        const rva_day_row *day = source_row("days", i);
        cr_expect_eq(day->revenue_net_minor, net[i]);
        cr_expect_eq(day->leads, leads[i]);
    }
    cr_expect_str_eq(((const rva_day_row *)source_row("days", 2))->day, "2026-03-03");
}

Test(executive_summary, a_condition_takes_away_figures_that_lack_its_dimension)
{
    static const rva_filter where = {"platform", "Solar", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    const rva_report *report = source_report("executive_summary", &query);
    cr_expect(isnan(rva_report_kpi(report, "conversations")->value));
    cr_expect_eq(rva_report_kpi(report, "conversations")->numerator, RVA_ABSENT);
    cr_expect_eq(rva_report_kpi(report, "revenue_net")->value, 27500);
    cr_assert_eq(source_rows("boroughs"), 1);
    cr_expect_str_eq(((const rva_share_row *)source_row("boroughs", 0))->name, "Brooklyn");
}

Test(executive_summary, what_it_does_not_take_is_refused)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.by = RVA_GRAIN_DAY;
    cr_expect_eq(rva__report_run(source_of_facts(), "executive_summary", &query, &report, &err),
                 RVA_INVALID);
    cr_expect_str_eq(err.field, "by");
    cr_expect_str_eq(err.message,
                     "executive_summary takes no `by`; these do: revenue_trends or cube");
}

Test(executive_summary, a_target_is_met_within_half_of_the_last_digit_shown)
{
    source_fact("2026-03-02T12:00:00Z", "", "conversations=100000;conversations_sold=60051", NULL);
    rva_settings_set_target(source_settings(), "sold_rate", 0.6, NULL);
    const double value = kpi("sold_rate")->value;
    cr_expect_str_eq(kpi("sold_rate")->status, "above");
    rva_settings_set_target(source_settings(), "sold_rate", value - 0.00049, NULL);
    cr_expect_str_eq(kpi("sold_rate")->status, "on");
    rva_settings_set_target(source_settings(), "sold_rate", value + 0.00051, NULL);
    cr_expect_str_eq(kpi("sold_rate")->status, "below");
}

Test(executive_summary, an_unknown_report_is_told_with_those_there_are)
{
    const rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva__report_run(source_of_facts(), "horoscope", &query, &report, &err),
                 RVA_NOT_FOUND);
    cr_expect_str_eq(err.message,
                     "no report \"horoscope\": executive_summary, real_time_dashboard, "
                     "conversation_analytics, performance_targets, revenue_trends, "
                     "platform_performance, market_performance, quality_analytics, changes or "
                     "cube");
}
