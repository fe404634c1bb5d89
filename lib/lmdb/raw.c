/**
 * @file lmdb/raw.c
 * Transactions: begun, committed, and what is done within them.
 */
#include "lmdb/raw.h"

#include <errno.h>
#include <lmdb.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/data_file.h"
#include "lmdb/failure.h"
#include "lmdb/guard.h"
#include "lmdb/walk.h"

enum { RESIZES_MAX = 3 };

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

/** Begins; when another process made the file larger than the map, with a larger map. */
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

rva_status rva__raw_read(rva__env *env, rva__raw *out, rva_error *err)
{
    RVA__TRY(rva__env_check(env, err));
    RVA__TRY(rva__data_file_check(env, false, err));
    *out = (rva__raw){.env = env};
    const rva_status status = begin(env, false, &out->lmdb, err);
    if (status != RVA_OK)
        *out = (rva__raw){0};
    return status;
}

uint64_t rva__raw_number(const rva__raw *raw)
{
    return mdb_txn_id(raw->lmdb);
}

rva_status rva__raw_walk(const rva__raw *raw, rva_error *err)
{
    return rva__walk(rva__env_file(raw->env), mdb_txn_id(raw->lmdb), err);
}

/**
 * Clears away the readers of dead processes when the file has grown.
 *
 * LMDB never reuses the pages that a reader may still read, and so would the file grow for ever.
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

rva_status rva__raw_write(rva__env *env, int64_t timeout_ms, rva__raw *out, rva_error *err)
{
    RVA__TRY(rva__env_check(env, err));
    RVA__TRY(rva__data_file_check(env, true, err));
    if (env->read_only)
        return rva__fail(err, RVA_READ_ONLY, "%s: lies on a read-only file system", env->path);
    *out = (rva__raw){.env = env, .write = true};
    RVA__TRY(rva__guard_enter(env->guard_fd, timeout_ms, err));
    clear_dead_readers(env);
    const rva_status status = begin(env, true, &out->lmdb, err);
    if (status != RVA_OK) {
        rva__guard_leave(env->guard_fd);
        *out = (rva__raw){0};
        return status;
    }
    rva__assertion_watch_writer(&env->assertions, true);
    return RVA_OK;
}

/**
 * Ends LMDB's part, and lets others in.
 *
 * A broken writer keeps LMDB's writer lock, and so the guard: other processes find it busy.
 */
void rva__raw_end(rva__raw *raw)
{
    rva__env *env = raw->env;
    if (!env)
        return;
    const bool broken = atomic_load(&env->assertions.broken);
    if (raw->lmdb && !raw->write)
        end_reader(env, raw->lmdb);
    else if (raw->lmdb && !broken)
        mdb_txn_abort(raw->lmdb);
    pthread_rwlock_unlock(&env->map_lock);
    if (raw->write)
        rva__assertion_watch_writer(&env->assertions, false);
    if (raw->write && !broken)
        rva__guard_leave(env->guard_fd);
    *raw = (rva__raw){0};
}

/** Whether a commit failed in its last step, so that it may be on disk: LMDB then takes no more. */
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
    fdatasync(rva__env_file(env)); /* when this fails, too, the outcome is as unknown as before */
}

rva_status rva__raw_commit(rva__raw *raw, rva_error *err)
{
    rva__env *env = raw->env;
    int code;
    RVA__CATCH_ASSERTION(code, mdb_txn_commit(raw->lmdb));
    raw->lmdb = NULL;
    if (code == 0)
        rva__data_file_extend(env);
    const bool dead = code > 0 && is_dead(env);
    if (dead)
        flush_old_meta(env);
    if (code == EIO && rva__data_file_disk_full(env))
        code = ENOSPC;
    if (dead)
        return rva__fail(err, RVA_UNKNOWN,
                         "the disk failed in a flush: the change may be stored or not: reopen the "
                         "store and repeat it");
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "committing");
}

static MDB_val as_val(rva__slice slice)
{
    return (MDB_val){slice.size, (void *)(uintptr_t)slice.data};
}

rva_status rva__raw_get(const rva__raw *raw, int database, rva__slice key, rva__slice *value,
                        rva_error *err)
{
    MDB_val wanted = as_val(key);
    MDB_val found;
    int code;
    RVA__CATCH_ASSERTION(code, mdb_get(raw->lmdb, raw->env->databases[database], &wanted, &found));
    *value = code == 0 ? (rva__slice){found.mv_data, found.mv_size} : (rva__slice){NULL, 0};
    return code == 0 || code == MDB_NOTFOUND ? RVA_OK : rva__fail_lmdb(err, code, "reading");
}

static rva_status put(const rva__raw *raw, int database, rva__slice key, rva__slice value,
                      unsigned flags, rva_error *err)
{
    MDB_val wanted = as_val(key);
    MDB_val data = as_val(value);
    int code;
    RVA__CATCH_ASSERTION(code,
                         mdb_put(raw->lmdb, raw->env->databases[database], &wanted, &data, flags));
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "writing");
}

rva_status rva__raw_put(const rva__raw *raw, int database, rva__slice key, rva__slice value,
                        rva_error *err)
{
    return put(raw, database, key, value, 0, err);
}

rva_status rva__raw_append(const rva__raw *raw, int database, rva__slice key, rva__slice value,
                           rva_error *err)
{
    return put(raw, database, key, value, MDB_APPEND, err);
}

rva_status rva__raw_delete(const rva__raw *raw, int database, rva__slice key, rva_error *err)
{
    MDB_val wanted = as_val(key);
    int code;
    RVA__CATCH_ASSERTION(code, mdb_del(raw->lmdb, raw->env->databases[database], &wanted, NULL));
    return code == 0 || code == MDB_NOTFOUND ? RVA_OK : rva__fail_lmdb(err, code, "deleting");
}

rva_status rva__raw_empty(const rva__raw *raw, int database, rva_error *err)
{
    int code;
    RVA__CATCH_ASSERTION(code, mdb_drop(raw->lmdb, raw->env->databases[database], 0));
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "emptying what is derived");
}

int64_t rva__raw_count(const rva__raw *raw, int database)
{
    MDB_stat stat = {0};
    mdb_stat(raw->lmdb, raw->env->databases[database], &stat);
    return (int64_t)stat.ms_entries;
}

rva_status rva__iterator_open(const rva__raw *raw, int database, rva__iterator *out, rva_error *err)
{
    *out = (rva__iterator){0};
    const int code = mdb_cursor_open(raw->lmdb, raw->env->databases[database], &out->lmdb);
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, "opening a cursor");
}

void rva__iterator_close(rva__iterator *iterator)
{
    if (iterator->lmdb)
        mdb_cursor_close(iterator->lmdb);
    *iterator = (rva__iterator){0};
}

static rva_status move(rva__iterator *iterator, MDB_cursor_op op, MDB_val key, rva_error *err)
{
    MDB_val value;
    int code;
    RVA__CATCH_ASSERTION(code, mdb_cursor_get(iterator->lmdb, &key, &value, op));
    iterator->found = code == 0;
    if (code == 0) {
        iterator->key = (rva__slice){key.mv_data, key.mv_size};
        iterator->value = (rva__slice){value.mv_data, value.mv_size};
    }
    return code == 0 || code == MDB_NOTFOUND ? RVA_OK : rva__fail_lmdb(err, code, "reading");
}

rva_status rva__iterator_first(rva__iterator *iterator, rva_error *err)
{
    return move(iterator, MDB_FIRST, (MDB_val){0}, err);
}

rva_status rva__iterator_last(rva__iterator *iterator, rva_error *err)
{
    return move(iterator, MDB_LAST, (MDB_val){0}, err);
}

rva_status rva__iterator_seek(rva__iterator *iterator, const void *key, size_t size, rva_error *err)
{
    return move(iterator, MDB_SET_RANGE, as_val((rva__slice){key, size}), err);
}

rva_status rva__iterator_next(rva__iterator *iterator, rva_error *err)
{
    return move(iterator, MDB_NEXT, (MDB_val){0}, err);
}

rva_status rva__iterator_previous(rva__iterator *iterator, rva_error *err)
{
    return move(iterator, MDB_PREV, (MDB_val){0}, err);
}
