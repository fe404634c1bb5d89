/**
 * @file store/commit.h
 * Transactions begun, committed and ended.
 *
 * A transaction begins with reading the counters, and the settings and names when they are
 * newer than those that this process knows.  Counters and new names are written as it commits.
 */
#ifndef RVA_STORE_COMMIT_H
#define RVA_STORE_COMMIT_H

#include "store/txn.h"

/** Begins a read transaction. */
rva_status rva__txn_read(rva__env *env, rva__txn *out, rva_error *err);

/** Begins a read transaction, each page of which was walked before it is read through the map. */
rva_status rva__txn_read_walked(rva__env *env, rva__txn *out, rva_error *err);

/**
 * Begins a write transaction, waiting `timeout_ms` at most for writers of other processes.
 *
 * Within a process one thread at a time: whoever has env->turn.
 */
rva_status rva__txn_write(rva__env *env, int64_t timeout_ms, rva__txn *out, rva_error *err);

/** Commits; the transaction is over whatever happens. */
rva_status rva__txn_commit(rva__txn *txn, rva_error *err);

/** Ends a transaction without keeping anything; one that is over is fine. */
void rva__txn_end(rva__txn *txn);

#endif
