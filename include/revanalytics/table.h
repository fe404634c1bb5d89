/**
 * @file revanalytics/table.h
 * Reports, tables, rows and values: the one form in which answers leave.
 *
 * A report owns every byte it shows: it holds no pointer into the store, so it may
 * outlive the ::rva_store it came from and be freed in any order.  It never changes
 * once returned, so any number of threads may read it at once.  C reads rows as the
 * plain structs of report.h; exporters and bindings read values by column.
 */
#ifndef REVANALYTICS_TABLE_H
#define REVANALYTICS_TABLE_H

#include <revanalytics/event.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a column holds. */
typedef enum rva_column_type {
    RVA_COLUMN_TEXT = 0,    /**< const char *, NULL for no value */
    RVA_COLUMN_INTEGER = 1, /**< int64_t, ::RVA_ABSENT for no value */
    RVA_COLUMN_REAL = 2,    /**< double, NaN for no value */
    RVA_COLUMN_INSTANT = 3, /**< int64_t microseconds UTC, ::RVA_ABSENT for no value */
    RVA_COLUMN_FLAG = 4,    /**< int64_t, 0 or 1 */
    RVA_COLUMN_MONEY = 5,   /**< int64_t minor units, ::RVA_ABSENT for no value */
} rva_column_type;

/** A report: named tables and what was asked. */
typedef struct rva_report rva_report;

/** A table: rows of one form. */
typedef struct rva_table rva_table;

/** One value of a row. */
typedef struct rva_value {
    int64_t type;     /**< ::rva_column_type */
    int64_t has;      /**< 0 when there is no value */
    const char *text; /**< of a text, else NULL */
    int64_t integer;  /**< of an integer, money, instant or flag */
    double real;      /**< of a real; integers and money as a real, too */
} rva_value;

/** What a report was asked and what it covers. */
typedef struct rva_report_info {
    const char *report;       /**< its name */
    int64_t from_at;          /**< first instant of the period */
    int64_t to_at;            /**< first instant after it */
    int64_t previous_from_at; /**< of the period compared with, or ::RVA_ABSENT: there is none */
    int64_t previous_to_at;   /**< first instant after that, or ::RVA_ABSENT */
    int64_t now_at;           /**< the `now` it was computed for */
    const char *mode;         /**< as asked: "default", "booked" or "restated" */
    const char *time_zone;    /**< the store's */
    const char *currency;     /**< the store's */
    int64_t complete;         /**< 0 when the period reaches past `now` */
} rva_report_info;

/** A condition that all of a report's figures meet. */
typedef struct rva_report_condition {
    const char *dimension;     /**< "platform" */
    int64_t exclude;           /**< 0: it is one of the values; 1: none of them */
    uint64_t value_count;      /**< how many */
    const char *const *values; /**< in the order asked for */
} rva_report_condition;

/** Frees a report and its tables; NULL is fine. */
RVA_API void rva_report_free(rva_report *report);

/** What the report was asked; its texts belong to the report.  All zero for NULL. */
RVA_API rva_report_info rva_report_get_info(const rva_report *report);

/** How many conditions it was asked under. */
RVA_API size_t rva_report_condition_count(const rva_report *report);

/** Condition number `index`, whose texts belong to the report; all zero past the last. */
RVA_API rva_report_condition rva_report_condition_at(const rva_report *report, size_t index);

/** How many warnings it carries: what was asked and is likely to be a mistake. */
RVA_API size_t rva_report_warning_count(const rva_report *report);

/** Warning number `index`, a line in words that belongs to the report, or NULL past the last. */
RVA_API const char *rva_report_warning_at(const rva_report *report, size_t index);

/** How many tables it has. */
RVA_API size_t rva_report_table_count(const rva_report *report);

/** Table number `index`, or NULL past the last; it belongs to the report. */
RVA_API const rva_table *rva_report_table_at(const rva_report *report, size_t index);

/** The table of that name, or NULL. */
RVA_API const rva_table *rva_report_table(const rva_report *report, const char *name);

/** The name of a table. */
RVA_API const char *rva_table_name(const rva_table *table);

/** Where returns count in its figures: "booked" or "restated"; NULL where they do not show. */
RVA_API const char *rva_table_mode(const rva_table *table);

/** How many rows it has. */
RVA_API size_t rva_table_row_count(const rva_table *table);

/** How many columns it has. */
RVA_API size_t rva_table_column_count(const rva_table *table);

/** The name of a column, or NULL past the last. */
RVA_API const char *rva_table_column_name(const rva_table *table, size_t column);

/** The type of a column, or -1 past the last. */
RVA_API int64_t rva_table_column_type(const rva_table *table, size_t column);

/** The column of that name, or -1. */
RVA_API int64_t rva_table_column_find(const rva_table *table, const char *name);

/** Row number `index` as the struct that report.h names, or NULL past the last. */
RVA_API const void *rva_table_row_at(const rva_table *table, size_t index);

/** A value; outside the table one that has none. */
RVA_API rva_value rva_table_value(const rva_table *table, size_t row, size_t column);

/**
 * Copies values of a column, from row `row` on, into an array.
 *
 * Each takes 8 bytes: a const char * of the report, an int64_t or a double, as
 * ::rva_column_type says; what has no value is as it says, too.
 *
 * @param out  room for `count` values
 * @return how many were copied: fewer than `count` at the end, 0 outside the table
 */
RVA_API size_t rva_table_column_read(const rva_table *table, size_t column, size_t row,
                                     size_t count, void *out);

/** The forms in which a report can be written. */
typedef enum rva_format {
    RVA_FORMAT_JSON = 0,    /**< one object, as docs/reports.md draws it */
    RVA_FORMAT_CSV = 1,     /**< RFC 4180; of several tables a block each, an empty line between */
    RVA_FORMAT_NDJSON = 2,  /**< an object a row, the table's name first */
    RVA_FORMAT_MSGPACK = 3, /**< the JSON object as MessagePack */
} rva_format;

/**
 * Writes a report into memory, the same bytes on every machine.
 *
 * @param out   receives the bytes, ended by a NUL that is not counted; free with rva_free()
 * @param size  receives their number
 * @return RVA_OK, RVA_INVALID or RVA_NO_MEMORY
 */
RVA_API rva_status rva_report_write(const rva_report *report, rva_format format, char **out,
                                    size_t *size, rva_error *err);

/** Frees what a call handed over as bytes; NULL is fine. */
RVA_API void rva_free(void *bytes);

#ifdef __cplusplus
}
#endif

#endif
