/**
 * @file cube/cell.c
 * The cuboids, and cells as bytes.
 */
#include "cube/cell.h"

#define MINUTE_US (60 * RVA__SECOND_US)

#define SUMMED (RVA__FAMILIES_ALL & ~RVA__FAMILY_BIT(NOTE))
#define SOLD                                                                                       \
    (RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(LEAD) | RVA__FAMILY_BIT(LEAD_SALE) |          \
     RVA__FAMILY_BIT(MONEY))
#define EARNED (SOLD | RVA__FAMILY_BIT(OFFER) | RVA__FAMILY_BIT(COST))
#define BUYER (RVA__FAMILY_BIT(LEAD_SALE) | RVA__FAMILY_BIT(OFFER) | RVA__FAMILY_BIT(MONEY))

#define KEPT(histogram) (1u << RVA__H_##histogram)
#define OFFER_HISTOGRAMS (KEPT(offer_response) | KEPT(score_positive) | KEPT(score_negative))

#define EARNED_HISTOGRAMS (KEPT(duration) | OFFER_HISTOGRAMS)

#define ATTRIBUTE_CUBOID(n)                                                                        \
    {                                                                                              \
        1, {RVA__DIM_ATTRIBUTE_##n}, EARNED & ~RVA__FAMILY_BIT(COST), 0, EARNED_HISTOGRAMS         \
    }

enum { FIRST_ATTRIBUTE_CUBOID = RVA__CUBOID_COUNT - RVA__ATTRIBUTES_MAX };

static const rva__cuboid cuboids[RVA__CUBOID_COUNT] = {
    {0, {0}, SUMMED, SOLD | RVA__FAMILY_BIT(COST), KEPT(duration) | OFFER_HISTOGRAMS},
    {1, {RVA__DIM_TIER}, BUYER | RVA__FAMILY_BIT(LEAD), 0, OFFER_HISTOGRAMS},
    {1, {RVA__DIM_PLATFORM}, BUYER, 0, OFFER_HISTOGRAMS},
    {1, {RVA__DIM_BOROUGH}, EARNED | RVA__FAMILY_BIT(MARKET), 0, EARNED_HISTOGRAMS},
    {1, {RVA__DIM_SOURCE}, EARNED, 0, EARNED_HISTOGRAMS},
    {1, {RVA__DIM_STAGE}, RVA__FAMILY_BIT(STAGE) | RVA__FAMILY_BIT(TURN), 0, KEPT(stage)},
    {1,
     {RVA__DIM_AGENT},
     RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(TURN) | RVA__FAMILY_BIT(MONEY),
     0,
     KEPT(response)},
    {2, {RVA__DIM_PLATFORM, RVA__DIM_TIER}, BUYER, 0, OFFER_HISTOGRAMS},
    {1, {RVA__DIM_CAMPAIGN}, EARNED, 0, EARNED_HISTOGRAMS},
    {1, {RVA__DIM_PATH}, RVA__FAMILY_BIT(CONVERSATION) | RVA__FAMILY_BIT(MONEY), 0, 0},
    {1, {RVA__DIM_ZIP}, SOLD | RVA__FAMILY_BIT(MARKET), 0, 0},
    {3, {RVA__DIM_TIER, RVA__DIM_PLATFORM, RVA__DIM_BOROUGH}, BUYER, 0, OFFER_HISTOGRAMS},
    {2, {RVA__DIM_PREDICTED_TIER, RVA__DIM_ACTUAL_TIER}, RVA__FAMILY_BIT(OFFER), 0, 0},
    ATTRIBUTE_CUBOID(1),
    ATTRIBUTE_CUBOID(2),
    ATTRIBUTE_CUBOID(3),
    ATTRIBUTE_CUBOID(4),
    ATTRIBUTE_CUBOID(5),
    ATTRIBUTE_CUBOID(6),
    ATTRIBUTE_CUBOID(7),
    ATTRIBUTE_CUBOID(8),
};

uint32_t rva__hour_bucket(int64_t hour_at)
{
    return (uint32_t)(rva__floor_div(hour_at, MINUTE_US) + RVA__DAY_BIAS);
}

int64_t rva__hour_bucket_start(const rva__zone *zone, uint32_t bucket)
{
    /* Hours of the local day in which 1970 begins may lie so far before it that they wrap. */
    const bool has_wrapped = bucket > UINT32_MAX - 2 * RVA__DAY_BIAS;
    const int64_t biased = (int64_t)bucket - (has_wrapped ? INT64_C(1) << 32 : 0);
    const int64_t minute_at = (biased - RVA__DAY_BIAS) * MINUTE_US;
    return rva__zone_hour_start(zone, minute_at + MINUTE_US - 1);
}

const rva__cuboid *rva__cuboid_at(int index)
{
    return &cuboids[index];
}

/** An attribute's cells are there only while the settings have it, so they answer for it alone. */
static bool is_of_attribute(int cuboid)
{
    return cuboid >= FIRST_ATTRIBUTE_CUBOID;
}

static uint32_t dims_of(const rva__cuboid *cuboid)
{
    uint32_t dims = 0;
    for (int i = 0; i < cuboid->dim_count; i++)
        dims |= 1u << cuboid->dims[i];
    return dims;
}

int rva__cuboid_find(uint32_t dims, uint32_t families, uint32_t histograms, rva__cell_grain grain)
{
    const bool by_day = grain == RVA__CELL_DAY;
    int best = -1;
    for (int i = 0; i < RVA__CUBOID_COUNT; i++) {
        const uint32_t has = dims_of(&cuboids[i]);
        if (is_of_attribute(i) && dims != has)
            continue;
        const uint32_t summed = by_day ? cuboids[i].families : cuboids[i].families_hour;
        const uint32_t kept = by_day ? cuboids[i].histograms : 0;
        if ((dims & ~has) == 0 && (families & ~summed) == 0 && (histograms & ~kept) == 0 &&
            (best < 0 || cuboids[i].dim_count < cuboids[best].dim_count))
            best = i;
    }
    return best;
}

static void add_to_cuboid(rva__totals *cells, const rva__fact *fact, int cuboid, uint32_t grain,
                          uint32_t bucket, int sign)
{
    const rva__cuboid *to = &cuboids[cuboid];
    uint32_t words[RVA__CELL_WORDS] = {grain, bucket, (uint32_t)cuboid};
    for (int i = 0; i < to->dim_count; i++) {
        words[3 + i] = fact->dims[to->dims[i]];
        if (words[3 + i] == RVA__VALUE_NONE)
            return;
    }
    const uint32_t index = rva__totals_index(cells, words);
    if (index != UINT32_MAX)
        rva__totals_fact(cells, index, fact, grain == RVA__CELL_DAY ? to->histograms : 0, sign);
}

/** The local day and hour of the last instant asked for. */
typedef struct moment {
    const rva__zone *zone;
    int64_t at;
    uint32_t day;
    uint32_t hour;
} moment;

static void move_to(moment *to, int64_t at)
{
    if (at == to->at)
        return;
    to->at = at;
    to->day = (uint32_t)(rva__zone_day(to->zone, at) + RVA__DAY_BIAS);
    to->hour = rva__hour_bucket(rva__zone_hour_start(to->zone, at));
}

/** How many cuboids a fact is in, those of attributes that the settings do not name left out. */
static int cuboid_count(const rva__fact *fact)
{
    int attributes = 0;
    while (attributes < RVA__ATTRIBUTES_MAX &&
           fact->dims[RVA__DIM_ATTRIBUTE_1 + attributes] != RVA__VALUE_NONE)
        attributes++;
    return FIRST_ATTRIBUTE_CUBOID + attributes;
}

void rva__cube_add(rva__totals *cells, const rva__facts *facts, const rva__zone *zone, int sign)
{
    moment when = {.zone = zone, .at = INT64_MIN};
    for (uint32_t i = 0; i < facts->count; i++) {
        const rva__fact *fact = &facts->items[i];
        const int count = cuboid_count(fact);
        move_to(&when, fact->at);
        for (int c = 0; c < count; c++) {
            if (cuboids[c].families >> fact->family & 1)
                add_to_cuboid(cells, fact, c, RVA__CELL_DAY, when.day, sign);
            if (cuboids[c].families_hour >> fact->family & 1)
                add_to_cuboid(cells, fact, c, RVA__CELL_HOUR, when.hour, sign);
        }
    }
}

size_t rva__cell_key(const uint32_t words[RVA__CELL_WORDS], uint8_t out[RVA__CELL_KEY_BYTES])
{
    out[0] = (uint8_t)words[0];
    rva__big_put32(out + 1, words[1]);
    out[5] = (uint8_t)words[2];
    const int dims = cuboids[words[2]].dim_count;
    for (int i = 0; i < dims; i++)
        rva__big_put32(out + 6 + 4 * i, words[3 + i]);
    return 6 + 4 * (size_t)dims;
}

bool rva__cell_key_read(const void *key, size_t size, uint32_t words[RVA__CELL_WORDS])
{
    const uint8_t *bytes = key;
    if (size < 6 || bytes[5] >= RVA__CUBOID_COUNT)
        return false;
    const int dims = cuboids[bytes[5]].dim_count;
    if (size != 6 + 4 * (size_t)dims)
        return false;
    words[0] = bytes[0];
    words[1] = rva__big_get32(bytes + 1);
    words[2] = bytes[5];
    for (int i = 0; i < RVA__CUBOID_DIMS_MAX; i++)
        words[3 + i] = i < dims ? rva__big_get32(bytes + 6 + 4 * i) : 0;
    return true;
}

/** Appends one histogram: entries from `first` on, up to the next kind; returns where that is. */
static size_t encode_histogram(const rva__histogram_entry *entries, size_t first, size_t count,
                               rva__buffer *to)
{
    size_t bytes = 0;
    uint32_t before = 0;
    size_t end = first;
    uint8_t scratch[RVA__VARINT_BYTES];
    for (; end < count && entries[end].kind == entries[first].kind; end++) {
        bytes += rva__varint_write(scratch, entries[end].bucket - before);
        bytes += rva__varint_write(scratch, rva__zigzag(entries[end].count));
        before = entries[end].bucket;
    }
    rva__buffer_put_varint(to, entries[first].kind + 1);
    rva__buffer_put_varint(to, bytes);
    before = 0;
    for (size_t i = first; i < end; i++) {
        rva__buffer_put_varint(to, entries[i].bucket - before);
        rva__buffer_put_signed(to, entries[i].count);
        before = entries[i].bucket;
    }
    return end;
}

static void encode_histograms(const rva__histogram_entry *entries, size_t count, rva__buffer *to)
{
    for (size_t i = 0; i < count;)
        i = encode_histogram(entries, i, count, to);
    rva__buffer_put_byte(to, 0);
}

/* Groups of eight measures; which of them there are is a varint, a bit for each. */
enum {
    GROUPS = (RVA__MEASURE_COUNT + 7) / 8,
    HEAD_BYTES_MAX = (GROUPS + 6) / 7,
    LAST_GROUP = (1 << (RVA__MEASURE_COUNT - 8 * (GROUPS - 1))) - 1, /**< its measures */
    MEASURES_BYTES_MAX = RVA__VARINT_BYTES * (1 + RVA__MEASURE_COUNT) + GROUPS,
};

_Static_assert(GROUPS < 64, "a varint has a bit for each group");

/** The measures of a group that are not 0. */
static unsigned find_present(const rva__total *total, int group)
{
    const int first = group * 8;
    const int count = RVA__MEASURE_COUNT - first < 8 ? RVA__MEASURE_COUNT - first : 8;
    unsigned bits = 0;
    for (int i = 0; i < count; i++)
        bits |= (unsigned)(total->values[first + i] != 0) << i;
    return bits;
}

/** Lists the measures of each group that are not 0; returns the groups that have any. */
static uint64_t list_groups(const rva__total *total, uint8_t groups[GROUPS])
{
    uint64_t present = 0;
    for (int g = 0; g < GROUPS; g++) {
        groups[g] = (uint8_t)find_present(total, g);
        present |= (uint64_t)(groups[g] != 0) << g;
    }
    return present;
}

void rva__cell_encode(const rva__total *total, const rva__histogram_entry *entries, size_t count,
                      rva__buffer *to)
{
    uint8_t groups[GROUPS];
    const uint64_t present = list_groups(total, groups);
    if ((!present && count == 0) || !rva__buffer_reserve(to, MEASURES_BYTES_MAX))
        return;
    uint8_t *at = to->data + to->size;
    at += rva__varint_write(at, present);
    for (int g = 0; g < GROUPS; g++)
        if (groups[g])
            *at++ = groups[g];
    for (int g = 0; g < GROUPS; g++)
        for (unsigned left = groups[g]; left != 0; left &= left - 1)
            at += rva__varint_write(at, rva__zigzag(total->values[g * 8 + __builtin_ctz(left)]));
    to->size = (size_t)(at - to->data);
    encode_histograms(entries, count, to);
}

/** Adds a histogram to an array for all cells: most counts and steps are of one byte. */
static bool decode_merged(rva__cursor from, int kind, rva__totals *to)
{
    int64_t *counts = to->merged + (size_t)kind * RVA__HISTOGRAM_BUCKETS;
    uint64_t bucket = 0;
    while (rva__cursor_left(&from) > 0) {
        int64_t value;
        if (rva__cursor_left(&from) >= 2 && !((from.at[0] | from.at[1]) & 0x80)) {
            bucket += from.at[0];
            value = rva__unzigzag(from.at[1]);
            from.at += 2;
        } else {
            bucket += rva__cursor_varint(&from);
            value = rva__cursor_signed(&from);
        }
        if (from.failed || bucket >= RVA__HISTOGRAM_BUCKETS)
            return false;
        rva__totals_sum(to, &counts[bucket], value);
    }
    return true;
}

static bool decode_histogram(rva__cursor from, int kind, rva__totals *to, uint32_t index)
{
    uint64_t bucket = 0;
    if (to->merged)
        return decode_merged(from, kind, to);
    while (rva__cursor_left(&from) > 0) {
        bucket += rva__cursor_varint(&from);
        const int64_t value = rva__cursor_signed(&from);
        if (from.failed || bucket >= RVA__HISTOGRAM_BUCKETS)
            return false;
        rva__totals_histogram(to, index, kind, (uint32_t)bucket, value);
    }
    return true;
}

static void decode_histograms(rva__cursor *from, uint32_t wanted, rva__totals *to, uint32_t index)
{
    for (;;) {
        const uint64_t kind = rva__cursor_varint(from);
        if (from->failed || kind == 0)
            return;
        const uint64_t size = rva__cursor_varint(from);
        const uint8_t *bytes = rva__cursor_take(from, size);
        if (!bytes || kind > RVA__HISTOGRAM_COUNT) {
            from->failed = true;
            return;
        }
        if (wanted >> (kind - 1) & 1)
            from->failed |=
                !decode_histogram(rva__cursor_over(bytes, size), (int)kind - 1, to, index);
    }
}

/** Reads which measures there are; a group that the schema does not have is damage. */
static void decode_groups(rva__cursor *from, uint8_t groups[GROUPS])
{
    const uint8_t *start = from->at;
    const uint64_t present = rva__cursor_varint(from);
    from->failed |= present >> GROUPS != 0 || from->at - start > HEAD_BYTES_MAX;
    for (uint64_t left = from->failed ? 0 : present; left != 0; left &= left - 1)
        groups[__builtin_ctzll(left)] = rva__cursor_byte(from);
}

bool rva__cell_decode(const void *bytes, size_t size, uint32_t histograms, rva__totals *to,
                      uint32_t index)
{
    rva__cursor from = rva__cursor_over(bytes, size);
    uint8_t groups[GROUPS] = {0};
    decode_groups(&from, groups);
    if (groups[GROUPS - 1] & ~LAST_GROUP)
        return false;
    for (int g = 0; g < GROUPS; g++)
        for (unsigned left = groups[g]; left != 0; left &= left - 1)
            rva__totals_add(to, index, g * 8 + __builtin_ctz(left), rva__cursor_signed(&from));
    decode_histograms(&from, histograms, to, index);
    return !from.failed && rva__cursor_left(&from) == 0;
}
