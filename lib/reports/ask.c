/**
 * @file reports/ask.c
 * Periods and conditions.
 */
#include "reports/ask.h"

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

static rva_status read_period(rva__ask *ask, rva_error *err)
{
    const rva_query *query = &ask->query;
    const rva__zone *zone = ask->source->zone;
    const int64_t days = query->days == 0 ? DAYS_DEFAULT : query->days;
    if (days < 1 || days > RVA_DAYS_MAX)
        return rva__fail_field(err, RVA_INVALID, "days", "1 to %d days", (int)RVA_DAYS_MAX);
    const int32_t today = rva__zone_day(zone, query->now_at);
    ask->period.to_at =
        query->to_at == RVA_ABSENT ? rva__zone_day_start(zone, today + 1) : query->to_at;
    const int32_t last = rva__zone_day(zone, ask->period.to_at - 1);
    ask->period.from_at = query->from_at == RVA_ABSENT
                              ? rva__zone_day_start(zone, last - (int32_t)days + 1)
                              : query->from_at;
    if (ask->period.from_at >= ask->period.to_at)
        return rva__fail_field(err, RVA_INVALID, "from",
                               "the period is empty: `from` must lie before `to`");
    ask->days = last - rva__zone_day(zone, ask->period.from_at) + 1;
    if (ask->days > RVA_DAYS_MAX)
        return rva__fail_field(err, RVA_INVALID, "from", "a period has at most %d days, this %d",
                               (int)RVA_DAYS_MAX, (int)ask->days);
    ask->partial = ask->period.to_at > query->now_at;
    return RVA_OK;
}

static void set_previous(rva__ask *ask)
{
    const rva__zone *zone = ask->source->zone;
    int32_t shift = ask->days, to_shift = ask->days;
    if (ask->query.compare == RVA_COMPARE_PREVIOUS_YEAR) { /* a leap day may lie between */
        shift = days_in_year_before(rva__zone_day(zone, ask->period.from_at));
        to_shift = days_in_year_before(rva__zone_day(zone, ask->period.to_at - 1));
    }
    ask->previous.from_at = days_before(zone, ask->period.from_at, shift);
    ask->previous.to_at = days_before(zone, ask->period.to_at, to_shift);
    const bool same_time =
        ask->query.compare == RVA_COMPARE_DEFAULT || ask->query.compare == RVA_COMPARE_SAME_TIME;
    if (!same_time || !ask->partial || ask->query.now_at < ask->period.from_at)
        return;
    const int64_t until = same_time_before(zone, ask->query.now_at, shift);
    if (until < ask->previous.to_at)
        ask->previous.to_at = until;
}

static rva_status read_conditions(rva__ask *ask, rva_error *err)
{
    const rva_query *query = &ask->query;
    if (query->where_count > RVA_FILTERS_MAX || (query->where_count > 0 && !query->where))
        return rva__fail_field(err, RVA_INVALID, "where", "at most %d conditions",
                               (int)RVA_FILTERS_MAX);
    uint32_t dims = 0;
    for (size_t i = 0; i < query->where_count; i++) {
        const rva_filter *filter = &query->where[i];
        if (!filter->dimension || !filter->value)
            return rva__fail_field(err, RVA_INVALID, "where", "a condition names both sides");
        const int dim = rva__dimension_find(filter->dimension, strlen(filter->dimension));
        if (dim < 0)
            return rva__fail_field(err, RVA_NOT_FOUND, "where",
                                   "no dimension \"%.40s\": source, medium, campaign, channel, "
                                   "agent, borough, zip, path, platform, tier or stage",
                                   filter->dimension);
        dims |= 1u << dim;
        uint32_t value = ask->source->value(ask->source, dim, filter->value);
        if (value == RVA__VALUE_NONE)
            value = RVA__VALUE_NONE - 1; /* a value that no record has */
        ask->where[ask->where_count++] = (rva__condition){dim, value};
    }
    for (int f = 0; f < RVA__FAMILY_COUNT; f++)
        if ((rva__family_dimensions(f) & dims) == dims)
            ask->families |= 1u << f;
    return RVA_OK;
}

rva_status rva__ask_read(rva__cell_source *source, const rva_query *query, rva__ask *out,
                         rva_error *err)
{
    *out = (rva__ask){.source = source, .query = *query};
    if (query->mode < RVA_MODE_DEFAULT || query->mode > RVA_MODE_RESTATED)
        return rva__fail_field(err, RVA_INVALID, "mode", "booked or restated");
    if (query->compare < RVA_COMPARE_DEFAULT || query->compare > RVA_COMPARE_PREVIOUS_YEAR)
        return rva__fail_field(err, RVA_INVALID, "compare", "no such comparison");
    if (query->by < RVA_GRAIN_DEFAULT || query->by > RVA_GRAIN_NONE)
        return rva__fail_field(err, RVA_INVALID, "by", "hour, day, week or month");
    const int64_t instants[] = {query->from_at, query->to_at, query->now_at};
    static const char *const names[] = {"from", "to", "now"};
    for (int i = 0; i < 3; i++)
        if (instants[i] != RVA_ABSENT &&
            (instants[i] < -RVA__DAY_US || instants[i] > RVA__INSTANT_MAX + 1))
            return rva__fail_field(err, RVA_INVALID, names[i], "between the years 1970 and 9999");
    RVA__TRY(read_period(out, err));
    set_previous(out);
    return read_conditions(out, err);
}

rva_status rva__ask_report(const rva__ask *ask, const char *name, rva_report **out, rva_error *err)
{
    const rva_report_info info = {
        .report = name,
        .from_at = ask->period.from_at,
        .to_at = ask->period.to_at,
        .now_at = ask->query.now_at,
        .time_zone = ask->source->settings->time_zone,
        .currency = ask->source->settings->currency,
        .complete = !ask->partial,
    };
    return rva__report_new(&info, out, err);
}

bool rva__ask_restated(const rva__ask *ask, bool by_default)
{
    return ask->query.mode == RVA_MODE_DEFAULT ? by_default : ask->query.mode == RVA_MODE_RESTATED;
}

/** Whether both net revenues of a total can be told. */
static bool has_net(const rva__total *total)
{
    const int64_t *m = total->values;
    int64_t kept, booked, restated;
    return !__builtin_add_overflow(m[RVA__M_revenue_gross_minor], m[RVA__M_adjustments_minor],
                                   &kept) &&
           !__builtin_add_overflow(kept, m[RVA__M_returns_booked_minor], &booked) &&
           !__builtin_add_overflow(kept, m[RVA__M_returns_restated_minor], &restated);
}

rva_status rva__totals_check(const rva__totals *totals, rva_error *err)
{
    bool fits = !totals->overflowed;
    if (totals->failed)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < totals->count && fits; i++)
        fits = has_net(&totals->items[i]);
    return fits ? RVA_OK
                : rva__fail(err, RVA_LIMIT, "a sum leaves 64 bits: ask for a shorter period");
}

rva_status rva__ask_scan(const rva__ask *ask, rva__period period, rva__wanted wanted,
                         rva__scan_grain grain, const int *dims, rva__totals *out, rva_error *err)
{
    rva__scan scan = {
        .from_at = period.from_at,
        .to_at = period.to_at,
        .now_at = ask->query.now_at,
        .grain = grain,
        .families = wanted.families & ask->families,
        .histograms = wanted.histograms,
        .where = ask->where,
        .where_count = ask->where_count,
    };
    while (dims && dims[scan.dim_count] >= 0) {
        scan.dims[scan.dim_count] = dims[scan.dim_count];
        scan.dim_count++;
    }
    rva__totals_clear(out);
    out->words = 1 + (uint32_t)scan.dim_count;
    if (!scan.families)
        return RVA_OK;
    RVA__TRY(ask->source->scan(ask->source, &scan, out, err));
    return rva__totals_check(out, err);
}

double rva__ask_elapsed_days(const rva__ask *ask)
{
    const rva__zone *zone = ask->source->zone;
    const int64_t now_at = ask->query.now_at;
    if (!ask->partial)
        return ask->days;
    if (now_at <= ask->period.from_at)
        return NAN;
    const int32_t first = rva__zone_day(zone, ask->period.from_at);
    const int32_t today = rva__zone_day(zone, now_at);
    const int64_t start = rva__zone_day_start(zone, today);
    return (double)(today - first) +
           (double)(now_at - start) / (double)(rva__zone_day_start(zone, today + 1) - start);
}

int64_t rva__total_net(const rva__total *total, bool restated)
{
    return total->values[RVA__M_revenue_gross_minor] + total->values[RVA__M_adjustments_minor] +
           total->values[restated ? RVA__M_returns_restated_minor : RVA__M_returns_booked_minor];
}

int64_t rva__total_payable(const rva__total *total, bool restated)
{
    return total->values[restated ? RVA__M_leads_payable_restated : RVA__M_leads_payable_booked];
}

double rva__ratio(int64_t numerator, int64_t denominator)
{
    return denominator == 0 ? NAN : (double)numerator / (double)denominator;
}

void rva__wilson(int64_t numerator, int64_t denominator, double *lower, double *upper)
{
    *lower = NAN;
    *upper = NAN;
    if (denominator <= 0 || numerator < 0 || numerator > denominator)
        return;
    const double z = 1.959963984540054;
    const double n = (double)denominator;
    const double p = (double)numerator / n;
    const double middle = p + z * z / (2 * n);
    const double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    *lower = numerator == 0 ? 0 : (middle - half) / scale;
    *upper = numerator == denominator ? 1 : (middle + half) / scale;
}

double rva__total_quantile(const rva__histogram_entry *entries, size_t count, uint32_t index,
                           int kind, double p)
{
    rva__histogram_count counts[RVA__HISTOGRAM_BUCKETS];
    size_t found = 0;
    for (size_t i = 0; i < count && found < RVA__HISTOGRAM_BUCKETS; i++)
        if (entries[i].index == index && entries[i].kind == (uint32_t)kind)
            counts[found++] = (rva__histogram_count){entries[i].bucket, entries[i].count};
    return rva__histogram_quantile(counts, found, p);
}
