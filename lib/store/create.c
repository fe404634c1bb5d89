/**
 * @file store/create.c
 * A store is made beside its place, flushed, and renamed into it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/files.h"
#include "store/format.h"
#include "lmdb/guard.h"

static rva_status write_records(MDB_env *lmdb, const rva_settings *settings,
                                const rva__buffer *zone, rva_error *err)
{
    static const char *const names[RVA__DB_COUNT] = {"meta",  "log",    "documents",  "ids",
                                                     "cells", "rows",   "dictionary", "expiry",
                                                     "days",  "cursors"};
    rva__env env = {.lmdb = lmdb};
    rva__txn txn = {.env = &env, .write = 1};
    int code = mdb_txn_begin(lmdb, NULL, 0, &txn.lmdb);
    if (code != 0)
        return rva__fail_lmdb(err, code, "creating the store");
    for (int i = 0; code == 0 && i < RVA__DB_COUNT; i++)
        code = mdb_dbi_open(txn.lmdb, names[i], MDB_CREATE, &env.dbi[i]);
    uint8_t secret[RVA__SECRET_BYTES];
    rva_status status = code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "creating the store");
    if (status == RVA_OK && getrandom(secret, sizeof secret, 0) != (ssize_t)sizeof secret)
        status = rva__fail_errno(err, errno, "getrandom");
    if (status == RVA_OK)
        status = rva__format_write_new(&txn, settings, zone, secret, err);
    rva__config_release(txn.config);
    if (status != RVA_OK) {
        mdb_txn_abort(txn.lmdb);
        return status;
    }
    code = mdb_txn_commit(txn.lmdb);
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "creating the store");
}

static rva_status fill_directory(const char *path, const rva_settings *settings,
                                 const rva__buffer *zone, rva_error *err)
{
    MDB_env *lmdb;
    int code = mdb_env_create(&lmdb);
    if (code != 0)
        return rva__fail_lmdb(err, code, path);
    mdb_env_set_maxdbs(lmdb, RVA__DB_COUNT);
    mdb_env_set_mapsize(lmdb, (size_t)1 << 26);
    code = mdb_env_open(lmdb, path, 0, 0600);
    const rva_status status =
        code == 0 ? write_records(lmdb, settings, zone, err) : rva__fail_lmdb(err, code, path);
    mdb_env_close(lmdb);
    return status;
}

static rva_status make_store(const char *path, const rva_settings *settings, int64_t ephemeral,
                             const rva__buffer *zone, rva_error *err)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return rva__fail_errno(err, errno, path);
    rva_status status = rva__guard_create(fd, ephemeral, err);
    if (status == RVA_OK)
        status = fill_directory(path, settings, zone, err);
    if (status == RVA_OK && fsync(fd) != 0)
        status = rva__fail_errno(err, errno, path);
    close(fd);
    return status;
}

rva_status rva__format_create(const char *path, const rva_settings *settings, int64_t ephemeral,
                              rva_error *err)
{
    rva__buffer zone = {0};
    char temporary[RVA__PATH_BYTES];
    RVA__TRY(rva__files_check_new(path, err));
    rva_status status = rva__zone_load(settings->time_zone, &zone, err);
    if (status == RVA_OK) {
        rva__zone *probe = NULL;
        status = rva__zone_new(zone.data, zone.size, &probe, err);
        rva__zone_free(probe);
    }
    if (status == RVA_OK)
        status = rva__files_make_beside(path, temporary, err);
    if (status == RVA_OK) {
        status = make_store(temporary, settings, ephemeral, &zone, err);
        if (status == RVA_OK)
            status = rva__files_rename(temporary, path, err);
        if (status != RVA_OK)
            rva__files_remove(temporary);
    }
    rva__buffer_free(&zone);
    return status;
}
