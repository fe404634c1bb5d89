/**
 * @file metrics/test_decomposition.c
 * Changes split into whole units that sum to them.
 */
#include <criterion/criterion.h>

#include "metrics/decomposition.h"

Test(factors, that_did_not_change_have_no_share)
{
    const double before[] = {100, 0.5, 1, 200};
    const double after[] = {150, 0.5, 1, 200};
    int64_t out[4];
    rva__split_by_factors(before, after, 4, 5000, out);
    cr_expect_eq(out[0], 5000);
    cr_expect_eq(out[1], 0);
    cr_expect_eq(out[2], 0);
    cr_expect_eq(out[3], 0);
}

/* L(24, 6) = 18 / ln 4 = 12.9843; ln 2 of it is 9 for each of two that doubled. */
Test(factors, that_doubled_share_alike)
{
    const double before[] = {2, 3};
    const double after[] = {4, 6};
    int64_t out[2];
    rva__split_by_factors(before, after, 2, 18, out);
    cr_expect_eq(out[0], 9);
    cr_expect_eq(out[1], 9);
}

/* L(3, 1) = 2 / ln 3 = 1.8205; x ln 1.5 = .7381, x ln 2 = 1.2619: the unit goes to the first. */
Test(factors, have_the_missing_unit_at_the_largest_remainder)
{
    const double before[] = {1, 1};
    const double after[] = {1.5, 2};
    int64_t out[2];
    rva__split_by_factors(before, after, 2, 2, out);
    cr_expect_eq(out[0], 1);
    cr_expect_eq(out[1], 1);
}

Test(factors, that_cancel_each_other_sum_to_nothing)
{
    const double before[] = {100, 30};
    const double after[] = {300, 10};
    int64_t out[2];
    rva__split_by_factors(before, after, 2, 0, out);
    cr_expect_eq(out[0], 3296); /* 3000 ln 3 = 3295.84 */
    cr_expect_eq(out[1], -3296);
}

static void split(rva__shift *shifts, size_t count)
{
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva__split_shifts(shifts, count, &err), RVA_OK, "%s", err.message);
}

/* 10 at 100 become 12 at 110: (12 - 10) 105 and (110 - 100) 11. */
Test(shifts, are_volume_at_the_mean_value_and_value_at_the_mean_volume)
{
    rva__shift shift = {
        .count_before = 10, .count_after = 12, .net_before = 1000, .net_after = 1320};
    split(&shift, 1);
    cr_expect_eq(shift.volume_minor, 210);
    cr_expect_eq(shift.value_minor, 110);
}

Test(shifts, from_or_to_none_are_all_volume)
{
    rva__shift shifts[] = {
        {.count_before = 0, .count_after = 3, .net_before = 0, .net_after = 700},
        {.count_before = 3, .count_after = 0, .net_before = 700, .net_after = -20},
    };
    split(shifts, 2);
    cr_expect_eq(shifts[0].volume_minor, 700);
    cr_expect_eq(shifts[0].value_minor, 0);
    cr_expect_eq(shifts[1].volume_minor, -720);
    cr_expect_eq(shifts[1].value_minor, 0);
}

/* 3 for 10 become 4 for 11: volume (10/3 + 11/4) / 2 = 3.0417, value -2.0417.
   2 for 10 become 3 for 10: volume (5 + 10/3) / 2 = 4.1667, value -4.1667.
   Floors 3 - 3 + 4 - 5 = -1 of 1: two units, to .9583 and .8333. */
Test(shifts, are_rounded_together)
{
    rva__shift shifts[] = {
        {.count_before = 3, .count_after = 4, .net_before = 10, .net_after = 11},
        {.count_before = 2, .count_after = 3, .net_before = 10, .net_after = 10},
    };
    split(shifts, 2);
    cr_expect_eq(shifts[0].volume_minor, 3);
    cr_expect_eq(shifts[0].value_minor, -2);
    cr_expect_eq(shifts[1].volume_minor, 4);
    cr_expect_eq(shifts[1].value_minor, -4);
}

Test(shifts, of_large_sums_are_exact)
{
    const int64_t large = INT64_C(1) << 60;
    rva__shift shift = {.count_before = (1 << 30) - 1,
                        .count_after = (1 << 30) - 2,
                        .net_before = large,
                        .net_after = -large};
    split(&shift, 1);
    cr_expect_eq(shift.volume_minor + shift.value_minor, -2 * large);
}

Test(shifts, of_too_many_are_refused)
{
    rva_error err = RVA_ERROR_INIT;
    rva__shift shift = {.count_before = 1 << 30};
    cr_expect_eq(rva__split_shifts(&shift, 1, &err), RVA_LIMIT);
    shift = (rva__shift){.count_before = 1, .count_after = 1 << 29, .net_before = INT64_C(1) << 50};
    cr_expect_eq(rva__split_shifts(&shift, 1, &err), RVA_LIMIT);
}
