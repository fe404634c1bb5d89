/**
 * @file metrics/test_period.c
 * Periods and what they are compared with, in New York, by hand.
 */
#include <math.h>
#include <stdio.h>

#include <criterion/criterion.h>

#include "core/zone_load.h"
#include "metrics/period.h"

static rva__zone *zone;

static void begin(void)
{
    rva__buffer bytes = {0};
    cr_assert_eq(rva__zone_load("America/New_York", &bytes, NULL), RVA_OK);
    cr_assert_eq(rva__zone_new(bytes.data, bytes.size, &zone, NULL), RVA_OK);
    rva__buffer_free(&bytes);
}

static void end(void)
{
    rva__zone_free(zone);
}

TestSuite(period, .init = begin, .fini = end);

static void use_zone(const char *name)
{
    rva__buffer bytes = {0};
    rva__zone_free(zone);
    cr_assert_eq(rva__zone_load(name, &bytes, NULL), RVA_OK);
    cr_assert_eq(rva__zone_new(bytes.data, bytes.size, &zone, NULL), RVA_OK);
    rva__buffer_free(&bytes);
}

static int64_t at(const char *text)
{
    int64_t instant = 0;
    cr_assert_eq(rva_instant_parse(text, &instant, NULL), RVA_OK, "%s", text);
    return instant;
}

static int64_t midnight(const char *date)
{
    int year, month, day;
    cr_assert_eq(sscanf(date, "%d-%d-%d", &year, &month, &day), 3);
    return rva__zone_day_start(zone, rva__day_from_date(year, month, day));
}

static rva__periods read(rva_query query)
{
    rva__periods periods = {0};
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva__periods_read(&query, zone, 0, &periods, &err), RVA_OK, "%s", err.message);
    return periods;
}

Test(period, thirty_days_end_with_today)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    const rva__periods periods = read(query);
    cr_expect_eq(periods.asked.from_at, at("2026-02-03T05:00:00Z"));
    cr_expect_eq(periods.asked.to_at, at("2026-03-05T05:00:00Z"));
    cr_expect_eq(periods.days, 30);
    cr_expect(periods.partial);
}

Test(period, an_unfinished_period_is_compared_up_to_the_same_time)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.days = 1;
    const rva__periods periods = read(query);
    cr_expect_eq(periods.previous.from_at, at("2026-03-03T05:00:00Z"));
    cr_expect_eq(periods.previous.to_at, at("2026-03-03T15:00:00Z"));
}

Test(period, full_compares_with_whole_days)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.days = 1;
    query.compare = RVA_COMPARE_FULL;
    cr_expect_eq(read(query).previous.to_at, at("2026-03-04T05:00:00Z"));
}

Test(period, on_a_long_day_hours_count)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-11-01T15:00:00Z"); /* 10:00-05:00, 11 hours after midnight */
    query.days = 1;
    cr_expect_eq(read(query).previous.to_at, at("2026-10-31T15:00:00Z"));
}

Test(period, a_year_before_february_29_is_february_28)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = at("2024-02-29T05:00:00Z");
    query.to_at = at("2024-03-01T05:00:00Z");
    query.now_at = at("2024-04-01T05:00:00Z");
    query.compare = RVA_COMPARE_PREVIOUS_YEAR;
    const rva__periods periods = read(query);
    cr_expect_eq(periods.previous.from_at, at("2023-02-28T05:00:00Z"));
    cr_expect_eq(periods.previous.to_at, at("2023-03-01T05:00:00Z"));
}

Test(period, days_elapse_by_parts_of_today)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T17:00:00Z");
    query.days = 2;
    const rva__periods periods = read(query);
    cr_expect_eq(rva__periods_elapsed(&periods, zone, query.now_at), 1.5);
    cr_expect(isnan(rva__periods_elapsed(&periods, zone, periods.asked.from_at)));
}

Test(period, an_empty_one_is_refused)
{
    rva_query query = RVA_QUERY_INIT;
    rva__periods periods;
    rva_error err = RVA_ERROR_INIT;
    query.from_at = query.to_at = query.now_at = at("2026-03-04T15:00:00Z");
    cr_expect_eq(rva__periods_read(&query, zone, 0, &periods, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "from");
}

/** Expects what local days [from, to) are compared with, as seen at `now`. */
static void expect_previous(const char *from, const char *to, const char *now, int64_t compare,
                            const char *previous_from, int64_t previous_to)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = midnight(from);
    query.to_at = midnight(to);
    query.now_at = at(now);
    query.compare = compare;
    const rva__periods periods = read(query);
    cr_expect_eq(periods.previous.from_at, midnight(previous_from), "%s to %s", from, to);
    cr_expect_eq(periods.previous.to_at, previous_to, "%s to %s", from, to);
}

Test(period, a_unit_of_the_calendar_is_compared_with_the_one_before)
{
    const char *later = "2028-01-01T12:00:00Z";
    expect_previous("2026-03-01", "2026-04-01", later, 0, "2026-02-01", midnight("2026-03-01"));
    expect_previous("2026-04-01", "2026-07-01", later, 0, "2026-01-01", midnight("2026-04-01"));
    expect_previous("2025-01-01", "2026-01-01", later, 0, "2024-01-01", midnight("2025-01-01"));
    expect_previous("2026-03-02", "2026-03-09", later, 0, "2026-02-23", midnight("2026-03-02"));
    expect_previous("2026-03-03", "2026-03-10", later, 0, "2026-02-24", midnight("2026-03-03"));
    expect_previous("2026-03-01", "2026-04-01", later, RVA_COMPARE_PREVIOUS_PERIOD, "2026-01-29",
                    midnight("2026-03-01"));
}

Test(period, a_unit_a_year_earlier_is_the_same_unit)
{
    const char *later = "2028-01-01T12:00:00Z";
    const int64_t year = RVA_COMPARE_PREVIOUS_YEAR;
    expect_previous("2025-02-01", "2025-03-01", later, year, "2024-02-01", midnight("2024-03-01"));
    expect_previous("2024-02-01", "2024-03-01", later, year, "2023-02-01", midnight("2023-03-01"));
    expect_previous("2026-03-02", "2026-03-09", later, year, "2025-03-03", midnight("2025-03-10"));
    expect_previous("2024-02-10", "2024-02-29", later, year, "2023-02-10", midnight("2023-03-01"));
}

Test(period, of_an_unfinished_unit_as_much_counts_as_has_passed)
{
    const int64_t part = midnight("2026-02-07") + 12 * RVA__HOUR_US;
    expect_previous("2026-03-01", "2026-04-01", "2026-03-07T17:00:00Z", 0, "2026-02-01", part);
    expect_previous("2026-03-01", "2026-04-01", "2026-03-31T17:00:00Z", 0, "2026-02-01",
                    midnight("2026-03-01"));
    expect_previous("2026-03-01", "2026-04-01", "2026-03-07T17:00:00Z", RVA_COMPARE_FULL,
                    "2026-02-01", midnight("2026-03-01"));
}

Test(period, that_has_not_begun_is_compared_with_nothing)
{
    expect_previous("2026-05-01", "2026-06-01", "2026-03-07T17:00:00Z", 0, "2026-04-01",
                    midnight("2026-04-01"));
    expect_previous("2026-05-01", "2026-06-01", "2026-03-07T17:00:00Z", RVA_COMPARE_PREVIOUS_YEAR,
                    "2025-05-01", midnight("2025-05-01"));
}

Test(period, may_be_compared_with_nothing)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.compare = RVA_COMPARE_NONE;
    cr_expect_not(read(query).is_compared);
}

Test(period, days_that_a_zone_left_out_are_no_days)
{
    use_zone("Pacific/Apia");
    expect_previous("2011-12-31", "2012-01-01", "2027-01-01T00:00:00Z", 0, "2011-12-29",
                    midnight("2011-12-31"));
    rva_query query = RVA_QUERY_INIT;
    query.from_at = midnight("2011-12-28");
    query.to_at = midnight("2012-01-02");
    query.now_at = at("2027-01-01T00:00:00Z");
    cr_expect_eq(read(query).days, 4);
    cr_expect_eq(read(query).previous.from_at, midnight("2011-12-24"));
}

Test(period, a_day_may_begin_before_its_clock_is_set_back)
{
    use_zone("America/St_Johns"); /* 2006-10-29 begins, and at 00:01 it is 23:01 again */
    rva_query query = RVA_QUERY_INIT;
    query.from_at = midnight("2006-10-29");
    query.to_at = midnight("2006-10-30");
    query.now_at = query.from_at + 15 * 60 * RVA__SECOND_US;
    cr_expect_eq(read(query).previous.from_at, midnight("2006-10-28"));
    cr_expect_eq(read(query).previous.to_at, midnight("2006-10-28") + 15 * 60 * RVA__SECOND_US);
}

/** What a named period is, asked on 4 March 2026 at 10:00 in New York. */
static rva__periods named(const char *name, rva_compare compare)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.period = name;
    query.compare = compare;
    return read(query);
}

static void expect_compared(const char *name, rva_compare compare, const char *from, const char *to)
{
    const rva__periods periods = named(name, compare);
    cr_expect_eq(periods.previous.from_at, at(from), "%s", name);
    cr_expect_eq(periods.previous.to_at, at(to), "%s", name);
}

Test(period, this_month_ends_with_the_month_though_it_is_not_over)
{
    const rva__periods periods = named("this-month", RVA_COMPARE_DEFAULT);
    cr_expect_eq(periods.asked.from_at, midnight("2026-03-01"));
    cr_expect_eq(periods.asked.to_at, midnight("2026-04-01"));
    cr_expect_eq(periods.days, 31);
    cr_expect(periods.partial);
    expect_compared("this-month", RVA_COMPARE_DEFAULT, "2026-02-01T05:00:00Z",
                    "2026-02-04T15:00:00Z");
    expect_compared("this-month", RVA_COMPARE_FULL, "2026-02-01T05:00:00Z", "2026-03-01T05:00:00Z");
    expect_compared("this-month", RVA_COMPARE_PREVIOUS_YEAR, "2025-03-01T05:00:00Z",
                    "2025-03-04T15:00:00Z");
}

Test(period, a_named_unit_is_compared_with_the_unit_before)
{
    expect_compared("2026-02", RVA_COMPARE_DEFAULT, "2026-01-01T05:00:00Z", "2026-02-01T05:00:00Z");
    expect_compared("2025-Q1", RVA_COMPARE_DEFAULT, "2024-10-01T04:00:00Z", "2025-01-01T05:00:00Z");
    expect_compared("last-year", RVA_COMPARE_DEFAULT, "2024-01-01T05:00:00Z",
                    "2025-01-01T05:00:00Z");
    expect_compared("2025-02", RVA_COMPARE_PREVIOUS_YEAR, "2024-02-01T05:00:00Z",
                    "2024-03-01T05:00:00Z");
    expect_compared("2026-02", RVA_COMPARE_PREVIOUS_PERIOD, "2026-01-04T05:00:00Z",
                    "2026-02-01T05:00:00Z");
}

Test(period, a_numbered_week_is_a_unit_wherever_weeks_begin)
{
    rva_query query = RVA_QUERY_INIT;
    rva__periods periods = {0};
    query.now_at = at("2026-03-04T15:00:00Z");
    query.period = "2026-W09"; /* from Monday, 23 February */
    query.compare = RVA_COMPARE_PREVIOUS_YEAR;
    cr_assert_eq(rva__periods_read(&query, zone, 6, &periods, NULL), RVA_OK);
    cr_expect_eq(periods.asked.from_at, midnight("2026-02-23"));
    cr_expect_eq(periods.asked.to_at, midnight("2026-03-02"));
    cr_expect_eq(periods.previous.from_at, midnight("2025-02-24"), "364 days earlier");
    cr_expect_eq(periods.previous.to_at, midnight("2025-03-03"));
    query.compare = RVA_COMPARE_DEFAULT;
    cr_assert_eq(rva__periods_read(&query, zone, 6, &periods, NULL), RVA_OK);
    cr_expect_eq(periods.previous.from_at, midnight("2026-02-16"));
    cr_expect_eq(periods.previous.to_at, midnight("2026-02-23"));
}

Test(period, today_is_compared_with_as_much_of_yesterday)
{
    expect_compared("today", RVA_COMPARE_DEFAULT, "2026-03-03T05:00:00Z", "2026-03-03T15:00:00Z");
    expect_compared("yesterday", RVA_COMPARE_DEFAULT, "2026-03-02T05:00:00Z",
                    "2026-03-03T05:00:00Z");
    expect_compared("yesterday", RVA_COMPARE_PREVIOUS_YEAR, "2025-03-03T05:00:00Z",
                    "2025-03-04T05:00:00Z");
}

Test(period, one_that_has_not_begun_is_compared_with_an_empty_one)
{
    expect_compared("2026-Q2", RVA_COMPARE_DEFAULT, "2026-01-01T05:00:00Z", "2026-01-01T05:00:00Z");
}

/** The field that is blamed for a period. */
static void expect_blamed(const rva_query *query, const char *field)
{
    rva__periods periods;
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva__periods_read(query, zone, 0, &periods, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, field, "%s", err.message);
}

Test(period, given_twice_is_refused)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.period = "today";
    query.days = 1;
    expect_blamed(&query, "period");
    query.days = 0;
    query.from_at = midnight("2026-03-01");
    expect_blamed(&query, "period");
    query.period = NULL;
    query.days = 3;
    expect_blamed(&query, "days");
    query.from_at = RVA_ABSENT;
    query.to_at = midnight("2026-03-02");
    expect_blamed(&query, "days");
}

Test(period, days_are_one_or_more)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.days = -1;
    expect_blamed(&query, "days");
    query.days = RVA_DAYS_MAX + 1;
    expect_blamed(&query, "days");
}

Test(period, years_that_cannot_be_recorded_are_refused)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = at("2026-03-04T15:00:00Z");
    query.period = "1970-W01"; /* from 29 December 1969 */
    expect_blamed(&query, "period");
    query.period = "1970";
    cr_expect_eq(read(query).asked.from_at, midnight("1970-01-01"));
}
