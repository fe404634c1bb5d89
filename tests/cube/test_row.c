/**
 * @file cube/test_row.c
 * Facts of one document and day as a row, and back.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "cube/row.h"
#include "model/histogram.h"
#include "summed.h"

enum { FACTS_MAX = 4, DAY = 20513 }; /* 2026-03-01 */

static rva__zone *zone;
static rva__days days;
static rva__fact items[FACTS_MAX];
static rva__facts facts;
static rva__buffer bytes;
static rva__row_reader reader;
static int64_t day_at;

static void begin(void)
{
    zone = summed_zone("UTC");
    day_at = rva__zone_day_start(zone, DAY);
    facts = (rva__facts){.items = items};
}

static void end(void)
{
    rva__zone_free(zone);
    rva__days_free(&days);
    rva__buffer_free(&bytes);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(row, .init = begin, .fini = end);

/** Another fact, so many microseconds after midnight. */
static rva__fact *add(int family, int64_t after)
{
    items[facts.count] = summed_fact(family, day_at + after);
    return &items[facts.count++];
}

static void write_row(void)
{
    cr_assert(rva__days_of(&days, &facts, zone));
    const rva__day day = rva__days_find(&days, DAY + RVA__DAY_BIAS);
    rva__row_encode(&facts, &day, day_at, &bytes);
    rva__row_open(&reader, bytes.data, bytes.size, day_at);
}

static void expect_fact(const rva__fact *expected)
{
    cr_assert(rva__row_next(&reader));
    cr_assert(rva__row_body(&reader));
    rva__row_dims(&reader);
    const rva__fact *got = &reader.fact;
    cr_expect_eq(got->at, expected->at);
    cr_expect_eq(got->family, expected->family);
    const uint32_t has = rva__family_dimensions(expected->family);
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        if (has >> d & 1 && expected->dims[d] != RVA__VALUE_NONE)
            cr_expect_eq(got->dims[d], expected->dims[d], "dimension %d", d);
    cr_assert_eq(got->measure_count, expected->measure_count);
    cr_expect_arr_eq(got->measures, expected->measures, expected->measure_count);
    cr_expect_arr_eq(got->values, expected->values, expected->measure_count * sizeof(int64_t));
    cr_assert_eq(got->histogram_count, expected->histogram_count);
    for (int i = 0; i < expected->histogram_count; i++)
        cr_expect(got->histograms[i] == expected->histograms[i] &&
                  got->buckets[i] == expected->buckets[i]);
}

static void expect_end(void)
{
    cr_expect_not(rva__row_next(&reader));
    cr_expect_not(reader.from.failed);
}

Test(row, with_all_a_fact_can_have_is_read_back_whole)
{
    rva__fact *fact = add(RVA__FAMILY_OFFER, 5);
    for (uint32_t d = 0; d < RVA__DIM_ATTRIBUTE_1; d++)
        if (fact->dims[d] != RVA__VALUE_NONE)
            fact->dims[d] = 1000 + d;
    for (int m = 0; m < RVA__FACT_MEASURES; m++)
        summed_measure(fact, RVA__M_offers + m, m % 2 ? INT64_MIN + m : INT64_MAX - m);
    for (int h = 0; h < RVA__FACT_HISTOGRAMS; h++)
        summed_histogram(fact, RVA__H_score_positive, RVA__HISTOGRAM_BUCKETS - 1 - h);
    write_row();
    expect_fact(fact);
    expect_end();
}

Test(row, with_attributes_is_read_back_with_them)
{
    rva__fact *lead = add(RVA__FAMILY_LEAD, 5);
    lead->dims[RVA__DIM_ATTRIBUTE_1] = 17;
    lead->dims[RVA__DIM_ATTRIBUTE_8] = 70000;
    rva__fact *conversation = add(RVA__FAMILY_CONVERSATION, 5);
    memcpy(conversation->dims + RVA__DIM_ATTRIBUTE_1, lead->dims + RVA__DIM_ATTRIBUTE_1,
           RVA__ATTRIBUTES_MAX * sizeof *lead->dims);
    write_row();
    expect_fact(lead);
    expect_fact(conversation);
    expect_end();
}

Test(row, without_attributes_has_no_bytes_for_them)
{
    rva__fact *fact = add(RVA__FAMILY_CONVERSATION, 0);
    for (int d = 0; d <= RVA__DIM_PATH; d++)
        fact->dims[d] = 2;
    summed_measure(fact, RVA__M_conversations, 1);
    write_row();
    static const uint8_t expected[] = {
        1 << 1 | 1, 0,                   /* conversations, uniform, all known and no attribute */
        2,          2, 2, 2, 2, 2, 2, 2, /* their values */
        1,          0, 4,   /* a conversation, at midnight, nothing changed, four bytes */
        1,          0, 2, 0 /* one measure, number 0, is 1; no histogram */
    };
    cr_assert_eq(bytes.size, sizeof expected);
    cr_expect_arr_eq(bytes.data, expected, sizeof expected);
}

Test(row, holds_the_facts_of_its_day_alone)
{
    add(RVA__FAMILY_LEAD, -1);
    rva__fact *first = add(RVA__FAMILY_LEAD, 0);
    rva__fact *last = add(RVA__FAMILY_LEAD, INT64_C(86399999999));
    add(RVA__FAMILY_LEAD, INT64_C(86400000000));
    write_row();
    expect_fact(first);
    expect_fact(last);
    expect_end();
}

Test(row, has_stages_and_turns_last)
{
    rva__fact *stage = add(RVA__FAMILY_STAGE, 1);
    rva__fact *turn = add(RVA__FAMILY_TURN, 1);
    rva__fact *money = add(RVA__FAMILY_MONEY, 9);
    stage->dims[RVA__DIM_STAGE] = 4;
    turn->dims[RVA__DIM_STAGE] = 5;
    write_row();
    expect_fact(money);
    expect_fact(stage);
    expect_fact(turn);
    expect_end();
}

Test(row, with_a_body_of_more_than_127_bytes_is_read_back_whole)
{
    rva__fact *fact = add(RVA__FAMILY_OFFER, 5);
    for (int m = 0; m < RVA__FACT_MEASURES; m++)
        summed_measure(fact, RVA__M_offers + m, INT64_MAX - m);
    rva__fact *after = add(RVA__FAMILY_OFFER, 6);
    summed_measure(after, RVA__M_offers, 1);
    write_row();
    expect_fact(fact);
    expect_fact(after);
    expect_end();
}

Test(row, says_which_families_it_has)
{
    add(RVA__FAMILY_STAGE, 1);
    add(RVA__FAMILY_MONEY, 9);
    write_row();
    cr_expect_eq(reader.families, RVA__FAMILY_BIT(STAGE) | RVA__FAMILY_BIT(MONEY));
}

Test(row, skips_what_is_not_wanted)
{
    add(RVA__FAMILY_CONVERSATION, 1);
    rva__fact *money = add(RVA__FAMILY_MONEY, 9);
    money->dims[RVA__DIM_PLATFORM] = 4;
    add(RVA__FAMILY_STAGE, 1);
    write_row();
    reader.wanted = RVA__FAMILY_BIT(MONEY);
    expect_fact(money);
    expect_end();
}

Test(row, of_facts_from_one_source_says_so)
{
    add(RVA__FAMILY_LEAD, 1)->dims[RVA__DIM_SOURCE] = 3;
    add(RVA__FAMILY_MONEY, 2)->dims[RVA__DIM_SOURCE] = 3;
    write_row();
    cr_expect(reader.shared & RVA__DIM_BIT(SOURCE));
    cr_expect(reader.shared & RVA__DIM_BIT(MEDIUM));
    cr_expect_not(reader.shared & RVA__DIM_BIT(PLATFORM));
}

Test(row, with_a_sale_from_another_source_says_so)
{
    add(RVA__FAMILY_LEAD, 1)->dims[RVA__DIM_SOURCE] = 3;
    rva__fact *money = add(RVA__FAMILY_MONEY, 2);
    money->dims[RVA__DIM_SOURCE] = 4;
    write_row();
    cr_expect_not(reader.shared & RVA__DIM_BIT(SOURCE));
    cr_expect(rva__row_next(&reader));
    expect_fact(money);
}

Test(row, of_a_difference_is_what_an_open_conversation_has_more_and_less)
{
    rva__fact *closed = add(RVA__FAMILY_CONVERSATION, 0);
    summed_measure(closed, RVA__M_conversations, 1);
    summed_measure(closed, RVA__M_conversations_abandoned, 1);
    rva__fact open_fact = summed_fact(RVA__FAMILY_CONVERSATION, day_at);
    summed_measure(&open_fact, RVA__M_conversations, 1);
    summed_measure(&open_fact, RVA__M_conversations_open, 1);
    const rva__facts open = {.items = &open_fact, .count = 1};
    rva__row_encode_difference(&facts, &open, &bytes);
    rva__row_open(&reader, bytes.data, bytes.size, 0);
    rva__fact expected = summed_fact(RVA__FAMILY_CONVERSATION, day_at);
    summed_measure(&expected, RVA__M_conversations_open, 1);
    summed_measure(&expected, RVA__M_conversations_abandoned, -1);
    expect_fact(&expected);
    expect_end();
}

Test(row, of_differences_tells_stages_apart)
{
    rva__fact others[2];
    rva__facts open = {.items = others};
    for (uint32_t stage = 4; stage < 6; stage++) {
        rva__fact *closed = add(RVA__FAMILY_STAGE, 0);
        closed->dims[RVA__DIM_STAGE] = stage;
        summed_measure(closed, RVA__M_stage_dropped, 1);
        rva__fact *other = &others[open.count++];
        *other = summed_fact(RVA__FAMILY_STAGE, day_at);
        other->dims[RVA__DIM_STAGE] = stage;
        summed_measure(other, RVA__M_stage_open, 1);
    }
    rva__row_encode_difference(&facts, &open, &bytes);
    rva__row_open(&reader, bytes.data, bytes.size, 0);
    for (uint32_t i = 0; i < open.count; i++) {
        rva__fact expected = others[i];
        summed_measure(&expected, RVA__M_stage_dropped, -1);
        expect_fact(&expected);
    }
    expect_end();
}

Test(row, of_no_difference_has_no_facts)
{
    summed_measure(add(RVA__FAMILY_CONVERSATION, 0), RVA__M_conversations, 1);
    rva__row_encode_difference(&facts, &facts, &bytes);
    rva__row_open(&reader, bytes.data, bytes.size, 0);
    expect_end();
}

static void expect_damage(const uint8_t *damaged, size_t size)
{
    rva__row_open(&reader, damaged, size, 0);
    if (rva__row_next(&reader))
        rva__row_body(&reader);
    cr_expect(reader.from.failed);
}

#define EXPECT_DAMAGE(...)                                                                         \
    do {                                                                                           \
        static const uint8_t damaged[] = {__VA_ARGS__};                                            \
        expect_damage(damaged, sizeof damaged);                                                    \
    } while (0)

/* A head of two bytes: all families, no dimension known. */
Test(row, with_a_family_that_the_schema_does_not_have_is_refused)
{
    EXPECT_DAMAGE(2, 0xff, 0x01, 100 << 1 | 1, 0x01, 0, 2, 0, 0);
}

Test(row, with_a_measure_that_the_schema_does_not_have_is_refused)
{
    EXPECT_DAMAGE(2, 0xff, 0x01, 1, 0, 4, 1, 250, 2, 0);
}

Test(row, with_more_measures_than_a_fact_can_have_is_refused)
{
    EXPECT_DAMAGE(2, 0xff, 0x01, 1, 0, 2, RVA__FACT_MEASURES + 1, 0);
}

Test(row, with_a_body_longer_than_its_lists_is_refused)
{
    EXPECT_DAMAGE(2, 0xff, 0x01, 1, 0, 3, 0, 0, 0);
}

Test(row, cut_short_within_a_fact_is_refused)
{
    EXPECT_DAMAGE(2, 0xff, 0x01, 1, 0, 4, 1, 0);
}

Test(row, of_a_note_is_in_a_day_before_all_others)
{
    rva__days own = {0};
    rva__fact *note = add(RVA__FAMILY_NOTE, 7);
    cr_assert(rva__days_of(&own, &facts, zone));
    const rva__day day = rva__days_at(&own, 0);
    cr_expect_eq(rva__day_number(&day), RVA__DAY_OF_NOTES + RVA__DAY_BIAS);
    cr_expect_eq(rva__day_start(zone, rva__day_number(&day)), 0);
    rva__row_encode(&facts, &day, 0, &bytes);
    rva__days_free(&own);
    rva__row_open(&reader, bytes.data, bytes.size, 0);
    expect_fact(note);
    cr_expect_not(rva__row_next(&reader));
}
