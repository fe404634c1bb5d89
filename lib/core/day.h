/**
 * @file core/day.h
 * Instants and civil days.
 *
 * An instant is int64 microseconds since 1970; a day is int32 days since 1970-01-01.
 */
#ifndef RVA_CORE_DAY_H
#define RVA_CORE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#define RVA__SECOND_US INT64_C(1000000)
#define RVA__HOUR_US (3600 * RVA__SECOND_US)
#define RVA__DAY_US (24 * RVA__HOUR_US)

/** The last instant that can be asked for, the end of 9999; the first is that of 1970. */
#define RVA__INSTANT_MAX INT64_C(253402300799999999)

/** The last instant at which something can happen: the end of 2199. */
#define RVA__EVENT_AT_MAX INT64_C(7258118399999999)

/** A date and time of day. */
typedef struct rva__civil {
    int32_t year;
    int32_t month; /**< 1 to 12 */
    int32_t day;   /**< 1 to 31 */
    int32_t hour;
    int32_t minute;
    int32_t second;
    int32_t offset_s; /**< local minus UTC, seconds */
} rva__civil;

/** Days since 1970-01-01 of a date (proleptic Gregorian). */
int32_t rva__day_from_date(int32_t year, int32_t month, int32_t day);

/** The date of a day, time of day 0. */
rva__civil rva__day_date(int32_t day);

/** Reads a date like "2026-03-01", which must be one of the calendar, of 1970 or later. */
bool rva__day_read(const char *text, int32_t *out);

/** Weekday of a day: 0 for Monday to 6 for Sunday. */
int32_t rva__day_weekday(int32_t day);

/** The instant that the machine's clock shows. */
int64_t rva__instant_now(void);

/** Floor division, for instants before 1970 and negative days. */
static inline int64_t rva__floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

#endif
