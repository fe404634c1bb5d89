/**
 * @file common/arrow.c
 * Tables through the Arrow C stream interface.
 *
 * Record batches are built when they are asked for, of as many pages as give enough rows.  A
 * column is one block of memory: validity bits, then offsets or values, then the bytes of texts.
 * Texts are "utf8" (offsets), which every consumer reads, or "utf8 view", which Polars has inside:
 * 16 bytes a text, with short ones in them.
 */
#include "arrow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "column.h"

enum { BATCH_ROWS = 1 << 15, NULLABLE = 2, ALIGNMENT = 64, VIEW_INLINE_MAX = 12 };

struct rvb_arrow_plan {
    rvb_handle **pages;
    size_t page_count;
    size_t table;
    size_t *columns;
    size_t column_count;
    int views;   /* texts as views */
    size_t page; /* the one being read */
    size_t row;  /* its next row */
};

static void plan_free(rvb_arrow_plan *plan)
{
    if (plan == NULL)
        return;
    for (size_t i = 0; i < plan->page_count; i++)
        rvb_handle_drop(plan->pages[i]);
    free(plan->pages);
    free(plan->columns);
    free(plan);
}

rvb_arrow_plan *rvb_arrow_plan_new(size_t pages, size_t table, const size_t *columns, size_t count,
                                   int views)
{
    rvb_arrow_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL)
        return NULL;
    plan->pages = calloc(pages, sizeof *plan->pages);
    plan->columns = calloc(count + 1, sizeof *plan->columns);
    plan->table = table;
    plan->column_count = count;
    plan->views = views;
    if (plan->pages == NULL || plan->columns == NULL) {
        plan_free(plan);
        return NULL;
    }
    memcpy(plan->columns, columns, count * sizeof *columns);
    return plan;
}

void rvb_arrow_plan_add(rvb_arrow_plan *plan, rvb_handle *report)
{
    plan->pages[plan->page_count++] = rvb_handle_hold(report);
}

static const rva_table *table_of(const rvb_arrow_plan *plan, size_t page)
{
    return rva_report_table_at(plan->pages[page]->pointer, plan->table);
}

static void schema_release(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i] != NULL && schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
        free(schema->children[i]);
    }
    free(schema->children);
    free(schema->private_data);
    schema->release = NULL;
}

static const char *format_of(int64_t type, int views)
{
    switch (type) {
    case RVA_COLUMN_TEXT:
        return views ? "vu" : "u";
    case RVA_COLUMN_REAL:
        return "g";
    case RVA_COLUMN_INSTANT:
        return "tsu:UTC";
    case RVA_COLUMN_FLAG:
        return "b";
    default:
        return "l";
    }
}

/* A column; the name is a copy, since schemas outlive reports. */
static struct ArrowSchema *field_new(const rva_table *table, size_t column, int views)
{
    const int64_t type = rva_table_column_type(table, column);
    struct ArrowSchema *schema = malloc(sizeof *schema);
    char *name = strdup(rva_table_column_name(table, column));
    if (schema == NULL || name == NULL) {
        free(schema);
        free(name);
        return NULL;
    }
    *schema = (struct ArrowSchema){.format = format_of(type, views),
                                   .name = name,
                                   .flags = NULLABLE,
                                   .release = schema_release,
                                   .private_data = name};
    return schema;
}

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    const rvb_arrow_plan *plan = stream->private_data;
    struct ArrowSchema made = {.format = "+s", .name = "", .release = schema_release};
    made.children = calloc(plan->column_count + 1, sizeof *made.children);
    if (made.children == NULL)
        return ENOMEM;
    for (size_t i = 0; i < plan->column_count; i++) {
        made.children[i] = field_new(table_of(plan, 0), plan->columns[i], plan->views);
        made.n_children++;
        if (made.children[i] == NULL) {
            schema_release(&made);
            return ENOMEM;
        }
    }
    *out = made;
    return 0;
}

static void array_release(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i] != NULL && array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
        free(array->children[i]);
    }
    free(array->children);
    free(array->buffers);
    free(array->private_data);
    array->release = NULL;
}

static size_t round_up(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* The block of a column with `bytes` of values after the bits; zeroed where bits are. */
static uint8_t *block_new(size_t rows, size_t bytes, size_t *bits_size)
{
    *bits_size = round_up(rvb_bits_size(rows));
    uint8_t *block = aligned_alloc(ALIGNMENT, *bits_size + round_up(bytes + 1));
    if (block != NULL)
        memset(block, 0, *bits_size);
    return block;
}

static int fill_numbers(struct ArrowArray *array, int64_t type, const int64_t *values, size_t rows)
{
    size_t bits_size;
    uint8_t *block = block_new(rows, rows * sizeof *values, &bits_size);
    if (block == NULL)
        return ENOMEM;
    array->private_data = block;
    array->buffers[0] = block;
    array->buffers[1] = block + bits_size;
    array->null_count = (int64_t)rvb_mark_present(type, values, rows, block);
    memcpy(block + bits_size, values, rows * sizeof *values);
    return 0;
}

static int fill_flags(struct ArrowArray *array, const int64_t *values, size_t rows)
{
    size_t bits_size;
    uint8_t *block = block_new(rows, rvb_bits_size(rows), &bits_size);
    if (block == NULL)
        return ENOMEM;
    uint8_t *bits = block + bits_size;
    rvb_mark_flags(values, rows, bits);
    array->private_data = block;
    array->buffers[0] = block;
    array->buffers[1] = bits;
    array->null_count = (int64_t)rvb_mark_present(RVA_COLUMN_FLAG, values, rows, block);
    return 0;
}

static int fill_texts(struct ArrowArray *array, const int64_t *values, size_t rows)
{
    int32_t *offsets = malloc((rows + 1) * sizeof *offsets);
    if (offsets == NULL || !rvb_text_offsets(values, rows, offsets)) {
        const int failed = offsets ? EOVERFLOW : ENOMEM;
        free(offsets);
        return failed;
    }
    size_t bits_size;
    const size_t offsets_size = round_up((rows + 1) * sizeof *offsets);
    uint8_t *block = block_new(rows, offsets_size + (size_t)offsets[rows], &bits_size);
    if (block == NULL) {
        free(offsets);
        return ENOMEM;
    }
    uint8_t *to = block + bits_size + offsets_size;
    memcpy(block + bits_size, offsets, (rows + 1) * sizeof *offsets);
    array->private_data = block;
    array->buffers[0] = block;
    array->buffers[1] = block + bits_size;
    array->buffers[2] = to;
    array->null_count = (int64_t)rvb_mark_present(RVA_COLUMN_TEXT, values, rows, block);
    rvb_copy_texts(values, rows, offsets, to);
    free(offsets);
    return 0;
}

/* Lengths of texts, and how many bytes those have that do not fit into a view. */
static size_t measure_views(const int64_t *values, size_t rows, uint32_t *lengths)
{
    size_t beyond = 0;
    for (size_t row = 0; row < rows; row++) {
        const char *text = rvb_text_at(values, row);
        lengths[row] = text ? (uint32_t)strlen(text) : 0;
        beyond += lengths[row] > VIEW_INLINE_MAX ? lengths[row] : 0;
    }
    return beyond;
}

/* A text of up to 12 bytes within its view, or its first 4 and where the whole is. */
static uint32_t write_view(uint8_t *view, const char *text, uint32_t length, uint8_t *heap,
                           uint32_t used)
{
    memset(view, 0, 16);
    memcpy(view, &length, sizeof length);
    if (length <= VIEW_INLINE_MAX) {
        rvb_copy_text(view + 4, text, length);
        return used;
    }
    memcpy(view + 4, text, 4);
    memcpy(view + 12, &used, sizeof used); /* of heap 0 */
    memcpy(heap + used, text, length);
    return used + length;
}

/* Buffers: validity, views, the heap, and the size of the heap. */
static int fill_views(struct ArrowArray *array, const int64_t *values, size_t rows)
{
    uint32_t *lengths = malloc((rows + 1) * sizeof *lengths);
    if (lengths == NULL)
        return ENOMEM;
    const size_t beyond = measure_views(values, rows, lengths);
    size_t bits_size;
    uint8_t *block = beyond > INT32_MAX
                         ? NULL
                         : block_new(rows, rows * 16 + sizeof(int64_t) + beyond, &bits_size);
    if (block == NULL) {
        free(lengths);
        return beyond > INT32_MAX ? EOVERFLOW : ENOMEM;
    }
    uint8_t *views = block + bits_size, *size = views + rows * 16, *heap = size + sizeof(int64_t);
    array->private_data = block;
    array->buffers[0] = block;
    array->buffers[1] = views;
    array->buffers[2] = heap;
    array->buffers[3] = size;
    array->null_count = (int64_t)rvb_mark_present(RVA_COLUMN_TEXT, values, rows, block);
    memcpy(size, &(int64_t){(int64_t)beyond}, sizeof(int64_t));
    uint32_t used = 0;
    for (size_t row = 0; row < rows; row++)
        used = write_view(views + row * 16, rvb_text_at(values, row), lengths[row], heap, used);
    free(lengths);
    return 0;
}

static int array_init(struct ArrowArray *array, size_t rows, int64_t buffers, size_t children)
{
    *array = (struct ArrowArray){
        .length = (int64_t)rows, .n_buffers = buffers, .release = array_release};
    array->buffers = calloc((size_t)buffers, sizeof *array->buffers);
    array->children = calloc(children + 1, sizeof *array->children);
    if (array->buffers != NULL && array->children != NULL)
        return 0;
    array_release(array);
    return ENOMEM;
}

static int column_fill(struct ArrowArray *array, int64_t type, int views, const int64_t *values,
                       size_t rows)
{
    const int text = type == RVA_COLUMN_TEXT;
    int failed = array_init(array, rows, text ? 3 + (views != 0) : 2, 0);
    if (failed)
        return failed;
    if (text)
        failed = views ? fill_views(array, values, rows) : fill_texts(array, values, rows);
    else if (type == RVA_COLUMN_FLAG)
        failed = fill_flags(array, values, rows);
    else
        failed = fill_numbers(array, type, values, rows);
    if (failed)
        array_release(array);
    return failed;
}

/* Skips pages that are read; returns the rows of the next batch, which may span pages. */
static size_t batch_rows(rvb_arrow_plan *plan)
{
    size_t rows = 0;
    while (plan->page < plan->page_count &&
           plan->row >= rva_table_row_count(table_of(plan, plan->page))) {
        plan->page++;
        plan->row = 0;
    }
    for (size_t page = plan->page; page < plan->page_count && rows < BATCH_ROWS; page++)
        rows += rva_table_row_count(table_of(plan, page)) - (page == plan->page ? plan->row : 0);
    return rows < BATCH_ROWS ? rows : BATCH_ROWS;
}

/* Reads the next rows, column after column, page by page while a page is near. */
static void gather(rvb_arrow_plan *plan, size_t rows, int64_t *values)
{
    for (size_t done = 0; done < rows;) {
        const rva_table *table = table_of(plan, plan->page);
        const size_t left = rva_table_row_count(table) - plan->row;
        const size_t count = left < rows - done ? left : rows - done;
        for (size_t i = 0; i < plan->column_count; i++)
            rva_table_column_read(table, plan->columns[i], plan->row, count,
                                  values + i * rows + done);
        done += count;
        plan->row += count;
        if (count == left) {
            plan->page++;
            plan->row = 0;
        }
    }
}

static int batch_fill(struct ArrowArray *out, const rvb_arrow_plan *plan, size_t rows,
                      const int64_t *values)
{
    const rva_table *table = table_of(plan, 0);
    int failed = array_init(out, rows, 1, plan->column_count);
    for (size_t i = 0; i < plan->column_count && !failed; i++) {
        out->children[i] = calloc(1, sizeof *out->children[i]);
        out->n_children++;
        if (out->children[i] == NULL)
            failed = ENOMEM;
        else
            failed = column_fill(out->children[i], rva_table_column_type(table, plan->columns[i]),
                                 plan->views, values + i * rows, rows);
    }
    if (failed && out->release != NULL)
        array_release(out);
    return failed;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    rvb_arrow_plan *plan = stream->private_data;
    *out = (struct ArrowArray){0};
    const size_t rows = batch_rows(plan);
    if (rows == 0)
        return 0;
    int64_t *values = malloc((plan->column_count * rows + 1) * sizeof *values);
    if (values == NULL)
        return ENOMEM;
    gather(plan, rows, values);
    const int failed = batch_fill(out, plan, rows, values);
    free(values);
    return failed;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return "memory ran out, or the texts of a batch take more than 2 GiB";
}

static void stream_release(struct ArrowArrayStream *stream)
{
    plan_free(stream->private_data);
    stream->release = NULL;
}

struct ArrowArrayStream *rvb_arrow_stream_new(rvb_arrow_plan *plan)
{
    struct ArrowArrayStream *stream = malloc(sizeof *stream);
    if (stream == NULL) {
        plan_free(plan);
        return NULL;
    }
    *stream = (struct ArrowArrayStream){.get_schema = stream_schema,
                                        .get_next = stream_next,
                                        .get_last_error = stream_error,
                                        .release = stream_release,
                                        .private_data = plan};
    return stream;
}

void rvb_arrow_stream_free(struct ArrowArrayStream *stream)
{
    if (stream != NULL && stream->release != NULL)
        stream->release(stream);
    free(stream);
}
