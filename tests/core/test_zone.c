/**
 * @file tests/core/test_zone.c
 * Facts of zones that are known to be hard, in RFC 3339.
 */
#include "core/zone.h"
#include "core/zone_load.h"

#include <criterion/criterion.h>
#include <revanalytics/event.h>

#include "core/alloc.h"

static rva__zone *zone;

static void release(void)
{
    rva__zone_free(zone);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(zone, .fini = release);

static void use(const char *name)
{
    rva_error err = RVA_ERROR_INIT;
    rva__buffer bytes = {0};
    cr_assert_eq(rva__zone_load(name, &bytes, &err), RVA_OK, "%s", err.message);
    cr_assert_eq(rva__zone_new(bytes.data, bytes.size, &zone, &err), RVA_OK, "%s", err.message);
    rva__buffer_free(&bytes);
}

static int64_t at(const char *text)
{
    int64_t instant = 0;
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva_instant_parse(text, &instant, &err), RVA_OK, "%s", err.message);
    return instant;
}

static void expect_offset(const char *text, int32_t offset_s)
{
    const int32_t found = rva__zone_offset(zone, at(text));
    cr_expect_eq(found, offset_s, "%s: %d", text, (int)found);
}

static void expect_instant(int64_t instant, const char *text)
{
    char found[RVA_INSTANT_BYTES];
    rva_instant_format(instant, found);
    cr_expect_str_eq(found, text, "%s, not %s", found, text);
}

static void expect_start(int32_t year, int32_t month, int32_t day, const char *text)
{
    expect_instant(rva__zone_day_start(zone, rva__day_from_date(year, month, day)), text);
}

/** A day's length in minutes. */
static int64_t minutes(int32_t year, int32_t month, int32_t day)
{
    const int32_t number = rva__day_from_date(year, month, day);
    return (rva__zone_day_start(zone, number + 1) - rva__zone_day_start(zone, number)) / 60000000;
}

static void expect_day(const char *text, int32_t year, int32_t month, int32_t day)
{
    cr_expect_eq(rva__zone_day(zone, at(text)), rva__day_from_date(year, month, day), "%s", text);
}

Test(zone, new_york_changes_at_two_in_the_morning)
{
    use("America/New_York");
    expect_offset("2026-03-08T06:59:59.999999Z", -18000);
    expect_offset("2026-03-08T07:00:00Z", -14400);
    expect_offset("2026-11-01T05:59:59.999999Z", -14400);
    expect_offset("2026-11-01T06:00:00Z", -18000);
}

Test(zone, new_york_days_of_23_24_and_25_hours)
{
    use("America/New_York");
    expect_start(2026, 3, 8, "2026-03-08T05:00:00Z");
    expect_start(2026, 3, 9, "2026-03-09T04:00:00Z");
    cr_expect_eq(minutes(2026, 3, 8), 23 * 60);
    cr_expect_eq(minutes(2026, 3, 9), 24 * 60);
    cr_expect_eq(minutes(2026, 11, 1), 25 * 60);
}

Test(zone, new_york_days_begin_at_local_midnight)
{
    use("America/New_York");
    expect_day("2026-03-01T04:59:59.999999Z", 2026, 2, 28);
    expect_day("2026-03-01T05:00:00Z", 2026, 3, 1);
    expect_day("2026-07-01T03:59:59Z", 2026, 6, 30);
    expect_day("2026-07-01T04:00:00Z", 2026, 7, 1);
}

Test(zone, new_york_before_the_rules_of_today)
{
    use("America/New_York");
    expect_offset("1970-01-01T00:00:00Z", -18000);
    expect_offset("1970-04-26T06:59:59Z", -18000);
    expect_offset("1970-04-26T07:00:00Z", -14400);
    expect_offset("1974-01-06T07:00:00Z", -14400);
    expect_offset("2006-04-02T06:59:59Z", -18000);
    expect_offset("2007-03-11T07:00:00Z", -14400);
}

Test(zone, new_york_before_1970)
{
    use("America/New_York");
    cr_expect_eq(rva__zone_offset(zone, INT64_MIN), -17762);
    cr_expect_eq(rva__zone_offset(zone, -1), -18000);
    const int64_t railway_time = -2717650800 * RVA__SECOND_US;
    cr_expect_eq(rva__zone_offset(zone, railway_time - 1), -17762);
    cr_expect_eq(rva__zone_offset(zone, railway_time), -18000);
}

Test(zone, new_york_by_its_rule)
{
    use("America/New_York");
    expect_offset("2038-03-14T06:59:59Z", -18000);
    expect_offset("2038-03-14T07:00:00Z", -14400);
    expect_offset("2038-11-07T05:59:59Z", -14400);
    expect_offset("2038-11-07T06:00:00Z", -18000);
    expect_offset("2100-03-14T06:59:59Z", -18000);
    expect_offset("2100-03-14T07:00:00Z", -14400);
    expect_offset("2100-11-07T06:00:00Z", -18000);
}

Test(zone, rule_holds_for_ever)
{
    use("America/New_York");
    expect_offset("2500-03-14T06:59:59Z", -18000);
    expect_offset("2500-03-14T07:00:00Z", -14400);
    expect_offset("2900-03-14T06:59:59Z", -18000);
    expect_offset("2900-03-14T07:00:00Z", -14400);
    expect_offset("9999-12-31T23:59:59Z", -18000);
    expect_start(2900, 3, 15, "2900-03-15T04:00:00Z");
    expect_day("2900-03-15T03:59:59Z", 2900, 3, 14);
    expect_day("2900-03-15T04:00:00Z", 2900, 3, 15);
    cr_expect_eq(minutes(2900, 3, 14), 23 * 60);
    cr_expect_eq(minutes(9999, 12, 30), 24 * 60);
}

Test(zone, extremes_are_safe)
{
    use("America/New_York");
    static const int64_t instants[] = {INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX - 1, INT64_MAX};
    for (size_t i = 0; i < sizeof(instants) / sizeof(instants[0]); i++) {
        const int32_t day = rva__zone_day(zone, instants[i]);
        cr_expect_leq(rva__zone_day_start(zone, day > -106000000 ? day : -106000000),
                      instants[i] > INT64_MIN + 1 ? instants[i] : INT64_MAX);
    }
    cr_expect_lt(rva__zone_day_start(zone, INT32_MIN), 0);
    cr_expect_gt(rva__zone_day_start(zone, INT32_MAX), RVA__INSTANT_MAX);
}

Test(zone, amsterdam_changes_with_europe)
{
    use("Europe/Amsterdam");
    expect_offset("1970-07-01T00:00:00Z", 3600);
    expect_offset("1977-04-03T00:59:59Z", 3600);
    expect_offset("1977-04-03T01:00:00Z", 7200);
    expect_offset("2026-03-29T00:59:59Z", 3600);
    expect_offset("2026-03-29T01:00:00Z", 7200);
    expect_offset("2026-10-25T01:00:00Z", 3600);
    expect_start(2026, 10, 25, "2026-10-24T22:00:00Z");
    cr_expect_eq(minutes(2026, 10, 25), 25 * 60);
    cr_expect_eq(minutes(2100, 3, 28), 23 * 60);
}

Test(zone, sao_paulo_has_days_without_midnight)
{
    use("America/Sao_Paulo");
    expect_start(2017, 10, 15, "2017-10-15T03:00:00Z");
    cr_expect_eq(minutes(2017, 10, 15), 23 * 60);
    cr_expect_eq(rva__zone_civil(zone, at("2017-10-15T03:00:00Z")).hour, 1);
    expect_day("2017-10-15T02:59:59Z", 2017, 10, 14);
    expect_day("2017-10-15T03:00:00Z", 2017, 10, 15);
}

Test(zone, sao_paulo_repeats_the_hour_before_midnight)
{
    use("America/Sao_Paulo");
    expect_start(2018, 2, 17, "2018-02-17T02:00:00Z");
    expect_start(2018, 2, 18, "2018-02-18T03:00:00Z");
    cr_expect_eq(minutes(2018, 2, 17), 25 * 60);
    expect_day("2018-02-18T02:30:00Z", 2018, 2, 17);
}

Test(zone, sao_paulo_has_no_summer_time_any_more)
{
    use("America/Sao_Paulo");
    expect_offset("2026-01-01T12:00:00Z", -10800);
    expect_offset("2038-01-01T12:00:00Z", -10800);
    expect_offset("2100-01-01T12:00:00Z", -10800);
    expect_offset("9999-01-01T12:00:00Z", -10800);
}

Test(zone, london_was_an_hour_ahead_in_1970)
{
    use("Europe/London");
    expect_offset("1970-01-01T00:00:00Z", 3600);
    expect_offset("1971-10-31T01:59:59Z", 3600);
    expect_offset("1971-10-31T02:00:00Z", 0);
    expect_start(1970, 1, 2, "1970-01-01T23:00:00Z");
    cr_expect_eq(minutes(2026, 3, 29), 23 * 60);
}

Test(zone, kolkata_is_half_an_hour_off)
{
    use("Asia/Kolkata");
    expect_offset("1970-01-01T00:00:00Z", 19800);
    expect_offset("2100-07-01T00:00:00Z", 19800);
    expect_offset("9999-07-01T00:00:00Z", 19800);
    expect_start(2026, 3, 1, "2026-02-28T18:30:00Z");
}

Test(zone, lord_howe_changes_by_half_an_hour)
{
    use("Australia/Lord_Howe");
    expect_offset("2025-10-04T15:29:59Z", 37800);
    expect_offset("2025-10-04T15:30:00Z", 39600);
    expect_start(2025, 10, 5, "2025-10-04T13:30:00Z");
    cr_expect_eq(minutes(2025, 10, 5), 23 * 60 + 30);
    cr_expect_eq(minutes(2025, 4, 6), 24 * 60 + 30);
}

Test(zone, apia_skipped_a_day)
{
    use("Pacific/Apia");
    expect_start(2011, 12, 29, "2011-12-29T10:00:00Z");
    expect_start(2011, 12, 30, "2011-12-30T10:00:00Z");
    expect_start(2011, 12, 31, "2011-12-30T10:00:00Z");
    cr_expect_eq(minutes(2011, 12, 29), 24 * 60);
    cr_expect_eq(minutes(2011, 12, 30), 0);
    expect_day("2011-12-30T09:59:59Z", 2011, 12, 29);
    expect_day("2011-12-30T10:00:00Z", 2011, 12, 31);
}

/* At 00:01 on 7 November 2010 it became 23:01 on the 6th. */
Test(zone, time_repeated_over_midnight_stays_with_the_day_that_had_begun)
{
    use("America/St_Johns");
    expect_start(2010, 11, 7, "2010-11-07T02:30:00Z");
    expect_day("2010-11-07T02:29:59Z", 2010, 11, 6);
    expect_day("2010-11-07T02:30:00Z", 2010, 11, 7);
    expect_day("2010-11-07T02:31:00Z", 2010, 11, 7);
    cr_expect_eq(rva__zone_civil(zone, at("2010-11-07T02:31:00Z")).day, 6);
    cr_expect_eq(minutes(2010, 11, 6), 24 * 60);
    cr_expect_eq(minutes(2010, 11, 7), 25 * 60);
}

static void expect_at(int32_t month, int32_t day, int32_t hour, int32_t minute, const char *text)
{
    const int32_t number = rva__day_from_date(2026, month, day);
    const int64_t time_us = hour * RVA__HOUR_US + minute * 60 * RVA__SECOND_US;
    expect_instant(rva__zone_at(zone, number, time_us), text);
}

Test(zone, instant_at_a_wall_time)
{
    use("America/New_York");
    expect_at(3, 1, 0, 0, "2026-03-01T05:00:00Z");
    expect_at(3, 1, 14, 30, "2026-03-01T19:30:00Z");
    expect_at(7, 1, 14, 30, "2026-07-01T18:30:00Z");
}

Test(zone, instant_at_a_wall_time_in_a_gap_is_just_after_it)
{
    use("America/New_York");
    expect_at(3, 8, 1, 59, "2026-03-08T06:59:00Z");
    expect_at(3, 8, 2, 0, "2026-03-08T07:00:00Z");
    expect_at(3, 8, 2, 30, "2026-03-08T07:00:00Z");
    expect_at(3, 8, 3, 0, "2026-03-08T07:00:00Z");
    expect_at(3, 8, 3, 1, "2026-03-08T07:01:00Z");
}

Test(zone, instant_at_an_ambiguous_wall_time_is_the_earlier)
{
    use("America/New_York");
    expect_at(11, 1, 0, 59, "2026-11-01T04:59:00Z");
    expect_at(11, 1, 1, 30, "2026-11-01T05:30:00Z");
    expect_at(11, 1, 2, 0, "2026-11-01T07:00:00Z");
}

Test(zone, civil_time)
{
    use("America/New_York");
    const rva__civil civil = rva__zone_civil(zone, at("2026-03-01T04:03:22.9Z"));
    cr_expect_eq(civil.year, 2026);
    cr_expect_eq(civil.month, 2);
    cr_expect_eq(civil.day, 28);
    cr_expect_eq(civil.hour, 23);
    cr_expect_eq(civil.minute, 3);
    cr_expect_eq(civil.second, 22);
    cr_expect_eq(civil.offset_s, -18000);
}

/** How many hours a local day has; each must begin where the one before ends. */
static int hours(int32_t year, int32_t month, int32_t day)
{
    const int32_t number = rva__day_from_date(year, month, day);
    const int64_t end = rva__zone_day_start(zone, number + 1);
    int count = 0;
    for (int64_t hour = rva__zone_day_start(zone, number); hour < end; count++) {
        const int64_t next = rva__zone_hour_end(zone, hour);
        cr_assert_gt(next, hour);
        cr_expect_eq(rva__zone_hour_start(zone, hour), hour);
        cr_expect_eq(rva__zone_hour_start(zone, next - 1), hour);
        cr_expect_eq(rva__zone_hour_end(zone, next - 1), next);
        cr_assert_leq(next, end, "the last hour ends with the day");
        hour = next;
    }
    return count;
}

static void expect_hour_of(const char *text, const char *start, const char *end)
{
    expect_instant(rva__zone_hour_start(zone, at(text)), start);
    expect_instant(rva__zone_hour_end(zone, at(text)), end);
}

Test(zone, hours_of_new_york_are_23_in_spring_and_25_in_autumn)
{
    use("America/New_York");
    cr_expect_eq(hours(2026, 3, 7), 24);
    cr_expect_eq(hours(2026, 3, 8), 23);
    cr_expect_eq(hours(2026, 11, 1), 25);
    cr_expect_eq(hours(2026, 11, 2), 24);
}

Test(zone, hours_of_new_york_that_are_repeated_are_two)
{
    use("America/New_York");
    expect_hour_of("2026-11-01T05:30:00Z", "2026-11-01T05:00:00Z", "2026-11-01T06:00:00Z");
    expect_hour_of("2026-11-01T06:30:00Z", "2026-11-01T06:00:00Z", "2026-11-01T07:00:00Z");
}

Test(zone, hours_of_kolkata_are_24_and_begin_at_half_past_of_utc)
{
    use("Asia/Kolkata");
    cr_expect_eq(hours(2026, 3, 1), 24);
    expect_hour_of("2026-03-01T00:00:00Z", "2026-02-28T23:30:00Z", "2026-03-01T00:30:00Z");
    expect_hour_of("2026-03-01T00:30:00Z", "2026-03-01T00:30:00Z", "2026-03-01T01:30:00Z");
}

/* At 02:00 it becomes 02:30: that hour has thirty minutes. */
Test(zone, hours_of_lord_howe_are_24_in_spring_of_which_one_is_short)
{
    use("Australia/Lord_Howe");
    cr_expect_eq(hours(2025, 10, 5), 24);
    expect_hour_of("2025-10-04T15:30:00Z", "2025-10-04T15:30:00Z", "2025-10-04T16:00:00Z");
}

/* At 02:00 it becomes 01:30: what is shown twice is an hour of its own. */
Test(zone, hours_of_lord_howe_are_25_in_autumn_of_which_one_is_short)
{
    use("Australia/Lord_Howe");
    cr_expect_eq(hours(2025, 4, 6), 25);
    expect_hour_of("2025-04-05T14:59:59Z", "2025-04-05T14:00:00Z", "2025-04-05T15:00:00Z");
    expect_hour_of("2025-04-05T15:00:00Z", "2025-04-05T15:00:00Z", "2025-04-05T15:30:00Z");
}

Test(zone, hours_of_a_day_that_was_skipped_are_none)
{
    use("Pacific/Apia");
    cr_expect_eq(hours(2011, 12, 29), 24);
    cr_expect_eq(hours(2011, 12, 30), 0);
    cr_expect_eq(hours(2011, 12, 31), 24);
}

Test(zone, hours_of_sao_paulo_are_23_without_midnight_and_25_with_two_elevens)
{
    use("America/Sao_Paulo");
    cr_expect_eq(hours(2017, 10, 15), 23);
    cr_expect_eq(hours(2018, 2, 17), 25);
}

Test(zone, hours_before_1970_and_after_the_table_tile_their_days)
{
    use("America/New_York");
    cr_expect_eq(hours(1969, 12, 31), 24);
    cr_expect_eq(hours(2900, 3, 14), 23);
    cr_expect_eq(hours(2900, 11, 7), 25);
}

Test(zone, utc)
{
    use("UTC");
    expect_offset("2026-03-01T00:00:00Z", 0);
    expect_start(2026, 3, 1, "2026-03-01T00:00:00Z");
}
