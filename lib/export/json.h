/**
 * @file export/json.h
 * What other formats take of JSON.
 */
#ifndef RVA_EXPORT_JSON_H
#define RVA_EXPORT_JSON_H

#include <revanalytics/table.h>

#include "core/buffer.h"

/** Appends a text as a JSON string with its quotes; NULL as null. */
void rva__json_put_text(rva__buffer *to, const char *text);

/** Appends a row as pairs of names and values, each with a comma before unless `first`. */
void rva__json_put_pairs(rva__buffer *to, const rva_table *table, size_t row, bool first);

#endif
