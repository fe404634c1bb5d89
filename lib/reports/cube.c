/**
 * @file reports/cube.c
 * The semantic layer itself: any measures, by any dimensions and grain, any filter.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "core/alloc.h"
#include "core/error.h"
#include "metrics/bucket.h"
#include "metrics/value.h"
#include "model/dimensions.h"
#include "reports/report_definition.h"

enum {
    FIGURES_MAX = (int)RVA__MEASURE_COUNT,
    PLACES = (int)RVA__DIM_COUNT + FIGURES_MAX + 2,
};

static_assert((int)PLACES <= (int)RVA__COLUMNS_MAX, "a table has room for all that can be asked");

/** A figure asked for: a measure, or a metric. */
typedef struct figure {
    const rva__metric *metric; /**< NULL: a measure */
    int measure;
    bool can; /**< whether facts of the question have all the dimensions */
} figure;

/** What was asked for. */
typedef struct cube {
    int dims[RVA__DIM_COUNT + 1];
    int dim_count;
    uint32_t dim_set;
    figure figures[FIGURES_MAX];
    int figure_count;
    bool has_buckets;
} cube;

/** A row is an array of 8-byte places: bucket_at, bucket, dimensions, figures. */
typedef union place {
    const char *text;
    int64_t integer;
    double real;
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

static rva_status read_dimensions(const rva_settings *settings, const char *list, cube *out,
                                  rva_error *err)
{
    size_t size;
    const char *name;
    while (list && (name = next_name(&list, &size)) != NULL) {
        const int dim = rva__settings_dimension_find(settings, name, size);
        if (dim < 0)
            return rva__fail_field(err, RVA_NOT_FOUND, "dimensions", "no dimension \"%.*s\"",
                                   (int)(size < 40 ? size : 40), name);
        if (out->dim_set >> dim & 1)
            return rva__fail_field(err, RVA_INVALID, "dimensions", "%s is there twice",
                                   rva__settings_dimension_name(settings, dim));
        out->dims[out->dim_count++] = dim;
        out->dim_set |= 1U << dim;
    }
    out->dims[out->dim_count] = -1;
    return RVA_OK;
}

static uint32_t families_of(const figure *of)
{
    return of->metric ? rva__metric_families(of->metric) : 1U << rva__measure_family(of->measure);
}

/** Whether facts that the conditions leave have all the dimensions asked for. */
static bool can_answer(const rva__question *question, const cube *asked, const figure *of)
{
    return !(families_of(of) & ~(question->families & rva__families_with(asked->dim_set)));
}

/** A measure has its own figure; a metric of the same name counts the same. */
static rva_status find_figure(const char *name, size_t size, figure *out, rva_error *err)
{
    const int shown = (int)(size < 40 ? size : 40);
    const int metric = rva__metric_find(name, size);
    *out = (figure){.measure = rva__measure_find(name, size)};
    if (out->measure >= 0)
        return RVA_OK;
    if (metric < 0)
        return rva__fail_field(err, RVA_NOT_FOUND, "measures", "no measure \"%.*s\"", shown, name);
    out->metric = rva__metric_at(metric);
    return out->metric->schema.in_cube
               ? RVA_OK
               : rva__fail_field(err, RVA_INVALID, "measures",
                                 "%.*s is a figure of a whole period, and has no cells", shown,
                                 name);
}

static rva_status add_figure(const rva__question *question, cube *out, figure of, rva_error *err)
{
    if (out->figure_count == FIGURES_MAX)
        return rva__fail_field(err, RVA_INVALID, "measures", "too many");
    of.can = can_answer(question, out, &of);
    out->figures[out->figure_count++] = of;
    return RVA_OK;
}

static rva_status read_figures(const rva__question *question, cube *out, rva_error *err)
{
    size_t size;
    const char *name;
    const char *list = question->query.measures;
    while (list && (name = next_name(&list, &size)) != NULL) {
        figure found;
        RVA__TRY(find_figure(name, size, &found, err));
        RVA__TRY(add_figure(question, out, found, err));
    }
    for (int m = 0; m < RVA__MEASURE_COUNT && !question->query.measures; m++) {
        const figure of = {.measure = m};
        if (can_answer(question, out, &of))
            RVA__TRY(add_figure(question, out, of, err));
    }
    return RVA_OK;
}

static rva__wanted wanted_of(const cube *asked)
{
    rva__wanted wanted = {0};
    for (int i = 0; i < asked->figure_count; i++) {
        wanted.families |= families_of(&asked->figures[i]);
        if (asked->figures[i].metric)
            wanted.histograms |= rva__metric_histograms(asked->figures[i].metric);
    }
    return wanted;
}

static bool is_money(int measure)
{
    const char *name = rva__measure_name(measure);
    const size_t size = strlen(name);
    return size > 6 && strcmp(name + size - 6, "_minor") == 0;
}

static bool is_sum(const figure *of)
{
    return !of->metric || of->metric->kind == RVA__KIND_SUM;
}

static rva__column column_of(const figure *of, size_t offset)
{
    if (!of->metric)
        return (rva__column){rva__measure_name(of->measure),
                             is_money(of->measure) ? RVA_COLUMN_MONEY : RVA_COLUMN_INTEGER, offset};
    return (rva__column){of->metric->schema.name,
                         !is_sum(of)                           ? RVA_COLUMN_REAL
                         : of->metric->unit == RVA__UNIT_MINOR ? RVA_COLUMN_MONEY
                                                               : RVA_COLUMN_INTEGER,
                         offset};
}

static size_t list_columns(const rva_settings *settings, const cube *asked,
                           rva__column columns[PLACES])
{
    size_t count = 0;
    if (asked->has_buckets) {
        columns[count++] = (rva__column){"bucket_at", RVA_COLUMN_INSTANT, 0};
        columns[count++] = (rva__column){"bucket", RVA_COLUMN_TEXT, sizeof(place)};
    }
    for (int i = 0; i < asked->dim_count; i++, count++)
        columns[count] = (rva__column){rva__settings_dimension_name(settings, asked->dims[i]),
                                       RVA_COLUMN_TEXT, count * sizeof(place)};
    for (int i = 0; i < asked->figure_count; i++, count++)
        columns[count] = column_of(&asked->figures[i], count * sizeof(place));
    return count;
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

/** An answer being made. */
typedef struct answer {
    const rva__question *question;
    const cube *asked;
    const rva__totals *totals;
    rva__histogram_entry *entries;
    size_t *starts;
    line *lines;
    rva_table *table;
} answer;

static void sort_lines(answer *to)
{
    rva__cell_source *source = to->question->source;
    for (uint32_t i = 0; i < to->totals->count; i++) {
        line *at = &to->lines[i];
        at->index = i;
        at->key = rva__totals_key(to->totals, i);
        at->dim_count = to->asked->dim_count;
        for (int d = 0; d < at->dim_count; d++)
            at->names[d] = source->text(source, to->asked->dims[d], at->key[1 + d]);
    }
    qsort(to->lines, to->totals->count, sizeof *to->lines, compare_lines);
}

/** Puts a figure into its place; whether it is one, and not 0. */
static bool put_figure(const answer *to, const figure *of, uint32_t index, place *out)
{
    const rva__sums sums = {.values = to->totals->items[index].values,
                            .entries = to->entries + to->starts[index],
                            .entry_count = to->starts[index + 1] - to->starts[index],
                            .restated = rva__question_restated(to->question, false)};
    if (!is_sum(of)) {
        out->real = of->can ? rva__metric_value(of->metric, &sums) : (double)NAN;
        return !isnan(out->real) && out->real != 0;
    }
    out->integer = !of->can     ? RVA_ABSENT
                   : of->metric ? rva__metric_numerator(of->metric, &sums)
                                : sums.values[of->measure];
    return of->can && out->integer != 0;
}

static bool add_row(const answer *to, const line *from)
{
    const cube *asked = to->asked;
    const size_t count = rva_table_row_count(to->table);
    place *row = rva__table_add(to->table);
    place *at = row;
    bool has_figure = false;
    if (!row)
        return false;
    char label[RVA__LABEL_BYTES];
    if (asked->has_buckets) {
        (at++)->integer = rva__bucket_label(to->question, from->key[0], label);
        (at++)->text = NULL;
    }
    at += asked->dim_count;
    for (int i = 0; i < asked->figure_count; i++)
        has_figure |= put_figure(to, &asked->figures[i], from->index, at++);
    if (!has_figure) {
        rva__table_truncate(to->table, count);
        return true;
    }
    at = row + (asked->has_buckets ? 2 : 0);
    if (asked->has_buckets)
        row[1].text = rva__table_text(to->table, label);
    for (int d = 0; d < asked->dim_count; d++)
        (at++)->text = rva__table_text(to->table, from->names[d]);
    return true;
}

/** Whether a figure differs with where returns count. */
static bool has_modes(const cube *asked)
{
    for (int i = 0; i < asked->figure_count; i++)
        if (asked->figures[i].metric && rva__metric_has_modes(asked->figures[i].metric))
            return true;
    return false;
}

static rva_status fill(answer *to, rva_report *report, rva_error *err)
{
    rva__column columns[PLACES];
    size_t entries;
    const size_t count = list_columns(to->question->source->settings, to->asked, columns);
    to->lines = rva__alloc_zero((size_t)to->totals->count + 1, sizeof *to->lines);
    if (!to->lines || !rva__totals_histograms(to->totals, &to->entries, &entries))
        return rva__fail_memory(err);
    to->starts = rva__histogram_starts(to->entries, entries, to->totals->count);
    if (!to->starts)
        return rva__fail_memory(err);
    RVA__TRY(rva__report_add_table(report, "cells", columns, count, (count + 1) * sizeof(place),
                                   to->totals->count, &to->table, err));
    if (has_modes(to->asked))
        rva__table_set_mode(to->table, rva__question_mode(to->question, false));
    sort_lines(to);
    for (uint32_t i = 0; i < to->totals->count; i++)
        if (!add_row(to, &to->lines[i]))
            break;
    return RVA_OK;
}

static rva_status run(const rva__question *question, rva_report *report, rva_error *err)
{
    cube asked = {.has_buckets = question->query.by != RVA_GRAIN_NONE};
    rva__totals totals = {0};
    answer to = {.question = question, .asked = &asked, .totals = &totals};
    RVA__TRY(read_dimensions(question->source->settings, question->query.dimensions, &asked, err));
    RVA__TRY(read_figures(question, &asked, err));
    rva_status status = rva__bucket_scan(question, wanted_of(&asked), asked.dims, &totals, err);
    if (status == RVA_OK)
        status = fill(&to, report, err);
    rva__alloc_free(to.lines);
    rva__alloc_free(to.entries);
    rva__alloc_free(to.starts);
    rva__totals_free(&totals);
    return status;
}

static const rva__report_table tables[] = {
    {.table = {{"cells", "a cell: bucket_at, bucket, the dimensions, the measures asked for", NULL,
                0},
               NULL,
               0}},
};

const rva__report_definition rva__report_cube = {
    .schema = {"cube", "Any measures and metrics by any dimensions.",
               RVA__INPUTS_COMMON | RVA_INPUT_BY | RVA_INPUT_MEASURES | RVA_INPUT_DIMENSIONS},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
    .run = run,
    .compares_nothing = true,
};
