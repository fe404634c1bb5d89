/**
 * @file node/src/column.c
 * Columns of a table as typed arrays, each a copy that belongs to JavaScript alone.
 */
#include "column.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/column.h"
#include "handle.h"
#include "packed.h"
#include "value.h"

/* Below this a copy is cheaper than memory that must be given back. */
enum { EXTERNAL_BYTES_MIN = 4096 };

/* A column that is being read. */
typedef struct source {
    const rva_table *table;
    size_t column;
    size_t rows;
    int64_t type;
    int64_t *values; /* each 8 bytes, as rva_table_column_read() gives them */
} source;

static const rva_table *table_get(rvn_call *call, napi_value report, napi_value number)
{
    int64_t index;
    const rva_report *from = rvn_use(call, report, RVB_REPORT);
    if (from == NULL || !rvn_range_get(call->env, number, INT32_MAX, &index))
        return NULL;
    const rva_table *table = rva_report_table_at(from, (size_t)index);
    if (table == NULL)
        napi_throw_range_error(call->env, NULL, "the report has no such table");
    return table;
}

/* Reads a whole column; false with an exception. */
static bool source_open(source *out, rvn_call *call, napi_value report, napi_value table,
                        napi_value column)
{
    int64_t index;
    *out = (source){.table = table_get(call, report, table)};
    if (out->table == NULL || !rvn_range_get(call->env, column, INT32_MAX, &index))
        return false;
    out->column = (size_t)index;
    out->rows = rva_table_row_count(out->table);
    out->type = rva_table_column_type(out->table, out->column);
    if (out->type < 0) {
        napi_throw_range_error(call->env, NULL, "the table has no such column");
        return false;
    }
    out->values = malloc((out->rows + 1) * sizeof *out->values);
    if (out->values == NULL) {
        napi_throw_error(call->env, NULL, "no memory for a column");
        return false;
    }
    rva_table_column_read(out->table, out->column, 0, out->rows, out->values);
    return true;
}

static bool is_type(rvn_call *call, source *from, bool text)
{
    if ((from->type == RVA_COLUMN_TEXT) == text)
        return true;
    free(from->values);
    napi_throw_type_error(call->env, NULL, text ? "not a column of texts" : "a column of texts");
    return false;
}

static void end_bytes(napi_env env, void *data, void *hint)
{
    (void)env;
    (void)hint;
    free(data);
}

/* A buffer that takes over `bytes`; where memory from outside is not allowed, a copy. */
static napi_value buffer_new(napi_env env, void *bytes, size_t size)
{
    napi_value made = NULL;
    void *room = NULL;
    if (size >= EXTERNAL_BYTES_MIN &&
        napi_create_external_arraybuffer(env, bytes, size, end_bytes, NULL, &made) == napi_ok)
        return made;
    if (napi_create_arraybuffer(env, size, &room, &made) != napi_ok)
        made = NULL;
    else if (size > 0)
        memcpy(room, bytes, size);
    free(bytes);
    return made;
}

/* A typed array of `count` items, which takes over `items`. */
static napi_value array_new(napi_env env, napi_typedarray_type type, void *items, size_t count,
                            size_t size)
{
    napi_value made = NULL;
    napi_value buffer = NULL;
    if (items == NULL)
        napi_throw_error(env, NULL, "no memory for a column");
    else
        buffer = buffer_new(env, items, count * size);
    if (buffer != NULL)
        napi_create_typedarray(env, type, count, buffer, 0, &made);
    return made;
}

/* In place: integers become doubles. */
static void make_real(source *from)
{
    for (size_t row = 0; from->type != RVA_COLUMN_REAL && row < from->rows; row++) {
        const int64_t value = from->values[row];
        double real = value == RVA_ABSENT ? (double)NAN : (double)value;
        if (from->type == RVA_COLUMN_INSTANT)
            real /= 1000;
        memcpy(&from->values[row], &real, sizeof real);
    }
}

napi_value rvn_column_numbers(napi_value report, napi_value table, napi_value column,
                              rvn_call *call)
{
    source from;
    if (!source_open(&from, call, report, table, column) || !is_type(call, &from, false))
        return NULL;
    make_real(&from);
    return array_new(call->env, napi_float64_array, from.values, from.rows, sizeof(double));
}

napi_value rvn_column_texts(napi_value report, napi_value table, napi_value column, rvn_call *call)
{
    source from;
    rvn_packed packed = {0};
    if (!source_open(&from, call, report, table, column) || !is_type(call, &from, true))
        return NULL;
    for (size_t row = 0; row < from.rows; row++) {
        const char *text = rvb_text_at(from.values, row);
        if (text == NULL)
            rvn_packed_number(&packed, (double)row);
        rvn_packed_text(&packed, text);
    }
    free(from.values);
    return rvn_packed_new(call->env, &packed);
}

/* Room for a bit a row; the bytes are one more than it takes. */
static uint8_t *bits_new(const source *from)
{
    return calloc(from->rows / 8 + 1, 1);
}

/* Puts the bytes and offsets of texts into the array; false with an exception. */
static bool put_texts(napi_env env, napi_value into, const source *from)
{
    int32_t *offsets = malloc((from->rows + 1) * sizeof *offsets);
    const bool fits = offsets && rvb_text_offsets(from->values, from->rows, offsets);
    uint8_t *bytes = fits ? malloc((size_t)offsets[from->rows] + 1) : NULL;
    if (bytes == NULL) {
        free(offsets);
        napi_throw_error(env, NULL, "no memory for a column, or its texts take over 2 GiB");
        return false;
    }
    rvb_copy_texts(from->values, from->rows, offsets, bytes);
    napi_value made = array_new(env, napi_uint8_array, bytes, (size_t)offsets[from->rows], 1);
    napi_set_element(env, into, 2, made);
    made = array_new(env, napi_int32_array, offsets, from->rows + 1, sizeof *offsets);
    return made != NULL && napi_set_element(env, into, 3, made) == napi_ok;
}

/* Puts the values of a column; those of numbers take over what was read. */
static bool put_values(napi_env env, napi_value into, source *from)
{
    napi_value made;
    if (from->type == RVA_COLUMN_TEXT)
        return put_texts(env, into, from);
    if (from->type == RVA_COLUMN_FLAG) {
        uint8_t *bits = bits_new(from);
        if (bits != NULL)
            rvb_mark_flags(from->values, from->rows, bits);
        made = array_new(env, napi_uint8_array, bits, from->rows / 8 + 1, 1);
    } else {
        made =
            array_new(env, from->type == RVA_COLUMN_REAL ? napi_float64_array : napi_bigint64_array,
                      from->values, from->rows, sizeof *from->values);
        from->values = NULL;
    }
    return made != NULL && napi_set_element(env, into, 2, made) == napi_ok;
}

napi_value rvn_column_arrow(napi_value report, napi_value table, napi_value column, rvn_call *call)
{
    source from;
    napi_value made = NULL;
    if (!source_open(&from, call, report, table, column))
        return NULL;
    uint8_t *bits = bits_new(&from);
    const size_t absent = bits ? rvb_mark_present(from.type, from.values, from.rows, bits) : 0;
    const napi_value present = array_new(call->env, napi_uint8_array, bits, from.rows / 8 + 1, 1);
    bool is_made = present != NULL &&
                   napi_create_array_with_length(call->env, 3, &made) == napi_ok &&
                   napi_set_element(call->env, made, 1, present) == napi_ok &&
                   put_values(call->env, made, &from);
    free(from.values);
    if (!is_made)
        return NULL;
    napi_set_element(call->env, made, 0, rvn_integer_new(call->env, (int64_t)absent));
    return made;
}

/* [column, type, ...]. */
static napi_value columns_new(napi_env env, const rva_table *table)
{
    napi_value made = NULL;
    const size_t count = rva_table_column_count(table);
    napi_create_array_with_length(env, 2 * count, &made);
    for (size_t i = 0; i < count; i++) {
        const uint32_t at = (uint32_t)(2 * i);
        napi_set_element(env, made, at, rvn_text_new(env, rva_table_column_name(table, i)));
        napi_set_element(env, made, at + 1, rvn_integer_new(env, rva_table_column_type(table, i)));
    }
    return made;
}

napi_value rvn_report_shape(napi_value report, rvn_call *call)
{
    const rva_report *from = rvn_use(call, report, RVB_REPORT);
    const size_t count = rva_report_table_count(from);
    napi_value made = NULL;
    if (from == NULL)
        return NULL;
    napi_create_array_with_length(call->env, 3 * count, &made);
    for (size_t i = 0; i < count; i++) {
        const rva_table *table = rva_report_table_at(from, i);
        const uint32_t at = (uint32_t)(3 * i);
        napi_set_element(call->env, made, at, rvn_text_new(call->env, rva_table_name(table)));
        napi_set_element(call->env, made, at + 1,
                         rvn_integer_new(call->env, (int64_t)rva_table_row_count(table)));
        napi_set_element(call->env, made, at + 2, columns_new(call->env, table));
    }
    return made;
}

napi_value rvn_table_packed(napi_value report, napi_value table, rvn_call *call)
{
    rvn_packed packed = {0};
    const rva_table *from = table_get(call, report, table);
    if (from == NULL)
        return NULL;
    rvn_packed_table(&packed, from);
    return rvn_packed_new(call->env, &packed);
}
