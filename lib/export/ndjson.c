/**
 * @file export/ndjson.c
 * A report as lines, each a row: a JSON object whose first pair names the table.
 */
#include "export/export.h"

#include "export/json.h"

static void write_report(const rva_report *report, rva__buffer *to)
{
    const size_t tables = rva_report_table_count(report);
    for (size_t i = 0; i < tables; i++) {
        const rva_table *table = rva_report_table_at(report, i);
        const size_t rows = rva_table_row_count(table);
        for (size_t row = 0; row < rows; row++) {
            rva__buffer_put(to, "{\"table\":", 9);
            rva__json_put_text(to, rva_table_name(table));
            rva__json_put_pairs(to, table, row, false);
            rva__buffer_put(to, "}\n", 2);
        }
    }
}

const rva__export_definition rva__export_format_ndjson = {
    .format = {"ndjson", "ndjson", RVA_FORMAT_NDJSON},
    .write = write_report,
};
