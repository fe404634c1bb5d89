/**
 * @file store/id_index.h
 * The index of ids: which document a hash leads to, in two generations.
 *
 *     key    1 bit of generation (0 recent, 1 base), 127 bits of hash
 *     value  seal of hash and payload | document number, varint
 *
 * Hashes fall anywhere, so each new one would change a page of its own of a large index.
 * New ids go into the recent generation, which is small.  When it has more than it should,
 * some of it moves to the base: those next in the order of hashes, as neighbours share a
 * page.  The next move goes on where the last one stopped, around and around.
 */
#ifndef RVA_STORE_ID_INDEX_H
#define RVA_STORE_ID_INDEX_H

#include "store/ids.h"
#include "store/txn.h"

enum { RVA__ID_KEY_BYTES = 16 };

/** So many recent ids need not move to the base; tests lower it. */
extern int64_t rva__id_recent_min;

/** The document number of a hash, 0 when it is not there. */
rva_status rva__id_index_get(const rva__txn *txn, rva__hash128 hash, uint64_t *number,
                             rva_error *err);

/** Gives a hash a document number; `absent`: it is known not to be there. */
rva_status rva__id_index_put(rva__txn *txn, rva__hash128 hash, uint64_t number, bool absent,
                             rva_error *err);

/** Moves recent ids to the base, when there are more than there should be. */
rva_status rva__id_index_move_recent(rva__txn *txn, rva_error *err);

/** Checks the seal of an entry; `in_base` tells its generation. */
rva_status rva__id_index_check(const rva__slice *key, const rva__slice *value, bool *in_base,
                               rva_error *err);

#endif
