/**
 * @file record/test_record.c
 * What becomes of an event: accepted, repeated, corrected, refused, erased.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];
static rva_store *store;
static rva_error err;

static void begin(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
    store = given_store(path);
}

static void end(void)
{
    rva_store_close(store);
    given_end();
}

TestSuite(record, .init = begin, .fini = end, .timeout = 120);

static rva_status record(rva_event event, rva_outcome *outcome)
{
    err = (rva_error)RVA_ERROR_INIT;
    return rva_record(store, &event, outcome, &err);
}

static void accept(rva_event event)
{
    rva_outcome outcome = RVA_REFUSED;
    cr_assert_eq(record(event, &outcome), RVA_OK, "%s", err.message);
    cr_assert(outcome == RVA_ACCEPTED || (event.correct == 1 && outcome == RVA_CORRECTED));
}

static void expect_repeated(rva_event event)
{
    rva_outcome outcome = RVA_REFUSED;
    cr_expect_eq(record(event, &outcome), RVA_OK, "%s", err.message);
    cr_expect_eq(outcome, RVA_DUPLICATE);
}

static void expect_sound(void)
{
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

/** A conversation that sold its lead for 275.00. */
static void accept_sale(void)
{
    accept(given_conversation("c"));
    accept(given_lead("l", "c"));
    accept(given_offer("o", "l", "SolarReviews"));
    accept(given_sale("t", "l", 27500));
}

Test(record, an_event_of_each_type_is_accepted)
{
    accept_sale();
    accept(given_stage("c", "welcome", 1));
    rva_event feedback, finish, cost, market;
    rva_event_init(&feedback, RVA_EVENT_FEEDBACK, GIVEN_AT + 300 * GIVEN_SECOND);
    feedback.id = "f";
    feedback.offer = "o";
    feedback.verdict = RVA_VERDICT_ACCEPTED;
    accept(feedback);
    rva_event_init(&finish, RVA_EVENT_END, GIVEN_AT + 400 * GIVEN_SECOND);
    finish.conversation = "c";
    finish.outcome = RVA_END_COMPLETED;
    accept(finish);
    rva_event_init(&cost, RVA_EVENT_COST, GIVEN_AT);
    cost.id = "k";
    cost.source = "google";
    cost.amount_minor = 1200;
    accept(cost);
    rva_event_init(&market, RVA_EVENT_MARKET, GIVEN_AT);
    market.id = "m";
    market.borough = "Brooklyn";
    market.demand = 0.5;
    accept(market);
    cr_expect_eq(given_events(store), 9);
    cr_expect_eq(given_gross(store), 27500);
    expect_sound();
}

Test(record, an_event_repeated_changes_nothing)
{
    accept_sale();
    accept(given_stage("c", "welcome", 1));
    expect_repeated(given_conversation("c"));
    expect_repeated(given_lead("l", "c"));
    expect_repeated(given_sale("t", "l", 27500));
    expect_repeated(given_stage("c", "welcome", 1));
    cr_expect_eq(given_events(store), 5);
    cr_expect_eq(given_gross(store), 27500);
}

Test(record, an_id_with_other_content_conflicts)
{
    accept_sale();
    cr_expect_eq(record(given_sale("t", "l", 30000), NULL), RVA_CONFLICT);
    cr_expect_str_eq(err.field, "id");
    cr_expect_eq(given_gross(store), 27500);
    cr_expect_eq(given_events(store), 4);
}

static rva_event corrected_sale(int64_t amount_minor)
{
    rva_event event = given_sale("t", "l", amount_minor);
    event.correct = 1;
    return event;
}

Test(record, a_correction_replaces_what_was_recorded)
{
    accept_sale();
    accept(corrected_sale(30000));
    cr_expect_eq(given_gross(store), 30000);
    expect_repeated(corrected_sale(30000));
    accept(corrected_sale(10000));
    cr_expect_eq(given_gross(store), 10000);
    expect_sound();
}

Test(record, a_correction_before_its_event_wins_over_it)
{
    accept(given_conversation("c"));
    accept(given_lead("l", "c"));
    accept(corrected_sale(30000));
    cr_expect_eq(given_gross(store), 30000);
    accept(given_sale("t", "l", 27500));
    cr_expect_eq(given_gross(store), 30000);
    cr_expect_eq(record(given_sale("t", "l", 27501), NULL), RVA_CONFLICT);
    expect_sound();
}

Test(record, events_join_in_any_order)
{
    accept(given_sale("t", "l", 27500));
    accept(given_offer("o", "l", "SolarReviews"));
    accept(given_lead("l", "c"));
    accept(given_stage("c", "welcome", 1));
    accept(given_conversation("c"));
    cr_expect_eq(given_gross(store), 27500);
    char *late = given_figures(store);
    expect_sound();
    rva_store_close(store);

    store = given_store(given_place("in order"));
    accept_sale();
    accept(given_stage("c", "welcome", 1));
    char *early = given_figures(store);
    cr_expect_str_eq(late, early);
    free(late);
    free(early);
}

Test(record, a_batch_says_what_became_of_each)
{
    rva_record_summary summary;
    rva_rejections *rejections = NULL;
    const rva_event events[] = {
        given_conversation("c"),     given_conversation("c"),
        given_conversation(""),                               /* not valid */
        given_sale("t", "l", 27500), given_sale("t", "l", 1), /* conflicts */
        given_lead("l", "c"),
    };
    cr_assert_eq(rva_record_many(store, events, 6, &summary, &rejections, &err), RVA_OK);
    cr_expect_eq(summary.accepted, 3);
    cr_expect_eq(summary.duplicate, 1);
    cr_expect_eq(summary.refused, 1);
    cr_expect_eq(summary.conflict, 1);
    cr_assert_eq(rva_rejections_count(rejections), 2);
    cr_expect_eq(rva_rejections_at(rejections, 0)->index, 2);
    cr_expect_eq(rva_rejections_at(rejections, 0)->outcome, RVA_REFUSED);
    cr_expect_str_eq(rva_rejections_at(rejections, 0)->error.field, "id");
    cr_expect_eq(rva_rejections_at(rejections, 1)->index, 4);
    cr_expect_eq(rva_rejections_at(rejections, 1)->outcome, RVA_CONFLICTING);
    cr_expect_null(rva_rejections_at(rejections, 2));
    rva_rejections_free(rejections);
    cr_expect_eq(given_events(store), 3);
}

Test(record, a_batch_without_rejections_gives_none)
{
    rva_rejections *rejections = (rva_rejections *)(void *)&err;
    const rva_event event = given_conversation("c");
    cr_expect_eq(rva_record_many(store, &event, 1, NULL, &rejections, NULL), RVA_OK);
    cr_expect_null(rejections);
    cr_expect_eq(rva_record_many(store, NULL, 0, NULL, NULL, NULL), RVA_OK);
}

Test(record, a_check_keeps_nothing)
{
    rva_record_summary summary;
    accept(given_conversation("c"));
    const rva_event events[] = {given_conversation("c"), given_conversation("d"),
                                given_conversation("")};
    cr_assert_eq(rva_record_check(store, events, 3, &summary, NULL, NULL), RVA_OK);
    cr_expect_eq(summary.accepted, 1);
    cr_expect_eq(summary.duplicate, 1);
    cr_expect_eq(summary.refused, 1);
    cr_expect_eq(given_events(store), 1);
    expect_sound();
    accept(given_conversation("d"));
}

Test(record, a_conversation_has_a_limit_that_says_so)
{
    static rva_event events[RVA_EVENTS_PER_CONVERSATION_MAX + 1];
    rva_record_summary summary;
    rva_rejections *rejections = NULL;
    for (int i = 0; i <= RVA_EVENTS_PER_CONVERSATION_MAX; i++)
        events[i] = given_stage("c", "welcome", i);
    cr_assert_eq(rva_record_many(store, events, RVA_EVENTS_PER_CONVERSATION_MAX + 1, &summary,
                                 &rejections, NULL),
                 RVA_OK);
    cr_expect_eq(summary.accepted, RVA_EVENTS_PER_CONVERSATION_MAX);
    cr_assert_eq(rva_rejections_count(rejections), 1);
    const rva_error *error = &rva_rejections_at(rejections, 0)->error;
    cr_expect_eq(error->status, RVA_LIMIT);
    cr_expect_str_eq(error->field, "conversation");
    cr_expect_not_null(strstr(error->message, "4096"));
    rva_rejections_free(rejections);
}

Test(record, an_id_too_long_is_refused_by_its_limit)
{
    char id[RVA_ID_BYTES_MAX + 2];
    memset(id, 'x', sizeof id);
    id[sizeof id - 1] = '\0';
    cr_expect_eq(record(given_conversation(id), NULL), RVA_INVALID);
    cr_expect_str_eq(err.field, "id");
    cr_expect_not_null(strstr(err.message, "128"));
    id[sizeof id - 2] = '\0';
    accept(given_conversation(id));
}

Test(record, amounts_whose_sum_has_no_room_are_refused_one_by_one)
{
    rva_record_summary summary;
    enum { COUNT = 9230, FIT = 2305 }; /* of 10^15 each in 2^61 */
    rva_event *events = calloc(COUNT, sizeof *events);
    char(*ids)[GIVEN_ID_BYTES] = calloc(COUNT, sizeof *ids);
    for (int i = 0; i < COUNT; i++) {
        snprintf(ids[i], sizeof ids[i], "t-%d", i);
        events[i] = given_sale(ids[i], ids[i], RVA_AMOUNT_MINOR_MAX);
    }
    cr_assert_eq(rva_record_many(store, events, COUNT, &summary, NULL, &err), RVA_OK, "%s",
                 err.message);
    cr_expect_eq(summary.accepted, FIT);
    cr_expect_eq(summary.refused, COUNT - FIT);
    cr_expect_eq(given_gross(store), FIT * RVA_AMOUNT_MINOR_MAX);
    expect_sound();
    free(events);
    free(ids);
}

Test(record, a_store_opened_for_reading_refuses)
{
    rva_store *reader = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.read_only = 1;
    cr_assert_eq(rva_store_open(path, &options, &reader, NULL), RVA_OK);
    const rva_event event = given_conversation("c");
    cr_expect_eq(rva_record(reader, &event, NULL, NULL), RVA_READ_ONLY);
    cr_expect_eq(rva_store_rebuild(reader, NULL, NULL, NULL, NULL), RVA_READ_ONLY);
    rva_store_close(reader);
}

Test(record, an_event_recorded_async_is_there_after_a_flush)
{
    rva_store *async = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 60000;
    cr_assert_eq(rva_store_open(path, &options, &async, NULL), RVA_OK);
    const rva_event events[] = {given_conversation("c"), given_sale("t", "l", 5),
                                given_sale("t", "l", 6)};
    cr_expect_eq(rva_record(async, &events[0], NULL, NULL), RVA_OK);
    cr_expect_eq(rva_store_flush(async, NULL), RVA_OK);
    cr_expect_eq(given_events(store), 1);
    cr_expect_eq(rva_record(async, &events[1], NULL, NULL), RVA_OK);
    cr_expect_eq(rva_record(async, &events[2], NULL, NULL), RVA_OK);
    cr_expect_eq(rva_store_flush(async, NULL), RVA_CONFLICT);
    cr_expect_eq(rva_store_flush(async, NULL), RVA_OK);
    cr_expect_eq(rva_record(async, &(const rva_event){0}, NULL, NULL), RVA_INVALID);
    rva_store_close(async);
    cr_expect_eq(given_events(store), 2);
}

/** Locks the guard as a process that writes does. */
static int lock_out(void)
{
    char guard[GIVEN_PATH_BYTES + 16];
    snprintf(guard, sizeof guard, "%s/guard", path);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1};
    const int fd = open(guard, O_RDWR);
    cr_assert_eq(fcntl(fd, F_OFD_SETLK, &lock), 0);
    return fd;
}

Test(record, what_cannot_be_written_now_stays_queued)
{
    rva_store *async = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 60000;
    options.busy_timeout_ms = 1;
    cr_assert_eq(rva_store_open(path, &options, &async, NULL), RVA_OK);
    const rva_event events[] = {given_conversation("c"), given_sale("t", "l", 5),
                                given_sale("t", "l", 6), given_conversation("d")};
    const int fd = lock_out();
    for (int i = 0; i < 3; i++)
        cr_expect_eq(rva_record(async, &events[i], NULL, NULL), RVA_OK);
    cr_expect_eq(rva_store_flush(async, NULL), RVA_BUSY);
    cr_expect_eq(rva_record_many(async, &events[3], 1, NULL, NULL, NULL), RVA_BUSY);
    cr_expect_eq(given_events(store), 0);
    close(fd);
    cr_expect_eq(rva_record_many(async, &events[3], 1, NULL, NULL, NULL), RVA_OK,
                 "a refusal of the queue is no failure of the batch");
    cr_expect_eq(given_events(store), 3);
    cr_expect_eq(rva_store_flush(async, NULL), RVA_CONFLICT);
    rva_store_close(async);
    cr_expect_eq(given_events(store), 3);
}

Test(record, a_full_queue_that_cannot_be_written_says_so)
{
    enum { MANY = 200000 };
    rva_store *async = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 60000;
    options.busy_timeout_ms = 1;
    cr_assert_eq(rva_store_open(path, &options, &async, NULL), RVA_OK);
    const int fd = lock_out();
    int64_t queued = 0;
    rva_status status = RVA_OK;
    while (status == RVA_OK && queued < MANY) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "c%lld", (long long)queued);
        const rva_event event = given_conversation(id);
        status = rva_record(async, &event, NULL, NULL);
        queued += status == RVA_OK;
    }
    cr_expect_eq(status, RVA_BUSY);
    close(fd);
    rva_store_close(async);
    cr_expect_eq(given_events(store), queued);
}

Test(record, what_is_queued_is_written_when_the_store_closes)
{
    rva_store *async = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 60000;
    cr_assert_eq(rva_store_open(path, &options, &async, NULL), RVA_OK);
    const rva_event event = given_conversation("c");
    cr_expect_eq(rva_record(async, &event, NULL, NULL), RVA_OK);
    rva_store_close(async);
    cr_expect_eq(given_events(store), 1);
}

Test(record, a_file_that_may_not_grow_is_full_and_stays_whole)
{
    struct rlimit limit;
    const rva_event event = given_conversation("c-1");
    getrlimit(RLIMIT_FSIZE, &limit);
    const struct rlimit small = {1 << 20, limit.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    const rva_status refused = rva_record(store, &event, NULL, NULL);
    setrlimit(RLIMIT_FSIZE, &limit);
    cr_expect_eq(refused, RVA_FULL);
    cr_expect_eq(rva_record(store, &event, NULL, NULL), RVA_OK);
}
