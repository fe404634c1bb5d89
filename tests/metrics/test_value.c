/**
 * @file metrics/test_value.c
 * From sums to values.
 */
#include <math.h>

#include <criterion/criterion.h>

#include "metrics/catalogue.h"
#include "metrics/value.h"

static int64_t values[RVA__MEASURE_COUNT];
static const rva__sums booked = {.values = values, .period = values};
static const rva__sums restated = {.values = values, .period = values, .restated = true};

static double value(int metric, const rva__sums *sums)
{
    return rva__metric_value(rva__metric_at(metric), sums);
}

Test(value, returns_count_in_their_mode)
{
    values[RVA__M_revenue_gross_minor] = 100;
    values[RVA__M_adjustments_minor] = 5;
    values[RVA__M_returns_booked_minor] = -30;
    values[RVA__M_returns_restated_minor] = -40;
    cr_expect_eq(value(RVA__METRIC_revenue_net, &booked), 75);
    cr_expect_eq(value(RVA__METRIC_revenue_net, &restated), 65);
    cr_expect_eq(value(RVA__METRIC_returns, &restated), -40);
}

Test(value, a_divisor_of_zero_or_less_gives_no_value)
{
    values[RVA__M_revenue_gross_minor] = 100;
    cr_expect(isnan(value(RVA__METRIC_revenue_per_lead, &booked)));
    values[RVA__M_leads_payable_booked] = -1;
    cr_expect(isnan(value(RVA__METRIC_revenue_per_lead, &booked)));
    values[RVA__M_leads_payable_booked] = 4;
    cr_expect_eq(value(RVA__METRIC_revenue_per_lead, &booked), 25);
}

Test(value, accuracy_of_values_is_not_below_zero)
{
    values[RVA__M_value_actual_minor] = 100;
    values[RVA__M_value_error_minor] = 16;
    cr_expect_eq(value(RVA__METRIC_value_accuracy, &booked), 0.84);
    values[RVA__M_value_error_minor] = 160;
    cr_expect_eq(value(RVA__METRIC_value_accuracy, &booked), 0);
}

Test(value, units_are_taken_out)
{
    values[RVA__M_duration_ms] = 90000;
    values[RVA__M_conversations_completed] = 1;
    cr_expect_eq(value(RVA__METRIC_duration_mean, &booked), 1.5);
}

Test(value, a_rate_of_the_whole_period_divides_by_it)
{
    static int64_t period[RVA__MEASURE_COUNT];
    const rva__sums sums = {.values = values, .period = period};
    values[RVA__M_stage_dropped] = 1;
    values[RVA__M_stage_entered] = 2;
    period[RVA__M_conversations] = 4;
    cr_expect_eq(value(RVA__METRIC_stage_drop_of_total, &sums), 0.25);
    cr_expect_eq(value(RVA__METRIC_stage_drop_of_entered, &sums), 0.5);
}

Test(value, quantiles_of_one_key)
{
    const rva__histogram_entry entries[] = {
        {0, RVA__H_response, 10, 1}, {0, RVA__H_response, 30, 1}, {0, RVA__H_stage, 40, 9}};
    const rva__sums sums = {.values = values, .entries = entries, .entry_count = 3};
    cr_expect_eq(value(RVA__METRIC_response_ms_p50, &sums), 20);
    cr_expect(isnan(value(RVA__METRIC_duration_p50, &sums)));
}

Test(value, scores_of_one_key_as_of_a_period)
{
    static int64_t merged[RVA__HISTOGRAM_COUNT * RVA__HISTOGRAM_BUCKETS];
    const rva__histogram_entry entries[] = {{0, RVA__H_score_positive, 900, 2},
                                            {0, RVA__H_score_negative, 300, 1},
                                            {0, RVA__H_score_negative, 900, 1}};
    const rva__sums of_key = {.values = values, .entries = entries, .entry_count = 3};
    const rva__sums of_period = {.values = values, .merged = merged};
    merged[RVA__H_score_positive * RVA__HISTOGRAM_BUCKETS + 900] = 2;
    merged[RVA__H_score_negative * RVA__HISTOGRAM_BUCKETS + 300] = 1;
    merged[RVA__H_score_negative * RVA__HISTOGRAM_BUCKETS + 900] = 1;
    cr_expect_eq(value(RVA__METRIC_auc, &of_key), 0.75);
    cr_expect_eq(value(RVA__METRIC_auc, &of_period), 0.75);
    cr_expect_eq(value(RVA__METRIC_ece, &of_key), value(RVA__METRIC_ece, &of_period));
}

Test(value, intervals_are_wilsons)
{
    double lower, upper;
    rva__wilson(185, 285, &lower, &upper);
    cr_expect_float_eq(lower, 0.592066, 1e-6);
    cr_expect_float_eq(upper, 0.702213, 1e-6);
    rva__wilson(0, 0, &lower, &upper);
    cr_expect(isnan(lower) && isnan(upper));
    rva__metric_interval(rva__metric_at(RVA__METRIC_roas), &booked, &lower, &upper);
    cr_expect(isnan(lower) && isnan(upper));
}
