/**
 * @file lmdb/copy.h
 * An environment copied into a new directory, without its free pages.
 *
 * LMDB follows what the pages say as it copies, so they must have been walked before.
 */
#ifndef RVA_LMDB_COPY_H
#define RVA_LMDB_COPY_H

#include "lmdb/env.h"

/** Copies an open environment, with a guard file beside it, and flushes both. */
rva_status rva__env_copy(const rva__env *env, const char *directory, rva_error *err);

/** The same of the environment at `path`, which nobody has open; the copy is not ephemeral. */
rva_status rva__env_copy_closed(const char *path, const char *directory, rva_error *err);

/** Gives the files of one store the permissions, group and owner of those of another. */
rva_status rva__env_own_like(const char *directory, const char *like, rva_error *err);

#endif
