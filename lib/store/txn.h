/**
 * @file store/txn.h
 * A transaction of a store: LMDB's, with the counters and settings that hold in it.
 *
 * store/commit.h begins and ends them.
 */
#ifndef RVA_STORE_TXN_H
#define RVA_STORE_TXN_H

#include "lmdb/raw.h"
#include "store/config.h"
#include "store/databases.h"
#include "store/seal.h"
#include "store/state.h"

/** One transaction; all zero: none. */
typedef struct rva__txn {
    rva__raw raw;
    rva__config *config; /**< settings, zone and names as of this transaction; referenced */
    rva__state state;    /**< counters as of this transaction */
    int64_t values_before[RVA__DIM_COUNT]; /**< dictionary entries when it began */
    int64_t next_seq_before;               /**< counters when it began */
    int64_t generation_before;
} rva__txn;

/** A value; `*size` 0 and NULL when there is none. */
static inline rva_status rva__txn_get(const rva__txn *txn, rva__db db, const void *key,
                                      size_t key_size, const void **value, size_t *size,
                                      rva_error *err)
{
    rva__slice found = {0};
    const rva_status status =
        rva__raw_get(&txn->raw, (int)db, (rva__slice){key, key_size}, &found, err);
    *value = found.data;
    *size = found.size;
    return status;
}

/** Puts a value. */
static inline rva_status rva__txn_put(const rva__txn *txn, rva__db db, const void *key,
                                      size_t key_size, const void *value, size_t size,
                                      rva_error *err)
{
    return rva__raw_put(&txn->raw, (int)db, (rva__slice){key, key_size}, (rva__slice){value, size},
                        err);
}

/** Removes a value; one that is not there is fine. */
static inline rva_status rva__txn_delete(const rva__txn *txn, rva__db db, const void *key,
                                         size_t key_size, rva_error *err)
{
    return rva__raw_delete(&txn->raw, (int)db, (rva__slice){key, key_size}, err);
}

/** An iterator of a database; end with rva__iterator_close(). */
static inline rva_status rva__txn_iterate(const rva__txn *txn, rva__db db, rva__iterator *out,
                                          rva_error *err)
{
    return rva__iterator_open(&txn->raw, (int)db, out, err);
}

#endif
