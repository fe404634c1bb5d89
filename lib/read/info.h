/**
 * @file read/info.h
 * A store in figures, and its settings.
 */
#ifndef RVA_READ_INFO_H
#define RVA_READ_INFO_H

#include <revanalytics/store.h>

struct rva__env;

/** See rva_store_change(). */
rva_status rva__store_change(struct rva__env *env, int64_t *out, rva_error *err);

/** See rva_store_get_info(). */
rva_status rva__store_info(struct rva__env *env, rva_store_info *out, rva_error *err);

/** A copy of the settings. */
rva_status rva__store_settings(struct rva__env *env, rva_settings **out, rva_error *err);

#endif
