/**
 * @file cli/export_records.c
 * revanalytics export: documents, conversations, leads, transactions.
 */
#include <string.h>

#include <revanalytics/records.h>

#include "commands.h"
#include "export_kinds.h"
#include "names.h"

enum { COLUMNS_MAX = 32 };

static rva_record_kind kind_of(const char *name)
{
    size_t kind = 0;
    while (strcmp(names_records_at(kind), name) != 0)
        kind++;
    return (rva_record_kind)kind;
}

static writer_value value_at(const rva_table *table, size_t row, size_t column)
{
    static const writer_form forms[] = {
        [RVA_COLUMN_TEXT] = WRITER_TEXT, [RVA_COLUMN_INTEGER] = WRITER_INTEGER,
        [RVA_COLUMN_REAL] = WRITER_REAL, [RVA_COLUMN_INSTANT] = WRITER_INSTANT,
        [RVA_COLUMN_FLAG] = WRITER_FLAG, [RVA_COLUMN_MONEY] = WRITER_INTEGER,
    };
    const rva_value value = rva_table_value(table, row, column);
    return (writer_value){value.has ? forms[value.type] : WRITER_ABSENT, value.text, value.integer,
                          value.real};
}

static void write_rows(writer *to, const rva_table *table)
{
    writer_value values[COLUMNS_MAX];
    for (size_t row = 0; row < rva_table_row_count(table); row++) {
        for (size_t column = 0; column < to->count; column++)
            values[column] = value_at(table, row, column);
        writer_row(to, values);
    }
}

/** The names of a table's columns, kept apart from it: the first page goes before the last. */
static size_t read_names(const rva_table *table, char names[COLUMNS_MAX][64],
                         const char *list[COLUMNS_MAX])
{
    const size_t count = rva_table_column_count(table);
    for (size_t i = 0; i < count && i < COLUMNS_MAX; i++) {
        strncpy(names[i], rva_table_column_name(table, i), 63);
        names[i][63] = '\0';
        list[i] = names[i];
    }
    return count < COLUMNS_MAX ? count : COLUMNS_MAX;
}

int export_records(const export_job *job)
{
    char names[COLUMNS_MAX][64];
    const char *list[COLUMNS_MAX];
    rva_records *records = NULL;
    rva_report *page = NULL;
    rva_error err = RVA_ERROR_INIT;
    writer to = {0};
    bool begun = false;
    rva_status status =
        rva_records_open(job->store, kind_of(job->kind), job->now_at, &records, &err);
    if (status != RVA_OK)
        return cli_failed(job->arguments, &err);
    while ((status = rva_records_next(records, &page, &err)) == RVA_OK) {
        const rva_table *table = rva_report_table_at(page, 0);
        if (!begun)
            to = writer_open(job->stream, job->format, list, read_names(table, names, list));
        begun = true;
        write_rows(&to, table);
        rva_report_free(page);
        if (ferror(job->stream))
            break;
    }
    if (begun)
        writer_close(&to);
    rva_records_close(records);
    return status == RVA_OK || status == RVA_NOT_FOUND ? CLI_DONE
                                                       : cli_failed(job->arguments, &err);
}
