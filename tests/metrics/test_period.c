/**
 * @file metrics/test_period.c
 * Periods and what they are compared with, in New York, by hand.
 */
#include <math.h>

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

static int64_t at(const char *text)
{
    int64_t instant = 0;
    cr_assert_eq(rva_instant_parse(text, &instant, NULL), RVA_OK, "%s", text);
    return instant;
}

static rva__periods read(rva_query query)
{
    rva__periods periods = {0};
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva__periods_read(&query, zone, &periods, &err), RVA_OK, "%s", err.message);
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
    cr_expect_eq(rva__periods_read(&query, zone, &periods, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "from");
}
