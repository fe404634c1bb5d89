/**
 * @file export/msgpack.c
 * A report as MessagePack: the structure of the JSON form, value for value.
 */
#include "core/msgpack.h"
#include "export/export.h"

enum { INFO_PAIRS = 11, INFO_PAIRS_COMPARED = 13 };

static void put_text(rva__buffer *to, const char *text)
{
    if (text == NULL)
        rva__pack_nil(to);
    else
        rva__pack_text(to, text, strlen(text));
}

static void put_instant(rva__buffer *to, int64_t at)
{
    char text[RVA_INSTANT_BYTES];
    if (at == RVA_ABSENT) {
        rva__pack_nil(to);
        return;
    }
    rva_instant_format(at, text);
    put_text(to, text);
}

static void put_value(rva__buffer *to, const rva_value *value)
{
    if (!value->has) {
        rva__pack_nil(to);
        return;
    }
    switch (value->type) {
    case RVA_COLUMN_TEXT:
        put_text(to, value->text);
        break;
    case RVA_COLUMN_REAL:
        rva__pack_real(to, value->real);
        break;
    case RVA_COLUMN_INSTANT:
        put_instant(to, value->integer);
        break;
    case RVA_COLUMN_FLAG:
        rva__pack_bool(to, value->integer != 0);
        break;
    default:
        rva__pack_integer(to, value->integer);
        break;
    }
}

static void put_table(rva__buffer *to, const rva_table *table)
{
    const size_t rows = rva_table_row_count(table);
    const size_t columns = rva_table_column_count(table);
    put_text(to, rva_table_name(table));
    rva__pack_array(to, (uint32_t)rows);
    for (size_t row = 0; row < rows; row++) {
        rva__pack_map(to, (uint32_t)columns);
        for (size_t column = 0; column < columns; column++) {
            put_text(to, rva_table_column_name(table, column));
            const rva_value value = rva_table_value(table, row, column);
            put_value(to, &value);
        }
    }
}

static void put_condition(rva__buffer *to, const rva_report_condition *condition)
{
    rva__pack_map(to, 2);
    put_text(to, "dimension");
    put_text(to, condition->dimension);
    put_text(to, condition->exclude ? "exclude" : "values");
    rva__pack_array(to, (uint32_t)condition->value_count);
    for (size_t i = 0; i < condition->value_count; i++)
        put_text(to, condition->values[i]);
}

static void put_conditions(rva__buffer *to, const rva_report *report)
{
    const size_t count = rva_report_condition_count(report);
    put_text(to, "where");
    rva__pack_array(to, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        const rva_report_condition condition = rva_report_condition_at(report, i);
        put_condition(to, &condition);
    }
}

static void put_warnings(rva__buffer *to, const rva_report *report)
{
    const size_t count = rva_report_warning_count(report);
    put_text(to, "warnings");
    rva__pack_array(to, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        put_text(to, rva_report_warning_at(report, i));
}

static void put_head(rva__buffer *to, const rva_report *report)
{
    const rva_report_info info = rva_report_get_info(report);
    const bool is_compared = info.previous_from_at != RVA_ABSENT;
    rva__pack_map(to, is_compared ? INFO_PAIRS_COMPARED : INFO_PAIRS);
    put_text(to, "report");
    put_text(to, info.report);
    put_text(to, "from");
    put_instant(to, info.from_at);
    put_text(to, "to");
    put_instant(to, info.to_at);
    if (is_compared) {
        put_text(to, "previous_from");
        put_instant(to, info.previous_from_at);
        put_text(to, "previous_to");
        put_instant(to, info.previous_to_at);
    }
    put_text(to, "now");
    put_instant(to, info.now_at);
    put_text(to, "mode");
    put_text(to, info.mode);
    put_conditions(to, report);
    put_text(to, "time_zone");
    put_text(to, info.time_zone);
    put_text(to, "currency");
    put_text(to, info.currency);
    put_text(to, "complete");
    rva__pack_bool(to, info.complete != 0);
    put_warnings(to, report);
}

static void write_report(const rva_report *report, rva__buffer *to)
{
    put_head(to, report);
    put_text(to, "tables");
    const size_t tables = rva_report_table_count(report);
    rva__pack_map(to, (uint32_t)tables);
    for (size_t i = 0; i < tables; i++)
        put_table(to, rva_report_table_at(report, i));
}

const rva__export_definition rva__export_format_msgpack = {
    .format = {"msgpack", "msgpack", RVA_FORMAT_MSGPACK},
    .write = write_report,
};
