/**
 * @file read/test_refusals.c
 * The offers of a period that buyers refused, with their reasons, out of a store.
 */
#include <stdio.h>

#include <criterion/criterion.h>

#include "given.h"

static rva_store *store;
static rva_report *report;
static rva_error err;

/** A conversation with a lead and an offer to SolarReviews, ids ending in the name. */
static void record_offer(const char *name)
{
    char ids[3][GIVEN_ID_BYTES];
    static const char *const before[] = {"c-", "l-", "o-"};
    for (int i = 0; i < 3; i++)
        snprintf(ids[i], sizeof ids[i], "%s%s", before[i], name);
    rva_event conversation = given_conversation(ids[0]);
    conversation.source = "google";
    const rva_event lead = given_lead(ids[1], ids[0]);
    const rva_event offer = given_offer(ids[2], ids[1], "SolarReviews");
    given_record(store, &conversation);
    given_record(store, &lead);
    given_record(store, &offer);
}

static rva_event feedback(const char *id, const char *offer, int64_t second, int verdict,
                          const char *reason)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_FEEDBACK, GIVEN_AT + second * GIVEN_SECOND);
    event.id = id;
    event.offer = offer;
    event.verdict = verdict;
    event.reason = reason;
    return event;
}

static void answer(const char *id, const char *offer, int64_t second, int verdict,
                   const char *reason)
{
    const rva_event event = feedback(id, offer, second, verdict, reason);
    given_record(store, &event);
}

static void begin(void)
{
    store = given_store(given_place("store"));
    record_offer("1");
}

static void end(void)
{
    rva_report_free(report);
    rva_store_close(store);
    given_end();
}

TestSuite(refusals, .init = begin, .fini = end);

/** The reasons of a period, under a condition if there is one; how many. */
static size_t reasons(int64_t from_at, int64_t to_at, const rva_filter *where)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = from_at;
    query.to_at = to_at;
    query.now_at = GIVEN_AT + 30 * GIVEN_DAY;
    query.where = where;
    query.where_count = where ? 1 : 0;
    rva_report_free(report);
    report = NULL;
    given_check(rva_report_quality_analytics(store, &query, &report, &err), &err, "report");
    return rva_table_row_count(rva_report_table(report, "reasons"));
}

static size_t reasons_of_the_day(void)
{
    return reasons(GIVEN_AT - GIVEN_DAY / 2, GIVEN_AT + GIVEN_DAY / 2, NULL);
}

static void expect(size_t index, const char *verdict, const char *reason, const char *platform)
{
    const rva_reason_row *row = rva_table_row_at(rva_report_table(report, "reasons"), index);
    cr_assert_not_null(row);
    cr_expect_str_eq(row->verdict, verdict);
    cr_expect_str_eq(row->reason, reason);
    cr_expect_str_eq(row->platform, platform);
}

Test(refusals, carry_the_reason_of_the_feedback)
{
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    cr_assert_eq(reasons_of_the_day(), 1);
    expect(0, "rejected", "too far", "SolarReviews");
}

Test(refusals, are_none_while_nobody_answers_or_when_accepted)
{
    cr_expect_eq(reasons_of_the_day(), 0);
    answer("f-1", "o-1", 600, RVA_VERDICT_ACCEPTED, "good roof");
    cr_expect_eq(reasons_of_the_day(), 0);
}

Test(refusals, are_of_the_last_verdict_whatever_came_first)
{
    answer("f-2", "o-1", 900, RVA_VERDICT_RETURNED, "roof too small");
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    cr_assert_eq(reasons_of_the_day(), 1);
    expect(0, "returned", "roof too small", "SolarReviews");
    answer("f-3", "o-1", 1200, RVA_VERDICT_ACCEPTED, NULL);
    cr_expect_eq(reasons_of_the_day(), 0);
}

Test(refusals, keep_no_reason_of_an_earlier_verdict)
{
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    answer("f-2", "o-1", 900, RVA_VERDICT_TIMEOUT, NULL);
    cr_assert_eq(reasons_of_the_day(), 1);
    expect(0, "timeout", "(unknown)", "SolarReviews");
}

Test(refusals, of_an_offer_that_feedback_alone_proves_count_too)
{
    rva_event event = feedback("f-1", NULL, 600, RVA_VERDICT_REJECTED, "no capacity");
    event.lead = "l-1";
    event.platform = "Modernize";
    given_record(store, &event);
    cr_assert_eq(reasons_of_the_day(), 1);
    expect(0, "rejected", "no capacity", "Modernize");
}

Test(refusals, belong_to_the_instant_of_the_offer)
{
    const int64_t made_at = GIVEN_AT + 120 * GIVEN_SECOND;
    answer("f-1", "o-1", 40 * 3600, RVA_VERDICT_REJECTED, "too far");
    cr_expect_eq(reasons(made_at, made_at + 1, NULL), 1);
    cr_expect_eq(reasons(made_at - GIVEN_DAY, made_at, NULL), 0);
    cr_expect_eq(reasons(made_at + 1, made_at + 5 * GIVEN_DAY, NULL), 0);
}

Test(refusals, of_one_lead_on_several_days_count_once_each)
{
    rva_event later = given_offer("o-2", "l-1", "SolarReviews");
    later.at += GIVEN_DAY;
    given_record(store, &later);
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    answer("f-2", "o-2", 2 * 86400, RVA_VERDICT_REJECTED, "too far");
    cr_assert_eq(reasons(GIVEN_AT - GIVEN_DAY, GIVEN_AT + 3 * GIVEN_DAY, NULL), 1);
    const rva_reason_row *row = rva_table_row_at(rva_report_table(report, "reasons"), 0);
    cr_expect_eq(row->offers, 2);
    cr_expect_eq(reasons_of_the_day(), 1);
    cr_expect_eq(
        ((const rva_reason_row *)rva_table_row_at(rva_report_table(report, "reasons"), 0))->offers,
        1);
}

Test(refusals, meet_the_conditions)
{
    static const rva_filter google = {"source", "google", 0};
    static const rva_filter others = {"source", "google", 1};
    static const rva_filter buyer = {"platform", "Modernize", 0};
    const int64_t to_at = GIVEN_AT + GIVEN_DAY;
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    cr_expect_eq(reasons(GIVEN_AT, to_at, &google), 1);
    cr_expect_eq(reasons(GIVEN_AT, to_at, &others), 0);
    cr_expect_eq(reasons(GIVEN_AT, to_at, &buyer), 0);
}

Test(refusals, that_were_corrected_stand_as_corrected)
{
    rva_outcome outcome;
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "to far");
    rva_event right = feedback("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    right.correct = 1;
    given_check(rva_record(store, &right, &outcome, &err), &err, "correct");
    cr_assert_eq(reasons_of_the_day(), 1);
    expect(0, "rejected", "too far", "SolarReviews");
}

Test(refusals, lose_their_reason_with_an_erasure_and_keep_their_count)
{
    rva_outcome outcome;
    record_offer("2");
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    answer("f-2", "o-2", 600, RVA_VERDICT_REJECTED, "too far");
    const rva_event erasure = given_erasure("c-1");
    given_check(rva_record(store, &erasure, &outcome, &err), &err, "erase");
    cr_assert_eq(reasons_of_the_day(), 2);
    expect(0, "rejected", "too far", "SolarReviews");
    expect(1, "rejected", "(unknown)", "SolarReviews");
}

Test(refusals, are_found_after_a_rebuild)
{
    answer("f-1", "o-1", 600, RVA_VERDICT_REJECTED, "too far");
    given_check(rva_store_rebuild(store, NULL, NULL, NULL, &err), &err, "rebuild");
    cr_assert_eq(reasons_of_the_day(), 1);
    expect(0, "rejected", "too far", "SolarReviews");
}
