/**
 * @file common/handle.h
 * Handles of the library that may be closed while they are used.
 *
 * A handle counts who holds it: the object of the language, what came from it (a feed of a
 * store), calls and jobs under way.  Closing lets go of the object's hold, and of those of what
 * came from it; the last one to let go ends it.  So a call never sees what it uses go away.
 *
 * All of this happens on one thread at a time (under Python's GIL, on the thread of an
 * environment of Node), but for rvb_handle_hold() and rvb_handle_drop() of a report, which any
 * thread may call: reports are shared with readers that know no language.
 */
#ifndef RVB_HANDLE_H
#define RVB_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "error.h"

/** What a handle is. */
typedef enum rvb_kind {
    RVB_STORE,
    RVB_SETTINGS,
    RVB_SNAPSHOT,
    RVB_FEED,
    RVB_RECORDS,
    RVB_REPORT,
    RVB_METER, /**< memory that says how far a job is */
} rvb_kind;

/** A handle; only this file changes what is in it. */
typedef struct rvb_handle {
    rvb_kind kind;
    void *pointer;
    struct rvb_handle *parent; /**< held; what it came from, or NULL */
    struct rvb_handle *children;
    struct rvb_handle *next;   /**< another child of the parent */
    struct rvb_handle **place; /**< where its object has it; NULL once that let go */
    void (*end)(struct rvb_handle *handle);
    void *context; /**< of `end` */
    atomic_int holders;
    int users; /**< those of the holders that use the pointer */
    bool is_closed;
} rvb_handle;

/** What a kind is called: "store". */
const char *rvb_kind_name(rvb_kind kind);

/** What to say when something else was given: "a store is needed". */
const char *rvb_kind_needed(rvb_kind kind);

/**
 * A handle that owns `pointer`, held by its maker.
 *
 * A snapshot, a feed and records keep what they came from.
 *
 * @param parent  what it came from, or NULL
 * @param end     ends it in the way of the language, which calls rvb_handle_end() for it
 * @return NULL when memory ran out; `pointer` has ended
 */
rvb_handle *rvb_handle_new(rvb_kind kind, void *pointer, rvb_handle *parent,
                           void (*end)(rvb_handle *handle), void *context);

/** The maker's hold is now that of an object, which has it at `place`. */
void rvb_handle_give(rvb_handle *handle, rvb_handle **place);

/** Ends what the handle owns; for the functions that rvb_handle_new() takes. */
void rvb_handle_end(const rvb_handle *handle);

/** Holds it once more. */
rvb_handle *rvb_handle_hold(rvb_handle *handle);

/** Lets go of it; the last one ends it. */
void rvb_handle_drop(rvb_handle *handle);

/** The object lets go, as when it is collected; again is fine. */
void rvb_handle_release(rvb_handle **place);

/** Closes it and what came from it: no use begins any more.  Again is fine. */
void rvb_handle_close(rvb_handle **place);

/**
 * Begins to use a handle.
 *
 * @param handle  of that kind, or NULL for one that is closed
 * @return RVA_OK, or RVA_MISUSE when it is closed or serves one call at a time and has one
 */
rva_status rvb_use_begin(rvb_handle *handle, rvb_kind kind, rva_error *err);

/** Ends a use; NULL is fine. */
void rvb_use_end(rvb_handle *handle);

#endif
