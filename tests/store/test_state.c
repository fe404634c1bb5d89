/**
 * @file store/test_state.c
 * The counters as bytes, of each version there was.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "store/state.h"

#include <revanalytics/event.h>

static rva__buffer bytes;
static rva__state got;

static void end(void)
{
    rva__buffer_free(&bytes);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(state, .fini = end);

Test(state, of_an_empty_store_begins_with_one)
{
    cr_expect_eq(rva__state_empty.next_seq, 1);
    cr_expect_eq(rva__state_empty.next_document, 1);
    cr_expect_eq(rva__state_empty.first_at, RVA_ABSENT);
    cr_expect_eq(rva__state_empty.log.count, 0);
}

Test(state, writes_a_number_and_a_value_of_each_counter_that_is_not_0)
{
    static const uint8_t expected[] = {0, 1, 8, 23, 3, 65, 14};
    const rva__state state = {.next_seq = 4, .change = -2, .values[RVA__DIM_MEDIUM] = 7};
    rva__state_encode(&state, &bytes);
    cr_assert_eq(bytes.size, sizeof expected);
    cr_expect_arr_eq(bytes.data, expected, sizeof expected);
}

Test(state, is_read_back_whole)
{
    rva__state state;
    int64_t *counters = (int64_t *)&state;
    const size_t count = sizeof state / sizeof *counters;
    for (size_t i = 0; i < count; i++)
        counters[i] = (i % 2 ? -1 : 1) * (int64_t)(i + 1) * 1000003;
    state.first_at = RVA_ABSENT;
    state.ids.sum = UINT64_MAX;
    rva__state_encode(&state, &bytes);
    cr_assert(rva__state_decode(bytes.data, bytes.size, &got));
    cr_expect_arr_eq(&got, &state, sizeof state);
}

/* Version 0.1.0: 21 counters and the values of 11 dimensions, in this order, nothing else. */
Test(state, of_the_first_version_is_read)
{
    for (int64_t number = 1; number <= 32; number++)
        rva__buffer_put_signed(&bytes, number * 100);
    cr_assert(rva__state_decode(bytes.data, bytes.size, &got));
    cr_expect_eq(got.next_seq, 100);
    cr_expect_eq(got.next_document, 200);
    cr_expect_eq(got.generation, 300);
    cr_expect_eq(got.first_at, 400);
    cr_expect_eq(got.last_at, 500);
    cr_expect_eq(got.overflowed, 600);
    cr_expect_eq(got.money, 700);
    cr_expect_eq(got.log.count, 800);
    cr_expect_eq(got.log.sum, 900);
    cr_expect_eq(got.documents.count, 1000);
    cr_expect_eq(got.rows.count, 1200);
    cr_expect_eq(got.cells.count, 1400);
    cr_expect_eq(got.ids.count, 1600);
    cr_expect_eq(got.ids_recent, 1800);
    cr_expect_eq(got.ids_moved_to, 1900);
    cr_expect_eq(got.expiries.count, 2000);
    cr_expect_eq(got.expiries.sum, 2100);
    cr_expect_eq(got.values[RVA__DIM_SOURCE], 2200);
    cr_expect_eq(got.values[RVA__DIM_STAGE], 3200);
    cr_expect_eq(got.recorded_at, 0);
    cr_expect_eq(got.change, 0);
}

Test(state, of_a_newer_version_is_read_without_what_is_not_known)
{
    static const uint8_t newer[] = {0, 1, 8, 63, 20, 64 + 60, 2};
    cr_assert(rva__state_decode(newer, sizeof newer, &got));
    cr_expect_eq(got.next_seq, 4);
}

Test(state, cut_short_in_a_value_is_damaged_and_leaves_what_was)
{
    static const uint8_t cut[] = {0, 1};
    got.next_seq = 77;
    cr_expect_not(rva__state_decode(cut, sizeof cut, &got));
    cr_expect_eq(got.next_seq, 77);
}

Test(state, of_the_first_version_cut_short_is_damaged)
{
    static const uint8_t cut[] = {8, 2, 2};
    cr_expect_not(rva__state_decode(cut, sizeof cut, &got));
}

Test(state, of_no_bytes_is_damaged)
{
    cr_expect_not(rva__state_decode("", 0, &got));
}

Test(state, tally_is_the_same_whatever_the_order)
{
    rva__tally tally = {0};
    rva__tally_add(&tally, 0xffffffff, 1);
    rva__tally_add(&tally, 5, 1);
    rva__tally_add(&tally, 0xffffffff, -1);
    cr_expect_eq(tally.count, 1);
    cr_expect_eq(tally.sum, 5);
    rva__tally_add(&tally, 5, -1);
    cr_expect_eq(tally.count, 0);
    cr_expect_eq(tally.sum, 0);
}
