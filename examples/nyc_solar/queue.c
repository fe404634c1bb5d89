/**
 * @file nyc_solar/queue.c
 * A binary heap that moves keys of 24 bytes and leaves the items where they are.
 */
#include "queue.h"

#include <stdlib.h>

typedef struct solar_key {
    int64_t due_at;
    uint64_t arrival;
    uint32_t place;
} solar_key;

enum { CAPACITY_FIRST = 4096, CAPACITY_MAX = 1 << 30 };

void solar_queue_free(solar_queue *queue)
{
    free(queue->keys);
    free(queue->items);
    free(queue->unused);
    *queue = (solar_queue){0};
}

static bool before(const solar_key *a, const solar_key *b)
{
    return a->due_at != b->due_at ? a->due_at < b->due_at : a->arrival < b->arrival;
}

static bool grow(solar_queue *queue)
{
    if (queue->capacity >= CAPACITY_MAX)
        return false;
    const uint32_t capacity = queue->capacity == 0 ? CAPACITY_FIRST : queue->capacity * 2;
    solar_key *keys = realloc(queue->keys, capacity * sizeof *keys);
    if (keys != NULL)
        queue->keys = keys;
    solar_item *items = realloc(queue->items, capacity * sizeof *items);
    if (items != NULL)
        queue->items = items;
    uint32_t *unused = realloc(queue->unused, capacity * sizeof *unused);
    if (unused != NULL)
        queue->unused = unused;
    if (keys == NULL || items == NULL || unused == NULL)
        return false;
    for (uint32_t place = queue->capacity; place < capacity; place++)
        unused[place] = place;
    queue->capacity = capacity;
    return true;
}

void solar_queue_push(solar_queue *queue, const solar_item *item)
{
    if (queue->count == queue->capacity && !grow(queue)) {
        queue->failed = true;
        return;
    }
    const solar_key key = {item->due_at, queue->arrivals++, queue->unused[queue->count]};
    queue->items[key.place] = *item;
    uint32_t hole = queue->count++;
    while (hole > 0 && before(&key, &queue->keys[(hole - 1) / 2])) {
        queue->keys[hole] = queue->keys[(hole - 1) / 2];
        hole = (hole - 1) / 2;
    }
    queue->keys[hole] = key;
}

int64_t solar_queue_due(const solar_queue *queue)
{
    return queue->count == 0 ? INT64_MAX : queue->keys[0].due_at;
}

solar_item solar_queue_pop(solar_queue *queue)
{
    const solar_item item = queue->items[queue->keys[0].place];
    queue->count--;
    queue->unused[queue->count] = queue->keys[0].place;
    const solar_key last = queue->keys[queue->count];
    uint32_t hole = 0;
    for (uint32_t child = 1; child < queue->count; child = 2 * hole + 1) {
        if (child + 1 < queue->count && before(&queue->keys[child + 1], &queue->keys[child]))
            child++;
        if (!before(&queue->keys[child], &last))
            break;
        queue->keys[hole] = queue->keys[child];
        hole = child;
    }
    queue->keys[hole] = last;
    return item;
}
