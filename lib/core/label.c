/**
 * @file core/label.c
 * Writing dates as ISO 8601 does.
 */
#include "core/label.h"

#include <string.h>

#include "core/text.h"

/** Writes a year with at least four digits; returns the end. */
static char *put_year(char *to, int32_t year)
{
    uint32_t size = year < 0 ? 0u - (uint32_t)year : (uint32_t)year;
    if (year < 0)
        *to++ = '-';
    if (size <= 9999) {
        rva__text_two(to, size / 100);
        rva__text_two(to + 2, size % 100);
        return to + 4;
    }
    int width = 4;
    for (uint32_t rest = size / 10000; rest > 0; rest /= 10)
        width++;
    rva__text_digits(to, size, width);
    return to + width;
}

/** Writes a separator and two digits; returns the end. */
static char *put_two(char *to, char separator, int32_t value)
{
    to[0] = separator;
    rva__text_two(to + 1, (uint32_t)value);
    return to + 3;
}

static char *put_date(char *to, const rva__civil *date)
{
    to = put_year(to, date->year);
    to = put_two(to, '-', date->month);
    return put_two(to, '-', date->day);
}

void rva__label_day(int32_t day, char out[RVA__LABEL_BYTES])
{
    const rva__civil date = rva__day_date(day);
    *put_date(out, &date) = '\0';
}

void rva__label_week(int32_t day, char out[RVA__LABEL_BYTES])
{
    /* A week belongs to the year that its Thursday lies in. */
    const int32_t thursday = (int32_t)((int64_t)day - rva__day_weekday(day) + 3);
    const int32_t year = rva__day_date(thursday).year;
    const int32_t week = (thursday - rva__day_from_date(year, 1, 1)) / 7 + 1;
    char *end = put_year(out, year);
    *end++ = '-';
    *put_two(end, 'W', week) = '\0';
}

void rva__label_week_from(int32_t day, char out[RVA__LABEL_BYTES])
{
    const rva__civil date = rva__day_date(day);
    memcpy(put_date(out, &date), "/7", 3);
}

void rva__label_month(int32_t day, char out[RVA__LABEL_BYTES])
{
    const rva__civil date = rva__day_date(day);
    *put_two(put_year(out, date.year), '-', date.month) = '\0';
}

void rva__label_quarter(int32_t day, char out[RVA__LABEL_BYTES])
{
    const rva__civil date = rva__day_date(day);
    char *end = put_year(out, date.year);
    end[0] = '-';
    end[1] = 'Q';
    end[2] = (char)('1' + (date.month - 1) / 3);
    end[3] = '\0';
}

void rva__label_year(int32_t day, char out[RVA__LABEL_BYTES])
{
    *put_year(out, rva__day_date(day).year) = '\0';
}

void rva__label_hour(const rva__zone *zone, int64_t at, char out[RVA__LABEL_BYTES])
{
    const rva__civil civil = rva__zone_civil(zone, at);
    char *end = put_date(out, &civil);
    end = put_two(end, 'T', civil.hour);
    end = put_two(end, ':', civil.minute);

    const int32_t offset_s = civil.offset_s < 0 ? -civil.offset_s : civil.offset_s;
    end = put_two(end, civil.offset_s < 0 ? '-' : '+', offset_s / 3600);
    end = put_two(end, ':', offset_s / 60 % 60);
    if (offset_s % 60 != 0)
        end = put_two(end, ':', offset_s % 60);
    *end = '\0';
}
