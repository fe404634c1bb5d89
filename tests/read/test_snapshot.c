/**
 * @file read/test_snapshot.c
 * A local day has the same rows, whether its sums come from cells or from the facts themselves.
 *
 * The whole day is read from cells; from one microsecond later, when nothing has happened yet,
 * it is read from rows.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "given.h"

/** 2026-03-01T05:00:00Z: the first instant of the local day of GIVEN_AT in New York. */
#define DAY_AT (GIVEN_AT - 7 * 3600 * GIVEN_SECOND)

static rva_store *store;
static rva_report *cells;
static rva_report *rows;
static rva_error err;

static void begin(void)
{
    store = given_store(given_place("store"));
}

static void end(void)
{
    rva_report_free(cells);
    rva_report_free(rows);
    rva_store_close(store);
    given_end();
}

TestSuite(snapshot, .init = begin, .fini = end);

/** A conversation with a premium lead that is offered to nobody and never sold. */
static void record_unsold(void)
{
    const rva_event conversation = given_conversation("c-1");
    rva_event lead = given_lead("l-1", "c-1");
    given_record(store, &conversation);
    given_record(store, &lead);
}

static rva_report *ask(const char *name, const char *dimensions, int64_t from_at)
{
    rva_query query = RVA_QUERY_INIT;
    rva_report *report = NULL;
    query.from_at = from_at;
    query.to_at = DAY_AT + GIVEN_DAY;
    query.now_at = query.to_at;
    query.compare = RVA_COMPARE_NONE;
    query.dimensions = dimensions;
    if (dimensions)
        query.measures = "revenue_net,sales";
    given_check(rva_report_run(store, name, &query, &report, &err), &err, name);
    return report;
}

static void ask_both(const char *name, const char *dimensions)
{
    rva_report_free(cells);
    rva_report_free(rows);
    cells = ask(name, dimensions, DAY_AT);
    rows = ask(name, dimensions, DAY_AT + 1);
}

static bool is_same(rva_value a, rva_value b)
{
    if (a.has != b.has || !a.has)
        return a.has == b.has;
    if (a.type == RVA_COLUMN_TEXT)
        return strcmp(a.text, b.text) == 0;
    return a.type == RVA_COLUMN_REAL ? a.real == b.real : a.integer == b.integer;
}

static void expect_same_table(const rva_table *from_cells, const rva_table *from_rows)
{
    const char *name = rva_table_name(from_cells);
    const size_t count = rva_table_row_count(from_cells);
    cr_assert_eq(rva_table_row_count(from_rows), count, "%s: %zu rows from cells, %zu from rows",
                 name, count, rva_table_row_count(from_rows));
    for (size_t row = 0; row < count; row++)
        for (size_t column = 0; column < rva_table_column_count(from_cells); column++)
            cr_expect(is_same(rva_table_value(from_cells, row, column),
                              rva_table_value(from_rows, row, column)),
                      "%s, row %zu: %s", name, row, rva_table_column_name(from_cells, column));
}

/** All tables but those that say when the period began, which differ in that alone. */
static void expect_same(void)
{
    static const char *const dated[] = {"kpis", "run_rate", "series"};
    for (size_t i = 0; i < rva_report_table_count(cells); i++) {
        const rva_table *table = rva_report_table_at(cells, i);
        bool is_dated = false;
        for (size_t d = 0; d < sizeof dated / sizeof *dated; d++)
            is_dated |= strcmp(rva_table_name(table), dated[d]) == 0;
        if (!is_dated)
            expect_same_table(table, rva_report_table_at(rows, i));
    }
}

Test(snapshot, a_day_has_the_same_rows_from_cells_and_from_facts)
{
    given_history(store, 1);
    const rva_report_schema *schema;
    for (size_t i = 0; (schema = rva_report_schema_at(i)) != NULL; i++) {
        const bool needs_more = strcmp(schema->name, "cube") == 0 ||
                                strcmp(schema->name, "changes") == 0; /* a comparison */
        if (needs_more || !(schema->inputs & RVA_INPUT_PERIOD))
            continue;
        ask_both(schema->name, NULL);
        expect_same();
    }
    ask_both("cube", "tier,platform");
    cr_expect_gt(rva_table_row_count(rva_report_table(cells, "cells")), 0);
    expect_same();
}

Test(snapshot, a_day_of_leads_that_nobody_bought_has_no_rows_of_zeros)
{
    record_unsold();
    ask_both("executive_summary", NULL);
    cr_expect_eq(rva_table_row_count(rva_report_table(cells, "tiers")), 0);
    cr_expect_eq(rva_table_row_count(rva_report_table(rows, "tiers")), 0);
    expect_same();
    ask_both("cube", "tier");
    cr_expect_eq(rva_table_row_count(rva_report_table(cells, "cells")), 0);
    expect_same();
}

Test(snapshot, stages_and_days_are_there_from_both)
{
    record_unsold();
    ask_both("conversation_analytics", NULL);
    cr_expect_eq(rva_table_row_count(rva_report_table(cells, "stages")), 5);
    expect_same();
    ask_both("executive_summary", NULL);
    cr_expect_eq(rva_table_row_count(rva_report_table(cells, "days")), 1);
}

/** The first instant of month 1 of the targets, or RVA_ABSENT. */
static int64_t month_1(void)
{
    rva_report_free(cells);
    cells = ask("revenue_trends", NULL, DAY_AT);
    const rva_table *months = rva_report_table(cells, "targets");
    return rva_table_row_count(months) > 0
               ? ((const rva_target_month_row *)rva_table_row_at(months, 0))->from_at
               : RVA_ABSENT;
}

static void record_at(rva_event event, int64_t at)
{
    event.at = at;
    given_record(store, &event);
}

static void take_back(const char *uid)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_VOID, GIVEN_AT);
    event.uid = uid;
    given_record(store, &event);
}

Test(snapshot, month_1_begins_with_the_earliest_conversation_or_transaction_that_stands)
{
    rva_event cost;
    rva_event_init(&cost, RVA_EVENT_COST, GIVEN_AT);
    cost.id = "k-1";
    cost.amount_minor = 5;
    record_at(cost, DAY_AT - 90 * GIVEN_DAY);
    cr_expect_eq(month_1(), RVA_ABSENT, "a cost alone begins nothing");
    record_at(given_conversation("c-1"), DAY_AT + 5);
    cr_expect_eq(month_1(), DAY_AT);
    rva_event sale = given_sale("t-1", NULL, 100);
    sale.uid = "u-1";
    record_at(sale, DAY_AT - 40 * GIVEN_DAY + 5);
    cr_expect_eq(month_1(), DAY_AT - 40 * GIVEN_DAY);
    take_back("u-1");
    cr_expect_eq(month_1(), DAY_AT);
}
