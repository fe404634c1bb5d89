/**
 * @file fold/entry.c
 * Entries: their order, and their bytes.
 *
 *     head     type (4 bits) and code (4 bits)
 *     present  varint, a bit for each field below that is not absent
 *     at       varint, microseconds after the entry before it
 *     seq      signed varint, from the entry before it
 *     ...      the present fields: ids as 8 bytes, dictionary values as varints,
 *              numbers as signed varints
 */
#include "fold/entry.h"

#define ABSENT RVA_ABSENT

const rva__entry rva__entry_empty = {
    .amount_minor = ABSENT,
    .value_minor = ABSENT,
    .price_minor = ABSENT,
    .response_ms = ABSENT,
    .messages = ABSENT,
    .competitors = ABSENT,
    .score_micro = ABSENT,
    .rating_micro = ABSENT,
    .quality_micro = ABSENT,
    .demand_micro = ABSENT,
};

/** The numbers of an entry in the order in which they are written and compared. */
static const size_t numbers[] = {
    offsetof(rva__entry, amount_minor),  offsetof(rva__entry, value_minor),
    offsetof(rva__entry, price_minor),   offsetof(rva__entry, response_ms),
    offsetof(rva__entry, messages),      offsetof(rva__entry, competitors),
    offsetof(rva__entry, score_micro),   offsetof(rva__entry, rating_micro),
    offsetof(rva__entry, quality_micro), offsetof(rva__entry, demand_micro),
};

static const size_t links[] = {
    offsetof(rva__entry, id),
    offsetof(rva__entry, lead),
    offsetof(rva__entry, offer),
    offsetof(rva__entry, of),
};

enum {
    NUMBERS = sizeof numbers / sizeof *numbers,
    LINKS = sizeof links / sizeof *links,
    BIT_ORDER = 0,
    BIT_FLAGS = 1,
    BIT_LINKS = 2,
    BIT_DIMS = BIT_LINKS + LINKS,
    BIT_NUMBERS = BIT_DIMS + RVA__DIM_COUNT,
};

static int64_t *number_of(rva__entry *entry, int index)
{
    return (int64_t *)(void *)((char *)entry + numbers[index]);
}

static uint64_t *link_of(rva__entry *entry, int index)
{
    return (uint64_t *)(void *)((char *)entry + links[index]);
}

static int64_t number_at(const rva__entry *entry, int index)
{
    return *(const int64_t *)(const void *)((const char *)entry + numbers[index]);
}

static uint64_t link_at(const rva__entry *entry, int index)
{
    return *(const uint64_t *)(const void *)((const char *)entry + links[index]);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/** Events of one instant in the order of EVENTS, which puts an end after all others. */
static int type_rank(const rva__entry *entry)
{
    static const uint8_t ranks[] = {
        [RVA_EVENT_CONVERSATION] = 0, [RVA_EVENT_STAGE] = 1,    [RVA_EVENT_LEAD] = 2,
        [RVA_EVENT_OFFER] = 3,        [RVA_EVENT_FEEDBACK] = 4, [RVA_EVENT_TRANSACTION] = 5,
        [RVA_EVENT_END] = 6,          [RVA_EVENT_COST] = 7,     [RVA_EVENT_MARKET] = 8,
        [RVA_EVENT_ERASE] = 9,
    };
    return ranks[entry->type];
}

static int compare_stages(uint32_t a, uint32_t b, const rva__names *names)
{
    if (a == b)
        return 0;
    const int ordinal_a = names->ordinal(names, a);
    const int ordinal_b = names->ordinal(names, b);
    if (ordinal_a >= 0 && ordinal_b >= 0)
        return ordinal_a - ordinal_b;
    if (ordinal_a >= 0 || ordinal_b >= 0)
        return ordinal_a >= 0 ? -1 : 1;
    return strcmp(names->text(names, RVA__DIM_STAGE, a), names->text(names, RVA__DIM_STAGE, b));
}

static int compare_content(const rva__entry *a, const rva__entry *b, const rva__names *names)
{
    for (int i = 0; i < RVA__DIM_COUNT; i++) {
        if (a->dims[i] == b->dims[i])
            continue;
        const int order =
            strcmp(names->text(names, i, a->dims[i]), names->text(names, i, b->dims[i]));
        if (order != 0)
            return order;
    }
    for (int i = 0; i < NUMBERS; i++) {
        const int order = compare_numbers(number_at(a, i), number_at(b, i));
        if (order != 0)
            return order;
    }
    if (a->flags != b->flags)
        return a->flags < b->flags ? -1 : 1;
    for (int i = 0; i < LINKS; i++)
        if (link_at(a, i) != link_at(b, i))
            return link_at(a, i) < link_at(b, i) ? -1 : 1;
    return 0;
}

int rva__entry_compare(const rva__entry *a, const rva__entry *b, const rva__names *names)
{
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->type != b->type)
        return type_rank(a) - type_rank(b);
    if (a->code != b->code)
        return a->code - b->code;
    const int stages = compare_stages(a->dims[RVA__DIM_STAGE], b->dims[RVA__DIM_STAGE], names);
    return stages != 0 ? stages : compare_content(a, b, names);
}

static uint64_t present_bits(const rva__entry *entry)
{
    uint64_t bits = (uint64_t)(entry->order != 0) << BIT_ORDER | (uint64_t)(entry->flags != 0)
                                                                     << BIT_FLAGS;
    for (int i = 0; i < LINKS; i++)
        bits |= (uint64_t)(link_at(entry, i) != 0) << (BIT_LINKS + i);
    for (int i = 0; i < RVA__DIM_COUNT; i++)
        bits |= (uint64_t)(entry->dims[i] != 0) << (BIT_DIMS + i);
    for (int i = 0; i < NUMBERS; i++)
        bits |= (uint64_t)(number_at(entry, i) != ABSENT) << (BIT_NUMBERS + i);
    return bits;
}

void rva__entry_encode(const rva__entry *entry, const rva__entry *before, rva__buffer *to)
{
    if (!rva__buffer_reserve(to, 400))
        return;
    uint8_t *at = to->data + to->size;
    const uint64_t bits = present_bits(entry);
    *at++ = (uint8_t)(entry->type << 4 | entry->code);
    at += rva__varint_write(at, bits);
    at += rva__varint_write(at, (uint64_t)entry->at - (uint64_t)(before ? before->at : 0));
    at += rva__varint_write(
        at, rva__zigzag((int64_t)((uint64_t)entry->seq - (uint64_t)(before ? before->seq : 0))));
    if (entry->order != 0)
        at += rva__varint_write(at, rva__zigzag(entry->order));
    if (entry->flags != 0)
        *at++ = entry->flags;
    for (int i = 0; i < LINKS; i++) {
        if (bits >> (BIT_LINKS + i) & 1) {
            rva__big_put64(at, link_at(entry, i));
            at += 8;
        }
    }
    for (int i = 0; i < RVA__DIM_COUNT; i++)
        if (entry->dims[i] != 0)
            at += rva__varint_write(at, entry->dims[i]);
    for (int i = 0; i < NUMBERS; i++)
        if (bits >> (BIT_NUMBERS + i) & 1)
            at += rva__varint_write(at, rva__zigzag(number_at(entry, i)));
    to->size = (size_t)(at - to->data);
}

void rva__entry_decode(rva__cursor *from, const rva__entry *before, rva__entry *out)
{
    *out = rva__entry_empty;
    const uint8_t head = rva__cursor_byte(from);
    const uint64_t bits = rva__cursor_varint(from);
    out->type = head >> 4;
    out->code = head & 15;
    out->at = (int64_t)((uint64_t)(before ? before->at : 0) + rva__cursor_varint(from));
    out->seq = (int64_t)((uint64_t)(before ? before->seq : 0) + (uint64_t)rva__cursor_signed(from));
    if (bits >> BIT_ORDER & 1)
        out->order = rva__cursor_signed(from);
    if (bits >> BIT_FLAGS & 1)
        out->flags = rva__cursor_byte(from);
    for (int i = 0; i < LINKS; i++) {
        if (bits >> (BIT_LINKS + i) & 1) {
            const uint8_t *bytes = rva__cursor_take(from, 8);
            *link_of(out, i) = bytes ? rva__big_get64(bytes) : 0;
        }
    }
    for (int i = 0; i < RVA__DIM_COUNT; i++)
        if (bits >> (BIT_DIMS + i) & 1)
            out->dims[i] = (uint32_t)rva__cursor_varint(from);
    for (int i = 0; i < NUMBERS; i++)
        if (bits >> (BIT_NUMBERS + i) & 1)
            *number_of(out, i) = rva__cursor_signed(from);
    if (out->type > RVA_EVENT_MARKET)
        from->failed = true;
}
