/**
 * @file cube/test_days.c
 * Facts in the order of their local days.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "cube/days.h"
#include "summed.h"

enum { FACTS_MAX = 600, DAY = 20520 }; /* 2026-03-08, when clocks go forward in New York */

static rva__zone *zone;
static rva__days days;
static rva__fact items[FACTS_MAX];
static rva__facts facts;

static void begin(void)
{
    zone = summed_zone("America/New_York");
    facts = (rva__facts){.items = items};
}

static void end(void)
{
    rva__zone_free(zone);
    rva__days_free(&days);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(days, .init = begin, .fini = end);

static void add(const char *at)
{
    items[facts.count++] = summed_fact(RVA__FAMILY_MONEY, summed_at(at));
}

static void expect_day(const rva__day *day, uint32_t number, size_t count)
{
    cr_assert_eq(day->count, count);
    cr_expect_eq(rva__day_number(day), number + RVA__DAY_BIAS);
}

Test(days, of_no_facts_are_none)
{
    cr_assert(rva__days_of(&days, &facts, zone));
    cr_expect_eq(days.count, 0);
    cr_expect_eq(rva__days_at(&days, 0).count, 0);
    cr_expect_eq(rva__days_find(&days, DAY + RVA__DAY_BIAS).count, 0);
}

Test(days, end_at_local_midnight_also_when_clocks_change)
{
    add("2026-03-08T04:59:59.999999Z");
    add("2026-03-08T05:00:00Z");
    add("2026-03-09T03:59:59.999999Z"); /* a day of 23 hours */
    add("2026-03-09T04:00:00Z");
    cr_assert(rva__days_of(&days, &facts, zone));
    const rva__day before = rva__days_at(&days, 0);
    const rva__day day = rva__days_at(&days, 1);
    const rva__day after = rva__days_at(&days, 3);
    expect_day(&before, DAY - 1, 1);
    expect_day(&day, DAY, 2);
    expect_day(&after, DAY + 1, 1);
    cr_expect_eq(rva__day_start(zone, DAY + RVA__DAY_BIAS), summed_at("2026-03-08T05:00:00Z"));
}

Test(days, keep_the_order_of_facts_within_them)
{
    add("2026-03-10T12:00:00Z");
    add("2026-03-08T23:00:00Z");
    add("2026-03-10T11:00:00Z");
    add("2026-03-08T22:00:00Z");
    cr_assert(rva__days_of(&days, &facts, zone));
    const rva__day day = rva__days_find(&days, DAY + RVA__DAY_BIAS);
    const rva__day later = rva__days_find(&days, DAY + 2 + RVA__DAY_BIAS);
    expect_day(&day, DAY, 2);
    expect_day(&later, DAY + 2, 2);
    cr_expect_eq(rva__day_fact(&facts, &day, 0), &items[1]);
    cr_expect_eq(rva__day_fact(&facts, &day, 1), &items[3]);
    cr_expect_eq(rva__day_fact(&facts, &later, 0), &items[0]);
    cr_expect_eq(rva__day_fact(&facts, &later, 1), &items[2]);
    cr_expect_eq(rva__days_find(&days, DAY + 1 + RVA__DAY_BIAS).count, 0);
    cr_expect_eq(rva__days_find(&days, DAY + 3 + RVA__DAY_BIAS).count, 0);
}

Test(days, can_be_many)
{
    for (int i = 0; i < FACTS_MAX; i++)
        items[facts.count++] = summed_fact(
            RVA__FAMILY_MONEY, rva__zone_day_start(zone, DAY + i * 7919 % (FACTS_MAX / 2)));
    cr_assert(rva__days_of(&days, &facts, zone));
    for (int i = 0; i < FACTS_MAX / 2; i++) {
        const rva__day day = rva__days_find(&days, (uint32_t)(DAY + i) + RVA__DAY_BIAS);
        expect_day(&day, (uint32_t)(DAY + i), 2);
        cr_expect_lt(day.items[0].value, day.items[1].value);
    }
}

Test(days, without_memory_are_told)
{
    facts.count = FACTS_MAX;
    rva__alloc_limit(0);
    const bool good = rva__days_of(&days, &facts, zone);
    rva__alloc_limit(-1);
    cr_expect_not(good);
}
