/**
 * @file tests/table/test_share.c
 * Shares that add up.
 */
#include "table/share.h"

#include <criterion/criterion.h>
#include <math.h>

enum { COUNT = 1000 };

Test(share, halves_are_halves)
{
    const int64_t parts[] = {5, 5};
    double out[2];
    rva__shares(parts, 2, out);
    cr_expect_eq(out[0], 0.5);
    cr_expect_eq(out[1], 0.5);
}

Test(share, tie_goes_to_the_lower_index)
{
    const int64_t parts[] = {1, 1, 1};
    double out[3];
    rva__shares(parts, 3, out);
    cr_expect_eq(out[0], 0.3334);
    cr_expect_eq(out[1], 0.3333);
    cr_expect_eq(out[2], 0.3333);
}

Test(share, largest_remainder_gets_the_last_unit)
{
    const int64_t parts[] = {1, 1, 4}; /* 1666.67, 1666.67, 6666.67: two units are missing */
    double out[3];
    rva__shares(parts, 3, out);
    cr_expect_eq(out[0], 0.1667);
    cr_expect_eq(out[1], 0.1667);
    cr_expect_eq(out[2], 0.6666);
    const int64_t others[] = {2, 2, 3}; /* 2857.14, 2857.14, 4285.71 */
    rva__shares(others, 3, out);
    cr_expect_eq(out[0], 0.2857);
    cr_expect_eq(out[1], 0.2857);
    cr_expect_eq(out[2], 0.4286);
}

Test(share, nothing_has_a_share_of_zero)
{
    const int64_t parts[] = {0, 7, 0};
    double out[3];
    rva__shares(parts, 3, out);
    cr_expect_eq(out[0], 0);
    cr_expect_eq(out[1], 1);
    cr_expect_eq(out[2], 0);
}

Test(share, of_a_sum_of_zero_there_is_none)
{
    const int64_t parts[] = {0, 5, -5};
    double out[3] = {1, 1, 1};
    rva__shares(parts, 3, out);
    for (int i = 0; i < 3; i++)
        cr_expect(isnan(out[i]));
}

Test(share, of_a_sum_below_zero_there_is_none)
{
    const int64_t parts[] = {3, -5};
    double out[2] = {1, 1};
    rva__shares(parts, 2, out);
    cr_expect(isnan(out[0]));
    cr_expect(isnan(out[1]));
}

Test(share, part_below_zero_has_a_share_below_zero)
{
    const int64_t parts[] = {-1, 4}; /* -3333.33 and 13333.33: the first's remainder is larger */
    double out[2];
    rva__shares(parts, 2, out);
    cr_expect_eq(out[0], -0.3333);
    cr_expect_eq(out[1], 1.3333);
}

Test(share, of_no_parts_is_nothing)
{
    rva__shares(NULL, 0, NULL);
}

Test(share, largest_amounts_do_not_overflow)
{
    const int64_t parts[] = {INT64_MAX, INT64_MAX, INT64_MAX};
    double out[3];
    rva__shares(parts, 3, out);
    cr_expect_eq(out[0], 0.3334);
    cr_expect_eq(out[1], 0.3333);
    cr_expect_eq(out[2], 0.3333);
}

Test(share, always_add_up)
{
    int64_t parts[COUNT];
    double out[COUNT];
    uint64_t state = 42;
    for (size_t count = 1; count <= COUNT; count += 37) {
        for (size_t i = 0; i < count; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            parts[i] = (int64_t)(state >> 40) - (i % 5 == 4 ? 1000 : 0);
        }
        rva__shares(parts, count, out);
        long units = 0;
        for (size_t i = 0; i < count; i++)
            units += lround(out[i] * 10000);
        cr_expect_eq(units, 10000, "%zu parts", count);
    }
}
