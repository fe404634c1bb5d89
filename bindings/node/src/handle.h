/**
 * @file node/src/handle.h
 * Handles as objects that cannot be used after their end; see common/handle.h.
 */
#ifndef RVN_HANDLE_H
#define RVN_HANDLE_H

#include "call.h"

/** An object for a handle, which it owns at once; the parent is the first that `call` used. */
napi_value rvn_handle_new(rvn_call *call, rvb_kind kind, void *pointer);

/** What a handle owns, in use until the call ends; NULL with an exception. */
void *rvn_use(rvn_call *call, napi_value value, rvb_kind kind);

/** Closes a handle: it ends when nothing uses it any more.  Again is fine. */
napi_value rvn_close(napi_value handle, rvn_call *call);

#endif
