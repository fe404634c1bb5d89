/**
 * @file lmdb/registry.h
 * The environments that this process has open.
 *
 * Opening a store twice in one process would silently lose acknowledged records (LMDB's
 * own caveat, measured), so environments are kept by device and inode and shared, and a byte
 * lock on the guard file keeps out a second copy of this library.  A word in a page that
 * fork() wipes tells a child that nothing here is its own.
 */
#ifndef RVA_LMDB_REGISTRY_H
#define RVA_LMDB_REGISTRY_H

#include "lmdb/env.h"

/** So large is a map at first, unless it may not be; it grows by itself.  Tests lower it. */
extern int64_t rva__map_bytes_first;

/**
 * Opens a store's environment, or shares it when this process has it open.
 *
 * @param plan  which databases it has, and what is done with it once it is open
 * @param out   receives the environment; give back with rva__env_close()
 */
rva_status rva__env_open(const char *path, int64_t map_mib_max, const rva__env_plan *plan,
                         rva__env **out, rva_error *err);

/** Whether somebody else in this process has it open, too. */
bool rva__env_is_shared(const rva__env *env);

/** Gives an environment back; NULL is fine. */
void rva__env_close(rva__env *env);

#endif
