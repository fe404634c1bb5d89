/**
 * @file reports/breakdown.c
 * Named, sorted lines.
 */
#include "reports/breakdown.h"

#include <stdlib.h>

#include "core/alloc.h"
#include "core/error.h"

int64_t rva__rank_net(const rva__total *total, bool restated)
{
    return rva__total_net(total, restated);
}

static bool is_zero(const rva__total *total)
{
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        if (total->values[m] != 0)
            return false;
    return true;
}

/** Place of a value in the settings, or behind all of them. */
static int64_t settled_rank(const rva__ask *ask, int dimension, uint32_t value)
{
    size_t settled = 0;
    if (dimension == RVA__DIM_TIER)
        settled = ask->source->settings->tier_count;
    if (dimension == RVA__DIM_STAGE)
        settled = ask->source->settings->stage_count;
    if (settled == 0 || value < RVA__VALUE_FIRST || value - RVA__VALUE_FIRST >= settled)
        return INT64_MIN + 1;
    return -(int64_t)value;
}

static bool is_settled(int dimension)
{
    return dimension == RVA__DIM_TIER || dimension == RVA__DIM_STAGE;
}

static bool is_special(const char *name)
{
    return name[0] == '(';
}

static int compare_names(const char *a, const char *b)
{
    if (is_special(a) != is_special(b))
        return is_special(a) ? 1 : -1;
    return strcmp(a, b);
}

static int compare_lines(const void *left, const void *right)
{
    const rva__line *a = left;
    const rva__line *b = right;
    const bool special_a = is_special(a->names[0]);
    const bool special_b = is_special(b->names[0]);
    if (special_a != special_b)
        return special_a ? 1 : -1;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    const int first = compare_names(a->names[0], b->names[0]);
    if (first != 0 || !a->names[1])
        return first;
    return compare_names(a->names[1], b->names[1]);
}

rva_status rva__breakdown(const rva__ask *ask, const rva__totals *totals, const int *dims,
                          rva__rank_fn rank, bool restated, rva__line **out, size_t *count,
                          rva_error *err)
{
    rva__line *lines = rva__alloc_zero(totals->count + 1, sizeof *lines);
    if (!lines)
        return rva__fail_memory(err);
    *count = 0;
    for (uint32_t i = 0; i < totals->count; i++) {
        const uint32_t *key = rva__totals_key(totals, i);
        if (is_zero(&totals->items[i]))
            continue;
        rva__line *line = &lines[(*count)++];
        line->index = i;
        line->total = &totals->items[i];
        for (int d = 0; d < 2 && dims[d] >= 0; d++)
            line->names[d] = ask->source->text(ask->source, dims[d], key[1 + d]);
        line->rank = is_settled(dims[0]) && dims[1] < 0 ? settled_rank(ask, dims[0], key[1])
                                                        : rank(line->total, restated);
    }
    qsort(lines, *count, sizeof *lines, compare_lines);
    *out = lines;
    return RVA_OK;
}
