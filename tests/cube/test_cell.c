/**
 * @file cube/test_cell.c
 * Which cells a fact adds to, and cells as bytes.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "cube/cell.h"
#include "summed.h"

enum { FACTS_MAX = 4, NOON = 20513 }; /* 2026-03-01 */

#define ALL_HISTOGRAMS UINT32_MAX

static rva__zone *zone;
static rva__fact items[FACTS_MAX];
static rva__facts facts = {.items = items};
static rva__totals cells = {.words = RVA__CELL_WORDS};
static rva__totals read_back = {.words = 1};
static rva__buffer bytes;

static void begin(void)
{
    zone = summed_zone("UTC");
}

static void end(void)
{
    rva__zone_free(zone);
    rva__totals_free(&cells);
    rva__totals_free(&read_back);
    rva__buffer_free(&bytes);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(cell, .init = begin, .fini = end);

static int find_day(uint32_t dims, int family)
{
    return rva__cuboid_find(dims, 1u << family, 0, RVA__CELL_DAY);
}

Test(cell, cuboid_without_dimensions_answers_sums_of_all_families_but_notes)
{
    for (int family = 0; family < RVA__FAMILY_COUNT; family++)
        cr_expect_eq(find_day(0, family), family == RVA__FAMILY_NOTE ? -1 : 0, "%s",
                     rva__family_name(family));
}

Test(cell, cuboid_is_the_smallest_that_has_the_dimensions)
{
    cr_expect_eq(find_day(RVA__DIM_BIT(TIER), RVA__FAMILY_OFFER), 1);
    cr_expect_eq(find_day(RVA__DIM_BIT(PLATFORM), RVA__FAMILY_MONEY), 2);
    cr_expect_eq(find_day(RVA__DIM_BIT(PLATFORM) | RVA__DIM_BIT(TIER), RVA__FAMILY_MONEY), 7);
    cr_expect_eq(find_day(RVA__DIM_BIT(TIER) | RVA__DIM_BIT(BOROUGH), RVA__FAMILY_MONEY), 11);
}

Test(cell, cuboid_of_tiers_predicted_and_found_is_of_offers)
{
    const uint32_t dims = RVA__DIM_BIT(PREDICTED_TIER) | RVA__DIM_BIT(ACTUAL_TIER);
    cr_expect_eq(find_day(dims, RVA__FAMILY_OFFER), 12);
    cr_expect_eq(find_day(dims, RVA__FAMILY_MONEY), -1);
}

Test(cell, cuboid_of_an_attribute_answers_for_it_alone)
{
    cr_expect_eq(find_day(RVA__DIM_BIT(ATTRIBUTE_3), RVA__FAMILY_LEAD), 15);
    cr_expect_eq(find_day(RVA__DIM_BIT(ATTRIBUTE_3) | RVA__DIM_BIT(TIER), RVA__FAMILY_LEAD), -1);
}

Test(cell, cuboid_of_hours_has_money_and_no_offers)
{
    const uint32_t money = RVA__FAMILY_BIT(MONEY);
    const uint32_t offers = RVA__FAMILY_BIT(OFFER);
    cr_expect_eq(rva__cuboid_find(0, money, 0, RVA__CELL_HOUR), 0);
    cr_expect_eq(rva__cuboid_find(0, offers, 0, RVA__CELL_HOUR), -1);
}

Test(cell, cuboid_without_a_histogram_does_not_answer_it)
{
    const uint32_t stage = RVA__FAMILY_BIT(STAGE);
    const uint32_t times = 1u << RVA__H_stage;
    cr_expect_eq(rva__cuboid_find(0, stage, times, RVA__CELL_DAY), 5);
    cr_expect_eq(rva__cuboid_find(0, stage, 0, RVA__CELL_DAY), 0);
}

static void expect_key(const uint32_t words[RVA__CELL_WORDS], const uint8_t *expected, size_t size)
{
    uint8_t key[RVA__CELL_KEY_BYTES];
    uint32_t got[RVA__CELL_WORDS];
    cr_assert_eq(rva__cell_key(words, key), size);
    cr_expect_arr_eq(key, expected, size);
    cr_expect(rva__cell_key_read(key, size, got));
    cr_expect_arr_eq(got, words, sizeof got);
}

Test(cell, key_is_grain_bucket_and_cuboid)
{
    static const uint32_t words[RVA__CELL_WORDS] = {RVA__CELL_DAY, 0x01020304, 0};
    static const uint8_t expected[] = {1, 1, 2, 3, 4, 0};
    expect_key(words, expected, sizeof expected);
}

Test(cell, key_has_the_values_of_its_dimensions)
{
    static const uint32_t words[RVA__CELL_WORDS] = {RVA__CELL_HOUR, 5, 11, 2, 3, 0x100};
    static const uint8_t expected[] = {2, 0, 0, 0, 5, 11, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 1, 0};
    expect_key(words, expected, sizeof expected);
}

Test(cell, key_of_a_wrong_size_or_cuboid_is_none)
{
    static const uint8_t key[] = {1, 0, 0, 0, 5, 1, 0, 0, 0, 2, 0};
    static const uint8_t of_no_cuboid[] = {1, 0, 0, 0, 5, RVA__CUBOID_COUNT};
    uint32_t words[RVA__CELL_WORDS];
    cr_expect(rva__cell_key_read(key, 10, words));
    cr_expect_not(rva__cell_key_read(key, 11, words));
    cr_expect_not(rva__cell_key_read(key, 9, words));
    cr_expect_not(rva__cell_key_read(key, 5, words));
    cr_expect_not(rva__cell_key_read(of_no_cuboid, sizeof of_no_cuboid, words));
}

static void expect_bytes(const rva__total *total, const uint8_t *expected, size_t size)
{
    rva__cell_encode(total, NULL, 0, &bytes);
    cr_assert_eq(bytes.size, size);
    cr_expect_arr_eq(bytes.data, expected, size);
}

static bool decode(const void *data, size_t size)
{
    static const uint32_t key;
    return rva__cell_decode(data, size, ALL_HISTOGRAMS, &read_back,
                            rva__totals_index(&read_back, &key));
}

Test(cell, of_nothing_has_no_bytes)
{
    rva__cell_encode(&(rva__total){{0}}, NULL, 0, &bytes);
    cr_expect_eq(bytes.size, 0);
}

Test(cell, of_one_measure_takes_four_bytes)
{
    static const uint8_t expected[] = {1, 1, 2, 0};
    const rva__total total = {{[0] = 1}};
    expect_bytes(&total, expected, sizeof expected);
}

/* Measure 77 is the sixth of the tenth group, which is the third of the second head. */
Test(cell, measure_beyond_the_seventh_group_takes_a_second_head)
{
    static const uint8_t expected[] = {0x80, 1 << 2, 1 << 5, 1, 0};
    const rva__total total = {{[77] = -1}};
    expect_bytes(&total, expected, sizeof expected);
    cr_assert(decode(bytes.data, bytes.size));
    cr_expect_eq(read_back.items[0].values[77], -1);
}

Test(cell, with_all_measures_is_read_back_whole)
{
    rva__total total;
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        total.values[m] = (m % 2 ? -1 : 1) * ((int64_t)m * m * m * 1000003 + 1);
    rva__cell_encode(&total, NULL, 0, &bytes);
    cr_assert(decode(bytes.data, bytes.size));
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        cr_expect_eq(read_back.items[0].values[m], total.values[m], "measure %d", m);
}

Test(cell, is_added_to_what_is_there)
{
    const rva__total total = {{[3] = 5, [40] = 6}};
    rva__cell_encode(&total, NULL, 0, &bytes);
    cr_assert(decode(bytes.data, bytes.size));
    cr_assert(decode(bytes.data, bytes.size));
    cr_expect_eq(read_back.items[0].values[3], 10);
    cr_expect_eq(read_back.items[0].values[40], 12);
}

#define EXPECT_DAMAGE(...)                                                                         \
    do {                                                                                           \
        static const uint8_t damaged[] = {__VA_ARGS__};                                            \
        cr_expect_not(decode(damaged, sizeof damaged));                                            \
    } while (0)

Test(cell, with_a_longer_head_than_the_schema_needs_is_refused)
{
    EXPECT_DAMAGE(0x80, 0x80, 0, 0);
}

Test(cell, with_a_group_that_the_schema_does_not_have_is_refused)
{
    EXPECT_DAMAGE(0x80, 1 << 6, 1, 2, 0);
}

Test(cell, with_a_measure_that_the_schema_does_not_have_is_refused)
{
    EXPECT_DAMAGE(0x80, 1 << 2, 1 << 7, 2, 0);
}

Test(cell, without_its_end_is_refused)
{
    EXPECT_DAMAGE(1, 1, 2);
}

Test(cell, with_bytes_after_its_end_is_refused)
{
    EXPECT_DAMAGE(1, 1, 2, 0, 0);
}

Test(cell, with_a_histogram_that_the_schema_does_not_have_is_refused)
{
    EXPECT_DAMAGE(1, 1, 2, 100, 0, 0);
}

/* Kind 0 is written as 1, then 3 bytes: bucket 1,700 as two, and a count. */
Test(cell, with_a_bucket_that_no_histogram_has_is_refused)
{
    EXPECT_DAMAGE(0, 1, 3, 0xa4, 0x0d, 2, 0);
}

/* Bucket 3 has the least number of 64 bits, twice. */
static void expect_overflow(void)
{
    static const uint8_t counts[] = {0,    1,    11,   3,    0xff, 0xff, 0xff, 0xff,
                                     0xff, 0xff, 0xff, 0xff, 0xff, 1,    0};
    cr_assert(decode(counts, sizeof counts));
    cr_expect_not(read_back.overflowed);
    cr_assert(decode(counts, sizeof counts));
    cr_expect(read_back.overflowed);
}

Test(cell, with_counts_that_leave_64_bits_is_told)
{
    expect_overflow();
}

Test(cell, with_counts_that_leave_64_bits_is_told_of_merged_ones)
{
    read_back.merged =
        rva__alloc_zero(RVA__HISTOGRAM_COUNT * RVA__HISTOGRAM_BUCKETS, sizeof(int64_t));
    cr_assert_not_null(read_back.merged);
    expect_overflow();
    rva__alloc_free(read_back.merged);
    read_back.merged = NULL;
}

Test(cell, keeps_the_histograms_that_are_wanted)
{
    static const rva__histogram_entry entries[] = {{0, RVA__H_duration, 0, 2},
                                                   {0, RVA__H_duration, 1699, -1},
                                                   {0, RVA__H_score_negative, 800, 300}};
    static const uint32_t key;
    rva__cell_encode(&(rva__total){{0}}, entries, 3, &bytes);
    rva__histogram_entry *got = NULL;
    size_t count = 0;
    cr_assert(rva__cell_decode(bytes.data, bytes.size, 1u << RVA__H_duration, &read_back,
                               rva__totals_index(&read_back, &key)));
    cr_assert(rva__totals_histograms(&read_back, &got, &count));
    cr_assert_eq(count, 2);
    cr_expect_eq(got[0].bucket, 0);
    cr_expect_eq(got[0].count, 2);
    cr_expect_eq(got[1].bucket, 1699);
    cr_expect_eq(got[1].count, -1);
    rva__alloc_free(got);
}

/** The value of a measure in a cell, or -1 when there is no such cell. */
static int64_t cell_value(uint32_t grain, uint32_t bucket, uint32_t cuboid, uint32_t dim,
                          int measure)
{
    const uint32_t words[RVA__CELL_WORDS] = {grain, bucket, cuboid, dim};
    const uint32_t index = rva__totals_find(&cells, words);
    return index == UINT32_MAX ? -1 : cells.items[index].values[measure];
}

static void put_sale(void)
{
    items[0] = summed_fact(RVA__FAMILY_MONEY, summed_at("2026-03-01T12:30:00Z"));
    items[0].dims[RVA__DIM_PLATFORM] = 7;
    summed_measure(&items[0], RVA__M_revenue_gross_minor, 900);
    facts.count = 1;
}

Test(cell, of_each_cuboid_of_its_family_has_the_fact)
{
    put_sale();
    rva__cube_add(&cells, &facts, zone, 1);
    const uint32_t day = NOON + RVA__DAY_BIAS;
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 0, 0, RVA__M_revenue_gross_minor), 900);
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 2, 7, RVA__M_revenue_gross_minor), 900);
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 2, 0, RVA__M_revenue_gross_minor), -1);
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 5, 0, RVA__M_revenue_gross_minor), -1);
}

Test(cell, of_the_hour_has_the_fact)
{
    put_sale();
    rva__cube_add(&cells, &facts, zone, 1);
    const uint32_t hour = rva__hour_bucket(summed_at("2026-03-01T12:00:00Z"));
    cr_expect_eq(cell_value(RVA__CELL_HOUR, hour, 0, 0, RVA__M_revenue_gross_minor), 900);
}

Test(cell, is_nothing_once_its_fact_is_taken_off_again)
{
    put_sale();
    summed_histogram(&items[0], RVA__H_duration, 5);
    rva__cube_add(&cells, &facts, zone, 1);
    rva__cube_add(&cells, &facts, zone, -1);
    cr_expect_gt(cells.count, 0);
    for (uint32_t i = 0; i < cells.count; i++)
        rva__cell_encode(&cells.items[i], NULL, 0, &bytes);
    cr_expect_eq(bytes.size, 0);
}

Test(cell, of_an_attribute_is_there_while_the_fact_has_it)
{
    put_sale();
    rva__cube_add(&cells, &facts, zone, 1);
    const uint32_t day = NOON + RVA__DAY_BIAS;
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 13, 0, RVA__M_revenue_gross_minor), -1);
    items[0].dims[RVA__DIM_ATTRIBUTE_1] = 3;
    rva__cube_add(&cells, &facts, zone, 1);
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 13, 3, RVA__M_revenue_gross_minor), 900);
    cr_expect_eq(cell_value(RVA__CELL_DAY, day, 14, 0, RVA__M_revenue_gross_minor), -1);
}

Test(cell, bucket_of_an_hour_is_its_minute_since_1970_and_a_thousand)
{
    cr_expect_eq(rva__hour_bucket(0), 1000);
    cr_expect_eq(rva__hour_bucket(3600 * INT64_C(1000000)), 1060);
    cr_expect_eq(rva__hour_bucket(-1800 * INT64_C(1000000)), 970);
}

/** Every hour of some days leads to its bucket and back. */
static void expect_buckets(const char *name, const char *from, int hours)
{
    rva__zone_free(zone);
    zone = summed_zone(name);
    int64_t at = rva__zone_hour_start(zone, summed_at(from));
    for (int i = 0; i < hours; i++, at = rva__zone_hour_end(zone, at))
        cr_expect_eq(rva__hour_bucket_start(zone, rva__hour_bucket(at)), at, "hour %d", i);
}

Test(cell, buckets_of_hours_lead_back_in_new_york_where_clocks_change)
{
    expect_buckets("America/New_York", "2026-03-07T12:00:00Z", 48);
    expect_buckets("America/New_York", "2026-10-31T12:00:00Z", 48);
}

Test(cell, buckets_of_hours_lead_back_half_an_hour_off)
{
    expect_buckets("Asia/Kolkata", "2026-03-01T00:00:00Z", 48);
}

Test(cell, buckets_of_hours_lead_back_where_clocks_change_by_half_an_hour)
{
    expect_buckets("Australia/Lord_Howe", "2025-10-04T00:00:00Z", 48);
    expect_buckets("Australia/Lord_Howe", "2025-04-05T00:00:00Z", 48);
}

/* 44 minutes and 30 seconds behind: hours begin within a minute. */
Test(cell, buckets_of_hours_lead_back_with_seconds_in_the_offset)
{
    expect_buckets("Africa/Monrovia", "1971-06-01T00:00:00Z", 24);
}
