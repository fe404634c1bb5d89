/**
 * @file engine/async.c
 * Two halves: callers fill one while the thread writes the other.
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
    size_t room;
    rva__buffer texts;
} half;

struct rva__async {
    rva__writer *writer;
    int64_t interval_ms;
    int64_t timeout_ms;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    half filling;
    half writing;
    int64_t queued;  /**< events ever queued */
    int64_t written; /**< events ever tried */
    bool wanted;     /**< a flush waits, or the queue is full */
    bool ending;
    rva_status status; /**< the first failure */
    rva_error error;
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

static void write_half(rva__async *async, half *events)
{
    for (size_t i = 0; i < events->count; i++)
        each_text(&events->events[i], point_text, &events->texts);
    rva__request request = {
        .events = events->events, .count = events->count, .timeout_ms = async->timeout_ms};
    rva__writer_record(async->writer, &request);
    pthread_mutex_lock(&async->lock);
    if (async->status == RVA_OK && request.status != RVA_OK) {
        async->status = request.status;
        async->error = request.error;
    } else if (async->status == RVA_OK && request.rejections.count > 0) {
        async->status = (rva_status)request.rejections.items[0].error.status;
        async->error = request.rejections.items[0].error;
    }
    async->written += (int64_t)events->count;
    pthread_mutex_unlock(&async->lock);
    rva__alloc_free(request.rejections.items);
    events->count = 0;
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
    while (!async->ending || async->filling.count > 0) {
        wait_interval(async);
        async->wanted = false;
        if (async->filling.count > 0) {
            const half full = async->filling;
            async->filling = async->writing;
            async->writing = full;
            pthread_mutex_unlock(&async->lock);
            write_half(async, &async->writing);
            pthread_mutex_lock(&async->lock);
        }
        pthread_cond_broadcast(&async->changed);
    }
    pthread_mutex_unlock(&async->lock);
    return NULL;
}

rva_status rva__async_new(rva__writer *writer, int64_t interval_ms, int64_t timeout_ms,
                          rva__async **out, rva_error *err)
{
    pthread_condattr_t monotonic;
    rva__async *async = rva__alloc_zero(1, sizeof *async);
    if (!async)
        return rva__fail_memory(err);
    async->writer = writer;
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

rva_status rva__async_add(rva__async *async, const rva_event *event, rva_error *err)
{
    pthread_mutex_lock(&async->lock);
    while (async->filling.count >= QUEUE_EVENTS_MAX) {
        async->wanted = true;
        pthread_cond_broadcast(&async->changed);
        pthread_cond_wait(&async->changed, &async->lock);
    }
    const rva_status status = add_copy(&async->filling, event, err);
    async->queued += status == RVA_OK;
    pthread_mutex_unlock(&async->lock);
    return status;
}

rva_status rva__async_flush(rva__async *async, rva_error *err)
{
    pthread_mutex_lock(&async->lock);
    const int64_t target = async->queued;
    while (async->written < target) {
        async->wanted = true;
        pthread_cond_broadcast(&async->changed);
        pthread_cond_wait(&async->changed, &async->lock);
    }
    const rva_status status = async->status;
    if (status != RVA_OK && err)
        *err = async->error;
    async->status = RVA_OK;
    pthread_mutex_unlock(&async->lock);
    return status;
}
