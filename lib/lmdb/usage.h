/**
 * @file lmdb/usage.h
 * How large an environment is.
 */
#ifndef RVA_LMDB_USAGE_H
#define RVA_LMDB_USAGE_H

#include "lmdb/raw.h"

/** Sizes of an environment. */
typedef struct rva__usage {
    int64_t data_bytes; /**< of the file */
    int64_t free_bytes; /**< of these, in pages that nothing uses */
    int64_t map_bytes;
    int64_t readers; /**< slots ever taken */
} rva__usage;

/** Measures the environment of a transaction. */
rva_status rva__usage_measure(const rva__raw *raw, rva__usage *out, rva_error *err);

#endif
