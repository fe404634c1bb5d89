/**
 * @file metrics/period.c
 * From a query to the instants it is about.
 */
#include "metrics/period.h"

#include <math.h>

#include "core/error.h"
#include "metrics/calendar.h"

enum { DAYS_DEFAULT = 30 };

/** The instant of another day at which as much time has elapsed since its first, at most all. */
static int64_t same_elapsed(const rva__zone *zone, int64_t at, int32_t on)
{
    const int64_t elapsed = at - rva__zone_day_start(zone, rva__zone_day(zone, at));
    const int64_t same = rva__zone_day_start(zone, on) + elapsed;
    const int64_t end = rva__zone_day_start(zone, on + 1);
    return same < end ? same : end;
}

/** The same time of another day by the clock, which may show a time twice or leave it out. */
static int64_t same_clock(const rva__zone *zone, int64_t at, int32_t on)
{
    const int32_t day = rva__zone_day(zone, at);
    const rva__civil civil = rva__zone_civil(zone, at);
    const bool shows_day = rva__day_from_date(civil.year, civil.month, civil.day) == day;
    if (rva__zone_day_start(zone, day) == at || !shows_day)
        return same_elapsed(zone, at, on);
    const int64_t time =
        ((civil.hour * INT64_C(60) + civil.minute) * 60 + civil.second) * RVA__SECOND_US +
        (at - rva__floor_div(at, RVA__SECOND_US) * RVA__SECOND_US);
    return rva__zone_at(zone, on, time);
}

/** The date a year earlier; of 29 February the 28th as a first day, 1 March as an end. */
static int32_t year_before(int32_t day, bool is_end)
{
    const rva__civil date = rva__day_date(day);
    if (date.month == 2 && date.day == 29)
        return rva__day_from_date(date.year - 1, is_end ? 3 : 2, is_end ? 1 : 28);
    return rva__day_from_date(date.year - 1, date.month, date.day);
}

/** Sets the period that a query gives by instants or days. */
static rva_status set_asked(const rva_query *query, const rva__zone *zone, rva__periods *out,
                            rva_error *err)
{
    const int64_t days = query->days == 0 ? DAYS_DEFAULT : query->days;
    if (days < 1 || days > RVA_DAYS_MAX)
        return rva__fail_field(err, RVA_INVALID, "days", "1 to %d days", (int)RVA_DAYS_MAX);
    const int32_t today = rva__zone_day(zone, query->now_at);
    out->asked.to_at =
        query->to_at == RVA_ABSENT ? rva__zone_day_start(zone, today + 1) : query->to_at;
    const int32_t last = rva__zone_day(zone, out->asked.to_at - 1);
    out->asked.from_at =
        query->from_at == RVA_ABSENT
            ? rva__zone_day_start(zone, rva__days_back(zone, last + 1, (int32_t)days))
            : query->from_at;
    return RVA_OK;
}

/** The days of a period given by instants, and the unit that they bound. */
static rva__calendar_days days_of(const rva__period *asked, const rva__zone *zone,
                                  int64_t week_start)
{
    rva__calendar_days found = {.first = rva__zone_day(zone, asked->from_at),
                                .end = rva__zone_day(zone, asked->to_at)};
    if (rva__zone_day_start(zone, found.first) == asked->from_at &&
        rva__zone_day_start(zone, found.end) == asked->to_at)
        found.unit = rva__calendar_unit_of(found.first, found.end, week_start);
    return found;
}

/** Sets the period that a query names. */
static rva_status set_named(const rva_query *query, const rva__zone *zone, int64_t week_start,
                            rva__calendar_days *of, rva__periods *out, rva_error *err)
{
    RVA__TRY(rva__days_named(query->period, zone, query->now_at, week_start, of, err));
    out->asked.from_at = rva__zone_day_start(zone, of->first);
    out->asked.to_at = rva__zone_day_start(zone, of->end);
    if (out->asked.from_at < -RVA__DAY_US || out->asked.to_at > RVA__INSTANT_MAX + 1)
        return rva__fail_field(err, RVA_INVALID, "period", "between the years 1970 and 9999");
    if (of->unit == RVA__CALENDAR_NONE)
        *of = days_of(&out->asked, zone, week_start);
    return RVA_OK;
}

/** Refuses a period that is given twice. */
static rva_status check_once(const rva_query *query, rva_error *err)
{
    const bool has_instants = query->from_at != RVA_ABSENT || query->to_at != RVA_ABSENT;
    const char *twice = query->period && (has_instants || query->days != 0) ? "period"
                        : has_instants && query->days != 0                  ? "days"
                                                                            : NULL;
    return twice ? rva__fail_field(err, RVA_INVALID, twice,
                                   "a period is given once: by `from` and `to`, by `days` or by "
                                   "`period`")
                 : RVA_OK;
}

static rva_status read_asked(const rva_query *query, const rva__zone *zone, int64_t week_start,
                             rva__calendar_days *of, rva__periods *out, rva_error *err)
{
    RVA__TRY(check_once(query, err));
    if (query->period)
        RVA__TRY(set_named(query, zone, week_start, of, out, err));
    else
        RVA__TRY(set_asked(query, zone, out, err));
    if (out->asked.from_at >= out->asked.to_at)
        return rva__fail_field(err, RVA_INVALID, query->period ? "period" : "from",
                               query->period ? "the time zone left out this day"
                                             : "the period is empty: `from` must lie before `to`");
    if (!query->period)
        *of = days_of(&out->asked, zone, week_start);
    const int32_t last = rva__zone_day(zone, out->asked.to_at - 1);
    out->days = rva__days_between(zone, rva__zone_day(zone, out->asked.from_at), last + 1);
    if (out->days > RVA_DAYS_MAX)
        return rva__fail_field(err, RVA_INVALID, "from", "a period has at most %d days, this %d",
                               (int)RVA_DAYS_MAX, (int)out->days);
    out->partial = out->asked.to_at > query->now_at;
    return RVA_OK;
}

/** Sets the whole period compared with: the unit before, or as many days just before. */
static void set_before(const rva_query *query, const rva__zone *zone, const rva__calendar_days *of,
                       rva__periods *out)
{
    const bool by_days =
        of->unit == RVA__CALENDAR_NONE || query->compare == RVA_COMPARE_PREVIOUS_PERIOD;
    if (by_days || of->unit == RVA__CALENDAR_WEEK) {
        const int32_t days = by_days ? out->days : 7;
        out->previous.from_at =
            same_clock(zone, out->asked.from_at, rva__days_back(zone, of->first, days));
        out->previous.to_at =
            same_clock(zone, out->asked.to_at, rva__days_back(zone, of->end, days));
        return;
    }
    out->previous.from_at =
        rva__zone_day_start(zone, rva__month_start(of->first, -rva__calendar_months(of->unit)));
    out->previous.to_at = out->asked.from_at;
}

/** Sets the same unit, or the same dates, a year earlier; a week is the one 364 days earlier. */
static void set_year_before(const rva__zone *zone, const rva__calendar_days *of, rva__periods *out)
{
    const bool is_week = of->unit == RVA__CALENDAR_WEEK;
    const int32_t first = is_week ? of->first - 364 : year_before(of->first, false);
    const int32_t end = is_week ? of->end - 364 : year_before(of->end, true);
    out->previous.from_at = same_clock(zone, out->asked.from_at, first);
    out->previous.to_at = same_clock(zone, out->asked.to_at, end);
}

/** Ends the period compared with when as much of it has passed as of the one asked for. */
static void cut_previous(const rva_query *query, const rva__zone *zone, rva__periods *out)
{
    if (query->now_at <= out->asked.from_at) {
        out->previous.to_at = out->previous.from_at; /* nothing has passed */
        return;
    }
    const int32_t today = rva__zone_day(zone, query->now_at);
    const int32_t passed = rva__days_between(zone, rva__zone_day(zone, out->asked.from_at), today);
    int32_t on = rva__zone_day(zone, out->previous.from_at);
    for (int32_t left = passed; left > 0; left--) /* day by day: some may be left out */
        do
            on++;
        while (rva__zone_day_start(zone, on) == rva__zone_day_start(zone, on + 1));
    const int64_t until = same_elapsed(zone, query->now_at, on);
    if (until < out->previous.to_at)
        out->previous.to_at = until;
}

static void set_previous(const rva_query *query, const rva__zone *zone,
                         const rva__calendar_days *of, rva__periods *out)
{
    out->is_compared = query->compare != RVA_COMPARE_NONE;
    if (!out->is_compared) {
        out->previous = (rva__period){out->asked.from_at, out->asked.from_at};
        return;
    }
    if (query->compare == RVA_COMPARE_PREVIOUS_YEAR)
        set_year_before(zone, of, out);
    else
        set_before(query, zone, of, out);
    const bool whole =
        query->compare == RVA_COMPARE_FULL || query->compare == RVA_COMPARE_PREVIOUS_PERIOD;
    if (out->partial && !whole)
        cut_previous(query, zone, out);
}

rva_status rva__periods_read(const rva_query *query, const rva__zone *zone, int64_t week_start,
                             rva__periods *out, rva_error *err)
{
    rva__calendar_days of = {0};
    RVA__TRY(read_asked(query, zone, week_start, &of, out, err));
    set_previous(query, zone, &of, out);
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
    return (double)rva__days_between(zone, first, today) +
           (double)(now_at - start) / (double)(rva__zone_day_start(zone, today + 1) - start);
}
