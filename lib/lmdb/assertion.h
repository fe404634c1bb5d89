/**
 * @file lmdb/assertion.h
 * LMDB's failed assertions as errors.
 *
 * When LMDB meets a damaged page, an assertion of it fails and it aborts the process.  Calls
 * that read or change pages are therefore made within RVA__CATCH_ASSERTION, which returns
 * MDB_CORRUPTED instead.  LMDB's work is left half done.  That does not matter to a read
 * transaction, which can be ended as usual.  A write transaction cannot be ended any more: its
 * environment is marked as broken, refuses everything, and stays open until the process ends.
 */
#ifndef RVA_LMDB_ASSERTION_H
#define RVA_LMDB_ASSERTION_H

#include <setjmp.h>
#include <stdatomic.h>
#include <stdbool.h>

struct MDB_env;

/** Where a failed assertion of this thread goes back to; NULL: nowhere, LMDB aborts. */
extern _Thread_local jmp_buf *rva__assertion_return;

/** What is known of the writer of an environment. */
typedef struct rva__assertion_watch {
    _Atomic(const void *) writing; /**< names the thread in a write transaction */
    atomic_bool broken;            /**< a writer met a damaged page: nothing works any more */
} rva__assertion_watch;

/** Has an environment's failed assertions go back to where they are caught. */
void rva__assertion_watch_env(rva__assertion_watch *watch, struct MDB_env *lmdb);

/** Says that this thread begins (or ends) a write transaction. */
void rva__assertion_watch_writer(rva__assertion_watch *watch, bool begins);

/** Sets `code` to what a call of LMDB returns, MDB_CORRUPTED when it does not return. */
#define RVA__CATCH_ASSERTION(code, call)                                                           \
    do {                                                                                           \
        jmp_buf back_;                                                                             \
        if (setjmp(back_) == 0) {                                                                  \
            rva__assertion_return = &back_;                                                        \
            (code) = (call);                                                                       \
        } else {                                                                                   \
            (code) = MDB_CORRUPTED;                                                                \
        }                                                                                          \
        rva__assertion_return = NULL;                                                              \
    } while (0)

#endif
