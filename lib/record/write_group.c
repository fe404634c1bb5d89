/**
 * @file record/write_group.c
 * Leader and followers.
 */
#include "record/write_group.h"

#include "core/alloc.h"
#include "core/day.h"
#include "core/error.h"
#include "model/event.h"
#include "record/flush.h"
#include "record/record.h"
#include "store/commit.h"
#include "store/shared.h"

enum {
    GROUP_EVENTS_MAX = 262144, /**< events in one transaction */
    GROUP_REQUESTS_MAX = 512,
};

struct rva__write_group {
    rva__env *env;       /**< whose turn the leader has; its lock guards the queue */
    rva__request *first; /**< queue, in order of arrival */
    rva__request *last;
    rva__batch batch;
};

static void free_group(void *object)
{
    rva__write_group *group = object;
    if (!group)
        return;
    rva__batch_free(&group->batch);
    rva__alloc_free(group);
}

rva_status rva__write_group_of(rva__env *env, rva__write_group **out, rva_error *err)
{
    rva__shared *shared = rva__shared_of(env);
    pthread_mutex_lock(&env->turn.lock);
    rva__write_group *group = shared->writer;
    if (!group) {
        group = rva__alloc_zero(1, sizeof *group);
        if (group)
            group->env = env;
        shared->writer = group;
        shared->free_writer = free_group;
    }
    pthread_mutex_unlock(&env->turn.lock);
    if (!group)
        return rva__fail_memory(err);
    *out = group;
    return RVA_OK;
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
    rva_record_summary *summary = &request->summary;
    const rva_outcome outcome = status == RVA_CONFLICT ? RVA_CONFLICTING
                                : status == RVA_ERASED ? RVA_OF_ERASED
                                                       : RVA_REFUSED;
    summary->conflict += outcome == RVA_CONFLICTING;
    summary->erased += outcome == RVA_OF_ERASED;
    summary->refused += outcome == RVA_REFUSED;
    return rva__request_reject(request, request->done, outcome, error) ? RVA_OK
                                                                       : rva__fail_memory(NULL);
}

static void note_outcome(rva__request *request, const rva__batch *batch, rva_outcome outcome)
{
    rva_record_summary *summary = &request->summary;
    summary->accepted += outcome == RVA_ACCEPTED || outcome == RVA_NOTHING_STORED;
    summary->corrected += outcome == RVA_CORRECTED;
    summary->duplicate += outcome == RVA_DUPLICATE;
    request->outcome = outcome;
    request->erasure = batch->erasure;
}

/** Checks an event that nobody has checked yet, and folds it. */
static rva_status fold_one(rva__batch *batch, const rva__request *request, rva_outcome *outcome,
                           rva_error *err)
{
    const rva_event *event = &request->events[request->done];
    if (!request->checked)
        RVA__TRY(rva__event_check(event, batch->txn->config->settings->currency, err));
    return rva__record_event(batch, event, outcome, err);
}

/** Folds events of a request, `max` at most. */
static rva_status fold_some(rva__batch *batch, rva__request *request, size_t max, rva_error *err)
{
    for (size_t i = 0; i < max && request->done < request->count; i++, request->done++) {
        rva_outcome outcome;
        rva_error error = RVA_ERROR_INIT;
        const rva_status status = fold_one(batch, request, &outcome, &error);
        if (rva__record_refused(status)) {
            RVA__TRY(note_refusal(request, status, &error));
        } else if (status != RVA_OK) {
            if (err)
                *err = error;
            return status;
        } else {
            note_outcome(request, batch, outcome);
        }
    }
    return RVA_OK;
}

static rva_status finish(rva__batch *batch, rva__txn *txn, bool keep, rva_error *err)
{
    rva_status status = rva__batch_flush(batch, err);
    if (status == RVA_OK && keep) {
        const uint64_t number = rva__raw_number(&txn->raw);
        status = rva__txn_commit(txn, err);
        if (status == RVA_OK)
            rva__batch_keep(batch, number);
        return status;
    }
    rva__txn_end(txn);
    return status;
}

/** One transaction for the requests given, as much of each as fits. */
static rva_status write_group(rva__write_group *group, rva__request **requests, size_t count,
                              size_t events_max, rva_error *err)
{
    rva__txn txn;
    mark marks[GROUP_REQUESTS_MAX];
    const bool keep = !requests[0]->check_only;
    for (size_t i = 0; i < count; i++)
        marks[i] = mark_of(requests[i]);
    RVA__TRY(rva__txn_write(group->env, requests[0]->timeout_ms, &txn, err));
    rva_status status = RVA_OK;
    rva__batch_open(&group->batch, &txn, rva__instant_now());
    for (size_t i = 0; i < count && status == RVA_OK; i++)
        status = fold_some(&group->batch, requests[i], events_max, err);
    if (status == RVA_OK) {
        status = finish(&group->batch, &txn, keep, err);
    } else {
        rva__batch_leave(&group->batch);
        rva__txn_end(&txn);
    }
    if (status != RVA_OK)
        for (size_t i = 0; i < count; i++)
            go_back(requests[i], &marks[i]);
    return status;
}

/** The same, with a larger map when it was full. */
static rva_status write_growing(rva__write_group *group, rva__request **requests, size_t count,
                                size_t events_max, rva_error *err)
{
    for (;;) {
        const rva_status status = write_group(group, requests, count, events_max, err);
        if (status != RVA_FULL || !rva__env_grow(group->env))
            return status;
    }
}

/** A request on its own: in large parts, and where one fails, event by event. */
static rva_status write_alone(rva__write_group *group, rva__request *request, rva_error *err)
{
    size_t events_max = GROUP_EVENTS_MAX;
    while (request->done < request->count) {
        rva_error error = RVA_ERROR_INIT;
        const rva_status status = write_growing(group, &request, 1, events_max, &error);
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
        request->done++; /* the next one goes alone, too: it may be refused as well */
    }
    return RVA_OK;
}

static void write_one(rva__write_group *group, rva__request *request)
{
    request->status = write_alone(group, request, &request->error);
}

/** Requests taken from the queue together. */
static size_t take_requests(rva__write_group *group, rva__request **out)
{
    size_t count = 0;
    size_t events = 0;
    while (group->first && count < GROUP_REQUESTS_MAX) {
        rva__request *request = group->first;
        const bool alone = request->check_only || request->count > GROUP_EVENTS_MAX / 16;
        if (count > 0 && (alone || events + request->count > GROUP_EVENTS_MAX))
            break;
        group->first = request->next;
        if (!group->first)
            group->last = NULL;
        out[count++] = request;
        events += request->count;
        if (alone)
            break;
    }
    return count;
}

static void serve(rva__write_group *group, rva__request **requests, size_t count)
{
    rva_error error = RVA_ERROR_INIT;
    const rva_status together =
        count > 1 ? write_growing(group, requests, count, GROUP_EVENTS_MAX, &error) : RVA_OK;
    if (count > 1 && (together == RVA_OK || together == RVA_UNKNOWN)) {
        for (size_t i = 0; i < count; i++) {
            requests[i]->status = together;
            requests[i]->error = error;
        }
        return; /* what may be stored already is for the caller to repeat */
    }
    for (size_t i = 0; i < count; i++)
        write_one(group, requests[i]);
}

/** Serves the queue until the own request is finished; the turn's lock is held in and out. */
static void lead(rva__write_group *group, const rva__request *own)
{
    rva__turn *turn = &group->env->turn;
    rva__request *taken[GROUP_REQUESTS_MAX];
    while (!own->finished) {
        const size_t count = take_requests(group, taken);
        pthread_mutex_unlock(&turn->lock);
        serve(group, taken, count);
        pthread_mutex_lock(&turn->lock);
        for (size_t i = 0; i < count; i++)
            taken[i]->finished = 1;
        pthread_cond_broadcast(&turn->changed);
    }
}

static void queue(rva__write_group *group, rva__request *request)
{
    if (group->last)
        group->last->next = request;
    else
        group->first = request;
    group->last = request;
}

void rva__write_group_record(rva__write_group *group, rva__request *request)
{
    rva__turn *turn = &group->env->turn;
    pthread_mutex_lock(&turn->lock);
    if (rva__turn_is_mine(turn)) {
        pthread_mutex_unlock(&turn->lock);
        request->status = rva__fail(&request->error, RVA_MISUSE,
                                    "recording from within a progress function of this store");
        return;
    }
    queue(group, request);
    while (!request->finished && turn->taken)
        pthread_cond_wait(&turn->changed, &turn->lock);
    if (!request->finished) {
        rva__turn_take(turn);
        lead(group, request);
        turn->taken = false;
        pthread_cond_broadcast(&turn->changed);
    }
    pthread_mutex_unlock(&turn->lock);
}
