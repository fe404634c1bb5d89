/**
 * @file store/id_map.c
 * A table of ids over the index of ids.
 */
#include "store/id_map.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/sort.h"
#include "store/id_index.h"

enum { SLOTS_FIRST = 32 };

void rva__id_map_free(rva__id_map *map)
{
    rva__alloc_free(map->slots);
    *map = (rva__id_map){0};
}

void rva__id_map_clear(rva__id_map *map)
{
    if (map->used > 0)
        memset(map->slots, 0, map->slot_count * sizeof *map->slots);
    map->used = 0;
}

static struct rva__id_slot *find_slot(const rva__id_map *map, rva__hash128 hash)
{
    const uint32_t mask = map->slot_count - 1;
    uint32_t slot = (uint32_t)hash.low & mask;
    while (map->slots[slot].number != 0 &&
           (map->slots[slot].hash.low != hash.low || map->slots[slot].hash.high != hash.high))
        slot = (slot + 1) & mask;
    return &map->slots[slot];
}

static rva_status grow(rva__id_map *map, rva_error *err)
{
    if (map->used * 2 < map->slot_count)
        return RVA_OK;
    const rva__id_map old = *map;
    const uint32_t slot_count = old.slot_count ? old.slot_count * 2 : SLOTS_FIRST;
    struct rva__id_slot *slots = rva__alloc_zero(slot_count, sizeof *slots);
    if (!slots)
        return rva__fail_memory(err);
    map->slots = slots;
    map->slot_count = slot_count;
    for (uint32_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].number != 0)
            *find_slot(map, old.slots[i].hash) = old.slots[i];
    rva__alloc_free(old.slots);
    return RVA_OK;
}

static rva_status keep(rva__id_map *map, struct rva__id_slot item, rva_error *err)
{
    RVA__TRY(grow(map, err));
    struct rva__id_slot *slot = find_slot(map, item.hash);
    if (slot->number == 0)
        map->used++;
    else
        item.absent = slot->absent;
    *slot = item;
    return RVA_OK;
}

rva_status rva__id_find(rva__id_map *map, const rva__txn *txn, rva__hash128 hash, uint64_t *number,
                        rva_error *err)
{
    if (map->used > 0 && (*number = find_slot(map, hash)->number) != 0)
        return RVA_OK;
    RVA__TRY(rva__id_index_get(txn, hash, number, err));
    return *number ? keep(map, (struct rva__id_slot){.hash = hash, .number = *number}, err)
                   : RVA_OK;
}

rva_status rva__id_set(rva__id_map *map, rva__hash128 hash, uint64_t number, bool absent,
                       rva_error *err)
{
    return keep(
        map, (struct rva__id_slot){.hash = hash, .number = number, .fresh = true, .absent = absent},
        err);
}

/** Puts ids in the order of their hashes, so that each page is visited once. */
static rva_status put_ids(const rva__id_map *map, rva__sort_item *items, rva__txn *txn,
                          rva_error *err)
{
    size_t fresh = 0;
    for (uint32_t i = 0; i < map->slot_count; i++)
        if (map->slots[i].number != 0 && map->slots[i].fresh)
            items[fresh++] = (rva__sort_item){map->slots[i].hash.high, i};
    if (!rva__sort(items, fresh))
        return rva__fail_memory(err);
    for (size_t i = 0; i < fresh; i++) {
        const struct rva__id_slot *slot = &map->slots[items[i].value];
        RVA__TRY(rva__id_index_put(txn, slot->hash, slot->number, slot->absent, err));
    }
    return rva__id_index_move_recent(txn, err);
}

rva_status rva__id_map_flush(const rva__id_map *map, rva__txn *txn, rva_error *err)
{
    if (map->used == 0)
        return RVA_OK;
    rva__sort_item *items = rva__alloc(map->used * sizeof *items);
    const rva_status status = items ? put_ids(map, items, txn, err) : rva__fail_memory(err);
    rva__alloc_free(items);
    return status;
}
