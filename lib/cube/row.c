/**
 * @file cube/row.c
 * Rows as bytes: each fact written as what differs from the one before.
 */
#include "cube/row.h"

#include "model/histogram.h"

enum { FACT_BYTES_MAX = 512, BUILT_IN = RVA__DIM_PATH + 1 };

_Static_assert(RVA__DIMS_BUILT_IN == (1u << BUILT_IN) - 1,
               "what a conversation carries besides attributes are the first dimensions");

/** Dimensions that a fact may have otherwise than the fact before it. */
#define CHANGING(has) ((has) & ~RVA__DIMS_ATTRIBUTES)

/** Dimensions that only a transaction of its own can have otherwise than its conversation. */
#define CARRIED (RVA__DIM_BIT(SOURCE) | RVA__DIM_BIT(BOROUGH) | RVA__DIM_BIT(ZIP))

/** Dimensions that are always the conversation's. */
#define ALWAYS_SHARED                                                                              \
    (RVA__DIM_BIT(MEDIUM) | RVA__DIM_BIT(CAMPAIGN) | RVA__DIM_BIT(CHANNEL) | RVA__DIM_BIT(PATH) |  \
     RVA__DIMS_ATTRIBUTES)

/** Families of which a conversation has many facts, and which few questions are about. */
#define MANY (RVA__FAMILY_BIT(STAGE) | RVA__FAMILY_BIT(TURN))

typedef struct state {
    uint32_t dims[RVA__DIM_COUNT];
    int64_t at;
    const rva__fact *last; /**< the fact written before, if it is still there; or NULL */
} state;

static uint8_t *put_varint(uint8_t *to, uint64_t value)
{
    return to + rva__varint_write(to, value);
}

static size_t encode_body(const rva__fact *fact, uint8_t *body)
{
    uint8_t *at = body;
    *at++ = fact->measure_count;
    for (int i = 0; i < fact->measure_count; i++) {
        at = put_varint(at, fact->measures[i]);
        at = put_varint(at, rva__zigzag(fact->values[i]));
    }
    *at++ = fact->histogram_count;
    for (int i = 0; i < fact->histogram_count; i++) {
        *at++ = fact->histograms[i];
        at = put_varint(at, fact->buckets[i]);
    }
    return (size_t)(at - body);
}

static uint32_t find_changed_dims(const rva__fact *fact, const state *before)
{
    uint32_t changed = 0;
    const rva__fact *last = before->last;
    if (last && last->family == fact->family &&
        memcmp(last->dims, fact->dims, sizeof fact->dims) == 0)
        return 0; /* mostly */
    for (uint32_t left = CHANGING(rva__family_dimensions(fact->family)); left != 0;
         left &= left - 1) {
        const int i = __builtin_ctz(left);
        if (fact->dims[i] != before->dims[i])
            changed |= 1u << i;
    }
    return changed;
}

static uint8_t *put_changed_dims(const rva__fact *fact, state *before, uint8_t *at)
{
    const uint32_t changed = find_changed_dims(fact, before);
    before->last = fact;
    at = put_varint(at, changed);
    for (uint32_t left = changed; left != 0; left &= left - 1) {
        const int i = __builtin_ctz(left);
        at = put_varint(at, fact->dims[i]);
        before->dims[i] = fact->dims[i];
    }
    return at;
}

static void encode_fact(const rva__fact *fact, state *before, rva__buffer *to)
{
    if (!rva__buffer_reserve(to, FACT_BYTES_MAX))
        return;
    uint8_t *at = to->data + to->size;
    const bool same_at = fact->at == before->at;
    at = put_varint(at, (uint64_t)fact->family << 1 | same_at);
    if (!same_at)
        at = put_varint(at, rva__zigzag(fact->at - before->at));
    before->at = fact->at;
    at = put_changed_dims(fact, before, at);
    const size_t size = encode_body(fact, at + 1);
    if (size < 0x80) {
        *at++ = (uint8_t)size;
    } else { /* its length takes more than the byte before it */
        uint8_t length[RVA__VARINT_BYTES];
        const size_t bytes = rva__varint_write(length, size);
        memmove(at + bytes, at + 1, size);
        memcpy(at, length, bytes);
        at += bytes;
    }
    at += size;
    to->size = (size_t)(at - to->data);
}

/**
 * Writes the dimensions that a fact shares with its conversation.  The usual ones come first in
 * the set, turned round: 0 says that all of them are known and no attribute is.
 */
static void encode_shared(const rva__fact *fact, state *before, rva__buffer *to)
{
    uint32_t known = 0;
    for (uint32_t left = RVA__DIMS_CONVERSATION; left != 0; left &= left - 1) {
        const int i = __builtin_ctz(left);
        const uint32_t value = fact ? fact->dims[i] : 0;
        before->dims[i] = value == RVA__VALUE_NONE ? 0 : value;
        known |= (uint32_t)(before->dims[i] != 0) << i;
    }
    const uint64_t others = known >> RVA__DIM_ATTRIBUTE_1;
    rva__buffer_put_varint(to, ((known & RVA__DIMS_BUILT_IN) ^ RVA__DIMS_BUILT_IN) |
                                   others << BUILT_IN);
    for (uint32_t left = known; left != 0; left &= left - 1)
        rva__buffer_put_varint(to, before->dims[__builtin_ctz(left)]);
}

/** Writes the head: families and dimensions. */
static void encode_head(const rva__facts *facts, const rva__day *day, state *before,
                        rva__buffer *to)
{
    const rva__fact *first = rva__day_fact(facts, day, 0);
    uint64_t families = 0;
    bool uniform = true;
    for (size_t i = 0; i < day->count; i++) {
        const rva__fact *fact = rva__day_fact(facts, day, i);
        families |= 1u << fact->family;
        if (memcmp(fact->dims, first->dims, BUILT_IN * sizeof *fact->dims) == 0)
            continue;
        for (int d = 0; d < BUILT_IN && uniform; d++)
            uniform = fact->dims[d] == first->dims[d] || d == RVA__DIM_AGENT;
    }
    rva__buffer_put_varint(to, families << 1 | uniform);
    encode_shared(first, before, to);
}

void rva__row_encode(const rva__facts *facts, const rva__day *day, int64_t day_at, rva__buffer *to)
{
    state before = {.at = day_at};
    encode_head(facts, day, &before, to);
    for (uint32_t many = 0; many < 2; many++) {
        for (size_t i = 0; i < day->count; i++) {
            const rva__fact *fact = rva__day_fact(facts, day, i);
            if ((MANY >> fact->family & 1) == many)
                encode_fact(fact, &before, to);
        }
    }
}

/** `open` - `closed` as one fact; false when there is no difference. */
static bool subtract(const rva__fact *closed, const rva__fact *open, rva__fact *out)
{
    *out = *open;
    out->histogram_count = 0; /* no time of a visit depends on how it all ended */
    for (int i = 0; i < closed->measure_count; i++) {
        int at = 0;
        while (at < out->measure_count && out->measures[at] != closed->measures[i])
            at++;
        if (at == out->measure_count) {
            out->measures[at] = closed->measures[i];
            out->values[at] = 0;
            out->measure_count++;
        }
        out->values[at] -= closed->values[i];
    }
    int kept = 0;
    for (int i = 0; i < out->measure_count; i++) {
        if (out->values[i] == 0)
            continue;
        out->measures[kept] = out->measures[i];
        out->values[kept++] = out->values[i];
    }
    out->measure_count = (uint8_t)kept;
    return kept > 0;
}

void rva__row_encode_difference(const rva__facts *closed, const rva__facts *open, rva__buffer *to)
{
    state before = {.at = 0};
    rva__buffer_put_varint(to, (uint64_t)RVA__FAMILIES_ALL << 1);
    encode_shared(open->count > 0 ? &open->items[0] : NULL, &before, to);
    for (uint32_t i = 0; i < closed->count && i < open->count; i++) {
        rva__fact difference;
        if (subtract(&closed->items[i], &open->items[i], &difference))
            encode_fact(&difference, &before, to);
        before.last = NULL; /* the next one takes its place */
    }
}

void rva__row_open(rva__row_reader *reader, const void *bytes, size_t size, int64_t day_at)
{
    rva__cursor *from = &reader->from;
    *from = rva__cursor_over(bytes, size);
    reader->at = day_at;
    memset(reader->dims, 0, sizeof reader->dims);
    const uint64_t head = rva__cursor_varint(from);
    reader->families = (uint32_t)(head >> 1) & RVA__FAMILIES_ALL;
    reader->wanted = RVA__FAMILIES_ALL;
    reader->shared = head & 1 ? ALWAYS_SHARED | CARRIED : 0;
    const uint64_t known = rva__cursor_varint(from);
    const uint64_t others = known >> BUILT_IN << RVA__DIM_ATTRIBUTE_1;
    uint32_t left =
        (((uint32_t)known & RVA__DIMS_BUILT_IN) ^ RVA__DIMS_BUILT_IN) | (uint32_t)others;
    left &= RVA__DIMS_CONVERSATION;
    for (; left != 0; left &= left - 1)
        reader->dims[__builtin_ctz(left)] = (uint32_t)rva__cursor_varint(from);
    from->failed |=
        head >> 1 > RVA__FAMILIES_ALL || (others & ~(uint64_t)RVA__DIMS_CONVERSATION) != 0;
}

bool rva__row_may_match(const rva__row_reader *reader, const rva__conditions *where)
{
    for (size_t i = 0; i < where->count; i++) {
        const rva__condition *condition = &where->items[i];
        if (reader->shared >> condition->dimension & 1 &&
            !rva__condition_holds(where, condition, reader->dims[condition->dimension]))
            return reader->from.failed;
    }
    return true;
}

/** A varint that is mostly of one byte. */
static inline uint64_t next_small(rva__cursor *from)
{
    if (from->at != from->end && *from->at < 0x80)
        return *from->at++;
    return rva__cursor_varint(from);
}

/** Reads what comes before a fact's body, with the dimensions that it changes. */
static bool read_start(rva__row_reader *reader)
{
    rva__cursor *from = &reader->from;
    rva__fact *fact = &reader->fact;
    const uint64_t head = next_small(from);
    if (!(head & 1))
        reader->at = (int64_t)((uint64_t)reader->at + (uint64_t)rva__cursor_signed(from));
    fact->at = reader->at;
    uint64_t changed = rva__cursor_varint(from);
    const bool possible = head >> 1 < RVA__FAMILY_COUNT && changed >> RVA__DIM_COUNT == 0;
    for (; possible && changed != 0; changed &= changed - 1)
        reader->dims[__builtin_ctzll(changed)] = (uint32_t)rva__cursor_varint(from);
    const uint64_t size = next_small(from);
    const uint8_t *body = rva__cursor_take(from, size);
    if (!possible || !body) {
        from->failed = true;
        return false;
    }
    fact->family = (uint8_t)(head >> 1);
    reader->body = rva__cursor_over(body, size);
    return true;
}

bool rva__row_next(rva__row_reader *reader)
{
    rva__fact *fact = &reader->fact;
    do {
        if (reader->from.failed || rva__cursor_left(&reader->from) == 0 || !read_start(reader))
            return false;
        if (MANY >> fact->family & 1 && !(reader->wanted & MANY))
            return false; /* so are all that follow */
    } while (!(reader->wanted >> fact->family & 1));
    return true;
}

static bool read_lists(rva__row_reader *reader)
{
    rva__cursor *from = &reader->body;
    rva__fact *fact = &reader->fact;
    fact->measure_count = rva__cursor_byte(from);
    if (fact->measure_count > RVA__FACT_MEASURES)
        return false;
    for (int i = 0; i < fact->measure_count; i++) {
        const uint64_t measure = next_small(from);
        fact->values[i] = rva__cursor_signed(from);
        if (measure >= RVA__MEASURE_COUNT)
            return false;
        fact->measures[i] = (uint16_t)measure;
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
    return !from->failed && rva__cursor_left(from) == 0;
}

bool rva__row_body(rva__row_reader *reader)
{
    if (!read_lists(reader))
        reader->from.failed = true;
    return !reader->from.failed;
}
