/**
 * @file fold/test_conversation.c
 * How a conversation stands, and what it states of its stages and turns.
 */
#include <criterion/criterion.h>

#include "folded.h"

TestSuite(conversation, .init = folded_clear, .fini = folded_clear);

static rva__entry conversation(int64_t second)
{
    return folded_entry(RVA_EVENT_CONVERSATION, 0, second);
}

static void put_end(int outcome, int64_t second)
{
    folded_put(folded_entry(RVA_EVENT_END, outcome, second));
}

static uint32_t dim_of(int dimension)
{
    const rva__fact *fact = folded_fact(RVA__FAMILY_CONVERSATION, 0);
    cr_assert(fact);
    return fact->dims[dimension];
}

Test(conversation, begins_with_its_earliest_activity)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 50);
    folded_put(conversation(40));
    folded_lead(1, 60);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_conversations), 1);
    cr_expect_eq(folded_fact(RVA__FAMILY_CONVERSATION, 0)->at, 40000000);
}

Test(conversation, is_none_where_there_is_only_money)
{
    rva__entry sale = folded_entry(RVA_EVENT_TRANSACTION, RVA_KIND_SALE, 10);
    sale.amount_minor = 500;
    folded_put(sale);
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_CONVERSATION), 0);
    cr_expect_eq(folded_facts.expires_at, RVA_ABSENT);
}

Test(conversation, is_open_until_its_idle_time_has_run_out)
{
    folded_put(conversation(0));
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 100);
    folded_at(3699);
    cr_expect_eq(folded_sum(RVA__M_conversations_open), 1);
    cr_expect_eq(folded_sum(RVA__M_conversations_abandoned), 0);
    cr_expect_eq(folded_facts.expires_at, 3700000000);
}

Test(conversation, is_abandoned_at_the_instant_its_idle_time_runs_out)
{
    folded_put(conversation(0));
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 100);
    folded_at(3700);
    cr_expect_eq(folded_sum(RVA__M_conversations_open), 0);
    cr_expect_eq(folded_sum(RVA__M_conversations_abandoned), 1);
}

Test(conversation, that_ended_never_expires)
{
    folded_put(conversation(0));
    put_end(RVA_END_COMPLETED, 9);
    folded_at(10);
    cr_expect_eq(folded_facts.expires_at, RVA_ABSENT);
}

static void expect_outcome(int outcome, int measure)
{
    folded_put(conversation(0));
    put_end(outcome, 9);
    folded_in_the_end();
    cr_expect_eq(folded_sum(measure), 1);
}

Test(conversation, that_ended_completed_is)
{
    expect_outcome(RVA_END_COMPLETED, RVA__M_conversations_completed);
}

Test(conversation, that_ended_abandoned_is)
{
    expect_outcome(RVA_END_ABANDONED, RVA__M_conversations_abandoned);
}

Test(conversation, that_ended_disqualified_is)
{
    expect_outcome(RVA_END_DISQUALIFIED, RVA__M_conversations_disqualified);
}

Test(conversation, that_ended_in_an_error_did)
{
    expect_outcome(RVA_END_ERROR, RVA__M_conversations_error);
}

Test(conversation, ends_as_the_last_end_says)
{
    put_end(RVA_END_ERROR, 5);
    put_end(RVA_END_COMPLETED, 6);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_conversations_error), 0);
    cr_expect_eq(folded_sum(RVA__M_conversations_completed), 1);
}

Test(conversation, is_open_again_by_a_stage_after_its_end)
{
    put_end(RVA_END_COMPLETED, 5);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 6);
    folded_at(7);
    cr_expect_eq(folded_sum(RVA__M_conversations_open), 1);
    cr_expect_eq(folded_sum(RVA__M_conversations_completed), 0);
}

Test(conversation, stays_ended_by_a_stage_of_the_same_instant)
{
    put_end(RVA_END_COMPLETED, 5);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 5);
    folded_at(7);
    cr_expect_eq(folded_sum(RVA__M_conversations_completed), 1);
}

Test(conversation, that_is_completed_lasts_to_its_last_activity)
{
    folded_put(conversation(10));
    put_end(RVA_END_COMPLETED, 52);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_duration_ms), 42000);
    cr_expect_neq(folded_bucket(RVA__H_duration), -1);
}

Test(conversation, that_is_not_completed_has_no_duration)
{
    folded_put(conversation(10));
    put_end(RVA_END_DISQUALIFIED, 52);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_duration_ms), 0);
    cr_expect_eq(folded_bucket(RVA__H_duration), -1);
}

Test(conversation, has_each_attribute_of_the_latest_event_that_gives_it)
{
    rva__entry first = conversation(1);
    first.dims[RVA__DIM_SOURCE] = FOLDED_B;
    first.dims[RVA__DIM_MEDIUM] = FOLDED_B;
    rva__entry second = conversation(2);
    second.dims[RVA__DIM_SOURCE] = FOLDED_A;
    folded_put(first);
    folded_put(second);
    folded_in_the_end();
    cr_expect_eq(dim_of(RVA__DIM_SOURCE), FOLDED_A);
    cr_expect_eq(dim_of(RVA__DIM_MEDIUM), FOLDED_B);
}

Test(conversation, has_the_greater_attribute_of_two_events_of_one_instant)
{
    rva__entry entry = conversation(1);
    entry.dims[RVA__DIM_SOURCE] = FOLDED_B;
    folded_put(entry);
    entry.dims[RVA__DIM_SOURCE] = FOLDED_A;
    entry.order = 1; /* later in the order, but not in time */
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(dim_of(RVA__DIM_SOURCE), FOLDED_B);
}

Test(conversation, has_the_borough_of_its_zip)
{
    rva__entry entry = conversation(1);
    entry.dims[RVA__DIM_ZIP] = FOLDED_ZIP;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(dim_of(RVA__DIM_BOROUGH), FOLDED_BOROUGH);
}

Test(conversation, has_the_borough_it_names_whatever_its_zip)
{
    rva__entry entry = conversation(1);
    entry.dims[RVA__DIM_ZIP] = FOLDED_ZIP;
    entry.dims[RVA__DIM_BOROUGH] = FOLDED_A;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(dim_of(RVA__DIM_BOROUGH), FOLDED_A);
}

Test(conversation, path_has_stages_in_the_order_first_entered)
{
    folded_stage(FOLDED_CLOSING, RVA_ACTION_ENTER, 1);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 2);
    folded_stage(FOLDED_CLOSING, RVA_ACTION_COMPLETE, 3);
    folded_in_the_end();
    cr_expect_eq(folded_facts.path_count, 2);
    cr_expect_eq(folded_facts.path[0], FOLDED_CLOSING);
    cr_expect_eq(folded_facts.path[1], FOLDED_WELCOME);
    cr_expect_not(folded_facts.path_cut);
}

Test(conversation, path_is_cut_after_32_stages)
{
    for (uint32_t stage = 0; stage < 33; stage++)
        folded_stage(100 + stage, RVA_ACTION_ENTER, stage);
    folded_in_the_end();
    cr_expect_eq(folded_facts.path_count, 32);
    cr_expect(folded_facts.path_cut);
}

Test(conversation, with_a_lead_is_qualified_and_no_longer_active)
{
    folded_lead(1, 5);
    folded_lead(2, 6);
    folded_at(7);
    cr_expect_eq(folded_sum(RVA__M_conversations_qualified), 1);
    cr_expect_eq(folded_sum(RVA__M_conversation_leads), 2);
    cr_expect_eq(folded_sum(RVA__M_conversations_open), 1);
    cr_expect_eq(folded_sum(RVA__M_conversations_active), 0);
}

Test(conversation, that_is_open_without_a_lead_is_active)
{
    folded_put(conversation(5));
    folded_at(7);
    cr_expect_eq(folded_sum(RVA__M_conversations_active), 1);
}

static void put_transaction(int kind, int64_t amount_minor, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_TRANSACTION, kind, second);
    entry.lead = 1;
    entry.amount_minor = amount_minor;
    folded_put(entry);
}

Test(conversation, is_sold_by_the_sale_of_its_lead)
{
    folded_lead(1, 5);
    put_transaction(RVA_KIND_SALE, 100, 6);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_conversations_sold), 1);
}

Test(conversation, is_not_sold_once_all_is_returned)
{
    folded_lead(1, 5);
    put_transaction(RVA_KIND_SALE, 100, 6);
    put_transaction(RVA_KIND_RETURN, -100, 7);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_conversations_sold), 0);
}

Test(conversation, lost_without_any_stage_dropped_before_the_first)
{
    folded_put(conversation(5));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_drop_before_first), 1);
}
