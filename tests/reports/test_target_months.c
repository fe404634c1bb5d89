/**
 * @file reports/test_target_months.c
 * The table `targets` of revenue_trends, worked out by hand.
 */
#include "source.h"

#include <math.h>

/* 2 March 2026 in New York, a second before midnight: the end of month 1. */
#define NOW "2026-03-03T04:59:59Z"

static void begin(void)
{
    source_begin();
    cr_assert_eq(rva_settings_set(source_settings(), "targets_from", "2026-02-01", NULL), RVA_OK);
}

TestSuite(target_months, .init = begin, .fini = source_end);

static void target(const char *kpi, double value)
{
    cr_assert_eq(rva_settings_set_target(source_settings(), kpi, value, NULL), RVA_OK);
}

static void ask(const char *now)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = source_at(now);
    query.days = 1;
    source_report("revenue_trends", &query);
}

static const rva_target_month_row *month(size_t number)
{
    return source_row("targets", number - 1);
}

static void two_months(void)
{
    source_fact("2026-01-02T05:00:00Z", "", "sales=1;revenue_gross_minor=2313000", NULL);
    source_fact("2026-02-01T05:00:00Z", "", "sales=1;revenue_gross_minor=2845000", NULL);
}

Test(target_months, a_running_month_and_those_to_come)
{
    two_months(); /* the targets are those by default: 15,000 and, in month 3, 50,000 */
    ask(NOW);
    cr_assert_eq(source_rows("targets"), 3);
    cr_expect_eq(month(1)->month, 1);
    cr_expect_eq(month(1)->from_at, source_at("2026-02-01T05:00:00Z"));
    cr_expect_eq(month(1)->to_at, source_at("2026-03-03T05:00:00Z"));
    cr_expect_eq(month(1)->goal_minor, 1500000);
    cr_expect_eq(month(1)->revenue_net_minor, 2845000);
    cr_expect_float_eq(month(1)->attainment, 1.896667, 1e-6);
    cr_expect_float_eq(month(1)->projected_minor, 2845001.1, 0.05);
    cr_expect_eq(month(1)->partial, 1);
    cr_expect_str_eq(month(1)->status, "above");
    cr_expect_eq(month(2)->from_at, month(1)->to_at);
    cr_expect_eq(month(2)->to_at, source_at("2026-04-02T04:00:00Z"));
    cr_expect_eq(month(2)->goal_minor, RVA_ABSENT);
    cr_expect_eq(month(2)->revenue_net_minor, RVA_ABSENT);
    cr_expect(isnan(month(2)->attainment));
    cr_expect_null(month(2)->status);
    cr_expect_float_eq(month(2)->projected_minor, 3499363.7, 0.1);
    cr_expect_eq(month(3)->goal_minor, 5000000);
    cr_expect_float_eq(month(3)->projected_minor, 4304232.4, 0.1);
    cr_expect_eq(month(3)->partial, 1);
    cr_expect_null(month(3)->status);
}

Test(target_months, a_month_that_is_over_is_what_it_brought)
{
    two_months();
    source_fact("2026-03-03T05:00:00Z", "", "sales=1;revenue_gross_minor=1000", NULL);
    ask("2026-03-03T17:00:00Z"); /* half a day of month 2 */
    cr_expect_eq(month(1)->partial, 0);
    cr_expect_eq(month(1)->projected_minor, 2845000);
    cr_expect_eq(month(2)->revenue_net_minor, 1000);
    cr_expect_float_eq(month(2)->projected_minor, 60000, 1e-6);
    cr_expect(isnan(month(2)->attainment));
}

Test(target_months, at_its_first_instant_a_month_has_begun_and_no_pace)
{
    two_months();
    ask("2026-03-03T05:00:00Z");
    cr_expect_eq(month(2)->revenue_net_minor, 0);
    cr_expect(isnan(month(2)->projected_minor));
    cr_expect(isnan(month(3)->projected_minor));
}

Test(target_months, before_month_1_nothing_is_known)
{
    two_months();
    ask("2026-01-31T17:00:00Z");
    cr_assert_eq(source_rows("targets"), 3);
    cr_expect_eq(month(1)->revenue_net_minor, RVA_ABSENT);
    cr_expect(isnan(month(1)->projected_minor));
    cr_expect_eq(month(1)->partial, 1);
}

Test(target_months, without_growth_nothing_is_said_of_later_ones)
{
    source_fact("2026-02-01T05:00:00Z", "", "sales=1;revenue_gross_minor=2845000", NULL);
    ask(NOW);
    cr_expect_float_eq(month(1)->projected_minor, 2845001.1, 0.05);
    cr_expect(isnan(month(2)->projected_minor));
}

Test(target_months, month_1_by_its_name_goes_before_mrr)
{
    two_months();
    target("mrr_month_1", 2845000.4);
    target("mrr_month_3", (double)NAN);
    target("revenue_net_month_7", 5);
    ask(NOW);
    cr_assert_eq(source_rows("targets"), 1);
    cr_expect_eq(month(1)->goal_minor, 2845000);
    cr_expect_str_eq(month(1)->status, "on");
    target("mrr", (double)NAN);
    target("mrr", 7); /* now behind it */
    ask(NOW);
    cr_expect_eq(month(1)->goal_minor, 2845000);
}

Test(target_months, without_targets_of_mrr_there_are_no_rows)
{
    two_months();
    target("mrr", (double)NAN);
    target("mrr_month_3", (double)NAN);
    ask(NOW);
    cr_expect_eq(source_rows("targets"), 0);
}

Test(target_months, a_store_of_nothing_has_no_month_1)
{
    cr_assert_eq(rva_settings_set(source_settings(), "targets_from", "", NULL), RVA_OK);
    ask(NOW);
    cr_expect_eq(source_rows("targets"), 0);
    two_months();
    ask(NOW);
    cr_assert_eq(source_rows("targets"), 3);
    cr_expect_eq(month(1)->from_at, source_at("2026-01-02T05:00:00Z"));
}

Test(target_months, a_condition_that_money_lacks_leaves_the_goals)
{
    static const rva_filter where = {"stage", "welcome", 0};
    rva_query query = RVA_QUERY_INIT;
    query.now_at = source_at(NOW);
    query.where = &where;
    query.where_count = 1;
    two_months();
    source_report("revenue_trends", &query);
    cr_expect_eq(month(1)->goal_minor, 1500000);
    cr_expect_eq(month(1)->revenue_net_minor, RVA_ABSENT);
    cr_expect(isnan(month(1)->projected_minor));
    cr_expect_null(month(1)->status);
}
