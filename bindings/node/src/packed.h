/**
 * @file node/src/packed.h
 * A report as one text and one row of numbers, which lib/report.js reads.
 *
 * Texts end with a NUL each; numbers are doubles, NaN for no value.  Integers beyond 2^53 are
 * apart: their place among the numbers, and the value.
 */
#ifndef RVN_PACKED_H
#define RVN_PACKED_H

#include "call.h"

/** Room for values that grows; all zero is empty. */
typedef struct rvn_packed {
    char *text;
    size_t text_size, text_room;
    double *numbers;
    size_t number_count, number_room;
    int64_t *great;
    size_t great_count, great_room;
    bool is_short; /**< there was no memory */
} rvn_packed;

/** Adds a text; NULL counts as empty. */
void rvn_packed_text(rvn_packed *packed, const char *text);

/** Adds a number. */
void rvn_packed_number(rvn_packed *packed, double number);

/** Adds an integer; ::RVA_ABSENT has no value. */
void rvn_packed_integer(rvn_packed *packed, int64_t number);

/** Adds a report: what it was asked, then its tables column by column. */
void rvn_packed_report(rvn_packed *packed, const rva_report *report);

/** Adds a table: its name, numbers of rows and columns, then column by column. */
void rvn_packed_table(rvn_packed *packed, const rva_table *table);

/** [text, Float64Array, BigInt64Array or undefined], or NULL with an exception; frees the rest. */
napi_value rvn_packed_new(napi_env env, rvn_packed *packed);

/** Frees it. */
void rvn_packed_drop(rvn_packed *packed);

#endif
