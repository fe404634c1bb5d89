/**
 * @file reports/test_run.c
 * Making the tables of a report: how often the source is asked, and KPIs by name.
 */
#include "source.h"

#include "reports/run.h"

static rva__cell_source counted;
static int scans;
static rva_report *report;

static rva_status count_scan(rva__cell_source *source, const rva__scan *scan, rva__totals *out,
                             rva_error *err)
{
    (void)source;
    scans++;
    rva__cell_source *facts = source_of_facts();
    return facts->scan(facts, scan, out, err);
}

static void begin(void)
{
    source_begin();
    source_three_days();
}

static void end(void)
{
    rva_report_free(report);
    source_end();
}

TestSuite(run, .init = begin, .fini = end);

/** How many scans a report takes. */
static int scans_of(const char *name, const rva_query *query)
{
    rva_error err = RVA_ERROR_INIT;
    counted = *source_of_facts();
    counted.scan = count_scan;
    cr_assert_eq(rva__report_run(&counted, name, query, &report, &err), RVA_OK, "%s", err.message);
    return scans;
}

Test(run, days_are_those_that_kpis_were_read_from)
{
    const rva_query query = source_query();
    /* now, before, mrr, tiers, platforms, boroughs */
    cr_expect_eq(scans_of("executive_summary", &query), 6);
}

Test(run, under_conditions_tables_of_values_are_read_at_once)
{
    static const rva_filter where = {"borough", "Brooklyn", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    /* now, before, mrr, and tiers with platforms with boroughs */
    cr_expect_eq(scans_of("executive_summary", &query), 4);
}

Test(run, drop_offs_are_made_of_the_sums_of_stages)
{
    const rva_query query = source_query();
    /* now, before, stages, paths, agents, sources */
    cr_expect_eq(scans_of("conversation_analytics", &query), 6);
}

Test(run, growth_and_pace_share_the_sums_of_the_period)
{
    const rva_query query = source_query();
    /* series, now, before; of targets the last 30 days, those before and month 1 */
    cr_expect_eq(scans_of("revenue_trends", &query), 6);
}

Test(run, a_table_of_kpis_may_name_them)
{
    static const int named[] = {RVA__METRIC_sold_rate, RVA__METRIC_cost, RVA__METRIC_COUNT};
    static const rva__report_table tables[] = {
        {.table = {{"today", "some KPIs", "rva_kpi_row", sizeof(rva_kpi_row)},
                   rva__kpi_columns,
                   RVA__KPI_COLUMNS},
         .by = {.rows = RVA__ROWS_OF_KPIS},
         .kpis = named},
    };
    static const rva__report_definition definition = {
        .schema = {"some", "Some KPIs.", RVA__INPUTS_COMMON}, .tables = tables, .table_count = 1};
    const rva_query query = source_query();
    rva__question question;
    cr_assert_eq(rva__question_read(source_of_facts(), &query, &question, NULL), RVA_OK);
    cr_assert_eq(rva__question_report(&question, "some", true, &report, NULL), RVA_OK);
    cr_assert_eq(rva__run_tables(&question, &definition, report, NULL), RVA_OK);
    const rva_table *today = rva_report_table(report, "today");
    cr_assert_eq(rva_table_row_count(today), 2);
    cr_expect_str_eq(((const rva_kpi_row *)rva_table_row_at(today, 0))->kpi, "sold_rate");
    cr_expect_eq(((const rva_kpi_row *)rva_table_row_at(today, 1))->value, 5000);
}
