/**
 * @file lmdb/assertion.h
 * LMDB's failed assertions as errors.
 *
 * On a page that is not what it should be LMDB ends the process.  Calls that read or change
 * pages are made within a trap, from which they come back with MDB_CORRUPTED instead.  What
 * LMDB was in the middle of stays as it is.  A reader can be ended as ever.  A writer cannot:
 * its environment is latched, refuses everything, and stays open until the process ends.
 */
#ifndef RVA_LMDB_ASSERTION_H
#define RVA_LMDB_ASSERTION_H

#include <lmdb.h>
#include <setjmp.h>
#include <stdbool.h>

/** Where a failed assertion of this thread goes back to; NULL: nowhere, LMDB aborts. */
extern _Thread_local jmp_buf *rva__trap;

struct rva__env;

/** Has an environment's failed assertions go back to the trap that is set. */
void rva__trap_watch(struct rva__env *env);

/** Says that this thread begins (or ends) a write transaction. */
void rva__trap_writer(struct rva__env *env, bool begins);

/** Sets `code` to what a call of LMDB returns, MDB_CORRUPTED when it does not return. */
#define RVA__TRAP(code, call)                                                                      \
    do {                                                                                           \
        jmp_buf back_;                                                                             \
        if (setjmp(back_) == 0) {                                                                  \
            rva__trap = &back_;                                                                    \
            (code) = (call);                                                                       \
        } else {                                                                                   \
            (code) = MDB_CORRUPTED;                                                                \
        }                                                                                          \
        rva__trap = NULL;                                                                          \
    } while (0)

#endif
