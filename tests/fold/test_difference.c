/**
 * @file fold/test_difference.c
 * What two lists of facts do not share.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "core/hash.h"
#include "fold/difference.h"
#include "fold/facts.h"

enum { FACTS_MAX = 40, VALUES = 6, ROUNDS = 3000 };

static rva__fact old_items[FACTS_MAX], new_items[FACTS_MAX];
static rva__facts before, after, gone, come;

static void begin(void)
{
    before = (rva__facts){.items = old_items};
    after = (rva__facts){.items = new_items};
}

static void end(void)
{
    rva__facts_free(&gone);
    rva__facts_free(&come);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(difference, .init = begin, .fini = end);

/** A fact known by its value alone. */
static rva__fact fact_of(int64_t value)
{
    rva__fact fact = {.family = RVA__FAMILY_MONEY, .at = 7};
    rva__fact_measure(&fact, RVA__M_sales, value);
    return fact;
}

static void put(rva__facts *to, const char *values)
{
    for (to->count = 0; *values; values++)
        to->items[to->count++] = fact_of(*values);
}

static void expect(const rva__facts *facts, const char *values)
{
    cr_assert_eq(facts->count, strlen(values), "%u facts, not \"%s\"", facts->count, values);
    for (uint32_t i = 0; i < facts->count; i++)
        cr_expect_eq(facts->items[i].values[0], values[i]);
}

static void check(const char *old, const char *fresh, const char *gone_values,
                  const char *come_values)
{
    put(&before, old);
    put(&after, fresh);
    cr_assert(rva__facts_difference(&before, &after, &gone, &come));
    expect(&gone, gone_values);
    expect(&come, come_values);
}

Test(difference, of_the_same_facts_is_nothing)
{
    check("", "", "", "");
    check("abc", "abc", "", "");
}

Test(difference, is_what_came)
{
    check("", "abc", "", "abc");
    check("abc", "abcd", "", "d");
    check("abc", "axbc", "", "x");
    check("abc", "xyzabc", "", "xyz");
}

Test(difference, is_what_went)
{
    check("abc", "", "abc", "");
    check("abcd", "abc", "d", "");
    check("axbc", "abc", "x", "");
}

Test(difference, is_what_is_otherwise)
{
    check("abcde", "abxde", "c", "x");
    check("abcde", "vbcdw", "ae", "vw");
}

Test(difference, counts_facts_that_are_there_twice)
{
    check("aab", "ab", "a", "");
    check("ab", "aab", "", "a");
}

Test(difference, tells_facts_apart_by_all_that_they_add)
{
    rva__fact *fact = &new_items[0];
    before.count = after.count = 1;
    old_items[0] = fact_of(1);
    for (int part = 0; part < 6; part++) {
        *fact = fact_of(1);
        if (part == 0)
            fact->at++;
        else if (part == 1)
            fact->family = RVA__FAMILY_COST;
        else if (part == 2)
            fact->dims[RVA__DIM_COUNT - 1]++;
        else if (part == 3)
            fact->values[0]++;
        else if (part == 4)
            rva__fact_measure(fact, RVA__M_leads, 1);
        else
            rva__fact_histogram(fact, RVA__H_duration, 3);
        cr_assert(rva__facts_difference(&before, &after, &gone, &come));
        cr_expect(gone.count == 1 && come.count == 1, "part %d", part);
    }
}

static uint64_t any(uint64_t *state, uint64_t below)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    return rva__hash_mix(*state) % below;
}

/** The facts of a list that are not of another, found in it one after the other, in order. */
static void leave(const rva__facts *all, const rva__facts *but, int64_t *out, uint32_t *count)
{
    uint32_t next = 0;
    *count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        if (next < but->count && rva__fact_same(&all->items[i], &but->items[next]))
            next++;
        else
            out[(*count)++] = all->items[i].values[0];
    }
    cr_assert_eq(next, but->count, "what went or came is in the list, in its order");
}

Test(difference, leaves_the_same_sums_on_both_sides)
{
    uint64_t state = 3;
    for (int round = 0; round < ROUNDS; round++) {
        int64_t sums[VALUES + 1] = {0};
        before.count = (uint32_t)any(&state, FACTS_MAX + 1);
        after.count = (uint32_t)any(&state, FACTS_MAX + 1);
        for (uint32_t i = 0; i < before.count; i++)
            old_items[i] = fact_of(1 + (int64_t)any(&state, VALUES));
        for (uint32_t i = 0; i < after.count; i++)
            new_items[i] = i < before.count && any(&state, 4) != 0
                               ? old_items[i]
                               : fact_of(1 + (int64_t)any(&state, VALUES));
        cr_assert(rva__facts_difference(&before, &after, &gone, &come));
        for (uint32_t i = 0; i < before.count; i++)
            sums[old_items[i].values[0]]++;
        for (uint32_t i = 0; i < gone.count; i++)
            sums[gone.items[i].values[0]]--;
        for (uint32_t i = 0; i < come.count; i++)
            sums[come.items[i].values[0]]++;
        for (uint32_t i = 0; i < after.count; i++)
            sums[new_items[i].values[0]]--;
        for (int v = 0; v <= VALUES; v++)
            cr_assert_eq(sums[v], 0, "round %d", round);
    }
}

Test(difference, leaves_the_same_facts_in_the_same_order)
{
    int64_t stayed[FACTS_MAX], stays[FACTS_MAX];
    uint32_t stayed_count, stays_count;
    uint64_t state = 5;
    for (int round = 0; round < ROUNDS; round++) { /* all different, so that each is known */
        before.count = after.count = 0;
        for (int64_t value = 1; value <= FACTS_MAX; value++) {
            const uint64_t in = any(&state, 4);
            if (in != 0)
                old_items[before.count++] = fact_of(value);
            if (in != 1)
                new_items[after.count++] = fact_of(value);
        }
        cr_assert(rva__facts_difference(&before, &after, &gone, &come));
        leave(&before, &gone, stayed, &stayed_count);
        leave(&after, &come, stays, &stays_count);
        cr_assert_eq(stayed_count, stays_count);
        cr_assert_arr_eq(stayed, stays, stays_count * sizeof *stays);
    }
}

Test(difference, without_memory_is_told)
{
    put(&before, "abc");
    put(&after, "xyz");
    rva__alloc_limit(0);
    const bool good = rva__facts_difference(&before, &after, &gone, &come);
    rva__alloc_limit(-1);
    cr_expect_not(good);
}
