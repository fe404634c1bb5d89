/**
 * @file nyc_solar/newyork.c
 * Summer time lasts from the second Sunday of March, 07:00 UTC, to the first Sunday of
 * November, 06:00 UTC.
 */
#include "newyork.h"

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

int32_t solar_day(int32_t year, int32_t month, int32_t day)
{
    const int32_t shifted = year - (month <= 2);
    const int32_t era = (int32_t)floor_div(shifted, 400);
    const int32_t year_of_era = shifted - era * 400;
    const int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static int32_t year_of(int32_t day)
{
    int32_t year = 1970 + (int32_t)floor_div(day, 365);
    while (solar_day(year, 1, 1) > day)
        year--;
    return year;
}

int32_t solar_weekday(int32_t day)
{
    return (int32_t)(((int64_t)day % 7 + 7 + 3) % 7);
}

static int32_t sunday_from(int32_t day)
{
    return day + 6 - solar_weekday(day);
}

int64_t solar_newyork_offset(int64_t at)
{
    const int32_t year = year_of((int32_t)floor_div(at, 24 * SOLAR_HOUR));
    const int64_t spring = sunday_from(solar_day(year, 3, 8)) * 24 + 7;
    const int64_t autumn = sunday_from(solar_day(year, 11, 1)) * 24 + 6;
    return at >= spring * SOLAR_HOUR && at < autumn * SOLAR_HOUR ? -4 * SOLAR_HOUR
                                                                 : -5 * SOLAR_HOUR;
}

int32_t solar_newyork_day(int64_t at)
{
    return (int32_t)floor_div(at + solar_newyork_offset(at), 24 * SOLAR_HOUR);
}

int64_t solar_newyork_at(int32_t day, int32_t hour)
{
    const int64_t local = ((int64_t)day * 24 + hour) * SOLAR_HOUR;
    return local - solar_newyork_offset(local + 5 * SOLAR_HOUR);
}
