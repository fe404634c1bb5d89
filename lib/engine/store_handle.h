/**
 * @file engine/store_handle.h
 * The handle behind ::rva_store.
 */
#ifndef RVA_ENGINE_STORE_HANDLE_H
#define RVA_ENGINE_STORE_HANDLE_H

#include "engine/async.h"
#include "lmdb/env.h"

/** See revanalytics/store.h. */
struct rva_store {
    uint64_t magic; /**< RVA__STORE_MAGIC while it is open */
    rva__env *env;
    rva__write_group *group;
    rva_store_options options;
    rva__async *async; /**< of RVA_ASYNC, else NULL */
    char currency[8];
};

#define RVA__STORE_MAGIC UINT64_C(0x7276615f73746f72)

/** RVA_MISUSE for NULL or a closed handle, RVA_FORKED in a forked child. */
rva_status rva__store_check(const rva_store *store, rva_error *err);

/** The same, and RVA_READ_ONLY for one opened for reading only. */
rva_status rva__store_check_writable(const rva_store *store, rva_error *err);

/** Waits until what is queued is on disk; refusals are kept for rva_store_flush(). */
rva_status rva__store_await_queue(rva_store *store, rva_error *err);

#endif
