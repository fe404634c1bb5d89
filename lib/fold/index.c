/**
 * @file fold/index.c
 * Open addressing; what an earlier fold left in a slot is told by its epoch.
 */
#include "fold/index.h"

#include "core/alloc.h"
#include "core/hash.h"

enum { SLOTS_FIRST = 16 };

void rva__fold_index_free(rva__fold_index *index)
{
    rva__alloc_free(index->slots);
    *index = (rva__fold_index){0};
}

void rva__fold_index_clear(rva__fold_index *index)
{
    index->used = 0;
    if (++index->epoch == 0) { /* slots of four thousand million folds ago would count again */
        for (uint32_t i = 0; i < index->slot_count; i++)
            index->slots[i].epoch = 0;
        index->epoch = 1;
    }
}

static struct rva__fold_slot *slot_of(const rva__fold_index *index, uint64_t key)
{
    const uint32_t mask = index->slot_count - 1;
    uint32_t at = (uint32_t)rva__hash_mix(key) & mask;
    while (index->slots[at].epoch == index->epoch && index->slots[at].key != key)
        at = (at + 1) & mask;
    return &index->slots[at];
}

uint32_t rva__fold_index_find(const rva__fold_index *index, uint64_t key)
{
    if (index->used == 0)
        return RVA__PLACE_NONE;
    const struct rva__fold_slot *slot = slot_of(index, key);
    return slot->epoch == index->epoch ? slot->place : RVA__PLACE_NONE;
}

static bool grow(rva__fold_index *index)
{
    const rva__fold_index old = *index;
    const uint32_t count = old.slot_count ? old.slot_count * 2 : SLOTS_FIRST;
    struct rva__fold_slot *slots = rva__alloc_zero(count, sizeof *slots);
    if (!slots)
        return false;
    index->slots = slots;
    index->slot_count = count;
    for (uint32_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].epoch == old.epoch)
            *slot_of(index, old.slots[i].key) = old.slots[i];
    rva__alloc_free(old.slots);
    return true;
}

bool rva__fold_index_put(rva__fold_index *index, uint64_t key, uint32_t place)
{
    if (index->epoch == 0)
        rva__fold_index_clear(index); /* its first epoch */
    if (index->used * 2 >= index->slot_count && !grow(index))
        return false;
    struct rva__fold_slot *slot = slot_of(index, key);
    index->used += slot->epoch != index->epoch;
    *slot = (struct rva__fold_slot){key, place, index->epoch};
    return true;
}
