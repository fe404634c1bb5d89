/**
 * @file metrics/bucket.h
 * Buckets of a series: hours, local days, ISO weeks, months, quarters, years.
 *
 * All from weeks on are sums of days; a key's bucket is then that of the first day, which
 * may lie before the period.
 */
#ifndef RVA_METRICS_BUCKET_H
#define RVA_METRICS_BUCKET_H

#include "core/label.h"
#include "metrics/question.h"

/** Scans the question's period by its grain; keys carry bucket and dimension values. */
rva_status rva__bucket_scan(const rva__question *question, rva__wanted wanted, const int *dims,
                            rva__totals *out, rva_error *err);

/** The same of the days of the period that are past the return window at `now`. */
rva_status rva__bucket_scan_mature(const rva__question *question, rva__wanted wanted,
                                   const int *dims, rva__totals *out, rva_error *err);

/** Writes the local label of a key's bucket; returns its first instant. */
int64_t rva__bucket_label(const rva__question *question, uint32_t bucket,
                          char out[RVA__LABEL_BYTES]);

/** The bucket that holds an instant. */
uint32_t rva__bucket_of(const rva__question *question, int64_t at);

/** The bucket after one. */
uint32_t rva__bucket_next(const rva__question *question, uint32_t bucket);

/** The first instant of a bucket. */
int64_t rva__bucket_start(const rva__question *question, uint32_t bucket);

#endif
