/**
 * @file metrics/calibration.h
 * How good scores are, from two histograms of them: those that came true and those that did not.
 *
 * Bucket i counts the scores from i/1000 up to, but without, (i + 1)/1000; 1 has the last, 1000.
 */
#ifndef RVA_METRICS_CALIBRATION_H
#define RVA_METRICS_CALIBRATION_H

#include <stdint.h>

enum { RVA__SCORE_BUCKETS = 1001, RVA__SCORE_BINS = 10 };

/** What falls into one of the bins of equal width. */
typedef struct rva__score_bin {
    int64_t count;
    int64_t came_true;
    int64_t score_sum; /**< in thousandths */
} rva__score_bin;

/** Bin number `number`, 0 to 9; the score 1 is in the last. */
rva__score_bin rva__score_bin_at(const int64_t *positive, const int64_t *negative, int number);

/**
 * The expected calibration error: over ten bins of equal width, the mean distance of the mean
 * score from the share that came true, weighted by count (Naeini, Cooper, Hauskrecht, 2015).
 *
 * @return NaN without scores
 */
double rva__calibration_error(const int64_t *positive, const int64_t *negative);

/** Pairs of one that came true and one that did not; -1 when 64 bits cannot hold them. */
int64_t rva__score_pairs(const int64_t *positive, const int64_t *negative);

/**
 * The area under the receiver operating characteristic: the share of those pairs in which the
 * one that came true has the higher score, ties as half (Hanley and McNeil, 1982).
 *
 * @return NaN without pairs
 */
double rva__score_auc(const int64_t *positive, const int64_t *negative);

#endif
