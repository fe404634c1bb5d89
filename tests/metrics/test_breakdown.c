/**
 * @file metrics/test_breakdown.c
 * Rows of a table of metrics: which there are, and in which order.
 */
#include "../reports/source.h"
#include "metrics/breakdown_fill.h"

#include <math.h>
#include <stdio.h>

/** A row of the tables here. */
typedef struct row {
    const char *name;
    const char *tier;
    int64_t sales;
    int64_t net_minor;
    double share;
    double value_minor;
} row;

static const rva__column_definition columns[] = {
    RVA__KEY(row, name, 0, "a value"),
    RVA__METRIC(row, sales, sales),
    RVA__METRIC(row, net_minor, revenue_net),
    RVA__METRIC_SHARE(row, share, revenue_net, "of all"),
    RVA__METRIC(row, value_minor, value_per_sale),
};

static const rva__table_definition table = RVA__TABLE("rows", row, columns, "a row");

static rva_report *report;

static void end(void)
{
    rva_report_free(report);
    source_end();
}

TestSuite(breakdown, .init = source_begin, .fini = end);

static void sale(const char *dimensions, const char *amount)
{
    char measures[64];
    snprintf(measures, sizeof measures, "sales=1;revenue_gross_minor=%s", amount);
    source_fact("2026-03-01T15:00:00Z", dimensions, measures, NULL);
}

/** Fills the table by the question of three days. */
static const rva_table *fill(const rva__table_definition *definition, rva__breakdown by)
{
    const rva_query query = source_query();
    rva__question question;
    rva__totals totals = {0};
    rva_table *out;
    int dims[] = {by.dims[0], by.dim_count > 1 ? by.dims[1] : -1, -1};
    rva_error err = RVA_ERROR_INIT;
    const rva__breakdown_sums sums = {&totals, NULL};
    cr_assert_eq(rva__question_read(source_of_facts(), &query, &question, &err), RVA_OK);
    cr_assert_eq(rva__question_report(&question, "test", true, &report, &err), RVA_OK);
    cr_assert_eq(rva__report_add(report, definition, 0, &out, &err), RVA_OK);
    cr_assert_eq(rva__question_scan(&question, question.periods.asked,
                                    rva__breakdown_wanted(&question, definition, &by),
                                    RVA__SCAN_WHOLE, dims, &totals, &err),
                 RVA_OK);
    cr_assert_eq(rva__breakdown_fill(&question, definition, &by, &sums, out, &err), RVA_OK, "%s",
                 err.message);
    rva__totals_free(&totals);
    return out;
}

static const row *at(const rva_table *filled, size_t index)
{
    const row *found = rva_table_row_at(filled, index);
    cr_assert_not_null(found, "row %zu", index);
    return found;
}

static const rva__breakdown by_source = {RVA__ROWS_OF_VALUES,       1,    {RVA__DIM_SOURCE}, 1,
                                         {RVA__METRIC_revenue_net}, false};

Test(breakdown, highest_first_then_names_then_unknown_then_other)
{
    sale("source=(other)", "900");
    sale("source=(unknown)", "800");
    sale("source=b", "100");
    sale("source=a", "100");
    sale("source=c", "200");
    const rva_table *filled = fill(&table, by_source);
    static const char *const names[] = {"c", "a", "b", "(unknown)", "(other)"};
    cr_assert_eq(rva_table_row_count(filled), 5);
    for (size_t i = 0; i < 5; i++)
        cr_expect_str_eq(at(filled, i)->name, names[i]);
}

Test(breakdown, a_name_in_brackets_is_a_name)
{
    sale("source=(direct)", "900");
    sale("source=a", "100");
    cr_expect_str_eq(at(fill(&table, by_source), 0)->name, "(direct)");
}

Test(breakdown, a_row_of_zeros_is_left_out)
{
    sale("source=a", "100");
    source_fact("2026-03-01T15:00:00Z", "source=b", "adjustments_minor=0", NULL);
    cr_expect_eq(rva_table_row_count(fill(&table, by_source)), 1);
}

Test(breakdown, shares_sum_to_one)
{
    sale("source=a", "100");
    sale("source=b", "100");
    sale("source=c", "100");
    const rva_table *filled = fill(&table, by_source);
    cr_expect_eq(at(filled, 0)->share, 0.3334);
    cr_expect_eq(at(filled, 1)->share, 0.3333);
    cr_expect_eq(at(filled, 2)->share, 0.3333);
}

Test(breakdown, values_that_the_settings_order_come_in_that_order)
{
    sale("tier=standard", "900");
    sale("tier=premium", "100");
    sale("tier=extra", "1000");
    const rva__breakdown by_tier = {RVA__ROWS_OF_VALUES,       1,    {RVA__DIM_TIER}, 1,
                                    {RVA__METRIC_revenue_net}, false};
    const rva_table *filled = fill(&table, by_tier);
    cr_expect_str_eq(at(filled, 0)->name, "premium");
    cr_expect_str_eq(at(filled, 1)->name, "standard");
    cr_expect_str_eq(at(filled, 2)->name, "extra");
}

Test(breakdown, pairs_of_what_the_settings_order_come_in_that_order_too)
{
    static const rva__column_definition pair_columns[] = {
        RVA__KEY(row, name, 0, "predicted"),
        RVA__KEY(row, tier, 1, "named"),
        RVA__METRIC(row, sales, tier_judged),
    };
    static const rva__table_definition pairs = RVA__TABLE("rows", row, pair_columns, "a pair");
    const rva__breakdown by_pair = {
        RVA__ROWS_OF_VALUES, 2, {RVA__DIM_PREDICTED_TIER, RVA__DIM_ACTUAL_TIER}, 0, {0}, false};
    static const char *const expected[][2] = {{"premium", "premium"},   {"premium", "standard"},
                                              {"premium", "a"},         {"premium", "b"},
                                              {"standard", "standard"}, {"(unknown)", "premium"}};
    const size_t count = sizeof expected / sizeof *expected;
    for (size_t i = count; i-- > 0;) {
        char dimensions[128];
        snprintf(dimensions, sizeof dimensions, "predicted_tier=%s;actual_tier=%s", expected[i][0],
                 expected[i][1]);
        source_fact("2026-03-01T15:00:00Z", dimensions, "offers=1;tier_judged=1", NULL);
    }
    const rva_table *filled = fill(&pairs, by_pair);
    cr_assert_eq(rva_table_row_count(filled), count);
    for (size_t i = 0; i < count; i++) {
        cr_expect_str_eq(at(filled, i)->name, expected[i][0]);
        cr_expect_str_eq(at(filled, i)->tier, expected[i][1]);
    }
}

Test(breakdown, a_second_order_decides_between_equals)
{
    static const rva__breakdown by_sales = {RVA__ROWS_OF_VALUES,
                                            1,
                                            {RVA__DIM_SOURCE},
                                            2,
                                            {RVA__METRIC_sales, RVA__METRIC_revenue_net},
                                            false};
    sale("source=a", "100");
    sale("source=b", "300");
    cr_expect_str_eq(at(fill(&table, by_sales), 0)->name, "b");
}

Test(breakdown, two_dimensions_are_a_row_for_each_pair)
{
    static const rva__column_definition pairs[] = {
        RVA__KEY(row, name, 0, "a value"),
        RVA__KEY(row, tier, 1, "a tier"),
        RVA__METRIC(row, sales, sales),
    };
    static const rva__table_definition of_pairs = RVA__TABLE("pairs", row, pairs, "a pair");
    static const rva__breakdown by_pair = {
        RVA__ROWS_OF_VALUES, 2, {RVA__DIM_SOURCE, RVA__DIM_TIER}, 1, {RVA__METRIC_sales}, false};
    sale("source=a;tier=standard", "100");
    sale("source=a;tier=premium", "100");
    const rva_table *filled = fill(&of_pairs, by_pair);
    cr_expect_str_eq(at(filled, 0)->tier, "premium");
    cr_expect_str_eq(at(filled, 1)->tier, "standard");
}

Test(breakdown, metrics_without_the_dimension_have_no_value)
{
    static const rva__column_definition mixed[] = {
        RVA__KEY(row, name, 0, "a platform"),
        RVA__METRIC(row, sales, conversations),
        RVA__METRIC(row, net_minor, revenue_net),
        RVA__METRIC(row, value_minor, qualified_rate),
    };
    static const rva__table_definition of_mixed = RVA__TABLE("mixed", row, mixed, "a row");
    static const rva__breakdown by_platform = {
        RVA__ROWS_OF_VALUES, 1, {RVA__DIM_PLATFORM}, 1, {RVA__METRIC_revenue_net}, false};
    sale("platform=Solar", "100");
    const row *solar = at(fill(&of_mixed, by_platform), 0);
    cr_expect_eq(solar->sales, RVA_ABSENT);
    cr_expect(isnan(solar->value_minor));
    cr_expect_eq(solar->net_minor, 100);
}
