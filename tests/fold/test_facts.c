/**
 * @file fold/test_facts.c
 * What every fact has, whichever part of the fold states it.
 */
#include <criterion/criterion.h>

#include "core/alloc.h"
#include "folded.h"

TestSuite(facts, .init = folded_clear, .fini = folded_clear);

static void put_sold_lead(void)
{
    rva__entry entry = folded_entry(RVA_EVENT_CONVERSATION, 0, 1);
    entry.dims[RVA__DIM_CHANNEL] = FOLDED_A;
    folded_put(entry);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 2);
    folded_lead(7, 3);
    entry = folded_entry(RVA_EVENT_OFFER, 0, 4);
    entry.id = 8;
    entry.lead = 7;
    folded_put(entry);
    entry = folded_entry(RVA_EVENT_TRANSACTION, RVA_KIND_SALE, 5);
    entry.offer = 8;
    entry.amount_minor = 100;
    folded_put(entry);
}

Test(facts, of_an_empty_document_are_none)
{
    folded_in_the_end();
    cr_expect_eq(folded_facts.count, 0);
}

Test(facts, have_the_dimensions_of_their_family_and_no_other)
{
    put_sold_lead();
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_CONVERSATION, 0)->dims[RVA__DIM_STAGE], RVA__VALUE_NONE);
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 0)->dims[RVA__DIM_STAGE], FOLDED_WELCOME);
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD, 0)->dims[RVA__DIM_PLATFORM], RVA__VALUE_NONE);
    cr_expect_eq(folded_fact(RVA__FAMILY_OFFER, 0)->dims[RVA__DIM_PLATFORM], RVA__VALUE_UNKNOWN);
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->dims[RVA__DIM_PREDICTED_TIER], RVA__VALUE_NONE);
}

Test(facts, have_what_their_conversation_carries)
{
    put_sold_lead();
    folded_in_the_end();
    cr_expect_eq(folded_facts.count, 6);
    for (uint32_t i = 0; i < folded_facts.count; i++)
        cr_expect_eq(folded_facts.items[i].dims[RVA__DIM_CHANNEL], FOLDED_A, "fact %u", i);
}

Test(facts, have_no_value_of_an_attribute_that_the_settings_do_not_name)
{
    put_sold_lead();
    folded_in_the_end();
    for (int d = RVA__DIM_ATTRIBUTE_1; d <= RVA__DIM_ATTRIBUTE_8; d++)
        cr_expect_eq(folded_facts.items[0].dims[d], RVA__VALUE_NONE);
}

Test(facts, lead_to_the_entry_that_they_are_about)
{
    put_sold_lead();
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_CONVERSATION, 0)->entry, -1);
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD, 0)->entry, 2);
    cr_expect_eq(folded_fact(RVA__FAMILY_OFFER, 0)->entry, 3);
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->entry, 4);
}

Test(facts, of_trade_lead_to_their_lead)
{
    put_sold_lead();
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD, 0)->lead, 7);
    cr_expect_eq(folded_fact(RVA__FAMILY_OFFER, 0)->lead, 7);
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD_SALE, 0)->lead, 7);
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->lead, 7);
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 0)->lead, 0);
}

Test(facts, have_no_measure_that_is_nothing)
{
    put_sold_lead();
    folded_in_the_end();
    for (uint32_t i = 0; i < folded_facts.count; i++)
        for (int m = 0; m < folded_facts.items[i].measure_count; m++)
            cr_expect_neq(folded_facts.items[i].values[m], 0);
}

Test(facts, have_measures_of_their_family_alone)
{
    put_sold_lead();
    folded_in_the_end();
    for (uint32_t i = 0; i < folded_facts.count; i++)
        for (int m = 0; m < folded_facts.items[i].measure_count; m++)
            cr_expect_eq(rva__measure_family(folded_facts.items[i].measures[m]),
                         folded_facts.items[i].family);
}

Test(facts, take_the_place_of_those_before)
{
    put_sold_lead();
    folded_in_the_end();
    rva__document_remove(&folded_document, 4);
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_MONEY), 0);
    cr_expect_eq(folded_sum(RVA__M_conversations), 1);
}

Test(facts, of_more_stages_than_there_was_room_for_are_all_there)
{
    for (uint32_t stage = 0; stage < 100; stage++)
        folded_stage(1000 + stage, RVA_ACTION_ENTER, stage);
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_STAGE), 100);
}

Test(facts, without_memory_say_so_and_lose_none)
{
    put_sold_lead();
    for (long allowed = 0;; allowed++) {
        rva__facts_free(&folded_facts);
        rva__alloc_limit(allowed);
        const rva_status status =
            rva__facts_of(&folded_document, &folded_rules, RVA__NOW_NEVER, &folded_facts, NULL);
        rva__alloc_limit(-1);
        cr_assert(status == RVA_OK || status == RVA_NO_MEMORY);
        if (status == RVA_OK)
            break;
        cr_assert_lt(allowed, 100);
    }
    cr_expect_eq(folded_facts.count, 6);
    folded_clear();
    cr_expect_eq(rva__alloc_live(), 0);
}
