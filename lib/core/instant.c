/**
 * @file core/instant.c
 * Instants as text: RFC 3339.
 *
 * Reading goes from left to right and stops at the first byte that does not fit, so it
 * never passes the end of the text.  A reader returns what is wrong, NULL when nothing is.
 */
#include <string.h>

#include <revanalytics/event.h>

#include "core/error.h"
#include "core/text.h"
#include "core/zone.h"

enum { DECIMALS_MAX = 6 };

static inline bool take_digits(const char **at, int count, int32_t *out)
{
    int32_t value = 0;
    for (int i = 0; i < count; i++) {
        const uint32_t digit = (uint32_t)(*at)[i] - '0';
        if (digit > 9)
            return false;
        value = 10 * value + (int32_t)digit;
    }
    *at += count;
    *out = value;
    return true;
}

static inline bool take(const char **at, char wanted)
{
    if (**at != wanted)
        return false;
    ++*at;
    return true;
}

static inline int32_t days_in_month(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static inline const char *take_date(const char **at, int32_t *out_day)
{
    int32_t year;
    int32_t month;
    int32_t day;
    if (!take_digits(at, 4, &year) || !take(at, '-') || !take_digits(at, 2, &month) ||
        !take(at, '-') || !take_digits(at, 2, &day))
        return "it must start with a date, YYYY-MM-DD";
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return "there is no such date";
    *out_day = rva__day_from_date(year, month, day);
    return NULL;
}

static inline const char *take_time(const char **at, int32_t *out_s)
{
    int32_t hour;
    int32_t minute;
    int32_t second;
    if (!take(at, 'T') && !take(at, 't'))
        return "\"T\" and the time of day must follow the date";
    if (!take_digits(at, 2, &hour) || !take(at, ':') || !take_digits(at, 2, &minute) ||
        !take(at, ':') || !take_digits(at, 2, &second))
        return "the time of day must be HH:MM:SS";
    if (second == 60)
        return "leap seconds cannot be recorded";
    if (hour > 23 || minute > 59 || second > 59)
        return "there is no such time of day";
    *out_s = 3600 * hour + 60 * minute + second;
    return NULL;
}

static inline const char *take_decimals(const char **at, int32_t *out_us)
{
    int32_t unit_us = (int32_t)RVA__SECOND_US;
    int32_t digit;
    *out_us = 0;
    if (!take(at, '.'))
        return NULL;
    while (take_digits(at, 1, &digit)) {
        unit_us /= 10;
        if (unit_us == 0)
            return "at most 6 decimals of a second are kept";
        *out_us += digit * unit_us;
    }
    return unit_us == RVA__SECOND_US ? "decimals must follow the point" : NULL;
}

static inline const char *take_offset(const char **at, int32_t *out_s)
{
    int32_t hours;
    int32_t minutes;
    *out_s = 0;
    if (take(at, 'Z') || take(at, 'z'))
        return NULL;
    const bool west = take(at, '-');
    if (!west && !take(at, '+'))
        return "the offset from UTC must follow the time: \"Z\", or one such as \"-05:00\"";
    if (!take_digits(at, 2, &hours) || !take(at, ':') || !take_digits(at, 2, &minutes))
        return "the offset from UTC must be \"Z\", +HH:MM or -HH:MM";
    if (hours > 23 || minutes > 59)
        return "there is no such offset from UTC";
    *out_s = (west ? -60 : 60) * (60 * hours + minutes);
    return NULL;
}

static const char *read_instant(const char *text, int64_t *out)
{
    int32_t day;
    int32_t time_s;
    int32_t decimals_us;
    int32_t offset_s;
    const char *wrong = take_date(&text, &day);
    if (!wrong)
        wrong = take_time(&text, &time_s);
    if (!wrong)
        wrong = take_decimals(&text, &decimals_us);
    if (!wrong)
        wrong = take_offset(&text, &offset_s);
    if (wrong)
        return wrong;
    if (*text != '\0')
        return "nothing may follow the offset from UTC";

    const int64_t at = day * RVA__DAY_US + (time_s - offset_s) * RVA__SECOND_US + decimals_us;
    if (at < 0 || at > RVA__INSTANT_MAX)
        return "only the years 1970 to 9999 can be recorded";
    *out = at;
    return NULL;
}

rva_status rva_instant_parse(const char *text, int64_t *out, rva_error *err)
{
    if (!text || !out)
        return rva__fail(err, RVA_INVALID, "%s is NULL", text ? "out" : "text");
    const char *wrong = read_instant(text, out);
    if (wrong)
        return rva__fail(err, RVA_INVALID, "\"%.48s\" is no instant: %s", text, wrong);
    return RVA_OK;
}

static char *put_number(char *to, uint32_t value, int width, char after)
{
    rva__text_digits(to, value, width);
    to[width] = after;
    return to + width + 1;
}

static char *put_two(char *to, uint32_t value, char after)
{
    rva__text_two(to, value);
    to[2] = after;
    return to + 3;
}

static char *put_year(char *to, int32_t year)
{
    if (year < 0)
        *to++ = '-';
    const uint32_t size = year < 0 ? 0u - (uint32_t)year : (uint32_t)year;
    if (size > 9999)
        return put_number(to, size, size > 99999 ? 6 : 5, '-');
    rva__text_two(to, size / 100);
    return put_two(to + 2, size % 100, '-');
}

void rva_instant_format(int64_t at, char out[RVA_INSTANT_BYTES])
{
    if (!out)
        return;
    const int64_t day = rva__floor_div(at, RVA__DAY_US);
    const int64_t rest_us = at % RVA__DAY_US;
    const int64_t time_us = rest_us < 0 ? rest_us + RVA__DAY_US : rest_us;
    const uint32_t time_s = (uint32_t)(time_us / RVA__SECOND_US);
    uint32_t decimals = (uint32_t)(time_us % RVA__SECOND_US);
    const rva__civil date = rva__day_date((int32_t)day);

    char *to = put_year(out, date.year);
    to = put_two(to, (uint32_t)date.month, '-');
    to = put_two(to, (uint32_t)date.day, 'T');
    to = put_two(to, time_s / 3600, ':');
    to = put_two(to, time_s / 60 % 60, ':');
    to = put_two(to, time_s % 60, 'Z');
    if (decimals > 0) {
        int width = DECIMALS_MAX;
        for (; decimals % 10 == 0; decimals /= 10)
            width--;
        to[-1] = '.';
        to = put_number(to, decimals, width, 'Z');
    }
    *to = '\0';
}
