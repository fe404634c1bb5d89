/**
 * @file labs/test_map_growth.c
 * A store that outgrows its map while several processes use it.
 *
 * The machine grants each process a small map at first, so that all of them must make theirs
 * larger or adopt what another made, again and again.  No call may fail and no event may be
 * lost.  Where no larger map is allowed, or none to be had, calls say so, and what is
 * recorded can still be read: that the writers fail then shows that the lab sees failures.
 */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "calls.h"
#include "children.h"

enum {
    MIB = 1 << 20,
    SMALL_MIB = 64, /**< the smallest map */
    LARGE_MIB = 1024,
    WRITERS = 2,
    READERS = 2,
    BATCH = 1000,
    BATCHES = 12, /**< of each writer */
    TAGS_BYTES = 4000,
    FAILED = 1,
};

/** What the processes tell each other. */
typedef struct shared {
    atomic_int written[WRITERS]; /**< batches acknowledged */
    atomic_int stop;             /**< readers: the writers have ended */
    atomic_long reads;
} shared;

static char path[GIVEN_PATH_BYTES];
static shared *common;
static atomic_long granted_bytes; /**< largest map to be had */

static long grant(const call *of)
{
    if (of->kind == CALL_MAP && of->arguments[1] > atomic_load(&granted_bytes)) {
        errno = ENOMEM;
        return -1;
    }
    return calls_perform(of);
}

static void begin(void)
{
    const rva_error err = RVA_ERROR_INIT;
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    snprintf(path, sizeof path, "%s", given_place("store"));
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL), &err, "rva_store_create");
    common = mmap(NULL, sizeof *common, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq((void *)common, MAP_FAILED);
}

static void end(void)
{
    munmap(common, sizeof *common);
    given_end();
}

TestSuite(map_growth, .init = begin, .fini = end, .timeout = 300);

/** Opens where only a small map is to be had. */
static rva_store *open_small(int64_t map_mib_max)
{
    rva_store *store = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.map_mib_max = map_mib_max;
    options.busy_timeout_ms = 60000;
    atomic_store(&granted_bytes, (long)SMALL_MIB * MIB);
    calls_set_hook(grant);
    given_check(rva_store_open(path, &options, &store, &err), &err, "rva_store_open");
    return store;
}

/** One batch of a writer. */
static rva_status record_batch(rva_store *store, int writer, int number, rva_error *err)
{
    static char ids[BATCH][GIVEN_ID_BYTES];
    static rva_event events[BATCH];
    static char tags[TAGS_BYTES];
    snprintf(tags, sizeof tags, "{\"text\":\"%0*d\"}", TAGS_BYTES - 16, number);
    for (int i = 0; i < BATCH; i++) {
        snprintf(ids[i], sizeof ids[i], "a-conversation-of-writer-%d-in-batch-%d-%d", writer,
                 number, i);
        events[i] = given_conversation(ids[i]);
        events[i].tags = tags;
    }
    return rva_record_many(store, events, BATCH, NULL, NULL, err);
}

/** Numbers of the next children, read as they start. */
static int writer_number;
static int64_t writer_mib_max;

static int write_all(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = open_small(writer_mib_max);
    const int writer = writer_number;
    calls_set_hook(NULL);
    rva_status status = RVA_OK;
    for (int i = 0; i < BATCHES && status == RVA_OK; i++) {
        status = record_batch(store, writer, i, &err);
        if (status == RVA_OK)
            atomic_store(&common->written[writer], i + 1);
    }
    if (status != RVA_OK && given_number("RVA_LOUD", 0))
        fprintf(stderr, "writer %d: %s\n", writer, err.message);
    rva_store_close(store);
    return (int)status;
}

/** Starts all writers; each may make its map as large as this. */
static void start_writers(pid_t children[WRITERS], int64_t map_mib_max)
{
    writer_mib_max = map_mib_max;
    for (writer_number = 0; writer_number < WRITERS; writer_number++)
        children[writer_number] = child_start(write_all);
}

/** Reads until the writers have ended; the events may only become more. */
static int read_all(void)
{
    rva_store *store = open_small(LARGE_MIB);
    calls_set_hook(NULL);
    bool good = true;
    for (int64_t before = 0; good && !atomic_load(&common->stop);) {
        rva_store_info info = {0};
        rva_status status;
        good = rva_store_get_info(store, &info, NULL) == RVA_OK && info.events >= before;
        before = info.events;
        free(given_try_figures(store, &status));
        good = good && status == RVA_OK;
        atomic_fetch_add(&common->reads, good);
    }
    rva_store_close(store);
    return good ? 0 : FAILED;
}

/** The events of all acknowledged batches must be there, and be sound. */
static rva_store_info expect_all_written(void)
{
    int64_t batches = 0;
    rva_store_info info = {0};
    rva_store *store = given_open(path);
    for (int i = 0; i < WRITERS; i++)
        batches += atomic_load(&common->written[i]);
    cr_expect_eq(rva_store_get_info(store, &info, NULL), RVA_OK);
    cr_expect_eq(info.events, batches * BATCH);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
    return info;
}

Test(map_growth, is_seen_by_no_process)
{
    pid_t writers[WRITERS];
    pid_t readers[READERS];
    for (int i = 0; i < READERS; i++)
        readers[i] = child_start(read_all);
    start_writers(writers, LARGE_MIB);
    for (int i = 0; i < WRITERS; i++)
        cr_expect_eq(child_end(writers[i]), RVA_OK);
    atomic_store(&common->stop, 1);
    for (int i = 0; i < READERS; i++)
        cr_expect_eq(child_end(readers[i]), 0);
    const rva_store_info info = expect_all_written();
    printf("%lld events, %lld MiB, %ld reads\n", (long long)info.events,
           (long long)info.data_bytes / MIB, atomic_load(&common->reads));
    fflush(stdout);
    cr_expect_eq(info.events, (int64_t)WRITERS * BATCHES * BATCH);
    cr_expect_gt(info.data_bytes, (int64_t)2 * SMALL_MIB * MIB, "no map became too small");
    cr_expect_gt(atomic_load(&common->reads), 0);
}

Test(map_growth, ends_at_the_limit_and_reading_goes_on)
{
    pid_t writers[WRITERS];
    start_writers(writers, SMALL_MIB);
    for (int i = 0; i < WRITERS; i++)
        cr_expect_eq(child_end(writers[i]), RVA_FULL);
    expect_all_written();
}

/** Goes on as long as others do not outgrow it; then every call says that there is no memory. */
static int use_without_memory(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_info info;
    rva_status status;
    const rva_event event = given_conversation("late");
    rva_store *store = open_small(LARGE_MIB);
    rva_snapshot *snapshot = NULL;
    raise(SIGSTOP); /* others make it large */
    for (int i = 0; i < 3; i++) {
        if (rva_record(store, &event, NULL, &err) != RVA_NO_MEMORY ||
            rva_store_get_info(store, &info, &err) != RVA_NO_MEMORY ||
            rva_snapshot_open(store, &snapshot, &err) != RVA_NO_MEMORY)
            return FAILED;
        free(given_try_figures(store, &status));
        if (status != RVA_NO_MEMORY)
            return FAILED;
    }
    calls_set_hook(NULL);
    const bool works = rva_record(store, &event, NULL, &err) == RVA_OK &&
                       rva_store_get_info(store, &info, &err) == RVA_OK;
    rva_store_close(store);
    return works ? 0 : FAILED;
}

Test(map_growth, that_a_process_has_no_memory_for_is_said)
{
    pid_t writers[WRITERS];
    const pid_t poor = child_start(use_without_memory);
    cr_assert(child_stopped(poor));
    start_writers(writers, LARGE_MIB);
    for (int i = 0; i < WRITERS; i++)
        cr_expect_eq(child_end(writers[i]), RVA_OK);
    kill(poor, SIGCONT);
    cr_expect_eq(child_end(poor), 0);
}

/** Records while it holds a snapshot, which keeps the map where it is. */
static int record_with_snapshot(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva_snapshot *snapshot = NULL;
    const rva_event event = given_conversation("late");
    rva_store *store = open_small(LARGE_MIB);
    if (rva_snapshot_open(store, &snapshot, &err) != RVA_OK)
        return FAILED;
    raise(SIGSTOP); /* others make it large */
    calls_set_hook(NULL);
    const rva_status held = rva_record(store, &event, NULL, &err);
    rva_snapshot_close(snapshot);
    const rva_status after = rva_record(store, &event, NULL, &err);
    rva_store_close(store);
    return held == RVA_BUSY && after == RVA_OK ? 0 : FAILED;
}

Test(map_growth, waits_for_no_snapshot_for_ever)
{
    pid_t writers[WRITERS];
    const pid_t holder = child_start(record_with_snapshot);
    cr_assert(child_stopped(holder));
    start_writers(writers, LARGE_MIB);
    for (int i = 0; i < WRITERS; i++)
        cr_expect_eq(child_end(writers[i]), RVA_OK);
    kill(holder, SIGCONT);
    cr_expect_eq(child_end(holder), 0);
}
