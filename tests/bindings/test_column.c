/**
 * @file tests/bindings/test_column.c
 * Columns as Arrow lays them out.
 */
#include "common/column.h"

#include <criterion/criterion.h>
#include <math.h>

enum { ROWS = 10 };

static int64_t bits_of_real(double real)
{
    int64_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

Test(column, integers_are_there_unless_absent)
{
    int64_t values[ROWS] = {0, RVA_ABSENT, 2, 3, 4, 5, 6, 7, RVA_ABSENT, 9};
    uint8_t bits[2];
    cr_expect_eq(rvb_mark_present(RVA_COLUMN_INTEGER, values, ROWS, bits), 2);
    cr_expect_eq(bits[0], 0xfd);
    cr_expect_eq(bits[1], 0x02);
}

Test(column, reals_are_there_when_finite)
{
    int64_t values[] = {bits_of_real(0.5), bits_of_real((double)NAN), bits_of_real(-1),
                        bits_of_real((double)INFINITY)};
    uint8_t bits[1];
    cr_expect_eq(rvb_mark_present(RVA_COLUMN_REAL, values, 4, bits), 2);
    cr_expect_eq(bits[0], 0x05);
}

Test(column, flags_are_bits)
{
    const int64_t values[] = {1, 0, RVA_ABSENT, 1, 0, 0, 0, 0, 1};
    uint8_t bits[2];
    rvb_mark_flags(values, 9, bits);
    cr_expect_eq(bits[0], 0x09);
    cr_expect_eq(bits[1], 0x01);
}

Test(column, texts_lie_one_after_the_other)
{
    const char *texts[] = {"Queens", NULL, "", "Staten Island, NY 10301"};
    int64_t values[4];
    int32_t offsets[5];
    uint8_t bytes[29];
    for (int i = 0; i < 4; i++)
        memcpy(&values[i], &texts[i], sizeof texts[i]);
    cr_assert(rvb_text_offsets(values, 4, offsets));
    const int32_t expected[] = {0, 6, 6, 6, 29};
    cr_expect_arr_eq(offsets, expected, sizeof expected);
    rvb_copy_texts(values, 4, offsets, bytes);
    cr_expect_arr_eq(bytes, "QueensStaten Island, NY 10301", 29);
}
