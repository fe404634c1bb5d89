/**
 * @file oracle/test_reference.c
 * The reference itself, on cases worked out by hand; needs nothing of the library.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "compare.h"
#include "history.h"
#include "record.h"

enum { EVENTS_MAX = 16, COVERED_HISTORIES = 300 };

#define SECOND LOCAL_SECOND_US
#define MINUTE (60 * SECOND)
#define HOUR LOCAL_HOUR_US
#define BASE (INT64_C(1772373600) * SECOND) /* 2026-03-01T14:00:00Z */

static const reference_settings settings = {
    .time_zone = "America/New_York",
    .idle_timeout_hours = 72,
    .stages = {"welcome", "interest_assessment"},
    .stage_count = 2,
};

static rva_event events[EVENTS_MAX];
static size_t event_count;

static rva_event *add(rva_event_type type, int64_t at)
{
    cr_assert(event_count < EVENTS_MAX);
    events[event_count] = record_blank(type, at);
    return &events[event_count++];
}

static void add_stage(const char *stage, int64_t action, int64_t at)
{
    rva_event *event = add(RVA_EVENT_STAGE, at);
    event->conversation = "c-81";
    event->stage = stage;
    event->action = action;
}

static void add_lead(int64_t at)
{
    rva_event *event = add(RVA_EVENT_LEAD, at);
    event->id = "l-81";
    event->conversation = "c-81";
    event->tier = "premium";
    event->score = 0.91;
    event->value_minor = 27500;
}

static rva_event *add_money(const char *id, int64_t kind, int64_t amount, int64_t at)
{
    rva_event *event = add(RVA_EVENT_TRANSACTION, at);
    event->id = id;
    event->kind = kind;
    event->amount_minor = amount;
    return event;
}

static rva_event *add_feedback(const char *id, int64_t verdict, int64_t at)
{
    rva_event *event = add(RVA_EVENT_FEEDBACK, at);
    event->id = id;
    event->verdict = verdict;
    return event;
}

static void add_end(int64_t outcome, int64_t at)
{
    rva_event *event = add(RVA_EVENT_END, at);
    event->conversation = "c-81";
    event->outcome = outcome;
}

/* The nine lines of the manual. */
static void add_example(void)
{
    rva_event *event = add(RVA_EVENT_CONVERSATION, BASE + 3 * MINUTE + 22120000);
    event->id = "c-81";
    event->source = "google";
    event->campaign = "spring";
    add_stage("welcome", RVA_ACTION_ENTER, BASE + 3 * MINUTE + 22300000);
    add_stage("welcome", RVA_ACTION_COMPLETE, BASE + 5 * MINUTE + 29 * SECOND);
    events[event_count - 1].response_ms = 640;
    event = add(RVA_EVENT_CONVERSATION, BASE + 9 * MINUTE + 2 * SECOND);
    event->id = "c-81";
    event->zip = "11215";
    add_lead(BASE + 14 * MINUTE + 40 * SECOND);
    event = add(RVA_EVENT_OFFER, BASE + 15 * MINUTE);
    event->id = "o-81";
    event->lead = "l-81";
    event->platform = "SolarReviews";
    event = add_feedback("f-81", RVA_VERDICT_ACCEPTED, BASE + 4 * HOUR + 27 * MINUTE);
    event->offer = "o-81";
    event->rating = 8.7;
    event = add_money("t-81", RVA_KIND_SALE, 27500, BASE + 4 * HOUR + 27 * MINUTE);
    event->offer = "o-81";
    event->lead = "l-81";
    event->conversation = "c-81";
    event->platform = "SolarReviews";
    add_end(RVA_END_COMPLETED, BASE + 15 * MINUTE + 5 * SECOND);
}

/* The sum of a measure over all time, or over [from, to). */
static int64_t total_between(int measure, int64_t now, int64_t from, int64_t to)
{
    const reference_query query = {.from_at = from, .to_at = to, .by = RVA_GRAIN_NONE};
    reference_facts facts = reference_fold(events, event_count, &settings, now);
    reference_rows rows = reference_cube(&facts, &query);
    const int64_t total = rows.count ? rows.items[0].measures[measure] : 0;
    reference_rows_free(&rows);
    reference_facts_free(&facts);
    return total;
}

static int64_t total(int measure)
{
    return total_between(measure, BASE + 24 * HOUR, 0, INT64_MAX);
}

/* The sum of a measure where a dimension has a value. */
static int64_t total_where(int measure, int dim, const char *value)
{
    const reference_query query = {.to_at = INT64_MAX,
                                   .by = RVA_GRAIN_NONE,
                                   .where = {dim},
                                   .where_value = {value},
                                   .where_count = 1};
    reference_facts facts = reference_fold(events, event_count, &settings, BASE + 24 * HOUR);
    reference_rows rows = reference_cube(&facts, &query);
    const int64_t sum = rows.count ? rows.items[0].measures[measure] : 0;
    reference_rows_free(&rows);
    reference_facts_free(&facts);
    return sum;
}

static void empty(void)
{
    event_count = 0;
    local_use(settings.time_zone);
}

TestSuite(reference, .init = empty);

Test(reference, example_conversation_and_stage)
{
    add_example();
    cr_expect_eq(total(RVA__M_conversations), 1);
    cr_expect_eq(total(RVA__M_conversations_completed), 1);
    cr_expect_eq(total(RVA__M_conversations_qualified), 1);
    cr_expect_eq(total(RVA__M_conversations_sold), 1);
    cr_expect_eq(total(RVA__M_duration_ms), 702880);
    cr_expect_eq(total(RVA__M_stage_entered), 1);
    cr_expect_eq(total(RVA__M_stage_completed), 1);
    cr_expect_eq(total(RVA__M_stage_ms), 126700);
    cr_expect_eq(total(RVA__M_response_ms), 640);
}

Test(reference, example_lead_offer_and_money)
{
    add_example();
    cr_expect_eq(total(RVA__M_leads_value_minor), 27500);
    cr_expect_eq(total(RVA__M_leads_waiting), 0);
    cr_expect_eq(total(RVA__M_leads_pending), 0);
    cr_expect_eq(total(RVA__M_leads_payable_restated), 1);
    cr_expect_eq(total(RVA__M_offers_accepted), 1);
    cr_expect_eq(total(RVA__M_offer_response_ms), 15120000);
    cr_expect_eq(total(RVA__M_rating_micro), 8700000);
    cr_expect_eq(total(RVA__M_true_positive), 1);
    cr_expect_eq(total(RVA__M_brier_nano), 8100000);
    cr_expect_eq(total(RVA__M_value_error_minor), 0);
    cr_expect_eq(total(RVA__M_value_actual_minor), 27500);
    cr_expect_eq(total(RVA__M_revenue_gross_minor), 27500);
}

Test(reference, example_dimensions)
{
    add_example();
    cr_expect_eq(total_where(RVA__M_sales, RVA__DIM_BOROUGH, "Brooklyn"), 1);
    cr_expect_eq(total_where(RVA__M_sales, RVA__DIM_SOURCE, "google"), 1);
    cr_expect_eq(total_where(RVA__M_sales, RVA__DIM_PATH, "welcome"), 1);
    cr_expect_eq(total_where(RVA__M_sales, RVA__DIM_TIER, "premium"), 1);
    cr_expect_eq(total_where(RVA__M_offers, RVA__DIM_PLATFORM, "SolarReviews"), 1);
    cr_expect_eq(total_where(RVA__M_sales, RVA__DIM_AGENT, "(unknown)"), 1);
}

Test(reference, example_in_any_order_gives_the_same)
{
    add_example();
    for (size_t i = 0; i < event_count / 2; i++) {
        const rva_event swapped = events[i];
        events[i] = events[event_count - 1 - i];
        events[event_count - 1 - i] = swapped;
    }
    cr_expect_eq(total(RVA__M_duration_ms), 702880);
    cr_expect_eq(total_where(RVA__M_sales, RVA__DIM_BOROUGH, "Brooklyn"), 1);
}

Test(reference, idle_time_expires_at_its_last_instant)
{
    add_stage("welcome", RVA_ACTION_ENTER, BASE);
    const int64_t end = BASE + 72 * HOUR;
    cr_expect_eq(total_between(RVA__M_conversations_open, end - 1, 0, INT64_MAX), 1);
    cr_expect_eq(total_between(RVA__M_stage_open, end - 1, 0, INT64_MAX), 1);
    cr_expect_eq(total_between(RVA__M_conversations_abandoned, end, 0, INT64_MAX), 1);
    cr_expect_eq(total_between(RVA__M_drop_in_stage, end, 0, INT64_MAX), 1);
}

Test(reference, a_stage_after_the_end_opens_again)
{
    add_end(RVA_END_COMPLETED, BASE);
    add_stage("welcome", RVA_ACTION_ENTER, BASE + 1);
    cr_expect_eq(total(RVA__M_conversations_open), 1);
    events[1].at = BASE;
    cr_expect_eq(total(RVA__M_conversations_completed), 1, "an end comes after a stage");
    events[1].order = 1;
    cr_expect_eq(total(RVA__M_conversations_open), 1, "but `order` comes first");
}

Test(reference, visits_without_a_start_are_counted_but_not_timed)
{
    add_stage("welcome", RVA_ACTION_COMPLETE, BASE);
    add_stage("welcome", RVA_ACTION_ENTER, BASE + MINUTE);
    add_stage("welcome", RVA_ACTION_ENTER, BASE + 2 * MINUTE);
    add_stage("welcome", RVA_ACTION_SKIP, BASE + 3 * MINUTE);
    cr_expect_eq(total(RVA__M_stage_visits), 2);
    cr_expect_eq(total(RVA__M_stage_closed_visits), 1);
    cr_expect_eq(total(RVA__M_stage_ms), 120000);
    cr_expect_eq(total(RVA__M_stage_completed), 1);
    cr_expect_eq(total(RVA__M_stage_skipped), 0);
}

Test(reference, of_attributes_at_one_instant_the_greater_wins)
{
    for (size_t i = 0; i < 2; i++) {
        rva_event *event = add(RVA_EVENT_CONVERSATION, BASE);
        event->id = "c-81";
        event->source = i ? "a" : "b";
    }
    cr_expect_eq(total_where(RVA__M_conversations, RVA__DIM_SOURCE, "b"), 1);
}

Test(reference, a_return_takes_the_lead_back_when_it_happens)
{
    add_lead(BASE);
    add_money("t-1", RVA_KIND_SALE, 100, BASE + HOUR)->lead = "l-81";
    add_money("t-2", RVA_KIND_REFUND, -100, BASE + 48 * HOUR)->of = "t-1";
    const int64_t now = BASE + 96 * HOUR;
    cr_expect_eq(total_between(RVA__M_leads_payable_booked, now, 0, BASE + 2 * HOUR), 1);
    cr_expect_eq(total_between(RVA__M_leads_payable_booked, now, BASE + 2 * HOUR, INT64_MAX), -1);
    cr_expect_eq(total_between(RVA__M_leads_payable_restated, now, 0, INT64_MAX), 0);
    cr_expect_eq(total_between(RVA__M_returns_restated_minor, now, 0, BASE + 2 * HOUR), -100);
    cr_expect_eq(total_between(RVA__M_returns_booked_minor, now, 0, BASE + 2 * HOUR), 0);
    cr_expect_eq(total(RVA__M_conversations_sold), 0);

    add_money("t-3", RVA_KIND_SALE, 1, BASE + 72 * HOUR)->lead = "l-81";
    cr_expect_eq(total(RVA__M_leads_payable_booked), 1);
    cr_expect_eq(total(RVA__M_leads_payable_restated), 1);
}

Test(reference, feedback_without_an_offer_implies_one)
{
    add_lead(BASE);
    rva_event *offer = add(RVA_EVENT_OFFER, BASE + HOUR);
    offer->id = "o-81";
    offer->lead = "l-81";
    offer->platform = "Zeta";
    for (int64_t i = 0; i < 3; i++) {
        rva_event *event = add_feedback(i ? i > 1 ? "f-3" : "f-2" : "f-1", RVA_VERDICT_REJECTED,
                                        BASE + (i + 1) * 30 * MINUTE - MINUTE);
        event->lead = "l-81";
        event->platform = "Zeta";
    }
    cr_expect_eq(total(RVA__M_offers), 2, "two before the offer share one, one is the offer's");
    cr_expect_eq(total(RVA__M_offers_rejected), 2);
    cr_expect_eq(total(RVA__M_offers_answered), 1);
    cr_expect_eq(total(RVA__M_offer_response_ms), 29 * 60000);
}

Test(reference, a_correction_wins_wherever_it_stands)
{
    add_money("t-1", RVA_KIND_SALE, 7, BASE)->correct = 1;
    add_money("t-1", RVA_KIND_SALE, 100, BASE);
    cr_expect_eq(total(RVA__M_revenue_gross_minor), 7);
    events[0].correct = RVA_ABSENT;
    cr_expect_eq(total(RVA__M_revenue_gross_minor), 7, "the first of a conflict stays");
    events[1].correct = 1;
    cr_expect_eq(total(RVA__M_revenue_gross_minor), 100);
}

Test(reference, a_lead_without_its_event_is_sold_all_the_same)
{
    add_money("t-1", RVA_KIND_SALE, 100, BASE)->lead = "l-81";
    cr_expect_eq(total(RVA__M_leads_sold), 1);
    cr_expect_eq(total(RVA__M_leads), 0);
    cr_expect_eq(total(RVA__M_conversations), 0);
}

Test(reference, days_follow_the_zone)
{
    local_use("Europe/Amsterdam");
    const int32_t day = 20751; /* 2026-10-25 */
    cr_expect_eq(local_day_start(day), INT64_C(1792879200) * SECOND);
    cr_expect_eq(local_day_start(day + 1) - local_day_start(day), 25 * HOUR);
    local_use("Pacific/Apia");
    cr_expect_eq(local_day(INT64_C(1325239200) * SECOND - 1), 15337); /* 2011-12-29 */
    cr_expect_eq(local_day(INT64_C(1325239200) * SECOND), 15339);     /* 2011-12-31 */
    local_use("Asia/Kolkata");
    char label[LOCAL_LABEL_BYTES];
    local_bucket_label(RVA_GRAIN_HOUR, local_bucket(RVA_GRAIN_HOUR, BASE, 0), label);
    cr_expect_str_eq(label, "2026-03-01T19:00+05:30");
    local_bucket_label(RVA_GRAIN_WEEK, 20451, label); /* 2025-12-29, a Monday */
    cr_expect_str_eq(label, "2026-W01");
}

/* The negative control of the comparison. */
Test(reference, comparison_notices_every_kind_of_difference)
{
    add_example();
    const reference_query query = {
        .to_at = INT64_MAX, .by = RVA_GRAIN_HOUR, .dims = {RVA__DIM_SOURCE}, .dim_count = 1};
    oracle_failure failure;
    reference_facts facts = reference_fold(events, event_count, &settings, BASE);
    reference_rows one = reference_cube(&facts, &query);
    reference_rows two = reference_cube(&facts, &query);
    cr_assert_eq(one.count, 2, "google at 14:00 and 18:00");
    cr_expect(compare_rows(&query, &one, &two, &failure));
    two.items[1].measures[RVA__M_sales]++;
    cr_expect_not(compare_rows(&query, &one, &two, &failure), "a measure");
    two.items[1].measures[RVA__M_sales]--;
    two.count--;
    cr_expect_not(compare_rows(&query, &one, &two, &failure), "a row missing");
    cr_expect_not(compare_rows(&query, &two, &one, &failure), "a row too many");
    two.count++;
    two.items[1].values[0] = "bing";
    cr_expect_not(compare_rows(&query, &one, &two, &failure), "a value");
    reference_rows_free(&one);
    reference_rows_free(&two);
    reference_facts_free(&facts);
}

Test(reference, a_history_is_the_same_for_the_same_seed)
{
    oracle_history one = history_new(11, 2, HISTORY_PLAIN);
    oracle_history two = history_new(11, 2, HISTORY_PLAIN);
    cr_assert_eq(one.count, two.count);
    for (size_t i = 0; i < one.count; i++)
        cr_expect(record_same(&one.events[i], &two.events[i]));
    history_free(&one);
    history_free(&two);
}

/* A measure that histories never move would be compared in vain. */
Test(reference, histories_move_every_measure)
{
    size_t moved[RVA__MEASURE_COUNT] = {0};
    for (uint64_t seed = 1; seed <= COVERED_HISTORIES; seed++) {
        oracle_history history = history_new(seed, seed % HISTORY_ZONES, HISTORY_PLAIN);
        reference_facts facts = reference_fold(history.events, history.count, &history.settings,
                                               history.nows[seed % HISTORY_NOWS]);
        for (size_t i = 0; i < facts.count; i++)
            for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++)
                moved[measure] += facts.items[i]->measures[measure] != 0;
        reference_facts_free(&facts);
        history_free(&history);
    }
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++)
        cr_expect_gt(moved[measure], 10, "%s is moved %zu times", reference_measure_names[measure],
                     moved[measure]);
}
