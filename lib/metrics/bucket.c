/**
 * @file metrics/bucket.c
 * Days gathered into weeks, months, quarters and years.
 */
#include "metrics/bucket.h"

#include <stdio.h>

#include "core/alloc.h"
#include "core/error.h"

static int64_t grain_of(const rva__question *question)
{
    return question->query.by == RVA_GRAIN_DEFAULT ? RVA_GRAIN_DAY : question->query.by;
}

/** The first day of the bucket that holds a day. */
static int32_t first_day(const rva__question *question, int32_t day)
{
    if (grain_of(question) == RVA_GRAIN_WEEK)
        return day -
               (rva__day_weekday(day) - (int32_t)question->source->settings->week_start + 7) % 7;
    const rva__civil date = rva__day_date(day);
    switch (grain_of(question)) {
    case RVA_GRAIN_MONTH:
        return day - date.day + 1;
    case RVA_GRAIN_QUARTER:
        return rva__day_from_date(date.year, (date.month - 1) / 3 * 3 + 1, 1);
    case RVA_GRAIN_YEAR:
        return rva__day_from_date(date.year, 1, 1);
    default:
        return day;
    }
}

uint32_t rva__bucket_of(const rva__question *question, int64_t at)
{
    if (grain_of(question) == RVA_GRAIN_NONE)
        return 0;
    if (grain_of(question) == RVA_GRAIN_HOUR)
        return rva__hour_bucket(rva__zone_hour_start(question->source->zone, at));
    return (uint32_t)(first_day(question, rva__zone_day(question->source->zone, at)) +
                      RVA__DAY_BIAS);
}

uint32_t rva__bucket_next(const rva__question *question, uint32_t bucket)
{
    const int32_t day = (int32_t)bucket - RVA__DAY_BIAS;
    if (grain_of(question) == RVA_GRAIN_HOUR)
        return rva__hour_bucket(
            rva__zone_hour_end(question->source->zone, rva__bucket_start(question, bucket)));
    switch (grain_of(question)) {
    case RVA_GRAIN_WEEK:
        return bucket + 7;
    case RVA_GRAIN_MONTH:
        return (uint32_t)(first_day(question, day + 31) + RVA__DAY_BIAS);
    case RVA_GRAIN_QUARTER:
        return (uint32_t)(first_day(question, day + 92) + RVA__DAY_BIAS);
    case RVA_GRAIN_YEAR:
        return (uint32_t)(first_day(question, day + 366) + RVA__DAY_BIAS);
    default:
        return bucket + 1;
    }
}

int64_t rva__bucket_start(const rva__question *question, uint32_t bucket)
{
    if (grain_of(question) == RVA_GRAIN_HOUR)
        return rva__hour_bucket_start(question->source->zone, bucket);
    return rva__zone_day_start(question->source->zone, (int32_t)bucket - RVA__DAY_BIAS);
}

int64_t rva__bucket_label(const rva__question *question, uint32_t bucket,
                          char out[RVA__LABEL_BYTES])
{
    const int64_t at = rva__bucket_start(question, bucket);
    const int32_t day = (int32_t)bucket - RVA__DAY_BIAS;
    switch (grain_of(question)) {
    case RVA_GRAIN_HOUR:
        rva__label_hour(question->source->zone, at, out);
        break;
    case RVA_GRAIN_WEEK:
        if (question->source->settings->week_start == 0)
            rva__label_week(day, out);
        else
            rva__label_week_from(day, out);
        break;
    case RVA_GRAIN_MONTH:
        rva__label_month(day, out);
        break;
    case RVA_GRAIN_QUARTER:
        rva__label_quarter(day, out);
        break;
    case RVA_GRAIN_YEAR:
        rva__label_year(day, out);
        break;
    default:
        rva__label_day(day, out);
    }
    return at;
}

/** Adds what `from` has of key number `index` to the same key of another bucket, its number there.
 */
static uint32_t gather(const rva__question *question, const rva__totals *from, uint32_t index,
                       rva__totals *out)
{
    uint32_t key[RVA__TOTAL_WORDS_MAX];
    memcpy(key, rva__totals_key(from, index), from->words * sizeof *key);
    key[0] = (uint32_t)(first_day(question, (int32_t)key[0] - RVA__DAY_BIAS) + RVA__DAY_BIAS);
    return rva__totals_add_all(out, key, &from->items[index]);
}

/** Adds days to the buckets that they are in, with their histograms. */
static rva_status gather_all(const rva__question *question, const rva__totals *days,
                             rva__totals *out, rva_error *err)
{
    rva__histogram_entry *entries = NULL;
    size_t count;
    uint32_t *places = rva__alloc(((size_t)days->count + 1) * sizeof *places);
    rva__totals_reset(out, days->words);
    const bool good = places && rva__totals_histograms(days, &entries, &count);
    for (uint32_t i = 0; i < days->count && good; i++)
        places[i] = gather(question, days, i, out);
    for (size_t i = 0; good && i < count; i++)
        if (places[entries[i].index] != UINT32_MAX)
            rva__totals_histogram(out, places[entries[i].index], (int)entries[i].kind,
                                  entries[i].bucket, entries[i].count);
    rva__alloc_free(entries);
    rva__alloc_free(places);
    return good ? rva__totals_check(out, err) : rva__fail_memory(err);
}

rva_status rva__bucket_scan(const rva__question *question, rva__wanted wanted, const int *dims,
                            rva__totals *out, rva_error *err)
{
    const rva__period period = question->periods.asked;
    const int64_t grain = grain_of(question);
    if (grain == RVA_GRAIN_HOUR && (period.to_at - period.from_at) / RVA__HOUR_US > RVA_BUCKETS_MAX)
        return rva__fail_field(err, RVA_INVALID, "by", "at most %d buckets: ask by day",
                               (int)RVA_BUCKETS_MAX);
    if (grain == RVA_GRAIN_NONE || grain == RVA_GRAIN_HOUR || grain == RVA_GRAIN_DAY)
        return rva__question_scan(question, period, wanted,
                                  grain == RVA_GRAIN_NONE   ? RVA__SCAN_WHOLE
                                  : grain == RVA_GRAIN_HOUR ? RVA__SCAN_HOUR
                                                            : RVA__SCAN_DAY,
                                  dims, out, err);
    rva__totals days = {0};
    rva_status status =
        rva__question_scan(question, period, wanted, RVA__SCAN_DAY, dims, &days, err);
    if (status == RVA_OK)
        status = gather_all(question, &days, out, err);
    rva__totals_free(&days);
    return status;
}

rva_status rva__bucket_scan_mature(const rva__question *question, rva__wanted wanted,
                                   const int *dims, rva__totals *out, rva_error *err)
{
    const rva__zone *zone = question->source->zone;
    const int32_t today = rva__zone_day(zone, question->query.now_at);
    const int64_t young_at =
        rva__zone_day_start(zone, today - (int32_t)question->source->settings->return_window_days);
    rva__question mature = *question;
    if (young_at < mature.periods.asked.to_at)
        mature.periods.asked.to_at = young_at;
    if (mature.periods.asked.from_at < mature.periods.asked.to_at)
        return rva__bucket_scan(&mature, wanted, dims, out, err);
    rva__totals_reset(out, 1);
    return RVA_OK;
}
