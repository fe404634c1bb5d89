/**
 * @file cube/test_condition.c
 * Sets of values with a sign.
 */
#include "cube/condition.h"

#include <criterion/criterion.h>

enum { SOURCE = RVA__DIM_SOURCE, ZIP = RVA__DIM_ZIP };

static rva__conditions all;

static void add(int dimension, bool excludes, const uint32_t *values, size_t count)
{
    rva__conditions_begin(&all, dimension, excludes);
    for (size_t i = 0; i < count; i++)
        cr_assert(rva__conditions_value(&all, values[i]));
    rva__conditions_end(&all);
}

static bool holds(uint32_t source, uint32_t zip)
{
    uint32_t dims[RVA__DIM_COUNT] = {0};
    dims[SOURCE] = source;
    dims[ZIP] = zip;
    return rva__conditions_hold(&all, dims);
}

Test(condition, none_always_hold)
{
    cr_expect(holds(1, 2));
    cr_expect_eq(rva__conditions_dims(&all), 0);
}

Test(condition, one_of_some_values)
{
    const uint32_t values[] = {9, 3, 7, 3, 5};
    add(SOURCE, false, values, 5);
    cr_expect_eq(all.value_count, 4, "each once");
    for (uint32_t value = 0; value < 12; value++)
        cr_expect_eq(holds(value, 0), value == 3 || value == 5 || value == 7 || value == 9, "%u",
                     (unsigned)value);
}

Test(condition, none_of_some_values)
{
    const uint32_t values[] = {9, 3, 0};
    add(SOURCE, true, values, 3);
    for (uint32_t value = 0; value < 12; value++)
        cr_expect_eq(holds(value, 0), value != 0 && value != 3 && value != 9, "%u",
                     (unsigned)value);
}

Test(condition, all_must_hold)
{
    const uint32_t sources[] = {2, 3};
    const uint32_t zip = 4;
    add(SOURCE, false, sources, 2);
    add(ZIP, true, &zip, 1);
    cr_expect(holds(3, 5));
    cr_expect_not(holds(3, 4));
    cr_expect_not(holds(1, 5));
    cr_expect_eq(rva__conditions_dims(&all), 1U << SOURCE | 1U << ZIP);
}

Test(condition, of_one_dimension_with_both_signs)
{
    const uint32_t values[] = {2, 3};
    add(SOURCE, false, values, 2);
    add(SOURCE, true, values, 1);
    cr_expect(holds(3, 0));
    cr_expect_not(holds(2, 0));
}

Test(condition, the_order_of_values_says_nothing)
{
    const uint32_t values[] = {2, 3};
    const uint32_t turned[] = {3, 2};
    add(SOURCE, false, values, 2);
    const rva__conditions first = all;
    all = (rva__conditions){.count = 0};
    add(SOURCE, false, turned, 2);
    cr_expect(rva__conditions_equal(&first, &all));
}

Test(condition, sign_dimension_and_values_tell_them_apart)
{
    const uint32_t values[] = {2, 3};
    add(SOURCE, false, values, 2);
    const rva__conditions first = all;
    all = (rva__conditions){.count = 0};
    add(SOURCE, true, values, 2);
    cr_expect_not(rva__conditions_equal(&first, &all));
    all = (rva__conditions){.count = 0};
    add(ZIP, false, values, 2);
    cr_expect_not(rva__conditions_equal(&first, &all));
    all = (rva__conditions){.count = 0};
    add(SOURCE, false, values, 1);
    cr_expect_not(rva__conditions_equal(&first, &all));
    add(ZIP, false, values + 1, 1);
    cr_expect_not(rva__conditions_equal(&first, &all));
}

Test(condition, there_is_room_for_so_many_values)
{
    rva__conditions_begin(&all, SOURCE, false);
    for (uint32_t i = 0; i < RVA_FILTER_VALUES_MAX; i++)
        cr_assert(rva__conditions_value(&all, RVA_FILTER_VALUES_MAX - i));
    cr_expect_not(rva__conditions_value(&all, 0));
    rva__conditions_end(&all);
    cr_expect(holds(1, 0));
    cr_expect(holds(RVA_FILTER_VALUES_MAX, 0));
    cr_expect_not(holds(0, 0));
    cr_expect_not(holds(RVA_FILTER_VALUES_MAX + 1, 0));
}
