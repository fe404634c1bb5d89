/**
 * @file lmdb/copy.c
 * Copying environments.
 */
#include "lmdb/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdio.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/failure.h"
#include "lmdb/files.h"
#include "lmdb/guard.h"
#include "lmdb/wipe.h"

/** Leaves nothing in the data file but what records have, and flushes it. */
static rva_status wipe_and_flush(const char *directory, rva_error *err)
{
    char path[RVA__PATH_BYTES + 16];
    snprintf(path, sizeof path, "%s/data.mdb", directory);
    const int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return rva__fail_errno(err, errno, path);
    rva_status status = rva__wipe(fd, err);
    close(fd);
    return status == RVA_OK ? rva__files_flush(path, err) : status;
}

static rva_status copy_into(MDB_env *lmdb, int64_t ephemeral, const char *directory, rva_error *err)
{
    const int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return rva__fail_errno(err, errno, directory);
    rva_status status = rva__guard_create(fd, ephemeral, err);
    if (status == RVA_OK) {
        const int code = mdb_env_copy2(lmdb, directory, MDB_CP_COMPACT);
        if (code != 0)
            status = rva__fail_lmdb(err, code, directory);
    }
    if (status == RVA_OK)
        status = wipe_and_flush(directory, err);
    if (status == RVA_OK && fsync(fd) != 0)
        status = rva__fail_errno(err, errno, directory);
    close(fd);
    return status;
}

rva_status rva__env_copy(const rva__env *env, const char *directory, rva_error *err)
{
    return copy_into(env->lmdb, env->ephemeral, directory, err);
}

rva_status rva__env_copy_closed(const char *path, const char *directory, rva_error *err)
{
    MDB_env *lmdb;
    int code = mdb_env_create(&lmdb);
    if (code != 0)
        return rva__fail_lmdb(err, code, path);
    mdb_env_set_maxdbs(lmdb, RVA__DATABASES_MAX);
    code = mdb_env_open(lmdb, path, MDB_NORDAHEAD, 0600);
    const rva_status status =
        code == 0 ? copy_into(lmdb, 0, directory, err) : rva__fail_lmdb(err, code, path);
    mdb_env_close(lmdb);
    return status;
}

rva_status rva__env_own_like(const char *directory, const char *like, rva_error *err)
{
    static const char *const names[] = {"data.mdb", RVA__GUARD_NAME};
    char path[RVA__PATH_BYTES + 16];
    char from[RVA__PATH_BYTES + 16];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        snprintf(from, sizeof from, "%.*s/%s", RVA__PATH_BYTES, like, names[i]);
        RVA__TRY(rva__files_own_like(path, from, err));
    }
    return RVA_OK;
}
