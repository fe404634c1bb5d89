/**
 * @file fold/test_offers.c
 * How a lead stands by what went out, and what buyers said of it.
 */
#include <criterion/criterion.h>

#include "folded.h"
#include "model/histogram.h"

enum { LEAD = 1, OFFER = 11, OTHER_OFFER = 12 };

static void begin(void)
{
    folded_clear();
    folded_lead(LEAD, 0);
}

TestSuite(offers, .init = begin, .fini = folded_clear);

/** An offer of the lead to a platform. */
static rva__entry offer(uint64_t id, uint32_t platform, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_OFFER, 0, second);
    entry.id = id;
    entry.lead = LEAD;
    entry.dims[RVA__DIM_PLATFORM] = platform;
    return entry;
}

/** What the buyer of an offer says. */
static rva__entry feedback(uint64_t id, int verdict, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_FEEDBACK, verdict, second);
    entry.offer = id;
    return entry;
}

/** What a platform says of the lead without naming an offer. */
static rva__entry word(uint32_t platform, int verdict, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_FEEDBACK, verdict, second);
    entry.lead = LEAD;
    entry.dims[RVA__DIM_PLATFORM] = platform;
    return entry;
}

static void put_sale(int64_t amount_minor, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_TRANSACTION, RVA_KIND_SALE, second);
    entry.lead = LEAD;
    entry.amount_minor = amount_minor;
    folded_put(entry);
}

/** The lead once more, with a score and a predicted value. */
static void predict(int64_t score_micro, int64_t value_minor, uint32_t tier)
{
    rva__entry entry = folded_entry(RVA_EVENT_LEAD, 0, 0);
    entry.id = LEAD;
    entry.score_micro = score_micro;
    entry.value_minor = value_minor;
    entry.dims[RVA__DIM_TIER] = tier;
    rva__document_remove(&folded_document, 0);
    folded_put(entry);
}

static void expect_state(int measure)
{
    static const int states[] = {RVA__M_leads_waiting, RVA__M_leads_pending, RVA__M_leads_answered,
                                 RVA__M_leads_with_sale};
    folded_in_the_end();
    for (int i = 0; i < 4; i++)
        cr_expect_eq(folded_sum(states[i]), states[i] == measure, "%s",
                     rva__measure_name(states[i]));
}

Test(offers, lead_without_any_waits)
{
    expect_state(RVA__M_leads_waiting);
}

Test(offers, lead_with_one_that_was_delivered_is_pending)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    expect_state(RVA__M_leads_pending);
}

Test(offers, lead_with_a_verdict_is_answered)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(feedback(OFFER, RVA_VERDICT_REJECTED, 2));
    expect_state(RVA__M_leads_answered);
}

Test(offers, lead_is_pending_until_the_last_one_is_answered)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(offer(OTHER_OFFER, FOLDED_B, 1));
    folded_put(feedback(OFFER, RVA_VERDICT_REJECTED, 2));
    expect_state(RVA__M_leads_pending);
}

Test(offers, lead_that_is_sold_is_that_whatever_is_pending)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    put_sale(100, 2);
    expect_state(RVA__M_leads_with_sale);
}

Test(offers, that_is_not_delivered_and_silent_does_not_go_out)
{
    rva__entry entry = offer(OFFER, FOLDED_A, 1);
    entry.flags = RVA__ENTRY_UNDELIVERED;
    folded_put(entry);
    expect_state(RVA__M_leads_waiting);
    cr_expect_eq(folded_sum(RVA__M_offers), 1);
    cr_expect_eq(folded_sum(RVA__M_offers_delivered), 0);
    cr_expect_eq(folded_sum(RVA__M_offers_sent), 0);
}

Test(offers, that_is_not_delivered_went_out_all_the_same_when_it_is_answered)
{
    rva__entry entry = offer(OFFER, FOLDED_A, 1);
    entry.flags = RVA__ENTRY_UNDELIVERED;
    folded_put(entry);
    folded_put(feedback(OFFER, RVA_VERDICT_ACCEPTED, 2));
    expect_state(RVA__M_leads_answered);
    cr_expect_eq(folded_sum(RVA__M_offers_delivered), 0);
    cr_expect_eq(folded_sum(RVA__M_offers_sent), 1);
}

Test(offers, by_chance_are_counted_apart)
{
    rva__entry entry = offer(OFFER, FOLDED_A, 1);
    entry.flags = RVA__ENTRY_RANDOMISED;
    folded_put(entry);
    folded_put(offer(OTHER_OFFER, FOLDED_B, 1));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers), 2);
    cr_expect_eq(folded_sum(RVA__M_offers_randomised), 1);
}

static void expect_verdict(int verdict, int measure)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(feedback(OFFER, verdict, 2));
    folded_in_the_end();
    cr_expect_eq(folded_sum(measure), 1);
    cr_expect_eq(folded_sum(RVA__M_offers_pending), 0);
    cr_expect_eq(folded_sum(RVA__M_offers_answered), 1);
}

Test(offers, accepted)
{
    expect_verdict(RVA_VERDICT_ACCEPTED, RVA__M_offers_accepted);
}

Test(offers, rejected)
{
    expect_verdict(RVA_VERDICT_REJECTED, RVA__M_offers_rejected);
}

Test(offers, timed_out)
{
    expect_verdict(RVA_VERDICT_TIMEOUT, RVA__M_offers_timeout);
}

Test(offers, returned_were_accepted)
{
    expect_verdict(RVA_VERDICT_RETURNED, RVA__M_offers_returned);
    cr_expect_eq(folded_sum(RVA__M_offers_accepted), 1);
}

Test(offers, count_by_their_last_verdict_and_are_answered_by_their_first)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(feedback(OFFER, RVA_VERDICT_ACCEPTED, 3));
    folded_put(feedback(OFFER, RVA_VERDICT_REJECTED, 9));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers_accepted), 0);
    cr_expect_eq(folded_sum(RVA__M_offers_rejected), 1);
    cr_expect_eq(folded_sum(RVA__M_offer_response_ms), 2000);
    cr_expect_eq(folded_bucket(RVA__H_offer_response), (int)rva__histogram_bucket(2000));
}

Test(offers, answered_before_they_were_made_took_no_time)
{
    folded_put(offer(OFFER, FOLDED_A, 5));
    folded_put(feedback(OFFER, RVA_VERDICT_ACCEPTED, 3));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers_answered), 1);
    cr_expect_eq(folded_sum(RVA__M_offer_response_ms), 0);
    cr_expect_eq(folded_bucket(RVA__H_offer_response), 0);
}

Test(offers, keep_every_rating)
{
    rva__entry entry = feedback(OFFER, RVA_VERDICT_ACCEPTED, 3);
    folded_put(offer(OFFER, FOLDED_A, 1));
    entry.rating_micro = 4000000;
    folded_put(entry);
    entry.at = 4 * FOLDED_SECOND;
    entry.rating_micro = 5000000;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_rating_count), 2);
    cr_expect_eq(folded_sum(RVA__M_rating_micro), 9000000);
}

static void expect_judged(int64_t score_micro, int verdict, int measure)
{
    predict(score_micro, RVA_ABSENT, RVA__VALUE_UNKNOWN);
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(feedback(OFFER, verdict, 2));
    folded_in_the_end();
    cr_expect_eq(folded_sum(measure), 1);
}

Test(offers, accepted_with_a_score_of_a_half_is_a_true_positive)
{
    expect_judged(500000, RVA_VERDICT_ACCEPTED, RVA__M_true_positive);
}

Test(offers, accepted_with_a_score_below_a_half_is_a_false_negative)
{
    expect_judged(499999, RVA_VERDICT_ACCEPTED, RVA__M_false_negative);
}

Test(offers, rejected_with_a_score_of_a_half_is_a_false_positive)
{
    expect_judged(500000, RVA_VERDICT_REJECTED, RVA__M_false_positive);
}

Test(offers, timed_out_with_a_score_below_a_half_is_a_true_negative)
{
    expect_judged(499999, RVA_VERDICT_TIMEOUT, RVA__M_true_negative);
}

Test(offers, returned_is_not_what_a_high_score_predicted)
{
    expect_judged(900000, RVA_VERDICT_RETURNED, RVA__M_false_positive);
}

Test(offers, accepted_without_a_score_is_an_unpredicted_positive)
{
    expect_judged(RVA_ABSENT, RVA_VERDICT_ACCEPTED, RVA__M_unpredicted_positive);
    cr_expect_eq(folded_sum(RVA__M_unpredicted_negative), 0);
    cr_expect_eq(folded_sum(RVA__M_brier_nano), 0);
}

Test(offers, rejected_without_a_score_is_an_unpredicted_negative)
{
    expect_judged(RVA_ABSENT, RVA_VERDICT_REJECTED, RVA__M_unpredicted_negative);
    cr_expect_eq(folded_sum(RVA__M_unpredicted_positive), 0);
}

/* (0.8 - 1)^2 = 0.04 */
Test(offers, brier_score_is_the_square_of_the_error)
{
    expect_judged(800000, RVA_VERDICT_ACCEPTED, RVA__M_true_positive);
    cr_expect_eq(folded_sum(RVA__M_brier_nano), 40000000);
}

Test(offers, score_is_in_the_histogram_of_its_outcome_in_thousandths)
{
    expect_judged(799500, RVA_VERDICT_REJECTED, RVA__M_false_positive);
    cr_expect_eq(folded_bucket(RVA__H_score_negative), 800);
    cr_expect_eq(folded_bucket(RVA__H_score_positive), -1);
}

Test(offers, pending_judge_nothing)
{
    predict(900000, 500, FOLDED_A);
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers_pending), 1);
    cr_expect_eq(folded_sum(RVA__M_true_positive), 0);
    cr_expect_eq(folded_sum(RVA__M_brier_nano), 0);
}

Test(offers, have_the_tier_predicted_and_the_one_the_buyer_found)
{
    predict(RVA_ABSENT, RVA_ABSENT, FOLDED_A);
    folded_put(offer(OFFER, FOLDED_C, 1));
    rva__entry entry = feedback(OFFER, RVA_VERDICT_ACCEPTED, 2);
    entry.dims[RVA__DIM_TIER] = FOLDED_B;
    folded_put(entry);
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_OFFER, 0);
    cr_expect_eq(fact->dims[RVA__DIM_PREDICTED_TIER], FOLDED_A);
    cr_expect_eq(fact->dims[RVA__DIM_ACTUAL_TIER], FOLDED_B);
    cr_expect_eq(fact->dims[RVA__DIM_TIER], FOLDED_B);
    cr_expect_eq(fact->dims[RVA__DIM_PLATFORM], FOLDED_C);
    cr_expect_eq(folded_sum(RVA__M_tier_judged), 1);
    cr_expect_eq(folded_sum(RVA__M_tier_matched), 0);
}

Test(offers, have_no_actual_tier_while_no_buyer_said_one)
{
    predict(RVA_ABSENT, RVA_ABSENT, FOLDED_A);
    folded_put(offer(OFFER, FOLDED_C, 1));
    folded_put(feedback(OFFER, RVA_VERDICT_ACCEPTED, 2));
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_OFFER, 0);
    cr_expect_eq(fact->dims[RVA__DIM_ACTUAL_TIER], RVA__VALUE_UNKNOWN);
    cr_expect_eq(fact->dims[RVA__DIM_TIER], FOLDED_A);
    cr_expect_eq(folded_sum(RVA__M_tier_judged), 0);
}

Test(offers, of_the_tier_predicted_are_matched)
{
    predict(RVA_ABSENT, RVA_ABSENT, FOLDED_A);
    folded_put(offer(OFFER, FOLDED_C, 1));
    rva__entry entry = feedback(OFFER, RVA_VERDICT_ACCEPTED, 2);
    entry.dims[RVA__DIM_TIER] = FOLDED_A;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_tier_matched), 1);
}

Test(offers, lead_has_the_tier_of_the_latest_word_on_it)
{
    predict(RVA_ABSENT, RVA_ABSENT, FOLDED_A);
    rva__entry entry = word(FOLDED_C, RVA_VERDICT_ACCEPTED, 2);
    entry.dims[RVA__DIM_TIER] = FOLDED_B;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD, 0)->dims[RVA__DIM_TIER], FOLDED_B);
}

Test(offers, lead_keeps_its_tier_when_a_later_word_says_none)
{
    rva__entry entry = word(FOLDED_C, RVA_VERDICT_ACCEPTED, 2);
    entry.dims[RVA__DIM_TIER] = FOLDED_B;
    folded_put(entry);
    folded_put(word(FOLDED_C, RVA_VERDICT_RETURNED, 3));
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD, 0)->dims[RVA__DIM_TIER], FOLDED_B);
}

Test(offers, verdict_is_of_the_offer_that_it_names)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(offer(OTHER_OFFER, FOLDED_A, 1));
    folded_put(feedback(OTHER_OFFER, RVA_VERDICT_ACCEPTED, 2));
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_OFFER), 2);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_OFFER, 0), RVA__M_offers_pending), 1);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_OFFER, 1), RVA__M_offers_accepted), 1);
}

Test(offers, word_without_an_offer_is_of_the_latest_one_to_its_platform)
{
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(offer(OTHER_OFFER, FOLDED_A, 5));
    folded_put(offer(13, FOLDED_B, 6));
    folded_put(word(FOLDED_A, RVA_VERDICT_ACCEPTED, 7));
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_OFFER), 3);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_OFFER, 1), RVA__M_offers_accepted), 1);
    cr_expect_eq(folded_sum(RVA__M_offer_response_ms), 2000);
}

Test(offers, word_at_the_instant_of_an_offer_is_of_it)
{
    folded_put(offer(OFFER, FOLDED_A, 3));
    folded_put(word(FOLDED_A, RVA_VERDICT_ACCEPTED, 3));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers), 1);
}

Test(offers, word_before_every_offer_implies_one)
{
    folded_put(word(FOLDED_A, RVA_VERDICT_ACCEPTED, 3));
    folded_put(offer(OFFER, FOLDED_A, 5));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers), 2);
    cr_expect_eq(folded_sum(RVA__M_offers_pending), 1);
    cr_expect_eq(folded_sum(RVA__M_offers_accepted), 1);
}

Test(offers, implied_are_delivered_and_took_no_known_time)
{
    folded_put(word(FOLDED_A, RVA_VERDICT_ACCEPTED, 3));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers_delivered), 1);
    cr_expect_eq(folded_sum(RVA__M_offers_sent), 1);
    cr_expect_eq(folded_sum(RVA__M_offers_answered), 0);
    cr_expect_eq(folded_fact(RVA__FAMILY_OFFER, 0)->at, 3000000);
    cr_expect_eq(folded_fact(RVA__FAMILY_OFFER, 0)->entry, -1);
}

Test(offers, words_of_one_platform_share_the_implied_one)
{
    folded_put(word(FOLDED_A, RVA_VERDICT_ACCEPTED, 3));
    folded_put(word(FOLDED_A, RVA_VERDICT_RETURNED, 4));
    folded_put(word(FOLDED_B, RVA_VERDICT_REJECTED, 5));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers), 2);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_OFFER, 0), RVA__M_offers_returned), 1);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_OFFER, 1), RVA__M_offers_rejected), 1);
}

Test(offers, named_but_never_made_and_without_lead_and_platform_count_in_nothing)
{
    folded_put(feedback(99, RVA_VERDICT_REJECTED, 3));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers), 0);
    cr_expect_eq(folded_sum(RVA__M_offers_rejected), 0);
}

Test(offers, named_but_never_made_is_that_of_its_lead_and_platform)
{
    rva__entry entry = word(FOLDED_A, RVA_VERDICT_ACCEPTED, 3);
    entry.offer = 99;
    folded_put(entry);
    folded_put(word(FOLDED_A, RVA_VERDICT_REJECTED, 4));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_offers), 1);
    cr_expect_eq(folded_sum(RVA__M_offers_rejected), 1);
}

static void expect_value(int64_t error_minor, int64_t actual_minor)
{
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_value_error_minor), error_minor);
    cr_expect_eq(folded_sum(RVA__M_value_actual_minor), actual_minor);
}

Test(offers, value_is_the_one_the_buyer_said)
{
    predict(RVA_ABSENT, 500, RVA__VALUE_UNKNOWN);
    folded_put(offer(OFFER, FOLDED_A, 1));
    rva__entry entry = feedback(OFFER, RVA_VERDICT_REJECTED, 2);
    entry.value_minor = 800;
    folded_put(entry);
    expect_value(300, 800);
}

Test(offers, value_is_the_net_of_the_lead_where_the_buyer_said_none)
{
    predict(RVA_ABSENT, 500, RVA__VALUE_UNKNOWN);
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(feedback(OFFER, RVA_VERDICT_ACCEPTED, 2));
    put_sale(450, 3);
    expect_value(50, 450);
}

Test(offers, rejected_has_no_value_though_the_lead_was_sold)
{
    predict(RVA_ABSENT, 500, RVA__VALUE_UNKNOWN);
    folded_put(offer(OFFER, FOLDED_A, 1));
    folded_put(feedback(OFFER, RVA_VERDICT_REJECTED, 2));
    put_sale(450, 3);
    expect_value(0, 0);
}

Test(offers, lead_is_worth_what_was_predicted)
{
    predict(RVA_ABSENT, 500, FOLDED_A);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_leads), 1);
    cr_expect_eq(folded_sum(RVA__M_leads_value_minor), 500);
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD, 0)->dims[RVA__DIM_TIER], FOLDED_A);
}

Test(offers, of_a_lead_that_is_not_there_make_no_lead)
{
    rva__entry entry = offer(OFFER, FOLDED_A, 1);
    entry.lead = 77;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_leads), 1);
    cr_expect_eq(folded_fact(RVA__FAMILY_OFFER, 0)->lead, 77);
    const rva__fact *fact = folded_fact(RVA__FAMILY_OFFER, 0);
    cr_expect_eq(fact->dims[RVA__DIM_PREDICTED_TIER], RVA__VALUE_UNKNOWN);
}

Test(offers, of_a_lead_that_is_not_there_are_judged_and_match_nothing)
{
    rva__entry entry = offer(OFFER, FOLDED_A, 1);
    entry.lead = 77;
    folded_put(entry);
    entry = feedback(OFFER, RVA_VERDICT_ACCEPTED, 2);
    entry.dims[RVA__DIM_TIER] = FOLDED_A;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_tier_judged), 1);
    cr_expect_eq(folded_sum(RVA__M_tier_matched), 0);
}
