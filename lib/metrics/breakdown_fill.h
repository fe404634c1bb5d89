/**
 * @file metrics/breakdown_fill.h
 * Filling a table that is metrics by dimensions or by time.
 */
#ifndef RVA_METRICS_BREAKDOWN_FILL_H
#define RVA_METRICS_BREAKDOWN_FILL_H

#include "metrics/breakdown.h"

/** What the columns of a table are made of, as far as the question can be answered for them. */
rva__wanted rva__breakdown_wanted(const rva__question *question, const rva__table_definition *table,
                                  const rva__breakdown *by);

/** Fills a table; rows of values in their order, without those that are all 0 or nothing. */
rva_status rva__breakdown_fill(const rva__question *question, const rva__table_definition *table,
                               const rva__breakdown *by, const rva__breakdown_sums *sums,
                               rva_table *out, rva_error *err);

#endif
