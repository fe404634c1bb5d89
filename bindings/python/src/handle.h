/**
 * @file python/src/handle.h
 * Handles as Python objects that cannot be used after their end; see common/handle.h.
 *
 * All that counts happens under the GIL; the calls themselves run without, as does what ends a
 * handle, since that may wait for the disk.
 */
#ifndef RVP_HANDLE_H
#define RVP_HANDLE_H

#include "common/handle.h"
#include "error.h"

/** One call's use of a handle; all zero is none. */
typedef struct rvp_use {
    rvb_handle *handle;
} rvp_use;

/** Makes the type of handles; false with an exception. */
int rvp_handle_init(PyObject *module);

/**
 * A new object for a handle that owns `pointer`, which is ended when this fails.
 *
 * @param parent  the handle it comes from, or NULL
 */
PyObject *rvp_handle_new(rvb_kind kind, void *pointer, rvb_handle *parent);

/** The handle of an object, NULL when it is closed; false with an exception for another kind. */
bool rvp_handle_of(PyObject *object, rvb_kind kind, rvb_handle **out);

/** Begins to use a handle; NULL with an exception when it is closed or of another kind. */
void *rvp_use_begin(rvp_use *use, PyObject *object, rvb_kind kind);

/** Ends a use; none is fine. */
void rvp_use_end(rvp_use *use);

/** The handle of a report, which the object keeps; NULL with an exception. */
rvb_handle *rvp_report_handle(PyObject *object);

/** The report of an object, which keeps it; NULL with an exception. */
const rva_report *rvp_report_of(PyObject *object);

#endif
