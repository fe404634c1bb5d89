/**
 * @file export/csv.c
 * A report as CSV (RFC 4180), fit for spreadsheets.
 *
 * A report of one table is a plain file with a header.  One of several is a block for
 * each with an empty line between, and the first column of a block, `table`, names it.
 *
 * Spreadsheets take a text that starts like a formula for one (CWE-1236), so such texts
 * get an apostrophe before them.  Numbers are never changed.
 */
#include "export/export.h"

#include "export/write.h"

/* Whether a spreadsheet could take a text for a formula. */
static bool is_formula(const char *text)
{
    static const char *const starts[] = {
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "\xef\xbc\x9d" /* U+FF1D, full-width = */,
        "\xef\xbc\x8b" /* U+FF0B, full-width + */,
        "\xef\xbc\x8d" /* U+FF0D, full-width - */,
        "\xef\xbc\xa0" /* U+FF20, full-width @ */,
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* Whether a field must stand in quotes; an empty text does, to differ from no value. */
static bool needs_quotes(const char *text)
{
    const size_t size = strlen(text);
    return size == 0 || text[strcspn(text, ",;\"\r\n\t")] != '\0' || text[0] == ' ' ||
           text[size - 1] == ' ';
}

static void put_text(rva__buffer *to, const char *text)
{
    const bool formula = is_formula(text);
    const bool quotes = needs_quotes(text);
    if (quotes)
        rva__buffer_put_byte(to, '"');
    if (formula)
        rva__buffer_put_byte(to, '\'');
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        rva__buffer_put(to, text, (size_t)(quote - text) + 1);
        rva__buffer_put_byte(to, '"');
    }
    rva__buffer_put(to, text, strlen(text));
    if (quotes)
        rva__buffer_put_byte(to, '"');
}

static void put_value(rva__buffer *to, const rva_value *value)
{
    if (!value->has)
        return;
    switch (value->type) {
    case RVA_COLUMN_TEXT:
        put_text(to, value->text);
        break;
    case RVA_COLUMN_REAL:
        rva__export_put_real(to, value->real);
        break;
    case RVA_COLUMN_INSTANT:
        rva__export_put_instant(to, value->integer);
        break;
    case RVA_COLUMN_FLAG:
        put_text(to, value->integer ? "true" : "false");
        break;
    default:
        rva__export_put_integer(to, value->integer);
        break;
    }
}

/* Appends a table; `named` adds the column that names it. */
static void put_table(rva__buffer *to, const rva_table *table, bool named)
{
    const size_t columns = rva_table_column_count(table);
    const size_t rows = rva_table_row_count(table);
    if (named)
        rva__buffer_put(to, "table,", 6);
    for (size_t column = 0; column < columns; column++) {
        if (column > 0)
            rva__buffer_put_byte(to, ',');
        put_text(to, rva_table_column_name(table, column));
    }
    rva__buffer_put(to, "\r\n", 2);
    for (size_t row = 0; row < rows; row++) {
        if (named) {
            put_text(to, rva_table_name(table));
            rva__buffer_put_byte(to, ',');
        }
        for (size_t column = 0; column < columns; column++) {
            if (column > 0)
                rva__buffer_put_byte(to, ',');
            const rva_value value = rva_table_value(table, row, column);
            put_value(to, &value);
        }
        rva__buffer_put(to, "\r\n", 2);
    }
}

static void write_report(const rva_report *report, rva__buffer *to)
{
    const size_t tables = rva_report_table_count(report);
    for (size_t i = 0; i < tables; i++) {
        if (i > 0)
            rva__buffer_put(to, "\r\n", 2);
        put_table(to, rva_report_table_at(report, i), tables > 1);
    }
}

const rva__export_definition rva__export_format_csv = {
    .format = {"csv", "csv", RVA_FORMAT_CSV},
    .write = write_report,
};
