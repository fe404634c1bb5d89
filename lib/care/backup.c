/**
 * @file care/backup.c
 * A copy is made beside its place, flushed, verified, and only then given its name.
 */
#include "care/backup.h"

#include "care/verify.h"
#include "core/error.h"
#include "lmdb/copy.h"
#include "lmdb/files.h"
#include "store/commit.h"

/** Checks all pages, which LMDB trusts as it copies. */
static rva_status walk(rva__env *env, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_read_walked(env, &txn, err));
    rva__txn_end(&txn);
    return RVA_OK;
}

rva_status rva__store_backup(rva__env *env, const char *destination, rva_error *err)
{
    rva__beside temporary;
    RVA__TRY(rva__env_check(env, err));
    RVA__TRY(rva__files_check_new(destination, err));
    RVA__TRY(rva__files_make_beside(destination, &temporary, err));
    rva_status status = walk(env, err);
    if (status == RVA_OK)
        status = rva__env_copy(env, temporary.path, err);
    if (status == RVA_OK)
        status = rva__verify_copy(temporary.path, env->map_bytes_max >> 20, err);
    if (status == RVA_OK)
        status = rva__env_own_like(temporary.path, env->path, err);
    if (status == RVA_OK)
        status = rva__files_own_like(temporary.path, env->path, err);
    if (status == RVA_OK)
        return rva__files_settle(&temporary, destination, err);
    rva__files_drop(&temporary);
    return status;
}
