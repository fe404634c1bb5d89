/**
 * @file metrics/catalogue.h
 * The metrics of metrics/list.h: what each is made of, and how its value is computed.
 *
 * A part is a linear combination of measures, some of which may count in one mode alone.  A
 * metric is a part, a ratio of two, a quantile of a histogram, or a figure of scores; all of
 * these follow from the sums of one key.  A few need a whole period and what it is compared
 * with: metrics/kpis.c has their arithmetic.
 */
#ifndef RVA_METRICS_CATALOGUE_H
#define RVA_METRICS_CATALOGUE_H

#include <revanalytics/report.h>
#include <revanalytics/schema.h>

#include "cube/source.h"
#include "table/definition.h"

/** The number of a metric. */
typedef enum rva__metric_id {
#define RVA__X(name, ...) RVA__METRIC_##name,
#include "metrics/list.h"
#undef RVA__X
    RVA__METRIC_COUNT
} rva__metric_id;

/** The unit of each metric, for columns. */
enum {
#define RVA__X(name, unit, ...) RVA__UNIT_OF_##name = RVA__UNIT_##unit,
#include "metrics/list.h"
#undef RVA__X
};

/** The words of each metric, for columns. */
#define RVA__X(name, ...) extern const char rva__words_of_##name[];
#include "metrics/list.h"
#undef RVA__X

/** Groups of KPIs; tables `kpis` choose some of them. */
typedef enum rva__metric_group {
    RVA__GROUP_COLUMNS = 0, /**< no KPI */
    RVA__GROUP_REVENUE = 1,
    RVA__GROUP_LEADS = 2,
    RVA__GROUP_CONVERSATIONS = 4,
    RVA__GROUP_BUYERS = 8,
    RVA__GROUP_QUALITY = 16,
    RVA__GROUP_COSTS = 32,
    RVA__GROUP_PACE = 64,
    RVA__GROUP_ALL = 127,
} rva__metric_group;

/** How a metric is computed. */
typedef enum rva__metric_kind {
    RVA__KIND_SUM,      /**< numerator */
    RVA__KIND_RATIO,    /**< numerator / denominator / per */
    RVA__KIND_QUANTILE, /**< of a histogram, / per */
    RVA__KIND_SCORE,    /**< of the histograms of scores */
    RVA__KIND_AGED,     /**< net of days past the return window, or of the others */
    RVA__KIND_GROWTH,   /**< net against that of the period compared with */
    RVA__KIND_RUN_RATE, /**< net by elapsed days, x `days` */
    RVA__KIND_TRAILING, /**< net of the 30 days that end with today */
} rva__metric_kind;

enum { RVA__TERMS_MAX = 7 };

/** A measure, times a whole number. */
typedef struct rva__term {
    int16_t measure;
    int8_t times; /**< 0 ends a part */
    int8_t mode;  /**< ::rva_mode in which it counts; RVA_MODE_DEFAULT: in both */
} rva__term;

/** A sum of measures. */
typedef struct rva__part {
    rva__term terms[RVA__TERMS_MAX + 1];
    bool floored; /**< not below 0 */
} rva__part;

/** A metric; what its kind does not need is 0. */
typedef struct rva__metric {
    rva_metric_schema schema; /**< first */
    rva__metric_kind kind;
    uint32_t groups; /**< bit set of ::rva__metric_group */
    rva__unit unit;
    const rva__part *numerator;
    const rva__part *denominator;
    const rva__part *open;
    const rva__part *excluded;
    double per;
    int histogram;
    double quantile;
    double (*score)(const int64_t *positive, const int64_t *negative);
    double days;    /**< of run rates */
    bool of_period; /**< the denominator is that of the whole period, whatever the key */
    bool by_pairs;  /**< a score whose denominator is pairs */
    bool is_mature; /**< of the days past the return window */
} rva__metric;

/** The metric of that number. */
const rva__metric *rva__metric_at(int metric);

/** The number of the metric of that name (`size` bytes), or -1. */
int rva__metric_find(const char *name, size_t size);

#endif
