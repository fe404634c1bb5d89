/**
 * @file table/share.h
 * Shares that add up.
 */
#ifndef RVA_TABLE_SHARE_H
#define RVA_TABLE_SHARE_H

#include <stddef.h>
#include <stdint.h>

/**
 * Each part's share of the sum of all, to four decimals, by the largest remainder: the
 * decimals add up to exactly 1.0000.  On a tie the lower index gets the last unit.
 *
 * Parts below zero have shares below zero.  With a sum of zero or less no part has a
 * share: all are NaN.
 */
void rva__shares(const int64_t *parts, size_t count, double *out);

#endif
