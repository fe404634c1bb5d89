/**
 * @file reports/test_performance_targets.c
 * Targets and what became of them, worked out by hand.
 */
#include "source.h"

#include <math.h>

/* 2 March 2026 in New York, a second before midnight. */
#define NOW "2026-03-03T04:59:59Z"

static void begin(void)
{
    source_begin();
    for (double none = NAN; rva_settings_target_at(source_settings(), 0, NULL);)
        rva_settings_set_target(source_settings(),
                                rva_settings_target_at(source_settings(), 0, NULL), none, NULL);
}

TestSuite(performance_targets, .init = begin, .fini = source_end);

static void target(const char *kpi, double value)
{
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva_settings_set_target(source_settings(), kpi, value, &err), RVA_OK, "%s",
                 err.message);
}

static void count_from(const char *day)
{
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva_settings_set(source_settings(), "targets_from", day, &err), RVA_OK, "%s",
                 err.message);
}

static rva_query asked_at(const char *now)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = source_at(now);
    return query;
}

static const rva_target_row *row(const rva_query *query, size_t index)
{
    source_report("performance_targets", query);
    return source_row("targets", index);
}

/** Two months: 23,130 in the 30 days to 31 January, 28,450 in the 30 to 2 March. */
static void two_months(void)
{
    source_fact("2026-01-02T05:00:00Z", "", "sales=1;revenue_gross_minor=2000000", NULL);
    source_fact("2026-02-01T04:59:59Z", "", "sales=1;revenue_gross_minor=313000", NULL);
    source_fact("2026-02-01T05:00:00Z", "", "sales=1;revenue_gross_minor=2845000", NULL);
}

Test(performance_targets, growth_to_the_end_of_a_month)
{
    const rva_query query = asked_at(NOW);
    two_months();
    count_from("2026-02-01");
    target("mrr", 1500000);
    target("mrr_month_3", 5000000);
    const rva_target_row *third = row(&query, 1);
    cr_expect_str_eq(third->target, "mrr_month_3");
    cr_expect_str_eq(third->kpi, "mrr");
    cr_expect_str_eq(third->unit, "minor");
    cr_expect_eq(third->value, 2845000);
    cr_expect_eq(third->goal, 5000000);
    cr_expect_eq(third->attainment, 0.569);
    cr_expect_eq(third->difference, -2155000);
    cr_expect_float_eq(third->relative, -0.431, 1e-12);
    cr_expect_str_eq(third->status, "below");
    cr_expect_eq(third->met, 0);
    cr_expect_eq(third->months_left, 2);
    cr_expect_float_eq(third->needed_growth, 0.325696, 1e-6);
    cr_expect_float_eq(third->projected, 4304231, 1);
    cr_expect_eq(third->partial, 1);
    const rva_target_row *mrr = source_row("targets", 0);
    cr_expect_eq(mrr->met, 1);
    cr_expect_eq(mrr->projected, 2845000);
    cr_expect(isnan(mrr->months_left));
    cr_expect(isnan(mrr->needed_growth));
}

Test(performance_targets, on_the_last_day_of_a_month_nothing_is_left)
{
    const rva_query last = asked_at("2026-05-01T16:00:00Z");
    const rva_query after = asked_at("2026-05-02T16:00:00Z");
    source_fact("2026-03-15T05:00:00Z", "", "sales=1;revenue_gross_minor=100", NULL);
    source_fact("2026-04-15T05:00:00Z", "", "sales=1;revenue_gross_minor=200", NULL);
    count_from("2026-02-01");
    target("mrr_month_3", 400);
    const rva_target_row *third = row(&last, 0);
    cr_expect_eq(third->months_left, 0);
    cr_expect(isnan(third->needed_growth));
    cr_expect(isnan(third->projected));
    cr_expect_eq(third->value, 200);
    cr_expect_eq(third->attainment, 0.5);
    cr_expect_float_eq(row(&after, 0)->months_left, -1.0 / 30, 1e-12);
}

Test(performance_targets, months_count_from_the_first_conversation_or_transaction)
{
    const rva_query query = asked_at(NOW);
    target("mrr_month_2", 100);
    cr_expect(isnan(row(&query, 0)->months_left));
    source_fact("2026-01-01T12:00:00Z", "", "cost_minor=5", NULL);
    cr_expect(isnan(row(&query, 0)->months_left));
    source_fact("2026-02-20T12:00:00Z", "", "sales=1;revenue_gross_minor=100", NULL);
    cr_expect_float_eq(row(&query, 0)->months_left, 49.0 / 30, 1e-12);
    source_fact("2026-02-10T12:00:00Z", "", "conversations=1", NULL);
    cr_expect_float_eq(row(&query, 0)->months_left, 39.0 / 30, 1e-12);
    count_from("2026-03-02");
    cr_expect_float_eq(row(&query, 0)->months_left, 59.0 / 30, 1e-12);
}

Test(performance_targets, the_first_day_is_that_of_the_store_whatever_the_conditions)
{
    static const rva_filter where = {"source", "google", 0};
    rva_query query = asked_at(NOW);
    query.where = &where;
    query.where_count = 1;
    target("mrr_month_2", 100);
    source_fact("2026-02-10T12:00:00Z", "source=bing", "sales=1;revenue_gross_minor=7", NULL);
    source_fact("2026-02-20T12:00:00Z", "source=google", "sales=1;revenue_gross_minor=5", NULL);
    cr_expect_eq(row(&query, 0)->value, 5);
    cr_expect_float_eq(row(&query, 0)->months_left, 39.0 / 30, 1e-12);
}

Test(performance_targets, growth_needs_a_month_before_and_something_left)
{
    const rva_query query = asked_at(NOW);
    count_from("2026-02-01");
    target("conversations_month_2", 10);
    source_fact("2026-02-10T12:00:00Z", "", "conversations=5", NULL);
    const rva_target_row *second = row(&query, 0);
    cr_expect_eq(second->value, 5);
    cr_expect_float_eq(second->needed_growth, 1, 1e-12);
    cr_expect(isnan(second->projected));
    source_fact("2026-01-10T12:00:00Z", "", "sales=1;revenue_gross_minor=100", NULL);
    cr_expect(isnan(row(&query, 0)->projected), "nothing is left: growth of -1");
    source_fact("2026-02-10T12:00:00Z", "", "sales=1;revenue_gross_minor=50", NULL);
    cr_expect_float_eq(row(&query, 0)->projected, 2.5, 1e-12);
    source_fact("2026-02-11T12:00:00Z", "", "returns_booked_minor=-60", NULL);
    cr_expect(isnan(row(&query, 0)->projected), "less than nothing is left");
}

Test(performance_targets, a_goal_that_is_exceeded_needs_less_than_no_growth)
{
    const rva_query query = asked_at(NOW);
    count_from("2026-02-01");
    two_months();
    target("mrr_month_2", 1422500);
    cr_expect_float_eq(row(&query, 0)->needed_growth, -0.5, 1e-12);
    cr_expect_eq(row(&query, 0)->met, 1);
}

Test(performance_targets, sums_of_an_unfinished_period_are_projected_to_its_end)
{
    rva_query query = asked_at("2026-03-02T17:00:00Z"); /* noon */
    query.days = 2;
    source_fact("2026-03-01T12:00:00Z", "",
                "conversations=6;conversations_qualified=3;conversations_open=2", NULL);
    source_fact("2026-03-01T12:00:00Z", "", "sales=1;revenue_gross_minor=900", NULL);
    source_fact("2026-03-01T12:00:00Z", "", "cost_minor=30", NULL);
    target("conversations", 10);
    target("revenue_net", 1000);
    target("revenue_provisional", 1000);
    target("cost", 35);
    target("qualified_rate", 0.5);
    target("run_rate_daily", 500);
    static const double projected[] = {8, 1200, 1200, 40, 0.5, 600};
    for (size_t i = 0; i < sizeof projected / sizeof *projected; i++)
        cr_expect_float_eq(row(&query, i)->projected, projected[i], 1e-9, "target %zu", i);
    cr_expect_eq(row(&query, 0)->partial, 1);
    query.now_at = source_at("2026-03-03T05:00:00Z");
    query.days = 0;
    query.from_at = source_at("2026-03-01T05:00:00Z");
    query.to_at = query.now_at;
    cr_expect_eq(row(&query, 0)->projected, 6);
    cr_expect_eq(row(&query, 0)->partial, 0);
    query.now_at = query.from_at;
    cr_expect(isnan(row(&query, 0)->projected), "it has not begun");
    cr_expect_eq(row(&query, 4)->projected, 0.5);
}

Test(performance_targets, rates_have_an_interval_and_differ_in_points)
{
    const rva_query query = source_query();
    source_fact("2026-03-02T12:00:00Z", "", "conversations=285;conversations_qualified=185", NULL);
    target("qualified_rate", 0.6);
    const rva_target_row *rate = row(&query, 0);
    cr_expect_eq(rate->value, 185.0 / 285);
    cr_expect_float_eq(rate->lower, 0.592066, 1e-6);
    cr_expect_float_eq(rate->upper, 0.702213, 1e-6);
    cr_expect_float_eq(rate->difference, 0.049123, 1e-6);
    cr_expect_str_eq(rate->status, "above");
    cr_expect_eq(rate->met, 1);
    cr_expect_eq(rate->partial, 0);
}

Test(performance_targets, less_is_better_of_losses)
{
    const rva_query query = source_query();
    source_fact("2026-03-02T12:00:00Z", "", "conversations=9;conversations_abandoned=3", NULL);
    target("lost", 4);
    cr_expect_str_eq(row(&query, 0)->status, "below");
    cr_expect_eq(row(&query, 0)->met, 1);
}

Test(performance_targets, a_goal_of_nothing_has_no_attainment)
{
    const rva_query query = source_query();
    source_fact("2026-03-02T12:00:00Z", "", "conversations=9;conversations_abandoned=3", NULL);
    target("lost_month_1", 0);
    const rva_target_row *lost = row(&query, 0);
    cr_expect_eq(lost->difference, 3);
    cr_expect(isnan(lost->attainment));
    cr_expect(isnan(lost->relative));
    cr_expect(isnan(lost->needed_growth));
    cr_expect_eq(lost->met, 0);
}

Test(performance_targets, what_has_no_value_is_still_a_row)
{
    const rva_query query = source_query();
    target("sold_rate", 0.4);
    target("nothing_month_2", 7); /* of a store that was not asked whether it exists */
    const rva_target_row *rate = row(&query, 0);
    cr_expect(isnan(rate->value));
    cr_expect(isnan(rate->difference));
    cr_expect(isnan(rate->attainment));
    cr_expect_null(rate->status);
    cr_expect_eq(rate->met, RVA_ABSENT);
    const rva_target_row *unknown = source_row("targets", 1);
    cr_expect_str_eq(unknown->target, "nothing_month_2");
    cr_expect_str_eq(unknown->kpi, "nothing");
    cr_expect_null(unknown->unit);
    cr_expect(isnan(unknown->value));
    cr_expect_eq(unknown->goal, 7);
    cr_expect(isnan(unknown->months_left));
    cr_expect_eq(source_rows("targets"), 2);
}

Test(performance_targets, a_condition_that_money_lacks_leaves_it_without_a_value)
{
    static const rva_filter where = {"stage", "welcome", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    two_months();
    target("mrr_month_3", 100);
    cr_expect(isnan(row(&query, 0)->value));
    cr_expect(isnan(row(&query, 0)->projected));
    cr_expect_null(row(&query, 0)->status);
}

Test(performance_targets, without_targets_there_are_no_rows)
{
    const rva_query query = source_query();
    source_report("performance_targets", &query);
    cr_expect_eq(source_rows("targets"), 0);
}

Test(performance_targets, returns_count_where_the_question_says)
{
    rva_query query = asked_at(NOW);
    source_fact("2026-02-10T12:00:00Z", "", "sales=1;revenue_gross_minor=500", NULL);
    source_fact("2026-01-10T12:00:00Z", "", "sales=1;revenue_gross_minor=100", NULL);
    source_fact("2026-02-12T12:00:00Z", "", "returns_booked_minor=-100", NULL);
    source_fact("2026-01-10T12:00:00Z", "", "returns_restated_minor=-100", NULL);
    target("mrr", 450);
    cr_expect_eq(row(&query, 0)->value, 400);
    query.mode = RVA_MODE_RESTATED;
    cr_expect_eq(row(&query, 0)->value, 500);
}
