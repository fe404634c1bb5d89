/**
 * @file engine/store_handle.c
 * What every call on a store begins with.
 */
#include "engine/store_handle.h"

#include "core/error.h"

rva_status rva__store_check(const rva_store *store, rva_error *err)
{
    if (!store || store->magic != RVA__STORE_MAGIC)
        return rva__fail(err, RVA_MISUSE, "the store is NULL or closed");
    return rva__env_check(store->env, err);
}

rva_status rva__store_check_writable(const rva_store *store, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    if (store->options.read_only)
        return rva__fail(err, RVA_READ_ONLY, "the store was opened for reading only");
    return RVA_OK;
}

rva_status rva__store_await_queue(rva_store *store, rva_error *err)
{
    return store->async ? rva__async_flush(store->async, false, err) : RVA_OK;
}
