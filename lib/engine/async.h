/**
 * @file engine/async.h
 * The queue of RVA_ASYNC: events copied, and recorded by a thread of its own.
 */
#ifndef RVA_ENGINE_ASYNC_H
#define RVA_ENGINE_ASYNC_H

#include <revanalytics/store.h>

#include "record/write_group.h"

/** A queue with its thread. */
typedef struct rva__async rva__async;

/** Starts the thread, which writes every `interval_ms`. */
rva_status rva__async_new(rva__write_group *group, int64_t interval_ms, int64_t timeout_ms,
                          rva__async **out, rva_error *err);

/** Writes what is queued if it can, ends the thread, frees all; NULL is fine. */
void rva__async_free(rva__async *async);

/**
 * Queues a copy of an event.
 *
 * Waits while the queue is full; when it cannot be written, the reason why.
 */
rva_status rva__async_add(rva__async *async, const rva_event *event, rva_error *err);

/**
 * Waits until all that was queued before is on disk.
 *
 * @param tells_refusals  return the first event's refusal since the last such call
 * @return RVA_OK; why they cannot be written (they stay queued); a refusal
 */
rva_status rva__async_flush(rva__async *async, bool tells_refusals, rva_error *err);

#endif
