/**
 * @file benchmarks/commit.c
 * One durable event beside a bare LMDB transaction that writes the same bytes.
 *
 * This program's mdb_put() and mdb_del() come before LMDB's own.  While events are recorded
 * one by one they note what the library writes, transaction by transaction; then a bare
 * environment with the same databases gets the same keys and values, as durably.
 */
#include "contests.h"

#include <dlfcn.h>
#include <lmdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <revanalytics.h>

#include "events.h"

enum {
    EVENTS = 400,
    EVENTS_BEFORE = 20000, /**< recorded before, so that trees have some depth */
    DATABASES = 16,
    WRITES_MAX = 64 * (EVENTS + EVENTS_BEFORE),
};

/** Something that was written; a deletion has no value. */
typedef struct noted {
    MDB_dbi database;
    uint32_t key_bytes;
    uint32_t value_bytes;
    int64_t transaction;
    unsigned char *bytes;
    int deletes;
} noted;

typedef int (*put_function)(MDB_txn *, MDB_dbi, MDB_val *, MDB_val *, unsigned);
typedef int (*del_function)(MDB_txn *, MDB_dbi, MDB_val *, MDB_val *);

static noted *writes;
static size_t write_count;
static int64_t transaction; /**< -1: nothing is noted */

static void *next_symbol(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

static void note(MDB_dbi database, const MDB_val *key, const MDB_val *value)
{
    if (!writes || write_count == WRITES_MAX)
        return;
    noted *to = &writes[write_count];
    to->database = database;
    to->transaction = transaction;
    to->deletes = value == NULL;
    to->key_bytes = (uint32_t)key->mv_size;
    to->value_bytes = value ? (uint32_t)value->mv_size : 0;
    to->bytes = malloc(to->key_bytes + to->value_bytes + 1);
    if (!to->bytes)
        return;
    memcpy(to->bytes, key->mv_data, key->mv_size);
    if (value)
        memcpy(to->bytes + key->mv_size, value->mv_data, value->mv_size);
    write_count++;
}

int mdb_put(MDB_txn *txn, MDB_dbi database, MDB_val *key, MDB_val *value, unsigned flags)
{
    put_function put;
    *(void **)&put = next_symbol("mdb_put");
    note(database, key, value);
    return put(txn, database, key, value, flags);
}

int mdb_del(MDB_txn *txn, MDB_dbi database, MDB_val *key, MDB_val *value)
{
    del_function del;
    *(void **)&del = next_symbol("mdb_del");
    note(database, key, NULL);
    return del(txn, database, key, value);
}

/** Records events one by one; the first ones as one batch; `times` for the others. */
static int record(const bench_plan *plan, double times[EVENTS])
{
    rva_store *store;
    bench_events events;
    char path[BENCH_PATH_BYTES];
    rva_error err = RVA_ERROR_INIT;
    bench_path(plan, "commit.rva", path);
    bench_remove(path);
    if (rva_store_create(path, NULL, RVA_DURABLE, &err) != RVA_OK ||
        rva_store_open(path, NULL, &store, &err) != RVA_OK)
        return bench_fail(path, err.message);
    if (bench_events_open(&events, EVENTS_BEFORE + EVENTS) != 0 ||
        bench_events_read(&events, EVENTS_BEFORE + EVENTS) != 0 ||
        rva_record_many(store, events.items, EVENTS_BEFORE, NULL, NULL, &err) != RVA_OK)
        return bench_fail("rva_record_many", err.message);
    for (int i = 0; i < EVENTS; i++) {
        transaction = i + 1;
        const double from = bench_now();
        if (rva_record(store, &events.items[EVENTS_BEFORE + i], NULL, &err) != RVA_OK)
            return bench_fail("rva_record", err.message);
        times[i] = bench_now() - from;
    }
    bench_events_close(&events);
    rva_store_close(store);
    bench_remove(path);
    return 0;
}

static int open_bare(const bench_plan *plan, MDB_env **env)
{
    char path[BENCH_PATH_BYTES];
    bench_path(plan, "commit.lmdb", path);
    bench_remove(path);
    if (mkdir(path, 0700) != 0 || mdb_env_create(env) != 0 ||
        mdb_env_set_maxdbs(*env, DATABASES) != 0 || mdb_env_set_mapsize(*env, (size_t)1 << 32) != 0)
        return bench_fail(path, "cannot be made");
    const int code = mdb_env_open(*env, path, MDB_NOTLS | MDB_NORDAHEAD, 0600);
    return code == 0 ? 0 : bench_fail(path, mdb_strerror(code));
}

/** The numbers of databases are those that the library's environment gave them. */
static int open_databases(MDB_env *env)
{
    MDB_txn *txn;
    int code = mdb_txn_begin(env, NULL, 0, &txn);
    for (int i = 0; code == 0 && i < DATABASES; i++) {
        char name[16];
        MDB_dbi database;
        (void)snprintf(name, sizeof name, "%d", i);
        code = mdb_dbi_open(txn, name, MDB_CREATE, &database);
    }
    if (code == 0)
        code = mdb_txn_commit(txn);
    return code == 0 ? 0 : bench_fail("mdb_dbi_open", mdb_strerror(code));
}

static int write_noted(MDB_txn *txn, const noted *from)
{
    MDB_val key = {from->key_bytes, from->bytes};
    MDB_val value = {from->value_bytes, from->bytes + from->key_bytes};
    const int code = from->deletes ? mdb_del(txn, from->database, &key, NULL)
                                   : mdb_put(txn, from->database, &key, &value, 0);
    return code == MDB_NOTFOUND ? 0 : code;
}

/** The same writes in as many transactions; `times` for those of single events. */
static int write_bare(const bench_plan *plan, const noted *all, size_t count, double times[EVENTS])
{
    MDB_env *env;
    MDB_txn *txn;
    int code = 0;
    if (open_bare(plan, &env) != 0 || open_databases(env) != 0)
        return -1;
    for (size_t i = 0; i < count && code == 0;) {
        const int64_t number = all[i].transaction;
        const double from = bench_now();
        code = mdb_txn_begin(env, NULL, 0, &txn);
        for (; code == 0 && i < count && all[i].transaction == number; i++)
            code = write_noted(txn, &all[i]);
        if (code == 0)
            code = mdb_txn_commit(txn);
        if (number > 0)
            times[number - 1] = bench_now() - from;
    }
    mdb_env_close(env);
    return code == 0 ? 0 : bench_fail("bare LMDB", mdb_strerror(code));
}

/** Values: medians of ours and of bare LMDB, in seconds; writes of one event. */
static int both(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    static double ours[EVENTS], bare[EVENTS];
    char path[BENCH_PATH_BYTES];
    (void)which;
    writes = calloc(WRITES_MAX, sizeof *writes);
    if (!writes)
        return bench_fail("commit", "no memory");
    if (record(plan, ours) != 0)
        return -1;
    const noted *all = writes;
    const size_t count = write_count;
    size_t single = 0;
    writes = NULL; /* nothing more is noted */
    for (size_t i = 0; i < count; i++)
        single += all[i].transaction > 0;
    if (write_bare(plan, all, count, bare) != 0)
        return -1;
    bench_path(plan, "commit.lmdb", path);
    bench_remove(path);
    values[0] = bench_sorted(ours, EVENTS, 0.5);
    values[1] = bench_sorted(bare, EVENTS, 0.5);
    values[2] = (double)single / EVENTS;
    return 0;
}

int contest_commit(const bench_plan *plan)
{
    char left[64], right[64], work[96];
    bench_side side = {.name = "one durable event and bare LMDB", .work = both};
    if (bench_contest(plan, &side, 1) != 0)
        return -1;
    const double ours = bench_median(&side, 0);
    const double bare = bench_median(&side, 1);
    (void)snprintf(left, sizeof left, "%.3f ms", ours * 1e3);
    (void)snprintf(right, sizeof right, "%.3f ms", bare * 1e3);
    (void)snprintf(work, sizeof work, "one durable event : bare LMDB, the same %.0f writes",
                   bench_median(&side, 2));
    bench_row(plan, work, left, right, bare / ours,
              bench_best(&side, 1, true) / bench_best(&side, 0, true), "0.67", "0.91");
    return 0;
}
