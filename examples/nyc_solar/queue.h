/**
 * @file nyc_solar/queue.h
 * Items waiting for the instant at which they reach the store.
 */
#ifndef SOLAR_QUEUE_H
#define SOLAR_QUEUE_H

#include <stdbool.h>

#include "item.h"

/** A heap of keys over a slab of items; equal instants leave in the order they came. */
typedef struct solar_queue {
    struct solar_key *keys; /**< the heap */
    solar_item *items;      /**< the slab */
    uint32_t *unused;       /**< places in the slab that are not in use: the last ones */
    uint32_t count;
    uint32_t capacity;
    uint64_t arrivals; /**< how many came so far */
    bool failed;       /**< an allocation failed: items were lost */
} solar_queue;

/** Frees what the queue holds. */
void solar_queue_free(solar_queue *queue);

/** Adds an item; sets `failed` when there is no memory. */
void solar_queue_push(solar_queue *queue, const solar_item *item);

/** The instant at which the next item is due, or INT64_MAX when there is none. */
int64_t solar_queue_due(const solar_queue *queue);

/** Takes out the next item; there must be one. */
solar_item solar_queue_pop(solar_queue *queue);

#endif
