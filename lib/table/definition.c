/**
 * @file table/definition.c
 * The texts of units, and the columns of a table.
 */
#include "table/definition.h"

const char rva__unit_texts[RVA__UNITS][RVA__UNIT_BYTES] = {
#define RVA__X(name, text) text,
    RVA__UNIT_MAP(RVA__X)
#undef RVA__X
};

const rva_column_schema *rva_table_schema_column_at(const rva_table_schema *table, size_t index)
{
    const rva__table_definition *definition = (const rva__table_definition *)table;
    return table && index < definition->column_count ? &definition->columns[index].schema : NULL;
}
