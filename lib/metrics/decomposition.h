/**
 * @file metrics/decomposition.h
 * Why a sum of money changed: split by factors, and by how many there were and what each brought.
 *
 * What a change is split into is whole minor units, by the largest remainder, and sums to it.
 */
#ifndef RVA_METRICS_DECOMPOSITION_H
#define RVA_METRICS_DECOMPOSITION_H

#include <stddef.h>
#include <stdint.h>

#include <revanalytics/status.h>

enum { RVA__FACTORS_MAX = 8 };

/**
 * Splits the change of a product over its factors, all above 0: the logarithmic mean Divisia
 * index (Ang, 2004).
 *
 * @param before  the factors, whose product is the sum before; at most RVA__FACTORS_MAX
 * @param after   those whose product is the sum after
 * @param change  sum after - sum before
 */
void rva__split_by_factors(const double *before, const double *after, size_t count, int64_t change,
                           int64_t *out);

/** How many there were and what they brought, before and after; and what that makes of it. */
typedef struct rva__shift {
    const char *name; /**< whose it is */
    int64_t count_before;
    int64_t count_after;
    int64_t net_before;
    int64_t net_after;
    int64_t volume_minor; /**< of the change, that there were more or fewer of them */
    int64_t value_minor;  /**< of the change, that each brought more or less */
} rva__shift;

/**
 * Splits the changes of all, which together are one: more of them at the mean value, and more
 * value at the mean count.  Where there were none before or after, all is volume.
 *
 * @return RVA_LIMIT for counts of 2^30 and more, and for parts that leave 64 bits
 */
rva_status rva__split_shifts(rva__shift *shifts, size_t count, rva_error *err);

#endif
