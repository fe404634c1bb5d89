/**
 * @file store/ids.h
 * Ids of all kinds as keyed hashes, and which document each one leads to.
 *
 * A hash is 127 bits of SipHash of kind and id under the store's secret; store/id_index.h
 * keeps them.  The id of an erased person is written in the log as RVA__ID_ERASED and 32
 * hexadecimal digits, which is its hash: so it leads where it led, and nobody can read it.
 */
#ifndef RVA_STORE_IDS_H
#define RVA_STORE_IDS_H

#include "core/hash.h"
#include "model/event.h"
#include "lmdb/env.h"

enum { RVA__ID_ERASED_BYTES = 34 };

/** The bits of a hash's first half. */
#define RVA__ID_HIGH (UINT64_MAX >> 1)

/** The kinds of id: types of event, and visitors. */
enum { RVA__ID_VISITOR = 15 };

/** The hash of an id; `type` is an ::rva_event_type or RVA__ID_VISITOR. */
rva__hash128 rva__id_hash(const rva__config *config, int type, const char *id);

/** The text that stands for an erased id in the log. */
void rva__id_erased_text(rva__hash128 hash, char out[RVA__ID_ERASED_BYTES]);

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
