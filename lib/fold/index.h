/**
 * @file fold/index.h
 * Places of scratch by what they are of: ids of leads, offers and sales, stages.
 */
#ifndef RVA_FOLD_INDEX_H
#define RVA_FOLD_INDEX_H

#include <stdbool.h>
#include <stdint.h>

/** No place. */
#define RVA__PLACE_NONE UINT32_MAX

/** An index; all zero is an empty one.  Emptied, it keeps its memory. */
typedef struct rva__fold_index {
    struct rva__fold_slot {
        uint64_t key;
        uint32_t place;
        uint32_t epoch; /**< of the index when the slot was taken; another one: it is free */
    } * slots;
    uint32_t slot_count;
    uint32_t used;
    uint32_t epoch;
} rva__fold_index;

/** Frees it. */
void rva__fold_index_free(rva__fold_index *index);

/** Empties it. */
void rva__fold_index_clear(rva__fold_index *index);

/** The place of a key, or RVA__PLACE_NONE. */
uint32_t rva__fold_index_find(const rva__fold_index *index, uint64_t key);

/** Gives a key a place, also one that has one; false without memory. */
bool rva__fold_index_put(rva__fold_index *index, uint64_t key, uint32_t place);

#endif
