/**
 * @file reports/breakdown.h
 * Totals by one or two dimensions in an order that does not depend on the store.
 */
#ifndef RVA_REPORTS_BREAKDOWN_H
#define RVA_REPORTS_BREAKDOWN_H

#include "reports/ask.h"

/** One line of a breakdown. */
typedef struct rva__line {
    uint32_t index; /**< key number in the totals */
    const char *names[2];
    int64_t rank; /**< what lines are sorted by, highest first, before their names */
    const rva__total *total;
} rva__line;

/** What a breakdown is sorted by. */
typedef int64_t (*rva__rank_fn)(const rva__total *total, bool restated);

/**
 * The lines of totals keyed by bucket and `dims` (at most two, -1 at the end), without those
 * that are all 0; sorted by rank, then names; "(unknown)" and "(other)" last.
 *
 * Tiers and stages of the settings come in their order there instead.
 *
 * @param out  receives an array; free with rva__alloc_free()
 */
rva_status rva__breakdown(const rva__ask *ask, const rva__totals *totals, const int *dims,
                          rva__rank_fn rank, bool restated, rva__line **out, size_t *count,
                          rva_error *err);

/** Ranks by net revenue. */
int64_t rva__rank_net(const rva__total *total, bool restated);

#endif
