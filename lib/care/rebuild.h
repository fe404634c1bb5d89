/**
 * @file care/rebuild.h
 * Making everything anew from the log.
 */
#ifndef RVA_CARE_REBUILD_H
#define RVA_CARE_REBUILD_H

#include <revanalytics/store.h>

struct rva__env;

/** See rva_store_rebuild(); `settings` NULL keeps those there are. */
rva_status rva__store_rebuild(struct rva__env *env, const rva_settings *settings,
                              int64_t timeout_ms, int64_t *lost, rva_progress_fn progress,
                              void *context, rva_error *err);

#endif
