/**
 * @file care/rebuild.h
 * Making everything anew from the log.
 */
#ifndef RVA_CARE_REBUILD_H
#define RVA_CARE_REBUILD_H

#include <revanalytics/store.h>

#include "store/txn.h"

/** Who is told how far it is. */
typedef struct rva__rebuild_watch {
    rva_progress_fn progress; /**< NULL: nobody */
    void *context;
} rva__rebuild_watch;

/** See rva_store_rebuild(); `settings` NULL keeps those there are. */
rva_status rva__store_rebuild(rva__env *env, const rva_settings *settings, int64_t timeout_ms,
                              int64_t *lost, const rva__rebuild_watch *watch, rva_error *err);

/**
 * The same in a write transaction, which is the caller's to commit.
 *
 * @param lost  receives the number of log blocks that could not be read
 */
rva_status rva__rebuild_in(rva__txn *txn, const rva_settings *settings,
                           const rva__rebuild_watch *watch, int64_t *lost, rva_error *err);

#endif
