/**
 * @file metrics/period.c
 * From a query to the instants it is about.
 */
#include "metrics/period.h"

#include <math.h>

#include "core/error.h"

enum { DAYS_DEFAULT = 30 };

static int64_t time_of_day(const rva__zone *zone, int64_t at)
{
    const rva__civil civil = rva__zone_civil(zone, at);
    return ((civil.hour * INT64_C(60) + civil.minute) * 60 + civil.second) * RVA__SECOND_US +
           (at - rva__floor_div(at, RVA__SECOND_US) * RVA__SECOND_US);
}

/** The instant at the same wall time some days before (or, negative, after). */
static int64_t days_before(const rva__zone *zone, int64_t at, int32_t days)
{
    const int32_t day = rva__zone_day(zone, at);
    if (rva__zone_day_start(zone, day) == at)
        return rva__zone_day_start(zone, day - days);
    return rva__zone_at(zone, day - days, time_of_day(zone, at));
}

static int64_t day_length(const rva__zone *zone, int32_t day)
{
    return rva__zone_day_start(zone, day + 1) - rva__zone_day_start(zone, day);
}

/** The same time of another day: by the clock, or by seconds where a day is not 24 hours. */
static int64_t same_time_before(const rva__zone *zone, int64_t at, int32_t days)
{
    const int32_t day = rva__zone_day(zone, at);
    if (day_length(zone, day) == RVA__DAY_US && day_length(zone, day - days) == RVA__DAY_US)
        return days_before(zone, at, days);
    const int64_t elapsed = at - rva__zone_day_start(zone, day);
    const int64_t same = rva__zone_day_start(zone, day - days) + elapsed;
    const int64_t end = rva__zone_day_start(zone, day - days + 1);
    return same < end ? same : end;
}

static int32_t days_in_year_before(int32_t day)
{
    const rva__civil date = rva__day_date(day);
    const int32_t leap = date.month == 2 && date.day == 29;
    return day - rva__day_from_date(date.year - 1, date.month, date.day - leap);
}

static rva_status read_asked(const rva_query *query, const rva__zone *zone, rva__periods *out,
                             rva_error *err)
{
    const int64_t days = query->days == 0 ? DAYS_DEFAULT : query->days;
    if (days < 1 || days > RVA_DAYS_MAX)
        return rva__fail_field(err, RVA_INVALID, "days", "1 to %d days", (int)RVA_DAYS_MAX);
    const int32_t today = rva__zone_day(zone, query->now_at);
    out->asked.to_at =
        query->to_at == RVA_ABSENT ? rva__zone_day_start(zone, today + 1) : query->to_at;
    const int32_t last = rva__zone_day(zone, out->asked.to_at - 1);
    out->asked.from_at = query->from_at == RVA_ABSENT
                             ? rva__zone_day_start(zone, last - (int32_t)days + 1)
                             : query->from_at;
    if (out->asked.from_at >= out->asked.to_at)
        return rva__fail_field(err, RVA_INVALID, "from",
                               "the period is empty: `from` must lie before `to`");
    out->days = last - rva__zone_day(zone, out->asked.from_at) + 1;
    if (out->days > RVA_DAYS_MAX)
        return rva__fail_field(err, RVA_INVALID, "from", "a period has at most %d days, this %d",
                               (int)RVA_DAYS_MAX, (int)out->days);
    out->partial = out->asked.to_at > query->now_at;
    return RVA_OK;
}

static void set_previous(const rva_query *query, const rva__zone *zone, rva__periods *out)
{
    int32_t shift = out->days, to_shift = out->days;
    if (query->compare == RVA_COMPARE_PREVIOUS_YEAR) { /* a leap day may lie between */
        shift = days_in_year_before(rva__zone_day(zone, out->asked.from_at));
        to_shift = days_in_year_before(rva__zone_day(zone, out->asked.to_at - 1));
    }
    out->previous.from_at = days_before(zone, out->asked.from_at, shift);
    out->previous.to_at = days_before(zone, out->asked.to_at, to_shift);
    const bool same_time =
        query->compare == RVA_COMPARE_DEFAULT || query->compare == RVA_COMPARE_SAME_TIME;
    if (!same_time || !out->partial || query->now_at < out->asked.from_at)
        return;
    const int64_t until = same_time_before(zone, query->now_at, shift);
    if (until < out->previous.to_at)
        out->previous.to_at = until;
}

rva_status rva__periods_read(const rva_query *query, const rva__zone *zone, rva__periods *out,
                             rva_error *err)
{
    RVA__TRY(read_asked(query, zone, out, err));
    set_previous(query, zone, out);
    return RVA_OK;
}

double rva__periods_elapsed(const rva__periods *periods, const rva__zone *zone, int64_t now_at)
{
    if (!periods->partial)
        return periods->days;
    if (now_at <= periods->asked.from_at)
        return (double)NAN;
    const int32_t first = rva__zone_day(zone, periods->asked.from_at);
    const int32_t today = rva__zone_day(zone, now_at);
    const int64_t start = rva__zone_day_start(zone, today);
    return (double)(today - first) +
           (double)(now_at - start) / (double)(rva__zone_day_start(zone, today + 1) - start);
}
