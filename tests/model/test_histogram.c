/**
 * @file model/test_histogram.c
 * Buckets of histograms, and quantiles from them.
 */
#include "model/histogram.h"

#include <math.h>

#include <criterion/criterion.h>

TestSuite(histogram);

Test(histogram, values_below_a_hundred_have_buckets_of_their_own)
{
    for (int64_t value = 0; value < 100; value++) {
        cr_expect_eq(rva__histogram_bucket(value), value);
        cr_expect_eq(rva__histogram_value((uint32_t)value), (double)value);
    }
}

Test(histogram, values_from_a_hundred_share_buckets_of_a_fiftieth)
{
    cr_expect_eq(rva__histogram_bucket(100), 100);
    cr_expect_eq(rva__histogram_bucket(101), 100);
    cr_expect_eq(rva__histogram_bucket(102), 101);
    cr_expect_eq(rva__histogram_value(100), 100.5);
}

Test(histogram, value_below_nothing_is_nothing)
{
    cr_expect_eq(rva__histogram_bucket(-1), 0);
    cr_expect_eq(rva__histogram_bucket(INT64_MIN), 0);
}

Test(histogram, largest_value_has_a_bucket)
{
    cr_expect_lt(rva__histogram_bucket(INT64_MAX), RVA__HISTOGRAM_BUCKETS);
}

Test(histogram, ten_thousand_years_fit_below_the_last_bucket)
{
    const int64_t ms = INT64_C(10000) * 366 * 86400 * 1000;
    cr_expect_lt(rva__histogram_bucket(ms), RVA__HISTOGRAM_BUCKETS - 1);
}

Test(histogram, middle_of_a_bucket_is_within_a_hundredth_of_what_is_in_it)
{
    for (int64_t value = 1; value < INT64_C(300000000000000); value = value * 21 / 20 + 1) {
        const double middle = rva__histogram_value(rva__histogram_bucket(value));
        cr_assert_leq(fabs(middle - (double)value), (double)value / 100, "%lld", (long long)value);
    }
}

Test(histogram, bucket_that_is_none_has_the_value_of_the_last)
{
    cr_expect_eq(rva__histogram_value(UINT32_MAX), rva__histogram_value(1699));
}

static const rva__histogram_count two[] = {{10, 1}, {20, 1}};

Test(histogram, quantiles_lie_between_their_neighbours)
{
    cr_expect_eq(rva__histogram_quantile(two, 2, 0), 10);
    cr_expect_eq(rva__histogram_quantile(two, 2, 0.25), 12.5);
    cr_expect_eq(rva__histogram_quantile(two, 2, 0.5), 15);
    cr_expect_eq(rva__histogram_quantile(two, 2, 1), 20);
}

Test(histogram, median_of_many_that_are_the_same_is_that)
{
    static const rva__histogram_count counts[] = {{3, 100}, {90, 1}};
    cr_expect_eq(rva__histogram_quantile(counts, 2, 0.5), 3);
}

Test(histogram, quantile_of_nothing_is_no_number)
{
    static const rva__histogram_count none[] = {{3, 0}};
    cr_expect(isnan(rva__histogram_quantile(NULL, 0, 0.5)));
    cr_expect(isnan(rva__histogram_quantile(none, 1, 0.5)));
}
