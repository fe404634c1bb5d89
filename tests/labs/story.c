/**
 * @file tests/labs/story.c
 * What happens to the store: every kind of call that changes files.
 */
#include "story.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "given.h"

enum {
    THREADS = 4,
    THREAD_HISTORIES = 2,
    FAILURES = 16,
    IDLE_HOURS_FIRST = 100,
    SPAN_US = 10000000, /**< steps are so far apart, numbers a microsecond */
};

/** The store, and the next history. */
typedef struct story {
    char root[STORY_PATH_BYTES];
    char path[STORY_PATH_BYTES];
    rva_durability durability;
    rva_store *store;
    int next;
    int backups;
    int64_t idle_hours;
} story;

/** A thread that records histories. */
typedef struct teller {
    rva_store *store;
    int first;
} teller;

static void name_ids(int history, story_event *out)
{
    static const char *const forms[] = {"c-%d", "l-%d", "o-%d", "t-%d"};
    for (int i = 0; i < 4; i++)
        snprintf(out->ids[i], sizeof out->ids[i], forms[i], history);
}

void story_event_make(int number, story_event *out)
{
    const int history = number / STORY_STEPS;
    const int step = number % STORY_STEPS;
    name_ids(history, out);
    switch (step) {
    case 0:
        out->event = given_conversation(out->ids[0]);
        break;
    case 1:
        out->event = given_stage(out->ids[0], "welcome", 0);
        break;
    case 2:
        out->event = given_lead(out->ids[1], out->ids[0]);
        break;
    case 3:
        out->event = given_offer(out->ids[2], out->ids[1], "SolarReviews");
        break;
    case STORY_ERASURE:
        out->event = given_erasure(out->ids[0]);
        break;
    default:
        out->event = given_sale(out->ids[3], out->ids[1], 100 + number);
        out->event.correct = step == STORY_CORRECTION ? 1 : RVA_ABSENT;
    }
    out->event.at = GIVEN_AT + (int64_t)step * SPAN_US + number;
}

int story_event_number(const rva_event *event)
{
    const int64_t number = (event->at - GIVEN_AT) % SPAN_US;
    return event->at >= GIVEN_AT && number < STORY_EVENTS ? (int)number : -1;
}

static void record(rva_store *store, int number)
{
    story_event made;
    story_event_make(number, &made);
    given_record(store, &made.event);
    trace_mark(STORY_RECORDED, number);
}

static void record_history(rva_store *store, int history)
{
    for (int step = 0; step < STORY_CORRECTION; step++)
        record(store, history * STORY_STEPS + step);
}

static void *tell(void *context)
{
    const teller *self = context;
    for (int i = 0; i < THREAD_HISTORIES; i++)
        record_history(self->store, self->first + i);
    return NULL;
}

/** Histories from several threads, whose events share transactions. */
static void record_together(story *of)
{
    pthread_t threads[THREADS];
    teller tellers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        tellers[i] = (teller){of->store, of->next};
        of->next += THREAD_HISTORIES;
        if (pthread_create(&threads[i], NULL, tell, &tellers[i]) != 0)
            abort();
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/** A batch of histories in one call. */
static void record_batch(story *of, int histories)
{
    story_event made[STORY_EVENTS];
    rva_event events[STORY_EVENTS];
    int numbers[STORY_EVENTS];
    size_t count = 0;
    rva_error err = RVA_ERROR_INIT;
    for (int history = of->next; history < of->next + histories; history++)
        for (int step = 0; step < STORY_CORRECTION; step++, count++) {
            numbers[count] = history * STORY_STEPS + step;
            story_event_make(numbers[count], &made[count]);
            events[count] = made[count].event;
        }
    of->next += histories;
    given_check(rva_record_many(of->store, events, count, NULL, NULL, &err), &err, "a batch");
    for (size_t i = 0; i < count; i++)
        trace_mark(STORY_RECORDED, numbers[i]);
}

/** A history that is queued: it is acknowledged by the flush. */
static void record_queued(story *of)
{
    rva_store *store = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    const int first = of->next++ * STORY_STEPS;
    given_check(rva_store_open(of->path, &options, &store, &err), &err, "rva_store_open");
    for (int step = 0; step < STORY_CORRECTION; step++) {
        story_event made;
        story_event_make(first + step, &made);
        given_record(store, &made.event);
    }
    given_check(rva_store_flush(store, &err), &err, "rva_store_flush");
    for (int step = 0; step < STORY_CORRECTION; step++)
        trace_mark(STORY_RECORDED, first + step);
    rva_store_close(store);
}

static void erase(story *of, int history)
{
    trace_mark(STORY_ERASING, history);
    record(of->store, history * STORY_STEPS + STORY_ERASURE);
    trace_mark(STORY_ERASED, history);
}

static void settle(story *of)
{
    char hours[32];
    rva_settings *settings = NULL;
    rva_error err = RVA_ERROR_INIT;
    snprintf(hours, sizeof hours, "%lld", (long long)++of->idle_hours);
    given_check(rva_store_settings(of->store, &settings, &err), &err, "settings");
    given_check(rva_settings_set(settings, "idle_timeout_hours", hours, &err), &err, "settings");
    given_check(rva_store_change_settings(of->store, settings, NULL, NULL, &err), &err, "settings");
    rva_settings_free(settings);
    trace_mark(STORY_SETTLED, of->idle_hours);
}

static void follow_feed(story *of, int events)
{
    rva_feed *feed = NULL;
    rva_change change = {0};
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_feed_open(of->store, "reader", 1, &feed, &err), &err, "rva_feed_open");
    for (int i = 0; i < events; i++)
        given_check(rva_feed_next(feed, &change, &err), &err, "rva_feed_next");
    given_check(rva_feed_save(feed, &err), &err, "rva_feed_save");
    rva_feed_close(feed);
    trace_mark(STORY_SAVED, change.seq + 1);
}

static void back_up(story *of)
{
    char place[STORY_PATH_BYTES + 16];
    rva_error err = RVA_ERROR_INIT;
    snprintf(place, sizeof place, "%s/backup-%d", of->root, of->backups++);
    given_check(rva_store_backup(of->store, place, &err), &err, "rva_store_backup");
    trace_mark(STORY_BACKED_UP, of->backups);
}

static void compact(story *of)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_close(of->store);
    given_check(rva_store_compact(of->path, &err), &err, "rva_store_compact");
    of->store = given_open(of->path);
}

static void rebuild(story *of)
{
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_store_rebuild(of->store, NULL, NULL, NULL, &err), &err, "rva_store_rebuild");
}

/** A part of the life, with a bit of everything. */
static void live(story *of)
{
    const int first = of->next;
    for (int i = 0; i < 3; i++)
        record_history(of->store, of->next++);
    record_together(of);
    follow_feed(of, 7);
    record_batch(of, 6);
    if (of->durability == RVA_DURABLE)
        record_queued(of);
    for (int i = 0; i < 3; i++)
        record(of->store, (first + i) * STORY_STEPS + STORY_CORRECTION);
    erase(of, first + 1);
    erase(of, first + 12);
    follow_feed(of, 20);
    back_up(of);
    settle(of);
    record_history(of->store, of->next++);
}

static void begin(story *of, const char *root, rva_durability durability)
{
    rva_error err = RVA_ERROR_INIT;
    of->durability = durability;
    snprintf(of->root, sizeof of->root, "%s", root);
    snprintf(of->path, sizeof of->path, "%.300s/store", root);
    given_check(rva_store_create(of->path, NULL, durability, &err), &err, "rva_store_create");
    trace_mark(STORY_CREATED, 0);
    of->store = given_open(of->path);
}

void story_run(const char *root, rva_durability durability)
{
    story of = {.idle_hours = IDLE_HOURS_FIRST};
    begin(&of, root, durability);
    live(&of);
    compact(&of);
    live(&of);
    rebuild(&of);
    record_batch(&of, 2);
    compact(&of);
    record_history(of.store, of.next++);
    rva_store_close(of.store);
}

/** Records an event while a flush fails, opens the store again, and repeats. */
static void record_failing(story *of, int number, trace_failure failure)
{
    story_event made;
    story_event_make(number, &made);
    trace_fail_next(failure);
    const rva_status status = rva_record(of->store, &made.event, NULL, NULL);
    if (status != RVA_UNKNOWN && status != RVA_IO)
        abort();
    rva_store_close(of->store);
    of->store = given_open(of->path);
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_record(of->store, &made.event, NULL, &err), &err, "recording again");
    trace_mark(STORY_RECORDED, number);
}

void story_run_failing(const char *root)
{
    story of = {.idle_hours = IDLE_HOURS_FIRST};
    begin(&of, root, RVA_DURABLE);
    for (int i = 0; i < FAILURES; i++) {
        const int number = of.next++ * STORY_STEPS;
        record_failing(&of, number, i % 4 == 3 ? TRACE_FAIL_FLUSH : TRACE_FAIL_WRITE);
        for (int step = 1; step < STORY_CORRECTION; step++)
            record(of.store, number + step);
    }
    rva_store_close(of.store);
}

void story_know(const trace *of, size_t at, story_known *out)
{
    *out = (story_known){0};
    for (size_t i = 0; i < at; i++) {
        const operation *mark = &of->operations[i];
        if (mark->kind != OPERATION_MARK)
            continue;
        switch ((story_mark)mark->mark) {
        case STORY_CREATED:
            out->created = true;
            break;
        case STORY_RECORDED:
            out->recorded[mark->value] = true;
            break;
        case STORY_ERASING:
            out->erasing[mark->value] = true;
            break;
        case STORY_ERASED:
            out->erased[mark->value] = true;
            break;
        case STORY_SETTLED:
            out->idle_hours = mark->value;
            break;
        case STORY_SAVED:
            out->saved_seq = mark->value;
            break;
        case STORY_BACKED_UP:
            out->backups = (int)mark->value;
        }
    }
}
