/**
 * @file cube/totals.c
 * Two open-addressing tables: keys to measures, and buckets to counts.
 */
#include "cube/totals.h"

#include "core/alloc.h"
#include "core/hash.h"
#include "core/sort.h"

int64_t rva__sum_max = INT64_C(1) << 61;

enum { SLOTS_FIRST = 64, KIND_SHIFT = 12, INDEX_SHIFT = 20 };

_Static_assert(RVA__HISTOGRAM_BUCKETS <= 1 << KIND_SHIFT, "a key has 12 bits for the bucket");
_Static_assert(RVA__HISTOGRAM_COUNT <= 1 << (INDEX_SHIFT - KIND_SHIFT), "and 8 for the histogram");

/** A histogram key is never 0, which marks a free slot. */
static uint64_t histogram_key(uint32_t index, int kind, uint32_t bucket)
{
    return ((uint64_t)index + 1) << INDEX_SHIFT | (uint64_t)kind << KIND_SHIFT | bucket;
}

void rva__totals_free(rva__totals *totals)
{
    rva__alloc_free(totals->keys);
    rva__alloc_free(totals->items);
    rva__alloc_free(totals->slots);
    rva__alloc_free(totals->histogram_keys);
    rva__alloc_free(totals->histogram_counts);
    *totals = (rva__totals){.words = totals->words, .merged = totals->merged};
}

void rva__totals_clear(rva__totals *totals)
{
    if (totals->slots)
        memset(totals->slots, 0, totals->slot_count * sizeof *totals->slots);
    if (totals->histogram_keys)
        memset(totals->histogram_keys, 0, totals->histogram_slots * sizeof(uint64_t));
    totals->count = 0;
    totals->histogram_used = 0;
    totals->overflowed = false;
    totals->failed = false;
}

void rva__totals_reset(rva__totals *totals, uint32_t words)
{
    if (totals->words != words) /* the room of keys is counted in keys */
        rva__totals_free(totals);
    totals->words = words;
    rva__totals_clear(totals);
}

static uint32_t hash_key(const uint32_t *key, uint32_t words)
{
    uint64_t hash = words;
    for (uint32_t i = 0; i < words; i++)
        hash = (hash ^ key[i]) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(rva__hash_mix(hash) >> 32);
}

/** The slot of a key, or the free one where it would go. */
static uint32_t find_slot(const rva__totals *totals, const uint32_t *key)
{
    const uint32_t mask = totals->slot_count - 1;
    uint32_t slot = hash_key(key, totals->words) & mask;
    while (totals->slots[slot] != 0) {
        const uint32_t *other = rva__totals_key(totals, totals->slots[slot] - 1);
        if (memcmp(other, key, totals->words * sizeof *key) == 0)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static bool grow_slots(rva__totals *totals)
{
    const uint32_t more = totals->slot_count ? totals->slot_count * 2 : SLOTS_FIRST;
    uint32_t *slots = rva__alloc_zero(more, sizeof *slots);
    if (!slots)
        return false;
    rva__alloc_free(totals->slots);
    totals->slots = slots;
    totals->slot_count = more;
    for (uint32_t i = 0; i < totals->count; i++)
        slots[find_slot(totals, rva__totals_key(totals, i))] = i + 1;
    return true;
}

static bool grow_items(rva__totals *totals)
{
    const uint32_t more = totals->room ? totals->room * 2 : SLOTS_FIRST / 2;
    uint32_t *keys = rva__alloc_resize(totals->keys, (size_t)more * totals->words * sizeof *keys);
    if (!keys)
        return false;
    totals->keys = keys;
    rva__total *items = rva__alloc_resize(totals->items, more * sizeof *items);
    if (!items)
        return false;
    totals->items = items;
    totals->room = more;
    return true;
}

uint32_t rva__totals_find(const rva__totals *totals, const uint32_t *key)
{
    if (totals->count == 0)
        return UINT32_MAX;
    return totals->slots[find_slot(totals, key)] - 1;
}

uint32_t rva__totals_index(rva__totals *totals, const uint32_t *key)
{
    if (totals->count * 2 >= totals->slot_count && !grow_slots(totals)) {
        totals->failed = true;
        return UINT32_MAX;
    }
    const uint32_t slot = find_slot(totals, key);
    if (totals->slots[slot] != 0)
        return totals->slots[slot] - 1;
    if (totals->count == totals->room && !grow_items(totals)) {
        totals->failed = true;
        return UINT32_MAX;
    }
    const uint32_t index = totals->count++;
    totals->slots[slot] = index + 1;
    memcpy(totals->keys + (size_t)index * totals->words, key, totals->words * sizeof *key);
    memset(&totals->items[index], 0, sizeof totals->items[index]);
    return index;
}

uint32_t rva__totals_add_all(rva__totals *totals, const uint32_t *key, const rva__total *more)
{
    const uint32_t index = rva__totals_index(totals, key);
    for (int m = 0; m < RVA__MEASURE_COUNT && index != UINT32_MAX; m++)
        rva__totals_add(totals, index, m, more->values[m]);
    return index;
}

static bool grow_histograms(rva__totals *totals)
{
    const uint32_t old_slots = totals->histogram_slots;
    const uint32_t more = old_slots ? old_slots * 2 : SLOTS_FIRST;
    uint64_t *keys = rva__alloc_zero(more, sizeof *keys);
    int64_t *counts = rva__alloc_zero(more, sizeof *counts);
    if (!keys || !counts) {
        rva__alloc_free(keys);
        rva__alloc_free(counts);
        return false;
    }
    for (uint32_t i = 0; i < old_slots; i++) {
        if (totals->histogram_keys[i] == 0)
            continue;
        uint32_t slot = (uint32_t)rva__hash_mix(totals->histogram_keys[i]) & (more - 1);
        while (keys[slot] != 0)
            slot = (slot + 1) & (more - 1);
        keys[slot] = totals->histogram_keys[i];
        counts[slot] = totals->histogram_counts[i];
    }
    rva__alloc_free(totals->histogram_keys);
    rva__alloc_free(totals->histogram_counts);
    totals->histogram_keys = keys;
    totals->histogram_counts = counts;
    totals->histogram_slots = more;
    return true;
}

void rva__totals_histogram(rva__totals *totals, uint32_t index, int kind, uint32_t bucket,
                           int64_t count)
{
    if (totals->merged) {
        rva__totals_sum(totals, &totals->merged[kind * RVA__HISTOGRAM_BUCKETS + (int)bucket],
                        count);
        return;
    }
    if (totals->histogram_used * 2 >= totals->histogram_slots && !grow_histograms(totals)) {
        totals->failed = true;
        return;
    }
    const uint64_t key = histogram_key(index, kind, bucket);
    const uint32_t mask = totals->histogram_slots - 1;
    uint32_t slot = (uint32_t)rva__hash_mix(key) & mask;
    while (totals->histogram_keys[slot] != 0 && totals->histogram_keys[slot] != key)
        slot = (slot + 1) & mask;
    if (totals->histogram_keys[slot] == 0) {
        totals->histogram_keys[slot] = key;
        totals->histogram_counts[slot] = 0;
        totals->histogram_used++;
    }
    rva__totals_sum(totals, &totals->histogram_counts[slot], count);
}

void rva__totals_fact(rva__totals *totals, uint32_t index, const rva__fact *fact,
                      uint32_t histograms, int sign)
{
    for (int i = 0; i < fact->measure_count; i++)
        rva__totals_add(totals, index, fact->measures[i], sign * fact->values[i]);
    for (int i = 0; i < fact->histogram_count; i++)
        if (histograms >> fact->histograms[i] & 1)
            rva__totals_histogram(totals, index, fact->histograms[i], fact->buckets[i], sign);
}

static rva__histogram_entry entry_of(const rva__sort_item *item)
{
    return (rva__histogram_entry){
        .index = (uint32_t)((item->key >> INDEX_SHIFT) - 1),
        .kind = (uint32_t)(item->key >> KIND_SHIFT & ((1U << (INDEX_SHIFT - KIND_SHIFT)) - 1)),
        .bucket = (uint32_t)(item->key & ((1U << KIND_SHIFT) - 1)),
        .count = (int64_t)item->value,
    };
}

bool rva__totals_histograms(const rva__totals *totals, rva__histogram_entry **out, size_t *count)
{
    *count = 0;
    rva__histogram_entry *entries = rva__alloc((totals->histogram_used + 1) * sizeof *entries);
    rva__sort_item *items = rva__alloc((totals->histogram_used + 1) * sizeof *items);
    *out = entries;
    bool good = entries && items;
    size_t found = 0;
    for (uint32_t i = 0; good && i < totals->histogram_slots; i++)
        if (totals->histogram_keys[i] != 0 && totals->histogram_counts[i] != 0)
            items[found++] =
                (rva__sort_item){totals->histogram_keys[i], (uint64_t)totals->histogram_counts[i]};
    good = good && rva__sort(items, found);
    for (size_t i = 0; good && i < found; i++)
        entries[i] = entry_of(&items[i]);
    rva__alloc_free(items);
    if (!good) {
        rva__alloc_free(entries);
        *out = NULL;
        return false;
    }
    *count = found;
    return true;
}

size_t *rva__histogram_starts(const rva__histogram_entry *entries, size_t count, uint32_t keys)
{
    size_t *starts = rva__alloc_zero((size_t)keys + 1, sizeof *starts);
    for (size_t i = 0; starts && i < count; i++)
        starts[entries[i].index + 1] = i + 1;
    for (uint32_t i = 0; starts && i < keys; i++)
        if (starts[i + 1] == 0)
            starts[i + 1] = starts[i];
    return starts;
}
