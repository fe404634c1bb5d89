/**
 * @file revanalytics/schema.h
 * What the library can answer, told by the library itself: reports, their tables and columns,
 * records, metrics and formats.
 *
 * Everything here is constant: the structs live as long as the program, belong to the library
 * and may be read from any thread.  They grow at their end, so take them by the pointer that a
 * function gives, never by value and never as an array.
 */
#ifndef REVANALYTICS_SCHEMA_H
#define REVANALYTICS_SCHEMA_H

#include <revanalytics/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a report can be asked, as a set of bits. */
typedef enum rva_report_input {
    RVA_INPUT_PERIOD = 1,       /**< `from_at`, `to_at`, `days`, `period` */
    RVA_INPUT_NOW = 2,          /**< `now_at` */
    RVA_INPUT_MODE = 4,         /**< `mode` */
    RVA_INPUT_WHERE = 8,        /**< `where` */
    RVA_INPUT_COMPARE = 16,     /**< `compare` */
    RVA_INPUT_BY = 32,          /**< `by` */
    RVA_INPUT_MEASURES = 64,    /**< `measures` */
    RVA_INPUT_DIMENSIONS = 128, /**< `dimensions` */
    RVA_INPUT_SORT = 256,       /**< `sort` */
    RVA_INPUT_LIMIT = 512,      /**< `limit` */
    RVA_INPUT_VALUE = 1024      /**< `value` */
} rva_report_input;

/** A report. */
typedef struct rva_report_schema {
    const char *name;  /**< "executive_summary" */
    const char *words; /**< one line: what it answers */
    int64_t inputs;    /**< what it can be asked, a set of ::rva_report_input */
} rva_report_schema;

/** A table of a report, or of records. */
typedef struct rva_table_schema {
    const char *name;  /**< "tiers" */
    const char *words; /**< one line: what a row is */
    const char *row;   /**< its struct, "rva_tier_row"; NULL when columns depend on the question */
    int64_t row_size;  /**< bytes of that struct */
} rva_table_schema;

/** A column of a table. */
typedef struct rva_column_schema {
    const char *name;   /**< as in JSON: "platform" */
    const char *member; /**< of the row struct: "name" */
    int64_t type;       /**< ::rva_column_type */
    const char *unit;   /**< "count", "minor", "rate", "minutes" ...; "" for a text, and where
                             another column names it */
    int64_t optional;   /**< 1 when it may have no value */
    const char *words;  /**< what it says */
    const char *metric; /**< the metric it shows, or NULL */
} rva_column_schema;

/** Which way a metric is better. */
typedef enum rva_direction {
    RVA_BETTER_NEITHER = 0, /**< neither is */
    RVA_BETTER_HIGHER = 1,  /**< more is better */
    RVA_BETTER_LOWER = 2,   /**< less is better */
} rva_direction;

/** A metric: a figure, defined once. */
typedef struct rva_metric_schema {
    const char *name;     /**< "revenue_per_lead" */
    const char *unit;     /**< "count", "minor", "rate", "minutes", "hours", "ms", "ratio" */
    const char *group;    /**< its part of docs/kpis.md: "revenue"; "columns" when it is no KPI */
    const char *words;    /**< one line: what it is */
    const char *formula;  /**< how it is computed, names in backquotes */
    const char *nothing;  /**< when it has no value: "no offer"; NULL when it always has one */
    const char *open;     /**< what is still undecided in it, or NULL */
    const char *excluded; /**< what is left out of it for lack of an answer, or NULL */
    int64_t direction;    /**< ::rva_direction */
    int64_t is_kpi;       /**< 1: a row of tables `kpis`, and may have a target */
    int64_t has_interval; /**< 1: a rate of counts, with a 95 % interval */
    int64_t in_cube;      /**< 1: the cube can be asked for it */
} rva_metric_schema;

/** A form in which a report can be written. */
typedef struct rva_export_format {
    const char *name;      /**< "json" */
    const char *extension; /**< of files, without a dot */
    int64_t format;        /**< ::rva_format, for rva_report_write() */
} rva_export_format;

/** Report number `index`, or NULL past the last. */
RVA_API const rva_report_schema *rva_report_schema_at(size_t index);

/** Table number `index` of a report, or NULL past the last. */
RVA_API const rva_table_schema *rva_report_schema_table_at(const rva_report_schema *report,
                                                           size_t index);

/** Column number `index` of a table, or NULL past the last; a table of cells has none. */
RVA_API const rva_column_schema *rva_table_schema_column_at(const rva_table_schema *table,
                                                            size_t index);

/** The table of a kind of records (::rva_record_kind), or NULL past the last. */
RVA_API const rva_table_schema *rva_records_schema_at(size_t kind);

/** Metric number `index`, or NULL past the last; KPIs in the order of the tables `kpis` first. */
RVA_API const rva_metric_schema *rva_metric_schema_at(size_t index);

/** The instant by which a metric counts: "start of the conversation"; NULL for NULL. */
RVA_API const char *rva_metric_schema_clock(const rva_metric_schema *metric);

/** The dimensions it can be broken down by: bit i is that of rva_dimension_name_at(). */
RVA_API int64_t rva_metric_schema_dimensions(const rva_metric_schema *metric);

/** Format number `index`, or NULL past the last. */
RVA_API const rva_export_format *rva_export_format_at(size_t index);

/** Name number `index` of a list, or NULL past its end; `context` is the caller's. */
typedef const char *(*rva_name_at_fn)(size_t index, void *context);

/**
 * The name of a list that somebody who mistyped it most likely meant.
 *
 * It is at most three edits away (insert, delete, replace; upper and lower case are one) and no
 * more than half its letters, or one is the beginning of the other.
 *
 * @param length  bytes of `name`, which needs no NUL
 * @param at      gives the names
 * @return a name of the list, or NULL when none is near
 */
RVA_API const char *rva_name_nearest(const char *name, size_t length, rva_name_at_fn at,
                                     void *context);

#ifdef __cplusplus
}
#endif

#endif
