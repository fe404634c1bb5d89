/**
 * @file fold/entry.c
 * Entries: their order, and their bytes.
 *
 *     head     varint, type and (3 bits) code
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
    .until_at = ABSENT,
};

/** A field of an entry: its bit in the set of those that are there, and its place. */
typedef struct member {
    uint8_t bit;
    size_t offset;
} member;

/* The bits are on disk: they never change.  6 to 16 are the dimensions up to STAGE. */
static const member numbers[] = {
    {17, offsetof(rva__entry, amount_minor)},  {18, offsetof(rva__entry, value_minor)},
    {19, offsetof(rva__entry, price_minor)},   {20, offsetof(rva__entry, response_ms)},
    {21, offsetof(rva__entry, messages)},      {22, offsetof(rva__entry, competitors)},
    {23, offsetof(rva__entry, score_micro)},   {24, offsetof(rva__entry, rating_micro)},
    {25, offsetof(rva__entry, quality_micro)}, {26, offsetof(rva__entry, demand_micro)},
    {36, offsetof(rva__entry, until_at)},
};

static const member links[] = {
    {2, offsetof(rva__entry, id)},    {3, offsetof(rva__entry, lead)},
    {4, offsetof(rva__entry, offer)}, {5, offsetof(rva__entry, of)},
    {27, offsetof(rva__entry, uid)},
};

enum {
    NUMBERS = sizeof numbers / sizeof *numbers,
    LINKS = sizeof links / sizeof *links,
    BIT_ORDER = 0,
    BIT_FLAGS = 1,
    BIT_DIMS = 6,
    BIT_ATTRIBUTES = 28,
    CODE_BITS = 3,
    ENTRY_BYTES_MAX = 512,
};

_Static_assert((int)RVA__NAMED_DIMS == 11, "the bits of an entry leave room for eleven dimensions");

static int64_t *number_of(rva__entry *entry, int index)
{
    return (int64_t *)(void *)((char *)entry + numbers[index].offset);
}

static uint64_t *link_of(rva__entry *entry, int index)
{
    return (uint64_t *)(void *)((char *)entry + links[index].offset);
}

static int64_t number_at(const rva__entry *entry, int index)
{
    return *(const int64_t *)(const void *)((const char *)entry + numbers[index].offset);
}

static uint64_t link_at(const rva__entry *entry, int index)
{
    return *(const uint64_t *)(const void *)((const char *)entry + links[index].offset);
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

bool rva__entry_has_type(uint64_t type)
{
    return type < RVA_EVENT_ERASE || type == RVA_EVENT_NOTE;
}

/** Events of one instant in the order of EVENTS, which puts an end after all others. */
static int type_rank(const rva__entry *entry)
{
    static const uint8_t ranks[] = {
        [RVA_EVENT_CONVERSATION] = 0, [RVA_EVENT_STAGE] = 1,    [RVA_EVENT_LEAD] = 2,
        [RVA_EVENT_OFFER] = 3,        [RVA_EVENT_FEEDBACK] = 4, [RVA_EVENT_TRANSACTION] = 5,
        [RVA_EVENT_END] = 6,          [RVA_EVENT_COST] = 7,     [RVA_EVENT_MARKET] = 8,
        [RVA_EVENT_NOTE] = 9,
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
    const int flags_a = a->flags & RVA__ENTRY_CONTENT_FLAGS;
    const int flags_b = b->flags & RVA__ENTRY_CONTENT_FLAGS;
    if (flags_a != flags_b)
        return flags_a - flags_b;
    for (int i = 0; i < LINKS; i++) {
        const bool read = links[i].offset != offsetof(rva__entry, uid);
        if (read && link_at(a, i) != link_at(b, i))
            return link_at(a, i) < link_at(b, i) ? -1 : 1;
    }
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

/** Whether an event of that type can have attributes: tags are of conversations and leads. */
static bool has_attributes(const rva__entry *entry)
{
    return entry->type == RVA_EVENT_CONVERSATION || entry->type == RVA_EVENT_LEAD;
}

static uint64_t dim_bits(const rva__entry *entry)
{
    uint64_t bits = 0;
    for (int i = 0; i < RVA__NAMED_DIMS; i++)
        bits |= (uint64_t)(entry->dims[i] != 0) << (BIT_DIMS + i);
    for (int i = 0; i < RVA__ATTRIBUTES_MAX && has_attributes(entry); i++)
        bits |= (uint64_t)(entry->dims[RVA__DIM_ATTRIBUTE_1 + i] != 0) << (BIT_ATTRIBUTES + i);
    return bits;
}

static uint64_t present_bits(const rva__entry *entry)
{
    uint64_t bits = (uint64_t)(entry->order != 0) << BIT_ORDER |
                    (uint64_t)(entry->flags != 0) << BIT_FLAGS | dim_bits(entry);
    for (int i = 0; i < LINKS; i++)
        bits |= (uint64_t)(link_at(entry, i) != 0) << links[i].bit;
    for (int i = 0; i < NUMBERS; i++)
        bits |= (uint64_t)(number_at(entry, i) != ABSENT) << numbers[i].bit;
    return bits;
}

/** The dimensions whose bits are set, as a bit set of dimensions. */
static uint32_t dims_in(uint64_t bits)
{
    const uint32_t named = (uint32_t)(bits >> BIT_DIMS) & ((1U << RVA__NAMED_DIMS) - 1);
    const uint32_t attributes =
        (uint32_t)(bits >> BIT_ATTRIBUTES) & ((1U << RVA__ATTRIBUTES_MAX) - 1);
    return named | attributes << RVA__DIM_ATTRIBUTE_1;
}

void rva__entry_encode(const rva__entry *entry, const rva__entry *before, rva__buffer *to)
{
    if (!rva__buffer_reserve(to, ENTRY_BYTES_MAX))
        return;
    uint8_t *at = to->data + to->size;
    const uint64_t bits = present_bits(entry);
    at += rva__varint_write(at, (uint64_t)entry->type << CODE_BITS | entry->code);
    at += rva__varint_write(at, bits);
    at += rva__varint_write(at, (uint64_t)entry->at - (uint64_t)(before ? before->at : 0));
    at += rva__varint_write(
        at, rva__zigzag((int64_t)((uint64_t)entry->seq - (uint64_t)(before ? before->seq : 0))));
    if (entry->order != 0)
        at += rva__varint_write(at, rva__zigzag(entry->order));
    if (entry->flags != 0)
        *at++ = entry->flags;
    for (int i = 0; i < LINKS; i++) {
        if (bits >> links[i].bit & 1) {
            rva__big_put64(at, link_at(entry, i));
            at += 8;
        }
    }
    for (uint32_t left = dims_in(bits); left != 0; left &= left - 1)
        at += rva__varint_write(at, entry->dims[__builtin_ctz(left)]);
    for (int i = 0; i < NUMBERS; i++)
        if (bits >> numbers[i].bit & 1)
            at += rva__varint_write(at, rva__zigzag(number_at(entry, i)));
    to->size = (size_t)(at - to->data);
}

void rva__entry_decode(rva__cursor *from, const rva__entry *before, rva__entry *out)
{
    *out = rva__entry_empty;
    const uint64_t head = rva__cursor_varint(from);
    const uint64_t bits = rva__cursor_varint(from);
    out->at = (int64_t)((uint64_t)(before ? before->at : 0) + rva__cursor_varint(from));
    out->seq = (int64_t)((uint64_t)(before ? before->seq : 0) + (uint64_t)rva__cursor_signed(from));
    if (bits >> BIT_ORDER & 1)
        out->order = rva__cursor_signed(from);
    if (bits >> BIT_FLAGS & 1)
        out->flags = rva__cursor_byte(from);
    for (int i = 0; i < LINKS; i++) {
        if (bits >> links[i].bit & 1) {
            const uint8_t *bytes = rva__cursor_take(from, 8);
            *link_of(out, i) = bytes ? rva__big_get64(bytes) : 0;
        }
    }
    for (uint32_t left = dims_in(bits); left != 0; left &= left - 1)
        out->dims[__builtin_ctz(left)] = (uint32_t)rva__cursor_varint(from);
    for (int i = 0; i < NUMBERS; i++)
        if (bits >> numbers[i].bit & 1)
            *number_of(out, i) = rva__cursor_signed(from);
    out->type = (uint8_t)(head >> CODE_BITS);
    out->code = head & ((1U << CODE_BITS) - 1);
    if (!rva__entry_has_type(head >> CODE_BITS))
        from->failed = true;
}
