/**
 * @file cube/totals.h
 * Sums by key: what cells are made of, in memory.
 *
 * A key is a fixed number of 32-bit words (a bucket and dimension values, say).  Each key
 * has all measures and the histograms, which add and subtract.  A sum that would leave 64
 * bits sets `overflowed` and is not made.
 */
#ifndef RVA_CUBE_TOTALS_H
#define RVA_CUBE_TOTALS_H

#include <stdbool.h>

#include "fold/fact.h"
#include "model/histogram.h"

enum { RVA__TOTAL_WORDS_MAX = RVA__DIM_COUNT + 4 };

/** The measures of one key. */
typedef struct rva__total {
    int64_t values[RVA__MEASURE_COUNT];
} rva__total;

/** Sums by key; all zero but `words` is an empty one. */
typedef struct rva__totals {
    uint32_t words; /**< words of a key, set before first use */
    uint32_t count;
    uint32_t room;
    uint32_t *keys;    /**< count x words */
    rva__total *items; /**< one a key */
    uint32_t *slots;   /**< open addressing: index + 1 */
    uint32_t slot_count;
    uint64_t *histogram_keys; /**< open addressing: see histogram_key() */
    int64_t *histogram_counts;
    uint32_t histogram_slots;
    uint32_t histogram_used;
    int64_t *merged; /**< not NULL: all histograms go here, kind by kind, whatever the key */
    bool overflowed;
    bool failed; /**< out of memory: the sums are not complete */
} rva__totals;

/** Frees everything; `words` and `merged` stay. */
void rva__totals_free(rva__totals *totals);

/** Forgets all keys, keeps the room. */
void rva__totals_clear(rva__totals *totals);

/** Forgets all keys; those to come have so many words. */
void rva__totals_reset(rva__totals *totals, uint32_t words);

/** The index of a key, added when new; UINT32_MAX (and failed) without memory. */
uint32_t rva__totals_index(rva__totals *totals, const uint32_t *key);

/** The index of a key, or UINT32_MAX. */
uint32_t rva__totals_find(const rva__totals *totals, const uint32_t *key);

/** The words of key number `index`. */
static inline const uint32_t *rva__totals_key(const rva__totals *totals, uint32_t index)
{
    return totals->keys + (size_t)index * totals->words;
}

/**
 * The largest sum that is kept, either sign, 2^61: a few of them can be added, or one taken from
 * another, without leaving 64 bits.  Tests lower it.
 */
extern int64_t rva__sum_max;

/** Adds to a sum of these totals, whatever it counts. */
static inline void rva__totals_sum(rva__totals *totals, int64_t *sum, int64_t value)
{
    if (__builtin_add_overflow(*sum, value, sum))
        totals->overflowed = true;
}

/** Adds to a measure. */
static inline void rva__totals_add(rva__totals *totals, uint32_t index, int measure, int64_t value)
{
    rva__totals_sum(totals, &totals->items[index].values[measure], value);
}

/** Adds all measures of a total to a key; its index, or UINT32_MAX without memory. */
uint32_t rva__totals_add_all(rva__totals *totals, const uint32_t *key, const rva__total *more);

/** Adds to a bucket of a histogram. */
void rva__totals_histogram(rva__totals *totals, uint32_t index, int kind, uint32_t bucket,
                           int64_t count);

/** Adds a fact's measures and those `histograms` (bit set) that it has, times `sign` (1 or -1). */
void rva__totals_fact(rva__totals *totals, uint32_t index, const rva__fact *fact,
                      uint32_t histograms, int sign);

/** One histogram count with where it belongs. */
typedef struct rva__histogram_entry {
    uint32_t index;
    uint32_t kind;
    uint32_t bucket;
    int64_t count;
} rva__histogram_entry;

/**
 * All histogram counts that are not 0, sorted by index, kind and bucket.
 *
 * @param out  receives an array; free with rva__alloc_free()
 * @return false without memory
 */
bool rva__totals_histograms(const rva__totals *totals, rva__histogram_entry **out, size_t *count);

/**
 * Where the entries of each key begin: those of key i are starts[i] to starts[i + 1] - 1.
 *
 * @return an array of `keys` + 1; free with rva__alloc_free(); NULL without memory
 */
size_t *rva__histogram_starts(const rva__histogram_entry *entries, size_t count, uint32_t keys);

#endif
