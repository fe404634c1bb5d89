/**
 * @file core/sort.c
 * Radix sort; insertion sort of few.
 */
#include "core/sort.h"

#include <string.h>

#include "core/alloc.h"

enum { FEW = 32, DIGITS = 8, VALUES = 256 };

static void insert_each(rva__sort_item *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const rva__sort_item item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1].key > item.key; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

static void count_digits(const rva__sort_item *items, size_t count, size_t counts[DIGITS][VALUES])
{
    memset(counts, 0, sizeof(size_t) * DIGITS * VALUES);
    for (size_t i = 0; i < count; i++)
        for (int d = 0; d < DIGITS; d++)
            counts[d][items[i].key >> (8 * d) & (VALUES - 1)]++;
}

/** Moves the items in the order of one digit; `starts` has how many have each value of it. */
static void move(const rva__sort_item *from, rva__sort_item *to, size_t count, int digit,
                 size_t starts[VALUES])
{
    size_t sum = 0;
    for (int v = 0; v < VALUES; v++) {
        const size_t have = starts[v];
        starts[v] = sum;
        sum += have;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[from[i].key >> (8 * digit) & (VALUES - 1)]++] = from[i];
}

bool rva__sort(rva__sort_item *items, size_t count)
{
    size_t counts[DIGITS][VALUES];
    if (count <= FEW) {
        insert_each(items, count);
        return true;
    }
    rva__sort_item *other = rva__alloc(count * sizeof *other);
    if (!other)
        return false;
    count_digits(items, count, counts);
    rva__sort_item *from = items;
    rva__sort_item *to = other;
    for (int d = 0; d < DIGITS; d++) {
        if (counts[d][items[0].key >> (8 * d) & (VALUES - 1)] == count)
            continue;
        move(from, to, count, d, counts[d]);
        rva__sort_item *moved = to;
        to = from;
        from = moved;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    rva__alloc_free(other);
    return true;
}
