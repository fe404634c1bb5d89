/**
 * @file engine/test_dashboard.c
 * The dashboard of a store: how conversations and leads stand as their events come.
 */
#include <criterion/criterion.h>

#include "given.h"

enum { ACTIVE, WAITING, PENDING, TOTAL };

static rva_store *store;
static rva_report *report;
static rva_error err;

static void begin(void)
{
    store = given_store(given_place("store"));
}

static void end(void)
{
    rva_report_free(report);
    rva_store_close(store);
    given_end();
}

TestSuite(dashboard, .init = begin, .fini = end);

static void ask(int64_t now_at, const rva_filter *where)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = now_at;
    query.where = where;
    query.where_count = where != NULL;
    rva_report_free(report);
    report = NULL;
    given_check(rva_report_real_time_dashboard(store, &query, &report, &err), &err, "dashboard");
}

static const rva_pipeline_row *state(int index)
{
    return rva_table_row_at(rva_report_table(report, "pipeline"), (size_t)index);
}

static const rva_live_row *live(void)
{
    return rva_table_row_at(rva_report_table(report, "live"), 0);
}

static void expect_states(int64_t active, int64_t waiting, int64_t pending)
{
    ask(GIVEN_AT + 3600 * GIVEN_SECOND, NULL);
    cr_expect_eq(state(ACTIVE)->count, active);
    cr_expect_eq(state(WAITING)->count, waiting);
    cr_expect_eq(state(PENDING)->count, pending);
    cr_expect_eq(state(TOTAL)->count, active + waiting + pending);
}

static void record(rva_event event)
{
    given_record(store, &event);
}

static void answer(const char *id, const char *offer, int64_t verdict)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_FEEDBACK, GIVEN_AT + 180 * GIVEN_SECOND);
    event.id = id;
    event.offer = offer;
    event.verdict = verdict;
    given_record(store, &event);
}

Test(dashboard, an_item_is_in_one_state_after_the_other)
{
    record(given_conversation("c-1"));
    expect_states(1, 0, 0);
    record(given_lead("l-1", "c-1"));
    expect_states(0, 1, 0);
    record(given_offer("o-1", "l-1", "A"));
    expect_states(0, 0, 1);
    record(given_sale("t-1", "l-1", 20000));
    expect_states(0, 0, 0);
    cr_expect_eq(live()->open, 1, "it is open all the time");
}

Test(dashboard, a_lead_that_one_buyer_refused_while_another_thinks_is_pending)
{
    record(given_conversation("c-1"));
    record(given_lead("l-1", "c-1"));
    record(given_offer("o-1", "l-1", "A"));
    record(given_offer("o-2", "l-1", "B"));
    answer("f-1", "o-1", RVA_VERDICT_REJECTED);
    expect_states(0, 0, 1);
    answer("f-2", "o-2", RVA_VERDICT_TIMEOUT);
    expect_states(0, 0, 0);
}

Test(dashboard, an_offer_that_did_not_go_out_leaves_the_lead_waiting)
{
    rva_event offer = given_offer("o-1", "l-1", "A");
    offer.delivered = 0;
    record(given_conversation("c-1"));
    record(given_lead("l-1", "c-1"));
    record(offer);
    expect_states(0, 1, 0);
    record(given_offer("o-2", "l-1", "B"));
    answer("f-2", "o-2", RVA_VERDICT_REJECTED);
    expect_states(0, 0, 0);
}

Test(dashboard, live_goes_by_the_last_activity)
{
    const int64_t active_at = GIVEN_AT + 60 * GIVEN_SECOND;
    record(given_conversation("c-1"));
    record(given_stage("c-1", "welcome", 60));
    ask(active_at + 300 * GIVEN_SECOND - 1, NULL);
    cr_expect_eq(live()->live_now, 1);
    ask(active_at + 300 * GIVEN_SECOND, NULL);
    cr_expect_eq(live()->live_now, 0);
    cr_expect_eq(live()->open, 1);
    ask(active_at + 3 * GIVEN_DAY - 1, NULL);
    cr_expect_eq(live()->open, 1);
    ask(active_at + 3 * GIVEN_DAY, NULL);
    cr_expect_eq(live()->open, 0);
}

Test(dashboard, another_idle_time_leaves_the_last_activity_as_it_is)
{
    rva_settings *settings;
    record(given_conversation("c-1"));
    given_check(rva_store_settings(store, &settings, &err), &err, "settings");
    given_check(rva_settings_set(settings, "idle_timeout_hours", "2400", &err), &err, "set");
    given_check(rva_store_change_settings(store, settings, NULL, NULL, &err), &err, "change");
    rva_settings_free(settings);
    ask(GIVEN_AT + 300 * GIVEN_SECOND - 1, NULL);
    cr_expect_eq(live()->live_now, 1);
    ask(GIVEN_AT + 300 * GIVEN_SECOND, NULL);
    cr_expect_eq(live()->live_now, 0);
    ask(GIVEN_AT + 29 * GIVEN_DAY, NULL);
    cr_expect_eq(state(ACTIVE)->count, 1, "29 days ago is young");
    ask(GIVEN_AT + 30 * GIVEN_DAY, NULL);
    cr_expect_eq(state(ACTIVE)->count, 0);
    cr_expect_eq(state(ACTIVE)->stale, 1);
}

Test(dashboard, conditions_choose_among_what_is_open)
{
    const rva_filter google = {"source", "google", 0};
    const rva_filter bing = {"source", "bing", 0};
    rva_event other = given_conversation("c-2");
    other.source = "bing";
    record(given_conversation("c-1"));
    record(given_conversation("c-3"));
    record(other);
    ask(GIVEN_AT + 1, &google);
    cr_expect_eq(live()->live_now, 2);
    ask(GIVEN_AT + 1, &bing);
    cr_expect_eq(live()->live_now, 1);
    cr_expect_eq(state(ACTIVE)->count, 1);
}

/* One sold lead and one lost conversation sixty days ago: V = 101, q = 0.5. */
Test(dashboard, what_is_open_is_worth_what_came_of_such_before)
{
    given_history(store, 1);
    record(given_conversation("c-lost"));
    rva_event now = given_conversation("c-now");
    now.at = GIVEN_AT + 60 * GIVEN_DAY;
    record(now);
    ask(now.at + 1, NULL);
    cr_assert_eq(given_gross(store), 101);
    cr_expect_eq(state(ACTIVE)->count, 1);
    cr_expect_eq(state(ACTIVE)->expected_minor, 51, "half of 101, rounded");
    cr_expect_eq(state(TOTAL)->value_minor, 51);
}
