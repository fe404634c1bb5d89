/**
 * @file metrics/test_calibration.c
 * Calibration error and AUC, against sums done by hand and pairs counted one by one.
 */
#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#include "metrics/calibration.h"

static int64_t positive[RVA__SCORE_BUCKETS];
static int64_t negative[RVA__SCORE_BUCKETS];

static void begin(void)
{
    memset(positive, 0, sizeof positive);
    memset(negative, 0, sizeof negative);
}

TestSuite(calibration, .init = begin);

Test(calibration, without_scores_there_is_none)
{
    cr_expect(isnan(rva__calibration_error(positive, negative)));
    cr_expect(isnan(rva__score_auc(positive, negative)));
    positive[900] = 3;
    cr_expect(isnan(rva__score_auc(positive, negative)), "one kind makes no pair");
}

Test(calibration, each_bin_counts_by_its_share)
{
    positive[750] = 3; /* bin 7: mean 0.75, came true 3 of 4: no distance */
    negative[750] = 1;
    positive[200] = 1; /* bin 2: mean 0.2, came true 1 of 2: 0.3 */
    negative[200] = 1;
    positive[1000] = 1; /* bin 9: mean 0.95, came true 1 of 2: 0.45 */
    negative[900] = 1;
    cr_expect_float_eq(rva__calibration_error(positive, negative), (0 * 4 + 0.3 * 2 + 0.45 * 2) / 8,
                       1e-15);
}

Test(calibration, a_score_that_is_always_right_has_auc_1_and_one_that_says_nothing_a_half)
{
    positive[800] = 7;
    negative[300] = 5;
    cr_expect_eq(rva__score_pairs(positive, negative), 35);
    cr_expect_float_eq(rva__score_auc(positive, negative), 1, 0);
    memset(positive, 0, sizeof positive);
    positive[300] = 7;
    cr_expect_float_eq(rva__score_auc(positive, negative), 0.5, 0);
    cr_expect_float_eq(rva__score_auc(negative, positive), 0.5, 0);
}

Test(calibration, auc_is_the_share_of_pairs_in_order)
{
    int64_t twice = 0;
    int64_t pairs = 0;
    for (int i = 0; i < RVA__SCORE_BUCKETS; i++) {
        positive[i] = i * 7 % 5;
        negative[i] = i * 3 % 4 * (i < 700);
    }
    for (int p = 0; p < RVA__SCORE_BUCKETS; p++)
        for (int n = 0; n < RVA__SCORE_BUCKETS; n++) {
            pairs += positive[p] * negative[n];
            twice += positive[p] * negative[n] * (p > n ? 2 : p == n);
        }
    cr_expect_eq(rva__score_pairs(positive, negative), pairs);
    cr_expect_float_eq(rva__score_auc(positive, negative), (double)twice / 2 / (double)pairs,
                       1e-12);
}

Test(calibration, more_pairs_than_64_bits_hold_give_none)
{
    positive[1] = negative[1] = INT64_MAX / 2;
    cr_expect_eq(rva__score_pairs(positive, negative), -1);
    cr_expect(isnan(rva__score_auc(positive, negative)));
}
