/**
 * @file metrics/breakdown.c
 * Lines in their order.
 */
#include "metrics/breakdown.h"

#include <stdlib.h>

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/value.h"

/** Whether all values are of stages and tiers, which the settings order. */
static bool is_ordered_by_settings(const rva__breakdown *by)
{
    for (int d = 0; d < by->dim_count; d++) {
        const int of = rva__dimension_dictionary(by->dims[d]);
        if (of != RVA__DIM_TIER && of != RVA__DIM_STAGE)
            return false;
    }
    return by->dim_count > 0;
}

static int64_t ordinal_of(const rva__question *question, int dimension, uint32_t value)
{
    const int place = rva__settings_place(question->source->settings,
                                          rva__dimension_dictionary(dimension), value);
    return place >= 0 ? place + 1 : RVA_ABSENT;
}

int64_t rva__line_ordinal(const rva__question *question, const rva__breakdown *by,
                          const rva__line *line)
{
    return by->dim_count == 1 ? ordinal_of(question, by->dims[0], line->values[0]) : RVA_ABSENT;
}

/** Unknown values stand behind known ones, and those beyond the dictionary behind all. */
static int place_of(uint32_t value)
{
    return value == RVA__VALUE_UNKNOWN ? 1 : value == RVA__VALUE_OTHER ? 2 : 0;
}

static int compare_names(const rva__line *a, const rva__line *b, int dimension)
{
    const int places = place_of(a->values[dimension]) - place_of(b->values[dimension]);
    if (places != 0)
        return places;
    if (a->ordinals[dimension] != b->ordinals[dimension])
        return a->ordinals[dimension] < b->ordinals[dimension] ? -1 : 1;
    return strcmp(a->names[dimension], b->names[dimension]);
}

static int compare_lines(const void *left, const void *right)
{
    const rva__line *a = left;
    const rva__line *b = right;
    const int places = place_of(a->values[0]) - place_of(b->values[0]);
    if (places != 0)
        return places;
    for (int i = 0; i < RVA__BREAKDOWN_ORDERS_MAX; i++)
        if (a->rank[i] != b->rank[i])
            return a->rank[i] > b->rank[i] ? -1 : 1;
    for (int d = 0; d < RVA__BREAKDOWN_DIMS_MAX && a->names[d]; d++) {
        const int order = compare_names(a, b, d);
        if (order != 0)
            return order;
    }
    return 0;
}

static void rank(const rva__question *question, const rva__breakdown *by, const rva__total *total,
                 rva__line *line)
{
    const rva__sums sums = {.values = total->values,
                            .restated = rva__question_restated(question, by->restated)};
    for (int i = 0; i < by->order_count; i++)
        line->rank[i] = rva__metric_numerator(rva__metric_at(by->order[i]), &sums);
}

/** Gives a line the places of its values in the settings; those without one come after. */
static void set_ordinals(const rva__question *question, const rva__breakdown *by, rva__line *line)
{
    for (int d = 0; d < by->dim_count; d++) {
        const int64_t ordinal = ordinal_of(question, by->dims[d], line->values[d]);
        line->ordinals[d] = ordinal == RVA_ABSENT ? INT64_MAX : ordinal;
    }
}

rva_status rva__breakdown_lines(const rva__question *question, const rva__breakdown *by,
                                const rva__totals *totals, rva__line **out, rva_error *err)
{
    rva__line *lines = rva__alloc_zero((size_t)totals->count + 1, sizeof *lines);
    if (!lines)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < totals->count; i++) {
        rva__line *line = &lines[i];
        line->index = i;
        line->values = rva__totals_key(totals, i) + 1;
        for (int d = 0; d < by->dim_count; d++)
            line->names[d] = question->source->text(question->source, by->dims[d], line->values[d]);
        if (is_ordered_by_settings(by))
            set_ordinals(question, by, line);
        else
            rank(question, by, &totals->items[i], line);
    }
    if (by->dim_count > 0)
        qsort(lines, totals->count, sizeof *lines, compare_lines);
    *out = lines;
    return RVA_OK;
}
