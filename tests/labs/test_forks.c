/**
 * @file labs/test_forks.c
 * fork() and exec() while a store is in any state.
 *
 * In each state a child calls all that takes a handle: each call must say RVA_FORKED, and
 * the parent must go on as if nothing had been.  The same calls by who owns the handles show
 * that the lab can see an answer that is another.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "children.h"

enum {
    CHILD_SECONDS_MAX = 60,
    BEFORE = 20,
    AFTER = 100,
    THREADS = 6,
    FORKS = 40,
    LINE_BYTES = 4096,
};

static char path[GIVEN_PATH_BYTES];
static char place[GIVEN_PATH_BYTES];

/** What a child inherits. */
static struct {
    rva_store *store;
    rva_store *queue; /**< another handle, which queues */
    rva_snapshot *snapshot;
    rva_feed *feed;
    rva_records *records;
    rva_settings *settings;
} inherited;

static void begin(void)
{
    const rva_error err = RVA_ERROR_INIT;
    rva_change change;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 1;
    snprintf(path, sizeof path, "%s", given_place("store"));
    snprintf(place, sizeof place, "%s", given_place("backup"));
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL), &err, "create");
    inherited.store = given_open(path);
    for (int i = 0; i < BEFORE; i++)
        given_history(inherited.store, i);
    given_check(rva_store_open(path, &options, &inherited.queue, NULL), &err, "open");
    given_check(rva_snapshot_open(inherited.store, &inherited.snapshot, NULL), &err, "snapshot");
    given_check(rva_feed_open(inherited.store, "reader", 1, &inherited.feed, NULL), &err, "feed");
    given_check(rva_feed_next(inherited.feed, &change, NULL), &err, "rva_feed_next");
    given_check(
        rva_records_open(inherited.store, RVA_RECORDS_LEADS, GIVEN_AT, &inherited.records, NULL),
        &err, "rva_records_open");
    given_check(rva_store_settings(inherited.store, &inherited.settings, NULL), &err, "settings");
}

static void close_handles(void)
{
    rva_records_close(inherited.records);
    rva_feed_close(inherited.feed);
    rva_snapshot_close(inherited.snapshot);
    rva_store_close(inherited.queue);
    rva_store_close(inherited.store);
    rva_settings_free(inherited.settings);
}

TestSuite(forks, .init = begin, .fini = given_end, .timeout = 300);

/** How many of the answers are not RVA_FORKED. */
static int count_others(const rva_status *all, size_t count, const char *of)
{
    int others = 0;
    for (size_t i = 0; i < count; i++) {
        if (all[i] != RVA_FORKED && given_number("RVA_LOUD", 0))
            fprintf(stderr, "%s, call %d: %s\n", of, (int)i, rva_status_name(all[i]));
        others += all[i] != RVA_FORKED;
    }
    return others;
}

#define COUNT_OTHERS(all, of) count_others(all, sizeof(all) / sizeof *(all), of)

static int write_to(rva_store *store)
{
    const rva_event event = given_conversation("of the child");
    const rva_status all[] = {
        rva_record(store, &event, NULL, NULL),
        rva_record_many(store, &event, 1, NULL, NULL, NULL),
        rva_record_check(store, &event, 1, NULL, NULL, NULL),
        rva_store_flush(store, NULL),
        rva_store_change_settings(store, inherited.settings, NULL, NULL, NULL),
        rva_store_rebuild(store, NULL, NULL, NULL, NULL),
    };
    return COUNT_OTHERS(all, "writing");
}

static int read_from(rva_store *store)
{
    rva_settings *settings = NULL;
    rva_store_info info;
    rva_verify_result result;
    rva_snapshot *snapshot = NULL;
    rva_feed *feed = NULL;
    rva_records *records = NULL;
    int64_t at;
    const rva_status all[] = {
        rva_store_settings(store, &settings, NULL),
        rva_store_get_info(store, &info, NULL),
        rva_store_verify(store, RVA_VERIFY_QUICK, &result, NULL, NULL, NULL),
        rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL),
        rva_store_backup(store, place, NULL),
        rva_store_local_instant(store, "2026-03-01", &at, NULL),
        rva_snapshot_open(store, &snapshot, NULL),
        rva_feed_open(store, NULL, 1, &feed, NULL),
        rva_feed_open(store, "reader", 1, &feed, NULL),
        rva_records_open(store, RVA_RECORDS_DOCUMENTS, GIVEN_AT, &records, NULL),
    };
    const int others = COUNT_OTHERS(all, "reading");
    rva_settings_free(settings);
    rva_snapshot_close(snapshot);
    rva_records_close(records);
    return others;
}

static int report_on(rva_store *store, rva_snapshot *snapshot)
{
    rva_report *report = NULL;
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT - GIVEN_DAY;
    query.to_at = query.now_at = GIVEN_AT + GIVEN_DAY;
    query.snapshot = snapshot;
    const rva_status all[] = {
        rva_report_run(store, "executive_summary", &query, &report, NULL),
        rva_report_executive_summary(store, &query, &report, NULL),
        rva_report_conversation_analytics(store, &query, &report, NULL),
        rva_report_revenue_trends(store, &query, &report, NULL),
        rva_report_platform_performance(store, &query, &report, NULL),
        rva_report_cube(store, &query, &report, NULL),
    };
    return COUNT_OTHERS(all, "reporting");
}

static int go_on_reading(void)
{
    rva_change change;
    rva_report *page = NULL;
    const rva_status all[] = {
        rva_feed_next(inherited.feed, &change, NULL),
        rva_feed_wait(inherited.feed, 0, NULL),
        rva_feed_save(inherited.feed, NULL),
        rva_records_next(inherited.records, &page, NULL),
    };
    return COUNT_OTHERS(all, "going on");
}

/** How many calls on inherited handles do not say that they are the parent's. */
static int use_all(void)
{
    alarm(CHILD_SECONDS_MAX);
    return write_to(inherited.store) + write_to(inherited.queue) + read_from(inherited.store) +
           read_from(inherited.queue) + report_on(inherited.store, NULL) +
           report_on(inherited.store, inherited.snapshot) + go_on_reading();
}

static int use_and_close(void)
{
    const int others = use_all();
    close_handles();
    return others;
}

/** The children of a state: one that only calls, one that closes as well. */
static int count_wrong_children(void)
{
    return (child_end(child_start(use_all)) != 0) + (child_end(child_start(use_and_close)) != 0);
}

/** How many leads the pages that are left show. */
static int64_t count_leads(void)
{
    rva_report *page = NULL;
    int64_t rows = 0;
    rva_status status;
    while ((status = rva_records_next(inherited.records, &page, NULL)) == RVA_OK) {
        rows += (int64_t)rva_table_row_count(rva_report_table(page, "leads"));
        rva_report_free(page);
    }
    return status == RVA_NOT_FOUND ? rows : -1;
}

/** The parent goes on with each handle. */
static void expect_unharmed(int64_t events)
{
    rva_change change;
    for (int i = 0; i < AFTER; i++)
        given_history(inherited.store, BEFORE + i); /* would reuse pages let go */
    cr_expect_eq(rva_feed_next(inherited.feed, &change, NULL), RVA_OK);
    cr_expect_eq(change.seq, 2);
    cr_expect_eq(rva_feed_save(inherited.feed, NULL), RVA_OK);
    cr_expect_eq(count_leads(), BEFORE + AFTER);
    cr_expect_eq(rva_store_flush(inherited.queue, NULL), RVA_OK);
    cr_expect_eq(given_events(inherited.store), events + 5 * (BEFORE + AFTER));
    cr_expect_eq(rva_store_compact(path, NULL), RVA_IN_USE);
    cr_expect_eq(given_differences(inherited.store, RVA_VERIFY_FULL), 0);
    close_handles();
}

Test(forks, with_everything_open_are_refused)
{
    cr_expect_eq(count_wrong_children(), 0);
    expect_unharmed(0);
}

Test(forks, with_a_full_queue_are_refused_and_the_queue_is_the_parents)
{
    for (int i = 0; i < AFTER; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "queued-%d", i);
        const rva_event event = given_conversation(id);
        cr_assert_eq(rva_record(inherited.queue, &event, NULL, NULL), RVA_OK);
    }
    cr_expect_eq(count_wrong_children(), 0);
    expect_unharmed(AFTER);
}

static int wrong_within;

static int fork_within(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    if (wrong_within < 0)
        wrong_within = count_wrong_children();
    return 0;
}

Test(forks, in_the_middle_of_a_transaction_are_refused)
{
    wrong_within = -1;
    cr_expect_eq(rva_store_rebuild(inherited.store, NULL, fork_within, NULL, NULL), RVA_OK);
    cr_expect_eq(wrong_within, 0);
    expect_unharmed(0);
}

static atomic_bool recording;
static atomic_long recorded;

static void *record_on(void *context)
{
    rva_store *store = (intptr_t)context % 2 ? inherited.store : inherited.queue;
    for (int i = 0; atomic_load(&recording); i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "thread-%d-%d", (int)(intptr_t)context, i);
        const rva_event event = given_conversation(id);
        given_record(store, &event);
        given_gross(inherited.store);
        atomic_fetch_add(&recorded, 1);
    }
    return NULL;
}

Test(forks, while_threads_record_and_report_are_refused)
{
    pthread_t threads[THREADS];
    int wrong = 0;
    atomic_store(&recording, true);
    for (int i = 0; i < THREADS; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, record_on, (void *)(intptr_t)i), 0);
    for (int i = 0; i < FORKS; i++)
        wrong += count_wrong_children();
    atomic_store(&recording, false);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    cr_expect_eq(wrong, 0);
    expect_unharmed(atomic_load(&recorded));
}

static int own_handles(void)
{
    inherited.store = inherited.queue = NULL;
    begin();
    return use_all() > 0 ? 0 : 1;
}

Test(forks, calls_by_the_owner_are_found_to_be_another_answer)
{
    cr_expect_eq(child_end(child_start(use_all)), 0);
    close_handles();
    given_end();
    cr_expect_eq(child_end(child_start(own_handles)), 0);
}

/** How many descriptors of the store a program has that a child becomes. */
static int count_descriptors(bool keeps_one)
{
    char command[GIVEN_PATH_BYTES + 64];
    char line[LINE_BYTES];
    int found = 0;
    snprintf(command, sizeof command, "%s/data.mdb", path);
    const int kept = keeps_one ? open(command, O_RDONLY) : -1; /* not O_CLOEXEC */
    FILE *list = popen("ls -l /proc/self/fd", "re");
    cr_assert_not_null(list);
    while (fgets(line, sizeof line, list))
        found += strstr(line, path) != NULL || strstr(line, "inotify") != NULL;
    cr_assert_eq(pclose(list), 0);
    if (kept >= 0)
        close(kept);
    return found;
}

Test(forks, a_program_that_is_run_inherits_no_descriptor)
{
    cr_expect_eq(rva_feed_wait(inherited.feed, 1, NULL), RVA_OK);
    cr_expect_eq(count_descriptors(false), 0);
    cr_expect_eq(count_descriptors(true), 1, "the lab cannot see descriptors");
    expect_unharmed(0);
}
