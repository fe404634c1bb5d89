/**
 * @file metrics/test_calendar.c
 * Periods by their names, on Wednesday 4 March 2026 in New York, by hand.
 */
#include "metrics/calendar.h"

#include <criterion/criterion.h>

#include <revanalytics/event.h>

#include "core/label.h"
#include "core/zone_load.h"

enum { MONDAY = 0, SUNDAY = 6 };

static rva__zone *zone;
static int64_t now_at;

static void use(const char *zone_name, const char *now)
{
    rva__buffer bytes = {0};
    rva__zone_free(zone);
    cr_assert_eq(rva__zone_load(zone_name, &bytes, NULL), RVA_OK);
    cr_assert_eq(rva__zone_new(bytes.data, bytes.size, &zone, NULL), RVA_OK);
    rva__buffer_free(&bytes);
    cr_assert_eq(rva_instant_parse(now, &now_at, NULL), RVA_OK);
}

static void begin(void)
{
    use("America/New_York", "2026-03-04T15:00:00Z");
}

static void end(void)
{
    rva__zone_free(zone);
}

TestSuite(calendar, .init = begin, .fini = end);

/** Whether a name stands for the days from `first` up to `end`. */
static void expect(const char *name, int64_t week_start, const char *first, const char *end_day)
{
    rva__calendar_days days = {0};
    rva_error err = RVA_ERROR_INIT;
    char label[RVA__LABEL_BYTES];
    cr_assert_eq(rva__days_named(name, zone, now_at, week_start, &days, &err), RVA_OK, "%s: %s",
                 name, err.message);
    rva__label_day(days.first, label);
    cr_expect_str_eq(label, first, "%s begins on %s", name, label);
    rva__label_day(days.end, label);
    cr_expect_str_eq(label, end_day, "%s ends before %s", name, label);
}

Test(calendar, words_for_days)
{
    expect("today", MONDAY, "2026-03-04", "2026-03-05");
    expect("yesterday", MONDAY, "2026-03-03", "2026-03-04");
}

Test(calendar, weeks_begin_where_the_settings_say)
{
    expect("this-week", MONDAY, "2026-03-02", "2026-03-09");
    expect("last-week", MONDAY, "2026-02-23", "2026-03-02");
    expect("this-week", SUNDAY, "2026-03-01", "2026-03-08");
    expect("last-week", SUNDAY, "2026-02-22", "2026-03-01");
}

Test(calendar, words_for_months_quarters_and_years)
{
    expect("this-month", MONDAY, "2026-03-01", "2026-04-01");
    expect("last-month", MONDAY, "2026-02-01", "2026-03-01");
    expect("this-quarter", MONDAY, "2026-01-01", "2026-04-01");
    expect("last-quarter", MONDAY, "2025-10-01", "2026-01-01");
    expect("this-year", MONDAY, "2026-01-01", "2027-01-01");
    expect("last-year", MONDAY, "2025-01-01", "2026-01-01");
}

Test(calendar, units_by_their_numbers)
{
    expect("2026", MONDAY, "2026-01-01", "2027-01-01");
    expect("2024-02", MONDAY, "2024-02-01", "2024-03-01");
    expect("2026-12", MONDAY, "2026-12-01", "2027-01-01");
    expect("2026-Q1", MONDAY, "2026-01-01", "2026-04-01");
    expect("2026-Q4", MONDAY, "2026-10-01", "2027-01-01");
    expect("2024-02-29", MONDAY, "2024-02-29", "2024-03-01");
}

Test(calendar, numbered_weeks_are_those_of_iso_whatever_the_settings)
{
    expect("2026-W09", MONDAY, "2026-02-23", "2026-03-02");
    expect("2026-W09", SUNDAY, "2026-02-23", "2026-03-02");
    expect("2026-W01", MONDAY, "2025-12-29", "2026-01-05");
    expect("2026-W53", MONDAY, "2026-12-28", "2027-01-04");
    expect("2025-W01", MONDAY, "2024-12-30", "2025-01-06");
}

Test(calendar, what_day_it_is_depends_on_the_zone)
{
    use("Pacific/Auckland", "2026-03-04T15:00:00Z");
    expect("today", MONDAY, "2026-03-05", "2026-03-06");
}

Test(calendar, yesterday_is_the_day_before_though_one_was_left_out)
{
    use("Pacific/Apia", "2011-12-30T12:00:00Z"); /* the 31st there, and there was no 30th */
    expect("today", MONDAY, "2011-12-31", "2012-01-01");
    expect("yesterday", MONDAY, "2011-12-29", "2011-12-30");
}

Test(calendar, names_that_are_none)
{
    static const char *const bad[] = {
        "",           "Today",      "tomorrow",   "this-day",  "last-",     "next-week",
        "week",       "2026-W00",   "2026-W54",   "2025-W53",  "2026-W9",   "2026-W0x",
        "202x-W01",   "2026-Q0",    "2026-Q5",    "2026-q1",   "2026-Qx",   "2026-00",
        "2026-13",    "2026-3",     "26",         "20260",     "1969",      "202x",
        "2026-02-30", "2026/03/01", "2026-03-1x", "this_week", "2026-03-0", "2026-03-01T"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rva__calendar_days days = {.first = 7};
        rva_error err = RVA_ERROR_INIT;
        cr_expect_eq(rva__days_named(bad[i], zone, now_at, MONDAY, &days, &err), RVA_INVALID, "%s",
                     bad[i]);
        cr_expect_str_eq(err.field, "period");
    }
}
