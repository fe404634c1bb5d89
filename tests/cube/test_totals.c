/**
 * @file cube/test_totals.c
 * Sums by key.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "cube/totals.h"
#include "summed.h"

static rva__totals totals;

static void begin(void)
{
    totals = (rva__totals){.words = 2};
}

static void end(void)
{
    rva__totals_free(&totals);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(totals, .init = begin, .fini = end);

static uint32_t index_of(uint32_t a, uint32_t b)
{
    const uint32_t key[] = {a, b};
    return rva__totals_index(&totals, key);
}

static uint32_t find(uint32_t a, uint32_t b)
{
    const uint32_t key[] = {a, b};
    return rva__totals_find(&totals, key);
}

Test(totals, key_has_one_index_however_often_it_comes)
{
    cr_expect_eq(index_of(1, 2), 0);
    cr_expect_eq(index_of(2, 1), 1);
    cr_expect_eq(index_of(1, 2), 0);
    cr_expect_eq(totals.count, 2);
    cr_expect_eq(rva__totals_key(&totals, 1)[0], 2);
    cr_expect_eq(rva__totals_key(&totals, 1)[1], 1);
}

Test(totals, key_that_never_came_is_not_found)
{
    cr_expect_eq(find(1, 2), UINT32_MAX);
    index_of(1, 2);
    cr_expect_eq(find(1, 2), 0);
    cr_expect_eq(find(2, 2), UINT32_MAX);
}

Test(totals, thousands_of_keys_are_told_apart)
{
    for (uint32_t i = 0; i < 5000; i++)
        rva__totals_add(&totals, index_of(i % 50, i), RVA__M_leads, i);
    cr_assert_eq(totals.count, 5000);
    for (uint32_t i = 0; i < 5000; i++)
        cr_assert_eq(totals.items[find(i % 50, i)].values[RVA__M_leads], i);
}

Test(totals, sum_that_leaves_64_bits_is_told)
{
    const uint32_t index = index_of(1, 1);
    rva__totals_add(&totals, index, RVA__M_leads, INT64_MAX);
    cr_expect_not(totals.overflowed);
    rva__totals_add(&totals, index, RVA__M_leads, 1);
    cr_expect(totals.overflowed);
}

Test(totals, count_of_a_histogram_that_leaves_64_bits_is_told)
{
    const uint32_t index = index_of(1, 1);
    rva__totals_histogram(&totals, index, RVA__H_duration, 3, -3);
    cr_expect_not(totals.overflowed);
    rva__totals_histogram(&totals, index, RVA__H_duration, 3, INT64_MIN);
    cr_expect(totals.overflowed);
}

Test(totals, fact_taken_off_leaves_nothing)
{
    rva__fact fact = summed_fact(RVA__FAMILY_OFFER, 0);
    summed_measure(&fact, RVA__M_offers, 3);
    summed_histogram(&fact, RVA__H_offer_response, 10);
    const uint32_t index = index_of(1, 1);
    rva__totals_fact(&totals, index, &fact, UINT32_MAX, 1);
    cr_expect_eq(totals.items[index].values[RVA__M_offers], 3);
    rva__totals_fact(&totals, index, &fact, UINT32_MAX, -1);
    cr_expect_eq(totals.items[index].values[RVA__M_offers], 0);
    rva__histogram_entry *entries = NULL;
    size_t count = 9;
    cr_assert(rva__totals_histograms(&totals, &entries, &count));
    cr_expect_eq(count, 0);
    rva__alloc_free(entries);
}

static void put_histograms(void)
{
    index_of(1, 1);
    index_of(2, 2);
    index_of(3, 3);
    rva__totals_histogram(&totals, 2, RVA__H_duration, 5, 7);
    rva__totals_histogram(&totals, 0, RVA__H_stage, 4, 1);
    rva__totals_histogram(&totals, 0, RVA__H_duration, 1699, 2);
    rva__totals_histogram(&totals, 0, RVA__H_duration, 3, 1);
    rva__totals_histogram(&totals, 0, RVA__H_duration, 3, 1);
}

Test(totals, histograms_are_sorted_by_key_kind_and_bucket)
{
    static const rva__histogram_entry expected[] = {{0, RVA__H_duration, 3, 2},
                                                    {0, RVA__H_duration, 1699, 2},
                                                    {0, RVA__H_stage, 4, 1},
                                                    {2, RVA__H_duration, 5, 7}};
    rva__histogram_entry *entries = NULL;
    size_t count = 0;
    put_histograms();
    cr_assert(rva__totals_histograms(&totals, &entries, &count));
    cr_assert_eq(count, 4);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(entries[i].index, expected[i].index);
        cr_expect_eq(entries[i].kind, expected[i].kind);
        cr_expect_eq(entries[i].bucket, expected[i].bucket);
        cr_expect_eq(entries[i].count, expected[i].count);
    }
    rva__alloc_free(entries);
}

Test(totals, histograms_of_a_key_begin_where_those_before_end)
{
    rva__histogram_entry *entries = NULL;
    size_t count = 0;
    put_histograms();
    cr_assert(rva__totals_histograms(&totals, &entries, &count));
    size_t *starts = rva__histogram_starts(entries, count, 3);
    static const size_t expected[] = {0, 3, 3, 4};
    cr_assert(starts);
    cr_expect_arr_eq(starts, expected, sizeof expected);
    rva__alloc_free(starts);
    rva__alloc_free(entries);
}

Test(totals, merged_histograms_go_where_they_are_told)
{
    int64_t *merged =
        rva__alloc_zero(RVA__HISTOGRAM_COUNT * RVA__HISTOGRAM_BUCKETS, sizeof *merged);
    totals.merged = merged;
    put_histograms();
    cr_expect_eq(merged[RVA__H_duration * RVA__HISTOGRAM_BUCKETS + 3], 2);
    cr_expect_eq(merged[RVA__H_stage * RVA__HISTOGRAM_BUCKETS + 4], 1);
    cr_expect_eq(totals.histogram_used, 0);
    rva__alloc_free(merged);
}

Test(totals, cleared_know_no_key_and_no_overflow)
{
    put_histograms();
    totals.overflowed = true;
    rva__totals_clear(&totals);
    cr_expect_eq(find(1, 1), UINT32_MAX);
    cr_expect_eq(totals.histogram_used, 0);
    cr_expect_not(totals.overflowed);
    cr_expect_eq(index_of(3, 3), 0);
}

Test(totals, reset_take_keys_of_another_length)
{
    static const uint32_t longer[] = {1, 2, 3};
    index_of(1, 1);
    rva__totals_reset(&totals, 3);
    cr_expect_eq(rva__totals_index(&totals, longer), 0);
    cr_expect_eq(rva__totals_key(&totals, 0)[2], 3);
}

Test(totals, without_memory_say_so)
{
    rva__alloc_limit(0);
    cr_expect_eq(index_of(1, 1), UINT32_MAX);
    rva__alloc_limit(-1);
    cr_expect(totals.failed);
}
