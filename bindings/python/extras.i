/* What the package needs beyond the public headers; these hold the GIL. */

%nothread;
PyObject *rvp_set_errors(PyObject *classes);
PyObject *rvp_batch_new(PyObject *sequence);
PyObject *rvp_report_info(PyObject *report);
PyObject *rvp_report_tables(PyObject *report);
PyObject *rvp_table_rows(PyObject *report, Py_ssize_t index, Py_ssize_t from, Py_ssize_t to,
                         PyObject *row);
PyObject *rvp_table_dicts(PyObject *report, Py_ssize_t index, Py_ssize_t from, Py_ssize_t to);
PyObject *rvp_table_list(PyObject *reports, Py_ssize_t index, Py_ssize_t column);
PyObject *rvp_table_numbers(PyObject *reports, Py_ssize_t index, Py_ssize_t column);
PyObject *rvp_table_stream(PyObject *reports, Py_ssize_t index, PyObject *columns,
                           PyObject *views);
%thread;
