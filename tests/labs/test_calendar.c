/**
 * @file labs/test_calendar.c
 * Days that are not like the others, and clocks that are wrong, through a whole store.
 *
 * The zones themselves are compared with the C library in core/test_zone_bytes.c.  Here the
 * clock of the program is ours: clock_gettime() below answers what a test sets.
 */
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

#define HOUR (3600 * GIVEN_SECOND)
#define LAST INT64_C(7258118399999999) /* 2199-12-31T23:59:59.999999Z */

static rva_store *store;
static int64_t clock_second; /**< what the clock says, when it is set */
static bool clock_is_set;

/** The wall clock as a test sets it; other clocks are the system's. */
int clock_gettime(clockid_t id, struct timespec *out)
{
    if (id != CLOCK_REALTIME || !clock_is_set)
        return (int)syscall(SYS_clock_gettime, id, out);
    *out = (struct timespec){.tv_sec = (time_t)clock_second};
    return 0;
}

static rva_store *make(const char *name, const char *zone)
{
    rva_error err = RVA_ERROR_INIT;
    rva_settings *settings = NULL;
    char path[GIVEN_PATH_BYTES];
    snprintf(path, sizeof path, "%s", given_place(name));
    given_check(rva_settings_new(&settings, &err), &err, "rva_settings_new");
    given_check(rva_settings_set(settings, "time_zone", zone, &err), &err, "rva_settings_set");
    given_check(rva_settings_set(settings, "earliest_at", "1970-01-01", &err), &err, "earliest_at");
    given_check(rva_store_create(path, settings, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    rva_settings_free(settings);
    return given_open(path);
}

static void end(void)
{
    clock_is_set = false;
    rva_store_close(store);
    given_end();
}

TestSuite(calendar, .fini = end, .timeout = 300);

static int64_t at(const char *text)
{
    int64_t instant = 0;
    cr_assert_eq(rva_instant_parse(text, &instant, NULL), RVA_OK);
    return instant;
}

static rva_event sale(const char *id, int64_t instant)
{
    rva_event event = given_sale(id, NULL, 1);
    event.at = instant;
    return event;
}

/** One sale in each quarter of an hour of these days. */
static void record_quarters(const char *from, const char *to)
{
    char id[GIVEN_ID_BYTES];
    for (int64_t instant = at(from); instant < at(to); instant += HOUR / 4) {
        snprintf(id, sizeof id, "t-%lld", (long long)instant);
        const rva_event event = sale(id, instant);
        given_record(store, &event);
    }
}

static rva_report *ask_trends(const char *from, const char *to, int64_t grain)
{
    rva_error err = RVA_ERROR_INIT;
    rva_report *report = NULL;
    rva_query query = RVA_QUERY_INIT;
    given_check(rva_store_local_instant(store, from, &query.from_at, &err), &err, from);
    given_check(rva_store_local_instant(store, to, &query.to_at, &err), &err, to);
    query.by = grain;
    given_check(rva_report_revenue_trends(store, &query, &report, &err), &err, "trends");
    return report;
}

/** A day has so many hours, each with the sales of its quarters, and its own sum is theirs. */
static void expect_day(const char *day, const char *next, size_t hours)
{
    rva_report *by_hour = ask_trends(day, next, RVA_GRAIN_HOUR);
    rva_report *by_day = ask_trends(day, next, RVA_GRAIN_DAY);
    const rva_table *series = rva_report_table(by_hour, "series");
    cr_expect_eq(rva_table_row_count(series), hours, "%s: %zu", day, rva_table_row_count(series));
    int64_t sum = 0;
    for (size_t i = 0; i < rva_table_row_count(series); i++) {
        const rva_series_row *row = rva_table_row_at(series, i);
        sum += row->sales;
        cr_expect_leq(row->sales, 4, "%s: %lld", row->bucket, (long long)row->sales);
    }
    const rva_series_row *whole = rva_table_row_at(rva_report_table(by_day, "series"), 0);
    cr_expect_eq(rva_table_row_count(rva_report_table(by_day, "series")), 1);
    cr_expect_eq(whole->sales, sum);
    cr_expect_str_eq(whole->bucket, day);
    rva_report_free(by_hour);
    rva_report_free(by_day);
}

static int64_t sales_of(const char *day, const char *next)
{
    rva_report *report = ask_trends(day, next, RVA_GRAIN_DAY);
    const rva_series_row *row = rva_table_row_at(rva_report_table(report, "series"), 0);
    const int64_t sales = row->sales;
    rva_report_free(report);
    return sales;
}

Test(calendar, days_of_23_and_25_hours_have_as_many_buckets)
{
    store = make("store", "America/New_York");
    record_quarters("2026-03-07T05:00:00Z", "2026-03-10T04:00:00Z");
    record_quarters("2026-10-31T04:00:00Z", "2026-11-03T05:00:00Z");
    expect_day("2026-03-07", "2026-03-08", 24);
    expect_day("2026-03-08", "2026-03-09", 23);
    expect_day("2026-03-09", "2026-03-10", 24);
    expect_day("2026-11-01", "2026-11-02", 25);
    cr_expect_eq(sales_of("2026-03-08", "2026-03-09"), 23 * 4);
    cr_expect_eq(sales_of("2026-11-01", "2026-11-02"), 25 * 4);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(calendar, days_that_change_by_half_an_hour_lose_and_double_nothing)
{
    store = make("store", "Australia/Lord_Howe");
    record_quarters("2026-04-03T13:00:00Z", "2026-04-06T13:30:00Z");
    record_quarters("2026-10-02T13:30:00Z", "2026-10-05T13:00:00Z");
    cr_expect_eq(sales_of("2026-04-05", "2026-04-06"), 24 * 4 + 2);
    cr_expect_eq(sales_of("2026-10-04", "2026-10-05"), 24 * 4 - 2);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(calendar, a_day_without_midnight_begins_at_one)
{
    store = make("store", "America/Sao_Paulo");
    record_quarters("2018-11-03T03:00:00Z", "2018-11-06T02:00:00Z");
    expect_day("2018-11-04", "2018-11-05", 23);
    cr_expect_eq(sales_of("2018-11-04", "2018-11-05"), 23 * 4);
    cr_expect_eq(sales_of("2018-11-03", "2018-11-04"), 24 * 4);
}

Test(calendar, leap_days_are_days)
{
    int64_t instant = 0;
    store = make("store", "Asia/Kolkata");
    record_quarters("2028-02-27T18:30:00Z", "2028-03-01T18:30:00Z");
    expect_day("2028-02-29", "2028-03-01", 24); /* hours are local: none is cut in half */
    cr_expect_eq(sales_of("2028-02-28", "2028-02-29"), 24 * 4);
    cr_expect_eq(sales_of("2028-02-29", "2028-03-01"), 24 * 4);
    cr_expect_eq(sales_of("2028-03-01", "2028-03-02"), 24 * 4);
    cr_expect_eq(rva_store_local_instant(store, "2100-02-29", &instant, NULL), RVA_INVALID);
    cr_expect_eq(rva_store_local_instant(store, "2027-02-29", &instant, NULL), RVA_INVALID);
    cr_expect_eq(rva_store_local_instant(store, "2000-02-29", &instant, NULL), RVA_OK);
}

/** Records some histories with the clock stepping by `step_s`; the figures at the end. */
static char *figures_with_clock(rva_store *into, int64_t first_s, int64_t step_s)
{
    enum { HISTORIES = 40 };
    clock_is_set = true;
    clock_second = first_s;
    for (int i = 0; i < HISTORIES; i++, clock_second += step_s)
        given_history(into, i);
    char *figures = given_figures(into);
    cr_expect_eq(given_differences(into, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_store_rebuild(into, NULL, NULL, NULL, NULL), RVA_OK);
    char *again = given_figures(into);
    cr_expect_str_eq(again, figures);
    free(again);
    clock_is_set = false;
    return figures;
}

/** The feed gives every event once, in the order of recording, whatever the clock said. */
static void expect_feed_in_order(int64_t events)
{
    rva_feed *feed = NULL;
    rva_change change;
    int64_t seen = 0;
    cr_assert_eq(rva_feed_open(store, NULL, 1, &feed, NULL), RVA_OK);
    while (rva_feed_next(feed, &change, NULL) == RVA_OK)
        cr_expect_eq(change.seq, ++seen);
    cr_expect_eq(seen, events);
    rva_feed_close(feed);
}

Test(calendar, a_clock_that_is_set_back_changes_no_figure)
{
    static const int64_t clocks[][2] = {
        {1772366400, -3600},            /* an hour back each time */
        {1772366400, -86400 * 40},      /* over months */
        {0, 0},                         /* stands at 1970 */
        {-86400, -86400},               /* before 1970 */
        {INT64_C(253402300000), 86400}, /* beyond the year 9999 */
    };
    rva_store *right = make("right", "America/New_York");
    char *expected = figures_with_clock(right, 1772366400, 60);
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        char name[GIVEN_ID_BYTES];
        snprintf(name, sizeof name, "store-%zu", i);
        store = make(name, "America/New_York");
        char *found = figures_with_clock(store, clocks[i][0], clocks[i][1]);
        cr_expect_str_eq(found, expected, "clock %zu", i);
        expect_feed_in_order(given_events(store));
        free(found);
        rva_store_close(store);
    }
    store = right;
    free(expected);
}

Test(calendar, a_report_may_be_asked_for_any_now)
{
    static const int64_t nows[] = {0, 1, GIVEN_AT - GIVEN_DAY, GIVEN_AT, LAST};
    store = make("store", "America/New_York");
    given_history(store, 1);
    for (size_t i = 0; i < sizeof nows / sizeof *nows; i++) {
        rva_report *report = NULL;
        rva_error err = RVA_ERROR_INIT;
        rva_query query = RVA_QUERY_INIT;
        query.now_at = nows[i];
        const rva_status status = rva_report_executive_summary(store, &query, &report, &err);
        cr_expect(status == RVA_OK || (status == RVA_INVALID && err.field[0] != '\0'),
                  "now %lld: %s: %s", (long long)nows[i], rva_status_name(status), err.message);
        rva_report_free(report);
    }
}

static void expect_refused(int64_t instant)
{
    rva_error err = RVA_ERROR_INIT;
    const rva_event event = sale("far", instant);
    cr_expect_eq(rva_record(store, &event, NULL, &err), RVA_INVALID, "%lld", (long long)instant);
    cr_expect_str_eq(err.field, "at");
    cr_expect(strstr(err.message, "1970 to 2199") != NULL, "%s", err.message);
}

static int64_t sales_between(int64_t from_at, int64_t to_at)
{
    rva_error err = RVA_ERROR_INIT;
    rva_report *report = NULL;
    rva_query query = RVA_QUERY_INIT;
    query.from_at = from_at;
    query.to_at = to_at;
    query.by = RVA_GRAIN_NONE;
    query.measures = "sales";
    given_check(rva_report_cube(store, &query, &report, &err), &err, "rva_report_cube");
    const rva_table *cells = rva_report_table(report, "cells");
    const int64_t column = rva_table_column_find(cells, "sales");
    const int64_t sales =
        rva_table_row_count(cells) == 0 ? 0 : rva_table_value(cells, 0, (size_t)column).integer;
    rva_report_free(report);
    return sales;
}

Test(calendar, instants_beyond_the_calendar_are_refused_by_name)
{
    store = make("store", "America/New_York");
    expect_refused(-1);
    expect_refused(LAST + 1);
    expect_refused(INT64_MAX);
    expect_refused(INT64_MIN + 1);
    const rva_event first = sale("first", 0);
    const rva_event last = sale("last", LAST);
    given_record(store, &first);
    given_record(store, &last);
    cr_expect_eq(sales_between(0, 1), 1);
    cr_expect_eq(sales_between(LAST, LAST + 1), 1);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}
