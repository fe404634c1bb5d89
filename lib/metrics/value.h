/**
 * @file metrics/value.h
 * From sums to the values of metrics.
 */
#ifndef RVA_METRICS_VALUE_H
#define RVA_METRICS_VALUE_H

#include "cube/totals.h"
#include "metrics/catalogue.h"

/** The sums of one key, or of a period. */
typedef struct rva__sums {
    const int64_t *values;               /**< by measure */
    const int64_t *period;               /**< of the whole period, by measure */
    const int64_t *merged;               /**< histograms, kind by kind; or NULL, and these: */
    const rva__histogram_entry *entries; /**< of the key, sorted by kind and bucket */
    size_t entry_count;
    bool restated;
} rva__sums;

/** Families of the sums of a key that it is made of, a bit set. */
uint32_t rva__metric_families(const rva__metric *metric);

/** Families of the sums of the whole period that it is made of besides, a bit set. */
uint32_t rva__metric_period_families(const rva__metric *metric);

/** Histograms that it is made of, a bit set. */
uint32_t rva__metric_histograms(const rva__metric *metric);

/** Whether the sums of a key are enough for it. */
bool rva__metric_of_sums(const rva__metric *metric);

/** Whether it differs between ::rva_mode. */
bool rva__metric_has_modes(const rva__metric *metric);

/** The value of a part. */
int64_t rva__part_value(const rva__part *part, const int64_t *values, bool restated);

/** What a metric divides; that of a sum is its value. */
int64_t rva__metric_numerator(const rva__metric *metric, const rva__sums *sums);

/** What it divides by. */
int64_t rva__metric_denominator(const rva__metric *metric, const rva__sums *sums);

/** Its value; NaN for none. */
double rva__metric_value(const rva__metric *metric, const rva__sums *sums);

/** The ends of its 95 % interval; NaN where there is none. */
void rva__metric_interval(const rva__metric *metric, const rva__sums *sums, double *lower,
                          double *upper);

/** Net revenue of a total. */
int64_t rva__total_net(const rva__total *total, bool restated);

/** A ratio; NaN when the denominator is 0 or less. */
double rva__ratio(int64_t numerator, int64_t denominator);

/** value / previous - 1; NaN when the previous one is 0 or less, or none. */
double rva__growth(double value, double previous);

/** What a value is more than a previous one: of a rate in points, else rva__growth(). */
double rva__metric_change(const rva__metric *metric, double value, double previous);

/**
 * Where a value lies: 1 above a goal, -1 below it, 0 on it, which is less than half of the last
 * digit that is shown away from it.
 */
int rva__metric_side(const rva__metric *metric, double value, double goal);

/** Whether there was nothing before, and there is something. */
bool rva__is_new(double value, double previous);

/** What a sum over elapsed days is in so many. */
double rva__pace(int64_t sum, double elapsed_days, double days);

/** The 95 % interval of Wilson (1927) of a rate of counts; NaN without a denominator. */
void rva__wilson(int64_t numerator, int64_t denominator, double *lower, double *upper);

#endif
