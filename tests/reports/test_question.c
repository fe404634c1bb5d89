/**
 * @file reports/test_question.c
 * Periods, what they are compared with, and questions that cannot be answered.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "given.h"

static rva_store *store;
static rva_report *report;

static int64_t at(const char *date)
{
    int64_t instant = RVA_ABSENT;
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva_store_local_instant(store, date, &instant, &err), RVA_OK, "%s: %s", date,
                 err.message);
    return instant;
}

static void begin(void)
{
    static const char *const dates[] = {"2022-12-31", "2023-01-01", "2023-02-28", "2023-03-01",
                                        "2023-12-31", "2024-01-01", "2024-02-29", "2024-12-31"};
    store = given_store(given_place("store"));
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        rva_event event = given_conversation(dates[i]);
        event.at = at(dates[i]) + GIVEN_DAY / 2;
        given_record(store, &event);
    }
}

static void end(void)
{
    rva_report_free(report);
    rva_store_close(store);
    given_end();
}

TestSuite(question, .init = begin, .fini = end);

/** Conversations of the period that `from` to the end of `last` is compared with. */
static double previous(const char *from, const char *last, rva_compare compare)
{
    rva_query query = RVA_QUERY_INIT;
    rva_error err = RVA_ERROR_INIT;
    query.from_at = at(from);
    query.to_at = at(last) + GIVEN_DAY;
    query.now_at = query.to_at + GIVEN_DAY;
    query.compare = compare;
    rva_report_free(report);
    cr_assert_eq(rva_report_executive_summary(store, &query, &report, &err), RVA_OK, "%s",
                 err.message);
    const rva_kpi_row *conversations = rva_report_kpi(report, "conversations");
    cr_assert_str_eq(conversations->kpi, "conversations");
    return conversations->previous;
}

Test(question, a_kpi_is_found_by_its_name)
{
    previous("2024-01-01", "2024-01-31", RVA_COMPARE_FULL);
    const rva_table *kpis = rva_report_table(report, "kpis");
    cr_expect(rva_table_row_count(kpis) > 10);
    for (size_t i = 0; i < rva_table_row_count(kpis); i++) {
        const rva_kpi_row *row = rva_table_row_at(kpis, i);
        cr_expect_eq(rva_report_kpi(report, row->kpi), row, "%s", row->kpi);
    }
    cr_expect_null(rva_report_kpi(report, "revenue"));
    cr_expect_null(rva_report_kpi(report, NULL));
    rva_report_free(report);
    cr_assert_eq(rva_report_revenue_trends(store, NULL, &report, NULL), RVA_OK);
    cr_expect_null(rva_report_kpi(report, "revenue_net"));
}

Test(question, a_year_earlier_is_the_same_dates)
{
    cr_expect_eq(previous("2024-01-01", "2024-01-31", RVA_COMPARE_PREVIOUS_YEAR), 1);
    cr_expect_eq(previous("2023-12-31", "2023-12-31", RVA_COMPARE_PREVIOUS_YEAR), 1);
    cr_expect_eq(previous("2024-03-01", "2024-03-31", RVA_COMPARE_PREVIOUS_YEAR), 1);
}

Test(question, a_leap_day_moves_neither_end)
{
    cr_expect_eq(previous("2025-01-01", "2025-12-31", RVA_COMPARE_PREVIOUS_YEAR), 3);
    cr_expect_eq(previous("2024-01-01", "2024-12-31", RVA_COMPARE_PREVIOUS_YEAR), 4);
    cr_expect_eq(previous("2024-02-01", "2024-03-01", RVA_COMPARE_PREVIOUS_YEAR), 2);
    cr_expect_eq(previous("2025-02-28", "2025-03-01", RVA_COMPARE_PREVIOUS_YEAR), 1);
}

Test(question, a_year_before_a_leap_day_is_the_28th)
{
    cr_expect_eq(previous("2024-02-29", "2024-02-29", RVA_COMPARE_PREVIOUS_YEAR), 1);
    cr_expect_eq(previous("2024-02-01", "2024-02-29", RVA_COMPARE_PREVIOUS_YEAR), 1);
}

Test(question, a_period_before_has_as_many_days)
{
    cr_expect_eq(previous("2024-01-01", "2024-12-31", RVA_COMPARE_PREVIOUS_PERIOD), 5);
}

Test(question, a_whole_year_is_compared_with_the_year_before)
{
    cr_expect_eq(previous("2024-01-01", "2024-12-31", RVA_COMPARE_FULL), 4);
    cr_expect_eq(previous("2024-01-01", "2024-12-31", RVA_COMPARE_DEFAULT), 4);
}

/** What a question that cannot be answered says. */
static void expect_refused(const char *name, const rva_query *query, rva_status status,
                           const char *field)
{
    rva_error err = RVA_ERROR_INIT;
    rva_report *out = NULL;
    cr_expect_eq(rva_report_run(store, name, query, &out, &err), status, "%s", err.message);
    cr_expect_null(out);
    cr_expect_str_eq(err.field, field);
    cr_expect_neq(err.message[0], '\0');
}

Test(question, a_period_that_is_too_long)
{
    rva_query query = RVA_QUERY_INIT;
    query.to_at = at("2100-01-01");
    query.from_at = query.to_at - (RVA_DAYS_MAX + 1) * GIVEN_DAY;
    expect_refused("executive_summary", &query, RVA_INVALID, "from");
    rva_error err = RVA_ERROR_INIT;
    query.from_at = query.to_at - RVA_DAYS_MAX * GIVEN_DAY;
    cr_expect_eq(rva_report_executive_summary(store, &query, &report, &err), RVA_OK, "%s",
                 err.message);
}

Test(question, a_series_of_too_many_buckets)
{
    rva_query query = RVA_QUERY_INIT;
    query.by = RVA_GRAIN_HOUR;
    query.to_at = at("2024-01-01");
    query.from_at = query.to_at - (RVA_BUCKETS_MAX + 1) * (GIVEN_DAY / 24);
    expect_refused("cube", &query, RVA_INVALID, "by");
}

Test(question, trends_without_buckets)
{
    rva_query query = RVA_QUERY_INIT;
    query.by = RVA_GRAIN_NONE;
    expect_refused("revenue_trends", &query, RVA_INVALID, "by");
}

Test(question, a_cube_of_a_dimension_twice)
{
    rva_query query = RVA_QUERY_INIT;
    query.dimensions = "source, zip,source";
    expect_refused("cube", &query, RVA_INVALID, "dimensions");
}

Test(question, a_cube_of_too_many_measures)
{
    char list[8192] = "";
    rva_query query = RVA_QUERY_INIT;
    for (size_t i = 0; rva_measure_name_at(i); i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s,", rva_measure_name_at(i));
    query.measures = list;
    cr_expect_eq(rva_report_cube(store, &query, &report, NULL), RVA_OK);
    snprintf(list + strlen(list), sizeof list - strlen(list), "%s", rva_measure_name_at(0));
    expect_refused("cube", &query, RVA_INVALID, "measures");
}

Test(question, the_header_says_what_was_asked)
{
    rva_query query = RVA_QUERY_INIT;
    query.period = "2024-02";
    query.now_at = at("2024-12-31");
    cr_assert_eq(rva_report_executive_summary(store, &query, &report, NULL), RVA_OK);
    rva_report_info info = rva_report_get_info(report);
    cr_expect_eq(info.from_at, at("2024-02-01"));
    cr_expect_eq(info.to_at, at("2024-03-01"));
    cr_expect_eq(info.previous_from_at, at("2024-01-01"));
    cr_expect_eq(info.previous_to_at, at("2024-02-01"));
    cr_expect_eq(info.now_at, at("2024-12-31"));
    cr_expect_str_eq(info.mode, "default");
    cr_expect_eq(info.complete, 1);
    rva_report_free(report);
    query.mode = RVA_MODE_RESTATED;
    query.compare = RVA_COMPARE_NONE;
    cr_assert_eq(rva_report_executive_summary(store, &query, &report, NULL), RVA_OK);
    info = rva_report_get_info(report);
    cr_expect_str_eq(info.mode, "restated");
    cr_expect_eq(info.previous_from_at, RVA_ABSENT);
    cr_expect_eq(info.previous_to_at, RVA_ABSENT);
}

Test(question, the_cube_compares_with_nothing)
{
    rva_query query = RVA_QUERY_INIT;
    query.compare = RVA_COMPARE_PREVIOUS_YEAR;
    query.mode = RVA_MODE_BOOKED;
    cr_assert_eq(rva_report_cube(store, &query, &report, NULL), RVA_OK);
    cr_expect_eq(rva_report_get_info(report).previous_from_at, RVA_ABSENT);
    cr_expect_eq(rva_report_get_info(report).previous_to_at, RVA_ABSENT);
    cr_expect_str_eq(rva_report_get_info(report).mode, "booked");
}

static const char *mode_of(const char *table)
{
    return rva_table_mode(rva_report_table(report, table));
}

Test(question, tables_say_where_returns_count)
{
    rva_query query = RVA_QUERY_INIT;
    cr_assert_eq(rva_report_executive_summary(store, &query, &report, NULL), RVA_OK);
    cr_expect_str_eq(mode_of("kpis"), "booked");
    cr_expect_str_eq(mode_of("tiers"), "restated");
    cr_expect_str_eq(mode_of("platforms"), "restated");
    cr_expect_str_eq(mode_of("boroughs"), "booked");
    cr_expect_str_eq(mode_of("days"), "booked");
    rva_report_free(report);
    query.mode = RVA_MODE_BOOKED;
    cr_assert_eq(rva_report_executive_summary(store, &query, &report, NULL), RVA_OK);
    cr_expect_str_eq(mode_of("tiers"), "booked");
    rva_report_free(report);
    cr_assert_eq(rva_report_conversation_analytics(store, NULL, &report, NULL), RVA_OK);
    cr_expect_null(mode_of("stages"), "no money in it");
    cr_expect_str_eq(mode_of("sources"), "booked");
    rva_report_free(report);
    cr_assert_eq(rva_report_revenue_trends(store, NULL, &report, NULL), RVA_OK);
    cr_expect_str_eq(mode_of("growth"), "booked");
    cr_expect_null(rva_table_mode(NULL));
}

Test(question, a_report_refuses_what_it_does_not_use)
{
    rva_query query = RVA_QUERY_INIT;
    query.by = RVA_GRAIN_DAY;
    expect_refused("conversation_analytics", &query, RVA_INVALID, "by");
    query = (rva_query)RVA_QUERY_INIT;
    query.measures = "";
    expect_refused("revenue_trends", &query, RVA_INVALID, "measures");
    query = (rva_query)RVA_QUERY_INIT;
    query.dimensions = "source";
    expect_refused("platform_performance", &query, RVA_INVALID, "dimensions");
    query = (rva_query)RVA_QUERY_INIT;
    query.period = "someday";
    expect_refused("cube", &query, RVA_INVALID, "period");
    query.period = "today";
    query.days = 3;
    expect_refused("cube", &query, RVA_INVALID, "period");
}

Test(question, a_date_that_is_none)
{
    static const char *const bad[] = {"",           "2024-02-30", "2023-02-29",  "2024-13-01",
                                      "2024-00-01", "2024-01-00", "2024-01-32",  "2024/01-01",
                                      "2024-01/01", "202x-01-01", "2024-0x-01",  "2024-01-0x",
                                      "2024-1-1",   "1969-12-31", "2024-01-011", "2024-01- 1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t instant = 7;
        cr_expect_eq(rva_store_local_instant(store, bad[i], &instant, NULL), RVA_INVALID, "%s",
                     bad[i]);
        cr_expect_eq(instant, 7);
    }
    cr_expect_eq(at("2024-02-29") + GIVEN_DAY, at("2024-03-01"));
}
