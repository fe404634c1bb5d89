/**
 * @file export/json.c
 * A report as one JSON object (RFC 8259), without blanks, ended by a line feed.
 *
 * What JSON allows but other readers trip over is escaped as well: U+2028 and U+2029,
 * which end a line in JavaScript, and "</", which ends a script in a page.
 */
#include "export/json.h"

#include "export/export.h"

#include "export/write.h"

/* The length of a line or paragraph separator (U+2028, U+2029) at `at`, else 0. */
static size_t separator_at(const char *at)
{
    const bool is =
        (uint8_t)at[0] == 0xe2 && (uint8_t)at[1] == 0x80 && ((uint8_t)at[2] & 0xfe) == 0xa8;
    return is ? 3 : 0;
}

/* The length of what has to be escaped at `at`, else 0. */
static size_t special_at(const char *at)
{
    const uint8_t byte = (uint8_t)*at;
    if (byte == '"' || byte == '\\' || byte < 0x20 || byte == 0x7f)
        return 1;
    if (byte == '<' && at[1] == '/')
        return 2;
    return separator_at(at);
}

static void put_escaped(rva__buffer *to, const char *at, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* of the controls 8 to 13; 11 has none */
    const uint8_t byte = (uint8_t)*at;
    if (length == 2)
        rva__buffer_put(to, "<\\/", 3);
    else if (length == 3)
        rva__buffer_put(to, at[2] & 1 ? "\\u2029" : "\\u2028", 6);
    else if (byte == '"' || byte == '\\')
        rva__buffer_put(to, (char[]){'\\', *at}, 2);
    else if (byte >= 8 && byte <= 13 && byte != 11)
        rva__buffer_put(to, (char[]){'\\', letters[byte - 8]}, 2);
    else
        rva__buffer_put(to, (char[]){'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]}, 6);
}

void rva__json_put_text(rva__buffer *to, const char *text)
{
    if (text == NULL) {
        rva__buffer_put(to, "null", 4);
        return;
    }
    rva__buffer_put_byte(to, '"');
    const char *from = text;
    while (*text != '\0') {
        const size_t length = special_at(text);
        if (length == 0) {
            text++;
            continue;
        }
        rva__buffer_put(to, from, (size_t)(text - from));
        put_escaped(to, text, length);
        text += length;
        from = text;
    }
    rva__buffer_put(to, from, (size_t)(text - from));
    rva__buffer_put_byte(to, '"');
}

static void put_instant(rva__buffer *to, int64_t at)
{
    if (at == RVA_ABSENT) {
        rva__buffer_put(to, "null", 4);
        return;
    }
    rva__buffer_put_byte(to, '"');
    rva__export_put_instant(to, at);
    rva__buffer_put_byte(to, '"');
}

static void put_flag(rva__buffer *to, int64_t flag)
{
    rva__buffer_put(to, flag ? "true" : "false", flag ? 4 : 5);
}

static void put_value(rva__buffer *to, const rva_value *value)
{
    if (!value->has) {
        rva__buffer_put(to, "null", 4);
        return;
    }
    switch (value->type) {
    case RVA_COLUMN_TEXT:
        rva__json_put_text(to, value->text);
        break;
    case RVA_COLUMN_REAL:
        rva__export_put_real(to, value->real);
        break;
    case RVA_COLUMN_INSTANT:
        put_instant(to, value->integer);
        break;
    case RVA_COLUMN_FLAG:
        put_flag(to, value->integer);
        break;
    default:
        rva__export_put_integer(to, value->integer);
        break;
    }
}

void rva__json_put_pairs(rva__buffer *to, const rva_table *table, size_t row, bool first)
{
    const size_t count = rva_table_column_count(table);
    for (size_t column = 0; column < count; column++) {
        if (column > 0 || !first)
            rva__buffer_put_byte(to, ',');
        rva__json_put_text(to, rva_table_column_name(table, column));
        rva__buffer_put_byte(to, ':');
        const rva_value value = rva_table_value(table, row, column);
        put_value(to, &value);
    }
}

static void put_table(rva__buffer *to, const rva_table *table)
{
    rva__json_put_text(to, rva_table_name(table));
    rva__buffer_put(to, ":[", 2);
    const size_t rows = rva_table_row_count(table);
    for (size_t row = 0; row < rows; row++) {
        if (row > 0)
            rva__buffer_put_byte(to, ',');
        rva__buffer_put_byte(to, '{');
        rva__json_put_pairs(to, table, row, true);
        rva__buffer_put_byte(to, '}');
    }
    rva__buffer_put_byte(to, ']');
}

static void put_name(rva__buffer *to, const char *name)
{
    rva__buffer_put_byte(to, ',');
    rva__json_put_text(to, name);
    rva__buffer_put_byte(to, ':');
}

/** Appends a condition: {"dimension":"platform","exclude":["A","B"]}. */
static void put_condition(rva__buffer *to, const rva_report_condition *condition)
{
    rva__buffer_put(to, "{\"dimension\":", 13);
    rva__json_put_text(to, condition->dimension);
    put_name(to, condition->exclude ? "exclude" : "values");
    for (size_t i = 0; i < condition->value_count; i++) {
        rva__buffer_put_byte(to, i == 0 ? '[' : ',');
        rva__json_put_text(to, condition->values[i]);
    }
    rva__buffer_put(to, "]}", 2);
}

static void put_conditions(rva__buffer *to, const rva_report *report)
{
    rva__buffer_put_byte(to, '[');
    for (size_t i = 0; i < rva_report_condition_count(report); i++) {
        const rva_report_condition condition = rva_report_condition_at(report, i);
        if (i > 0)
            rva__buffer_put_byte(to, ',');
        put_condition(to, &condition);
    }
    rva__buffer_put_byte(to, ']');
}

static void put_warnings(rva__buffer *to, const rva_report *report)
{
    rva__buffer_put_byte(to, '[');
    for (size_t i = 0; i < rva_report_warning_count(report); i++) {
        if (i > 0)
            rva__buffer_put_byte(to, ',');
        rva__json_put_text(to, rva_report_warning_at(report, i));
    }
    rva__buffer_put_byte(to, ']');
}

static void put_head(rva__buffer *to, const rva_report *report)
{
    const rva_report_info info = rva_report_get_info(report);
    rva__buffer_put(to, "{\"report\":", 10);
    rva__json_put_text(to, info.report);
    put_name(to, "from");
    put_instant(to, info.from_at);
    put_name(to, "to");
    put_instant(to, info.to_at);
    if (info.previous_from_at != RVA_ABSENT) {
        put_name(to, "previous_from");
        put_instant(to, info.previous_from_at);
        put_name(to, "previous_to");
        put_instant(to, info.previous_to_at);
    }
    put_name(to, "now");
    put_instant(to, info.now_at);
    put_name(to, "mode");
    rva__json_put_text(to, info.mode);
    put_name(to, "where");
    put_conditions(to, report);
    put_name(to, "time_zone");
    rva__json_put_text(to, info.time_zone);
    put_name(to, "currency");
    rva__json_put_text(to, info.currency);
    put_name(to, "complete");
    put_flag(to, info.complete);
    put_name(to, "warnings");
    put_warnings(to, report);
}

static void write_report(const rva_report *report, rva__buffer *to)
{
    put_head(to, report);
    put_name(to, "tables");
    const size_t tables = rva_report_table_count(report);
    for (size_t i = 0; i < tables; i++) {
        rva__buffer_put_byte(to, i == 0 ? '{' : ',');
        put_table(to, rva_report_table_at(report, i));
    }
    rva__buffer_put(to, tables == 0 ? "{}}\n" : "}}\n", tables == 0 ? 4 : 3);
}

const rva__export_definition rva__export_format_json = {
    .format = {"json", "json", RVA_FORMAT_JSON},
    .write = write_report,
};
