/**
 * @file fold/test_stages.c
 * Visits, drop-off and turns of a conversation.
 */
#include <criterion/criterion.h>

#include "folded.h"
#include "model/histogram.h"

TestSuite(stages, .init = folded_clear, .fini = folded_clear);

static void put_end(int outcome, int64_t second)
{
    folded_put(folded_entry(RVA_EVENT_END, outcome, second));
}

Test(stages, entered_twice_is_one_visit_while_it_is_open)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 1);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 2);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 9);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_stage_visits), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_ms), 8000);
}

Test(stages, entered_again_after_it_was_closed_is_visited_twice_and_entered_once)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 1);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_LEAVE, 3);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 10);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 15);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_stage_entered), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_visits), 2);
    cr_expect_eq(folded_sum(RVA__M_stage_closed_visits), 2);
    cr_expect_eq(folded_sum(RVA__M_stage_ms), 7000);
}

Test(stages, are_independent_of_each_other)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 1);
    folded_stage(FOLDED_INTEREST, RVA_ACTION_ENTER, 2);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 4);
    folded_at(5);
    cr_expect_eq(folded_sum(RVA__M_stage_completed), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_open), 1);
}

Test(stages, completed_without_being_entered_is_a_visit_of_unknown_length)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 4);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_stage_entered), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_visits), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_closed_visits), 0);
    cr_expect_eq(folded_bucket(RVA__H_stage), -1);
}

Test(stages, completed_by_any_visit_is_completed)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 4);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_LEAVE, 5);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_stage_completed), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_dropped), 0);
}

static void expect_closed_by(int action, int measure)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 4);
    folded_stage(FOLDED_WELCOME, action, 5);
    folded_in_the_end();
    cr_expect_eq(folded_sum(measure), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_completed), 0);
}

Test(stages, last_skipped_is_skipped)
{
    expect_closed_by(RVA_ACTION_SKIP, RVA__M_stage_skipped);
}

Test(stages, last_disqualified_is_disqualified)
{
    expect_closed_by(RVA_ACTION_DISQUALIFY, RVA__M_stage_disqualified);
}

Test(stages, last_left_is_dropped)
{
    expect_closed_by(RVA_ACTION_LEAVE, RVA__M_stage_dropped);
}

static void expect_left_open(int outcome, int measure)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 4);
    put_end(outcome, 5);
    folded_in_the_end();
    cr_expect_eq(folded_sum(measure), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_open), 0);
}

Test(stages, left_open_in_a_completed_conversation_is_passed)
{
    expect_left_open(RVA_END_COMPLETED, RVA__M_stage_passed);
}

Test(stages, left_open_in_a_disqualified_conversation_is_disqualified)
{
    expect_left_open(RVA_END_DISQUALIFIED, RVA__M_stage_disqualified);
}

Test(stages, left_open_in_an_abandoned_conversation_is_dropped)
{
    expect_left_open(RVA_END_ABANDONED, RVA__M_stage_dropped);
}

Test(stages, left_open_in_a_conversation_with_an_error_is_dropped)
{
    expect_left_open(RVA_END_ERROR, RVA__M_stage_dropped);
}

Test(stages, conversation_is_lost_in_the_stage_it_was_in)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 4);
    folded_stage(FOLDED_INTEREST, RVA_ACTION_ENTER, 5);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_drop_in_stage), 1);
    cr_expect_eq(folded_sum(RVA__M_drop_after_stage), 0);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_STAGE, 1), RVA__M_drop_in_stage), 1);
}

Test(stages, conversation_is_lost_after_the_stage_it_had_completed)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 4);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_drop_after_stage), 1);
    cr_expect_eq(folded_sum(RVA__M_drop_in_stage), 0);
    cr_expect_eq(folded_sum(RVA__M_drop_before_first), 0);
}

Test(stages, disqualified_conversation_is_lost_nowhere)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 4);
    put_end(RVA_END_DISQUALIFIED, 5);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_drop_in_stage), 0);
}

Test(stages, have_the_agent_of_their_last_event_that_names_one)
{
    rva__entry entry = folded_entry(RVA_EVENT_STAGE, RVA_ACTION_ENTER, 1);
    entry.dims[RVA__DIM_STAGE] = FOLDED_WELCOME;
    entry.dims[RVA__DIM_AGENT] = FOLDED_A;
    folded_put(entry);
    entry.at = 2 * FOLDED_SECOND;
    entry.dims[RVA__DIM_AGENT] = FOLDED_B;
    folded_put(entry);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 3);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 0)->dims[RVA__DIM_AGENT], FOLDED_B);
}

Test(stages, have_the_agent_of_the_conversation_when_they_name_none)
{
    rva__entry entry = folded_entry(RVA_EVENT_CONVERSATION, 0, 1);
    entry.dims[RVA__DIM_AGENT] = FOLDED_C;
    folded_put(entry);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 3);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 0)->dims[RVA__DIM_AGENT], FOLDED_C);
}

Test(stages, time_of_a_visit_is_in_the_histogram)
{
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 1);
    folded_stage(FOLDED_WELCOME, RVA_ACTION_COMPLETE, 3);
    folded_in_the_end();
    cr_expect_eq(folded_bucket(RVA__H_stage), (int)rva__histogram_bucket(2000));
}

Test(stages, fifth_closed_visit_makes_another_fact_that_is_not_entered_again)
{
    for (int visit = 0; visit < 5; visit++) {
        folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 10 * visit);
        folded_stage(FOLDED_WELCOME, RVA_ACTION_LEAVE, 10 * visit + 1);
    }
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_STAGE), 2);
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 0)->histogram_count, 4);
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 1)->histogram_count, 1);
    cr_expect_eq(folded_sum(RVA__M_stage_entered), 1);
    cr_expect_eq(folded_sum(RVA__M_stage_visits), 5);
}

Test(stages, begin_when_the_conversation_does)
{
    folded_put(folded_entry(RVA_EVENT_CONVERSATION, 0, 1));
    folded_stage(FOLDED_WELCOME, RVA_ACTION_ENTER, 90000);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_STAGE, 0)->at, 1000000);
}

static rva__entry turn(int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_STAGE, RVA_ACTION_ENTER, second);
    entry.dims[RVA__DIM_STAGE] = FOLDED_WELCOME;
    return entry;
}

Test(stages, event_with_a_response_is_a_turn)
{
    rva__entry entry = turn(1);
    entry.response_ms = 1500;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_response_count), 1);
    cr_expect_eq(folded_sum(RVA__M_response_ms), 1500);
    cr_expect_eq(folded_bucket(RVA__H_response), (int)rva__histogram_bucket(1500));
}

Test(stages, response_of_no_time_at_all_is_counted)
{
    rva__entry entry = turn(1);
    entry.response_ms = 0;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_response_count), 1);
    cr_expect_eq(folded_bucket(RVA__H_response), 0);
}

Test(stages, event_with_messages_or_quality_is_a_turn_without_a_response)
{
    rva__entry entry = turn(1);
    entry.messages = 3;
    folded_put(entry);
    entry = turn(2);
    entry.quality_micro = 900000;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_TURN), 2);
    cr_expect_eq(folded_sum(RVA__M_messages), 3);
    cr_expect_eq(folded_sum(RVA__M_quality_count), 1);
    cr_expect_eq(folded_sum(RVA__M_quality_micro), 900000);
    cr_expect_eq(folded_sum(RVA__M_response_count), 0);
}

Test(stages, event_without_figures_is_no_turn)
{
    folded_put(turn(1));
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_TURN), 0);
}
