/**
 * @file store/open.c
 * An environment becomes a store: its first transaction reads format, settings and names.
 */
#include "store/open.h"

#include <unistd.h>

#include "core/error.h"
#include "store/commit.h"
#include "store/shared.h"

/** Up to this size each page is walked as a store is opened: some milliseconds. */
enum { SMALL_BYTES = 8 << 20 };

static rva_status begin(rva__env *env, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__shared_attach(env, err));
    const bool small = rva__env_last_page(env) < (size_t)(SMALL_BYTES / getpagesize());
    RVA__TRY(small ? rva__txn_read_walked(env, &txn, err) : rva__txn_read(env, &txn, err));
    rva__txn_end(&txn);
    return RVA_OK;
}

const rva__env_plan rva__store_plan = {
    .databases = rva__database_names,
    .database_count = RVA__DB_COUNT,
    .read_at_open = RVA__DB_READ_AT_OPEN,
    .opened = begin,
    .closed = rva__shared_detach,
};

rva_status rva__store_open(const char *path, int64_t map_mib_max, rva__env **out, rva_error *err)
{
    return rva__env_open(path, map_mib_max, &rva__store_plan, out, err);
}
