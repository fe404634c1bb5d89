/**
 * @file store/open.h
 * Opening a store.
 */
#ifndef RVA_STORE_OPEN_H
#define RVA_STORE_OPEN_H

#include "lmdb/registry.h"

/** What an environment is as a store. */
extern const rva__env_plan rva__store_plan;

/**
 * Opens a store, or shares it when this process has it open.
 *
 * @param out  receives its environment; give back with rva__env_close()
 */
rva_status rva__store_open(const char *path, int64_t map_mib_max, rva__env **out, rva_error *err);

#endif
