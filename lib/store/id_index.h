/**
 * @file store/id_index.h
 * The index of ids: which document a hash leads to, in two generations.
 *
 *     key    1 bit of generation (0 recent, 1 settled), 127 bits of hash
 *     value  seal of hash and payload | document number, varint
 *
 * Hashes fall anywhere, so each new one would dirty a page of its own of a large index.
 * New ids go into the recent generation, which is small.  When it has more than it
 * should, those next in the order of hashes settle: neighbours share a page.  Where the
 * last one stopped the next one goes on, around and around.
 */
#ifndef RVA_STORE_ID_INDEX_H
#define RVA_STORE_ID_INDEX_H

#include "store/ids.h"

enum { RVA__ID_KEY_BYTES = 16 };

/** So many recent ids need not settle; tests lower it. */
extern int64_t rva__id_recent_min;

/** The document number of a hash, 0 when it is not there. */
rva_status rva__id_index_get(const rva__txn *txn, rva__hash128 hash, uint64_t *number,
                             rva_error *err);

/** Gives a hash a document number; `absent`: it is known not to be there. */
rva_status rva__id_index_put(rva__txn *txn, rva__hash128 hash, uint64_t number, bool absent,
                             rva_error *err);

/** Settles recent ids, when there are more than there should be. */
rva_status rva__id_index_settle(rva__txn *txn, rva_error *err);

/** Checks the seal of an entry; `settled` tells its generation. */
rva_status rva__id_index_check(const MDB_val *key, const MDB_val *value, bool *settled,
                               rva_error *err);

#endif
