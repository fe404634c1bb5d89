/**
 * @file reports/bucket.c
 * Days gathered into weeks and months.
 */
#include "reports/bucket.h"

#include <stdio.h>

#include "core/error.h"

static int64_t grain_of(const rva__ask *ask)
{
    return ask->query.by == RVA_GRAIN_DEFAULT ? RVA_GRAIN_DAY : ask->query.by;
}

/** The first day of the bucket that holds a day. */
static int32_t first_day(const rva__ask *ask, int32_t day)
{
    if (grain_of(ask) == RVA_GRAIN_WEEK)
        return day - (rva__day_weekday(day) - (int32_t)ask->source->settings->week_start + 7) % 7;
    if (grain_of(ask) == RVA_GRAIN_MONTH) {
        const rva__civil date = rva__day_date(day);
        return day - date.day + 1;
    }
    return day;
}

uint32_t rva__bucket_of(const rva__ask *ask, int64_t at)
{
    if (grain_of(ask) == RVA_GRAIN_NONE)
        return 0;
    if (grain_of(ask) == RVA_GRAIN_HOUR)
        return rva__hour_bucket(rva__zone_hour_start(ask->source->zone, at));
    return (uint32_t)(first_day(ask, rva__zone_day(ask->source->zone, at)) + RVA__DAY_BIAS);
}

uint32_t rva__bucket_next(const rva__ask *ask, uint32_t bucket)
{
    const int32_t day = (int32_t)bucket - RVA__DAY_BIAS;
    if (grain_of(ask) == RVA_GRAIN_HOUR)
        return rva__hour_bucket(
            rva__zone_hour_end(ask->source->zone, rva__bucket_start(ask, bucket)));
    if (grain_of(ask) == RVA_GRAIN_WEEK)
        return bucket + 7;
    if (grain_of(ask) == RVA_GRAIN_MONTH)
        return (uint32_t)(first_day(ask, day + 31) + RVA__DAY_BIAS);
    return bucket + 1;
}

int64_t rva__bucket_start(const rva__ask *ask, uint32_t bucket)
{
    if (grain_of(ask) == RVA_GRAIN_HOUR)
        return rva__hour_bucket_start(ask->source->zone, bucket);
    return rva__zone_day_start(ask->source->zone, (int32_t)bucket - RVA__DAY_BIAS);
}

int64_t rva__bucket_label(const rva__ask *ask, uint32_t bucket, char out[RVA__LABEL_BYTES])
{
    const int64_t at = rva__bucket_start(ask, bucket);
    const int32_t day = (int32_t)bucket - RVA__DAY_BIAS;
    switch (grain_of(ask)) {
    case RVA_GRAIN_HOUR:
        rva__label_hour(ask->source->zone, at, out);
        break;
    case RVA_GRAIN_WEEK: /* of the Monday in it, so that weeks from Sunday keep their number */
        rva__label_week(day + (7 - rva__day_weekday(day)) % 7, out);
        break;
    case RVA_GRAIN_MONTH:
        rva__label_month(day, out);
        break;
    default:
        rva__label_day(day, out);
    }
    return at;
}

/** Adds what `from` has of key number `index` to the same key of another bucket. */
static void gather(const rva__ask *ask, const rva__totals *from, uint32_t index, rva__totals *out)
{
    uint32_t key[RVA__TOTAL_WORDS_MAX];
    memcpy(key, rva__totals_key(from, index), from->words * sizeof *key);
    key[0] = (uint32_t)(first_day(ask, (int32_t)key[0] - RVA__DAY_BIAS) + RVA__DAY_BIAS);
    const uint32_t to = rva__totals_index(out, key);
    for (int m = 0; m < RVA__MEASURE_COUNT && to != UINT32_MAX; m++)
        rva__totals_add(out, to, m, from->items[index].values[m]);
}

rva_status rva__bucket_scan(const rva__ask *ask, uint32_t families, const int *dims,
                            rva__totals *out, rva_error *err)
{
    const int64_t grain = grain_of(ask);
    if (grain == RVA_GRAIN_HOUR &&
        (ask->period.to_at - ask->period.from_at) / RVA__HOUR_US > RVA_BUCKETS_MAX)
        return rva__fail_field(err, RVA_INVALID, "by", "at most %d buckets: ask by day",
                               (int)RVA_BUCKETS_MAX);
    if (grain == RVA_GRAIN_NONE)
        return rva__ask_scan(ask, ask->period, (rva__wanted){families, 0}, RVA__SCAN_WHOLE, dims,
                             out, err);
    if (grain == RVA_GRAIN_HOUR)
        return rva__ask_scan(ask, ask->period, (rva__wanted){families, 0}, RVA__SCAN_HOUR, dims,
                             out, err);
    if (grain == RVA_GRAIN_DAY)
        return rva__ask_scan(ask, ask->period, (rva__wanted){families, 0}, RVA__SCAN_DAY, dims, out,
                             err);
    rva__totals days = {0};
    rva_status status = rva__ask_scan(ask, ask->period, (rva__wanted){families, 0}, RVA__SCAN_DAY,
                                      dims, &days, err);
    rva__totals_clear(out);
    out->words = days.words;
    for (uint32_t i = 0; i < days.count && status == RVA_OK; i++)
        gather(ask, &days, i, out);
    if (status == RVA_OK)
        status = rva__totals_check(out, err);
    rva__totals_free(&days);
    return status;
}
