/**
 * @file node/src/column.h
 * Columns of a table as typed arrays, each a copy that belongs to JavaScript alone.
 */
#ifndef RVN_COLUMN_H
#define RVN_COLUMN_H

#include "call.h"

/** The tables of a report: [name, rows, [column, type, ...], ...]. */
napi_value rvn_report_shape(napi_value report, rvn_call *call);

/**
 * A column of numbers: a Float64Array, NaN for no value; instants in milliseconds.
 */
napi_value rvn_column_numbers(napi_value report, napi_value table, napi_value column,
                              rvn_call *call);

/** A column of texts: [one text with a NUL after each, places of those that are none]. */
napi_value rvn_column_texts(napi_value report, napi_value table, napi_value column, rvn_call *call);

/**
 * A column as Arrow lays it out: [absent, bits, values] or [absent, bits, bytes, offsets].
 *
 * Bits are a Uint8Array, one for a value that is there; values are a BigInt64Array, a
 * Float64Array or, of flags, bits; texts are a Uint8Array and an Int32Array.
 */
napi_value rvn_column_arrow(napi_value report, napi_value table, napi_value column, rvn_call *call);

/** The rows of one table: packed, see packed.h. */
napi_value rvn_table_packed(napi_value report, napi_value table, rvn_call *call);

#endif
