/**
 * @file record/test_cell_sums.c
 * Sums made beside the caller against the same sums made by it.
 */
#include "record/cell_sums.h"

#include <criterion/criterion.h>
#include <sched.h>

#include "core/alloc.h"
#include "core/hash.h"
#include "core/zone_load.h"

enum { DOCUMENTS = 4000, FACTS_MAX = 12, DAYS = 20 };

static rva__zone *zone;
static rva__cell_sums sums;
static rva__totals alone = {.words = RVA__CELL_WORDS};
static rva__fact items[FACTS_MAX];
static rva__facts facts = {.items = items};
static uint64_t state;

static uint64_t any(uint64_t below)
{
    state += UINT64_C(0x9e3779b97f4a7c15);
    return rva__hash_mix(state) % below;
}

static void setup(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva__buffer bytes = {0};
    cr_assert_eq(rva__zone_load("America/New_York", &bytes, &err), RVA_OK, "%s", err.message);
    cr_assert_eq(rva__zone_new(bytes.data, bytes.size, &zone, &err), RVA_OK, "%s", err.message);
    rva__buffer_free(&bytes);
    rva__cell_sums_chunk = 16;
    rva__cell_sums_clear(&sums);
    state = 7;
}

static void teardown(void)
{
    rva__cell_sums_free(&sums);
    rva__totals_free(&alone);
    rva__zone_free(zone);
    cr_assert_eq(rva__alloc_live(), 0, "%ld blocks leaked", rva__alloc_live());
}

TestSuite(cell_sums, .init = setup, .fini = teardown);

/** The facts of some document. */
static void make_facts(void)
{
    facts.count = (uint32_t)any(FACTS_MAX);
    for (uint32_t i = 0; i < facts.count; i++) {
        rva__fact *fact = &items[i];
        *fact = (rva__fact){.at = (int64_t)any(DAYS * 24) * RVA__HOUR_US,
                            .family = (uint8_t)any(4),
                            .measure_count = 2,
                            .histogram_count = 1};
        for (int m = 0; m < fact->measure_count; m++) {
            fact->measures[m] = (uint16_t)any(RVA__MEASURE_COUNT);
            fact->values[m] = (int64_t)any(1000) - 300;
        }
        fact->buckets[0] = (uint16_t)any(40);
        for (int d = 0; d < RVA__DIM_COUNT; d++)
            fact->dims[d] = (uint32_t)any(3);
    }
}

static void add_documents(int count)
{
    for (int i = 0; i < count; i++) {
        const int sign = any(4) == 0 ? -1 : 1;
        make_facts();
        rva__cube_add(&alone, &facts, zone, sign);
        rva__cell_sums_add(&sums, &facts, zone, sign);
    }
}

static void compare_entries(void)
{
    rva__histogram_entry *ours, *others;
    size_t our_count, other_count;
    cr_assert(rva__totals_histograms(&sums.cells, &ours, &our_count));
    cr_assert(rva__totals_histograms(&alone, &others, &other_count));
    cr_assert_eq(our_count, other_count);
    for (size_t i = 0; i < our_count; i++) {
        cr_assert_eq(ours[i].index, others[i].index);
        cr_assert_eq(ours[i].kind, others[i].kind);
        cr_assert_eq(ours[i].bucket, others[i].bucket);
        cr_assert_eq(ours[i].count, others[i].count);
    }
    rva__alloc_free(ours);
    rva__alloc_free(others);
}

static void compare(void)
{
    rva__cell_sums_finish(&sums);
    cr_assert_not(sums.cells.failed);
    cr_assert_eq(sums.cells.overflowed, alone.overflowed);
    cr_assert_eq(sums.cells.count, alone.count);
    cr_assert_eq(
        memcmp(sums.cells.keys, alone.keys, alone.count * RVA__CELL_WORDS * sizeof *alone.keys), 0);
    cr_assert_eq(memcmp(sums.cells.items, alone.items, alone.count * sizeof *alone.items), 0);
    compare_entries();
}

Test(cell_sums, sums_are_the_same_in_the_same_order)
{
    add_documents(DOCUMENTS);
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    cr_assert_eq(sums.helper != NULL, CPU_COUNT(&set) > 1, "a helper, where there is a processor");
    compare();
    cr_assert_gt(alone.count, 100);
}

Test(cell_sums, goes_on_after_being_finished)
{
    for (int i = 0; i < 5; i++) {
        add_documents(DOCUMENTS / 20);
        compare();
    }
}

Test(cell_sums, few_facts_need_no_helper)
{
    add_documents(1);
    cr_assert_null(sums.helper);
    compare();
}

Test(cell_sums, forgets_what_is_under_way)
{
    add_documents(DOCUMENTS / 4);
    rva__cell_sums_clear(&sums);
    rva__totals_clear(&alone);
    cr_assert_eq(sums.cells.count, 0);
    add_documents(DOCUMENTS / 4);
    compare();
}

Test(cell_sums, without_memory_for_a_helper_the_caller_goes_on)
{
    rva__cell_sums_chunk = 1u << 31; /* 2 TiB of facts */
    sums.added = UINT32_MAX;
    add_documents(1);
    rva__cell_sums_finish(&sums);
    cr_assert_null(sums.helper);
    rva__cell_sums_chunk = 16;
    add_documents(DOCUMENTS / 4);
    compare();
}

Test(cell_sums, a_sum_beyond_64_bits_is_told)
{
    facts.count = 1;
    items[0] = (rva__fact){.measure_count = 1, .values = {INT64_MAX / 2}};
    for (int i = 0; i < 100; i++) {
        rva__cube_add(&alone, &facts, zone, 1);
        rva__cell_sums_add(&sums, &facts, zone, 1);
    }
    cr_assert(alone.overflowed);
    compare();
}

Test(cell_sums, memory_that_ends_beside_the_caller_is_told)
{
    add_documents(DOCUMENTS / 4);
    rva__cell_sums_finish(&sums);
    const uint32_t count = sums.cells.count;
    rva__alloc_limit(3 + 4); /* the side and its chunks, and little more */
    for (int day = 0; day < 4000; day++) {
        facts.count = 1;
        items[0] = (rva__fact){.at = (DAYS + (int64_t)day) * 24 * RVA__HOUR_US};
        rva__cell_sums_add(&sums, &facts, zone, 1);
    }
    rva__cell_sums_finish(&sums);
    rva__alloc_limit(-1);
    cr_assert(sums.cells.failed);
    cr_assert_geq(sums.cells.count, count);
}
