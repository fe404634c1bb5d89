/**
 * @file metrics/calendar.h
 * Weeks, months, quarters and years of local days, and the words for them.
 */
#ifndef RVA_METRICS_CALENDAR_H
#define RVA_METRICS_CALENDAR_H

#include <revanalytics/status.h>

#include "core/zone.h"

/** Units of the calendar. */
typedef enum rva__calendar_unit {
    RVA__CALENDAR_NONE, /**< days, no whole unit */
    RVA__CALENDAR_WEEK,
    RVA__CALENDAR_MONTH,
    RVA__CALENDAR_QUARTER,
    RVA__CALENDAR_YEAR,
} rva__calendar_unit;

/** Local days: the first, and the first after them. */
typedef struct rva__calendar_days {
    int32_t first;
    int32_t end;
    rva__calendar_unit unit; /**< that they are, whole */
} rva__calendar_days;

/** How many local days there are from one on up to another; days that the zone left out are none.
 */
int32_t rva__days_between(const rva__zone *zone, int32_t from, int32_t to);

/** The local day that lies so many days before another. */
int32_t rva__days_back(const rva__zone *zone, int32_t day, int32_t days);

/** The first day of the month that lies so many months after (or, below 0, before) a day's. */
int32_t rva__month_start(int32_t day, int32_t months);

/** How many months a unit has; 0 for a week. */
int32_t rva__calendar_months(rva__calendar_unit unit);

/** The unit that two days bound, the second without; weeks begin on `week_start`, 0 for Monday. */
rva__calendar_unit rva__calendar_unit_of(int32_t first, int32_t end, int64_t week_start);

/**
 * The days of a period by its name: "today", "last-month", "2026-Q1" ... (docs/reports.md).
 *
 * @param now_at      decides what is today
 * @param week_start  where this week and last week begin, 0 for Monday; "2026-W09" begins on Monday
 * @return RVA_OK, or RVA_INVALID
 */
rva_status rva__days_named(const char *name, const rva__zone *zone, int64_t now_at,
                           int64_t week_start, rva__calendar_days *out, rva_error *err);

#endif
