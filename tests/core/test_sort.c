/**
 * @file core/test_sort.c
 * Sorting by a number, against the C library's sort; equal keys keep their order.
 */
#include <stdlib.h>

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "core/sort.h"

enum { ITEMS_MAX = 3000 };

static rva__sort_item items[ITEMS_MAX];
static rva__sort_item expected[ITEMS_MAX];

static int compare(const void *left, const void *right)
{
    const rva__sort_item *a = left;
    const rva__sort_item *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

/** Items whose keys lie in `mask`; values say where they were. */
static void fill(size_t count, uint64_t mask)
{
    uint64_t state = count + 1;
    for (size_t i = 0; i < count; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        items[i] = expected[i] = (rva__sort_item){(state ^ state >> 31) & mask, i};
    }
}

static void expect_sorted(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(items[i].key, expected[i].key);
        cr_assert_eq(items[i].value, expected[i].value);
    }
}

Test(sort, as_the_library_does_and_stable)
{
    static const uint64_t masks[] = {
        0, 1, 0xff, 0xff00, 0xffff, UINT64_C(0xff000000000000ff), UINT64_MAX};
    static const size_t counts[] = {0, 1, 2, 31, 32, 33, 257, ITEMS_MAX};
    for (size_t m = 0; m < sizeof masks / sizeof *masks; m++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            fill(counts[c], masks[m]);
            qsort(expected, counts[c], sizeof *expected, compare);
            cr_assert(rva__sort(items, counts[c]));
            expect_sorted(counts[c]);
        }
}

Test(sort, without_memory_nothing_moves)
{
    fill(ITEMS_MAX, UINT64_MAX);
    rva__alloc_limit(0);
    const bool sorted = rva__sort(items, ITEMS_MAX);
    rva__alloc_limit(-1);
    cr_assert_not(sorted);
    expect_sorted(ITEMS_MAX);
}
