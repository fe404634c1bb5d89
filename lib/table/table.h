/**
 * @file table/table.h
 * Building reports: the private side of revanalytics/table.h.
 *
 * A builder fills rows of a plain struct; texts that rows point to are copied into the
 * report's own arena, so the finished report stands alone.
 */
#ifndef RVA_TABLE_TABLE_H
#define RVA_TABLE_TABLE_H

#include <stdbool.h>

#include <revanalytics/table.h>

#include "table/definition.h"

/** One column: its name, its ::rva_column_type and its place in the row struct. */
typedef struct rva__column {
    const char *name;
    int64_t type;
    size_t offset;
} rva__column;

/** A column of a row struct: RVA__COLUMN(rva_tier_row, leads, INTEGER). */
#define RVA__COLUMN(row, field, type)                                                              \
    {                                                                                              \
#field, RVA_COLUMN_##type, offsetof(row, field)                                            \
    }

/** The same under another name. */
#define RVA__COLUMN_AS(row, field, name, type)                                                     \
    {                                                                                              \
        name, RVA_COLUMN_##type, offsetof(row, field)                                              \
    }

enum { RVA__TABLES_MAX = 16, RVA__COLUMNS_MAX = 512 };

/** A report without tables; the texts of `info` are copied. */
rva_status rva__report_new(const rva_report_info *info, rva_report **out, rva_error *err);

/** Adds a condition without values, of at most ::RVA_FILTERS_MAX. */
void rva__report_add_condition(rva_report *report, const char *dimension, bool excludes);

/** Adds a value to the condition added last. */
void rva__report_add_value(rva_report *report, const char *text);

/** Adds a warning. */
void rva__report_warn(rva_report *report, const char *text);

/**
 * Whether every text and row asked for since could be had; builders call it once, last.
 *
 * @return RVA_OK, or RVA_NO_MEMORY
 */
rva_status rva__report_check(const rva_report *report, rva_error *err);

/**
 * Adds a table of `row_bytes`-sized rows to a report; rows start all zero.
 *
 * `columns` is copied (names included).  `rows` is the number of rows to come, room for
 * which is made; rva__table_add() may go beyond.
 */
rva_status rva__report_add_table(rva_report *report, const char *name, const rva__column *columns,
                                 size_t column_count, size_t row_bytes, size_t rows,
                                 rva_table **out, rva_error *err);

/** The columns of a definition; how many. */
size_t rva__table_columns(const rva__table_definition *definition,
                          rva__column out[RVA__COLUMNS_MAX]);

/** Adds a table as it is defined. */
rva_status rva__report_add(rva_report *report, const rva__table_definition *definition, size_t rows,
                           rva_table **out, rva_error *err);

/** Says where returns count in a table's figures; `mode` is a constant. */
void rva__table_set_mode(rva_table *table, const char *mode);

/** A new zeroed row at the end, or NULL when out of memory; good until the next call. */
void *rva__table_add(rva_table *table);

/** Keeps only the first `rows` rows. */
void rva__table_truncate(rva_table *table, size_t rows);

/** Sorts the rows by a comparison of two row structs; stable. */
void rva__table_sort(rva_table *table, int (*compare)(const void *, const void *));

/** A copy of a text owned by the table's report; NULL when out of memory or of NULL. */
const char *rva__table_text(rva_table *table, const char *text);

/** The same for `size` bytes. */
const char *rva__table_text_sized(rva_table *table, const char *text, size_t size);

/** A row, to be changed. */
void *rva__table_row(rva_table *table, size_t index);

#endif
