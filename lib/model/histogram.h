/**
 * @file model/histogram.h
 * Logarithmic histograms: which bucket a value falls into.
 *
 * Bucket i of a logarithmic histogram holds the whole numbers from bound(i) up to, but
 * without, bound(i + 1), where bound(i + 1) = bound(i) + max(1, bound(i) / 50).  So small
 * values are exact and the middle of a bucket is within 1 % of all in it, at any scale.
 * Only integers are involved: every machine agrees.  Counts add and subtract.
 */
#ifndef RVA_MODEL_HISTOGRAM_H
#define RVA_MODEL_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

/** Buckets reach past the longest time between two instants that can be recorded. */
enum { RVA__HISTOGRAM_BUCKETS = 1700 };

/** The bucket of a value >= 0. */
uint32_t rva__histogram_bucket(int64_t value);

/** The value that stands for a bucket: its middle. */
double rva__histogram_value(uint32_t bucket);

/** One bucket and how many values it holds. */
typedef struct rva__histogram_count {
    uint32_t bucket;
    int64_t count;
} rva__histogram_count;

/**
 * The quantile p (0..1) of the values, type 7 of Hyndman and Fan (1996): h = (n - 1) p,
 * interpolated between the two neighbouring order statistics.
 *
 * @param counts  sorted by bucket, counts >= 0
 * @return NaN when there are no values
 */
double rva__histogram_quantile(const rva__histogram_count *counts, size_t size, double p);

#endif
