/**
 * @file benchmarks/growth.c
 * What an event costs in a store that holds much already.
 *
 * One store holds ten thousand events, the other those of the plan.  Both then get the same
 * new events, call by call in turn, so that only what they hold tells them apart.
 */
#include "contests.h"

#include <revanalytics/store.h>

#include "events.h"

enum { GROWTH_RATIO, GROWTH_SMALL_US, GROWTH_LARGE_US };
enum { SMALL, LARGE, STORES };
enum { SMALL_EVENTS = 10000, NEW_EVENTS = 2000000, CALLS_MAX = NEW_EVENTS / BENCH_BATCH + 1 };

static int record(rva_store *store, const bench_events *events)
{
    rva_error err = RVA_ERROR_INIT;
    rva_record_summary summary;
    if (rva_record_many(store, events->items, events->count, &summary, NULL, &err) != RVA_OK)
        return bench_fail("rva_record_many", err.message);
    if (summary.accepted != (int64_t)events->count)
        return bench_fail("rva_record_many", "not all events were accepted");
    return 0;
}

static int fill(rva_store *store, int64_t total)
{
    bench_events events;
    if (bench_events_open(&events, total) != 0)
        return -1;
    while (bench_events_read(&events, BENCH_BATCH) == 0 && events.count > 0) {
        if (record(store, &events) != 0)
            return -1;
        bench_say("  filling: %.0f of %.0f events", (double)(total - events.left), (double)total);
    }
    bench_events_close(&events);
    return 0;
}

static int open_filled(const bench_plan *plan, const char *name, int64_t total, rva_store **out)
{
    char path[BENCH_PATH_BYTES];
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_EPHEMERAL;
    bench_path(plan, name, path);
    bench_remove(path);
    if (rva_store_create(path, NULL, RVA_EPHEMERAL, &err) != RVA_OK ||
        rva_store_open(path, &options, out, &err) != RVA_OK)
        return bench_fail(path, err.message);
    return fill(*out, total);
}

static int close_both(const bench_plan *plan, rva_store *stores[STORES])
{
    static const char *const names[] = {"growth-small.rva", "growth-large.rva"};
    for (int i = 0; i < STORES; i++) {
        char path[BENCH_PATH_BYTES];
        rva_store_close(stores[i]);
        bench_path(plan, names[i], path);
        bench_remove(path);
    }
    return 0;
}

/** Both in turn; who is first changes with each call. */
static int measure(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    rva_store *stores[STORES];
    bench_events events;
    double ratios[CALLS_MAX], spent[STORES] = {0};
    size_t calls = 0;
    (void)which;
    if (open_filled(plan, "growth-small.rva", SMALL_EVENTS, &stores[SMALL]) != 0 ||
        open_filled(plan, "growth-large.rva", plan->report_events, &stores[LARGE]) != 0 ||
        bench_events_open_later(&events, plan->report_events, NEW_EVENTS) != 0)
        return -1;
    while (bench_events_read(&events, BENCH_BATCH) == 0 && events.count > 0) {
        double cost[STORES];
        for (size_t turn = 0; turn < STORES; turn++) {
            const size_t store = (turn + calls) % STORES;
            const double from = bench_cpu();
            if (record(stores[store], &events) != 0)
                return -1;
            cost[store] = bench_cpu() - from;
            spent[store] += cost[store];
        }
        ratios[calls++] = cost[LARGE] / cost[SMALL];
    }
    bench_events_close(&events);
    values[GROWTH_RATIO] = bench_sorted(ratios, calls, 0.5);
    values[GROWTH_SMALL_US] = spent[SMALL] * 1e6 / NEW_EVENTS;
    values[GROWTH_LARGE_US] = spent[LARGE] * 1e6 / NEW_EVENTS;
    return close_both(plan, stores);
}

int contest_growth(const bench_plan *plan)
{
    char work[96], left[64], right[64];
    double values[BENCH_VALUES];
    if (bench_run(plan, measure, 0, values) != 0)
        return -1;
    (void)snprintf(work, sizeof work, "cost of an event, %g M stored : 10 thousand, times",
                   (double)plan->report_events / 1e6);
    (void)snprintf(left, sizeof left, "%.2fx", values[GROWTH_RATIO]);
    bench_row(plan, work, left, "", 0, 0, "2x", "1.2x");
    (void)snprintf(left, sizeof left, "%.2f us", values[GROWTH_LARGE_US]);
    (void)snprintf(right, sizeof right, "%.2f us", values[GROWTH_SMALL_US]);
    bench_row(plan, "the same, of processor time", left, right, 0, 0, "", "");
    return 0;
}
