/**
 * @file care/backup.c
 * Copies of a store: backup and compaction.
 *
 * A copy is made beside its place, flushed, verified, and only then given its name.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/env.h"
#include "lmdb/files.h"
#include "lmdb/guard.h"
#include "engine/layers_below.h"

static rva_status flush_file(const char *directory, const char *name, rva_error *err)
{
    char path[RVA__PATH_BYTES + 16];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return rva__fail_errno(err, errno, path);
    const bool flushed = fsync(fd) == 0;
    const int number = errno;
    close(fd);
    return flushed ? RVA_OK : rva__fail_errno(err, number, path);
}

/**
 * Copies an environment, whose pages were walked, into a new directory, as a whole store.
 */
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
        status = flush_file(directory, "data.mdb", err);
    if (status == RVA_OK && fsync(fd) != 0)
        status = rva__fail_errno(err, errno, directory);
    close(fd);
    return status;
}

static rva_status verify_copy(const char *directory, int64_t map_bytes, rva_error *err)
{
    rva__env *copy;
    rva_verify_result result = {0};
    RVA__TRY(rva__env_open(directory, map_bytes >> 20, &copy, err));
    rva_status status = rva__store_verify(copy, RVA_VERIFY_RECORDS, &result, NULL, NULL, err);
    rva__env_close(copy);
    if (status == RVA_OK && result.differences > 0) {
        if (err)
            *err = result.first;
        status = RVA_CORRUPT;
    }
    return status;
}

/** What LMDB copies it follows, so its pages must be what they say. */
static rva_status walk(rva__env *env, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_read_walked(env, &txn, err));
    rva__txn_end(&txn);
    return RVA_OK;
}

rva_status rva__store_backup(rva__env *env, const char *destination, rva_error *err)
{
    char temporary[RVA__PATH_BYTES];
    RVA__TRY(rva__env_check(env, err));
    RVA__TRY(rva__files_check_new(destination, err));
    RVA__TRY(rva__files_make_beside(destination, temporary, err));
    rva_status status = walk(env, err);
    if (status == RVA_OK)
        status = copy_into(env->lmdb, env->ephemeral, temporary, err);
    if (status == RVA_OK)
        status = verify_copy(temporary, env->map_bytes_max, err);
    if (status == RVA_OK)
        status = rva__files_rename(temporary, destination, err);
    if (status != RVA_OK)
        rva__files_remove(temporary);
    return status;
}

/** Puts the copy's data file in place of the store's. */
static rva_status replace_data(const char *from, const char *path, int directory_fd, rva_error *err)
{
    char copy[RVA__PATH_BYTES + 16];
    char data[RVA__PATH_BYTES + 16];
    snprintf(copy, sizeof copy, "%s/data.mdb", from);
    snprintf(data, sizeof data, "%.*s/data.mdb", RVA__PATH_BYTES, path);
    if (rename(copy, data) != 0 || fsync(directory_fd) != 0)
        return rva__fail_errno(err, errno, data);
    return RVA_OK;
}

static rva_status compact_excluded(const char *path, int directory_fd, rva_error *err)
{
    char temporary[RVA__PATH_BYTES];
    MDB_env *lmdb;
    RVA__TRY(rva__guard_await_lock_file(directory_fd, path, err));
    int code = mdb_env_create(&lmdb);
    if (code != 0)
        return rva__fail_lmdb(err, code, path);
    mdb_env_set_maxdbs(lmdb, RVA__DB_COUNT);
    code = mdb_env_open(lmdb, path, MDB_NORDAHEAD, 0600);
    rva_status status =
        code == 0 ? rva__files_make_beside(path, temporary, err) : rva__fail_lmdb(err, code, path);
    if (status == RVA_OK) {
        status = copy_into(lmdb, 0, temporary, err);
        if (status == RVA_OK)
            status = verify_copy(temporary, INT64_C(64) << 30, err);
    }
    mdb_env_close(lmdb);
    if (code != 0)
        return status;
    if (status == RVA_OK)
        status = replace_data(temporary, path, directory_fd, err);
    rva__files_remove(temporary);
    return status;
}

rva_status rva__store_compact(const char *path, rva_error *err)
{
    int guard_fd;
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? rva__fail(err, RVA_NOT_FOUND, "%s: no such store", path)
                               : rva__fail_errno(err, errno, path);
    rva_status status = rva__guard_exclude(fd, path, &guard_fd, err);
    if (status == RVA_OK) {
        status = compact_excluded(path, fd, err);
        close(guard_fd);
    }
    close(fd);
    return status;
}
