/**
 * @file engine/async.c
 * Two halves: callers fill one while the thread writes the other.
 *
 * What could not be written stays and is tried again; only a refused event is let go.
 */
#include "engine/async.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "core/alloc.h"
#include "core/buffer.h"
#include "core/error.h"

enum { QUEUE_EVENTS_MAX = 65536, QUEUE_EVENTS_FIRST = 64 };

/** Events with their texts, which are offsets + 1 into `texts` until they are written. */
typedef struct half {
    rva_event *events;
    size_t count;
    size_t done; /**< of them, written already */
    size_t room;
    rva__buffer texts;
} half;

struct rva__async {
    rva__write_group *group;
    int64_t interval_ms;
    int64_t timeout_ms;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    half filling;
    half writing;
    int64_t queued;   /**< events ever queued */
    int64_t written;  /**< events ever written or refused */
    int64_t failures; /**< attempts that failed */
    bool wanted;      /**< a flush waits, or the queue is full */
    bool ending;
    rva_error failure; /**< of the last attempt */
    rva_error refusal; /**< the first since the last flush */
};

static void free_half(half *events)
{
    rva__alloc_free(events->events);
    rva__buffer_free(&events->texts);
}

/** Turns every text of an event by a function of its own; NULL stays NULL. */
static void each_text(rva_event *event, void (*turn)(const char **text, rva__buffer *texts),
                      rva__buffer *texts)
{
    const rva_field *field;
    for (size_t i = 0; (field = rva_field_at(i)) != NULL; i++) {
        if (field->form != RVA_FIELD_TEXT && field->form != RVA_FIELD_OBJECT)
            continue;
        const char **text = (const char **)(void *)((char *)event + field->offset);
        if (*text)
            turn(text, texts);
    }
}

static void put_text(const char **text, rva__buffer *texts)
{
    const size_t offset = texts->size;
    rva__buffer_put_text(texts, *text);
    *text = (const char *)(uintptr_t)(offset + 1);
}

static void point_text(const char **text, rva__buffer *texts)
{
    *text = (const char *)texts->data + ((uintptr_t)*text - 1);
}

/** Makes what was filled what is written; its texts become pointers. */
static void swap_halves(rva__async *async)
{
    const half full = async->filling;
    async->filling = async->writing;
    async->writing = full;
    for (size_t i = 0; i < full.count; i++)
        each_text(&full.events[i], point_text, &async->writing.texts);
}

static void note(rva__async *async, const rva__request *request)
{
    async->failure = request->error;
    async->failure.status = request->status;
    async->failures += request->status != RVA_OK;
    async->written += (int64_t)request->done;
    if (async->refusal.status == RVA_OK && request->rejections.count > 0)
        async->refusal = request->rejections.items[0].error;
}

/** Writes what is left of a half; the lock is held in and out, not while it writes. */
static void write_half(rva__async *async, half *events)
{
    rva__request request = {.events = events->events + events->done,
                            .count = events->count - events->done,
                            .checked = true,
                            .timeout_ms = async->timeout_ms};
    pthread_mutex_unlock(&async->lock);
    rva__write_group_record(async->group, &request);
    pthread_mutex_lock(&async->lock);
    note(async, &request);
    rva__alloc_free(request.rejections.items);
    events->done += request.done;
    if (events->done < events->count)
        return;
    events->count = events->done = 0;
    rva__buffer_clear(&events->texts);
}

static void wait_interval(rva__async *async)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += async->interval_ms / 1000;
    until.tv_nsec += async->interval_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    while (!async->wanted && !async->ending)
        if (pthread_cond_timedwait(&async->changed, &async->lock, &until) == ETIMEDOUT)
            return;
}

static void *run(void *context)
{
    rva__async *async = context;
    pthread_mutex_lock(&async->lock);
    bool last = false;
    while (!last) {
        wait_interval(async);
        async->wanted = false;
        last = async->ending;
        if (async->writing.count > 0)
            write_half(async, &async->writing);
        if (async->writing.count == 0 && async->filling.count > 0) {
            swap_halves(async);
            write_half(async, &async->writing);
        }
        pthread_cond_broadcast(&async->changed);
    }
    pthread_mutex_unlock(&async->lock);
    return NULL;
}

rva_status rva__async_new(rva__write_group *group, int64_t interval_ms, int64_t timeout_ms,
                          rva__async **out, rva_error *err)
{
    pthread_condattr_t monotonic;
    rva__async *async = rva__alloc_zero(1, sizeof *async);
    if (!async)
        return rva__fail_memory(err);
    async->group = group;
    async->interval_ms = interval_ms;
    async->timeout_ms = timeout_ms;
    pthread_mutex_init(&async->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&async->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    const int code = pthread_create(&async->thread, NULL, run, async);
    if (code != 0) {
        rva__alloc_free(async);
        return rva__fail_errno(err, code, "starting the writing thread");
    }
    *out = async;
    return RVA_OK;
}

void rva__async_free(rva__async *async)
{
    if (!async)
        return;
    pthread_mutex_lock(&async->lock);
    async->ending = true;
    pthread_cond_broadcast(&async->changed);
    pthread_mutex_unlock(&async->lock);
    pthread_join(async->thread, NULL);
    free_half(&async->filling);
    free_half(&async->writing);
    pthread_cond_destroy(&async->changed);
    pthread_mutex_destroy(&async->lock);
    rva__alloc_free(async);
}

static rva_status make_room(half *events, rva_error *err)
{
    if (events->count < events->room)
        return RVA_OK;
    const size_t room = events->room ? events->room * 2 : QUEUE_EVENTS_FIRST;
    rva_event *items = rva__alloc_resize(events->events, room * sizeof *items);
    if (!items)
        return rva__fail_memory(err);
    events->events = items;
    events->room = room;
    return RVA_OK;
}

static rva_status add_copy(half *to, const rva_event *event, rva_error *err)
{
    RVA__TRY(make_room(to, err));
    const size_t size = to->texts.size;
    rva_event copy = *event;
    each_text(&copy, put_text, &to->texts);
    if (to->texts.failed) {
        to->texts.failed = false;
        to->texts.size = size;
        return rva__fail_memory(err);
    }
    to->events[to->count++] = copy;
    return RVA_OK;
}

/** Has the thread write, and waits until it has tried to. */
static void have_written(rva__async *async)
{
    async->wanted = true;
    pthread_cond_broadcast(&async->changed);
    pthread_cond_wait(&async->changed, &async->lock);
}

static rva_status tell(const rva_error *error, rva_error *err)
{
    if (err && error->status != RVA_OK)
        *err = *error;
    return (rva_status)error->status;
}

rva_status rva__async_add(rva__async *async, const rva_event *event, rva_error *err)
{
    rva_status status = RVA_OK;
    pthread_mutex_lock(&async->lock);
    const int64_t failures = async->failures;
    while (async->filling.count >= QUEUE_EVENTS_MAX && async->failures == failures)
        have_written(async);
    if (async->filling.count >= QUEUE_EVENTS_MAX)
        status = tell(&async->failure, err);
    else
        status = add_copy(&async->filling, event, err);
    async->queued += status == RVA_OK;
    pthread_mutex_unlock(&async->lock);
    return status;
}

rva_status rva__async_flush(rva__async *async, bool tells_refusals, rva_error *err)
{
    rva_status status = RVA_OK;
    pthread_mutex_lock(&async->lock);
    const int64_t target = async->queued;
    const int64_t failures = async->failures;
    while (async->written < target && async->failures == failures)
        have_written(async);
    if (async->written < target) {
        status = tell(&async->failure, err);
    } else if (tells_refusals) {
        status = tell(&async->refusal, err);
        async->refusal = (rva_error)RVA_ERROR_INIT;
    }
    pthread_mutex_unlock(&async->lock);
    return status;
}
