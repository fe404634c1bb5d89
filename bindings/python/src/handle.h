/**
 * @file python/src/handle.h
 * Handles of the library as Python objects that cannot be used after their end.
 *
 * A call holds what it uses; closing only marks a handle, and the last call to leave ends it.
 * A handle that comes from another (a feed of a store) is closed with it.  All of this
 * happens under the GIL, so it needs no locks of its own; the calls themselves run without.
 */
#ifndef RVP_HANDLE_H
#define RVP_HANDLE_H

#include "error.h"

/** What a handle is. */
typedef enum rvp_kind {
    RVP_STORE,
    RVP_SETTINGS,
    RVP_SNAPSHOT,
    RVP_FEED,
    RVP_RECORDS,
    RVP_REPORT,
} rvp_kind;

/** A report that a handle and any number of Arrow arrays share; counted without the GIL. */
typedef struct rvp_share {
    rva_report *report;
    int count;
} rvp_share;

/** One call's use of a handle; all zero is none. */
typedef struct rvp_use {
    PyObject *handle;
} rvp_use;

/** Makes the type of handles; false with an exception. */
int rvp_handle_init(PyObject *module);

/**
 * A new handle that owns `pointer`, which is ended when this fails.
 *
 * @param parent  the handle it comes from, or NULL
 */
PyObject *rvp_handle_new(rvp_kind kind, void *pointer, PyObject *parent);

/** Begins to use a handle; NULL with an exception when it is closed or of another kind. */
void *rvp_use_begin(rvp_use *use, PyObject *object, rvp_kind kind);

/** Ends a use; none is fine. */
void rvp_use_end(rvp_use *use);

/** The report of a handle, which the caller keeps alive. */
rvp_share *rvp_report_share(PyObject *object);

/** One more holder of a report. */
rvp_share *rvp_share_hold(rvp_share *share);

/** One less; the last one frees it. */
void rvp_share_drop(rvp_share *share);

#endif
