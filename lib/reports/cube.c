/**
 * @file reports/cube.c
 * The semantic layer itself: any measures, by any dimensions and grain, any filter.
 */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/text.h"
#include "metrics/bucket.h"
#include "metrics/asked_names.h"
#include "metrics/value.h"
#include "model/dimensions.h"
#include "reports/report_definition.h"

enum {
    FIGURES_MAX = (int)RVA__MEASURE_COUNT,
    PLACES = (int)RVA__DIM_COUNT + FIGURES_MAX + 2,
    NAMES_BYTES = 100, /**< of a list of names in a refusal */
};

static_assert((int)PLACES <= (int)RVA__COLUMNS_MAX, "a table has room for all that can be asked");

/** A figure asked for: a measure, or a metric. */
typedef struct figure {
    const rva__metric *metric; /**< NULL: a measure */
    int measure;
} figure;

/** A row is an array of 8-byte places: bucket_at, bucket, dimensions, figures. */
typedef union place {
    const char *text;
    int64_t integer;
    double real;
} place;

/** What was asked for. */
typedef struct cube {
    int dims[RVA__DIM_COUNT + 1];
    int dim_count;
    uint32_t dim_set;
    figure figures[FIGURES_MAX];
    int figure_count;
    bool has_buckets;
    rva__column columns[PLACES];
    size_t column_count;
    size_t sorted_by; /**< number of a column; PLACES: by bucket and dimensions */
    bool descending;
} cube;

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
        int dim;
        RVA__TRY(rva__find_dimension(settings, "dimensions", name, size, &dim, err));
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

/** The dimensions that all facts of a figure have. */
static uint32_t dimensions_of(const figure *of)
{
    uint32_t dims = (1U << RVA__DIM_COUNT) - 1;
    for (uint32_t left = families_of(of); left != 0; left &= left - 1)
        dims &= rva__family_dimensions(__builtin_ctz(left));
    return dims;
}

/** The dimensions asked for, or named by a condition, as a bit set. */
static uint32_t dimensions_needed(const rva__question *question, const cube *asked)
{
    return asked->dim_set | rva__conditions_dims(&question->where);
}

static const char *list_dimensions(const rva_settings *settings, uint32_t dims,
                                   char out[NAMES_BYTES])
{
    out[0] = '\0';
    dims &= (1U << (RVA__DIM_NAMED_COUNT + settings->attribute_count)) - 1;
    for (int d = 0; dims != 0; d++, dims >>= 1)
        if (dims & 1)
            rva__text_list(out, NAMES_BYTES, rva__settings_dimension_name(settings, d),
                           dims >> 1 == 0);
    return out;
}

/** The measures whose facts have all of some dimensions; "none" when there are none. */
static const char *list_measures(uint32_t dims, char out[NAMES_BYTES])
{
    const uint32_t families = rva__families_with(dims);
    int last = -1;
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        if (families >> rva__measure_family(m) & 1)
            last = m;
    strcpy(out, last < 0 ? "none" : "");
    for (int m = 0; m <= last; m++)
        if (families >> rva__measure_family(m) & 1)
            rva__text_list(out, NAMES_BYTES, rva__measure_name(m), m == last);
    return out;
}

/** Refuses a figure whose facts lack a dimension. */
static rva_status check_figure(const rva__question *question, const cube *asked, const figure *of,
                               rva_error *err)
{
    const uint32_t needed = dimensions_needed(question, asked);
    const uint32_t lacking = needed & ~dimensions_of(of);
    char has[NAMES_BYTES];
    char others[NAMES_BYTES];
    if (lacking == 0)
        return RVA_OK;
    const rva_settings *settings = question->source->settings;
    const char *name = of->metric ? of->metric->schema.name : rva__measure_name(of->measure);
    return rva__fail_field(
        err, RVA_INVALID, "measures", "%s has no dimension %s (it has %s); of all asked for are %s",
        name, rva__settings_dimension_name(settings, __builtin_ctz(lacking)),
        list_dimensions(settings, dimensions_of(of), has), list_measures(needed, others));
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
        return rva__refuse_measure(name, size, err);
    out->metric = rva__metric_at(metric);
    return out->metric->schema.in_cube
               ? RVA_OK
               : rva__fail_field(err, RVA_INVALID, "measures",
                                 "%.*s is a figure of a whole period, and has no cells", shown,
                                 name);
}

static rva_status add_figure(cube *out, figure of, rva_error *err)
{
    if (out->figure_count == FIGURES_MAX)
        return rva__fail_field(err, RVA_INVALID, "measures", "too many");
    out->figures[out->figure_count++] = of;
    return RVA_OK;
}

/** All measures that have the dimensions. */
static rva_status read_all_figures(const rva__question *question, cube *out, rva_error *err)
{
    char names[NAMES_BYTES];
    const uint32_t needed = dimensions_needed(question, out);
    const uint32_t families = rva__families_with(needed);
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        if (families >> rva__measure_family(m) & 1)
            RVA__TRY(add_figure(out, (figure){.measure = m}, err));
    return out->figure_count > 0
               ? RVA_OK
               : rva__fail_field(err, RVA_INVALID, "dimensions", "no measure has all of %s",
                                 list_dimensions(question->source->settings, needed, names));
}

static rva_status read_figures(const rva__question *question, cube *out, rva_error *err)
{
    size_t size;
    const char *name;
    const char *list = question->query.measures;
    if (!list)
        return read_all_figures(question, out, err);
    while ((name = next_name(&list, &size)) != NULL) {
        figure found;
        RVA__TRY(find_figure(name, size, &found, err));
        RVA__TRY(check_figure(question, out, &found, err));
        RVA__TRY(add_figure(out, found, err));
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

/** Whether it is of one age alone: see rva__bucket_scan_mature(). */
static bool is_aged(const figure *of)
{
    return of->metric && of->metric->kind == RVA__KIND_AGED;
}

static bool is_sum(const figure *of)
{
    return !of->metric || of->metric->kind == RVA__KIND_SUM || is_aged(of);
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

static void list_columns(const rva_settings *settings, cube *asked)
{
    rva__column *columns = asked->columns;
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
    asked->column_count = count;
}

/** Which column the rows are sorted by. */
static rva_status read_sort(const rva_query *query, cube *asked, rva_error *err)
{
    char names[NAMES_BYTES] = "";
    asked->sorted_by = PLACES;
    if (query->limit < 0)
        return rva__fail_field(err, RVA_INVALID, "limit", "%lld: 0 for all rows, or how many",
                               (long long)query->limit);
    if (!query->sort)
        return RVA_OK;
    asked->descending = query->sort[0] == '-';
    const char *name = query->sort + asked->descending;
    for (size_t i = 0; i < asked->column_count; i++) {
        if (strcmp(asked->columns[i].name, name) == 0)
            asked->sorted_by = i;
        rva__text_list(names, sizeof names, asked->columns[i].name, i + 1 == asked->column_count);
    }
    return asked->sorted_by < PLACES
               ? RVA_OK
               : rva__fail_field(err, RVA_INVALID, "sort",
                                 "no column \"%.40s\" of the cells: %s, with or without a \"-\"",
                                 name, names);
}

/** What a row is sorted by. */
typedef struct rank {
    bool is_there; /**< else rows are sorted by their keys alone */
    int64_t type;  /**< ::rva_column_type */
    place value;
    bool has;
    bool descending;
} rank;

/** An answer's key with its texts, for sorting. */
typedef struct line {
    uint32_t index;
    const uint32_t *key;
    const char *names[RVA__DIM_COUNT];
    int dim_count;
    rank rank;
} line;

static int compare_values(const rank *a, const rank *b)
{
    switch (a->type) {
    case RVA_COLUMN_TEXT:
        return strcmp(a->value.text, b->value.text);
    case RVA_COLUMN_REAL:
        return (a->value.real > b->value.real) - (a->value.real < b->value.real);
    default:
        return (a->value.integer > b->value.integer) - (a->value.integer < b->value.integer);
    }
}

/** Rows without a value come last in both directions. */
static int compare_ranks(const rank *a, const rank *b)
{
    if (a->has != b->has)
        return a->has ? -1 : 1;
    if (!a->is_there || !a->has)
        return 0;
    const int order = compare_values(a, b);
    return a->descending ? -order : order;
}

static int compare_lines(const void *left, const void *right)
{
    const line *a = left;
    const line *b = right;
    const int ranks = compare_ranks(&a->rank, &b->rank);
    if (ranks != 0)
        return ranks;
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
    const rva__totals *mature; /**< of the days that are past the return window */
    rva__histogram_entry *entries;
    size_t *starts;
    line *lines;
    rva_table *table;
} answer;

/** Net revenue of a key's days that are past the return window, or of the others. */
static int64_t aged_net(const answer *to, const figure *of, uint32_t index)
{
    const uint32_t mature = rva__totals_find(to->mature, rva__totals_key(to->totals, index));
    const int64_t past =
        mature == UINT32_MAX ? 0 : rva__total_net(&to->mature->items[mature], true);
    return of->metric->is_mature ? past : rva__total_net(&to->totals->items[index], true) - past;
}

/** Puts a figure into its place; whether it is one, and not 0. */
static bool put_figure(const answer *to, const figure *of, uint32_t index, place *out)
{
    const rva__sums sums = {.values = to->totals->items[index].values,
                            .entries = to->entries + to->starts[index],
                            .entry_count = to->starts[index + 1] - to->starts[index],
                            .restated = rva__question_restated(to->question, false)};
    if (!is_sum(of)) {
        out->real = rva__metric_value(of->metric, &sums);
        return !isnan(out->real) && out->real != 0;
    }
    out->integer = is_aged(of)  ? aged_net(to, of, index)
                   : of->metric ? rva__metric_numerator(of->metric, &sums)
                                : sums.values[of->measure];
    return out->integer != 0;
}

/** What a line is sorted by, in the order of columns: bucket, dimensions, figures. */
static rank rank_of(const answer *to, const line *of)
{
    const cube *asked = to->asked;
    const size_t bucket_columns = asked->has_buckets ? 2 : 0;
    rank found = {.has = true, .descending = asked->descending};
    if (asked->sorted_by == PLACES)
        return found;
    found.is_there = true;
    found.type = asked->columns[asked->sorted_by].type;
    if (asked->sorted_by < bucket_columns) { /* labels are in the order of their instants */
        found.type = RVA_COLUMN_INSTANT;
        found.value.integer = of->key[0];
        return found;
    }
    const size_t at = asked->sorted_by - bucket_columns;
    if (at < (size_t)asked->dim_count) {
        found.value.text = of->names[at];
        return found;
    }
    put_figure(to, &asked->figures[at - (size_t)asked->dim_count], of->index, &found.value);
    found.has = found.type != RVA_COLUMN_REAL || !isnan(found.value.real);
    return found;
}

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
        at->rank = rank_of(to, at);
    }
    qsort(to->lines, to->totals->count, sizeof *to->lines, compare_lines);
}

/** Computes a row's figures; whether one of them is one, and not 0. */
static bool put_figures(const answer *to, const line *from, place *out)
{
    bool has_figure = false;
    for (int i = 0; i < to->asked->figure_count; i++)
        has_figure |= put_figure(to, &to->asked->figures[i], from->index, &out[i]);
    return has_figure;
}

static rva_status add_row(const answer *to, const line *from, const place *figures, rva_error *err)
{
    const cube *asked = to->asked;
    char label[RVA__LABEL_BYTES];
    place *at = rva__table_add(to->table);
    if (!at)
        return rva__fail_memory(err);
    if (asked->has_buckets) {
        (at++)->integer = rva__bucket_label(to->question, from->key[0], label);
        (at++)->text = rva__table_text(to->table, label);
    }
    for (int d = 0; d < asked->dim_count; d++)
        (at++)->text = rva__table_text(to->table, from->names[d]);
    memcpy(at, figures, (size_t)asked->figure_count * sizeof *at);
    return RVA_OK;
}

/** Says how many rows the limit has left out. */
static void warn_of_limit(const answer *to, rva_report *report, size_t rows)
{
    char words[RVA_ERROR_MESSAGE_BYTES];
    const size_t shown = rva_table_row_count(to->table);
    if (rows == shown)
        return;
    snprintf(words, sizeof words, "limit: %zu of %zu rows; %zu are left out, limit 0 gives all",
             shown, rows, rows - shown);
    rva__report_warn(report, words);
}

/** Adds the rows that are not all 0, as many as were asked for. */
static rva_status add_rows(const answer *to, rva_report *report, rva_error *err)
{
    const size_t limit =
        to->question->query.limit > 0 ? (size_t)to->question->query.limit : SIZE_MAX;
    place figures[FIGURES_MAX];
    size_t rows = 0;
    for (uint32_t i = 0; i < to->totals->count; i++) {
        if (!put_figures(to, &to->lines[i], figures))
            continue;
        if (rows++ < limit)
            RVA__TRY(add_row(to, &to->lines[i], figures, err));
    }
    warn_of_limit(to, report, rows);
    return RVA_OK;
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
    size_t entries;
    const cube *asked = to->asked;
    const int64_t limit = to->question->query.limit;
    const bool is_cut = limit > 0 && limit < (int64_t)to->totals->count;
    to->lines = rva__alloc_zero((size_t)to->totals->count + 1, sizeof *to->lines);
    if (!to->lines || !rva__totals_histograms(to->totals, &to->entries, &entries))
        return rva__fail_memory(err);
    to->starts = rva__histogram_starts(to->entries, entries, to->totals->count);
    if (!to->starts)
        return rva__fail_memory(err);
    RVA__TRY(rva__report_add_table(report, "cells", asked->columns, asked->column_count,
                                   (asked->column_count + 1) * sizeof(place),
                                   is_cut ? (size_t)limit : to->totals->count, &to->table, err));
    if (has_modes(asked))
        rva__table_set_mode(to->table, rva__question_mode(to->question, false));
    sort_lines(to);
    return add_rows(to, report, err);
}

/** What is past the return window, when a figure tells it apart. */
static rva_status scan_mature(const rva__question *question, const cube *asked, rva__totals *out,
                              rva_error *err)
{
    bool wanted = false;
    for (int i = 0; i < asked->figure_count; i++)
        wanted |= is_aged(&asked->figures[i]);
    return wanted ? rva__bucket_scan_mature(question, wanted_of(asked), asked->dims, out, err)
                  : RVA_OK;
}

static rva_status run(const rva__question *question, rva_report *report, rva_error *err)
{
    cube asked = {.has_buckets = question->query.by != RVA_GRAIN_NONE};
    rva__totals totals = {0};
    rva__totals mature = {0};
    answer to = {.question = question, .asked = &asked, .totals = &totals, .mature = &mature};
    RVA__TRY(read_dimensions(question->source->settings, question->query.dimensions, &asked, err));
    RVA__TRY(read_figures(question, &asked, err));
    list_columns(question->source->settings, &asked);
    RVA__TRY(read_sort(&question->query, &asked, err));
    rva_status status = rva__bucket_scan(question, wanted_of(&asked), asked.dims, &totals, err);
    if (status == RVA_OK)
        status = scan_mature(question, &asked, &mature, err);
    if (status == RVA_OK)
        status = fill(&to, report, err);
    rva__alloc_free(to.lines);
    rva__alloc_free(to.entries);
    rva__alloc_free(to.starts);
    rva__totals_free(&totals);
    rva__totals_free(&mature);
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
               RVA__INPUTS_COMMON | RVA_INPUT_BY | RVA_INPUT_MEASURES | RVA_INPUT_DIMENSIONS |
                   RVA_INPUT_SORT | RVA_INPUT_LIMIT},
    .tables = tables,
    .table_count = sizeof tables / sizeof *tables,
    .run = run,
    .compares_nothing = true,
};
