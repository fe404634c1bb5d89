/**
 * @file metrics/calendar.c
 * Units of the calendar by their days and by their names.
 */
#include "metrics/calendar.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"

enum { DATE_BYTES = 11, THURSDAY = 3, WEEK_DAYS = 7, YEAR_QUARTERS = 4, QUARTER_MONTHS = 3 };

int32_t rva__days_between(const rva__zone *zone, int32_t from, int32_t to)
{
    const int64_t time = rva__zone_day_start(zone, to) - rva__zone_day_start(zone, from);
    return (int32_t)rva__floor_div(time + RVA__DAY_US / 2, RVA__DAY_US);
}

int32_t rva__days_back(const rva__zone *zone, int32_t day, int32_t days)
{
    int32_t found = day - days;
    int32_t missing = days - rva__days_between(zone, found, day);
    while (missing > 0) {
        found -= missing;
        missing = days - rva__days_between(zone, found, day);
    }
    return found;
}

int32_t rva__month_start(int32_t day, int32_t months)
{
    const rva__civil date = rva__day_date(day);
    const int32_t month = date.year * 12 + date.month - 1 + months;
    return rva__day_from_date((int32_t)rva__floor_div(month, 12),
                              month - (int32_t)rva__floor_div(month, 12) * 12 + 1, 1);
}

int32_t rva__calendar_months(rva__calendar_unit unit)
{
    static const int32_t months[] = {[RVA__CALENDAR_MONTH] = 1,
                                     [RVA__CALENDAR_QUARTER] = QUARTER_MONTHS,
                                     [RVA__CALENDAR_YEAR] = 12};
    return months[unit];
}

rva__calendar_unit rva__calendar_unit_of(int32_t first, int32_t end, int64_t week_start)
{
    const rva__civil date = rva__day_date(first);
    if (end - first == WEEK_DAYS && rva__day_weekday(first) == week_start)
        return RVA__CALENDAR_WEEK;
    for (int each = RVA__CALENDAR_MONTH; each <= RVA__CALENDAR_YEAR; each++) {
        const int32_t months = rva__calendar_months((rva__calendar_unit)each);
        if (date.day == 1 && (date.month - 1) % months == 0 &&
            rva__month_start(first, months) == end)
            return (rva__calendar_unit)each;
    }
    return RVA__CALENDAR_NONE;
}

/** The unit that begins with a day. */
static rva__calendar_days unit_from(rva__calendar_unit unit, int32_t first)
{
    const int32_t end = unit == RVA__CALENDAR_NONE ? first + 1
                        : unit == RVA__CALENDAR_WEEK
                            ? first + WEEK_DAYS
                            : rva__month_start(first, rva__calendar_months(unit));
    return (rva__calendar_days){first, end, unit};
}

/** The first day of the unit that a day lies in. */
static int32_t unit_start(rva__calendar_unit unit, int32_t day, int64_t week_start)
{
    if (unit == RVA__CALENDAR_WEEK)
        return day - (rva__day_weekday(day) + WEEK_DAYS - (int32_t)week_start) % WEEK_DAYS;
    return rva__month_start(day, -((rva__day_date(day).month - 1) % rva__calendar_months(unit)));
}

/** Reads "today", "yesterday", "this-" and "last-" with a unit. */
static bool read_word(const char *name, const rva__zone *zone, int32_t today, int64_t week_start,
                      rva__calendar_days *out)
{
    static const char *const units[] = {[RVA__CALENDAR_WEEK] = "week",
                                        [RVA__CALENDAR_MONTH] = "month",
                                        [RVA__CALENDAR_QUARTER] = "quarter",
                                        [RVA__CALENDAR_YEAR] = "year"};
    if (strcmp(name, "today") == 0 || strcmp(name, "yesterday") == 0) {
        const int32_t back = name[0] == 't' ? 0 : 1;
        *out = unit_from(RVA__CALENDAR_NONE, rva__days_back(zone, today, back));
        return true;
    }
    const bool is_last = strncmp(name, "last-", 5) == 0;
    if (!is_last && strncmp(name, "this-", 5) != 0)
        return false;
    for (int unit = RVA__CALENDAR_WEEK; unit <= RVA__CALENDAR_YEAR; unit++) {
        if (strcmp(name + 5, units[unit]) != 0)
            continue;
        int32_t first = unit_start((rva__calendar_unit)unit, today, week_start);
        if (is_last)
            first = unit_start((rva__calendar_unit)unit, first - 1, week_start);
        *out = unit_from((rva__calendar_unit)unit, first);
        return true;
    }
    return false;
}

/** The number of digits at the end of a text; what is none makes a date that is none. */
static int read_tail(const char *text)
{
    int number = 0;
    for (; *text >= '0' && *text <= '9'; text++)
        number = number * 10 + (*text - '0');
    return *text == '\0' ? number : -1;
}

/** Reads "2026-W09", an ISO week: the first of a year has its 4 January. */
static bool read_week(const char *name, rva__calendar_days *out)
{
    char date[DATE_BYTES];
    int32_t fourth;
    const int number = read_tail(name + 6);
    snprintf(date, sizeof date, "%.4s-01-04", name);
    if (!rva__day_read(date, &fourth) || number < 1)
        return false;
    const int32_t first = unit_start(RVA__CALENDAR_WEEK, fourth, 0) + WEEK_DAYS * (number - 1);
    if (rva__day_date(first + THURSDAY).year != rva__day_date(fourth).year)
        return false;
    *out = unit_from(RVA__CALENDAR_WEEK, first);
    return true;
}

/** Reads "2026-03-01", "2026-W09", "2026-Q1", "2026-03" and "2026". */
static bool read_unit(const char *name, rva__calendar_days *out)
{
    char date[DATE_BYTES] = "";
    rva__calendar_unit unit = RVA__CALENDAR_NONE;
    int32_t first;
    const size_t size = strlen(name);
    if (size == 8 && strncmp(name + 4, "-W", 2) == 0)
        return read_week(name, out);
    if (size == 10) {
        snprintf(date, sizeof date, "%s", name);
    } else if (size == 7 && strncmp(name + 4, "-Q", 2) == 0) {
        const int number = name[6] - '0';
        unit = RVA__CALENDAR_QUARTER;
        if (number >= 1 && number <= YEAR_QUARTERS)
            snprintf(date, sizeof date, "%.4s-%02d-01", name, QUARTER_MONTHS * (number - 1) + 1);
    } else if (size == 7) {
        unit = RVA__CALENDAR_MONTH;
        snprintf(date, sizeof date, "%s-01", name);
    } else if (size == 4) {
        unit = RVA__CALENDAR_YEAR;
        snprintf(date, sizeof date, "%s-01-01", name);
    }
    if (!rva__day_read(date, &first))
        return false;
    *out = unit_from(unit, first);
    return true;
}

rva_status rva__days_named(const char *name, const rva__zone *zone, int64_t now_at,
                           int64_t week_start, rva__calendar_days *out, rva_error *err)
{
    const int32_t today = rva__zone_day(zone, now_at);
    if (read_word(name, zone, today, week_start, out) || read_unit(name, out))
        return RVA_OK;
    return rva__fail_field(
        err, RVA_INVALID, "period",
        "no period \"%.20s\": today, yesterday, this- or last- with week, month, "
        "quarter or year, or one like 2026-03-01, 2026-W09, 2026-03, 2026-Q1, "
        "2026",
        name);
}
