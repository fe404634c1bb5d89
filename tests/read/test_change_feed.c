/**
 * @file read/test_change_feed.c
 * The change feed: every accepted event once, in order, for whoever reads on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];
static rva_store *store;

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

TestSuite(change_feed, .init = begin, .fini = end, .timeout = 60);

static void record(const char *id)
{
    const rva_event event = given_conversation(id);
    given_record(store, &event);
}

static rva_feed *open_feed(const char *name, int64_t from_seq)
{
    rva_feed *feed = NULL;
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_feed_open(store, name, from_seq, &feed, &err), &err, "rva_feed_open");
    return feed;
}

/** The next event is the conversation of that id. */
static void expect_next(rva_feed *feed, int64_t seq, const char *id)
{
    rva_change change = {0};
    cr_assert_eq(rva_feed_next(feed, &change, NULL), RVA_OK);
    cr_expect_eq(change.seq, seq);
    cr_expect_gt(change.recorded_at, 0);
    cr_expect_str_eq(change.event->id, id);
}

static void expect_no_more(rva_feed *feed)
{
    rva_change change = {0};
    cr_expect_eq(rva_feed_next(feed, &change, NULL), RVA_NOT_FOUND);
}

Test(change_feed, gives_accepted_events_in_order)
{
    record("a");
    record("b");
    const rva_event again = given_conversation("a");
    cr_assert_eq(rva_record(store, &again, NULL, NULL), RVA_OK); /* a duplicate is no change */
    rva_feed *feed = open_feed(NULL, 1);
    expect_next(feed, 1, "a");
    expect_next(feed, 2, "b");
    expect_no_more(feed);
    record("c");
    expect_next(feed, 3, "c");
    rva_feed_close(feed);
}

Test(change_feed, begins_where_it_is_told_to)
{
    record("a");
    record("b");
    rva_feed *feed = open_feed(NULL, 2);
    expect_next(feed, 2, "b");
    rva_feed_close(feed);
}

Test(change_feed, of_events_to_come_has_none_of_those_before)
{
    record("a");
    rva_feed *feed = open_feed(NULL, RVA_ABSENT);
    expect_no_more(feed);
    record("b");
    expect_next(feed, 2, "b");
    rva_feed_close(feed);
}

Test(change_feed, gives_every_field_back)
{
    rva_event event = given_lead("l", "c");
    event.score = 0.25;
    event.tags = "{\"roof\":\"flat\"}";
    given_record(store, &event);
    rva_feed *feed = open_feed(NULL, 1);
    rva_change change;
    cr_assert_eq(rva_feed_next(feed, &change, NULL), RVA_OK);
    cr_expect_eq(change.event->type, RVA_EVENT_LEAD);
    cr_expect_eq(change.event->at, event.at);
    cr_expect_str_eq(change.event->conversation, "c");
    cr_expect_str_eq(change.event->tier, "premium");
    cr_expect_str_eq(change.event->tags, "{\"roof\":\"flat\"}");
    cr_expect_eq(change.event->value_minor, 27500);
    cr_expect_eq(change.event->score, 0.25);
    cr_expect_eq(change.event->amount_minor, RVA_ABSENT);
    cr_expect_null(change.event->offer);
    rva_feed_close(feed);
}

Test(change_feed, with_a_name_goes_on_where_it_was_saved)
{
    record("a");
    record("b");
    record("c");
    rva_feed *feed = open_feed("reader", 1);
    expect_next(feed, 1, "a");
    cr_assert_eq(rva_feed_save(feed, NULL), RVA_OK);
    expect_next(feed, 2, "b"); /* seen, and not saved */
    rva_feed_close(feed);
    rva_store_close(store);

    store = given_open(path);
    feed = open_feed("reader", 1);
    expect_next(feed, 2, "b");
    rva_feed_close(feed);
    feed = open_feed("another", 1);
    expect_next(feed, 1, "a");
    rva_feed_close(feed);
}

Test(change_feed, without_a_name_cannot_be_saved)
{
    rva_feed *feed = open_feed(NULL, 1);
    cr_expect_eq(rva_feed_save(feed, NULL), RVA_MISUSE);
    rva_feed_close(feed);
}

Test(change_feed, keeps_its_place_through_a_rebuild)
{
    record("a");
    record("b");
    rva_feed *feed = open_feed("reader", 1);
    expect_next(feed, 1, "a");
    cr_assert_eq(rva_feed_save(feed, NULL), RVA_OK);
    cr_assert_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    expect_next(feed, 2, "b");
    rva_feed_close(feed);
    feed = open_feed("reader", 1);
    expect_next(feed, 2, "b");
    rva_feed_close(feed);
}

Test(change_feed, reads_more_than_one_block)
{
    enum { COUNT = 500 };
    for (int i = 0; i < COUNT / 5; i++)
        given_history(store, i);
    rva_feed *feed = open_feed(NULL, 1);
    rva_change change = {0};
    int64_t seen = 0;
    while (rva_feed_next(feed, &change, NULL) == RVA_OK)
        cr_assert_eq(change.seq, ++seen);
    cr_expect_eq(seen, COUNT);
    rva_feed_close(feed);
}

Test(change_feed, waits_no_longer_than_told)
{
    rva_feed *feed = open_feed(NULL, 1);
    cr_expect_eq(rva_feed_wait(feed, 0, NULL), RVA_TIMEOUT);
    cr_expect_eq(rva_feed_wait(feed, 30, NULL), RVA_TIMEOUT);
    record("a");
    cr_expect_eq(rva_feed_wait(feed, 0, NULL), RVA_OK);
    cr_expect_eq(rva_feed_wait(feed, -1, NULL), RVA_OK);
    expect_next(feed, 1, "a");
    cr_expect_eq(rva_feed_wait(feed, 0, NULL), RVA_TIMEOUT);
    rva_feed_close(feed);
}

/** A child that opens the store for itself, once it may, and records. */
static pid_t start_recorder(int may_begin)
{
    fflush(NULL);
    const pid_t child = fork();
    if (child != 0)
        return child;
    char go;
    if (read(may_begin, &go, 1) != 1)
        given_exit(EXIT_FAILURE);
    store = given_open(path);
    record("from the child");
    rva_store_close(store);
    given_exit(EXIT_SUCCESS);
}

Test(change_feed, is_woken_by_another_process)
{
    int ends[2];
    int how = 0;
    cr_assert_eq(pipe(ends), 0);
    const pid_t child = start_recorder(ends[0]);
    rva_feed *feed = open_feed(NULL, RVA_ABSENT);
    cr_assert_eq(write(ends[1], "", 1), 1);
    cr_expect_eq(rva_feed_wait(feed, 20000, NULL), RVA_OK);
    expect_next(feed, 1, "from the child");
    rva_feed_close(feed);
    waitpid(child, &how, 0);
    cr_expect(WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS);
}

Test(change_feed, an_open_one_forgets_who_was_erased)
{
    rva_change change = {0};
    const rva_event erasure = given_erasure("second");
    record("first");
    record("second");
    record("third");
    rva_feed *feed = open_feed(NULL, 1);
    expect_next(feed, 1, "first");
    given_record(store, &erasure);
    cr_assert_eq(rva_feed_next(feed, &change, NULL), RVA_OK);
    cr_expect_eq(change.seq, 2);
    cr_expect_eq(change.event->id[0], '~');
    expect_next(feed, 3, "third");
    rva_feed_close(feed);
}
