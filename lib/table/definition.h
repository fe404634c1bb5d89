/**
 * @file table/definition.h
 * Tables and columns as constants: what a row holds, said once, beside the code that fills it.
 *
 * The public schema (revanalytics/schema.h) is the first member of each definition, so that it
 * is handed out as it stands.
 *
 *     static const rva__column_definition columns[] = {
 *         RVA__MAYBE(rva_lead_row, lead, NONE, "id"),
 *         RVA__PLAIN(rva_lead_row, sales, COUNT, "sales of it"),
 *     };
 *     static const rva__table_definition leads = RVA__TABLE("leads", rva_lead_row, columns, "...");
 */
#ifndef RVA_TABLE_DEFINITION_H
#define RVA_TABLE_DEFINITION_H

#include <stdbool.h>

#include <revanalytics/schema.h>

/** Units: constant, text. */
#define RVA__UNIT_MAP(X)                                                                           \
    X(NONE, "")                                                                                    \
    X(COUNT, "count")                                                                              \
    X(MINOR, "minor")                                                                              \
    X(RATE, "rate")                                                                                \
    X(RATIO, "ratio")                                                                              \
    X(MS, "ms")                                                                                    \
    X(MINUTES, "minutes")                                                                          \
    X(HOURS, "hours")                                                                              \
    X(DAYS, "days")                                                                                \
    X(INSTANT, "instant")                                                                          \
    X(FLAG, "flag")

enum { RVA__UNIT_BYTES = 8 };

/** A unit. */
typedef enum rva__unit {
#define RVA__X(name, text) RVA__UNIT_##name,
    RVA__UNIT_MAP(RVA__X)
#undef RVA__X
        RVA__UNITS
} rva__unit;

/** The texts of units. */
extern const char rva__unit_texts[RVA__UNITS][RVA__UNIT_BYTES];

/** Where the values of a column come from. */
typedef enum rva__column_source {
    RVA__FROM_CODE,      /**< the code that fills the row */
    RVA__FROM_KEY,       /**< the dimension of that number of the table: its value's name */
    RVA__FROM_ORDINAL,   /**< the place of that value in the settings */
    RVA__FROM_BUCKET,    /**< the label of the time bucket */
    RVA__FROM_BUCKET_AT, /**< its first instant */
    RVA__FROM_PARTIAL,   /**< whether the bucket is cut by the period, or not over */
    RVA__FROM_METRIC,    /**< the metric of that number */
    RVA__FROM_SHARE,     /**< its share of the sum over all rows */
    RVA__FROM_LOWER,     /**< the lower end of its interval */
    RVA__FROM_UPPER,     /**< the upper end */
} rva__column_source;

/** A column. */
typedef struct rva__column_definition {
    rva_column_schema schema; /**< first */
    size_t offset;
    rva__column_source source;
    int number; /**< of a dimension of the table, or a metric */
} rva__column_definition;

/** Whether a column is filled from a metric. */
static inline bool rva__column_is_metric(const rva__column_definition *column)
{
    return column->source >= RVA__FROM_METRIC;
}

/** A table. */
typedef struct rva__table_definition {
    rva_table_schema schema; /**< first */
    const rva__column_definition *columns;
    size_t column_count;
} rva__table_definition;

/** The ::rva_column_type of a member, by its type in C and its unit. */
#define RVA__MEMBER_TYPE(row, member, unit)                                                        \
    _Generic(((row *)0)->member, const char *                                                      \
             : RVA_COLUMN_TEXT, double                                                             \
             : RVA_COLUMN_REAL, int64_t                                                            \
             : (unit) == RVA__UNIT_MINOR     ? RVA_COLUMN_MONEY                                    \
               : (unit) == RVA__UNIT_INSTANT ? RVA_COLUMN_INSTANT                                  \
               : (unit) == RVA__UNIT_FLAG    ? RVA_COLUMN_FLAG                                     \
                                             : RVA_COLUMN_INTEGER)

/** The schema of a column. */
#define RVA__SCHEMA(row, member, name, unit, optional, words, metric)                              \
    {                                                                                              \
        name, #member, RVA__MEMBER_TYPE(row, member, unit), rva__unit_texts[unit], optional,       \
            words, metric                                                                          \
    }

/** A column that always has a value. */
#define RVA__PLAIN(row, member, unit, words)                                                       \
    {                                                                                              \
        RVA__SCHEMA(row, member, #member, RVA__UNIT_##unit, 0, words, NULL),                       \
            offsetof(row, member), RVA__FROM_CODE, 0                                               \
    }

/** A column that may have no value. */
#define RVA__MAYBE(row, member, unit, words)                                                       \
    {                                                                                              \
        RVA__SCHEMA(row, member, #member, RVA__UNIT_##unit, 1, words, NULL),                       \
            offsetof(row, member), RVA__FROM_CODE, 0                                               \
    }

/** A table of a row struct. */
#define RVA__TABLE(name, row, columns, words)                                                      \
    {                                                                                              \
        {name, words, #row, sizeof(row)}, columns, sizeof(columns) / sizeof *(columns)             \
    }

#endif
