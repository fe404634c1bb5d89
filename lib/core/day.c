/**
 * @file core/day.c
 * Dates of days, and days of dates.
 *
 * Years are counted from March, so that the leap day is the last of its year, and in
 * cycles of 400 years, after which the Gregorian calendar repeats to the day.
 */
#include "core/day.h"

#include <string.h>
#include <time.h>

enum {
    CYCLE_YEARS = 400,
    CYCLE_DAYS = 146097,
    CENTURY_DAYS = 36524,
    FOUR_YEAR_DAYS = 1461,
    /** Days from 0000-03-01, where a cycle begins, to 1970-01-01. */
    EPOCH_DAYS = 719468,
};

int32_t rva__day_from_date(int32_t year, int32_t month, int32_t day)
{
    const int64_t from_march = month > 2 ? month - 3 : month + 9;
    const int64_t march_year = (int64_t)year - (month <= 2);
    const int64_t cycle = rva__floor_div(march_year, CYCLE_YEARS);
    const int64_t of_cycle = march_year - cycle * CYCLE_YEARS;
    const int64_t day_of_year = (153 * from_march + 2) / 5 + day - 1;
    const int64_t day_of_cycle = of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + day_of_year;
    return (int32_t)(cycle * CYCLE_DAYS + day_of_cycle - EPOCH_DAYS);
}

rva__civil rva__day_date(int32_t day)
{
    const int64_t days = (int64_t)day + EPOCH_DAYS;
    const int64_t cycle = rva__floor_div(days, CYCLE_DAYS);
    const int32_t of_cycle = (int32_t)(days - cycle * CYCLE_DAYS);

    /* Without the leap days that make years uneven, a year has 365 days. */
    const int32_t leap_days =
        of_cycle / (FOUR_YEAR_DAYS - 1) - of_cycle / CENTURY_DAYS + of_cycle / (CYCLE_DAYS - 1);
    const int32_t year_of_cycle = (of_cycle - leap_days) / 365;
    const int32_t year_start = 365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100;
    const int32_t day_of_year = of_cycle - year_start;
    const int32_t from_march = (5 * day_of_year + 2) / 153;

    rva__civil date = {0};
    date.month = from_march < 10 ? from_march + 3 : from_march - 9;
    date.year = (int32_t)(cycle * CYCLE_YEARS) + year_of_cycle + (date.month <= 2);
    date.day = day_of_year - (153 * from_march + 2) / 5 + 1;
    return date;
}

/** Reads so many digits; -1 for anything else. */
static int32_t read_digits(const char *text, int count)
{
    int32_t number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool rva__day_read(const char *text, int32_t *out)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    const int32_t year = read_digits(text, 4);
    const int32_t month = read_digits(text + 5, 2);
    const int32_t day = read_digits(text + 8, 2);
    if (year < 1970 || month < 1 || month > 12 || day < 1)
        return false;
    const int32_t found = rva__day_from_date(year, month, day);
    const rva__civil back = rva__day_date(found);
    if (back.month != month || back.day != day)
        return false;
    *out = found;
    return true;
}

int32_t rva__day_weekday(int32_t day)
{
    enum { EPOCH_WEEKDAY = 3 };
    const int64_t days = (int64_t)day + EPOCH_WEEKDAY;
    return (int32_t)(days - 7 * rva__floor_div(days, 7));
}

int64_t rva__instant_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * RVA__SECOND_US + now.tv_nsec / 1000;
}
