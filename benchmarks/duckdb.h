/**
 * @file benchmarks/duckdb.h
 * The few functions of DuckDB's C library that are needed, loaded when the program runs.
 *
 * The library comes without headers, so they are declared here by hand.
 */
#ifndef BENCH_DUCKDB_H
#define BENCH_DUCKDB_H

#include <stdbool.h>
#include <stdint.h>

#include "bench.h"
#include "events.h"

/** duckdb_result: the library fills it. */
typedef struct duck_result {
    uint64_t counts[3];
    void *inside[3];
} duck_result;

/** Every function used: result, name without "duckdb_", arguments. */
#define DUCK_MAP(X)                                                                                \
    X(int, open, (const char *path, void **out))                                                   \
    X(void, close, (void **database))                                                              \
    X(int, connect, (void *database, void **out))                                                  \
    X(void, disconnect, (void **connection))                                                       \
    X(int, query, (void *connection, const char *sql, duck_result *out))                           \
    X(void, destroy_result, (duck_result * result))                                                \
    X(const char *, result_error, (duck_result * result))                                          \
    X(int, prepare, (void *connection, const char *sql, void **out))                               \
    X(const char *, prepare_error, (void *statement))                                              \
    X(int, execute_prepared, (void *statement, duck_result *out))                                  \
    X(void, destroy_prepare, (void **statement))                                                   \
    X(uint64_t, row_count, (duck_result * result))                                                 \
    X(int64_t, value_int64, (duck_result * result, uint64_t column, uint64_t row))                 \
    X(double, value_double, (duck_result * result, uint64_t column, uint64_t row))                 \
    X(bool, value_is_null, (duck_result * result, uint64_t column, uint64_t row))                  \
    X(int, appender_create, (void *connection, const char *schema, const char *table, void **out)) \
    X(const char *, appender_error, (void *appender))                                              \
    X(void *, appender_column_type, (void *appender, uint64_t column))                             \
    X(int, appender_flush, (void *appender))                                                       \
    X(int, appender_destroy, (void **appender))                                                    \
    X(int, append_data_chunk, (void *appender, void *chunk))                                       \
    X(void *, create_data_chunk, (void **types, uint64_t columns))                                 \
    X(void, destroy_data_chunk, (void **chunk))                                                    \
    X(void, destroy_logical_type, (void **type))                                                   \
    X(void, data_chunk_reset, (void *chunk))                                                       \
    X(void, data_chunk_set_size, (void *chunk, uint64_t rows))                                     \
    X(void *, data_chunk_get_vector, (void *chunk, uint64_t column))                               \
    X(void *, vector_get_data, (void *vector))                                                     \
    X(void, vector_ensure_validity_writable, (void *vector))                                       \
    X(uint64_t *, vector_get_validity, (void *vector))                                             \
    X(uint64_t, vector_size, (void))                                                               \
    X(void, vector_assign_string_element, (void *vector, uint64_t row, const char *text))

/** The library, one open database and one connection to it. */
typedef struct duck {
#define DUCK_MEMBER(result, name, arguments) result(*name) arguments;
    DUCK_MAP(DUCK_MEMBER)
#undef DUCK_MEMBER
    void *library;
    void *database;
    void *connection;
} duck;

/** Opens the library and a database; a `threads` of 0 is DuckDB's own choice. */
int duck_open(duck *db, const bench_plan *plan, const char *path, int threads);

/** Closes both. */
void duck_close(duck *db);

/** Runs statements whose rows nobody wants. */
int duck_run(duck *db, const char *sql);

/** Runs a query for the number in its first row and column. */
int duck_number(duck *db, const char *sql, double *out);

/** A table being appended to, a chunk of rows at a time. */
typedef struct duck_table duck_table;

/**
 * Creates a table for events of the types in a bit set, and an appender to it.
 *
 * @param keyed  1: with a primary key of 16 bytes over all of the event, first column
 */
duck_table *duck_table_new(duck *db, const char *name, uint64_t types, int keyed);

/**
 * Appends the events whose type the table takes.
 *
 * @param keys  two words an event, for a table with a key
 */
int duck_table_append(duck_table *table, const rva_event *events, const uint64_t *keys,
                      size_t count);

/** Hands what was appended to the database, as one transaction. */
int duck_table_flush(duck_table *table);

/** Flushes and frees. */
int duck_table_close(duck_table *table);

#endif
