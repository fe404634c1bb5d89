/**
 * @file lmdb/raw.c
 * Transactions: begun, committed, and what is done within them.
 */
#include <errno.h>
#include <unistd.h>

#include "core/error.h"
#include "core/hash.h"
#include "lmdb/env.h"
#include "store/format.h"
#include "lmdb/guard.h"
#include "lmdb/assertion.h"
#include "lmdb/walk.h"

enum { RESIZES_MAX = 3, WALKS_MAX = 100, DOUBTS_MAX = 2 };

uint32_t rva__seal(const void *key, size_t key_size, const void *payload, size_t size)
{
    return rva__crc32c(rva__crc32c(0, key, key_size), payload, size);
}

rva_status rva__unseal(const void *key, size_t key_size, const void *value, size_t size,
                       const char *what, const void **payload, size_t *payload_size, rva_error *err)
{
    uint32_t seal = 0;
    if (size >= sizeof seal)
        memcpy(&seal, value, sizeof seal);
    const uint8_t *rest = (const uint8_t *)value + sizeof seal;
    if (size < sizeof seal || seal != rva__seal(key, key_size, rest, size - sizeof seal))
        return rva__fail(err, RVA_CORRUPT,
                         "%s: a record does not match its checksum: run verify, then restore a "
                         "backup or rebuild",
                         what);
    *payload = rest;
    *payload_size = size - sizeof seal;
    return RVA_OK;
}

/** Takes a cached reader and renews it, or begins one. */
static int begin_reader(rva__env *env, MDB_txn **out)
{
    MDB_txn *txn = NULL;
    pthread_mutex_lock(&env->readers_lock);
    if (env->reader_count > 0)
        txn = env->readers[--env->reader_count];
    pthread_mutex_unlock(&env->readers_lock);
    int code;
    if (txn) {
        code = mdb_txn_renew(txn);
        if (code != 0)
            mdb_txn_abort(txn);
    } else {
        int dead = 0;
        code = mdb_txn_begin(env->lmdb, NULL, MDB_RDONLY, &txn);
        if (code == MDB_READERS_FULL && mdb_reader_check(env->lmdb, &dead) == 0 && dead > 0)
            code = mdb_txn_begin(env->lmdb, NULL, MDB_RDONLY, &txn);
    }
    *out = code == 0 ? txn : NULL;
    return code;
}

static void end_reader(rva__env *env, MDB_txn *txn)
{
    mdb_txn_reset(txn);
    pthread_mutex_lock(&env->readers_lock);
    const bool kept = env->reader_count < RVA__CACHED_READERS;
    if (kept)
        env->readers[env->reader_count++] = txn;
    pthread_mutex_unlock(&env->readers_lock);
    if (!kept)
        mdb_txn_abort(txn);
}

/** Begins, with a larger map when another process has written beyond it. */
static rva_status begin(rva__env *env, bool write, MDB_txn **out, rva_error *err)
{
    for (int attempt = 0;; attempt++) {
        pthread_rwlock_rdlock(&env->map_lock);
        const int code = write ? mdb_txn_begin(env->lmdb, NULL, 0, out) : begin_reader(env, out);
        if (code == 0)
            return RVA_OK; /* and the map lock stays held, shared */
        pthread_rwlock_unlock(&env->map_lock);
        if (code != MDB_MAP_RESIZED || attempt == RESIZES_MAX)
            return rva__fail_lmdb(err, code, "beginning a transaction");
        RVA__TRY(rva__env_adopt(env, err));
    }
}

/** Loads state and config; keeps the newest config for the next transaction. */
static rva_status load(rva__txn *txn, rva_error *err)
{
    rva__env *env = txn->env;
    pthread_mutex_lock(&env->config_lock);
    const rva_status status = rva__format_load(txn, env->config, err);
    if (status == RVA_OK && (!env->config || txn->config->generation > env->config->generation)) {
        rva__config_release(env->config);
        env->config = rva__config_hold(txn->config);
    }
    pthread_mutex_unlock(&env->config_lock);
    memcpy(txn->values_before, txn->state.values, sizeof txn->values_before);
    return status;
}

rva_status rva__txn_read(rva__env *env, rva__txn *out, rva_error *err)
{
    RVA__TRY(rva__env_check(env, err));
    RVA__TRY(rva__env_check_size(env, false, err));
    *out = (rva__txn){.env = env};
    RVA__TRY(begin(env, false, &out->lmdb, err));
    const rva_status status = load(out, err);
    if (status != RVA_OK)
        rva__txn_end(out);
    return status;
}

/** Damage stays; a head that was read while it was written, or whose writer died, does not. */
rva_status rva__txn_read_walked(rva__env *env, rva__txn *out, rva_error *err)
{
    for (int attempt = 0;; attempt++) {
        int fd;
        RVA__TRY(rva__txn_read(env, out, err));
        mdb_env_get_fd(env->lmdb, &fd);
        const rva_status status = rva__walk(fd, mdb_txn_id(out->lmdb), RVA__WALK_ALL, err);
        if (status == RVA_OK)
            return RVA_OK;
        rva__txn_end(out);
        const bool again = status == RVA_BUSY || (status == RVA_CORRUPT && attempt < DOUBTS_MAX);
        if (!again || attempt == WALKS_MAX)
            return status;
    }
}

/**
 * Clears away the readers of dead processes when the file has grown.
 *
 * They keep freed pages from being used again, so that it would grow with every transaction.
 */
static void clear_dead_readers(rva__env *env)
{
    int dead;
    const size_t page = rva__env_last_page(env);
    if (page == env->last_page)
        return;
    env->last_page = page;
    mdb_reader_check(env->lmdb, &dead);
}

rva_status rva__txn_write(rva__env *env, int64_t timeout_ms, rva__txn *out, rva_error *err)
{
    RVA__TRY(rva__env_check(env, err));
    RVA__TRY(rva__env_check_size(env, true, err));
    if (env->read_only)
        return rva__fail(err, RVA_READ_ONLY, "%s: lies on a read-only file system", env->path);
    *out = (rva__txn){.env = env, .write = 1};
    RVA__TRY(rva__guard_enter(env->guard_fd, timeout_ms, err));
    clear_dead_readers(env);
    rva_status status = begin(env, true, &out->lmdb, err);
    if (status != RVA_OK) {
        rva__guard_leave(env->guard_fd);
        *out = (rva__txn){0};
        return status;
    }
    rva__trap_writer(env, true);
    status = load(out, err);
    if (status != RVA_OK)
        rva__txn_end(out);
    return status;
}

static void forget_names(rva__txn *txn)
{
    for (int d = 0; d < RVA__DIM_COUNT; d++) {
        uint32_t settled = 0;
        if (d == RVA__DIM_STAGE)
            settled = (uint32_t)txn->config->settings->stage_count;
        else if (d == RVA__DIM_TIER)
            settled = (uint32_t)txn->config->settings->tier_count;
        const uint32_t count = (uint32_t)txn->values_before[d];
        rva__dictionary_truncate(txn->config->dictionary, d, count > settled ? count : settled);
    }
}

/**
 * What is left of a transaction once LMDB's part is over.
 *
 * A latched one keeps LMDB's writer lock, and so the guard: other processes find it busy.
 */
static void release(rva__txn *txn)
{
    pthread_rwlock_unlock(&txn->env->map_lock);
    if (txn->write)
        rva__trap_writer(txn->env, false);
    if (txn->write && !atomic_load(&txn->env->latched))
        rva__guard_leave(txn->env->guard_fd);
    rva__config_release(txn->config);
    *txn = (rva__txn){0};
}

void rva__txn_end(rva__txn *txn)
{
    if (!txn->lmdb)
        return;
    if (txn->write) {
        if (!atomic_load(&txn->env->latched))
            mdb_txn_abort(txn->lmdb);
        if (txn->config)
            forget_names(txn);
    } else {
        end_reader(txn->env, txn->lmdb);
    }
    release(txn);
}

/** Whether a commit failed so late that LMDB takes no more: its end may be on the disk. */
static bool is_dead(const rva__env *env)
{
    MDB_txn *probe;
    const int code = mdb_txn_begin(env->lmdb, NULL, MDB_RDONLY, &probe);
    if (code == 0)
        mdb_txn_abort(probe);
    return code == MDB_PANIC;
}

/**
 * After a failed commit LMDB has put the old meta page back, in memory alone.  On the disk it
 * must be as well before the next commit, of whatever process, uses the pages of this one.
 */
static void flush_old_meta(const rva__env *env)
{
    int fd;
    mdb_env_get_fd(env->lmdb, &fd);
    fdatasync(fd); /* when this fails, too, the outcome is as unknown as before */
}

rva_status rva__txn_commit(rva__txn *txn, rva_error *err)
{
    const rva_status status = rva__format_save(txn, err);
    if (status != RVA_OK) {
        rva__txn_end(txn);
        return status;
    }
    rva__env *env = txn->env;
    int code;
    RVA__TRAP(code, mdb_txn_commit(txn->lmdb));
    if (code == 0) {
        pthread_mutex_lock(&env->config_lock);
        rva__config *before = env->config;
        env->config = rva__config_hold(txn->config);
        rva__config_release(before);
        pthread_mutex_unlock(&env->config_lock);
        rva__env_extend(env);
    } else {
        forget_names(txn);
    }
    const bool dead = code > 0 && is_dead(env);
    if (dead)
        flush_old_meta(env);
    if (code == EIO && rva__env_disk_full(env))
        code = ENOSPC;
    release(txn);
    if (dead)
        return rva__fail(err, RVA_UNKNOWN,
                         "the disk failed in a flush: the change may be stored or not: reopen the "
                         "store and repeat it");
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "committing");
}

rva_status rva__txn_get(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                        const void **value, size_t *size, rva_error *err)
{
    MDB_val wanted = {key_size, (void *)(uintptr_t)key};
    MDB_val found;
    int code;
    RVA__TRAP(code, mdb_get(txn->lmdb, txn->env->dbi[db], &wanted, &found));
    *value = code == 0 ? found.mv_data : NULL;
    *size = code == 0 ? found.mv_size : 0;
    return code == 0 || code == MDB_NOTFOUND ? RVA_OK : rva__fail_lmdb(err, code, "reading");
}

rva_status rva__txn_put(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                        const void *value, size_t size, rva_error *err)
{
    MDB_val wanted = {key_size, (void *)(uintptr_t)key};
    MDB_val data = {size, (void *)(uintptr_t)value};
    int code;
    RVA__TRAP(code, mdb_put(txn->lmdb, txn->env->dbi[db], &wanted, &data, 0));
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "writing");
}

rva_status rva__txn_delete(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                           rva_error *err)
{
    MDB_val wanted = {key_size, (void *)(uintptr_t)key};
    int code;
    RVA__TRAP(code, mdb_del(txn->lmdb, txn->env->dbi[db], &wanted, NULL));
    return code == 0 || code == MDB_NOTFOUND ? RVA_OK : rva__fail_lmdb(err, code, "deleting");
}

rva_status rva__txn_cursor(const rva__txn *txn, rva__db db, MDB_cursor **out, rva_error *err)
{
    const int code = mdb_cursor_open(txn->lmdb, txn->env->dbi[db], out);
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "opening a cursor");
}

rva_status rva__cursor_move(MDB_cursor *cursor, MDB_cursor_op op, MDB_val *key, MDB_val *value,
                            bool *found, rva_error *err)
{
    int code;
    RVA__TRAP(code, mdb_cursor_get(cursor, key, value, op));
    *found = code == 0;
    return code == 0 || code == MDB_NOTFOUND ? RVA_OK : rva__fail_lmdb(err, code, "reading");
}
