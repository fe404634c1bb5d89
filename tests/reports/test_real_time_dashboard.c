/**
 * @file reports/test_real_time_dashboard.c
 * Today beside yesterday, the pipeline and its worth, what is live, and targets missed.
 */
#include "source.h"

#include <math.h>
#include <string.h>

TestSuite(real_time_dashboard, .init = source_begin, .fini = source_end);

enum { KPIS = 12, YESTERDAYS = 5 };

static rva_query query_at(const char *now)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = source_at(now);
    return query;
}

static const rva_report *dashboard(const char *now)
{
    const rva_query query = query_at(now);
    return source_report("real_time_dashboard", &query);
}

static const rva_comparison_row *compared(const char *metric)
{
    for (size_t i = 0; i < source_rows("comparison"); i++) {
        const rva_comparison_row *row = source_row("comparison", i);
        if (strcmp(row->metric, metric) == 0)
            return row;
    }
    cr_assert_fail("no metric %s", metric);
    return NULL;
}

static void expect_worth(size_t index, const char *state, int64_t count, int64_t stale,
                         int64_t expected, int64_t flat)
{
    const rva_pipeline_row *row = source_row("pipeline", index);
    cr_expect_str_eq(row->state, state);
    cr_expect_eq(row->count, count, "%s: count %lld", state, (long long)row->count);
    cr_expect_eq(row->stale, stale, "%s: stale %lld", state, (long long)row->stale);
    cr_expect_eq(row->expected_minor, expected, "%s: expected %lld", state,
                 (long long)row->expected_minor);
    cr_expect_eq(row->flat_minor, flat, "%s: flat %lld", state, (long long)row->flat_minor);
}

static void expect_value(size_t index, int64_t value)
{
    cr_expect_eq(((const rva_pipeline_row *)source_row("pipeline", index))->value_minor, value);
}

/* --- Today --- */

Test(real_time_dashboard, today_equals_the_executive_summary_of_one_day)
{
    static const char *const names[KPIS] = {"revenue_gross",
                                            "revenue_net",
                                            "leads_qualified",
                                            "leads_sold",
                                            "leads_payable",
                                            "revenue_per_lead",
                                            "conversations",
                                            "completed",
                                            "qualified_rate",
                                            "completion_rate",
                                            "revenue_per_conversation",
                                            "acceptance_rate"};
    rva_kpi_row today[KPIS];
    rva_query query = query_at("2026-03-02T17:00:00Z");
    source_three_days();
    source_report("real_time_dashboard", &query);
    cr_assert_eq(source_rows("today"), KPIS);
    for (size_t i = 0; i < KPIS; i++)
        today[i] = *(const rva_kpi_row *)source_row("today", i);
    query.days = 1;
    const rva_report *summary = source_report("executive_summary", &query);
    for (size_t i = 0; i < KPIS; i++) {
        const rva_kpi_row *row = rva_report_kpi(summary, names[i]);
        cr_expect_str_eq(today[i].kpi, names[i]);
        cr_expect_eq(memcmp(&row->value, &today[i].value, sizeof row->value), 0, "%s", names[i]);
        cr_expect_eq(memcmp(&row->previous, &today[i].previous, sizeof row->previous), 0);
        cr_expect_eq(memcmp(&row->lower, &today[i].lower, sizeof row->lower), 0);
        cr_expect_eq(row->numerator, today[i].numerator);
        cr_expect_eq(row->partial, 1);
    }
}

Test(real_time_dashboard, today_is_compared_with_as_much_of_yesterday)
{
    source_three_days();
    dashboard("2026-03-02T17:00:00Z");
    cr_assert_eq(source_rows("comparison"), KPIS);
    const rva_comparison_row *net = compared("revenue_net");
    cr_expect_str_eq(net->unit, "minor");
    cr_expect_eq(net->today, 12500);
    cr_expect_eq(net->yesterday_same_time, 0);
    cr_expect_eq(net->yesterday_full, 27500);
    cr_expect(isnan(net->change));
    cr_expect_eq(net->is_new, 1);
    cr_expect_eq(compared("conversations")->change, -0.5);
    cr_expect_eq(compared("conversations")->is_new, 0);
}

Test(real_time_dashboard, a_rate_changes_by_its_difference)
{
    source_three_days();
    dashboard("2026-03-02T17:00:00Z");
    cr_expect_eq(compared("qualified_rate")->today, 1);
    cr_expect_eq(compared("qualified_rate")->yesterday_same_time, 0.5);
    cr_expect_eq(compared("qualified_rate")->change, 0.5);
}

Test(real_time_dashboard, full_compares_with_all_of_yesterday_by_either_name)
{
    static const int64_t names[] = {RVA_COMPARE_FULL, RVA_COMPARE_PREVIOUS_PERIOD};
    rva_query query = query_at("2026-03-02T17:00:00Z");
    source_three_days();
    for (size_t i = 0; i < 2; i++) {
        query.compare = names[i];
        source_report("real_time_dashboard", &query);
        cr_expect_float_eq(compared("revenue_net")->change, 12500. / 27500 - 1, 1e-12);
        cr_expect_eq(compared("revenue_net")->yesterday_same_time, 0);
        cr_expect_eq(compared("revenue_net")->is_new, 0);
    }
}

Test(real_time_dashboard, compared_with_none_nothing_changes)
{
    rva_query query = query_at("2026-03-02T17:00:00Z");
    query.compare = RVA_COMPARE_NONE;
    source_three_days();
    source_report("real_time_dashboard", &query);
    cr_expect_eq(compared("conversations")->yesterday_full, 2);
    cr_expect(isnan(compared("conversations")->change));
    cr_expect_eq(compared("revenue_net")->is_new, 0);
}

Test(real_time_dashboard, the_cut_of_yesterday_is_elapsed_time)
{
    static const struct {
        const char *now;
        const char *before; /* the last microsecond before the cut */
        const char *cut;
    } yesterdays[YESTERDAYS] = {
        {"2026-06-10T10:00:00-04:00", "2026-06-09T09:59:59.999999-04:00",
         "2026-06-09T10:00:00-04:00"},
        {"2026-11-01T10:00:00-05:00", "2026-10-31T10:59:59.999999-04:00",
         "2026-10-31T11:00:00-04:00"},
        {"2026-03-08T10:00:00-04:00", "2026-03-07T08:59:59.999999-05:00",
         "2026-03-07T09:00:00-05:00"},
        {"2026-11-02T10:00:00-05:00", "2026-11-01T08:59:59.999999-05:00",
         "2026-11-01T09:00:00-05:00"},
        {"2026-11-01T23:30:00-05:00", "2026-10-31T23:59:59.999999-04:00", NULL},
    };
    for (size_t i = 0; i < YESTERDAYS; i++) {
        source_fact(yesterdays[i].before, "", "conversations=1", NULL);
        if (yesterdays[i].cut)
            source_fact(yesterdays[i].cut, "", "conversations=1", NULL);
    }
    for (size_t i = 0; i < YESTERDAYS; i++) {
        dashboard(yesterdays[i].now);
        const rva_comparison_row *row = compared("conversations");
        if (yesterdays[i].cut) /* of 31 October three are known, one of them in its last moment */
            cr_expect_eq(row->yesterday_same_time, 1, "%s: %g", yesterdays[i].now,
                         row->yesterday_same_time);
        else
            cr_expect_eq(row->yesterday_same_time, row->yesterday_full);
        cr_expect_geq(row->yesterday_full, 2);
    }
}

Test(real_time_dashboard, the_second_of_two_equal_hours_counts_the_day_after)
{
    source_fact("2026-11-01T01:30:00-05:00", "", "conversations=1", NULL);
    dashboard("2026-11-02T10:00:00-05:00");
    cr_expect_eq(compared("conversations")->yesterday_same_time, 1);
}

/* --- Hours --- */

Test(real_time_dashboard, hours_are_those_of_today_and_sum_to_it)
{
    int64_t net = 0;
    int64_t leads = 0;
    int64_t conversations = 0;
    source_three_days();
    dashboard("2026-03-02T17:30:00Z");
    cr_assert_eq(source_rows("hours"), 24);
    for (size_t i = 0; i < 24; i++) {
        const rva_hour_row *row = source_row("hours", i);
        net += row->revenue_net_minor;
        leads += row->leads;
        conversations += row->conversations;
        cr_expect_eq(row->partial, i >= 12, "%s", row->hour);
    }
    cr_expect_eq((double)net, compared("revenue_net")->today);
    cr_expect_eq((double)leads, compared("leads_payable")->today);
    cr_expect_eq((double)conversations, compared("conversations")->today);
    const rva_hour_row *tenth = source_row("hours", 10);
    cr_expect_str_eq(tenth->hour, "2026-03-02T10:00-05:00");
    cr_expect_eq(tenth->hour_at, source_at("2026-03-02T15:00:00Z"));
    cr_expect_eq(tenth->conversations, 1);
}

Test(real_time_dashboard, a_long_day_has_25_hours)
{
    dashboard("2026-11-01T10:00:00-05:00");
    cr_assert_eq(source_rows("hours"), 25);
    cr_expect_str_eq(((const rva_hour_row *)source_row("hours", 2))->hour,
                     "2026-11-01T01:00-05:00");
}

/* --- Pipeline: the example of docs/reports.md, at 1 March 2026 --- */

#define NOW "2026-03-01T17:00:00Z"

static void tell_grown(void)
{
    source_fact("2025-12-02T05:00:00Z", "", "conversations=30;conversation_leads=10", NULL);
    source_fact("2026-01-31T04:59:59Z", "", "conversations=10", NULL);
    source_fact("2025-12-02T05:00:00Z", "tier=premium", "leads=8;leads_net_minor=160000", NULL);
    source_fact("2026-01-31T04:59:59Z", "tier=basic", "leads=2;leads_net_minor=10000", NULL);
}

static void tell_young(void)
{
    for (int i = 0; i < 3; i++)
        source_open("2026-02-27T15:00:00Z", "source=google", false);
    source_open("2026-02-27T15:00:00Z", "source=google", true);
    source_fact("2026-01-31T05:00:00Z", "tier=premium", "leads=2;leads_waiting=2", NULL);
    source_fact("2026-03-02T05:00:00Z", "tier=basic", "leads=1;leads_waiting=1", NULL);
    source_fact("2026-02-10T05:00:00Z", "", "leads=1;leads_pending=1", NULL);
}

Test(real_time_dashboard, the_pipeline_is_worth_what_became_of_leads_before)
{
    tell_grown();
    tell_young();
    dashboard(NOW);
    cr_assert_eq(source_rows("pipeline"), 4);
    expect_worth(0, "active", 3, 0, 12750, 45000);
    expect_worth(1, "waiting", 3, 0, 51667, 45000);
    expect_worth(2, "pending", 1, 0, 17000, 15000);
    expect_worth(3, "total", 7, 0, 81417, 105000);
    expect_value(3, 81417);
}

Test(real_time_dashboard, facts_beside_the_sixty_days_are_no_evidence)
{
    source_fact("2025-12-02T04:59:59Z", "tier=premium", "leads=9;leads_net_minor=9", NULL);
    source_fact("2026-01-31T05:00:00Z", "tier=premium", "leads=9;leads_net_minor=9", NULL);
    source_fact("2025-12-02T04:59:59Z", "", "conversations=9;conversation_leads=9", NULL);
    source_fact("2026-01-31T05:00:00Z", "", "conversations=9;conversation_leads=9", NULL);
    tell_grown();
    tell_young();
    dashboard(NOW);
    expect_worth(3, "total", 7, 0, 81417, 105000);
}

Test(real_time_dashboard, older_items_are_stale_and_worth_nothing)
{
    tell_grown();
    source_open("2026-01-31T05:00:00Z", "", false);
    source_open("2026-01-31T04:59:59.999999Z", "", false);
    source_fact("1970-01-01T00:00:00Z", "", "leads=1;leads_waiting=1", NULL);
    source_fact("2026-01-31T04:59:59.999999Z", "tier=premium", "leads_pending=4", NULL);
    dashboard(NOW);
    expect_worth(0, "active", 1, 1, 4250, 15000);
    expect_worth(1, "waiting", 0, 1, 0, 0);
    expect_worth(2, "pending", 0, 4, 0, 0);
    expect_worth(3, "total", 1, 6, 4250, 15000);
}

Test(real_time_dashboard, without_evidence_there_is_no_expected_worth)
{
    source_open("2026-02-27T15:00:00Z", "", false);
    source_fact("2026-02-10T05:00:00Z", "tier=premium", "leads=1;leads_waiting=1", NULL);
    dashboard(NOW);
    expect_worth(0, "active", 1, 0, RVA_ABSENT, 15000);
    expect_worth(1, "waiting", 1, 0, RVA_ABSENT, 15000);
    expect_worth(2, "pending", 0, 0, 0, 0);
    expect_worth(3, "total", 2, 0, RVA_ABSENT, 30000);
    expect_value(3, RVA_ABSENT);
}

Test(real_time_dashboard, leads_need_no_conversations_to_be_worth_something)
{
    source_fact("2025-12-10T05:00:00Z", "tier=premium", "leads=1;leads_net_minor=-35", NULL);
    source_open("2026-02-27T15:00:00Z", "", false);
    source_fact("2026-02-10T05:00:00Z", "tier=basic", "leads=1;leads_waiting=1", NULL);
    source_fact("2026-02-10T05:00:00Z", "tier=premium", "leads=1;leads_pending=1", NULL);
    dashboard(NOW);
    expect_worth(0, "active", 1, 0, RVA_ABSENT, 15000);
    expect_worth(1, "waiting", 1, 0, -35, 15000);
    expect_worth(2, "pending", 1, 0, -35, 15000);
}

Test(real_time_dashboard, halves_of_the_worth_are_rounded_away_from_0)
{
    source_fact("2025-12-10T05:00:00Z", "tier=premium", "leads=4;leads_net_minor=-10", NULL);
    source_fact("2026-02-10T05:00:00Z", "tier=basic", "leads=1;leads_waiting=1", NULL);
    source_fact("2026-02-10T05:00:00Z", "tier=basic", "leads=3;leads_pending=3", NULL);
    dashboard(NOW);
    expect_worth(1, "waiting", 1, 0, -3, 15000); /* -2.5 */
    expect_worth(2, "pending", 3, 0, -8, 45000); /* -7.5 */
}

Test(real_time_dashboard, an_item_has_one_price_when_the_settings_say_so)
{
    rva_query query = query_at(NOW);
    query.value = RVA_WORTH_FLAT;
    tell_grown();
    tell_young();
    source_set("pipeline_item_minor", "20000");
    source_report("real_time_dashboard", &query);
    expect_worth(3, "total", 7, 0, 81417, 140000);
    expect_value(0, 60000);
    expect_value(3, 140000);
}

Test(real_time_dashboard, without_a_price_and_a_target_nothing_is_worth_something_flat)
{
    tell_grown();
    tell_young();
    source_target("revenue_per_lead", (double)NAN);
    dashboard(NOW);
    expect_worth(0, "active", 3, 0, 12750, RVA_ABSENT);
    expect_worth(3, "total", 7, 0, 81417, RVA_ABSENT);
}

Test(real_time_dashboard, conditions_narrow_items_and_not_their_evidence)
{
    static const rva_filter where = {"source", "bing", 0};
    rva_query query = query_at(NOW);
    query.where = &where;
    query.where_count = 1;
    tell_grown();
    tell_young();
    source_open("2026-02-27T15:00:00Z", "source=bing", false);
    source_report("real_time_dashboard", &query);
    expect_worth(0, "active", 1, 0, 4250, 15000);
    expect_worth(1, "waiting", 0, 0, 0, 0);
}

static void ask_where(const char *dimension, const char *value)
{
    const rva_filter where = {dimension, value, 0};
    rva_query query = query_at(NOW);
    query.where = &where;
    query.where_count = 1;
    tell_grown();
    tell_young();
    source_fact("2026-02-10T05:00:00Z", "platform=Solar", "offers=1", NULL);
    source_report("real_time_dashboard", &query);
}

Test(real_time_dashboard, a_platform_leaves_no_pipeline)
{
    ask_where("platform", "Solar");
    for (size_t i = 0; i < 4; i++) {
        const rva_pipeline_row *row = source_row("pipeline", i);
        cr_expect_eq(row->count, RVA_ABSENT);
        cr_expect_eq(row->stale, RVA_ABSENT);
        cr_expect_eq(row->value_minor, RVA_ABSENT);
    }
    cr_expect_eq(((const rva_live_row *)source_row("live", 0))->open, RVA_ABSENT);
}

Test(real_time_dashboard, a_tier_leaves_leads)
{
    ask_where("tier", "premium");
    expect_worth(0, "active", RVA_ABSENT, RVA_ABSENT, RVA_ABSENT, RVA_ABSENT);
    expect_worth(1, "waiting", 2, 0, 36667, 30000);
    expect_worth(2, "pending", 0, 0, 0, 0);
    expect_worth(3, "total", RVA_ABSENT, RVA_ABSENT, RVA_ABSENT, RVA_ABSENT);
    cr_expect_eq(((const rva_live_row *)source_row("live", 0))->live_now, RVA_ABSENT);
}

/* --- Live --- */

Test(real_time_dashboard, live_is_what_was_active_within_the_window)
{
    source_open("2026-03-01T16:55:00.000001Z", "", true);
    source_open("2026-03-01T16:55:00Z", "", false);
    dashboard(NOW);
    cr_assert_eq(source_rows("live"), 1);
    cr_expect_eq(((const rva_live_row *)source_row("live", 0))->live_now, 1);
    cr_expect_eq(((const rva_live_row *)source_row("live", 0))->open, 2);
}

/* --- Alerts --- */

static const rva_alert_row *alert_on(const char *metric)
{
    for (size_t i = 0; i < source_rows("alerts"); i++) {
        const rva_alert_row *row = source_row("alerts", i);
        if (strcmp(row->metric, metric) == 0)
            return row;
    }
    return NULL;
}

Test(real_time_dashboard, a_target_is_missed_when_the_whole_interval_is_below_it)
{
    source_fact("2026-01-30T05:00:00Z", "", "offers=186;offers_accepted=151;offers_rejected=35",
                NULL);
    source_fact("2026-02-28T15:00:00Z", "", "conversations=100;conversations_qualified=55", NULL);
    dashboard(NOW);
    const rva_alert_row *alert = alert_on("acceptance_rate");
    cr_assert_not_null(alert);
    cr_expect_str_eq(alert->alert, "target_acceptance_rate");
    cr_expect_float_eq(alert->value, .8118, 1e-4);
    cr_expect_float_eq(alert->upper, .8615, 1e-4);
    cr_expect_eq(alert->goal, .9);
    cr_expect_eq(alert->numerator, 151);
    cr_expect_eq(alert->denominator, 186);
    cr_expect_float_eq(alert->relative, -.0980, 1e-4);
    cr_expect_str_eq(alert->severity, "warning");
    cr_expect_null(alert_on("qualified_rate"), "0.6 is within the interval of 55 of 100");
}

Test(real_time_dashboard, today_and_older_days_are_not_judged)
{
    const char *bad = "offers=100;offers_accepted=1;offers_rejected=99";
    source_fact("2026-01-30T04:59:59Z", "", bad, NULL);
    source_fact("2026-03-01T05:00:00Z", "", bad, NULL);
    dashboard(NOW);
    cr_expect_null(alert_on("acceptance_rate"));
}

Test(real_time_dashboard, fewer_than_thirty_are_not_judged)
{
    source_fact("2026-02-10T15:00:00Z", "", "offers=29;offers_rejected=29", NULL);
    dashboard(NOW);
    cr_expect_null(alert_on("acceptance_rate"));
    source_fact("2026-02-10T15:00:00Z", "", "offers=1;offers_rejected=1", NULL);
    dashboard(NOW);
    cr_assert_not_null(alert_on("acceptance_rate"));
    cr_expect_str_eq(alert_on("acceptance_rate")->severity, "critical");
}

Test(real_time_dashboard, missed_by_a_fifth_of_the_goal_is_critical)
{
    source_target("leads_qualified", 100);
    source_fact("2026-02-10T15:00:00Z", "", "leads=80", NULL);
    dashboard(NOW);
    cr_expect_str_eq(alert_on("leads_qualified")->severity, "critical");
    source_fact("2026-02-10T15:00:00Z", "", "leads=1", NULL);
    dashboard(NOW);
    cr_expect_str_eq(alert_on("leads_qualified")->severity, "warning");
    source_fact("2026-02-10T15:00:00Z", "", "leads=19", NULL);
    dashboard(NOW);
    cr_expect_null(alert_on("leads_qualified"));
}

Test(real_time_dashboard, less_is_better_of_costs)
{
    source_target("cost", 1000);
    source_fact("2026-02-10T15:00:00Z", "", "cost_minor=1100", NULL);
    dashboard(NOW);
    cr_assert_not_null(alert_on("cost"));
    cr_expect_float_eq(alert_on("cost")->relative, .1, 1e-12);
    source_target("cost", 1200);
    dashboard(NOW);
    cr_expect_null(alert_on("cost"));
}

Test(real_time_dashboard, mrr_is_judged_by_the_days_that_are_over)
{
    source_target("mrr", 2000);
    source_fact("2026-02-10T15:00:00Z", "", "sales=1;revenue_gross_minor=1500", NULL);
    source_fact("2026-03-01T15:00:00Z", "", "sales=1;revenue_gross_minor=9000", NULL);
    dashboard(NOW);
    cr_assert_not_null(alert_on("mrr"));
    cr_expect_str_eq(alert_on("mrr")->alert, "target_mrr");
    cr_expect_eq(alert_on("mrr")->value, 1500);
    cr_expect(isnan(alert_on("mrr")->lower));
    cr_expect_null(alert_on("mrr_month_3"));
}

Test(real_time_dashboard, growth_is_judged_whatever_it_is_divided_by)
{
    source_fact("2026-01-10T15:00:00Z", "", "sales=1;revenue_gross_minor=10", NULL);
    source_fact("2026-02-10T15:00:00Z", "", "sales=1;revenue_gross_minor=12", NULL);
    dashboard(NOW);
    cr_assert_not_null(alert_on("growth"));
    cr_expect_float_eq(alert_on("growth")->value, .2, 1e-12);
}

Test(real_time_dashboard, in_the_first_days_of_all_there_is_an_answer)
{
    source_fact("1970-01-01T00:12:58Z", "", "conversations=1", NULL);
    dashboard("1970-01-01T01:00:00Z");
    cr_assert_eq(source_rows("hours"), 24);
    cr_expect_str_eq(((const rva_hour_row *)source_row("hours", 0))->hour,
                     "1969-12-31T00:00-05:00");
    cr_expect_eq(((const rva_hour_row *)source_row("hours", 19))->conversations, 1);
    cr_expect_eq(source_rows("pipeline"), 4);
}

/* --- What is refused --- */

static void expect_refused(const rva_query *query, const char *field)
{
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva__report_run(source_of_facts(), "real_time_dashboard", query, &report, &err),
                 RVA_INVALID, "%s", field);
    cr_expect_str_eq(err.field, field);
    cr_expect_null(report);
}

Test(real_time_dashboard, it_takes_no_period)
{
    rva_query query = query_at(NOW);
    query.days = 1;
    expect_refused(&query, "days");
    query = query_at(NOW);
    query.period = "today";
    expect_refused(&query, "period");
    query = query_at(NOW);
    query.from_at = query.now_at;
    expect_refused(&query, "from");
    query = query_at(NOW);
    query.to_at = query.now_at;
    expect_refused(&query, "to");
    query = query_at(NOW);
    query.by = RVA_GRAIN_HOUR;
    expect_refused(&query, "by");
}

Test(real_time_dashboard, it_is_not_compared_with_a_year_ago)
{
    rva_query query = query_at(NOW);
    query.compare = RVA_COMPARE_PREVIOUS_YEAR;
    expect_refused(&query, "compare");
}

Test(real_time_dashboard, a_worth_that_there_is_not_is_refused)
{
    rva_query query = query_at(NOW);
    query.value = RVA_WORTH_FLAT + 1;
    expect_refused(&query, "value");
}

Test(real_time_dashboard, another_report_takes_no_worth)
{
    rva_query query = query_at(NOW);
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.value = RVA_WORTH_FLAT;
    cr_expect_eq(rva__report_run(source_of_facts(), "executive_summary", &query, &report, &err),
                 RVA_INVALID);
    cr_expect_str_eq(err.message,
                     "executive_summary takes no `value`; these do: real_time_dashboard");
}

Test(real_time_dashboard, its_head_is_today)
{
    const rva_report_info info = rva_report_get_info(dashboard("2026-03-02T17:00:00Z"));
    cr_expect_eq(info.from_at, source_at("2026-03-02T05:00:00Z"));
    cr_expect_eq(info.to_at, source_at("2026-03-03T05:00:00Z"));
    cr_expect_eq(info.previous_to_at, source_at("2026-03-01T17:00:00Z"));
}
