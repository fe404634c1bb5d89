/**
 * @file metrics/decomposition.c
 * Exact parts, rounded down; the units still missing go to the largest remainders.
 */
#include "metrics/decomposition.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/alloc.h"
#include "core/error.h"

/* Sums of so many, and a part of a change that is less, keep all that follows within 128 bits. */
enum { COUNT_MAX = 1 << 30 };

#define PART_MAX (INT64_C(1) << 62)

/* Products of a sum and two counts go beyond 64 bits. */
__extension__ typedef __int128 wide;

/** A part of a change: whole units, and what is left of one as a fraction. */
typedef struct part {
    int64_t *to;
    size_t place;
    wide rest; /**< 0 or more, below `base` */
    wide base;
} part;

/** Largest remainder first; of equal ones the first. */
static int compare_parts(const void *left, const void *right)
{
    const part *a = left;
    const part *b = right;
    const wide one = a->rest * b->base;
    const wide two = b->rest * a->base;
    if (one != two)
        return one > two ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/** Puts the fraction into a part, rounded down. */
static part floor_into(int64_t *to, size_t place, wide numerator, wide base)
{
    wide rest = numerator % base;
    wide whole = numerator / base;
    if (rest < 0) {
        rest += base;
        whole--;
    }
    *to = (int64_t)whole;
    return (part){.to = to, .place = place, .rest = rest, .base = base};
}

/** Puts both parts of a shift, rounded down; false when they leave 64 bits. */
static bool split(rva__shift *shift, size_t place, part *out)
{
    const wide n0 = shift->count_before, n1 = shift->count_after;
    const wide r0 = shift->net_before, r1 = shift->net_after;
    const bool has_both = n0 > 0 && n1 > 0;
    const wide base = has_both ? 2 * n0 * n1 : 1;
    const wide volume = has_both ? (n1 - n0) * (r0 * n1 + r1 * n0) : r1 - r0;
    if (volume / base >= PART_MAX || volume / base <= -PART_MAX)
        return false;
    out[0] = floor_into(&shift->volume_minor, place, volume, base);
    out[1] = floor_into(&shift->value_minor, place + 1, (r1 - r0) * base - volume, base);
    return true;
}

rva_status rva__split_shifts(rva__shift *shifts, size_t count, rva_error *err)
{
    wide missing = 0;
    bool fits = true;
    part *parts = rva__alloc_zero(2 * count + 1, sizeof *parts);
    if (!parts)
        return rva__fail_memory(err);
    for (size_t i = 0; i < count && fits; i++) {
        rva__shift *shift = &shifts[i];
        fits = shift->count_before < COUNT_MAX && shift->count_after < COUNT_MAX &&
               split(shift, 2 * i, &parts[2 * i]);
        missing +=
            (wide)shift->net_after - shift->net_before - shift->volume_minor - shift->value_minor;
    }
    if (fits)
        qsort(parts, 2 * count, sizeof *parts, compare_parts);
    for (size_t i = 0; fits && (wide)i < missing; i++)
        ++*parts[i].to;
    rva__alloc_free(parts);
    return fits ? RVA_OK
                : rva__fail(err, RVA_LIMIT, "too much to be split: ask for a shorter period");
}

static double product(const double *factors, size_t count)
{
    double all = 1;
    for (size_t i = 0; i < count; i++)
        all *= factors[i];
    return all;
}

/** The logarithmic mean. */
static double logarithmic_mean(double a, double b)
{
    return a == b ? a : (a - b) / log(a / b);
}

/** The place of the largest remainder. */
static size_t largest(const double *rests, size_t count)
{
    size_t at = 0;
    for (size_t i = 1; i < count; i++)
        if (rests[i] > rests[at])
            at = i;
    return at;
}

void rva__split_by_factors(const double *before, const double *after, size_t count, int64_t change,
                           int64_t *out)
{
    double rests[RVA__FACTORS_MAX];
    const double mean = logarithmic_mean(product(after, count), product(before, count));
    int64_t missing = change;
    for (size_t i = 0; i < count; i++) {
        const double exact = mean * log(after[i] / before[i]);
        out[i] = (int64_t)floor(exact);
        rests[i] = exact - floor(exact);
        missing -= out[i];
    }
    const int step = missing < 0 ? -1 : 1; /* logarithms of large sums are off by a unit or two */
    for (; missing != 0; missing -= step) {
        const size_t at = largest(rests, count);
        out[at] += step;
        rests[at] -= step;
    }
}
