/**
 * @file cube/row.c
 * Rows as bytes: each fact written as what differs from the one before.
 */
#include "cube/row.h"

#include "model/histogram.h"

enum { SAME_AT = 0x10, FAMILY_MASK = 0x0f, FACT_BYTES_MAX = 512 };

typedef struct state {
    uint32_t dims[RVA__DIM_COUNT];
    int64_t at;
} state;

static uint8_t *put_varint(uint8_t *to, uint64_t value)
{
    return to + rva__varint_write(to, value);
}

static void encode_fact(const rva__fact *fact, state *before, rva__buffer *to)
{
    if (!rva__buffer_reserve(to, FACT_BYTES_MAX))
        return;
    uint8_t *at = to->data + to->size;
    const bool same_at = fact->at == before->at;
    *at++ = (uint8_t)(fact->family | (same_at ? SAME_AT : 0));
    if (!same_at)
        at = put_varint(at, rva__zigzag(fact->at - before->at));
    before->at = fact->at;
    uint32_t changed = 0;
    for (int i = 0; i < RVA__DIM_COUNT; i++)
        if (fact->dims[i] != RVA__VALUE_NONE && fact->dims[i] != before->dims[i])
            changed |= 1u << i;
    at = put_varint(at, changed);
    for (int i = 0; i < RVA__DIM_COUNT; i++) {
        if (changed >> i & 1) {
            at = put_varint(at, fact->dims[i]);
            before->dims[i] = fact->dims[i];
        }
    }
    *at++ = fact->measure_count;
    for (int i = 0; i < fact->measure_count; i++) {
        *at++ = fact->measures[i];
        at = put_varint(at, rva__zigzag(fact->values[i]));
    }
    *at++ = fact->histogram_count;
    for (int i = 0; i < fact->histogram_count; i++) {
        *at++ = fact->histograms[i];
        at = put_varint(at, fact->buckets[i]);
    }
    to->size = (size_t)(at - to->data);
}

uint32_t rva__row_encode(const rva__facts *facts, const rva__zone *zone, int32_t day,
                         rva__buffer *to)
{
    const int64_t day_at = rva__zone_day_start(zone, day);
    const int64_t next_at = rva__zone_day_start(zone, day + 1);
    state before = {.at = day_at};
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        const rva__fact *fact = &facts->items[i];
        if (fact->at < day_at || fact->at >= next_at)
            continue;
        encode_fact(fact, &before, to);
        count++;
    }
    return count;
}

void rva__row_open(rva__row_reader *reader, const void *bytes, size_t size, int64_t day_at)
{
    reader->from = rva__cursor_over(bytes, size);
    reader->at = day_at;
    memset(reader->dims, 0, sizeof reader->dims);
}

static bool read_lists(rva__row_reader *reader)
{
    rva__cursor *from = &reader->from;
    rva__fact *fact = &reader->fact;
    fact->measure_count = rva__cursor_byte(from);
    if (fact->measure_count > RVA__FACT_MEASURES)
        return false;
    for (int i = 0; i < fact->measure_count; i++) {
        fact->measures[i] = rva__cursor_byte(from);
        fact->values[i] = rva__cursor_signed(from);
        if (fact->measures[i] >= RVA__MEASURE_COUNT)
            return false;
    }
    fact->histogram_count = rva__cursor_byte(from);
    if (fact->histogram_count > RVA__FACT_HISTOGRAMS)
        return false;
    for (int i = 0; i < fact->histogram_count; i++) {
        const uint8_t kind = rva__cursor_byte(from);
        const uint64_t bucket = rva__cursor_varint(from);
        if (kind >= RVA__HISTOGRAM_COUNT || bucket >= RVA__HISTOGRAM_BUCKETS)
            return false;
        fact->histograms[i] = kind;
        fact->buckets[i] = (uint16_t)bucket;
    }
    return !from->failed;
}

bool rva__row_next(rva__row_reader *reader)
{
    rva__cursor *from = &reader->from;
    if (from->failed || rva__cursor_left(from) == 0)
        return false;
    rva__fact *fact = &reader->fact;
    const uint8_t head = rva__cursor_byte(from);
    fact->family = head & FAMILY_MASK;
    if (!(head & SAME_AT))
        reader->at = (int64_t)((uint64_t)reader->at + (uint64_t)rva__cursor_signed(from));
    fact->at = reader->at;
    uint64_t changed = rva__cursor_varint(from);
    for (int i = 0; changed != 0 && i < RVA__DIM_COUNT; i++, changed >>= 1)
        if (changed & 1)
            reader->dims[i] = (uint32_t)rva__cursor_varint(from);
    if (fact->family >= RVA__FAMILY_COUNT || changed != 0 || !read_lists(reader)) {
        from->failed = true;
        return false;
    }
    const uint32_t has = rva__family_dimensions(fact->family);
    for (int i = 0; i < RVA__DIM_COUNT; i++)
        fact->dims[i] = has >> i & 1 ? reader->dims[i] : RVA__VALUE_NONE;
    return true;
}
