/**
 * @file fold/fold.c
 * Scratch that grows and stays, and the facts that are added to it.
 */
#include "fold/fold.h"

#include "core/alloc.h"

enum { INDEXES = 6 };

static rva__fold_index *index_at(rva__fold_room *room, int index)
{
    rva__fold_index *const all[INDEXES] = {&room->stages,      &room->lead_ids, &room->offer_ids,
                                           &room->latest_made, &room->implied,  &room->sale_ids};
    return all[index];
}

void rva__fold_room_free(rva__fold_room *room)
{
    if (!room)
        return;
    rva__alloc_free(room->visits);
    rva__alloc_free(room->leads);
    rva__alloc_free(room->offers);
    rva__alloc_free(room->movements);
    rva__alloc_free(room->chain);
    for (int i = 0; i < INDEXES; i++)
        rva__fold_index_free(index_at(room, i));
    rva__alloc_free(room);
}

void rva__fold_room_begin(rva__fold_room *room)
{
    for (int i = 0; i < INDEXES; i++)
        rva__fold_index_clear(index_at(room, i));
}

bool rva__fold_room_for(rva__fold *fold, void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    const size_t more = *room ? *room * 2 : 8;
    void *grown = rva__alloc_resize(*items, more * size);
    if (!grown) {
        fold->out->failed = true;
        return false;
    }
    *items = grown;
    *room = more;
    return true;
}

bool rva__fold_indexed(rva__fold *fold, rva__fold_index *index, uint64_t key, uint32_t place)
{
    if (rva__fold_index_put(index, key, place))
        return true;
    fold->out->failed = true;
    return false;
}

rva__fact *rva__fold_add(rva__fold *fold, int family, int64_t at,
                         const uint32_t dims[RVA__DIM_COUNT])
{
    rva__facts *out = fold->out;
    if (out->count == out->capacity) {
        const uint32_t capacity = out->capacity ? out->capacity * 2 : 32;
        rva__fact *items = rva__alloc_resize(out->items, capacity * sizeof *items);
        if (!items) {
            out->failed = true;
            return NULL;
        }
        out->items = items;
        out->capacity = capacity;
    }
    rva__fact *fact = &out->items[out->count++];
    fact->at = at;
    fact->family = (uint8_t)family;
    fact->measure_count = 0;
    fact->histogram_count = 0;
    fact->entry = -1;
    fact->verdict = -1;
    fact->lead = 0;
    rva__fact_dims(fact, dims);
    return fact;
}
