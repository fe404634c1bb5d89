/**
 * @file labs/test_places.c
 * A store whose directory goes away while it is open, and pids that mean two processes.
 */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "children.h"

static char path[GIVEN_PATH_BYTES];
static char other[GIVEN_PATH_BYTES];

static void begin(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
    snprintf(other, sizeof other, "%s", given_place("other"));
    given_create(path);
}

TestSuite(places, .init = begin, .fini = given_end, .timeout = 60);

/** The statuses of writing, reading and looking; the first message. */
typedef struct answers {
    rva_status all[4];
    rva_error err;
} answers;

static answers ask(rva_store *store, const char *id)
{
    answers out = {.err = RVA_ERROR_INIT};
    const rva_event event = given_conversation(id);
    rva_store_info info;
    rva_verify_result result;
    rva_status reported;
    out.all[0] = rva_record(store, &event, NULL, &out.err);
    out.all[1] = rva_store_get_info(store, &info, NULL);
    out.all[2] = rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL);
    free(given_try_figures(store, &reported));
    out.all[3] = reported;
    return out;
}

static void expect_all(const answers *of, rva_status status)
{
    for (size_t i = 0; i < sizeof of->all / sizeof *of->all; i++)
        cr_expect_eq(of->all[i], status, "call %d: %s", (int)i, rva_status_name(of->all[i]));
}

Test(places, a_store_that_is_removed_says_so)
{
    rva_store *store = given_open(path);
    rva_snapshot *snapshot = NULL;
    answers said = ask(store, "before");
    expect_all(&said, RVA_OK);
    cr_assert_eq(rva_snapshot_open(store, &snapshot, NULL), RVA_OK);
    given_remove(path);
    said = ask(store, "after");
    expect_all(&said, RVA_IO);
    cr_expect(strstr(said.err.message, "removed") != NULL, "%s", said.err.message);
    rva_snapshot_close(snapshot);
    rva_store_close(store);
}

Test(places, a_store_made_where_one_was_removed_is_another)
{
    rva_store *removed = given_open(path);
    given_remove(path);
    rva_store *fresh = given_store(path);
    answers said = ask(removed, "c");
    expect_all(&said, RVA_IO);
    said = ask(fresh, "c");
    expect_all(&said, RVA_OK);
    rva_store_close(removed);
    cr_expect_eq(given_events(fresh), 1);
    rva_store_close(fresh);
}

Test(places, a_store_that_is_renamed_goes_on)
{
    rva_feed *feed = NULL;
    rva_change change;
    rva_store *none = NULL;
    rva_store *store = given_open(path);
    cr_assert_eq(rva_feed_open(store, NULL, 1, &feed, NULL), RVA_OK);
    cr_assert_eq(rename(path, other), 0);
    const answers said = ask(store, "c");
    expect_all(&said, RVA_OK);
    cr_expect_eq(rva_feed_next(feed, &change, NULL), RVA_OK);
    rva_feed_close(feed);
    cr_expect_eq(rva_store_open(path, NULL, &none, NULL), RVA_NOT_FOUND);
    rva_store *same = given_open(other);
    cr_expect_eq(given_events(same), 1);
    rva_store_close(same);
    rva_store_close(store);
}

Test(places, a_store_that_another_takes_the_name_of_goes_on)
{
    rva_store *first = given_open(path);
    cr_assert_eq(rename(path, other), 0);
    rva_store *second = given_store(path);
    const rva_event event = given_conversation("of the first");
    given_record(first, &event);
    cr_expect_eq(given_events(second), 0);
    cr_expect_eq(given_events(first), 1);
    rva_store_close(first);
    rva_store_close(second);
}

/** Opens as process 1 of a namespace of pids; stops itself when it holds the store. */
static int open_as_first(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = NULL;
    const rva_status status = rva_store_open(path, NULL, &store, &err);
    if (status == RVA_IN_USE && strstr(err.message, "pid namespace"))
        return RVA_IN_USE;
    if (status != RVA_OK)
        return EXIT_FAILURE;

    rva_store_close(store);
    return 0;
}

static int held[2]; /**< closed at the other end when the holder may go */
static int ready[2];

static int hold_as_first(void)
{
    char none;
    rva_store *store = given_open(path);
    if (write(ready[1], "r", 1) != 1 || read(held[0], &none, 1) != 0)
        return EXIT_FAILURE;
    rva_store_close(store);
    return getpid() == 1 ? 0 : EXIT_FAILURE;
}

/** Runs `work` as process 1 of a new namespace of pids. */
static int in_namespace(int (*work)(void))
{
    if (unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
        return CHILD_SKIPPED;
    return child_end(child_start(work));
}

static int hold_in_namespace(void)
{
    close(held[1]);
    return in_namespace(hold_as_first);
}

static int open_in_namespace(void)
{
    return in_namespace(open_as_first);
}

Test(places, the_same_pid_of_two_namespaces_is_kept_out)
{
    char letter;
    if (child_end(child_start(open_in_namespace)) == CHILD_SKIPPED)
        cr_skip_test("no namespaces of pids here");
    cr_assert_eq(pipe(held), 0);
    cr_assert_eq(pipe(ready), 0);
    const pid_t holder = child_start(hold_in_namespace);
    close(ready[1]);
    cr_assert_eq(read(ready[0], &letter, 1), 1);
    cr_expect_eq(child_end(child_start(open_in_namespace)), RVA_IN_USE);
    cr_expect_eq(child_end(child_start(open_as_first)), 0); /* another pid is welcome */
    close(held[1]);
    cr_expect_eq(child_end(holder), 0);
    cr_expect_eq(child_end(child_start(open_in_namespace)), 0);
}
