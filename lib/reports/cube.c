/**
 * @file reports/cube.c
 * The semantic layer itself: any measures, by any dimensions and grain, any filter.
 */
#include <stdlib.h>

#include "core/alloc.h"
#include "core/error.h"
#include "reports/bucket.h"
#include "reports/reports.h"

enum { PLACES = (int)RVA__DIM_COUNT + (int)RVA__MEASURE_COUNT + 2 };

/** What was asked for. */
typedef struct cube {
    int dims[RVA__DIM_COUNT + 1];
    int dim_count;
    int measures[RVA__MEASURE_COUNT];
    int measure_count;
    bool has_buckets;
} cube;

/** A row is an array of 8-byte places: bucket_at, bucket, dimensions, measures. */
typedef union place {
    const char *text;
    int64_t integer;
} place;

/** The next name of a list with "," between; NULL at its end. */
static const char *next_name(const char **list, size_t *size)
{
    while (**list == ',' || **list == ' ')
        (*list)++;
    const char *start = *list;
    *list += strcspn(start, ", ");
    *size = (size_t)(*list - start);
    return *size ? start : NULL;
}

static rva_status read_dimensions(const char *list, cube *out, rva_error *err)
{
    size_t size;
    const char *name;
    while (list && (name = next_name(&list, &size)) != NULL) {
        const int dim = rva__dimension_find(name, size);
        if (dim < 0)
            return rva__fail_field(err, RVA_NOT_FOUND, "dimensions", "no dimension \"%.*s\"",
                                   (int)(size < 40 ? size : 40), name);
        for (int i = 0; i < out->dim_count; i++)
            if (out->dims[i] == dim)
                return rva__fail_field(err, RVA_INVALID, "dimensions", "%s is there twice",
                                       rva__dimension_name(dim));
        out->dims[out->dim_count++] = dim;
    }
    out->dims[out->dim_count] = -1;
    return RVA_OK;
}

static rva_status read_measures(const rva__ask *ask, cube *out, rva_error *err)
{
    uint32_t dims = 0;
    for (int i = 0; i < out->dim_count; i++)
        dims |= 1u << out->dims[i];
    size_t size;
    const char *name;
    const char *list = ask->query.measures;
    while (list && (name = next_name(&list, &size)) != NULL) {
        const int measure = rva__measure_find(name, size);
        if (measure < 0)
            return rva__fail_field(err, RVA_NOT_FOUND, "measures", "no measure \"%.*s\"",
                                   (int)(size < 40 ? size : 40), name);
        if (out->measure_count == RVA__MEASURE_COUNT)
            return rva__fail_field(err, RVA_INVALID, "measures", "too many");
        out->measures[out->measure_count++] = measure;
    }
    for (int m = 0; m < RVA__MEASURE_COUNT && !ask->query.measures; m++) {
        const int family = (int)rva__measure_family(m);
        if (ask->families >> family & 1 && (rva__family_dimensions(family) & dims) == dims)
            out->measures[out->measure_count++] = m;
    }
    return RVA_OK;
}

static bool is_money(int measure)
{
    const char *name = rva__measure_name(measure);
    const size_t size = strlen(name);
    return size > 6 && strcmp(name + size - 6, "_minor") == 0;
}

static size_t list_columns(const cube *asked, rva__column columns[PLACES])
{
    size_t count = 0;
    size_t at = 0;
    if (asked->has_buckets) {
        columns[count++] = (rva__column){"bucket_at", RVA_COLUMN_INSTANT, 0};
        columns[count++] = (rva__column){"bucket", RVA_COLUMN_TEXT, sizeof(place)};
        at = 2;
    }
    for (int i = 0; i < asked->dim_count; i++)
        columns[count++] = (rva__column){rva__dimension_name(asked->dims[i]), RVA_COLUMN_TEXT,
                                         at++ * sizeof(place)};
    for (int i = 0; i < asked->measure_count; i++)
        columns[count++] =
            (rva__column){rva__measure_name(asked->measures[i]),
                          is_money(asked->measures[i]) ? RVA_COLUMN_MONEY : RVA_COLUMN_INTEGER,
                          at++ * sizeof(place)};
    return count;
}

static bool all_zero(const cube *asked, const rva__total *total)
{
    for (int i = 0; i < asked->measure_count; i++)
        if (total->values[asked->measures[i]] != 0)
            return false;
    return true;
}

/** Whether any fact of the measure's family can be in the answer. */
static bool has_measure(const rva__ask *ask, const cube *asked, int measure)
{
    const int family = (int)rva__measure_family(measure);
    uint32_t dims = 0;
    for (int i = 0; i < asked->dim_count; i++)
        dims |= 1u << asked->dims[i];
    return ask->families >> family & 1 && (rva__family_dimensions(family) & dims) == dims;
}

/** An answer's key with its texts, for sorting. */
typedef struct line {
    uint32_t index;
    const uint32_t *key;
    const char *names[RVA__DIM_COUNT];
    int dim_count;
} line;

static int compare_lines(const void *left, const void *right)
{
    const line *a = left;
    const line *b = right;
    if (a->key[0] != b->key[0])
        return a->key[0] < b->key[0] ? -1 : 1;
    for (int i = 0; i < a->dim_count; i++) {
        const int order = strcmp(a->names[i], b->names[i]);
        if (order != 0)
            return order;
    }
    return 0;
}

static size_t sort_lines(const rva__ask *ask, const cube *asked, const rva__totals *totals,
                         line *lines)
{
    size_t count = 0;
    for (uint32_t i = 0; i < totals->count; i++) {
        if (all_zero(asked, &totals->items[i]))
            continue;
        line *to = &lines[count++];
        to->index = i;
        to->key = rva__totals_key(totals, i);
        to->dim_count = asked->dim_count;
        for (int d = 0; d < asked->dim_count; d++)
            to->names[d] = ask->source->text(ask->source, asked->dims[d], to->key[1 + d]);
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    return count;
}

static void fill_row(const rva__ask *ask, const cube *asked, const rva__totals *totals,
                     const line *from, rva_table *table, place *row)
{
    char label[RVA__LABEL_BYTES];
    size_t at = 0;
    if (asked->has_buckets) {
        row[at++].integer = rva__bucket_label(ask, from->key[0], label);
        row[at++].text = rva__table_text(table, label);
    }
    for (int d = 0; d < asked->dim_count; d++)
        row[at++].text = rva__table_text(table, from->names[d]);
    for (int m = 0; m < asked->measure_count; m++)
        row[at++].integer = has_measure(ask, asked, asked->measures[m])
                                ? totals->items[from->index].values[asked->measures[m]]
                                : RVA_ABSENT;
}

static rva_status fill(const rva__ask *ask, const cube *asked, const rva__totals *totals,
                       rva_report *report, rva_error *err)
{
    rva__column columns[PLACES];
    rva_table *table;
    const size_t column_count = list_columns(asked, columns);
    line *lines = rva__alloc_zero(totals->count + 1, sizeof *lines);
    if (!lines)
        return rva__fail_memory(err);
    const size_t count = sort_lines(ask, asked, totals, lines);
    const rva_status status =
        rva__report_add_table(report, "cells", columns, column_count,
                              (column_count + 1) * sizeof(place), count, &table, err);
    for (size_t i = 0; i < count && status == RVA_OK; i++) {
        place *row = rva__table_add(table);
        if (!row)
            break;
        fill_row(ask, asked, totals, &lines[i], table, row);
    }
    rva__alloc_free(lines);
    return status;
}

rva_status rva__cube(const rva__ask *ask, rva_report *report, rva_error *err)
{
    cube asked = {.has_buckets = ask->query.by != RVA_GRAIN_NONE};
    uint32_t families = 0;
    rva__totals totals = {0};
    RVA__TRY(read_dimensions(ask->query.dimensions, &asked, err));
    RVA__TRY(read_measures(ask, &asked, err));
    for (int i = 0; i < asked.measure_count; i++)
        families |= 1u << rva__measure_family(asked.measures[i]);
    rva_status status = rva__bucket_scan(ask, families, asked.dims, &totals, err);
    if (status == RVA_OK)
        status = fill(ask, &asked, &totals, report, err);
    rva__totals_free(&totals);
    return status;
}
