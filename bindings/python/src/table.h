/**
 * @file python/src/table.h
 * Tables of reports as Python objects: rows, columns, Arrow streams.
 *
 * A table is asked for by its report and its number; one that comes in pages (records.h) by a
 * tuple of reports, each of which has it as its table `index`.
 */
#ifndef RVP_TABLE_H
#define RVP_TABLE_H

#include "handle.h"

/** What the report was asked: a dict. */
PyObject *rvp_report_info(PyObject *report);

/** Its tables: a list of (name, rows, [(column, type), ...]). */
PyObject *rvp_report_tables(PyObject *report);

/** Rows `from` to `to` as objects of `row`, a subclass of tuple. */
PyObject *rvp_table_rows(PyObject *report, Py_ssize_t index, Py_ssize_t from, Py_ssize_t to,
                         PyObject *row);

/** Rows `from` to `to` as dicts. */
PyObject *rvp_table_dicts(PyObject *report, Py_ssize_t index, Py_ssize_t from, Py_ssize_t to);

/** A column of all pages as a list. */
PyObject *rvp_table_list(PyObject *reports, Py_ssize_t index, Py_ssize_t column);

/**
 * A column of numbers of all pages, for numpy: (values, present), bytearrays of 8 bytes and of
 * 1 byte a row; `present` is None when all are.  Reals without a value are NaN.
 */
PyObject *rvp_table_numbers(PyObject *reports, Py_ssize_t index, Py_ssize_t column);

/** An "arrow_array_stream" capsule of these columns of all pages; texts as views if true. */
PyObject *rvp_table_stream(PyObject *reports, Py_ssize_t index, PyObject *columns, PyObject *views);

#endif
