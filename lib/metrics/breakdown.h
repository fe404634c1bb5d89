/**
 * @file metrics/breakdown.h
 * Metrics by dimensions or by time: tables without code of their own.
 *
 * A table says which rows it has and, column by column, what stands in them; one function scans
 * the sums and fills it.
 */
#ifndef RVA_METRICS_BREAKDOWN_H
#define RVA_METRICS_BREAKDOWN_H

#include "metrics/catalogue.h"
#include "metrics/question.h"

enum {
    RVA__BREAKDOWN_DIMS_MAX = 2,
    RVA__BREAKDOWN_ORDERS_MAX = 2,
};

/** Which rows a table has. */
typedef enum rva__rows {
    RVA__ROWS_BY_CODE,    /**< those that the report's own code adds */
    RVA__ROWS_OF_KPIS,    /**< KPIs, see metrics/kpis.h */
    RVA__ROWS_OF_VALUES,  /**< one for each value (or pair) with a figure that is not 0 */
    RVA__ROWS_OF_STAGES,  /**< all stages of the settings, then other values like the above */
    RVA__ROWS_OF_DAYS,    /**< each local day of the period */
    RVA__ROWS_OF_BUCKETS, /**< each bucket of the question's `by` */
    RVA__ROWS_OF_MONTHS,  /**< each calendar month that the period touches */
} rva__rows;

/** The rows of a table of metrics, and their order. */
typedef struct rva__breakdown {
    rva__rows rows;
    int dim_count;
    int dims[RVA__BREAKDOWN_DIMS_MAX];
    /** Metrics by which rows of values are sorted, highest first; then come names.  Where the
        settings order all values, stages and tiers, these come in that order instead. */
    int order_count;
    int order[RVA__BREAKDOWN_ORDERS_MAX];
    bool restated; /**< where returns count unless the question says */
} rva__breakdown;

/** The sums that a table is filled from. */
typedef struct rva__breakdown_sums {
    const rva__totals *totals; /**< keyed by bucket, then by the table's dimensions */
    const int64_t *period; /**< measures of the whole period, or NULL when no column needs them */
} rva__breakdown_sums;

/** One line of a breakdown. */
typedef struct rva__line {
    uint32_t index; /**< key number in the totals */
    const uint32_t *values;
    const char *names[RVA__BREAKDOWN_DIMS_MAX]; /**< NULL past the last dimension */
    int64_t ordinals[RVA__BREAKDOWN_DIMS_MAX];  /**< places in the settings, where these order */
    int64_t rank[RVA__BREAKDOWN_ORDERS_MAX];
} rva__line;

/**
 * The lines of totals in the order of a breakdown, "(unknown)" and "(other)" last.
 *
 * @param out  receives an array; free with rva__alloc_free()
 */
rva_status rva__breakdown_lines(const rva__question *question, const rva__breakdown *by,
                                const rva__totals *totals, rva__line **out, rva_error *err);

/** The place of a line's value in the settings (1 ...) where they list it; else RVA_ABSENT. */
int64_t rva__line_ordinal(const rva__question *question, const rva__breakdown *by,
                          const rva__line *line);

/** The column of a dimension's value; `name` is the column's. */
#define RVA__KEY_AS(row, member, name, number, words)                                              \
    {                                                                                              \
        RVA__SCHEMA(row, member, name, RVA__UNIT_NONE, 0, words, NULL), offsetof(row, member),     \
            RVA__FROM_KEY, number                                                                  \
    }

/** The same, named after the member. */
#define RVA__KEY(row, member, number, words) RVA__KEY_AS(row, member, #member, number, words)

/** A column that `source` (::rva__column_source, without its prefix) fills. */
#define RVA__FROM(row, member, source, unit, optional, words)                                      \
    {                                                                                              \
        RVA__SCHEMA(row, member, #member, RVA__UNIT_##unit, optional, words, NULL),                \
            offsetof(row, member), RVA__FROM_##source, 0                                           \
    }

/** The column of a metric, with the metric's words and unit. */
#define RVA__METRIC(row, member, metric)                                                           \
    {                                                                                              \
        RVA__SCHEMA(row, member, #member, (int)RVA__UNIT_OF_##metric, 1, rva__words_of_##metric,   \
                    #metric),                                                                      \
            offsetof(row, member), RVA__FROM_METRIC, RVA__METRIC_##metric                          \
    }

/** The column of a metric's share of the table. */
#define RVA__METRIC_SHARE(row, member, metric, words)                                              \
    {                                                                                              \
        RVA__SCHEMA(row, member, #member, RVA__UNIT_RATE, 1, words, #metric),                      \
            offsetof(row, member), RVA__FROM_SHARE, RVA__METRIC_##metric                           \
    }

/** The ends of a metric's interval: members `lower` and `upper`. */
#define RVA__METRIC_INTERVAL(row, metric)                                                          \
    {RVA__SCHEMA(row, lower, "lower", RVA__UNIT_RATE, 1, "95 % Wilson interval of " #metric,       \
                 #metric),                                                                         \
     offsetof(row, lower), RVA__FROM_LOWER, RVA__METRIC_##metric},                                 \
    {                                                                                              \
        RVA__SCHEMA(row, upper, "upper", RVA__UNIT_RATE, 1, "its other end", #metric),             \
            offsetof(row, upper), RVA__FROM_UPPER, RVA__METRIC_##metric                            \
    }

#endif
