/**
 * @file metrics/test_catalogue.c
 * What holds for every metric, every report and every column.
 */
#include <string.h>

#include <criterion/criterion.h>

#include <revanalytics/records.h>

#include "metrics/value.h"
#include "reports/reports.h"

Test(catalogue, each_metric_is_found_by_its_name)
{
    for (int i = 0; i < RVA__METRIC_COUNT; i++) {
        const char *name = rva__metric_at(i)->schema.name;
        cr_expect_eq(rva__metric_find(name, strlen(name)), i, "%s", name);
    }
    cr_expect_eq(rva__metric_find("nonsense", 8), -1);
    cr_expect_eq(rva__metric_find("revenue_nets", 11), RVA__METRIC_revenue_net);
}

Test(catalogue, each_metric_has_words_a_formula_and_facts)
{
    const rva_metric_schema *metric;
    for (size_t i = 0; (metric = rva_metric_schema_at(i)) != NULL; i++) {
        cr_expect_gt(strlen(metric->words), 3, "%s", metric->name);
        cr_expect_gt(strlen(metric->formula), 3, "%s", metric->name);
        cr_expect_neq(rva__metric_families(rva__metric_at((int)i)), 0, "%s", metric->name);
        cr_expect_not_null(rva_metric_schema_clock(metric), "%s", metric->name);
        cr_expect_eq(strcmp(metric->unit, "") != 0, 1, "%s", metric->name);
    }
}

Test(catalogue, kpis_come_first)
{
    bool columns = false;
    for (int i = 0; i < RVA__METRIC_COUNT; i++) {
        columns |= !rva__metric_at(i)->schema.is_kpi;
        cr_expect_eq(rva__metric_at(i)->schema.is_kpi, !columns);
    }
}

Test(catalogue, ratios_say_when_they_have_no_value_and_sums_always_have_one)
{
    for (int i = 0; i < RVA__METRIC_COUNT; i++) {
        const rva__metric *metric = rva__metric_at(i);
        const bool is_sum = metric->kind == RVA__KIND_SUM || metric->kind == RVA__KIND_AGED ||
                            metric->kind == RVA__KIND_TRAILING;
        cr_expect_eq(metric->schema.nothing == NULL, is_sum, "%s", metric->schema.name);
    }
}

Test(catalogue, an_interval_is_of_a_rate)
{
    for (int i = 0; i < RVA__METRIC_COUNT; i++)
        if (rva__metric_at(i)->schema.has_interval)
            cr_expect_str_eq(rva__metric_at(i)->schema.unit, "rate");
}

Test(catalogue, a_metric_has_the_dimensions_of_all_its_facts)
{
    const rva_metric_schema *cost = &rva__metric_at(RVA__METRIC_cost)->schema;
    const rva_metric_schema *roas = &rva__metric_at(RVA__METRIC_roas)->schema;
    const rva_metric_schema *net = &rva__metric_at(RVA__METRIC_revenue_net)->schema;
    cr_expect_eq(rva_metric_schema_dimensions(cost) & RVA__DIM_BIT(TIER), 0);
    cr_expect_eq(rva_metric_schema_dimensions(roas), rva_metric_schema_dimensions(cost));
    cr_expect_neq(rva_metric_schema_dimensions(net) & RVA__DIM_BIT(TIER), 0);
    cr_expect_str_eq(rva_metric_schema_clock(net), "instant of the transaction");
}

/** Whole columns show sums; others may show anything. */
static void check_column(const char *where, const rva__column_definition *column)
{
    const rva_column_schema *schema = &column->schema;
    cr_expect_gt(strlen(schema->words), 2, "%s.%s", where, schema->name);
    cr_expect_eq(column->offset % 8, 0, "%s.%s", where, schema->name);
    if (column->source != RVA__FROM_METRIC)
        return;
    const rva__metric *metric = rva__metric_at(column->number);
    cr_expect_str_eq(schema->metric, metric->schema.name);
    cr_expect(rva__metric_of_sums(metric), "%s.%s", where, schema->name);
    if (schema->type != RVA_COLUMN_REAL)
        cr_expect_eq(metric->kind, RVA__KIND_SUM, "%s.%s", where, schema->name);
}

static void check_table(const char *report, const rva_table_schema *table)
{
    const rva__table_definition *definition = (const rva__table_definition *)table;
    cr_expect_gt(strlen(table->words), 2, "%s.%s", report, table->name);
    cr_expect_eq(table->row == NULL, definition->column_count == 0, "%s.%s", report, table->name);
    for (size_t i = 0; i < definition->column_count; i++) {
        cr_expect_leq(definition->columns[i].offset + 8, (size_t)table->row_size);
        check_column(table->name, &definition->columns[i]);
        for (size_t other = 0; other < i; other++)
            cr_expect_str_neq(definition->columns[i].schema.name,
                              definition->columns[other].schema.name);
    }
}

Test(catalogue, each_column_fits_its_row_and_its_metric)
{
    const rva_report_schema *report;
    const rva_table_schema *table;
    for (size_t i = 0; (report = rva_report_schema_at(i)) != NULL; i++)
        for (size_t t = 0; (table = rva_report_schema_table_at(report, t)) != NULL; t++)
            check_table(report->name, table);
    for (size_t i = 0; (table = rva_records_schema_at(i)) != NULL; i++)
        check_table("records", table);
}

Test(catalogue, a_share_has_the_column_of_its_metric_beside_it)
{
    const rva_report_schema *report;
    const rva_table_schema *table;
    for (size_t i = 0; (report = rva_report_schema_at(i)) != NULL; i++)
        for (size_t t = 0; (table = rva_report_schema_table_at(report, t)) != NULL; t++) {
            const rva__table_definition *of = (const rva__table_definition *)table;
            for (size_t share = 0; share < of->column_count; share++) {
                size_t found = 0;
                for (size_t c = 0; c < of->column_count; c++)
                    found += of->columns[c].source == RVA__FROM_METRIC &&
                             of->columns[c].number == of->columns[share].number;
                if (of->columns[share].source == RVA__FROM_SHARE)
                    cr_expect_eq(found, 1, "%s.%s", report->name, table->name);
            }
        }
}

Test(catalogue, types_follow_from_members_and_units)
{
    const rva_table_schema *days = rva_report_schema_table_at(rva_report_schema_at(0), 4);
    cr_assert_str_eq(days->name, "days");
    cr_expect_str_eq(days->row, "rva_day_row");
    cr_expect_eq(days->row_size, sizeof(rva_day_row));
    cr_expect_eq(rva_table_schema_column_at(days, 0)->type, RVA_COLUMN_TEXT);
    cr_expect_eq(rva_table_schema_column_at(days, 1)->type, RVA_COLUMN_INSTANT);
    cr_expect_eq(rva_table_schema_column_at(days, 2)->type, RVA_COLUMN_MONEY);
    cr_expect_str_eq(rva_table_schema_column_at(days, 2)->metric, "revenue_net");
    cr_expect_eq(rva_table_schema_column_at(days, 3)->type, RVA_COLUMN_INTEGER);
    cr_expect_null(rva_table_schema_column_at(days, 4));
}

Test(catalogue, what_is_asked_of_nothing_is_nothing)
{
    cr_expect_null(rva_report_schema_at(1000));
    cr_expect_null(rva_report_schema_table_at(NULL, 0));
    cr_expect_null(rva_table_schema_column_at(NULL, 0));
    cr_expect_null(rva_records_schema_at(1000));
    cr_expect_null(rva_metric_schema_at(1000));
    cr_expect_null(rva_metric_schema_clock(NULL));
    cr_expect_eq(rva_metric_schema_dimensions(NULL), 0);
    cr_expect_null(rva_export_format_at(1000));
}

Test(catalogue, formats_are_numbered_as_they_are_listed)
{
    const rva_export_format *format;
    for (size_t i = 0; (format = rva_export_format_at(i)) != NULL; i++)
        cr_expect_eq(format->format, (int64_t)i, "%s", format->name);
    cr_expect_str_eq(rva_export_format_at(RVA_FORMAT_CSV)->name, "csv");
}
