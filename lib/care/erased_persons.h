/**
 * @file care/erased_persons.h
 * Erased persons found by salvage: they stay erased in what it makes.
 *
 * Of a damaged store salvage may find an old block of the log, from before a person was erased,
 * and not the erasure.  But a document that is marked as erased, however old, proves that the
 * person was erased, because an erasure is never undone.
 */
#ifndef RVA_CARE_ERASED_PERSONS_H
#define RVA_CARE_ERASED_PERSONS_H

#include "record/batch.h"

/** The persons that documents prove to be erased; all zero is nobody. */
typedef struct rva__erased_persons {
    rva__buffer hashes;     /**< of conversations and ids, 8 bytes each */
    rva__document document; /**< the last one read */
    int64_t recorded;       /**< erasures that had to be recorded anew */
} rva__erased_persons;

/** Frees it. */
void rva__erased_persons_free(rva__erased_persons *persons);

/** Notes a record that may be a document, if it is one and was erased. */
rva_status rva__erased_persons_note(rva__erased_persons *persons, const rva__slice *key,
                                    const rva__slice *value, rva_error *err);

/** Erases them from the new store, also what its log still has of those marked as erased. */
rva_status rva__erased_persons_erase(rva__erased_persons *persons, rva__env *env,
                                     int64_t recorded_at, rva_error *err);

#endif
