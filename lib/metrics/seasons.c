/**
 * @file metrics/seasons.c
 * Months against the mean of the year around them.
 *
 * Net per local day is kept as a whole number, in parts of a day that months of any length have a
 * whole number of, so that a mean of nothing is told from one of nearly nothing.
 */
#include "metrics/seasons.h"

#include <math.h>

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/calendar.h"
#include "metrics/value.h"
#include "model/season_factors.h"

/** Divisible by 27 to 31. */
enum { DAY_PARTS = 3398220, HALF_YEAR = RVA__MONTHS / 2 };

__extension__ typedef __int128 wide;

/** Whole months of the store, the last that before `now`. */
typedef struct history {
    int32_t first; /**< the first day of the first */
    int32_t count;
    wide *daily; /**< net per local day x DAY_PARTS */
} history;

/** The number of a day's month, counted on through the years. */
static int32_t month_number(int32_t day)
{
    const rva__civil date = rva__day_date(day);
    return date.year * RVA__MONTHS + date.month - 1;
}

static bool has_transaction(const rva__total *total)
{
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        if (rva__measure_family(m) == RVA__FAMILY_MONEY && total->values[m] != 0)
            return true;
    return false;
}

static int32_t day_of(const rva__totals *days, uint32_t index)
{
    return (int32_t)*rva__totals_key(days, index) - RVA__DAY_BIAS;
}

/** The first whole month, by the earliest day with a transaction; INT32_MAX without. */
static int32_t first_month(const rva__totals *days)
{
    int32_t first = INT32_MAX;
    for (uint32_t i = 0; i < days->count; i++)
        if (day_of(days, i) < first && has_transaction(&days->items[i]))
            first = day_of(days, i);
    if (first == INT32_MAX || rva__day_date(first).day == 1)
        return first;
    return rva__month_start(first, 1);
}

/** Gathers days into months; none of them is of the month of `now`. */
static rva_status gather(const rva__zone *zone, const rva__totals *days, int32_t end, history *out,
                         rva_error *err)
{
    out->first = first_month(days);
    out->count = out->first < end ? month_number(end) - month_number(out->first) : 0;
    if (out->count < RVA__MONTHS)
        return RVA_OK;
    out->daily = rva__alloc_zero((size_t)out->count, sizeof *out->daily);
    if (!out->daily)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < days->count; i++) {
        const int32_t month = month_number(day_of(days, i)) - month_number(out->first);
        if (month >= 0)
            out->daily[month] += rva__total_net(&days->items[i], false);
    }
    for (int32_t i = 0; i < out->count; i++) {
        const int32_t first = rva__month_start(out->first, i);
        const int32_t length = rva__days_between(zone, first, rva__month_start(first, 1));
        out->daily[i] = out->daily[i] * DAY_PARTS / length;
    }
    return RVA_OK;
}

static rva_status read_history(const rva__question *question, history *out, rva_error *err)
{
    static const int no_dims[] = {-1};
    const rva__zone *zone = question->source->zone;
    const int32_t end = rva__month_start(rva__zone_day(zone, question->query.now_at), 0);
    const rva__period before = {-RVA__DAY_US, rva__zone_day_start(zone, end)};
    const rva__wanted wanted = {.families = RVA__FAMILY_BIT(MONEY)};
    rva__question unconditional = *question;
    unconditional.where = (rva__conditions){.count = 0};
    unconditional.families = rva__families_with(0);
    rva__totals days = {0};
    rva_status status =
        rva__question_scan(&unconditional, before, wanted, RVA__SCAN_DAY, no_dims, &days, err);
    if (status == RVA_OK)
        status = gather(zone, &days, end, out, err);
    rva__totals_free(&days);
    return status;
}

/** Twelve times the mean of the last year, or, with `middle`, of the year around a month. */
static wide year_of(const history *months, int32_t middle)
{
    const int32_t first = middle < 0 ? months->count - RVA__MONTHS : middle - HALF_YEAR;
    wide sum = 0;
    for (int32_t i = 0; i < RVA__MONTHS; i++)
        sum += 2 * months->daily[first + i];
    if (middle >= 0)
        sum += months->daily[middle + HALF_YEAR] - months->daily[first];
    return sum;
}

/** Means of the ratios of each calendar month; false where a mean is 0 or less. */
static bool measure_months(const history *months, double out[RVA__MONTHS])
{
    const bool is_centred = months->count >= 2 * RVA__MONTHS;
    const int32_t first = is_centred ? HALF_YEAR : months->count - RVA__MONTHS;
    const int32_t end = is_centred ? months->count - HALF_YEAR : months->count;
    int32_t counts[RVA__MONTHS] = {0};
    double mean = 0;
    for (int32_t i = first; i < end; i++) {
        const int32_t calendar = (month_number(months->first) + i) % RVA__MONTHS;
        const wide year = year_of(months, is_centred ? i : -1);
        if (year <= 0)
            return false;
        out[calendar] += (double)(2 * RVA__MONTHS * months->daily[i]) / (double)year;
        counts[calendar]++;
    }
    for (int m = 0; m < RVA__MONTHS; m++) {
        out[m] /= counts[m];
        mean += out[m] / RVA__MONTHS;
    }
    for (int m = 0; m < RVA__MONTHS; m++)
        out[m] /= mean;
    return mean > 0;
}

static void normalise(rva__seasons *seasons)
{
    double sum = 0;
    for (int s = 0; s < RVA__SEASONS; s++)
        sum += seasons->factors[s];
    for (int s = 0; s < RVA__SEASONS; s++)
        seasons->normalised[s] = seasons->factors[s] * RVA__SEASONS / sum;
}

/** Factors of seasons by those of their months. */
static void take_measured(rva__seasons *seasons, const double months[RVA__MONTHS])
{
    seasons->source = "measured";
    memcpy(seasons->months, months, sizeof seasons->months);
    for (int m = 0; m < RVA__MONTHS; m++)
        seasons->factors[rva__season_of(m + 1)] += months[m] * RVA__SEASONS / RVA__MONTHS;
    normalise(seasons);
}

/** Factors as the settings say; those of months are of their seasons. */
static void take_prior(rva__seasons *seasons, const rva_settings *settings)
{
    seasons->source = "prior";
    memcpy(seasons->factors, settings->season_factors, sizeof seasons->factors);
    normalise(seasons);
    for (int m = 0; m < RVA__MONTHS; m++)
        seasons->months[m] = seasons->normalised[rva__season_of(m + 1)];
}

static void take_none(rva__seasons *seasons)
{
    for (int m = 0; m < RVA__MONTHS; m++)
        seasons->months[m] = (double)NAN;
    for (int s = 0; s < RVA__SEASONS; s++)
        seasons->factors[s] = seasons->normalised[s] = (double)NAN;
}

rva_status rva__seasons_read(const rva__question *question, rva__seasons *out, rva_error *err)
{
    const rva_settings *settings = question->source->settings;
    double measured[RVA__MONTHS] = {0};
    history months = {0};
    *out = (rva__seasons){0};
    const rva_status status = read_history(question, &months, err);
    if (status == RVA_OK && months.daily && measure_months(&months, measured))
        take_measured(out, measured);
    else if (rva__settings_has_seasons(settings))
        take_prior(out, settings);
    else
        take_none(out);
    rva__alloc_free(months.daily);
    return status;
}
