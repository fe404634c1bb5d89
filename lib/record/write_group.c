/**
 * @file record/write_group.c
 * Leader and followers.
 */
#include "record/write_group.h"

#include <time.h>

#include "core/alloc.h"
#include "core/error.h"
#include "model/event.h"
#include "record/batch.h"

enum {
    GROUP_EVENTS_MAX = 262144, /**< events in one transaction */
    GROUP_REQUESTS_MAX = 512,
};

struct rva__writer {
    rva__env *env;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    rva__request *first; /**< queue, in order of arrival */
    rva__request *last;
    bool led; /**< somebody is writing */
    pthread_t leader;
    rva__batch batch;
};

rva_status rva__writer_new(rva__env *env, rva__writer **out, rva_error *err)
{
    rva__writer *writer = rva__alloc_zero(1, sizeof *writer);
    if (!writer)
        return rva__fail_memory(err);
    writer->env = env;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->changed, NULL);
    *out = writer;
    return RVA_OK;
}

void rva__writer_free(rva__writer *writer)
{
    if (!writer)
        return;
    rva__batch_free(&writer->batch);
    pthread_cond_destroy(&writer->changed);
    pthread_mutex_destroy(&writer->lock);
    rva__alloc_free(writer);
}

bool rva__request_reject(rva__request *request, size_t index, rva_outcome outcome,
                         const rva_error *error)
{
    struct rva_rejections *list = &request->rejections;
    if (list->count == list->room) {
        const size_t room = list->room ? list->room * 2 : 4;
        rva_rejection *items = rva__alloc_resize(list->items, room * sizeof *items);
        if (!items)
            return false;
        list->items = items;
        list->room = room;
    }
    list->items[list->count++] =
        (rva_rejection){.index = (int64_t)index, .outcome = outcome, .error = *error};
    return true;
}

static int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/** Where a request stood, to go back to when its transaction fails. */
typedef struct mark {
    size_t done;
    size_t rejected;
    rva_record_summary summary;
} mark;

static mark mark_of(const rva__request *request)
{
    return (mark){request->done, request->rejections.count, request->summary};
}

static void go_back(rva__request *request, const mark *to)
{
    request->done = to->done;
    request->rejections.count = to->rejected;
    request->summary = to->summary;
}

static rva_status note_refusal(rva__request *request, rva_status status, const rva_error *error)
{
    const bool conflict = status == RVA_CONFLICT;
    request->summary.conflict += conflict;
    request->summary.refused += !conflict;
    return rva__request_reject(request, request->done, conflict ? RVA_CONFLICTING : RVA_REFUSED,
                               error)
               ? RVA_OK
               : rva__fail_memory(NULL);
}

/** Checks an event that nobody has checked yet, and folds it. */
static rva_status fold_one(rva__batch *batch, const rva__request *request, rva_outcome *outcome,
                           rva_error *err)
{
    const rva_event *event = &request->events[request->done];
    if (!request->checked)
        RVA__TRY(rva__event_check(event, batch->txn->config->settings->currency, err));
    return rva__batch_apply(batch, event, outcome, err);
}

/** Folds events of a request, `max` at most. */
static rva_status fold_some(rva__batch *batch, rva__request *request, size_t max, rva_error *err)
{
    for (size_t i = 0; i < max && request->done < request->count; i++, request->done++) {
        rva_outcome outcome;
        rva_error error = RVA_ERROR_INIT;
        const rva_status status = fold_one(batch, request, &outcome, &error);
        if (rva__batch_refused(status)) {
            RVA__TRY(note_refusal(request, status, &error));
        } else if (status != RVA_OK) {
            if (err)
                *err = error;
            return status;
        } else {
            request->summary.accepted += outcome == RVA_ACCEPTED;
            request->summary.duplicate += outcome == RVA_DUPLICATE;
        }
    }
    return RVA_OK;
}

static rva_status finish(rva__batch *batch, rva__txn *txn, bool keep, rva_error *err)
{
    const rva_status status = rva__batch_flush(batch, err);
    if (status == RVA_OK && keep)
        return rva__txn_commit(txn, err);
    rva__txn_end(txn);
    return status;
}

/** One transaction for the requests given, as much of each as fits. */
static rva_status write_group(rva__writer *writer, rva__request **requests, size_t count,
                              size_t events_max, rva_error *err)
{
    rva__txn txn;
    mark marks[GROUP_REQUESTS_MAX];
    const bool keep = !requests[0]->check_only;
    for (size_t i = 0; i < count; i++)
        marks[i] = mark_of(requests[i]);
    RVA__TRY(rva__txn_write(writer->env, requests[0]->timeout_ms, &txn, err));
    rva_status status = rva__batch_open(&writer->batch, &txn, clock_us(), err);
    for (size_t i = 0; i < count && status == RVA_OK; i++)
        status = fold_some(&writer->batch, requests[i], events_max, err);
    if (status == RVA_OK) {
        status = finish(&writer->batch, &txn, keep, err);
    } else {
        rva__batch_leave(&writer->batch);
        rva__txn_end(&txn);
    }
    if (status != RVA_OK)
        for (size_t i = 0; i < count; i++)
            go_back(requests[i], &marks[i]);
    return status;
}

/** The same, with a larger map when it was full. */
static rva_status write_growing(rva__writer *writer, rva__request **requests, size_t count,
                                size_t events_max, rva_error *err)
{
    for (;;) {
        const rva_status status = write_group(writer, requests, count, events_max, err);
        if (status != RVA_FULL || !rva__env_grow(writer->env))
            return status;
    }
}

/** A request on its own: in large parts, and where one fails, event by event. */
static rva_status write_alone(rva__writer *writer, rva__request *request, rva_error *err)
{
    size_t events_max = GROUP_EVENTS_MAX;
    while (request->done < request->count) {
        rva_error error = RVA_ERROR_INIT;
        const rva_status status = write_growing(writer, &request, 1, events_max, &error);
        if (status == RVA_OK) {
            events_max = events_max < GROUP_EVENTS_MAX / 2 ? events_max * 2 : GROUP_EVENTS_MAX;
            continue;
        }
        if (status != RVA_LIMIT) {
            if (err)
                *err = error;
            return status;
        }
        if (events_max > 1) { /* a sum overflowed: find the event */
            const size_t left = request->count - request->done;
            events_max = (events_max < left ? events_max : left) / 2;
            events_max += events_max == 0;
            continue;
        }
        RVA__TRY(note_refusal(request, status, &error));
        request->done++; /* its neighbours may well be refused, too: the next goes alone */
    }
    return RVA_OK;
}

static void write_one(rva__writer *writer, rva__request *request)
{
    request->status = write_alone(writer, request, &request->error);
}

/** Requests taken from the queue together. */
static size_t take_group(rva__writer *writer, rva__request **out)
{
    size_t count = 0;
    size_t events = 0;
    while (writer->first && count < GROUP_REQUESTS_MAX) {
        rva__request *request = writer->first;
        const bool alone = request->check_only || request->count > GROUP_EVENTS_MAX / 16;
        if (count > 0 && (alone || events + request->count > GROUP_EVENTS_MAX))
            break;
        writer->first = request->next;
        if (!writer->first)
            writer->last = NULL;
        out[count++] = request;
        events += request->count;
        if (alone)
            break;
    }
    return count;
}

static void serve(rva__writer *writer, rva__request **requests, size_t count)
{
    rva_error error = RVA_ERROR_INIT;
    const rva_status together =
        count > 1 ? write_growing(writer, requests, count, GROUP_EVENTS_MAX, &error) : RVA_OK;
    if (count > 1 && (together == RVA_OK || together == RVA_UNKNOWN)) {
        for (size_t i = 0; i < count; i++) {
            requests[i]->status = together;
            requests[i]->error = error;
        }
        return; /* what may be stored already is for the caller to repeat */
    }
    for (size_t i = 0; i < count; i++)
        write_one(writer, requests[i]);
}

/** Serves the queue until the own request is finished; the lock is held in and out. */
static void lead(rva__writer *writer, const rva__request *own)
{
    rva__request *group[GROUP_REQUESTS_MAX];
    while (!own->finished) {
        const size_t count = take_group(writer, group);
        pthread_mutex_unlock(&writer->lock);
        serve(writer, group, count);
        pthread_mutex_lock(&writer->lock);
        for (size_t i = 0; i < count; i++)
            group[i]->finished = 1;
        pthread_cond_broadcast(&writer->changed);
    }
}

void rva__writer_record(rva__writer *writer, rva__request *request)
{
    pthread_mutex_lock(&writer->lock);
    if (writer->led && pthread_equal(writer->leader, pthread_self())) {
        pthread_mutex_unlock(&writer->lock);
        request->status = rva__fail(&request->error, RVA_MISUSE,
                                    "recording from within a progress function of this store");
        return;
    }
    if (writer->last)
        writer->last->next = request;
    else
        writer->first = request;
    writer->last = request;
    while (!request->finished && writer->led)
        pthread_cond_wait(&writer->changed, &writer->lock);
    if (!request->finished) {
        writer->led = true;
        writer->leader = pthread_self();
        lead(writer, request);
        writer->led = false;
        pthread_cond_broadcast(&writer->changed);
    }
    pthread_mutex_unlock(&writer->lock);
}

rva_status rva__writer_enter(rva__writer *writer, rva_error *err)
{
    pthread_mutex_lock(&writer->lock);
    if (writer->led && pthread_equal(writer->leader, pthread_self())) {
        pthread_mutex_unlock(&writer->lock);
        return rva__fail(err, RVA_MISUSE, "writing from within a progress function of this store");
    }
    while (writer->led)
        pthread_cond_wait(&writer->changed, &writer->lock);
    writer->led = true;
    writer->leader = pthread_self();
    pthread_mutex_unlock(&writer->lock);
    return RVA_OK;
}

void rva__writer_leave(rva__writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    writer->led = false;
    pthread_cond_broadcast(&writer->changed);
    pthread_mutex_unlock(&writer->lock);
}
