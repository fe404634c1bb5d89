/**
 * @file fold/test_entry.c
 * The order of entries, and their bytes.
 */
#include <criterion/criterion.h>

#include "folded.h"

static rva__buffer bytes;

static void end(void)
{
    rva__buffer_free(&bytes);
}

TestSuite(entry, .fini = end);

static void expect_before(const rva__entry *first, const rva__entry *second)
{
    cr_expect_lt(rva__entry_compare(first, second, &folded_names), 0);
    cr_expect_gt(rva__entry_compare(second, first, &folded_names), 0);
}

static rva__entry stage(uint32_t value, int action)
{
    rva__entry entry = folded_entry(RVA_EVENT_STAGE, action, 1);
    entry.dims[RVA__DIM_STAGE] = value;
    return entry;
}

Test(entry, of_an_earlier_instant_is_before_whatever_its_order)
{
    rva__entry first = folded_entry(RVA_EVENT_END, 0, 1);
    rva__entry second = folded_entry(RVA_EVENT_CONVERSATION, 0, 2);
    first.order = 5;
    expect_before(&first, &second);
}

Test(entry, of_a_lower_order_is_before_whatever_its_type)
{
    rva__entry first = folded_entry(RVA_EVENT_END, 0, 1);
    rva__entry second = folded_entry(RVA_EVENT_CONVERSATION, 0, 1);
    first.order = -1;
    expect_before(&first, &second);
}

Test(entry, of_one_instant_is_in_the_order_of_types_with_the_end_after_money)
{
    static const int order[] = {RVA_EVENT_CONVERSATION, RVA_EVENT_STAGE,    RVA_EVENT_LEAD,
                                RVA_EVENT_OFFER,        RVA_EVENT_FEEDBACK, RVA_EVENT_TRANSACTION,
                                RVA_EVENT_END,          RVA_EVENT_COST,     RVA_EVENT_MARKET};
    for (int i = 0; i + 1 < 9; i++) {
        const rva__entry first = folded_entry(order[i], 0, 1);
        const rva__entry second = folded_entry(order[i + 1], 0, 1);
        expect_before(&first, &second);
    }
}

Test(entry, entering_a_stage_is_before_completing_another)
{
    const rva__entry first = stage(FOLDED_CLOSING, RVA_ACTION_ENTER);
    const rva__entry second = stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE);
    expect_before(&first, &second);
}

Test(entry, of_stages_is_in_the_order_of_the_settings)
{
    const rva__entry first = stage(FOLDED_INTEREST, RVA_ACTION_ENTER);
    const rva__entry second = stage(FOLDED_CLOSING, RVA_ACTION_ENTER);
    expect_before(&first, &second);
}

Test(entry, of_a_stage_in_no_settings_is_after_those_that_are)
{
    const rva__entry first = stage(FOLDED_CLOSING, RVA_ACTION_ENTER);
    const rva__entry second = stage(FOLDED_BEFORE, RVA_ACTION_ENTER);
    expect_before(&first, &second);
}

Test(entry, of_stages_in_no_settings_is_in_the_order_of_names)
{
    const rva__entry first = stage(FOLDED_BEFORE, RVA_ACTION_ENTER);
    const rva__entry second = stage(FOLDED_ELSEWHERE, RVA_ACTION_ENTER);
    expect_before(&first, &second);
}

Test(entry, that_differs_in_content_alone_has_an_order_all_the_same)
{
    rva__entry first = folded_entry(RVA_EVENT_CONVERSATION, 0, 1);
    rva__entry second = first;
    second.dims[RVA__DIM_SOURCE] = FOLDED_A; /* "(unknown)" is before "a" */
    expect_before(&first, &second);
    second = first;
    second.amount_minor = 3;
    expect_before(&first, &second);
    second = first;
    second.flags = RVA__ENTRY_RANDOMISED;
    expect_before(&first, &second);
    second = first;
    second.lead = 3;
    expect_before(&first, &second);
}

Test(entry, that_differs_in_place_and_name_alone_is_the_same_to_the_fold)
{
    rva__entry first = folded_entry(RVA_EVENT_CONVERSATION, 0, 1);
    rva__entry second = first;
    second.seq = 9;
    second.uid = 9;
    cr_expect_eq(rva__entry_compare(&first, &second, &folded_names), 0);
}

static rva__entry read_back(const rva__entry *before)
{
    rva__entry entry;
    rva__cursor from = rva__cursor_over(bytes.data, bytes.size);
    rva__entry_decode(&from, before, &entry);
    cr_expect_not(from.failed);
    cr_expect_eq(rva__cursor_left(&from), 0);
    return entry;
}

Test(entry, with_nothing_but_its_instant_takes_four_bytes)
{
    static const uint8_t expected[] = {0, 0, 5, 6};
    rva__entry entry = rva__entry_empty;
    entry.at = 5;
    entry.seq = 3;
    rva__entry_encode(&entry, NULL, &bytes);
    cr_assert_eq(bytes.size, sizeof expected);
    cr_expect_arr_eq(bytes.data, expected, sizeof expected);
}

/** A lead that has all there is. */
static rva__entry full_entry(void)
{
    rva__entry entry = folded_entry(RVA_EVENT_LEAD, 4, 1772366400);
    entry.order = -3;
    entry.seq = 1000000;
    entry.flags = RVA__ENTRY_RANDOMISED | RVA__ENTRY_BOUND;
    for (uint32_t d = 0; d < RVA__NAMED_DIMS; d++)
        entry.dims[d] = 100 + d;
    for (uint32_t d = RVA__DIM_ATTRIBUTE_1; d <= RVA__DIM_ATTRIBUTE_8; d++)
        entry.dims[d] = 100000 + d;
    entry.id = UINT64_MAX;
    entry.lead = 2;
    entry.offer = 3;
    entry.of = 4;
    entry.uid = 5;
    entry.amount_minor = -1000000000000000;
    entry.value_minor = 0;
    entry.price_minor = 6;
    entry.response_ms = 7;
    entry.messages = 8;
    entry.competitors = 9;
    entry.score_micro = 1000000;
    entry.rating_micro = 10;
    entry.quality_micro = 11;
    entry.demand_micro = INT64_MAX;
    entry.until_at = 12;
    return entry;
}

Test(entry, with_everything_is_read_back_whole)
{
    const rva__entry entry = full_entry();
    rva__entry_encode(&entry, NULL, &bytes);
    const rva__entry got = read_back(NULL);
    cr_expect_eq(got.at, entry.at);
    cr_expect_eq(got.order, -3);
    cr_expect_eq(got.seq, 1000000);
    cr_expect_eq(got.type, RVA_EVENT_LEAD);
    cr_expect_eq(got.code, 4);
    cr_expect_eq(got.flags, RVA__ENTRY_RANDOMISED | RVA__ENTRY_BOUND);
    cr_expect_arr_eq(got.dims, entry.dims, sizeof got.dims);
    cr_expect_eq(got.id, UINT64_MAX);
    cr_expect_eq(got.lead, 2);
    cr_expect_eq(got.offer, 3);
    cr_expect_eq(got.of, 4);
    cr_expect_eq(got.uid, 5);
    cr_expect_eq(got.amount_minor, -1000000000000000);
    cr_expect_eq(got.value_minor, 0);
    cr_expect_eq(got.price_minor, 6);
    cr_expect_eq(got.response_ms, 7);
    cr_expect_eq(got.messages, 8);
    cr_expect_eq(got.competitors, 9);
    cr_expect_eq(got.score_micro, 1000000);
    cr_expect_eq(got.rating_micro, 10);
    cr_expect_eq(got.quality_micro, 11);
    cr_expect_eq(got.demand_micro, INT64_MAX);
    cr_expect_eq(got.until_at, 12);
}

Test(entry, with_nothing_has_nothing_when_it_is_read_back)
{
    rva__entry_encode(&rva__entry_empty, NULL, &bytes);
    const rva__entry got = read_back(NULL);
    cr_expect_eq(got.id, 0);
    cr_expect_eq(got.dims[RVA__DIM_SOURCE], RVA__VALUE_UNKNOWN);
    cr_expect_eq(got.amount_minor, RVA_ABSENT);
    cr_expect_eq(got.demand_micro, RVA_ABSENT);
    cr_expect_eq(got.until_at, RVA_ABSENT);
}

Test(entry, after_another_is_written_as_what_differs)
{
    rva__entry before = rva__entry_empty;
    rva__entry entry = rva__entry_empty;
    before.at = 1000;
    before.seq = 50;
    entry.at = 1001;
    entry.seq = 49;
    rva__entry_encode(&entry, &before, &bytes);
    cr_expect_eq(bytes.size, 4);
    const rva__entry got = read_back(&before);
    cr_expect_eq(got.at, 1001);
    cr_expect_eq(got.seq, 49);
}

Test(entry, of_a_stage_has_no_attributes)
{
    rva__entry entry = full_entry();
    entry.type = RVA_EVENT_STAGE;
    rva__entry_encode(&entry, NULL, &bytes);
    const rva__entry got = read_back(NULL);
    cr_expect_eq(got.dims[RVA__DIM_ATTRIBUTE_1], 0);
    cr_expect_eq(got.dims[RVA__DIM_STAGE], 110);
}

Test(entry, of_a_type_that_is_no_documents_is_damage)
{
    static const uint8_t erasure[] = {9 << 3, 0, 5, 6};
    rva__entry entry;
    rva__cursor from = rva__cursor_over(erasure, sizeof erasure);
    rva__entry_decode(&from, NULL, &entry);
    cr_expect(from.failed);
}

Test(entry, cut_short_anywhere_is_damage)
{
    const rva__entry full = full_entry();
    rva__entry_encode(&full, NULL, &bytes);
    for (size_t size = 0; size < bytes.size; size++) {
        rva__entry entry;
        rva__cursor from = rva__cursor_over(bytes.data, size);
        rva__entry_decode(&from, NULL, &entry);
        cr_expect(from.failed, "%zu bytes", size);
    }
}
