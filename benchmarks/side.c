/**
 * @file benchmarks/side.c
 * One side of a comparison of two builds of the library: a task, and what it took.
 *
 *     side WORK STORE EVENTS     prints a rate, or microseconds; and bytes an event, or 0
 *
 * Compiled once for each build, with its own headers; benchmarks/against.sh runs both in turn.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <revanalytics/report.h>
#include <revanalytics/store.h>

#include "events.h"

enum { CALL_EVENTS = 65536, REPORTS = 400, ONE = 1 };

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int fail(const char *what, const rva_error *err)
{
    fprintf(stderr, "side: %s: %s\n", what, err->message);
    return EXIT_FAILURE;
}

static double bytes_an_event(rva_store *store)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_info info;
    if (rva_store_get_info(store, &info, &err) != RVA_OK)
        return 0;
    return (double)(info.data_bytes - info.free_bytes) / (double)info.events;
}

/** Records the events in calls of so many; their making is not timed. */
static int record(rva_store *store, int64_t total, size_t call)
{
    bench_events events;
    double taken = 0;
    rva_error err = RVA_ERROR_INIT;
    if (bench_events_open(&events, total) != 0)
        return EXIT_FAILURE;
    while (bench_events_read(&events, CALL_EVENTS) == 0 && events.count > 0) {
        const double begin = now_s();
        for (size_t i = 0; i < events.count; i += call) {
            const size_t count = events.count - i < call ? events.count - i : call;
            if (rva_record_many(store, events.items + i, count, NULL, NULL, &err) != RVA_OK)
                return fail("rva_record_many", &err);
        }
        taken += now_s() - begin;
    }
    bench_events_close(&events);
    printf("%.0f %.1f\n", (double)total / taken, bytes_an_event(store));
    return EXIT_SUCCESS;
}

/** The median of a summary of 30 days, asked at the store's end. */
static int summarise(rva_store *store)
{
    static double taken[REPORTS];
    rva_error err = RVA_ERROR_INIT;
    rva_store_info info;
    rva_query query = RVA_QUERY_INIT;
    if (rva_store_get_info(store, &info, &err) != RVA_OK)
        return fail("rva_store_get_info", &err);
    query.now_at = info.last_at;
    for (int i = 0; i < REPORTS; i++) {
        rva_report *report;
        const double begin = now_s();
        if (rva_report_run(store, "executive_summary", &query, &report, &err) != RVA_OK)
            return fail("executive_summary", &err);
        taken[i] = now_s() - begin;
        rva_report_free(report);
    }
    double best = taken[0];
    for (int i = 1; i < REPORTS; i++)
        best = taken[i] < best ? taken[i] : best;
    printf("%.1f 0\n", best * 1e6);
    return EXIT_SUCCESS;
}

static int run(const char *work, rva_store *store, int64_t events)
{
    if (strcmp(work, "summary") == 0)
        return summarise(store);
    return record(store, events, strcmp(work, "single") == 0 ? ONE : CALL_EVENTS);
}

int main(int count, char **arguments)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store;
    if (count != 4)
        return EXIT_FAILURE;
    const char *work = arguments[1];
    const char *path = arguments[2];
    const int ephemeral = strcmp(work, "bulk") == 0;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    if (ephemeral)
        options.durability = RVA_EPHEMERAL;
    if (strcmp(work, "summary") != 0 &&
        rva_store_create(path, NULL, ephemeral ? RVA_EPHEMERAL : RVA_DURABLE, &err) != RVA_OK)
        return fail(path, &err);
    if (rva_store_open(path, &options, &store, &err) != RVA_OK)
        return fail(path, &err);
    const int status = run(work, store, atoll(arguments[3]));
    rva_store_close(store);
    return status;
}
