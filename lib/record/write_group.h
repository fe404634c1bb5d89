/**
 * @file record/write_group.h
 * The write group: concurrent callers share one transaction and one flush.
 *
 * Callers queue their requests.  A caller who finds nobody writing becomes the leader: takes what
 * is queued, folds it in one transaction, commits, and hands out the outcomes; the others sleep
 * until theirs is there.  A request that makes a transaction fail is tried again on its own, so it
 * cannot harm its neighbours.
 */
#ifndef RVA_RECORD_WRITE_GROUP_H
#define RVA_RECORD_WRITE_GROUP_H

#include <stdbool.h>

#include <revanalytics/store.h>

struct rva__env;

/** The write group of an environment. */
typedef struct rva__write_group rva__write_group;

/** An event's outcome when it was not accepted; kept by the request. */
struct rva_rejections {
    rva_rejection *items;
    size_t count;
    size_t room;
};

/** What a caller wants recorded, and what became of it. */
typedef struct rva__request {
    const rva_event *events;
    size_t count;
    int64_t timeout_ms;
    bool checked;       /**< each event is valid on its own, rva__event_check() */
    int64_t check_only; /**< find the outcomes, keep nothing */
    /* filled: */
    size_t done; /**< events that have their outcome */
    rva_record_summary summary;
    rva_outcome outcome; /**< of the last event that was not refused */
    rva_erasure erasure; /**< of the last erase event */
    struct rva_rejections rejections;
    rva_status status;
    rva_error error;
    struct rva__request *next;
    int64_t finished;
} rva__request;

/** The write group of an environment, made when it is first asked for; it ends with it. */
rva_status rva__write_group_of(struct rva__env *env, rva__write_group **out, rva_error *err);

/** Records a request and waits for it. */
void rva__write_group_record(rva__write_group *group, rva__request *request);

/** Adds a rejection; false without memory. */
bool rva__request_reject(rva__request *request, size_t index, rva_outcome outcome,
                         const rva_error *error);

#endif
