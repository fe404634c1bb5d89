/**
 * @file lmdb/raw.h
 * Raw transactions: records by key, whatever they mean.
 *
 * Bytes that are read lie in the map: they are good until the transaction ends, or until it
 * writes.
 */
#ifndef RVA_LMDB_RAW_H
#define RVA_LMDB_RAW_H

#include "lmdb/env.h"

struct MDB_cursor;

/** Some bytes that belong to somebody else. */
typedef struct rva__slice {
    const void *data;
    size_t size;
} rva__slice;

/** One transaction; all zero: none. */
typedef struct rva__raw {
    rva__env *env;
    struct MDB_txn *lmdb; /**< NULL once it was committed */
    bool write;
} rva__raw;

/** Begins a read transaction. */
rva_status rva__raw_read(rva__env *env, rva__raw *out, rva_error *err);

/**
 * Begins a write transaction, waiting `timeout_ms` at most for writers of other processes.
 *
 * Within a process one thread at a time: whoever has env->turn.
 */
rva_status rva__raw_write(rva__env *env, int64_t timeout_ms, rva__raw *out, rva_error *err);

/** The number of the transaction: that of a writer is one more than that of the last commit. */
uint64_t rva__raw_number(const rva__raw *raw);

/** Walks every page of a read transaction's snapshot, lmdb/walk.h. */
rva_status rva__raw_walk(const rva__raw *raw, rva_error *err);

/** Commits.  Whether it succeeds or fails, rva__raw_end() must follow, and lets others write. */
rva_status rva__raw_commit(rva__raw *raw, rva_error *err);

/** Ends a transaction, without keeping anything unless it was committed; none is fine. */
void rva__raw_end(rva__raw *raw);

/** A value; all zero when there is none. */
rva_status rva__raw_get(const rva__raw *raw, int database, rva__slice key, rva__slice *value,
                        rva_error *err);

/** Puts a value. */
rva_status rva__raw_put(const rva__raw *raw, int database, rva__slice key, rva__slice value,
                        rva_error *err);

/** Puts a value whose key is after all others: pages are filled instead of split in half. */
rva_status rva__raw_append(const rva__raw *raw, int database, rva__slice key, rva__slice value,
                           rva_error *err);

/** Removes a value; one that is not there is fine. */
rva_status rva__raw_delete(const rva__raw *raw, int database, rva__slice key, rva_error *err);

/** Removes all records of a database. */
rva_status rva__raw_empty(const rva__raw *raw, int database, rva_error *err);

/** How many records a database has. */
int64_t rva__raw_count(const rva__raw *raw, int database);

/** Goes over the records of a database, in the order of their keys; all zero: none. */
typedef struct rva__iterator {
    struct MDB_cursor *lmdb;
    bool found; /**< there is a record here: `key` and `value` */
    rva__slice key;
    rva__slice value;
} rva__iterator;

/** An iterator of a database, at no record yet; end with rva__iterator_close(). */
rva_status rva__iterator_open(const rva__raw *raw, int database, rva__iterator *out,
                              rva_error *err);

/** Ends it; none is fine. */
void rva__iterator_close(rva__iterator *iterator);

/** Goes to the first record. */
rva_status rva__iterator_first(rva__iterator *iterator, rva_error *err);

/** Goes to the last record. */
rva_status rva__iterator_last(rva__iterator *iterator, rva_error *err);

/** Goes to the first record with this key or a later one. */
rva_status rva__iterator_seek(rva__iterator *iterator, const void *key, size_t size,
                              rva_error *err);

/** Goes to the next record; from none to the first. */
rva_status rva__iterator_next(rva__iterator *iterator, rva_error *err);

/** Goes to the record before. */
rva_status rva__iterator_previous(rva__iterator *iterator, rva_error *err);

#endif
