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

Test(cube, what_lacks_a_dimension_is_absent)
{
    const rva_table *table = cells("conversations,sales", "platform", RVA_GRAIN_NONE);
    cr_expect_eq(at(table, 0, "conversations").has, 0);
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
