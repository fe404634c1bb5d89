/**
 * @file benchmarks/conversation.c
 * A conversation as long as it may be, and what a uid of each event costs.
 *
 * The same kind of event is recorded one by one: each in a conversation of its own, and all in
 * one.  By processor time, as most of what the clock shows of a durable event is the disk's.
 */
#include "contests.h"

#include <stdlib.h>
#include <string.h>

#include <revanalytics/store.h>

#include "events.h"

enum { STAGES, SALES, INSTANT, KINDS };
enum { APART, TOGETHER, SIDES };
enum { EVENTS = RVA_EVENTS_PER_CONVERSATION_MAX, ID_BYTES = 32, UID_EVENTS = 300000 };

#define FIRST_AT INT64_C(1772366400000000)
#define SECOND_US INT64_C(1000000)

/** An event and the texts that it names. */
typedef struct made {
    rva_event event;
    char conversation[ID_BYTES];
    char stage[ID_BYTES];
    char id[ID_BYTES];
} made;

static void make(int kind, int side, int number, made *out)
{
    const int64_t at = FIRST_AT + (kind == INSTANT ? 0 : number * SECOND_US);
    (void)snprintf(out->conversation, ID_BYTES, "c-%d", side == APART ? number : 0);
    (void)snprintf(out->stage, ID_BYTES, "stage %d", number / 2 % 8);
    (void)snprintf(out->id, ID_BYTES, "t-%d", number);
    rva_event_init(&out->event, kind == SALES ? RVA_EVENT_TRANSACTION : RVA_EVENT_STAGE, at);
    out->event.conversation = out->conversation;
    if (kind == SALES) {
        out->event.id = out->id;
        out->event.kind = RVA_KIND_SALE;
        out->event.amount_minor = 1000 + number;
        return;
    }
    out->event.stage = out->stage;
    out->event.action = kind == STAGES && number % 2 == 1 ? RVA_ACTION_COMPLETE : RVA_ACTION_ENTER;
    out->event.messages = number;
}

static rva_store *open_store(const bench_plan *plan)
{
    char path[BENCH_PATH_BYTES];
    rva_store *store;
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_EPHEMERAL;
    bench_path(plan, "conversation.rva", path);
    bench_remove(path);
    if (rva_store_create(path, NULL, RVA_EPHEMERAL, &err) == RVA_OK &&
        rva_store_open(path, &options, &store, &err) == RVA_OK)
        return store;
    (void)bench_fail(path, err.message);
    return NULL;
}

static void close_store(const bench_plan *plan, rva_store *store)
{
    char path[BENCH_PATH_BYTES];
    rva_store_close(store);
    bench_path(plan, "conversation.rva", path);
    bench_remove(path);
}

/** Values: seconds of all events apart, and of all in one conversation. */
static int record_both(const bench_plan *plan, int kind, double values[BENCH_VALUES])
{
    for (int side = 0; side < SIDES; side++) {
        rva_store *store = open_store(plan);
        const double from = bench_cpu();
        for (int i = 0; store && i < EVENTS; i++) {
            made event;
            rva_error err = RVA_ERROR_INIT;
            make(kind, side, i, &event);
            if (rva_record(store, &event.event, NULL, &err) != RVA_OK)
                return bench_fail("rva_record", err.message);
        }
        if (!store)
            return -1;
        values[side] = bench_cpu() - from;
        close_store(plan, store);
    }
    return 0;
}

/** Gives each event a uid like "u-000123456", but corrections, which find theirs by their id. */
static void name_events(bench_events *events, char (*uids)[ID_BYTES], int64_t *made_so_far)
{
    for (size_t i = 0; i < events->count; i++) {
        if (events->items[i].correct == 1)
            continue;
        (void)snprintf(uids[i], ID_BYTES, "u-%09lld", (long long)(*made_so_far)++);
        events->items[i].uid = uids[i];
    }
}

/** Bytes an event, in bulk or one by one, with a uid or without. */
static int store_bytes(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    const size_t call = which / 2 ? 1 : BENCH_BATCH;
    char(*uids)[ID_BYTES] = malloc(BENCH_BATCH * sizeof *uids);
    bench_events events;
    rva_error err = RVA_ERROR_INIT;
    rva_store_info info;
    int64_t named = 0;
    rva_store *store = open_store(plan);
    if (!uids || !store || bench_events_open(&events, UID_EVENTS) != 0)
        return bench_fail("conversation", "no memory or no store");
    while (bench_events_read(&events, BENCH_BATCH) == 0 && events.count > 0) {
        if (which % 2)
            name_events(&events, uids, &named);
        for (size_t i = 0; i < events.count; i += call)
            if (rva_record_many(store, events.items + i,
                                call < events.count - i ? call : events.count - i, NULL, NULL,
                                &err) != RVA_OK)
                return bench_fail("rva_record_many", err.message);
    }
    if (rva_store_get_info(store, &info, &err) != RVA_OK)
        return bench_fail("rva_store_get_info", err.message);
    values[0] = (double)(info.data_bytes - info.free_bytes) / (double)info.events;
    bench_events_close(&events);
    close_store(plan, store);
    free(uids);
    return 0;
}

static int contest_length(const bench_plan *plan)
{
    static const char *const names[KINDS] = {"4,096 stages", "4,096 sales",
                                             "4,096 stages of one instant"};
    bench_side sides[KINDS];
    for (int kind = 0; kind < KINDS; kind++)
        sides[kind] = (bench_side){.name = names[kind], .work = record_both, .which = kind};
    if (bench_contest(plan, sides, KINDS) != 0)
        return -1;
    for (int kind = 0; kind < KINDS; kind++) {
        char work[96], left[64], right[64];
        const double apart = bench_median(&sides[kind], APART);
        const double together = bench_median(&sides[kind], TOGETHER);
        (void)snprintf(work, sizeof work, "%s, one conversation : as many", names[kind]);
        (void)snprintf(left, sizeof left, "%.1f us", together / EVENTS * 1e6);
        (void)snprintf(right, sizeof right, "%.1f us", apart / EVENTS * 1e6);
        bench_row(plan, work, left, right, apart / together,
                  bench_best(&sides[kind], APART, true) / bench_best(&sides[kind], TOGETHER, true),
                  "0.1", "0.33");
    }
    return 0;
}

static int contest_uids(const bench_plan *plan)
{
    static const char *const names[] = {"a uid of each event, in bulk",
                                        "a uid of each event, one by one"};
    for (int single = 0; single < 2; single++) {
        char left[64], right[64];
        double without[BENCH_VALUES], with[BENCH_VALUES];
        if (bench_run(plan, store_bytes, single * 2, without) != 0 ||
            bench_run(plan, store_bytes, single * 2 + 1, with) != 0)
            return -1;
        (void)snprintf(left, sizeof left, "%.1f B", with[0]);
        (void)snprintf(right, sizeof right, "%.1f B", without[0]);
        bench_row(plan, names[single], left, right, 0, 0, "+30 B", "+20 B");
    }
    return 0;
}

int contest_conversation(const bench_plan *plan)
{
    return contest_length(plan) != 0 ? -1 : contest_uids(plan);
}
