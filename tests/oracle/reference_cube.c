/**
 * @file oracle/reference_cube.c
 * Facts summed by bucket and dimensions: sort, then add neighbours.
 */
#include <stdlib.h>
#include <string.h>

#include "reference.h"

static uint32_t needed_dims(const reference_query *query)
{
    uint32_t dims = 0;
    for (size_t i = 0; i < query->dim_count; i++)
        dims |= 1u << query->dims[i];
    for (size_t i = 0; i < query->where_count; i++)
        dims |= 1u << query->where[i];
    return dims;
}

bool reference_answers(const reference_query *query, int measure)
{
    const uint32_t needed = needed_dims(query);
    const uint32_t has = reference_family_dims[reference_measure_family[measure]];
    return (needed & ~has) == 0;
}

bool reference_asked(const reference_query *query, int measure)
{
    for (size_t i = 0; i < query->measure_count; i++)
        if (query->measures[i] == measure)
            return true;
    return query->measure_count == 0;
}

bool reference_refuses(const reference_query *query)
{
    bool answers = false;
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++) {
        if (!reference_asked(query, measure))
            continue;
        if (reference_answers(query, measure))
            answers = true;
        else if (query->measure_count > 0)
            return true;
    }
    return !answers;
}

/* Whether a value is one of those that a condition names. */
static bool is_listed(const reference_query *query, size_t condition, const char *value)
{
    const char *other = query->where_other[condition];
    return strcmp(value, query->where_value[condition]) == 0 ||
           (other && strcmp(value, other) == 0);
}

static bool matches(const reference_query *query, const reference_fact *fact)
{
    if (fact->at < query->from_at || fact->at >= query->to_at)
        return false;
    if ((needed_dims(query) & ~reference_family_dims[fact->family]) != 0)
        return false;
    for (size_t i = 0; i < query->where_count; i++)
        if (is_listed(query, i, fact->values[query->where[i]]) == query->where_excludes[i])
            return false;
    return true;
}

/* A fact under its key. */
typedef struct entry {
    int64_t bucket;
    const char *values[3];
    size_t value_count;
    const reference_fact *fact;
} entry;

static int compare_entries(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;
    int order = (a->bucket > b->bucket) - (a->bucket < b->bucket);
    for (size_t i = 0; i < a->value_count && order == 0; i++)
        order = strcmp(a->values[i], b->values[i]);
    return order;
}

static size_t collect(const reference_facts *facts, const reference_query *query, entry *entries)
{
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const reference_fact *fact = facts->items[i];
        if (!matches(query, fact))
            continue;
        entry *added = &entries[count++];
        added->bucket = local_bucket(query->by, fact->at, fact->day);
        added->value_count = query->dim_count;
        added->fact = fact;
        for (size_t j = 0; j < query->dim_count; j++)
            added->values[j] = fact->values[query->dims[j]];
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    return count;
}

static void row_begin(const reference_query *query, const entry *from, reference_row *row)
{
    memset(row, 0, sizeof *row);
    row->bucket_at = local_bucket_at(query->by, from->bucket);
    local_bucket_label(query->by, from->bucket, row->bucket);
    for (size_t i = 0; i < query->dim_count; i++)
        row->values[i] = from->values[i];
}

static bool row_add(const reference_query *query, const reference_fact *fact, reference_row *row)
{
    bool any = false;
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++) {
        if (reference_asked(query, measure))
            row->measures[measure] += fact->measures[measure];
        any = any || row->measures[measure] != 0;
    }
    return any;
}

reference_rows reference_cube(const reference_facts *facts, const reference_query *query)
{
    reference_rows rows = {NULL, 0, {NULL}};
    entry *entries = oracle_take(&rows.memory, (facts->count + 1) * sizeof *entries);
    const size_t count = collect(facts, query, entries);
    rows.items = oracle_take(&rows.memory, (count + 1) * sizeof *rows.items);
    for (size_t i = 0; i < count;) {
        reference_row *row = &rows.items[rows.count];
        row_begin(query, &entries[i], row);
        bool any = false;
        const size_t first = i;
        for (; i < count && compare_entries(&entries[first], &entries[i]) == 0; i++)
            any = row_add(query, entries[i].fact, row);
        rows.count += any;
    }
    return rows;
}

void reference_rows_free(reference_rows *rows)
{
    oracle_release(&rows->memory);
    rows->items = NULL;
    rows->count = 0;
}
