/**
 * @file read/info.c
 * A store in figures, and its settings.
 */
#include <errno.h>
#include <sys/stat.h>

#include "core/error.h"
#include "lmdb/env.h"
#include "store/format.h"
#include "engine/layers_below.h"

rva__writer *rva__env_writer(rva__env *env)
{
    return env->writer;
}

bool rva__env_is_ephemeral(const rva__env *env)
{
    return env->ephemeral != 0;
}

static int64_t count_free_pages(const rva__txn *txn)
{
    MDB_cursor *cursor;
    MDB_val key, value;
    int64_t pages = 0;
    if (mdb_cursor_open(txn->lmdb, 0, &cursor) != 0)
        return 0;
    bool found;
    while (rva__cursor_move(cursor, MDB_NEXT, &key, &value, &found, NULL) == RVA_OK && found) {
        size_t count = 0;
        if (value.mv_size >= sizeof count)
            memcpy(&count, value.mv_data, sizeof count);
        pages += (int64_t)count;
    }
    mdb_cursor_close(cursor);
    return pages;
}

rva_status rva__store_info(rva__env *env, rva_store_info *out, rva_error *err)
{
    rva__txn txn;
    MDB_envinfo about;
    MDB_stat stat;
    struct stat file;
    int fd;
    RVA__TRY(rva__txn_read(env, &txn, err));
    mdb_env_info(env->lmdb, &about);
    mdb_env_stat(env->lmdb, &stat);
    mdb_env_get_fd(env->lmdb, &fd);
    if (fstat(fd, &file) != 0) {
        rva__txn_end(&txn);
        return rva__fail_errno(err, errno, env->path);
    }
    rva_store_info info = {
        .events = txn.state.next_seq - 1,
        .documents = txn.state.documents.count,
        .cells = txn.state.cells.count,
        .fact_rows = txn.state.rows.count,
        .ids = txn.state.ids.count,
        .overflowed = txn.state.overflowed,
        .first_at = txn.state.first_at,
        .last_at = txn.state.last_at,
        .data_bytes = file.st_size,
        .free_bytes = count_free_pages(&txn) * (int64_t)stat.ms_psize,
        .map_bytes = (int64_t)about.me_mapsize,
        .readers = about.me_numreaders,
        .format_major = RVA__FORMAT_MAJOR,
        .format_minor = RVA__FORMAT_MINOR,
        .ephemeral = env->ephemeral,
    };
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        info.dictionary += txn.state.values[d];
    rva__txn_end(&txn);
    *out = info;
    return RVA_OK;
}

rva_status rva__store_settings(rva__env *env, rva_settings **out, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_read(env, &txn, err));
    const rva_status status = rva__settings_copy(txn.config->settings, out, err);
    rva__txn_end(&txn);
    return status;
}
