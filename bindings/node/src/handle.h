/**
 * @file node/src/handle.h
 * Handles of the library in boxes that count who uses them: the last one out ends them.
 */
#ifndef RVN_HANDLE_H
#define RVN_HANDLE_H

#include "call.h"

/** What a box holds. */
typedef enum rvn_kind {
    RVN_STORE,
    RVN_SETTINGS,
    RVN_SNAPSHOT,
    RVN_FEED,
    RVN_RECORDS,
    RVN_REPORT,
    RVN_METER, /**< how far a job is */
} rvn_kind;

/**
 * A handle with those who hold it: its object, children, calls and jobs under way.
 *
 * What a store made goes with it; settings and reports are copies, which need no store.
 */
typedef struct rvn_box {
    rvn_kind kind;
    void *pointer;
    napi_env env;
    struct rvn_box *parent; /**< held; the store that it came from, or NULL */
    struct rvn_box *children;
    struct rvn_box *next;   /**< another child of the parent */
    struct rvn_box **place; /**< where its object has it; NULL once that let go */
    int holders;
    int64_t bytes; /**< of memory, about: the garbage collector is told */
    bool is_closed;
    bool is_busy; /**< a job uses what one thread at a time may use */
} rvn_box;

/** An object for a handle, which it owns at once; the parent is the first that `call` used. */
napi_value rvn_handle_new(rvn_call *call, rvn_kind kind, void *pointer);

/** The handle of an object until the call ends; NULL with an exception. */
void *rvn_use(rvn_call *call, napi_value value, rvn_kind kind);

/** Its box, held until the call ends; NULL with an exception. */
rvn_box *rvn_box_use(rvn_call *call, napi_value value, rvn_kind kind);

/** Holds a box once more. */
rvn_box *rvn_box_hold(rvn_box *box);

/** Lets go of a box. */
void rvn_box_drop(rvn_box *box);

/** Closes a handle: it ends when nothing uses it any more.  Again is fine. */
napi_value rvn_close(napi_value handle, rvn_call *call);

#endif
