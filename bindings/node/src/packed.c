/**
 * @file node/src/packed.c
 * A report as one text and one row of numbers.
 */
#include "packed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const int64_t SAFE = INT64_C(9007199254740991);

/* Room for `more` items after `count`; false when there is none. */
static bool grow(rvn_packed *packed, void **items, size_t *room, size_t count, size_t more,
                 size_t size)
{
    if (count + more <= *room)
        return true;
    const size_t wanted = (count + more) * 2 + 64;
    void *grown = packed->is_short ? NULL : realloc(*items, wanted * size);
    if (grown == NULL) {
        packed->is_short = true;
        return false;
    }
    *items = grown;
    *room = wanted;
    return true;
}

void rvn_packed_text(rvn_packed *packed, const char *text)
{
    const char *bytes = text ? text : "";
    const size_t size = strlen(bytes) + 1;
    if (!grow(packed, (void **)&packed->text, &packed->text_room, packed->text_size, size, 1))
        return;
    memcpy(packed->text + packed->text_size, bytes, size);
    packed->text_size += size;
}

void rvn_packed_number(rvn_packed *packed, double number)
{
    if (grow(packed, (void **)&packed->numbers, &packed->number_room, packed->number_count, 1,
             sizeof number))
        packed->numbers[packed->number_count++] = number;
}

void rvn_packed_integer(rvn_packed *packed, int64_t number)
{
    if (number != RVA_ABSENT && (number > SAFE || number < -SAFE) &&
        grow(packed, (void **)&packed->great, &packed->great_room, packed->great_count, 2,
             sizeof number)) {
        packed->great[packed->great_count++] = (int64_t)packed->number_count;
        packed->great[packed->great_count++] = number;
    }
    rvn_packed_number(packed, number == RVA_ABSENT ? (double)NAN : (double)number);
}

/* Texts, and before them among the numbers how many are none, and which. */
static void add_texts(rvn_packed *packed, const char *const *texts, size_t count)
{
    size_t none = 0;
    for (size_t i = 0; i < count; i++)
        none += texts[i] == NULL;
    rvn_packed_number(packed, (double)none);
    for (size_t i = 0; i < count; i++) {
        if (texts[i] == NULL)
            rvn_packed_number(packed, (double)i);
        rvn_packed_text(packed, texts[i]);
    }
}

static void add_column(rvn_packed *packed, const rva_table *table, size_t column, void *values)
{
    const size_t rows = rva_table_row_count(table);
    const int64_t type = rva_table_column_type(table, column);
    rva_table_column_read(table, column, 0, rows, values);
    rvn_packed_text(packed, rva_table_column_name(table, column));
    rvn_packed_number(packed, (double)type);
    if (type == RVA_COLUMN_TEXT) {
        add_texts(packed, values, rows);
        return;
    }
    for (size_t row = 0; row < rows; row++) {
        if (type == RVA_COLUMN_REAL)
            rvn_packed_number(packed, ((const double *)values)[row]);
        else
            rvn_packed_integer(packed, ((const int64_t *)values)[row]);
    }
}

void rvn_packed_table(rvn_packed *packed, const rva_table *table)
{
    const size_t rows = rva_table_row_count(table);
    const size_t columns = rva_table_column_count(table);
    void *values = malloc((rows + 1) * sizeof(int64_t));
    rvn_packed_text(packed, rva_table_name(table));
    rvn_packed_number(packed, (double)rows);
    rvn_packed_number(packed, (double)columns);
    for (size_t column = 0; values != NULL && column < columns; column++)
        add_column(packed, table, column, values);
    packed->is_short |= values == NULL;
    free(values);
}

/* How it is shown in the JSON form: each a dimension, a sign and the values. */
static void add_conditions(rvn_packed *packed, const rva_report *report)
{
    const size_t count = rva_report_condition_count(report);
    rvn_packed_number(packed, (double)count);
    for (size_t i = 0; i < count; i++) {
        const rva_report_condition condition = rva_report_condition_at(report, i);
        rvn_packed_text(packed, condition.dimension);
        rvn_packed_integer(packed, condition.exclude);
        rvn_packed_number(packed, (double)condition.value_count);
        for (uint64_t value = 0; value < condition.value_count; value++)
            rvn_packed_text(packed, condition.values[value]);
    }
}

static void add_warnings(rvn_packed *packed, const rva_report *report)
{
    const size_t count = rva_report_warning_count(report);
    rvn_packed_number(packed, (double)count);
    for (size_t i = 0; i < count; i++)
        rvn_packed_text(packed, rva_report_warning_at(report, i));
}

void rvn_packed_report(rvn_packed *packed, const rva_report *report)
{
    const rva_report_info info = rva_report_get_info(report);
    const size_t count = rva_report_table_count(report);
    rvn_packed_text(packed, info.report);
    rvn_packed_text(packed, info.time_zone);
    rvn_packed_text(packed, info.currency);
    rvn_packed_text(packed, info.mode);
    rvn_packed_integer(packed, info.from_at);
    rvn_packed_integer(packed, info.to_at);
    rvn_packed_integer(packed, info.previous_from_at);
    rvn_packed_integer(packed, info.previous_to_at);
    rvn_packed_integer(packed, info.now_at);
    rvn_packed_integer(packed, info.complete);
    add_conditions(packed, report);
    add_warnings(packed, report);
    rvn_packed_number(packed, (double)count);
    for (size_t i = 0; i < count; i++)
        rvn_packed_table(packed, rva_report_table_at(report, i));
}

void rvn_packed_drop(rvn_packed *packed)
{
    free(packed->text);
    free(packed->numbers);
    free(packed->great);
    *packed = (rvn_packed){0};
}

/* A copy, which the garbage collector owns whole. */
static napi_value array_new(napi_env env, napi_typedarray_type type, const void *items,
                            size_t count)
{
    napi_value buffer, made = NULL;
    void *bytes = NULL;
    if (napi_create_arraybuffer(env, count * 8, &bytes, &buffer) != napi_ok)
        return NULL;
    if (count > 0)
        memcpy(bytes, items, count * 8);
    napi_create_typedarray(env, type, count, buffer, 0, &made);
    return made;
}

napi_value rvn_packed_new(napi_env env, rvn_packed *packed)
{
    napi_value made = NULL, item = NULL;
    if (packed->is_short) {
        rvn_packed_drop(packed);
        napi_throw_error(env, NULL, "no memory for the rows");
        return NULL;
    }
    napi_create_array_with_length(env, 3, &made);
    if (napi_create_string_utf8(env, packed->text ? packed->text : "", packed->text_size, &item) ==
        napi_ok)
        napi_set_element(env, made, 0, item);
    item = array_new(env, napi_float64_array, packed->numbers, packed->number_count);
    if (item != NULL)
        napi_set_element(env, made, 1, item);
    if (packed->great_count > 0) {
        item = array_new(env, napi_bigint64_array, packed->great, packed->great_count);
        if (item != NULL)
            napi_set_element(env, made, 2, item);
    }
    rvn_packed_drop(packed);
    return made;
}
