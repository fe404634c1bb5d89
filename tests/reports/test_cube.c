/**
 * @file reports/test_cube.c
 * Measures and metrics by dimensions, over three days worked out by hand.
 */
#include "source.h"

#include <math.h>

static void begin(void)
{
    source_begin();
    source_three_days();
}

TestSuite(cube, .init = begin, .fini = source_end);

static const rva_table *cells(const char *measures, const char *dimensions, rva_grain by)
{
    rva_query query = source_query();
    query.measures = measures;
    query.dimensions = dimensions;
    query.by = by;
    return rva_report_table(source_report("cube", &query), "cells");
}

static rva_value at(const rva_table *table, size_t row, const char *column)
{
    const int64_t found = rva_table_column_find(table, column);
    cr_assert_geq(found, 0, "%s", column);
    return rva_table_value(table, row, (size_t)found);
}

Test(cube, a_measure_by_a_dimension)
{
    const rva_table *table = cells("sales,revenue_gross_minor", "platform", RVA_GRAIN_NONE);
    cr_assert_eq(rva_table_row_count(table), 2);
    cr_expect_str_eq(at(table, 0, "platform").text, "Modern");
    cr_expect_eq(at(table, 0, "revenue_gross_minor").integer, 12500);
    cr_expect_eq(at(table, 0, "revenue_gross_minor").type, RVA_COLUMN_MONEY);
    cr_expect_eq(at(table, 1, "sales").integer, 1);
}

Test(cube, a_metric_is_a_measure_too)
{
    const rva_table *table = cells("revenue_net,acceptance_rate", "platform", RVA_GRAIN_NONE);
    cr_expect_eq(at(table, 0, "revenue_net").integer, 0);
    cr_expect_eq(at(table, 0, "revenue_net").type, RVA_COLUMN_MONEY);
    cr_expect_eq(at(table, 0, "acceptance_rate").real, 0.5);
    cr_expect_eq(at(table, 1, "revenue_net").integer, 27500);
    cr_expect_eq(at(table, 1, "acceptance_rate").real, 1);
}

Test(cube, quantiles_and_scores_of_cells)
{
    const rva_table *table = cells("duration_p50,auc", "", RVA_GRAIN_NONE);
    cr_assert_eq(rva_table_row_count(table), 1);
    cr_expect_float_eq(at(table, 0, "duration_p50").real, 15, 0.15);
    cr_expect_eq(at(table, 0, "auc").real, 1);
}

Test(cube, quantiles_of_months_are_those_of_their_days)
{
    const rva_table *table = cells("duration_p50", "", RVA_GRAIN_MONTH);
    cr_assert_eq(rva_table_row_count(table), 1);
    cr_expect_str_eq(at(table, 0, "bucket").text, "2026-03");
    cr_expect_float_eq(at(table, 0, "duration_p50").real, 15, 0.15);
}

/** Asks what must be refused; gives the message. */
static const char *refusal(const rva_query *query, const char *field)
{
    static rva_error err;
    rva_report *report = NULL;
    err = (rva_error)RVA_ERROR_INIT;
    cr_expect_eq(rva__report_run(source_of_facts(), "cube", query, &report, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, field, "%s: %s", err.field, err.message);
    return err.message;
}

Test(cube, a_measure_that_lacks_a_dimension_is_refused_with_what_would_do)
{
    rva_query query = source_query();
    query.measures = "sales,conversations";
    query.dimensions = "tier,platform";
    cr_expect_str_eq(refusal(&query, "measures"),
                     "conversations has no dimension platform (it has source, medium, campaign, "
                     "channel, agent, borough, zip or path); of all asked for are leads_sold, "
                     "leads_payable_booked, leads_payable_restated, offers, "
                     "offers_delivered, ...");
}

Test(cube, a_metric_that_lacks_a_dimension_is_refused)
{
    rva_query query = source_query();
    query.measures = "revenue_per_conversation";
    query.dimensions = "tier";
    cr_expect_not_null(
        strstr(refusal(&query, "measures"), "revenue_per_conversation has no dimension tier"));
}

Test(cube, a_measure_that_lacks_the_dimension_of_a_condition_is_refused)
{
    static const rva_filter where = {"platform", "Solar", 0};
    rva_query query = source_query();
    query.measures = "conversations";
    query.where = &where;
    query.where_count = 1;
    cr_expect_not_null(
        strstr(refusal(&query, "measures"), "conversations has no dimension platform"));
}

Test(cube, dimensions_that_no_measure_has_together_are_refused)
{
    rva_query query = source_query();
    query.dimensions = "stage,platform";
    cr_expect_str_eq(refusal(&query, "dimensions"), "no measure has all of platform or stage");
}

Test(cube, measures_not_asked_for_are_all_that_have_the_dimensions)
{
    const rva_table *table = cells(NULL, "platform", RVA_GRAIN_NONE);
    cr_expect_lt(rva_table_column_find(table, "conversations"), 0);
    cr_expect_geq(rva_table_column_find(table, "offers"), 0);
    cr_expect_eq(at(table, 0, "sales").integer, 1);
}

Test(cube, a_figure_of_a_whole_period_has_no_cells)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.measures = "growth";
    cr_expect_eq(rva__report_run(source_of_facts(), "cube", &query, &report, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "measures");
}

Test(cube, net_past_the_return_window_and_still_returnable_by_a_dimension)
{
    rva_query query = source_query();
    source_fact("2026-03-03T18:00:00Z", "platform=Solar", "sales=1;revenue_gross_minor=5000", NULL);
    query.now_at = source_at("2026-03-16T15:00:00Z"); /* 1 March is 15 days old, 2 March 14 */
    query.measures = "revenue_mature,revenue_provisional";
    query.dimensions = "platform";
    query.by = RVA_GRAIN_NONE;
    const rva_table *table = rva_report_table(source_report("cube", &query), "cells");
    cr_assert_eq(rva_table_row_count(table), 1); /* Modern's sale came back */
    cr_expect_str_eq(at(table, 0, "platform").text, "Solar");
    cr_expect_eq(at(table, 0, "revenue_mature").integer, 27500);
    cr_expect_eq(at(table, 0, "revenue_mature").type, RVA_COLUMN_MONEY);
    cr_expect_eq(at(table, 0, "revenue_provisional").integer, 5000);
}

Test(cube, all_net_of_the_last_days_is_still_returnable)
{
    const rva_table *table = cells("revenue_mature,revenue_provisional", "", RVA_GRAIN_MONTH);
    cr_assert_eq(rva_table_row_count(table), 1);
    cr_expect_eq(at(table, 0, "revenue_mature").integer, 0);
    cr_expect_eq(at(table, 0, "revenue_provisional").integer, 27500);
}

/** Facts in three quarters of two years, from the last day of one to the first of another. */
static rva_query quarters(rva_grain by)
{
    rva_query query = source_query();
    source_fact("2026-01-01T04:59:59Z", "", "sales=1;revenue_gross_minor=1", NULL);
    source_fact("2026-01-01T05:00:00Z", "", "sales=1;revenue_gross_minor=10", NULL);
    source_fact("2026-04-01T03:59:59Z", "", "sales=1;revenue_gross_minor=100", NULL);
    source_fact("2026-04-01T04:00:00Z", "", "sales=1;revenue_gross_minor=1000", NULL);
    query.from_at = source_at("2025-12-31T05:00:00Z");
    query.to_at = source_at("2026-04-02T04:00:00Z");
    query.now_at = query.to_at;
    query.measures = "revenue_gross_minor";
    query.by = by;
    return query;
}

Test(cube, by_quarter_is_by_those_of_the_calendar)
{
    const rva_query query = quarters(RVA_GRAIN_QUARTER);
    const rva_table *table = rva_report_table(source_report("cube", &query), "cells");
    cr_assert_eq(rva_table_row_count(table), 3);
    cr_expect_str_eq(at(table, 0, "bucket").text, "2025-Q4");
    cr_expect_eq(at(table, 0, "bucket_at").integer, source_at("2025-10-01T04:00:00Z"));
    cr_expect_eq(at(table, 0, "revenue_gross_minor").integer, 1);
    cr_expect_str_eq(at(table, 1, "bucket").text, "2026-Q1");
    cr_expect_eq(at(table, 1, "bucket_at").integer, source_at("2026-01-01T05:00:00Z"));
    cr_expect_eq(at(table, 1, "revenue_gross_minor").integer, 50110); /* 50,000 of three_days */
    cr_expect_str_eq(at(table, 2, "bucket").text, "2026-Q2");
    cr_expect_eq(at(table, 2, "revenue_gross_minor").integer, 1000);
}

Test(cube, by_year_is_by_those_of_the_calendar)
{
    const rva_query query = quarters(RVA_GRAIN_YEAR);
    const rva_table *table = rva_report_table(source_report("cube", &query), "cells");
    cr_assert_eq(rva_table_row_count(table), 2);
    cr_expect_str_eq(at(table, 0, "bucket").text, "2025");
    cr_expect_eq(at(table, 0, "bucket_at").integer, source_at("2025-01-01T05:00:00Z"));
    cr_expect_eq(at(table, 0, "revenue_gross_minor").integer, 1);
    cr_expect_str_eq(at(table, 1, "bucket").text, "2026");
    cr_expect_eq(at(table, 1, "revenue_gross_minor").integer, 51110);
}

/** Acceptance by tier and platform: 0 premium Modern, 1 premium Solar and standard Modern, none
    standard Solar. */
static const rva_table *sorted(const char *sort, int64_t limit, const rva_report **report)
{
    rva_query query = source_query();
    query.measures = "acceptance_rate,offers";
    query.dimensions = "tier,platform";
    query.by = RVA_GRAIN_NONE;
    query.sort = sort;
    query.limit = limit;
    const rva_report *answer = source_report("cube", &query);
    if (report)
        *report = answer;
    return rva_report_table(answer, "cells");
}

static void expect_row(const rva_table *table, size_t row, const char *tier, const char *platform)
{
    cr_expect_str_eq(at(table, row, "tier").text, tier);
    cr_expect_str_eq(at(table, row, "platform").text, platform);
}

Test(cube, sorted_by_a_figure_has_the_least_first_and_ties_in_the_order_of_names)
{
    const rva_table *table = sorted("acceptance_rate", 0, NULL);
    cr_assert_eq(rva_table_row_count(table), 4);
    expect_row(table, 0, "premium", "Modern");
    expect_row(table, 1, "premium", "Solar");
    expect_row(table, 2, "standard", "Modern");
    expect_row(table, 3, "standard", "Solar");
}

Test(cube, sorted_the_other_way_has_what_has_no_value_last_all_the_same)
{
    const rva_table *table = sorted("-acceptance_rate", 0, NULL);
    expect_row(table, 0, "premium", "Solar");
    expect_row(table, 1, "standard", "Modern");
    expect_row(table, 2, "premium", "Modern");
    expect_row(table, 3, "standard", "Solar");
    cr_expect_eq(at(table, 3, "acceptance_rate").has, 0);
}

Test(cube, sorted_by_a_dimension_is_in_the_order_of_its_names)
{
    const rva_table *table = sorted("platform", 0, NULL);
    expect_row(table, 0, "premium", "Modern");
    expect_row(table, 1, "standard", "Modern");
    expect_row(table, 2, "premium", "Solar");
    expect_row(sorted("-tier", 0, NULL), 0, "standard", "Modern");
}

Test(cube, sorted_by_bucket_backwards_has_the_last_first)
{
    rva_query query = source_query();
    query.measures = "sales";
    query.sort = "-bucket";
    const rva_table *table = rva_report_table(source_report("cube", &query), "cells");
    cr_assert_eq(rva_table_row_count(table), 2);
    cr_expect_str_eq(at(table, 0, "bucket").text, "2026-03-02");
    cr_expect_str_eq(at(table, 1, "bucket").text, "2026-03-01");
}

Test(cube, limit_keeps_the_first_rows_and_says_how_many_it_left_out)
{
    const rva_report *report;
    const rva_table *table = sorted("-acceptance_rate", 3, &report);
    cr_assert_eq(rva_table_row_count(table), 3);
    expect_row(table, 2, "premium", "Modern");
    cr_assert_eq(rva_report_warning_count(report), 1);
    cr_expect_str_eq(rva_report_warning_at(report, 0),
                     "limit: 3 of 4 rows; 1 are left out, limit 0 gives all");
    cr_expect_null(rva_report_warning_at(report, 1));
}

Test(cube, limit_that_leaves_nothing_out_says_nothing)
{
    const rva_report *report;
    cr_expect_eq(rva_table_row_count(sorted(NULL, 4, &report)), 4);
    cr_expect_eq(rva_report_warning_count(report), 0);
}

Test(cube, a_sort_by_what_is_no_column_is_refused_with_the_columns)
{
    rva_query query = source_query();
    query.measures = "sales";
    query.dimensions = "platform";
    query.sort = "-revenue_net";
    cr_expect_str_eq(
        refusal(&query, "sort"),
        "no column \"revenue_net\" of the cells: bucket_at, bucket, platform or sales, "
        "with or without a \"-\"");
}

Test(cube, a_limit_below_0_is_refused)
{
    rva_query query = source_query();
    query.limit = -1;
    refusal(&query, "limit");
}

Test(cube, a_name_mistyped_is_refused_with_the_one_meant)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.measures = "revenue_nett";
    cr_expect_eq(rva__report_run(source_of_facts(), "cube", &query, &report, &err), RVA_NOT_FOUND);
    cr_expect_str_eq(err.message, "no measure \"revenue_nett\": did you mean \"revenue_net\"?");
    query.measures = "sales";
    query.dimensions = "platfrom";
    cr_expect_eq(rva__report_run(source_of_facts(), "cube", &query, &report, &err), RVA_NOT_FOUND);
    cr_expect_str_eq(err.message, "no dimension \"platfrom\": did you mean \"platform\"?");
}
