/**
 * @file fold/test_index.c
 * Keys, their places, and folds after each other.
 */
#include <criterion/criterion.h>

#include "fold/index.h"

static rva__fold_index places;

static void end(void)
{
    rva__fold_index_free(&places);
}

TestSuite(fold_index, .fini = end);

Test(fold_index, that_is_empty_has_nothing)
{
    cr_expect_eq(rva__fold_index_find(&places, 0), RVA__PLACE_NONE);
    cr_expect_eq(rva__fold_index_find(&places, 7), RVA__PLACE_NONE);
}

Test(fold_index, finds_what_was_put_also_after_growing)
{
    for (uint32_t i = 0; i < 5000; i++)
        cr_assert(rva__fold_index_put(&places, i * UINT64_C(0x100000001), i + 1));
    for (uint32_t i = 0; i < 5000; i++)
        cr_expect_eq(rva__fold_index_find(&places, i * UINT64_C(0x100000001)), i + 1);
    cr_expect_eq(rva__fold_index_find(&places, 5000 * UINT64_C(0x100000001)), RVA__PLACE_NONE);
}

Test(fold_index, gives_the_last_place_of_a_key)
{
    cr_assert(rva__fold_index_put(&places, 3, 1));
    cr_assert(rva__fold_index_put(&places, 3, 2));
    cr_expect_eq(rva__fold_index_find(&places, 3), 2);
}

Test(fold_index, forgets_when_it_is_emptied)
{
    cr_assert(rva__fold_index_put(&places, 3, 1));
    rva__fold_index_clear(&places);
    cr_expect_eq(rva__fold_index_find(&places, 3), RVA__PLACE_NONE);
    cr_assert(rva__fold_index_put(&places, 4, 5));
    cr_expect_eq(rva__fold_index_find(&places, 4), 5);
    cr_expect_eq(rva__fold_index_find(&places, 3), RVA__PLACE_NONE);
}

Test(fold_index, forgets_when_its_epochs_begin_anew)
{
    cr_assert(rva__fold_index_put(&places, 3, 1));
    places.epoch = UINT32_MAX;
    rva__fold_index_clear(&places);
    cr_expect_neq(places.epoch, 0);
    cr_assert(rva__fold_index_put(&places, 4, 5));
    cr_expect_eq(rva__fold_index_find(&places, 3), RVA__PLACE_NONE);
}
