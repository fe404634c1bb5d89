/**
 * @file benchmarks/import.c
 * A file of NDJSON into a store, and into DuckDB's tables with read_json.
 *
 * Both read the same uncompressed file.  DuckDB is told the columns and their types, so it
 * need not guess; it checks no event and drops no duplicate.  It is measured twice: into
 * one table, the least it can do, and into one table for each type of event.
 */
#include "contests.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <revanalytics/store.h>

#include "duckdb.h"
#include "events.h"
#include "ingest.h"
#include "ndjson.h"

enum { RATE, CPU_RATE, PEAK, LINES, DISK };

enum { SQL_BYTES = 8192, LOOK_BYTES = 64 << 20 };

/** The file: RVA_BENCH_NDJSON, or one written here. */
static void file_path(const bench_plan *plan, char out[BENCH_PATH_BYTES])
{
    const char *given = getenv("RVA_BENCH_NDJSON");
    if (given)
        (void)snprintf(out, BENCH_PATH_BYTES, "%s", given);
    else
        bench_path(plan, "import.ndjson", out);
}

static int write_file(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    char path[BENCH_PATH_BYTES];
    bench_events events;
    file_path(plan, path);
    (void)which;
    (void)values;
    FILE *file = fopen(path, "w");
    if (!file || bench_events_open(&events, plan->record_events) != 0)
        return bench_fail(path, "cannot be written");
    while (bench_events_read(&events, BENCH_BATCH) == 0 && events.count > 0)
        if (solar_ndjson_write(file, events.items, events.count) != 0)
            break;
    bench_events_close(&events);
    return fclose(file) == 0 ? 0 : bench_fail(path, "cannot be written");
}

static rva_settings *settings_of(void)
{
    const char *path = getenv("RVA_BENCH_SETTINGS");
    rva_settings *settings = NULL;
    rva_error err = RVA_ERROR_INIT;
    if (rva_settings_new(&settings, &err) == RVA_OK && path &&
        rva_ingest_settings(path, settings, &err) != RVA_OK)
        (void)bench_fail(path, err.message);
    return settings;
}

static void finish(double lines, double wall, double cpu, double values[BENCH_VALUES])
{
    values[RATE] = lines / wall;
    values[CPU_RATE] = lines / cpu;
    values[LINES] = lines;
    values[PEAK] = bench_peak_mib();
}

static int ours(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    char path[BENCH_PATH_BYTES], file[BENCH_PATH_BYTES];
    rva_store *store;
    rva_error err = RVA_ERROR_INIT;
    rva_ingest_summary summary;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    rva_settings *settings = settings_of();
    bench_path(plan, "import.rva", path);
    file_path(plan, file);
    bench_remove(path);
    options.durability = which;
    if (rva_store_create(path, settings, (rva_durability)which, &err) != RVA_OK ||
        rva_store_open(path, &options, &store, &err) != RVA_OK)
        return bench_fail(path, err.message);
    rva_settings_free(settings);
    bench_watch_memory();
    const double cpu = bench_cpu(), wall = bench_now();
    if (rva_ingest_file(store, file, NULL, &summary, &err) != RVA_OK)
        return bench_fail(file, err.message);
    finish((double)summary.lines, bench_now() - wall, bench_cpu() - cpu, values);
    rva_store_close(store);
    values[DISK] = bench_disk_bytes(path) / (double)summary.lines;
    bench_remove(path);
    if (summary.events.refused + summary.events.conflict > 0)
        return bench_fail(file, "not all events were accepted");
    return 0;
}

static const char *json_type(const rva_field *field)
{
    switch (field->form) {
    case RVA_FIELD_INTEGER:
        return "BIGINT";
    case RVA_FIELD_REAL:
        return "DOUBLE";
    case RVA_FIELD_FLAG:
        return "BOOLEAN";
    case RVA_FIELD_INSTANT:
        return "TIMESTAMPTZ";
    default:
        return "VARCHAR";
    }
}

/** The columns, of those fields that the first part of the file names. */
static int columns_of(const char *path, char out[SQL_BYTES])
{
    FILE *file = fopen(path, "r");
    char *bytes = malloc(LOOK_BYTES);
    int length = snprintf(out, SQL_BYTES, "{type: 'VARCHAR'");
    if (!file || !bytes)
        return bench_fail(path, "cannot be read");
    const size_t size = fread(bytes, 1, LOOK_BYTES, file);
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        char name[64];
        const int width = snprintf(name, sizeof name, "\"%s\":", field->name);
        if (strcmp(field->name, "type") == 0 || !memmem(bytes, size, name, (size_t)width))
            continue;
        length += snprintf(out + length, SQL_BYTES - (size_t)length, ", \"%s\": '%s'", field->name,
                           json_type(field));
    }
    (void)snprintf(out + length, SQL_BYTES - (size_t)length, "}");
    free(bytes);
    fclose(file);
    return 0;
}

static int read_one(duck *db, const char *file, const char *columns, const char *kind)
{
    char sql[2 * SQL_BYTES];
    (void)snprintf(sql, sizeof sql,
                   "CREATE %s TABLE events AS SELECT * FROM read_json('%s',"
                   " format = 'newline_delimited', columns = %s)",
                   kind, file, columns);
    return duck_run(db, sql);
}

static int split(duck *db)
{
    static const char *const types[] = {"conversation", "stage",       "end",  "lead",  "offer",
                                        "feedback",     "transaction", "cost", "market"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql,
                       "CREATE TABLE \"%s_events\" AS SELECT * FROM events WHERE type = '%s'",
                       types[i], types[i]);
        if (duck_run(db, sql) != 0)
            return -1;
    }
    return 0;
}

/** `which` 1: a table for each type. */
static int theirs(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    char path[BENCH_PATH_BYTES], file[BENCH_PATH_BYTES], columns[SQL_BYTES];
    double lines;
    duck db;
    bench_path(plan, "import.duckdb", path);
    file_path(plan, file);
    bench_remove(path);
    if (columns_of(file, columns) != 0 || duck_open(&db, plan, path, 0) != 0)
        return -1;
    bench_watch_memory();
    const double cpu = bench_cpu(), wall = bench_now();
    if (read_one(&db, file, columns, which ? "TEMP" : "") != 0 || (which && split(&db) != 0))
        return -1;
    const double wall_end = bench_now(), cpu_end = bench_cpu();
    if (duck_number(&db, "SELECT count(*) FROM events", &lines) != 0)
        return -1;
    finish(lines, wall_end - wall, cpu_end - cpu, values);
    duck_close(&db);
    values[DISK] = bench_disk_bytes(path) / lines;
    bench_remove(path);
    return 0;
}

static void row(const bench_plan *plan, const char *work, const bench_side *us,
                const bench_side *them, int index, const char *floor, const char *aim)
{
    char left[64], right[64];
    const char *form = index == PEAK ? "%.0f MiB" : "%.0f/s";
    (void)snprintf(left, sizeof left, form, bench_median(us, index));
    (void)snprintf(right, sizeof right, form, bench_median(them, index));
    const double ratio = bench_median(us, index) / bench_median(them, index);
    const double best = bench_best(us, index, false) / bench_best(them, index, false);
    const bool less = index == PEAK;
    bench_row(plan, work, left, right, less ? 1 / ratio : ratio, less ? 1 / best : best, floor,
              aim);
}

int contest_import(const bench_plan *plan)
{
    double values[BENCH_VALUES];
    bench_side sides[] = {
        {.name = "import, durable", .work = ours, .which = RVA_DURABLE},
        {.name = "read_json, tables", .work = theirs, .which = 1},
        {.name = "import, ephemeral", .work = ours, .which = RVA_EPHEMERAL},
        {.name = "read_json, one table", .work = theirs, .which = 0},
    };
    if (!getenv("RVA_BENCH_NDJSON") && bench_run(plan, write_file, 0, values) != 0)
        return -1;
    const int status = bench_contest(plan, sides, 4);
    if (sides[0].runs > 0 && sides[0].all[0][LINES] != sides[1].all[0][LINES])
        return bench_fail("import", "the sides read different numbers of lines");
    row(plan, "NDJSON, durable : read_json, a table for each type", &sides[0], &sides[1], RATE, "1",
        "2");
    row(plan, "NDJSON, durable : read_json, one table", &sides[0], &sides[3], RATE, "", "");
    row(plan, "NDJSON, ephemeral : read_json, one table", &sides[2], &sides[3], RATE, "", "");
    row(plan, "the same a second of processor: for each type", &sides[0], &sides[1], CPU_RATE, "1",
        "2");
    row(plan, "memory of the import besides the cache : for each type", &sides[0], &sides[1], PEAK,
        "512 MiB", "128 MiB");
    return status;
}
