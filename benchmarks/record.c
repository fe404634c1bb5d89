/**
 * @file benchmarks/record.c
 * Recording in bulk: the same events into a store, into DuckDB and into SQLite.
 *
 * The events and their keys are in memory before the clock starts.  The store works its
 * keys out itself, within the time.  All calls are of 65,536 events; a commit follows
 * each, except where a line says otherwise.
 */
#include "contests.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics/store.h>

#include "duckdb.h"
#include "events.h"

/** What a side of this contest measures. */
enum { RATE, CPU_RATE, DISK };

/** All events of the contest, with a key each. */
typedef struct load {
    bench_events events;
    uint64_t *keys;
} load;

static int load_open(load *all, const bench_plan *plan)
{
    if (bench_events_open(&all->events, plan->record_events) != 0 ||
        bench_events_read(&all->events, (size_t)plan->record_events) != 0)
        return -1;
    all->keys = malloc(2 * sizeof(uint64_t) * (all->events.count + 1));
    if (!all->keys)
        return bench_fail("events", "no memory");
    for (size_t i = 0; i < all->events.count; i++)
        bench_events_key(&all->events.items[i], all->keys + 2 * i);
    (void)bench_events_fields(0);
    return 0;
}

static void load_close(load *all)
{
    bench_events_close(&all->events);
    free(all->keys);
}

static size_t batch_at(const load *all, size_t from)
{
    const size_t left = all->events.count - from;
    return left < BENCH_BATCH ? left : BENCH_BATCH;
}

static void finish(const load *all, double wall, double cpu, const char *path,
                   double values[BENCH_VALUES])
{
    const double count = (double)all->events.count;
    values[RATE] = count / wall;
    values[CPU_RATE] = count / cpu;
    values[DISK] = bench_disk_bytes(path) / count;
    bench_remove(path);
}

static int ours(const bench_plan *plan, int durability, double values[BENCH_VALUES])
{
    char path[BENCH_PATH_BYTES];
    load all = {{0}, NULL};
    rva_store *store = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    bench_path(plan, "record.rva", path);
    bench_remove(path);
    options.durability = durability;
    if (load_open(&all, plan) != 0)
        return -1;
    if (rva_store_create(path, NULL, (rva_durability)durability, &err) != RVA_OK ||
        rva_store_open(path, &options, &store, &err) != RVA_OK)
        return bench_fail(path, err.message);
    const double cpu = bench_cpu(), wall = bench_now();
    int64_t accepted = 0;
    for (size_t i = 0; i < all.events.count; i += BENCH_BATCH) {
        rva_record_summary summary;
        if (rva_record_many(store, all.events.items + i, batch_at(&all, i), &summary, NULL, &err) !=
            RVA_OK)
            return bench_fail("rva_record_many", err.message);
        accepted += summary.accepted;
    }
    const double wall_end = bench_now(), cpu_end = bench_cpu();
    rva_store_close(store);
    if (accepted != (int64_t)all.events.count)
        return bench_fail("rva_record_many", "not all events were accepted");
    finish(&all, wall_end - wall, cpu_end - cpu, path, values);
    load_close(&all);
    return 0;
}

/** How DuckDB is asked to work. */
typedef struct duck_way {
    int threads; /**< 0: its own choice */
    int flush;   /**< 1: commit each batch; 0: when the appender thinks fit */
    int keyed;   /**< 1: with a primary key */
} duck_way;

enum { DUCK_BATCHES, DUCK_BATCHES_ONE, DUCK_FREE, DUCK_FREE_ONE, DUCK_KEYLESS };

static const duck_way duck_ways[] = {
    [DUCK_BATCHES] = {0, 1, 1},  [DUCK_BATCHES_ONE] = {1, 1, 1}, [DUCK_FREE] = {0, 0, 1},
    [DUCK_FREE_ONE] = {1, 0, 1}, [DUCK_KEYLESS] = {0, 0, 0},
};

static int duck_append(const duck_way *way, duck_table *table, const load *all)
{
    for (size_t i = 0; i < all->events.count; i += BENCH_BATCH) {
        if (duck_table_append(table, all->events.items + i, all->keys + 2 * i, batch_at(all, i)) !=
            0)
            return -1;
        if (way->flush && duck_table_flush(table) != 0)
            return -1;
    }
    return duck_table_close(table);
}

static int with_duck(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    const duck_way *way = &duck_ways[which];
    char path[BENCH_PATH_BYTES];
    load all = {{0}, NULL};
    duck db;
    double rows = 0;
    bench_path(plan, "record.duckdb", path);
    bench_remove(path);
    if (load_open(&all, plan) != 0 || duck_open(&db, plan, path, way->threads) != 0)
        return -1;
    duck_table *table = duck_table_new(&db, "events", UINT64_MAX, way->keyed);
    if (!table)
        return bench_fail(path, "no table");
    const double cpu = bench_cpu(), wall = bench_now();
    if (duck_append(way, table, &all) != 0)
        return -1;
    const double wall_end = bench_now(), cpu_end = bench_cpu();
    if (duck_number(&db, "SELECT count(*) FROM events", &rows) != 0 ||
        duck_run(&db, "CHECKPOINT") != 0)
        return -1;
    duck_close(&db);
    if ((size_t)rows != all.events.count)
        return bench_fail(path, "not all events are there");
    finish(&all, wall_end - wall, cpu_end - cpu, path, values);
    load_close(&all);
    return 0;
}

/** Every field used, whatever the type. */
static size_t used_fields(const rva_field *out[64])
{
    uint64_t used = 0;
    size_t count = 0;
    const rva_field *field;
    for (int64_t type = 0; type < 10; type++)
        used |= bench_events_fields(type);
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++)
        if (used >> i & 1 && strcmp(field->name, "type") != 0)
            out[count++] = field;
    return count;
}

static int lite_run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        return bench_fail(sql, message);
    return 0;
}

static sqlite3_stmt *lite_open(sqlite3 **db, const char *path, const rva_field **fields,
                               size_t count)
{
    char table[2048], insert[512];
    sqlite3_stmt *statement = NULL;
    int t = snprintf(table, sizeof table, "CREATE TABLE events(key BLOB NOT NULL UNIQUE, type INT");
    int n = snprintf(insert, sizeof insert, "INSERT INTO events VALUES(?,?");
    for (size_t i = 0; i < count; i++) {
        t += snprintf(table + t, sizeof table - (size_t)t, ",\"%s\"", fields[i]->name);
        n += snprintf(insert + n, sizeof insert - (size_t)n, ",?");
    }
    (void)snprintf(table + t, sizeof table - (size_t)t, ")");
    (void)snprintf(insert + n, sizeof insert - (size_t)n, ")");
    if (sqlite3_open(path, db) != SQLITE_OK ||
        lite_run(*db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                      "PRAGMA cache_size=-262144") != 0 ||
        lite_run(*db, table) != 0)
        return NULL;
    (void)sqlite3_prepare_v2(*db, insert, -1, &statement, NULL);
    return statement;
}

static int lite_insert(sqlite3_stmt *statement, const rva_event *event, const uint64_t *key,
                       const rva_field **fields, size_t count)
{
    sqlite3_bind_blob(statement, 1, key, 16, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, event->type);
    for (size_t i = 0; i < count; i++) {
        const int place = (int)i + 3;
        const char *text = bench_field_text(event, fields[i]);
        if (!bench_field_has(event, fields[i]))
            sqlite3_bind_null(statement, place);
        else if (text)
            sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
        else if (fields[i]->form == RVA_FIELD_REAL)
            sqlite3_bind_double(statement, place, bench_field_real(event, fields[i]));
        else
            sqlite3_bind_int64(statement, place, bench_field_integer(event, fields[i]));
    }
    const int status = sqlite3_step(statement);
    sqlite3_reset(statement);
    return status == SQLITE_DONE ? 0 : bench_fail("SQLite", sqlite3_errstr(status));
}

static int lite_all(sqlite3 *db, sqlite3_stmt *statement, const load *all, const rva_field **fields,
                    size_t count)
{
    for (size_t i = 0; i < all->events.count; i += BENCH_BATCH) {
        const size_t end = i + batch_at(all, i);
        if (lite_run(db, "BEGIN") != 0)
            return -1;
        for (size_t e = i; e < end; e++)
            if (lite_insert(statement, &all->events.items[e], all->keys + 2 * e, fields, count))
                return -1;
        if (lite_run(db, "COMMIT") != 0)
            return -1;
    }
    return 0;
}

static int sqlite(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    (void)which;
    char path[BENCH_PATH_BYTES];
    load all = {{0}, NULL};
    sqlite3 *db = NULL;
    const rva_field *fields[64];
    const size_t count = used_fields(fields);
    bench_path(plan, "record.sqlite", path);
    bench_remove(path);
    if (load_open(&all, plan) != 0)
        return -1;
    sqlite3_stmt *statement = lite_open(&db, path, fields, count);
    if (!statement)
        return bench_fail(path, "SQLite cannot open it");
    const double cpu = bench_cpu(), wall = bench_now();
    if (lite_all(db, statement, &all, fields, count) != 0)
        return -1;
    const double wall_end = bench_now(), cpu_end = bench_cpu();
    sqlite3_finalize(statement);
    sqlite3_close(db);
    finish(&all, wall_end - wall, cpu_end - cpu, path, values);
    load_close(&all);
    return 0;
}

static void rate_row(const bench_plan *plan, const char *work, const bench_side *us,
                     const bench_side *them, int index, const char *floor, const char *aim)
{
    char left[64], right[64];
    (void)snprintf(left, sizeof left, "%.0f/s", bench_median(us, index));
    (void)snprintf(right, sizeof right, "%.0f/s", bench_median(them, index));
    bench_row(plan, work, left, right, bench_median(us, index) / bench_median(them, index),
              bench_best(us, index, false) / bench_best(them, index, false), floor, aim);
}

static void disk_row(const bench_plan *plan, const char *work, const bench_side *us,
                     const bench_side *them)
{
    char left[64], right[64];
    (void)snprintf(left, sizeof left, "%.0f B", bench_median(us, DISK));
    (void)snprintf(right, sizeof right, "%.0f B", bench_median(them, DISK));
    bench_row(plan, work, left, right, bench_median(them, DISK) / bench_median(us, DISK),
              bench_best(them, DISK, true) / bench_best(us, DISK, true), "200 B", "80 B");
}

int contest_record(const bench_plan *plan)
{
    bench_side sides[] = {
        {.name = "record, durable store", .work = ours, .which = RVA_DURABLE},
        {.name = "DuckDB, one thread", .work = with_duck, .which = DUCK_FREE_ONE},
        {.name = "record, ephemeral store", .work = ours, .which = RVA_EPHEMERAL},
        {.name = "DuckDB", .work = with_duck, .which = DUCK_FREE},
        {.name = "SQLite", .work = sqlite},
        {.name = "DuckDB, a commit each call", .work = with_duck, .which = DUCK_BATCHES},
        {.name = "DuckDB, no key", .work = with_duck, .which = DUCK_KEYLESS},
    };
    enum { DURABLE, ONE, EPHEMERAL, ALL, LITE, BATCHES, KEYLESS, COUNT };
    const int status = bench_contest(plan, sides, COUNT);
    const bench_side *durable = &sides[DURABLE], *ephemeral = &sides[EPHEMERAL];
    rate_row(plan, "bulk, ephemeral : DuckDB with key", ephemeral, &sides[ALL], RATE, "1", "3");
    rate_row(plan, "bulk, ephemeral : DuckDB with key, 1 thread", ephemeral, &sides[ONE], RATE, "1",
             "3");
    rate_row(plan, "bulk, durable : DuckDB with key", durable, &sides[ALL], RATE, "1", "3");
    rate_row(plan, "bulk, durable : DuckDB with key, a commit each call", durable, &sides[BATCHES],
             RATE, "1", "3");
    rate_row(plan, "bulk, durable : SQLite, unique key", durable, &sides[LITE], RATE, "", "");
    rate_row(plan, "bulk, ephemeral : DuckDB without key", ephemeral, &sides[KEYLESS], RATE, "",
             "");
    rate_row(plan, "the same a second of processor: DuckDB, 1 thread", ephemeral, &sides[ONE],
             CPU_RATE, "1", "3;1M/s");
    rate_row(plan, "the same a second of processor: SQLite", durable, &sides[LITE], CPU_RATE, "",
             "");
    disk_row(plan, "disk per event : DuckDB with key", durable, &sides[ALL]);
    disk_row(plan, "disk per event : SQLite, unique key", durable, &sides[LITE]);
    return status;
}
