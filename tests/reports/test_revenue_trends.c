/**
 * @file reports/test_revenue_trends.c
 * The series, growth and pace of three days, worked out by hand.
 */
#include "source.h"

#include <math.h>

static void begin(void)
{
    source_begin();
    source_three_days();
}

TestSuite(revenue_trends, .init = begin, .fini = source_end);

Test(revenue_trends, a_row_for_each_day)
{
    const rva_query query = source_query();
    source_report("revenue_trends", &query);
    cr_assert_eq(source_rows("series"), 3);
    const rva_series_row *second = source_row("series", 1);
    cr_expect_str_eq(second->bucket, "2026-03-02");
    cr_expect_eq(second->bucket_at, source_at("2026-03-02T05:00:00Z"));
    cr_expect_eq(second->revenue_gross_minor, 12500);
    cr_expect_eq(second->returns_minor, 0);
    cr_expect_eq(second->leads, 1);
    cr_expect_eq(second->conversations, 1);
    cr_expect_eq(second->revenue_per_lead_minor, 12500);
    cr_expect_eq(second->partial, 0);
}

Test(revenue_trends, a_day_of_returns_alone_has_no_revenue_per_lead)
{
    const rva_query query = source_query();
    source_report("revenue_trends", &query);
    const rva_series_row *third = source_row("series", 2);
    cr_expect_eq(third->revenue_net_minor, -12500);
    cr_expect_eq(third->leads, -1);
    cr_expect(isnan(third->revenue_per_lead_minor));
}

Test(revenue_trends, restated_returns_count_on_the_day_of_the_sale)
{
    rva_query query = source_query();
    query.mode = RVA_MODE_RESTATED;
    source_report("revenue_trends", &query);
    cr_expect_eq(((const rva_series_row *)source_row("series", 1))->revenue_net_minor, 0);
    cr_expect_eq(((const rva_series_row *)source_row("series", 2))->revenue_net_minor, 0);
}

Test(revenue_trends, a_month_cut_by_the_period_is_partial)
{
    rva_query query = source_query();
    query.by = RVA_GRAIN_MONTH;
    source_report("revenue_trends", &query);
    cr_assert_eq(source_rows("series"), 1);
    const rva_series_row *march = source_row("series", 0);
    cr_expect_str_eq(march->bucket, "2026-03");
    cr_expect_eq(march->revenue_net_minor, 27500);
    cr_expect_eq(march->partial, 1);
}

Test(revenue_trends, growth_is_against_the_three_days_before)
{
    const rva_query query = source_query();
    source_report("revenue_trends", &query);
    const rva_growth_row *net = source_row("growth", 1);
    cr_expect_str_eq(net->metric, "revenue_net_minor");
    cr_expect_eq(net->value, 27500);
    cr_expect_eq(net->previous, 10000);
    cr_expect_eq(net->change, 1.75);
    const rva_growth_row *leads = source_row("growth", 2);
    cr_expect_eq(leads->previous, 0);
    cr_expect(isnan(leads->change));
    cr_expect_eq(leads->is_new, 1);
}

Test(revenue_trends, pace_is_net_by_days)
{
    const rva_query query = source_query();
    source_report("revenue_trends", &query);
    const rva_run_rate_row *month = source_row("run_rate", 2);
    cr_expect_str_eq(month->per, "month");
    cr_expect_eq(month->elapsed_days, 3);
    cr_expect_float_eq(month->revenue_net_minor, 275000, 1e-6);
    cr_expect_float_eq(month->leads, 10, 1e-9);
}

Test(revenue_trends, notes_are_those_that_touch_the_period_by_instant_then_id)
{
    static const rva_filter where = {"source", "google", 0};
    rva_query query = source_query();
    query.where = &where; /* which notes do not have */
    query.where_count = 1;
    source_note("before", "2026-02-28T12:00:00Z", NULL, "over");
    source_note("c", "2026-03-02T12:00:00Z", NULL, "third");
    source_note("b", "2026-03-02T12:00:00Z", "2026-03-09T12:00:00Z", "second");
    source_note("a", "2026-02-20T12:00:00Z", "2026-03-01T05:00:00Z", "first");
    source_report("revenue_trends", &query);
    cr_assert_eq(source_rows("notes"), 3);
    const rva_note_row *first = source_row("notes", 0);
    const rva_note_row *second = source_row("notes", 1);
    const rva_note_row *third = source_row("notes", 2);
    cr_expect_str_eq(first->note, "a");
    cr_expect_str_eq(first->text, "first");
    cr_expect_eq(first->happened_at, source_at("2026-02-20T12:00:00Z"));
    cr_expect_eq(first->until_at, source_at("2026-03-01T05:00:00Z"));
    cr_expect_str_eq(second->note, "b");
    cr_expect_str_eq(third->note, "c");
    cr_expect_eq(third->until_at, RVA_ABSENT);
}

Test(revenue_trends, stages_have_no_revenue)
{
    static const rva_filter where = {"stage", "welcome", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    source_report("revenue_trends", &query);
    cr_expect_eq(((const rva_series_row *)source_row("series", 0))->sales, RVA_ABSENT);
    cr_expect_eq(((const rva_growth_row *)source_row("growth", 0))->value, RVA_ABSENT);
    cr_expect_eq(((const rva_growth_row *)source_row("growth", 0))->is_new, 0);
    cr_expect(isnan(((const rva_run_rate_row *)source_row("run_rate", 0))->revenue_net_minor));
}

Test(revenue_trends, the_whole_period_is_no_series)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    query.by = RVA_GRAIN_NONE;
    cr_expect_eq(rva__report_run(source_of_facts(), "revenue_trends", &query, &report, NULL),
                 RVA_INVALID);
}

Test(revenue_trends, quarters_and_years_are_for_the_cube)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    for (query.by = RVA_GRAIN_QUARTER; query.by <= RVA_GRAIN_YEAR; query.by++) {
        cr_expect_eq(rva__report_run(source_of_facts(), "revenue_trends", &query, &report, &err),
                     RVA_INVALID);
        cr_expect_str_eq(err.field, "by");
    }
}
