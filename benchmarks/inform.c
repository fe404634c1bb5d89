/**
 * @file benchmarks/inform.c
 * What nobody else offers to be compared with: latency, threads, care, the feed.
 */
#include "contests.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <revanalytics/feed.h>
#include <revanalytics/report.h>

#include "events.h"
#include "report.h"

enum {
    SINGLE_EVENTS = 400,
    THREADS = 16,
    THREAD_EVENTS = 100,
    FEED_EVENTS = 500,
    OPENS = 20,
    REPORT_RUNS = 50,
};

static int create(const bench_plan *plan, const char *name, int durability, rva_store **out)
{
    char path[BENCH_PATH_BYTES];
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    bench_path(plan, name, path);
    bench_remove(path);
    options.durability = durability;
    if (rva_store_create(path, NULL, (rva_durability)durability, &err) != RVA_OK ||
        rva_store_open(path, &options, out, &err) != RVA_OK)
        return bench_fail(path, err.message);
    return 0;
}

static void drop(const bench_plan *plan, const char *name, rva_store *store)
{
    char path[BENCH_PATH_BYTES];
    rva_store_close(store);
    bench_path(plan, name, path);
    bench_remove(path);
}

/** Values: median and 99th percentile of one durable event, in seconds; its rate. */
static int single(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    static double times[SINGLE_EVENTS];
    rva_store *store;
    bench_events events;
    rva_error err = RVA_ERROR_INIT;
    (void)which;
    if (create(plan, "single.rva", RVA_DURABLE, &store) != 0 ||
        bench_events_open(&events, SINGLE_EVENTS) != 0 ||
        bench_events_read(&events, SINGLE_EVENTS) != 0)
        return -1;
    const double start = bench_now();
    for (size_t i = 0; i < events.count; i++) {
        const double from = bench_now();
        if (rva_record(store, &events.items[i], NULL, &err) != RVA_OK)
            return bench_fail("rva_record", err.message);
        times[i] = bench_now() - from;
    }
    values[2] = (double)events.count / (bench_now() - start);
    values[0] = bench_sorted(times, events.count, 0.5);
    values[1] = bench_sorted(times, events.count, 0.99);
    bench_events_close(&events);
    drop(plan, "single.rva", store);
    return 0;
}

/** One of several threads that record. */
typedef struct recorder {
    pthread_t thread;
    rva_store *store;
    const rva_event *events;
    int failed;
} recorder;

static void *record_some(void *context)
{
    recorder *self = context;
    for (int i = 0; i < THREAD_EVENTS; i++)
        if (rva_record(self->store, &self->events[i], NULL, NULL) != RVA_OK)
            self->failed = 1;
    return NULL;
}

/** Value: durable events a second of 16 threads. */
static int threads(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    static recorder recorders[THREADS];
    rva_store *store;
    bench_events events;
    int failed = 0;
    (void)which;
    if (create(plan, "threads.rva", RVA_DURABLE, &store) != 0 ||
        bench_events_open(&events, THREADS * THREAD_EVENTS) != 0 ||
        bench_events_read(&events, THREADS * THREAD_EVENTS) != 0)
        return -1;
    const double start = bench_now();
    for (int i = 0; i < THREADS; i++) {
        recorders[i] = (recorder){.store = store, .events = events.items + i * THREAD_EVENTS};
        if (pthread_create(&recorders[i].thread, NULL, record_some, &recorders[i]) != 0)
            return bench_fail("threads", "the system allowed none");
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(recorders[i].thread, NULL);
        failed |= recorders[i].failed;
    }
    values[0] = (double)events.count / (bench_now() - start);
    bench_events_close(&events);
    drop(plan, "threads.rva", store);
    return failed ? bench_fail("threads", "an event was refused") : 0;
}

/** Values: verify full, rebuild, in seconds for the events of the recording contest. */
static int care(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    rva_store *store;
    bench_events events;
    rva_verify_result result;
    rva_error err = RVA_ERROR_INIT;
    (void)which;
    if (create(plan, "care.rva", RVA_EPHEMERAL, &store) != 0 ||
        bench_events_open(&events, plan->record_events) != 0)
        return -1;
    while (bench_events_read(&events, BENCH_BATCH) == 0 && events.count > 0)
        if (rva_record_many(store, events.items, events.count, NULL, NULL, &err) != RVA_OK)
            return bench_fail("rva_record_many", err.message);
    bench_events_close(&events);
    double from = bench_now();
    if (rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, &err) != RVA_OK)
        return bench_fail("verify", err.message);
    values[0] = bench_now() - from;
    if (result.differences != 0)
        return bench_fail("verify", result.first.message);
    from = bench_now();
    if (rva_store_rebuild(store, NULL, NULL, NULL, &err) != RVA_OK)
        return bench_fail("rebuild", err.message);
    values[1] = bench_now() - from;
    drop(plan, "care.rva", store);
    return 0;
}

static int all_reports(rva_store *store, int64_t now_at)
{
    rva_snapshot *snapshot;
    rva_error err = RVA_ERROR_INIT;
    rva_query query = RVA_QUERY_INIT;
    if (rva_snapshot_open(store, &snapshot, &err) != RVA_OK)
        return bench_fail("snapshot", err.message);
    query.now_at = now_at;
    query.snapshot = snapshot;
    const char *name;
    for (size_t i = 0; (name = rva_report_name_at(i)) != NULL; i++) {
        rva_report *report;
        query.dimensions = strcmp(name, "cube") == 0 ? "platform,tier" : NULL;
        if (rva_report_run(store, name, &query, &report, &err) != RVA_OK)
            return bench_fail(name, err.message);
        rva_report_free(report);
    }
    rva_snapshot_close(snapshot);
    return 0;
}

/** Values: opening the large store, all reports of it, in seconds. */
static int large(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    double times[REPORT_RUNS];
    char path[BENCH_PATH_BYTES];
    rva_store *store = NULL;
    rva_store_info info;
    rva_error err = RVA_ERROR_INIT;
    ask_path(plan, which, false, path);
    for (int i = 0; i < OPENS; i++) {
        rva_store_close(store);
        const double from = bench_now();
        if (rva_store_open(path, &(rva_store_options)RVA_STORE_OPTIONS_INIT, &store, &err) !=
            RVA_OK)
            return bench_fail(path, err.message);
        times[i] = bench_now() - from;
    }
    values[0] = bench_sorted(times, OPENS, 0.5);
    if (rva_store_get_info(store, &info, &err) != RVA_OK)
        return bench_fail(path, err.message);
    for (int i = 0; i < REPORT_RUNS; i++) {
        const double from = bench_now();
        if (all_reports(store, info.last_at) != 0)
            return -1;
        times[i] = bench_now() - from;
    }
    values[1] = bench_sorted(times, REPORT_RUNS, 0.5);
    rva_store_close(store);
    return 0;
}

/** When each event was sent and when the other process had it. */
typedef struct post {
    volatile int ready;
    double sent[FEED_EVENTS];
    volatile double got[FEED_EVENTS];
} post;

/** The other process. */
static int follow(const char *path, post *shared)
{
    rva_store *store;
    rva_feed *feed;
    rva_change change;
    rva_error err = RVA_ERROR_INIT;
    if (rva_store_open(path, NULL, &store, &err) != RVA_OK ||
        rva_feed_open(store, NULL, RVA_ABSENT, &feed, &err) != RVA_OK)
        return bench_fail(path, err.message);
    shared->ready = 1;
    for (int i = 0; i < FEED_EVENTS;) {
        rva_status status = rva_feed_next(feed, &change, &err);
        if (status == RVA_OK)
            shared->got[i++] = bench_now();
        else if (status != RVA_NOT_FOUND || rva_feed_wait(feed, 10000, &err) != RVA_OK)
            return bench_fail("feed", "nothing came");
    }
    rva_feed_close(feed);
    rva_store_close(store);
    return 0;
}

static int post_events(const bench_plan *plan, rva_store *store, post *shared)
{
    bench_events events;
    rva_error err = RVA_ERROR_INIT;
    (void)plan;
    if (bench_events_open(&events, FEED_EVENTS) != 0 ||
        bench_events_read(&events, FEED_EVENTS) != 0)
        return -1;
    for (int i = 0; i < FEED_EVENTS; i++) {
        shared->sent[i] = bench_now();
        if (rva_record(store, &events.items[i], NULL, &err) != RVA_OK)
            return bench_fail("rva_record", err.message);
        const double until = bench_now() + 5;
        while (shared->got[i] == 0 && bench_now() < until)
            (void)usleep(100);
    }
    bench_events_close(&events);
    return 0;
}

/** Values: median and 99th percentile from the call to the other process, in seconds. */
static int feed(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    static double times[FEED_EVENTS];
    char path[BENCH_PATH_BYTES];
    rva_store *store;
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    (void)which;
    post *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED || create(plan, "feed.rva", RVA_EPHEMERAL, &store) != 0)
        return bench_fail("feed", "no store");
    rva_store_close(store);
    bench_path(plan, "feed.rva", path);
    const pid_t child = fork();
    if (child == 0)
        _exit(follow(path, shared) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
    for (int i = 0; i < 10000 && !shared->ready; i++)
        (void)usleep(1000);
    options.durability = RVA_EPHEMERAL;
    if (rva_store_open(path, &options, &store, &err) != RVA_OK ||
        post_events(plan, store, shared) != 0)
        return bench_fail(path, err.message);
    int status = EXIT_FAILURE;
    (void)waitpid(child, &status, 0);
    for (int i = 0; i < FEED_EVENTS; i++)
        times[i] = shared->got[i] - shared->sent[i];
    values[0] = bench_sorted(times, FEED_EVENTS, 0.5);
    values[1] = bench_sorted(times, FEED_EVENTS, 0.99);
    drop(plan, "feed.rva", store);
    return status == 0 ? 0 : -1;
}

static void ms_row(const bench_plan *plan, const char *work, double seconds)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%.3f ms", seconds * 1e3);
    bench_row(plan, work, text, "", 0, 0, "", "");
}

static void rate_row(const bench_plan *plan, const char *work, double rate)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%.0f/s", rate);
    bench_row(plan, work, text, "", 0, 0, "", "");
}

int contest_inform(const bench_plan *plan)
{
    double values[BENCH_VALUES];
    char path[BENCH_PATH_BYTES];
    int status = 0;
    if (bench_run(plan, single, 0, values) != 0)
        return -1;
    ms_row(plan, "one durable event, median", values[0]);
    ms_row(plan, "one durable event, 99th percentile", values[1]);
    rate_row(plan, "durable events one by one, 1 thread", values[2]);
    status |= bench_run(plan, threads, 0, values);
    rate_row(plan, "durable events one by one, 16 threads", values[0]);
    status |= bench_run(plan, feed, 0, values);
    ms_row(plan, "recorded to seen by another process, median", values[0]);
    ms_row(plan, "recorded to seen by another process, 99th percentile", values[1]);
    status |= bench_run(plan, care, 0, values);
    rate_row(plan, "verify, full, events", (double)plan->record_events / values[0]);
    rate_row(plan, "rebuild, events", (double)plan->record_events / values[1]);
    ask_path(plan, ASK_LARGE, false, path);
    if (access(path, R_OK) != 0)
        return status;
    status |= bench_run(plan, large, ASK_LARGE, values);
    ms_row(plan, "opening the large store", values[0]);
    ms_row(plan, "all reports of the large store, one snapshot", values[1]);
    return status;
}
