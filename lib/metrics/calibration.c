/**
 * @file metrics/calibration.c
 * Calibration error and AUC of scores.
 */
#include "metrics/calibration.h"

#include <math.h>

enum { BUCKETS_PER_BIN = 100 };

rva__score_bin rva__score_bin_at(const int64_t *positive, const int64_t *negative, int number)
{
    const int first = number * BUCKETS_PER_BIN;
    const int last = number == RVA__SCORE_BINS - 1 ? RVA__SCORE_BUCKETS : first + BUCKETS_PER_BIN;
    rva__score_bin sum = {0};
    for (int i = first; i < last; i++) {
        sum.count += positive[i] + negative[i];
        sum.came_true += positive[i];
        sum.score_sum += (positive[i] + negative[i]) * i;
    }
    return sum;
}

double rva__calibration_error(const int64_t *positive, const int64_t *negative)
{
    int64_t all = 0;
    double distance = 0;
    for (int i = 0; i < RVA__SCORE_BINS; i++) {
        const rva__score_bin sum = rva__score_bin_at(positive, negative, i);
        all += sum.count;
        distance += fabs((double)(sum.score_sum - sum.came_true * 1000));
    }
    return all == 0 ? NAN : distance / ((double)all * 1000);
}

int64_t rva__score_pairs(const int64_t *positive, const int64_t *negative)
{
    int64_t came_true = 0;
    int64_t did_not = 0;
    int64_t pairs;
    for (int i = 0; i < RVA__SCORE_BUCKETS; i++) {
        came_true += positive[i];
        did_not += negative[i];
    }
    return __builtin_mul_overflow(came_true, did_not, &pairs) ? -1 : pairs;
}

double rva__score_auc(const int64_t *positive, const int64_t *negative)
{
    const int64_t pairs = rva__score_pairs(positive, negative);
    int64_t below = 0;
    double right = 0;
    if (pairs <= 0)
        return NAN;
    for (int i = 0; i < RVA__SCORE_BUCKETS; i++) {
        right += (double)positive[i] * ((double)below + (double)negative[i] / 2);
        below += negative[i];
    }
    return right / (double)pairs;
}
