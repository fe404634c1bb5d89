/**
 * @file benchmarks/duckdb.c
 * DuckDB through its C library: statements, and appending events by chunks of columns.
 */
#include "duckdb.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 64, SQL_BYTES = 4096 };

struct duck_table {
    duck *db;
    void *appender;
    void *chunk;
    uint64_t types;
    uint64_t columns;
    uint64_t rows; /**< in the chunk */
    uint64_t room;
    int keyed;
    const rva_field *fields[COLUMNS_MAX]; /**< after the key and the type */
    uint64_t field_count;
};

static int load(duck *db, const char *name, void *slot)
{
    void *symbol = dlsym(db->library, name);
    if (!symbol)
        return bench_fail(name, "not in DuckDB's library");
    memcpy(slot, &symbol, sizeof symbol);
    return 0;
}

static int load_all(duck *db, const char *path)
{
    int failed = 0;
    db->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!db->library)
        return bench_fail(path, dlerror());
#define DUCK_LOAD(result, name, arguments) failed |= load(db, "duckdb_" #name, &db->name);
    DUCK_MAP(DUCK_LOAD)
#undef DUCK_LOAD
    return failed;
}

int duck_open(duck *db, const bench_plan *plan, const char *path, int threads)
{
    char sql[SQL_BYTES];
    *db = (duck){0};
    if (load_all(db, plan->duckdb) != 0)
        return -1;
    if (db->open(path, &db->database) != 0 || db->connect(db->database, &db->connection) != 0)
        return bench_fail(path, "DuckDB cannot open it");
    (void)snprintf(sql, sizeof sql, "SET threads=%d", threads);
    return threads > 0 ? duck_run(db, sql) : 0;
}

void duck_close(duck *db)
{
    if (db->connection)
        db->disconnect(&db->connection);
    if (db->database)
        db->close(&db->database);
}

int duck_run(duck *db, const char *sql)
{
    double ignored;
    return duck_number(db, sql, &ignored);
}

int duck_number(duck *db, const char *sql, double *out)
{
    duck_result result = {{0}, {NULL}};
    int status = db->query(db->connection, sql, &result);
    *out = 0;
    if (status != 0)
        (void)bench_fail(sql, db->result_error(&result));
    else if (db->row_count(&result) > 0)
        *out = db->value_double(&result, 0, 0);
    db->destroy_result(&result);
    return status == 0 ? 0 : -1;
}

static const char *sql_type(const rva_field *field)
{
    switch (field->form) {
    case RVA_FIELD_TEXT:
    case RVA_FIELD_OBJECT:
        return "VARCHAR";
    case RVA_FIELD_REAL:
        return "DOUBLE";
    case RVA_FIELD_NAME:
        return "TINYINT";
    case RVA_FIELD_FLAG:
        return "BOOLEAN";
    case RVA_FIELD_INSTANT:
        return "TIMESTAMP";
    default:
        return "BIGINT";
    }
}

/** The columns: a key, the type, and every field that these events carry; `at` is a word of
 *  DuckDB's SQL, so it is called `ts`. */
static int create(duck_table *table, const char *name)
{
    char sql[SQL_BYTES];
    uint64_t used = 0;
    for (int64_t type = 0; type < 10; type++)
        if (table->types >> type & 1)
            used |= bench_events_fields(type);
    int length = snprintf(sql, sizeof sql, "CREATE TABLE \"%s\" (%s type TINYINT", name,
                          table->keyed ? "key UUID PRIMARY KEY," : "");
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        if (!(used >> i & 1) || strcmp(field->name, "type") == 0)
            continue;
        table->fields[table->field_count++] = field;
        length += snprintf(sql + length, sizeof sql - (size_t)length, ", \"%s\" %s",
                           field->form == RVA_FIELD_INSTANT ? "ts" : field->name, sql_type(field));
    }
    (void)snprintf(sql + length, sizeof sql - (size_t)length, ")");
    table->columns = table->field_count + 1 + (uint64_t)table->keyed;
    return duck_run(table->db, sql);
}

duck_table *duck_table_new(duck *db, const char *name, uint64_t types, int keyed)
{
    void *columns[COLUMNS_MAX];
    duck_table *table = calloc(1, sizeof *table);
    if (!table)
        return NULL;
    *table = (duck_table){.db = db, .types = types, .keyed = keyed, .room = db->vector_size()};
    if (create(table, name) != 0 ||
        db->appender_create(db->connection, NULL, name, &table->appender) != 0) {
        free(table);
        return NULL;
    }
    for (uint64_t i = 0; i < table->columns; i++)
        columns[i] = db->appender_column_type(table->appender, i);
    table->chunk = db->create_data_chunk(columns, table->columns);
    for (uint64_t i = 0; i < table->columns; i++)
        db->destroy_logical_type(&columns[i]);
    return table;
}

/** One column of a chunk. */
static void fill(duck_table *table, uint64_t column, const rva_field *field,
                 const rva_event *const *rows, uint64_t count)
{
    const duck *db = table->db;
    void *vector = db->data_chunk_get_vector(table->chunk, column);
    void *data = db->vector_get_data(vector);
    db->vector_ensure_validity_writable(vector);
    uint64_t *valid = db->vector_get_validity(vector);
    for (uint64_t row = 0; row < count; row++) {
        const rva_event *event = rows[row];
        if (!bench_field_has(event, field)) {
            valid[row / 64] &= ~(UINT64_C(1) << row % 64);
            continue;
        }
        const char *text = bench_field_text(event, field);
        if (text)
            db->vector_assign_string_element(vector, row, text);
        else if (field->form == RVA_FIELD_REAL)
            ((double *)data)[row] = bench_field_real(event, field);
        else if (field->form == RVA_FIELD_NAME || field->form == RVA_FIELD_FLAG)
            ((int8_t *)data)[row] = (int8_t)bench_field_integer(event, field);
        else
            ((int64_t *)data)[row] = bench_field_integer(event, field);
    }
}

static int append_chunk(duck_table *table, const rva_event *const *rows, const uint64_t *keys,
                        uint64_t count)
{
    const duck *db = table->db;
    uint64_t column = 0;
    db->data_chunk_reset(table->chunk);
    if (table->keyed) {
        void *data = db->vector_get_data(db->data_chunk_get_vector(table->chunk, column++));
        memcpy(data, keys, count * 2 * sizeof *keys);
    }
    int8_t *types = db->vector_get_data(db->data_chunk_get_vector(table->chunk, column++));
    for (uint64_t row = 0; row < count; row++)
        types[row] = (int8_t)rows[row]->type;
    for (uint64_t i = 0; i < table->field_count; i++)
        fill(table, column + i, table->fields[i], rows, count);
    db->data_chunk_set_size(table->chunk, count);
    if (db->append_data_chunk(table->appender, table->chunk) != 0)
        return bench_fail("append", db->appender_error(table->appender));
    return 0;
}

int duck_table_append(duck_table *table, const rva_event *events, const uint64_t *keys,
                      size_t count)
{
    const rva_event *rows[8192];
    uint64_t filled = 0;
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(table->types >> events[i].type & 1))
            continue;
        if (filled == 0)
            first = i;
        rows[filled++] = &events[i];
        if (filled == table->room) {
            if (append_chunk(table, rows, keys ? keys + 2 * first : NULL, filled) != 0)
                return -1;
            filled = 0;
        }
    }
    return filled > 0 ? append_chunk(table, rows, keys ? keys + 2 * first : NULL, filled) : 0;
}

int duck_table_flush(duck_table *table)
{
    if (table->db->appender_flush(table->appender) != 0)
        return bench_fail("flush", table->db->appender_error(table->appender));
    return 0;
}

int duck_table_close(duck_table *table)
{
    const int status = duck_table_flush(table);
    (void)table->db->appender_destroy(&table->appender);
    table->db->destroy_data_chunk(&table->chunk);
    free(table);
    return status;
}
