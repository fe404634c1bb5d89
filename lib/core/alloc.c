/**
 * @file core/alloc.c
 * The heap, counted.
 *
 * Counting must not make threads that allocate wait for each other, so the blocks now
 * live are the sum of several counters, each alone on its cache line; a thread picks one
 * by where its stack lies.  A single counter may well be negative.
 */
#include "core/alloc.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SHARD_BITS = 4, SHARDS = 1 << SHARD_BITS, CACHE_LINE_BYTES = 64 };

typedef struct shard {
    _Alignas(CACHE_LINE_BYTES) atomic_long live;
} shard;

static shard shards[SHARDS];

/** How many allocations still succeed; negative for any number. */
static atomic_long allowed = -1;

static void count(long change)
{
    const uint64_t stack_mib = (uint64_t)(uintptr_t)__builtin_frame_address(0) >> 20;
    const uint64_t spread = stack_mib * UINT64_C(0x9e3779b97f4a7c15);
    shard *mine = &shards[spread >> (64 - SHARD_BITS)];
    atomic_fetch_add_explicit(&mine->live, change, memory_order_relaxed);
}

static bool spend(void)
{
    long left = atomic_load_explicit(&allowed, memory_order_relaxed);
    while (left > 0) {
        if (atomic_compare_exchange_weak_explicit(&allowed, &left, left - 1, memory_order_relaxed,
                                                  memory_order_relaxed))
            return true;
    }
    return left < 0;
}

void *rva__alloc(size_t size)
{
    void *block = spend() ? malloc(size ? size : 1) : NULL;
    if (block)
        count(1);
    return block;
}

void *rva__alloc_zero(size_t count_of, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count_of, size, &total) || !spend())
        return NULL;
    void *block = calloc(1, total ? total : 1);
    if (block)
        count(1);
    return block;
}

void *rva__alloc_resize(void *block, size_t size)
{
    if (!spend())
        return NULL;
    void *moved = realloc(block, size ? size : 1);
    if (moved && !block)
        count(1);
    return moved;
}

char *rva__alloc_text(const char *text)
{
    if (!text)
        return NULL;
    const size_t size = strlen(text) + 1;
    char *copy = (char *)rva__alloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

void rva__alloc_free(void *block)
{
    if (!block)
        return;
    count(-1);
    free(block);
}

void rva__alloc_limit(long allowed_now)
{
    atomic_store_explicit(&allowed, allowed_now < 0 ? -1 : allowed_now, memory_order_relaxed);
}

long rva__alloc_live(void)
{
    long live = 0;
    for (size_t i = 0; i < SHARDS; i++)
        live += atomic_load_explicit(&shards[i].live, memory_order_relaxed);
    return live;
}
