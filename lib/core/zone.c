/**
 * @file core/zone.c
 * Time zones.
 *
 * A zone is a list of segments of one offset each: those its file lists, then those its
 * rule gives for 400 years more.  The calendar repeats every 400 years to the weekday, so
 * any later instant is looked up as many cycles earlier as it takes, and no rule is ever
 * evaluated again.  A table with one entry for every 102 days since 1970 says where in
 * the list to start, which leaves a step or two.
 */
#include "core/zone.h"

#include <assert.h>

#include "core/alloc.h"
#include "core/buffer.h"
#include "core/error.h"
#include "core/zone_rule.h"

enum {
    /** RFC 9636 3.2: offsets lie within these. */
    OFFSET_MIN_S = -89999,
    OFFSET_MAX_S = 93599,
    TYPES_MAX = 256,

    CYCLE_YEARS = 400,
    CYCLE_DAYS = 146097,
    /** Years by the rule: the last listed, one to be only by the rule, a cycle, one more. */
    RULE_YEARS = CYCLE_YEARS + 4,
    /** Rules count from here when nothing is listed; zones without rules are tabled to here. */
    RULE_FROM_YEAR = 1900,
    TABLE_UNTIL_YEAR = 2100,

    BUCKET_SHIFT = 43,
    /** Days beyond this, about 290 000 years, are taken for this: their instants fit. */
    DAY_LIMIT = 106000000,
};

#define CYCLE_US (CYCLE_DAYS * RVA__DAY_US)
#define LISTED_MIN_S (-(INT64_C(1) << 42))
#define LISTED_MAX_S (RVA__INSTANT_MAX / RVA__SECOND_US)

/** Instants of one offset, up to where the next segment starts. */
typedef struct segment {
    int64_t from;
    int32_t offset_s;
    int32_t day_begun; /**< the latest local date that was shown before */
} segment;

/**
 * segments[0].from is INT64_MIN and segments[count].from INT64_MAX; each starts after the
 * one before.  buckets[n] is the segment of instant n << BUCKET_SHIFT, for the instants
 * from 0 to `until`.  Instants from `until` on are those of a cycle earlier when
 * `cyclic`, else of the last segment.
 */
struct rva__zone {
    segment *segments;
    uint16_t *buckets;
    size_t count;
    int64_t until;
    bool cyclic;
};

/** What a TZif file says; points into its bytes. */
typedef struct tzif {
    const uint8_t *times; /**< 8 bytes each */
    const uint8_t *kinds; /**< for each time, the type that begins */
    const uint8_t *types; /**< TYPE_BYTES each, an offset first */
    const char *rule;
    size_t time_count;
    size_t type_count;
    size_t rule_bytes;
} tzif;

enum { COUNT_UT, COUNT_STANDARD, COUNT_LEAP, COUNT_TIME, COUNT_TYPE, COUNT_TEXT, COUNTS };

enum { TYPE_BYTES = 6, VERSION_MIN = '2' };

static rva_status fail_bytes(rva_error *err, const char *what)
{
    return rva__fail_field(err, RVA_CORRUPT, "time_zone", "not rules of a time zone: %s", what);
}

static bool take_head(rva__cursor *from, uint32_t counts[COUNTS])
{
    enum { MAGIC_BYTES = 4, RESERVED_BYTES = 15 };
    const uint8_t *magic = rva__cursor_take(from, MAGIC_BYTES);
    const uint8_t version = rva__cursor_byte(from);
    rva__cursor_take(from, RESERVED_BYTES);
    const uint8_t *numbers = rva__cursor_take(from, 4 * COUNTS);
    if (!numbers || memcmp(magic, "TZif", MAGIC_BYTES) != 0 || version < VERSION_MIN)
        return false;
    for (int i = 0; i < COUNTS; i++)
        counts[i] = rva__big_get32(numbers + 4 * i);
    return true;
}

static const uint8_t *take_many(rva__cursor *from, uint32_t count, size_t each_bytes)
{
    if (count > rva__cursor_left(from) / each_bytes) {
        rva__cursor_take(from, SIZE_MAX);
        return NULL;
    }
    return rva__cursor_take(from, count * each_bytes);
}

/** Takes a block of data after its head; version 1 has times of 4 bytes, others of 8. */
static void take_block(rva__cursor *from, const uint32_t counts[COUNTS], size_t time_bytes,
                       tzif *out)
{
    out->times = take_many(from, counts[COUNT_TIME], time_bytes);
    out->kinds = take_many(from, counts[COUNT_TIME], 1);
    out->types = take_many(from, counts[COUNT_TYPE], TYPE_BYTES);
    take_many(from, counts[COUNT_TEXT], 1);
    take_many(from, counts[COUNT_LEAP], time_bytes + 4);
    take_many(from, counts[COUNT_STANDARD], 1);
    take_many(from, counts[COUNT_UT], 1);
    out->time_count = counts[COUNT_TIME];
    out->type_count = counts[COUNT_TYPE];
}

static int64_t time_s(const tzif *file, size_t i)
{
    return (int64_t)rva__big_get64(file->times + 8 * i);
}

static int32_t type_offset_s(const tzif *file, size_t type)
{
    return (int32_t)rva__big_get32(file->types + TYPE_BYTES * type);
}

static rva_status check(const tzif *file, rva_error *err)
{
    if (file->type_count == 0 || file->type_count > TYPES_MAX)
        return fail_bytes(err, "no offsets, or too many");
    for (size_t type = 0; type < file->type_count; type++) {
        const int32_t offset_s = type_offset_s(file, type);
        if (offset_s < OFFSET_MIN_S || offset_s > OFFSET_MAX_S)
            return fail_bytes(err, "an offset of more than a day");
    }
    for (size_t i = 0; i < file->time_count; i++) {
        if (file->kinds[i] >= file->type_count)
            return fail_bytes(err, "a transition to an offset that is not there");
        if (i > 0 && time_s(file, i) <= time_s(file, i - 1))
            return fail_bytes(err, "transitions out of order");
    }
    return RVA_OK;
}

static rva_status read_tzif(const void *bytes, size_t size, tzif *out, rva_error *err)
{
    rva__cursor from = rva__cursor_over(bytes, size);
    uint32_t counts[COUNTS];
    if (!take_head(&from, counts))
        return fail_bytes(err, "not a TZif file of version 2 or later");
    take_block(&from, counts, 4, out);
    if (!take_head(&from, counts))
        return fail_bytes(err, "its second part is missing");
    take_block(&from, counts, 8, out);
    const uint8_t newline = rva__cursor_byte(&from);
    if (from.failed || newline != '\n')
        return fail_bytes(err, "cut short");
    if (counts[COUNT_LEAP] > 0)
        return rva__fail_field(err, RVA_INVALID, "time_zone",
                               "zones that count leap seconds (\"right/...\") are not supported");

    const uint8_t *end = NULL;
    if (from.at < from.end)
        end = (const uint8_t *)memchr(from.at, '\n', rva__cursor_left(&from));
    if (!end)
        return fail_bytes(err, "the rule at its end is missing");
    out->rule = (const char *)from.at;
    out->rule_bytes = (size_t)(end - from.at);
    return check(out, err);
}

static int32_t local_date(int64_t at, int32_t offset_s)
{
    return (int32_t)rva__floor_div(rva__floor_div(at, RVA__SECOND_US) + offset_s, 86400);
}

/** Appends a segment; one that starts where the last does replaces it, earlier ones do not. */
static void add(rva__zone *zone, int64_t from_s, int32_t offset_s)
{
    const int64_t from = from_s * RVA__SECOND_US;
    segment *last = &zone->segments[zone->count - 1];
    if (from == last->from)
        last->offset_s = offset_s;
    else if (from > last->from)
        zone->segments[zone->count++] = (segment){from, offset_s, 0};
}

/** Lists what the file lists; returns the year of the last transition. */
static int32_t add_listed(rva__zone *zone, const tzif *file)
{
    int64_t last_s = LISTED_MIN_S;
    zone->segments[0] = (segment){INT64_MIN, type_offset_s(file, 0), 0};
    zone->count = 1;
    for (size_t i = 0; i < file->time_count && time_s(file, i) <= LISTED_MAX_S; i++) {
        last_s = time_s(file, i);
        const int32_t offset_s = type_offset_s(file, file->kinds[i]);
        if (last_s < LISTED_MIN_S)
            zone->segments[0].offset_s = offset_s;
        else
            add(zone, last_s, offset_s);
    }
    const int64_t last_day = rva__floor_div(last_s, 86400);
    return last_s < LISTED_MIN_S ? RULE_FROM_YEAR : rva__day_date((int32_t)last_day).year;
}

static void add_by_rule(rva__zone *zone, const rva__zone_rule *rule, int32_t from_year)
{
    for (int32_t year = from_year; year < from_year + RULE_YEARS; year++) {
        const int64_t start_s = rva__zone_rule_start_s(rule, year);
        const int64_t end_s = rva__zone_rule_end_s(rule, year);
        if (start_s < end_s)
            add(zone, start_s, rule->summer_s);
        add(zone, end_s, rule->standard_s);
        if (start_s >= end_s)
            add(zone, start_s, rule->summer_s);
    }
}

/** Drops the segments that change nothing, and notes which days had begun before each. */
static void finish_segments(rva__zone *zone)
{
    segment *last = zone->segments;
    last->day_begun = INT32_MIN;
    for (size_t i = 1; i < zone->count; i++) {
        segment next = zone->segments[i];
        if (next.offset_s == last->offset_s)
            continue;
        next.day_begun = local_date(next.from - 1, last->offset_s);
        if (next.day_begun < last->day_begun)
            next.day_begun = last->day_begun;
        *++last = next;
    }
    last[1] = (segment){INT64_MAX, 0, 0};
    zone->count = (size_t)(last - zone->segments) + 1;
}

static rva_status add_segments(rva__zone *zone, const tzif *file, rva_error *err)
{
    rva__zone_rule rule = {0};
    if (file->rule_bytes > 0 && !rva__zone_rule_parse(file->rule, file->rule_bytes, &rule))
        return fail_bytes(err, "the rule at its end cannot be read");

    const size_t most = 1 + file->time_count + 2 * (size_t)RULE_YEARS + 1;
    zone->segments = (segment *)rva__alloc_zero(most, sizeof(segment));
    if (!zone->segments)
        return rva__fail_memory(err);

    int32_t year = add_listed(zone, file);
    if (year < RULE_FROM_YEAR)
        year = RULE_FROM_YEAR;
    if (file->rule_bytes > 0 && file->time_count == 0)
        zone->segments[0].offset_s = rule.standard_s;
    if (rule.has_summer)
        add_by_rule(zone, &rule, year);
    finish_segments(zone);

    zone->cyclic = rule.has_summer;
    int32_t until_year = year + 2 + (zone->cyclic ? CYCLE_YEARS : 0);
    if (!zone->cyclic && until_year < TABLE_UNTIL_YEAR)
        until_year = TABLE_UNTIL_YEAR;
    zone->until = rva__day_from_date(until_year, 1, 1) * RVA__DAY_US;
    return RVA_OK;
}

static rva_status add_buckets(rva__zone *zone, rva_error *err)
{
    const size_t count = (size_t)(zone->until >> BUCKET_SHIFT) + 1;
    zone->buckets = (uint16_t *)rva__alloc_zero(count, sizeof(uint16_t));
    if (!zone->buckets)
        return rva__fail_memory(err);

    assert(zone->count <= UINT16_MAX);
    size_t in = 0;
    for (size_t bucket = 0; bucket < count; bucket++) {
        while ((int64_t)bucket << BUCKET_SHIFT >= zone->segments[in + 1].from)
            in++;
        zone->buckets[bucket] = (uint16_t)in;
    }
    return RVA_OK;
}

rva_status rva__zone_new(const void *bytes, size_t size, rva__zone **out, rva_error *err)
{
    tzif file = {0};
    if (size > RVA__ZONE_BYTES_MAX)
        return fail_bytes(err, "too many bytes");
    RVA__TRY(read_tzif(bytes, size, &file, err));

    rva__zone *zone = (rva__zone *)rva__alloc_zero(1, sizeof(*zone));
    if (!zone)
        return rva__fail_memory(err);
    rva_status status;
    RVA__TRY_GOTO(status, add_segments(zone, &file, err), failed);
    RVA__TRY_GOTO(status, add_buckets(zone, err), failed);
    *out = zone;
    return RVA_OK;

failed:
    rva__zone_free(zone);
    return status;
}

void rva__zone_free(rva__zone *zone)
{
    if (!zone)
        return;
    rva__alloc_free(zone->segments);
    rva__alloc_free(zone->buckets);
    rva__alloc_free(zone);
}

/** The segment of an instant as it was some cycles ago. */
typedef struct place {
    const segment *in;
    int64_t cycles;
} place;

static const segment *find_tabled(const rva__zone *zone, int64_t at)
{
    const segment *in = zone->segments + zone->buckets[at >> BUCKET_SHIFT];
    while (at >= in[1].from)
        in++;
    return in;
}

static const segment *find_before_1970(const rva__zone *zone, int64_t at)
{
    size_t low = 0;
    for (size_t high = zone->count; high - low > 1;) {
        const size_t middle = low + (high - low) / 2;
        if (zone->segments[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return zone->segments + low;
}

static place find_untabled(const rva__zone *zone, int64_t at)
{
    if (at < 0)
        return (place){find_before_1970(zone, at), 0};
    if (!zone->cyclic)
        return (place){zone->segments + zone->count - 1, 0};
    const int64_t cycles = (at - zone->until) / CYCLE_US + 1;
    return (place){find_tabled(zone, at - cycles * CYCLE_US), cycles};
}

static inline place find(const rva__zone *zone, int64_t at)
{
    if ((uint64_t)at < (uint64_t)zone->until)
        return (place){find_tabled(zone, at), 0};
    return find_untabled(zone, at);
}

int32_t rva__zone_offset(const rva__zone *zone, int64_t at)
{
    return find(zone, at).in->offset_s;
}

int32_t rva__zone_day(const rva__zone *zone, int64_t at)
{
    const place found = find(zone, at);
    const int64_t begun = found.in->day_begun + found.cycles * CYCLE_DAYS;
    const int32_t day = local_date(at, found.in->offset_s);
    return day > begun ? day : (int32_t)begun;
}

int64_t rva__zone_day_start(const rva__zone *zone, int32_t day)
{
    return rva__zone_at(zone, day, 0);
}

/** The first instant of a segment, or after, that shows a wall time or a later one. */
static int64_t reached_in(const segment *in, int64_t wall)
{
    const int64_t at = wall - in->offset_s * RVA__SECOND_US;
    return at > in->from ? at : in->from;
}

int64_t rva__zone_at(const rva__zone *zone, int32_t day, int64_t microsecond_of_day)
{
    assert(microsecond_of_day >= 0 && microsecond_of_day <= RVA__DAY_US);
    if (day > DAY_LIMIT)
        day = DAY_LIMIT;
    if (day < -DAY_LIMIT)
        day = -DAY_LIMIT;

    const int64_t wall = day * RVA__DAY_US + microsecond_of_day;
    const place earliest = find(zone, wall - OFFSET_MAX_S * RVA__SECOND_US);
    const int64_t shift = earliest.cycles * CYCLE_US;
    const segment *in = earliest.in;
    while (reached_in(in, wall - shift) >= in[1].from)
        in++;
    return reached_in(in, wall - shift) + shift;
}

/** The full local hour at or before an instant. */
static int64_t full_hour(const place *found, int64_t at)
{
    const int64_t offset_us = found->in->offset_s * RVA__SECOND_US;
    return rva__floor_div(at + offset_us, RVA__HOUR_US) * RVA__HOUR_US - offset_us;
}

int64_t rva__zone_hour_start(const rva__zone *zone, int64_t at)
{
    const place found = find(zone, at);
    const int64_t full = full_hour(&found, at);
    if (found.in->from == INT64_MIN)
        return full;
    const int64_t changed = found.in->from + found.cycles * CYCLE_US;
    return full > changed ? full : changed;
}

int64_t rva__zone_hour_end(const rva__zone *zone, int64_t at)
{
    const place found = find(zone, at);
    const int64_t full = full_hour(&found, at) + RVA__HOUR_US;
    if (found.in[1].from == INT64_MAX)
        return full;
    const int64_t changes = found.in[1].from + found.cycles * CYCLE_US;
    return full < changes ? full : changes;
}

rva__civil rva__zone_civil(const rva__zone *zone, int64_t at)
{
    const int32_t offset_s = rva__zone_offset(zone, at);
    const int64_t local_s = rva__floor_div(at, RVA__SECOND_US) + offset_s;
    const int64_t day = rva__floor_div(local_s, 86400);
    const int32_t second_of_day = (int32_t)(local_s - day * 86400);

    rva__civil civil = rva__day_date((int32_t)day);
    civil.hour = second_of_day / 3600;
    civil.minute = second_of_day / 60 % 60;
    civil.second = second_of_day % 60;
    civil.offset_s = offset_s;
    return civil;
}
