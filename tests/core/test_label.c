/**
 * @file core/test_label.c
 * Days, hours, weeks, months, quarters and years as reports name them.
 */
#include "core/label.h"

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "summed.h"

static rva__zone *zone;

static void release(void)
{
    rva__zone_free(zone);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(label, .fini = release);

static void expect_hour(const char *text, const char *label)
{
    char out[RVA__LABEL_BYTES];
    rva__label_hour(zone, summed_at(text), out);
    cr_expect_str_eq(out, label, "%s", out);
}

Test(label, of_an_hour_tells_repeated_hours_apart)
{
    zone = summed_zone("America/New_York");
    expect_hour("2026-03-01T19:00:00Z", "2026-03-01T14:00-05:00");
    expect_hour("2026-11-01T05:00:00Z", "2026-11-01T01:00-04:00");
    expect_hour("2026-11-01T06:00:00Z", "2026-11-01T01:00-05:00");
}

Test(label, of_an_hour_half_an_hour_off)
{
    zone = summed_zone("Asia/Kolkata");
    expect_hour("2026-03-01T00:00:00Z", "2026-03-01T05:30+05:30");
}

Test(label, of_an_hour_with_seconds_in_its_offset)
{
    zone = summed_zone("Africa/Monrovia");
    expect_hour("1970-01-02T00:00:00Z", "1970-01-01T23:15-00:44:30");
}

Test(label, of_an_hour_in_utc)
{
    zone = summed_zone("UTC");
    expect_hour("2026-03-01T07:00:00Z", "2026-03-01T07:00+00:00");
}

Test(label, of_an_hour_at_the_ends_of_time_has_room)
{
    char out[RVA__LABEL_BYTES];
    zone = summed_zone("America/New_York");
    rva__label_hour(zone, INT64_MIN, out);
    cr_expect_lt(strlen(out), sizeof out);
    rva__label_hour(zone, INT64_MAX, out);
    cr_expect_lt(strlen(out), sizeof out);
}

static void expect_label(void (*write)(int32_t, char *), int32_t day, const char *label)
{
    char out[RVA__LABEL_BYTES];
    write(day, out);
    cr_expect_str_eq(out, label, "%s", out);
}

Test(label, of_days_and_months)
{
    expect_label(rva__label_day, 20513, "2026-03-01");
    expect_label(rva__label_month, 20513, "2026-03");
    expect_label(rva__label_day, -719528, "0000-01-01");
    expect_label(rva__label_day, -719529, "-0001-12-31");
    expect_label(rva__label_day, 2932897, "10000-01-01");
    expect_label(rva__label_day, INT32_MAX, "5881580-07-11");
    expect_label(rva__label_day, INT32_MIN, "-5877641-06-23");
}

Test(label, of_seven_days_names_the_first)
{
    expect_label(rva__label_week_from, 20513, "2026-03-01/7");
}

Test(label, of_a_week_belongs_to_the_year_of_its_thursday)
{
    expect_label(rva__label_week, 20513, "2026-W09");
    expect_label(rva__label_week, 20514, "2026-W10");
    expect_label(rva__label_week, 20087, "2025-W01"); /* 2024-12-30 */
    expect_label(rva__label_week, 20819, "2026-W53"); /* 2027-01-01 */
    expect_label(rva__label_week, -1, "1970-W01");
}

static void expect_quarter(int32_t year, int32_t month, int32_t day, const char *label)
{
    char out[RVA__LABEL_BYTES];
    rva__label_quarter(rva__day_from_date(year, month, day), out);
    cr_expect_str_eq(out, label, "%s", out);
}

Test(label, of_a_quarter)
{
    expect_quarter(2026, 1, 1, "2026-Q1");
    expect_quarter(2026, 3, 31, "2026-Q1");
    expect_quarter(2026, 4, 1, "2026-Q2");
    expect_quarter(2026, 9, 30, "2026-Q3");
    expect_quarter(2026, 12, 31, "2026-Q4");
    expect_quarter(12026, 12, 31, "12026-Q4");
}

Test(label, of_a_year)
{
    char out[RVA__LABEL_BYTES];
    rva__label_year(rva__day_from_date(2026, 12, 31), out);
    cr_expect_str_eq(out, "2026");
}
