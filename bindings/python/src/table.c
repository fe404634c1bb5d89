/**
 * @file python/src/table.c
 * Tables of reports as Python objects: rows and columns.
 */
#include "table.h"

#include <string.h>

#include "common/arrow.h"
#include "options.h"
#include "value.h"

/* The table of that number, or NULL with an exception. */
static const rva_table *table_at(PyObject *report, Py_ssize_t index)
{
    const rva_report *from = rvp_report_of(report);
    if (from == NULL)
        return NULL;
    const rva_table *table = index < 0 ? NULL : rva_report_table_at(from, (size_t)index);
    if (table == NULL)
        PyErr_Format(PyExc_IndexError, "the report has no table %zd", index);
    return table;
}

PyObject *rvp_report_info(PyObject *report)
{
    const rva_report *from = rvp_report_of(report);
    if (from == NULL)
        return NULL;
    return rvp_report_info_new(from);
}

static PyObject *columns_new(const rva_table *table)
{
    const size_t count = rva_table_column_count(table);
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list != NULL && i < count; i++) {
        PyObject *item = Py_BuildValue("sL", rva_table_column_name(table, i),
                                       (long long)rva_table_column_type(table, i));
        if (item == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}

PyObject *rvp_report_tables(PyObject *report)
{
    const rva_report *from = rvp_report_of(report);
    if (from == NULL)
        return NULL;
    const size_t count = rva_report_table_count(from);
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list != NULL && i < count; i++) {
        const rva_table *table = rva_report_table_at(from, i);
        PyObject *item = Py_BuildValue("snN", rva_table_name(table),
                                       (Py_ssize_t)rva_table_row_count(table), columns_new(table));
        if (item == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, item);
    }
    return list;
}

/* One value as it lies in a column. */
static PyObject *cell_new(int64_t type, int64_t cell)
{
    return rvp_value_new(rvb_cell(type, cell));
}

/* Rows from `from` to `to`, cut to those there are. */
static size_t clamp(const rva_table *table, Py_ssize_t *from, Py_ssize_t to)
{
    const Py_ssize_t rows = (Py_ssize_t)rva_table_row_count(table);
    *from = *from < 0 ? 0 : *from;
    to = to > rows ? rows : to;
    return to > *from ? (size_t)(to - *from) : 0;
}

/* Puts a column into the rows of a list; each row has room for it. */
static int fill_tuples(const rva_table *table, size_t column, size_t from, PyObject *list)
{
    enum { BLOCK = 256 };
    int64_t values[BLOCK];
    const int64_t type = rva_table_column_type(table, column);
    const size_t rows = (size_t)PyList_GET_SIZE(list);
    for (size_t done = 0; done < rows;) {
        const size_t wanted = rows - done < BLOCK ? rows - done : BLOCK;
        const size_t got = rva_table_column_read(table, column, from + done, wanted, values);
        for (size_t i = 0; i < got; i++) {
            PyObject *value = cell_new(type, values[i]);
            if (value == NULL)
                return -1;
            PyTuple_SET_ITEM(PyList_GET_ITEM(list, (Py_ssize_t)(done + i)), (Py_ssize_t)column,
                             value);
        }
        done += got;
    }
    return 0;
}

/* A list of rows whose values are not there yet. */
static PyObject *empty_rows(PyTypeObject *type, size_t rows, size_t columns)
{
    PyObject *list = PyList_New((Py_ssize_t)rows);
    for (size_t i = 0; list != NULL && i < rows; i++) {
        PyObject *row = type->tp_alloc(type, (Py_ssize_t)columns);
        if (row == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, row);
    }
    return list;
}

PyObject *rvp_table_rows(PyObject *report, Py_ssize_t index, Py_ssize_t from, Py_ssize_t to,
                         PyObject *row)
{
    const rva_table *table = table_at(report, index);
    if (table == NULL)
        return NULL;
    if (!PyType_Check(row) || !PyType_IsSubtype((PyTypeObject *)row, &PyTuple_Type)) {
        PyErr_SetString(PyExc_TypeError, "row: a subclass of tuple is needed");
        return NULL;
    }
    const size_t rows = clamp(table, &from, to);
    const size_t columns = rva_table_column_count(table);
    PyObject *list = empty_rows((PyTypeObject *)row, rows, columns);
    for (size_t i = 0; list != NULL && i < columns; i++) {
        if (fill_tuples(table, i, (size_t)from, list) != 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *dict_new(const rva_table *table, size_t row, PyObject *const *names,
                          size_t columns)
{
    PyObject *dict = PyDict_New();
    for (size_t i = 0; dict != NULL && i < columns; i++) {
        int64_t value = 0;
        rva_table_column_read(table, i, row, 1, &value);
        PyObject *object = cell_new(rva_table_column_type(table, i), value);
        if (object == NULL || PyDict_SetItem(dict, names[i], object) != 0)
            Py_CLEAR(dict);
        Py_XDECREF(object);
    }
    return dict;
}

PyObject *rvp_table_dicts(PyObject *report, Py_ssize_t index, Py_ssize_t from, Py_ssize_t to)
{
    const rva_table *table = table_at(report, index);
    if (table == NULL)
        return NULL;
    const size_t rows = clamp(table, &from, to);
    const size_t columns = rva_table_column_count(table);
    PyObject **names = PyMem_Calloc(columns, sizeof *names);
    PyObject *list = names ? PyList_New((Py_ssize_t)rows) : PyErr_NoMemory();
    for (size_t i = 0; list != NULL && i < columns; i++) {
        names[i] = PyUnicode_InternFromString(rva_table_column_name(table, i));
        if (names[i] == NULL)
            Py_CLEAR(list);
    }
    for (size_t i = 0; list != NULL && i < rows; i++) {
        PyObject *dict = dict_new(table, (size_t)from + i, names, columns);
        if (dict == NULL)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, dict);
    }
    for (size_t i = 0; names != NULL && i < columns; i++)
        Py_XDECREF(names[i]);
    PyMem_Free(names);
    return list;
}

/* Whether this is a tuple of reports that have such a column; `rows` receives the sum. */
static int check_pages(PyObject *reports, Py_ssize_t index, Py_ssize_t column, size_t *rows)
{
    *rows = 0;
    if (!PyTuple_Check(reports)) {
        PyErr_SetString(PyExc_TypeError, "reports: a tuple is needed");
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(reports); i++) {
        const rva_table *table = table_at(PyTuple_GET_ITEM(reports, i), index);
        if (table == NULL)
            return -1;
        if (column < 0 || (size_t)column >= rva_table_column_count(table)) {
            PyErr_Format(PyExc_IndexError, "the table has no column %zd", column);
            return -1;
        }
        *rows += rva_table_row_count(table);
    }
    return 0;
}

PyObject *rvp_table_list(PyObject *reports, Py_ssize_t index, Py_ssize_t column)
{
    size_t rows;
    if (check_pages(reports, index, column, &rows) != 0)
        return NULL;
    PyObject *list = PyList_New((Py_ssize_t)rows);
    Py_ssize_t place = 0;
    for (Py_ssize_t i = 0; list != NULL && i < PyTuple_GET_SIZE(reports); i++) {
        const rva_table *table = table_at(PyTuple_GET_ITEM(reports, i), index);
        const int64_t type = rva_table_column_type(table, (size_t)column);
        for (size_t row = 0; list != NULL && row < rva_table_row_count(table); row++) {
            int64_t value = 0;
            rva_table_column_read(table, (size_t)column, row, 1, &value);
            PyObject *object = cell_new(type, value);
            if (object == NULL)
                Py_CLEAR(list);
            else
                PyList_SET_ITEM(list, place++, object);
        }
    }
    return list;
}

/* Copies a column's numbers; returns how many have no value. */
static size_t read_numbers(PyObject *reports, Py_ssize_t index, Py_ssize_t column, char *values)
{
    size_t absent = 0;
    char *at = values;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(reports); i++) {
        const rva_table *table = table_at(PyTuple_GET_ITEM(reports, i), index);
        const size_t rows = rva_table_row_count(table);
        rva_table_column_read(table, (size_t)column, 0, rows, at);
        for (size_t row = 0; row < rows; row++, at += sizeof(int64_t)) {
            int64_t value;
            memcpy(&value, at, sizeof value);
            absent += value == RVA_ABSENT;
        }
    }
    return absent;
}

static PyObject *presence_new(const char *values, size_t rows)
{
    PyObject *present = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)rows);
    if (present == NULL)
        return NULL;
    char *flags = PyByteArray_AS_STRING(present);
    for (size_t row = 0; row < rows; row++) {
        int64_t value;
        memcpy(&value, values + row * sizeof value, sizeof value);
        flags[row] = value != RVA_ABSENT;
    }
    return present;
}

PyObject *rvp_table_numbers(PyObject *reports, Py_ssize_t index, Py_ssize_t column)
{
    size_t rows;
    if (check_pages(reports, index, column, &rows) != 0)
        return NULL;
    PyObject *values = PyByteArray_FromStringAndSize(NULL, (Py_ssize_t)(rows * sizeof(int64_t)));
    if (values == NULL)
        return NULL;
    char *bytes = PyByteArray_AS_STRING(values);
    if (read_numbers(reports, index, column, bytes) == 0)
        return Py_BuildValue("NO", values, Py_None);
    return Py_BuildValue("NN", values, presence_new(bytes, rows));
}

/* The columns that a list of numbers chooses; -1 with an exception. */
static Py_ssize_t choose(PyObject *columns, PyObject *reports, Py_ssize_t index,
                         size_t chosen[RVB_ARROW_COLUMNS_MAX])
{
    if (!PyList_Check(columns) || PyList_GET_SIZE(columns) > RVB_ARROW_COLUMNS_MAX) {
        PyErr_SetString(PyExc_TypeError, "columns: a list of numbers is needed");
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(columns); i++) {
        size_t rows;
        const Py_ssize_t column = PyLong_AsSsize_t(PyList_GET_ITEM(columns, i));
        if (PyErr_Occurred() || check_pages(reports, index, column, &rows) != 0)
            return -1;
        chosen[i] = (size_t)column;
    }
    return PyList_GET_SIZE(columns);
}

static void capsule_end(PyObject *capsule)
{
    rvb_arrow_stream_free(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
}

PyObject *rvp_table_stream(PyObject *reports, Py_ssize_t index, PyObject *columns, PyObject *views)
{
    size_t chosen[RVB_ARROW_COLUMNS_MAX];
    size_t rows;
    if (check_pages(reports, index, 0, &rows) != 0)
        return NULL;
    const Py_ssize_t count = choose(columns, reports, index, chosen);
    const int as_views = PyObject_IsTrue(views);
    if (count < 0 || as_views < 0)
        return NULL;
    if (PyTuple_GET_SIZE(reports) == 0) {
        PyErr_SetString(PyExc_ValueError, "a table without pages");
        return NULL;
    }
    rvb_arrow_plan *plan = rvb_arrow_plan_new((size_t)PyTuple_GET_SIZE(reports), (size_t)index,
                                              chosen, (size_t)count, as_views);
    for (Py_ssize_t i = 0; plan != NULL && i < PyTuple_GET_SIZE(reports); i++)
        rvb_arrow_plan_add(plan, rvp_report_handle(PyTuple_GET_ITEM(reports, i)));
    void *stream = plan ? rvb_arrow_stream_new(plan) : NULL;
    if (stream == NULL)
        return PyErr_NoMemory();
    PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", capsule_end);
    if (capsule == NULL)
        rvb_arrow_stream_free(stream);
    return capsule;
}
