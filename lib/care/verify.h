/**
 * @file care/verify.h
 * Proving that a store is what its log says.
 */
#ifndef RVA_CARE_VERIFY_H
#define RVA_CARE_VERIFY_H

#include <revanalytics/store.h>

struct rva__env;

/** See rva_store_verify(). */
rva_status rva__store_verify(struct rva__env *env, rva_verify_level level, rva_verify_result *out,
                             rva_progress_fn progress, void *context, rva_error *err);

/** Verifies the records of a new store: RVA_CORRUPT, with the first difference, is its failure. */
rva_status rva__verify_copy(const char *directory, int64_t map_mib_max, rva_error *err);

#endif
