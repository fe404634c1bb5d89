/**
 * @file store/id_map.h
 * Which document each id leads to, as one transaction sees it.
 */
#ifndef RVA_STORE_ID_MAP_H
#define RVA_STORE_ID_MAP_H

#include "store/ids.h"
#include "store/txn.h"

/** Ids met in a transaction: open addressing; all zero is empty. */
typedef struct rva__id_map {
    struct rva__id_slot {
        rva__hash128 hash;
        uint64_t number;
        bool fresh;  /**< to be written */
        bool absent; /**< the store is known not to have it yet */
    } * slots;
    uint32_t slot_count;
    uint32_t used;
} rva__id_map;

/** Frees it. */
void rva__id_map_free(rva__id_map *map);

/** Forgets all. */
void rva__id_map_clear(rva__id_map *map);

/** The document number of an id, from the map or the store; 0 when there is none. */
rva_status rva__id_find(rva__id_map *map, const rva__txn *txn, rva__hash128 hash, uint64_t *number,
                        rva_error *err);

/** Gives an id a document number, to be written; `absent`: rva__id_find() found none. */
rva_status rva__id_set(rva__id_map *map, rva__hash128 hash, uint64_t number, bool absent,
                       rva_error *err);

/** Writes what is fresh, in the order of keys. */
rva_status rva__id_map_flush(const rva__id_map *map, rva__txn *txn, rva_error *err);

#endif
