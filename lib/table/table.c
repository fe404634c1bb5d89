/**
 * @file table/table.c
 * Reports: named tables of plain rows.
 *
 * A report holds its tables, and one arena for every text that a row, a column or the
 * report itself points to.  The arena only grows, in chunks, so a text never moves and
 * one walk frees them all.
 */
#include "table/table.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <revanalytics/report.h>

#include "core/alloc.h"
#include "core/error.h"

enum { CHUNK_BYTES = 4096, ROWS_MIN = 16, TEXTS_MIN = 8, RUN = 8 };

/** Texts, one after the other. */
typedef struct chunk {
    struct chunk *next;
    size_t used;
    size_t room;
    char bytes[];
} chunk;

struct rva_table {
    rva_report *report;
    const char *name;
    const char *mode; /**< a constant, or NULL */
    rva__column *columns;
    size_t column_count;
    size_t row_bytes;
    unsigned char *rows;
    size_t row_count;
    size_t row_room;
};

/** Texts that grow in number. */
typedef struct texts {
    const char **items;
    size_t count;
    size_t room;
} texts;

/** A condition; its values are those of the report from `first` on. */
typedef struct condition {
    const char *dimension;
    bool excludes;
    size_t first;
    size_t count;
} condition;

/** The first chunk is the one being filled. */
struct rva_report {
    rva_report_info info;
    condition conditions[RVA_FILTERS_MAX];
    size_t condition_count;
    texts values; /**< of one condition after the other */
    texts warnings;
    chunk *chunks;
    rva_table tables[RVA__TABLES_MAX];
    size_t table_count;
    bool failed; /**< a text or a row could not be had */
};

static const char *keep(rva_report *report, const char *text, size_t size)
{
    if (text == NULL)
        return NULL;
    chunk *first = report->chunks;
    if (first == NULL || first->room - first->used <= size) {
        const size_t room = size < CHUNK_BYTES / 4 ? CHUNK_BYTES : size + 1;
        chunk *made = rva__alloc(sizeof *made + room);
        if (made == NULL) {
            report->failed = true;
            return NULL;
        }
        *made = (chunk){.next = first, .used = 0, .room = room};
        report->chunks = first = made;
    }
    char *kept = first->bytes + first->used;
    memcpy(kept, text, size);
    kept[size] = '\0';
    first->used += size + 1;
    return kept;
}

static const char *keep_text(rva_report *report, const char *text)
{
    return text ? keep(report, text, strlen(text)) : NULL;
}

rva_status rva__report_new(const rva_report_info *info, rva_report **out, rva_error *err)
{
    rva_report *report = rva__alloc_zero(1, sizeof *report);
    if (report == NULL)
        return rva__fail_memory(err);
    report->info = *info;
    report->info.report = keep_text(report, info->report);
    report->info.mode = keep_text(report, info->mode);
    report->info.time_zone = keep_text(report, info->time_zone);
    report->info.currency = keep_text(report, info->currency);
    if (report->failed) {
        rva_report_free(report);
        return rva__fail_memory(err);
    }
    *out = report;
    return RVA_OK;
}

void rva_report_free(rva_report *report)
{
    if (report == NULL)
        return;
    for (size_t i = 0; i < report->table_count; i++) {
        rva__alloc_free(report->tables[i].columns);
        rva__alloc_free(report->tables[i].rows);
    }
    rva__alloc_free(report->values.items);
    rva__alloc_free(report->warnings.items);
    for (chunk *next, *at = report->chunks; at != NULL; at = next) {
        next = at->next;
        rva__alloc_free(at);
    }
    rva__alloc_free(report);
}

static void add_text(rva_report *report, texts *to, const char *text)
{
    if (to->count == to->room) {
        const size_t room = to->room < TEXTS_MIN ? TEXTS_MIN : to->room * 2;
        const char **items = rva__alloc_resize(to->items, room * sizeof *items);
        if (items == NULL) {
            report->failed = true;
            return;
        }
        to->items = items;
        to->room = room;
    }
    to->items[to->count++] = keep_text(report, text);
}

void rva__report_add_condition(rva_report *report, const char *dimension, bool excludes)
{
    assert(report->condition_count < RVA_FILTERS_MAX);
    report->conditions[report->condition_count++] = (condition){
        .dimension = keep_text(report, dimension),
        .excludes = excludes,
        .first = report->values.count,
    };
}

void rva__report_add_value(rva_report *report, const char *text)
{
    assert(report->condition_count > 0);
    const size_t before = report->values.count;
    add_text(report, &report->values, text);
    report->conditions[report->condition_count - 1].count += report->values.count - before;
}

void rva__report_warn(rva_report *report, const char *text)
{
    add_text(report, &report->warnings, text);
}

rva_status rva__report_check(const rva_report *report, rva_error *err)
{
    return report->failed ? rva__fail_memory(err) : RVA_OK;
}

rva_status rva__report_add_table(rva_report *report, const char *name, const rva__column *columns,
                                 size_t column_count, size_t row_bytes, size_t rows,
                                 rva_table **out, rva_error *err)
{
    assert(report->table_count < RVA__TABLES_MAX);
    assert(column_count > 0 && column_count <= RVA__COLUMNS_MAX && row_bytes > 0);

    rva_table made = {.report = report, .column_count = column_count, .row_bytes = row_bytes};
    made.name = keep_text(report, name);
    made.columns = rva__alloc_zero(column_count, sizeof *columns);
    made.rows = rows ? rva__alloc_zero(rows, row_bytes) : NULL;
    made.row_room = made.rows ? rows : 0;
    bool failed = made.name == NULL || made.columns == NULL || (rows > 0 && made.rows == NULL);
    for (size_t i = 0; i < column_count && !failed; i++) {
        made.columns[i] = columns[i];
        made.columns[i].name = keep_text(report, columns[i].name);
        failed = made.columns[i].name == NULL;
    }
    if (failed) {
        rva__alloc_free(made.columns);
        rva__alloc_free(made.rows);
        return rva__fail_memory(err);
    }
    rva_table *table = &report->tables[report->table_count++];
    *table = made;
    *out = table;
    return RVA_OK;
}

size_t rva__table_columns(const rva__table_definition *definition,
                          rva__column out[RVA__COLUMNS_MAX])
{
    assert(definition->column_count <= RVA__COLUMNS_MAX);
    for (size_t i = 0; i < definition->column_count; i++) {
        const rva__column_definition *column = &definition->columns[i];
        out[i] = (rva__column){column->schema.name, column->schema.type, column->offset};
    }
    return definition->column_count;
}

rva_status rva__report_add(rva_report *report, const rva__table_definition *definition, size_t rows,
                           rva_table **out, rva_error *err)
{
    rva__column columns[RVA__COLUMNS_MAX];
    const size_t count = rva__table_columns(definition, columns);
    return rva__report_add_table(report, definition->schema.name, columns, count,
                                 (size_t)definition->schema.row_size, rows, out, err);
}

void rva__table_set_mode(rva_table *table, const char *mode)
{
    table->mode = mode;
}

void *rva__table_add(rva_table *table)
{
    if (table->row_count == table->row_room) {
        const size_t room = table->row_room < ROWS_MIN ? ROWS_MIN : table->row_room * 2;
        unsigned char *rows = NULL;
        if (room <= SIZE_MAX / table->row_bytes)
            rows = rva__alloc_resize(table->rows, room * table->row_bytes);
        if (rows == NULL) {
            table->report->failed = true;
            return NULL;
        }
        table->rows = rows;
        table->row_room = room;
    }
    void *row = table->rows + table->row_count * table->row_bytes;
    memset(row, 0, table->row_bytes);
    table->row_count++;
    return row;
}

void rva__table_truncate(rva_table *table, size_t rows)
{
    if (rows < table->row_count)
        table->row_count = rows;
}

static void swap_bytes(unsigned char *a, unsigned char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const unsigned char byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

/* Sorts rows `from` to `to` where they are. */
static void sort_run(const rva_table *table, size_t from, size_t to,
                     int (*compare)(const void *, const void *))
{
    const size_t size = table->row_bytes;
    for (size_t i = from + 1; i < to; i++) {
        unsigned char *row = table->rows + i * size;
        for (size_t j = i; j > from && compare(row - size, row) > 0; j--, row -= size)
            swap_bytes(row - size, row, size);
    }
}

/* Merges two sorted runs of `in`, up to `middle` and up to `end`, into `out`. */
static void merge(const unsigned char *in, const unsigned char *middle, const unsigned char *end,
                  size_t size, unsigned char *out, int (*compare)(const void *, const void *))
{
    const unsigned char *left = in;
    const unsigned char *right = middle;
    while (left < middle && right < end) {
        const unsigned char **next = compare(left, right) <= 0 ? &left : &right;
        memcpy(out, *next, size);
        *next += size;
        out += size;
    }
    memcpy(out, left, (size_t)(middle - left));
    out += middle - left;
    memcpy(out, right, (size_t)(end - right));
}

void rva__table_sort(rva_table *table, int (*compare)(const void *, const void *))
{
    const size_t count = table->row_count;
    const size_t size = table->row_bytes;
    unsigned char *spare = count > RUN ? rva__alloc_zero(table->row_room, size) : NULL;
    if (spare == NULL) {
        sort_run(table, 0, count, compare); /* few rows, or no memory: slower, but sorted */
        return;
    }
    for (size_t from = 0; from < count; from += RUN)
        sort_run(table, from, from + RUN < count ? from + RUN : count, compare);
    for (size_t width = RUN; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            const size_t middle = from + width < count ? from + width : count;
            const size_t end = middle + width < count ? middle + width : count;
            merge(table->rows + from * size, table->rows + middle * size, table->rows + end * size,
                  size, spare + from * size, compare);
        }
        unsigned char *sorted = spare;
        spare = table->rows;
        table->rows = sorted;
    }
    rva__alloc_free(spare);
}

const char *rva__table_text(rva_table *table, const char *text)
{
    return keep_text(table->report, text);
}

const char *rva__table_text_sized(rva_table *table, const char *text, size_t size)
{
    return keep(table->report, text, size);
}

void *rva__table_row(rva_table *table, size_t index)
{
    assert(index < table->row_count);
    return table->rows + index * table->row_bytes;
}

rva_report_info rva_report_get_info(const rva_report *report)
{
    return report ? report->info : (rva_report_info){0};
}

size_t rva_report_condition_count(const rva_report *report)
{
    return report ? report->condition_count : 0;
}

rva_report_condition rva_report_condition_at(const rva_report *report, size_t index)
{
    if (index >= rva_report_condition_count(report))
        return (rva_report_condition){0};
    const condition *at = &report->conditions[index];
    return (rva_report_condition){at->dimension, at->excludes, at->count,
                                  report->values.items + at->first};
}

size_t rva_report_warning_count(const rva_report *report)
{
    return report ? report->warnings.count : 0;
}

const char *rva_report_warning_at(const rva_report *report, size_t index)
{
    return index < rva_report_warning_count(report) ? report->warnings.items[index] : NULL;
}

size_t rva_report_table_count(const rva_report *report)
{
    return report ? report->table_count : 0;
}

const rva_table *rva_report_table_at(const rva_report *report, size_t index)
{
    return report && index < report->table_count ? &report->tables[index] : NULL;
}

const rva_table *rva_report_table(const rva_report *report, const char *name)
{
    if (name == NULL)
        return NULL;
    for (size_t i = 0; i < rva_report_table_count(report); i++)
        if (strcmp(report->tables[i].name, name) == 0)
            return &report->tables[i];
    return NULL;
}

const char *rva_table_name(const rva_table *table)
{
    return table ? table->name : NULL;
}

const char *rva_table_mode(const rva_table *table)
{
    return table ? table->mode : NULL;
}

size_t rva_table_row_count(const rva_table *table)
{
    return table ? table->row_count : 0;
}

size_t rva_table_column_count(const rva_table *table)
{
    return table ? table->column_count : 0;
}

const char *rva_table_column_name(const rva_table *table, size_t column)
{
    return column < rva_table_column_count(table) ? table->columns[column].name : NULL;
}

int64_t rva_table_column_type(const rva_table *table, size_t column)
{
    return column < rva_table_column_count(table) ? table->columns[column].type : -1;
}

int64_t rva_table_column_find(const rva_table *table, const char *name)
{
    if (name == NULL)
        return -1;
    for (size_t i = 0; i < rva_table_column_count(table); i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return (int64_t)i;
    return -1;
}

const void *rva_table_row_at(const rva_table *table, size_t index)
{
    return index < rva_table_row_count(table) ? table->rows + index * table->row_bytes : NULL;
}

static void read_integer(rva_value *value, const unsigned char *at)
{
    int64_t integer;
    memcpy(&integer, at, sizeof integer);
    value->integer = integer;
    value->has = integer != RVA_ABSENT;
    if (value->has && (value->type == RVA_COLUMN_INTEGER || value->type == RVA_COLUMN_MONEY))
        value->real = (double)integer;
}

rva_value rva_table_value(const rva_table *table, size_t row, size_t column)
{
    rva_value value = {-1, 0, NULL, RVA_ABSENT, (double)NAN};
    const unsigned char *at = rva_table_row_at(table, row);
    if (at == NULL || column >= table->column_count)
        return value;
    at += table->columns[column].offset;
    value.type = table->columns[column].type;
    switch (value.type) {
    case RVA_COLUMN_TEXT:
        memcpy(&value.text, at, sizeof value.text);
        value.has = value.text != NULL;
        break;
    case RVA_COLUMN_REAL:
        memcpy(&value.real, at, sizeof value.real);
        value.has = isfinite(value.real) != 0;
        break;
    default:
        read_integer(&value, at);
        break;
    }
    return value;
}

size_t rva_table_column_read(const rva_table *table, size_t column, size_t row, size_t count,
                             void *out)
{
    if (out == NULL || column >= rva_table_column_count(table) || row >= table->row_count)
        return 0;
    enum { BYTES = 8 };
    const size_t copied = count < table->row_count - row ? count : table->row_count - row;
    const unsigned char *from = table->rows + row * table->row_bytes;
    from += table->columns[column].offset;
    unsigned char *to = out;
    for (size_t i = 0; i < copied; i++, from += table->row_bytes, to += BYTES)
        memcpy(to, from, BYTES);
    return copied;
}
