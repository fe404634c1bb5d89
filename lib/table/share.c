/**
 * @file table/share.c
 * Shares that add up.
 *
 * Each share is rounded down to a unit of 1/10000; the units still missing go to the
 * largest remainders.  Which those are is found by halving the range in which the last of
 * them lies, so there is nothing to sort and nothing to allocate.
 */
#include "table/share.h"

#include <assert.h>
#include <math.h>

enum { UNITS = 10000 };

/* Sums of many amounts, times the units, go beyond 64 bits. */
__extension__ typedef __int128 wide;

static wide sum_of(const int64_t *parts, size_t count)
{
    wide sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += parts[i];
    return sum;
}

static wide floor_of(int64_t part, wide total)
{
    const wide units = (wide)part * UNITS;
    return units / total - (units % total < 0);
}

static wide remainder_of(int64_t part, wide total)
{
    const wide rest = (wide)part * UNITS % total;
    return rest < 0 ? rest + total : rest;
}

/* How many remainders are at least `least`. */
static size_t count_from(const int64_t *parts, size_t count, wide total, wide least)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += remainder_of(parts[i], total) >= least;
    return found;
}

/* The largest remainder that at least `wanted` (one or more) reach. */
static wide last_remainder(const int64_t *parts, size_t count, wide total, size_t wanted)
{
    wide low = 0;
    wide high = total;
    while (high - low > 1) {
        const wide middle = low + (high - low) / 2;
        if (count_from(parts, count, total, middle) >= wanted)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void rva__shares(const int64_t *parts, size_t count, double *out)
{
    const wide total = sum_of(parts, count);
    if (total <= 0) {
        for (size_t i = 0; i < count; i++)
            out[i] = (double)NAN;
        return;
    }

    wide given = 0;
    for (size_t i = 0; i < count; i++)
        given += floor_of(parts[i], total);
    assert(given <= UNITS && (wide)count > UNITS - given);
    const size_t missing = (size_t)(UNITS - given);
    const wide last = missing ? last_remainder(parts, count, total, missing) : total;
    size_t ties = missing ? missing - count_from(parts, count, total, last + 1) : 0;

    for (size_t i = 0; i < count; i++) {
        const wide rest = remainder_of(parts[i], total);
        wide units = floor_of(parts[i], total) + (rest > last);
        if (rest == last && ties > 0) {
            units++;
            ties--;
        }
        out[i] = (double)units / (double)UNITS;
    }
}
