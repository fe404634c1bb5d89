/**
 * @file core/sort.h
 * Sorting by a number: of many records at once, which is where recording in bulk spends time.
 */
#ifndef RVA_CORE_SORT_H
#define RVA_CORE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A key and what it stands for. */
typedef struct rva__sort_item {
    uint64_t key;
    uint64_t value;
} rva__sort_item;

/**
 * Sorts by key; equal keys keep their order.
 *
 * A radix sort, least significant byte first, that skips bytes in which no keys differ.
 *
 * @return false without memory, with the items as they were
 */
bool rva__sort(rva__sort_item *items, size_t count);

#endif
