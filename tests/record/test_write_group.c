/**
 * @file record/test_write_group.c
 * Threads that record, report and read one store at once.
 *
 * For the thread sanitizer above all: what each check states is that nothing was lost and
 * no figure was ever half of something.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "given.h"

enum { RECORDERS = 12, READERS = 2, EVENTS_EACH = 60, THREADS = RECORDERS + READERS + 1 };

static char path[GIVEN_PATH_BYTES];
static rva_store *store;
static atomic_int recording; /**< threads that have not finished */
static atomic_int failures;

static void begin(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
    store = given_store(path);
    atomic_store(&recording, RECORDERS);
    atomic_store(&failures, 0);
}

static void end(void)
{
    given_end();
}

TestSuite(write_group, .init = begin, .fini = end, .timeout = 300);

static void count_failure(rva_status status)
{
    if (status != RVA_OK)
        atomic_fetch_add(&failures, 1);
}

/** Records sales of 1.00 one by one, each with a buyer and a place of its own. */
static void *record_sales(void *context)
{
    const int thread = (int)(intptr_t)context;
    for (int i = 0; i < EVENTS_EACH; i++) {
        char id[GIVEN_ID_BYTES];
        char platform[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "t-%d-%d", thread, i);
        snprintf(platform, sizeof platform, "buyer-%d-%d", thread, i / 10);
        rva_event sale = given_sale(id, id, 100);
        sale.platform = platform;
        sale.zip = i % 2 ? "11215" : "10301";
        count_failure(rva_record(store, &sale, NULL, NULL));
    }
    atomic_fetch_sub(&recording, 1);
    return NULL;
}

/** Records the same in batches, some of them refused. */
static void *record_batches(void *context)
{
    const int thread = (int)(intptr_t)context;
    enum { BATCH = 6 };
    for (int i = 0; i < EVENTS_EACH / BATCH; i++) {
        char ids[BATCH][GIVEN_ID_BYTES];
        rva_event events[BATCH + 1];
        rva_rejections *rejections = NULL;
        for (int j = 0; j < BATCH; j++) {
            snprintf(ids[j], sizeof ids[j], "t-%d-%d-%d", thread, i, j);
            events[j] = given_sale(ids[j], ids[j], 100);
        }
        events[BATCH] = given_sale(ids[0], ids[0], 101); /* conflicts with the first */
        count_failure(rva_record_many(store, events, BATCH + 1, NULL, &rejections, NULL));
        count_failure(rva_rejections_count(rejections) == 1 ? RVA_OK : RVA_INVALID);
        rva_rejections_free(rejections);
    }
    atomic_fetch_sub(&recording, 1);
    return NULL;
}

/** Reports while others record: money and sales of one moment always agree, and only grow. */
static void *read_reports(void *context)
{
    (void)context;
    int64_t before = 0;
    while (atomic_load(&recording) > 0) {
        rva_status status;
        const int64_t gross = given_gross(store);
        char *figures = given_try_figures(store, &status);
        count_failure(status);
        count_failure(gross % 100 == 0 && gross >= before ? RVA_OK : RVA_CORRUPT);
        before = gross;
        free(figures);
    }
    return NULL;
}

/** Follows the log: every place once, in order. */
static void *follow(void *context)
{
    int64_t *seen = context;
    rva_feed *feed = NULL;
    rva_change change;
    count_failure(rva_feed_open(store, NULL, 1, &feed, NULL));
    while (*seen < RECORDERS * EVENTS_EACH) {
        const rva_status status = rva_feed_next(feed, &change, NULL);
        if (status == RVA_NOT_FOUND) {
            if (rva_feed_wait(feed, 20000, NULL) != RVA_OK)
                break;
            continue;
        }
        count_failure(status);
        count_failure(change.seq == *seen + 1 ? RVA_OK : RVA_CORRUPT);
        ++*seen;
    }
    rva_feed_close(feed);
    return NULL;
}

static void join_all(const pthread_t *threads, int count)
{
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

Test(write_group, threads_record_report_and_follow_at_once)
{
    pthread_t threads[THREADS];
    int64_t seen = 0;
    int count = 0;
    for (int i = 0; i < RECORDERS; i++)
        pthread_create(&threads[count++], NULL, i % 3 ? record_sales : record_batches,
                       (void *)(intptr_t)i);
    for (int i = 0; i < READERS; i++)
        pthread_create(&threads[count++], NULL, read_reports, NULL);
    pthread_create(&threads[count++], NULL, follow, &seen);
    join_all(threads, count);
    cr_expect_eq(atomic_load(&failures), 0);
    cr_expect_eq(seen, RECORDERS * EVENTS_EACH);
    cr_expect_eq(given_events(store), RECORDERS * EVENTS_EACH);
    cr_expect_eq(given_gross(store), RECORDERS * EVENTS_EACH * 100);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

/** Opens the store for itself, uses it, and closes it again, many times. */
static void *open_and_close(void *context)
{
    for (int i = 0; i < EVENTS_EACH; i++) {
        char id[GIVEN_ID_BYTES];
        rva_store *own = NULL;
        snprintf(id, sizeof id, "c-%d-%d", (int)(intptr_t)context, i);
        const rva_event event = given_conversation(id);
        count_failure(rva_store_open(path, NULL, &own, NULL));
        if (i % 4 == 0)
            count_failure(rva_record(own, &event, NULL, NULL));
        else
            given_gross(own);
        rva_store_close(own);
    }
    return NULL;
}

Test(write_group, threads_open_and_close_the_same_store)
{
    pthread_t threads[8];
    rva_store_close(store); /* so that the last of them closes it whole */
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, open_and_close, (void *)(intptr_t)i);
    join_all(threads, 8);
    cr_expect_eq(atomic_load(&failures), 0);
    store = given_open(path);
    cr_expect_eq(given_events(store), 8 * EVENTS_EACH / 4);
    rva_store_close(store);
}

static void *rebuild(void *context)
{
    (void)context;
    while (atomic_load(&recording) > 0)
        count_failure(rva_store_rebuild(store, NULL, NULL, NULL, NULL));
    return NULL;
}

static void *verify(void *context)
{
    (void)context;
    while (atomic_load(&recording) > 0)
        count_failure(given_differences(store, RVA_VERIFY_FULL) == 0 ? RVA_OK : RVA_CORRUPT);
    return NULL;
}

Test(write_group, a_rebuild_and_a_verification_hinder_nobody)
{
    pthread_t threads[RECORDERS + 2];
    for (int i = 0; i < RECORDERS; i++)
        pthread_create(&threads[i], NULL, record_sales, (void *)(intptr_t)i);
    pthread_create(&threads[RECORDERS], NULL, rebuild, NULL);
    pthread_create(&threads[RECORDERS + 1], NULL, verify, NULL);
    join_all(threads, RECORDERS + 2);
    cr_expect_eq(atomic_load(&failures), 0);
    cr_expect_eq(given_gross(store), RECORDERS * EVENTS_EACH * 100);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

/** Records through a handle of its own that queues. */
static void *record_async(void *context)
{
    rva_store *async = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 1;
    count_failure(rva_store_open(path, &options, &async, NULL));
    for (int i = 0; i < EVENTS_EACH; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "c-%d-%d", (int)(intptr_t)context, i);
        const rva_event event = given_conversation(id);
        count_failure(rva_record(async, &event, NULL, NULL));
        if (i % 16 == 0)
            count_failure(rva_store_flush(async, NULL));
    }
    rva_store_close(async);
    return NULL;
}

Test(write_group, queues_of_several_handles_are_written_in_the_end)
{
    pthread_t threads[8];
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, record_async, (void *)(intptr_t)i);
    join_all(threads, 8);
    cr_expect_eq(atomic_load(&failures), 0);
    cr_expect_eq(given_events(store), 8 * EVENTS_EACH);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

/** Asks a snapshot twice and compares. */
static void *hold_snapshots(void *context)
{
    (void)context;
    while (atomic_load(&recording) > 0) {
        rva_snapshot *snapshot = NULL;
        rva_report *first = NULL;
        rva_report *second = NULL;
        rva_query query = RVA_QUERY_INIT;
        count_failure(rva_snapshot_open(store, &snapshot, NULL));
        query.from_at = GIVEN_AT - GIVEN_DAY;
        query.to_at = GIVEN_AT + GIVEN_DAY;
        query.now_at = query.to_at;
        query.snapshot = snapshot;
        count_failure(rva_report_cube(store, &query, &first, NULL));
        count_failure(rva_report_cube(store, &query, &second, NULL));
        char *texts[2] = {NULL, NULL};
        size_t size;
        count_failure(rva_report_write(first, RVA_FORMAT_JSON, &texts[0], &size, NULL));
        count_failure(rva_report_write(second, RVA_FORMAT_JSON, &texts[1], &size, NULL));
        count_failure(texts[0] && texts[1] && strcmp(texts[0], texts[1]) == 0 ? RVA_OK
                                                                              : RVA_CORRUPT);
        rva_free(texts[0]);
        rva_free(texts[1]);
        rva_report_free(first);
        rva_report_free(second);
        rva_snapshot_close(snapshot);
    }
    return NULL;
}

Test(write_group, a_snapshot_stays_the_same_while_others_record)
{
    pthread_t threads[RECORDERS + READERS];
    for (int i = 0; i < RECORDERS; i++)
        pthread_create(&threads[i], NULL, record_sales, (void *)(intptr_t)i);
    for (int i = 0; i < READERS; i++)
        pthread_create(&threads[RECORDERS + i], NULL, hold_snapshots, NULL);
    join_all(threads, RECORDERS + READERS);
    cr_expect_eq(atomic_load(&failures), 0);
    rva_store_close(store);
}
