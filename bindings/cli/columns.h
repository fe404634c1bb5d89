/**
 * @file cli/columns.h
 * How a column of any report is shown, by its type and the unit in its name.
 */
#ifndef RVA_CLI_COLUMNS_H
#define RVA_CLI_COLUMNS_H

#include <revanalytics/table.h>

#include "readable.h"
#include "grid.h"

/** What the figures of a column are. */
typedef enum unit {
    UNIT_TEXT = 0,
    UNIT_COUNT,
    UNIT_MONEY,
    UNIT_RATE,
    UNIT_SHARE, /**< a rate to the decimals with which shares add up to 100 % */
    UNIT_MS,
    UNIT_MINUTES,
    UNIT_HOURS,
    UNIT_MONTHS,
    UNIT_POINTS, /**< the difference of two rates */
    UNIT_REAL,
    UNIT_INSTANT,
    UNIT_FLAG,
} unit;

enum { HEADING_BYTES = 48 };

/** How a column is shown. */
typedef struct column_look {
    unit unit;
    char heading[HEADING_BYTES];
    align align; /**< for grid_column(), as `rank` */
    int rank;
    bool is_hidden;   /**< another column says the same for people */
    bool is_interval; /**< `lower`, shown together with the `upper` behind it */
    bool is_distance; /**< between two figures */
    bool has_bar;     /**< a bar beside it helps */
} column_look;

/** How column number `column` of a table is shown. */
column_look column_look_at(const rva_table *table, size_t column);

/** "revenue_per_lead_minor" as "Revenue per lead". */
void column_heading(char out[HEADING_BYTES], const char *name);

/** A figure in words; a text is not shown by it.  `none` stands for no value. */
void column_show(char out[FORMAT_BYTES], const terminal *of, const char *currency, unit what,
                 const rva_value *value);

/** The unit of that name in the library's schema: "minor", "rate" ... */
unit column_unit_named(const char *name);

/** The unit of one row: a column of figures beside a `metric` has the unit of that metric. */
unit column_unit_of_row(const rva_table *table, size_t row, const column_look *look);

/** "59.2-69.9 %" of the ends of an interval. */
void column_show_interval(char out[FORMAT_BYTES], const terminal *of, const rva_value *lower,
                          const rva_value *upper);

/** The value at a column's name, or one that has none. */
rva_value column_value(const rva_table *table, size_t row, const char *name);

#endif
