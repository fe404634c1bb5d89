/**
 * @file engine/layers_below.h
 * What the engine may ask of the store without knowing LMDB.
 */
#ifndef RVA_ENGINE_LAYERS_BELOW_H
#define RVA_ENGINE_LAYERS_BELOW_H

#include <revanalytics/feed.h>
#include <revanalytics/store.h>

#include "read/snapshot.h"
#include "record/write_group.h"

struct rva__env;

/** See rva_store_create(). */
rva_status rva__format_create(const char *path, const rva_settings *settings, int64_t ephemeral,
                              rva_error *err);

/** Opens a store, or shares it when this process has it open. */
rva_status rva__env_open(const char *path, int64_t map_mib_max, struct rva__env **out,
                         rva_error *err);

/** Gives an environment back. */
void rva__env_close(struct rva__env *env);

/** RVA_FORKED in a child of the process that opened it. */
rva_status rva__env_check(const struct rva__env *env, rva_error *err);

/** The write group of an environment. */
rva__writer *rva__env_writer(struct rva__env *env);

/** Whether it was created ephemeral. */
bool rva__env_is_ephemeral(const struct rva__env *env);

/** See rva_store_get_info(). */
rva_status rva__store_info(struct rva__env *env, rva_store_info *out, rva_error *err);

/** See rva_store_verify(). */
rva_status rva__store_verify(struct rva__env *env, rva_verify_level level, rva_verify_result *out,
                             rva_progress_fn progress, void *context, rva_error *err);

/** See rva_store_rebuild(); `settings` NULL keeps those there are. */
rva_status rva__store_rebuild(struct rva__env *env, const rva_settings *settings,
                              int64_t timeout_ms, int64_t *lost, rva_progress_fn progress,
                              void *context, rva_error *err);

/** See rva_store_backup(). */
rva_status rva__store_backup(struct rva__env *env, const char *destination, rva_error *err);

/** See rva_store_compact(). */
rva_status rva__store_compact(const char *path, rva_error *err);

/** See rva_store_salvage(). */
rva_status rva__store_salvage(const char *path, const char *destination,
                              const rva_settings *settings, rva_salvage_result *out,
                              rva_progress_fn progress, void *context, rva_error *err);

/** A copy of the settings. */
rva_status rva__store_settings(struct rva__env *env, rva_settings **out, rva_error *err);

/** See rva_feed_open(). */
rva_status rva__feed_open(struct rva__env *env, const char *name, int64_t from_seq, rva_feed **out,
                          rva_error *err);

#endif
