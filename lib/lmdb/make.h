/**
 * @file lmdb/make.h
 * A new environment in a directory.
 */
#ifndef RVA_LMDB_MAKE_H
#define RVA_LMDB_MAKE_H

#include "lmdb/raw.h"

/** Puts the first records into an empty environment. */
typedef rva_status (*rva__env_fill_fn)(const rva__raw *raw, const void *context, rva_error *err);

/** Makes an environment with the databases of `plan`, and fills it in one transaction. */
rva_status rva__env_make(const char *directory, const rva__env_plan *plan, rva__env_fill_fn fill,
                         const void *context, rva_error *err);

#endif
