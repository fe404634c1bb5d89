/**
 * @file care/erased_persons.h
 * Who was erased stays so in what salvage makes.
 *
 * Of a damaged store an old block may be all that is left of the log, from before a person was
 * erased, and the erasure itself may be lost.  A document that says it was erased proves it,
 * however old: nothing takes that back.
 */
#ifndef RVA_CARE_ERASED_PERSONS_H
#define RVA_CARE_ERASED_PERSONS_H

#include "record/batch.h"

/** Whom the documents found say to be erased; all zero is nobody. */
typedef struct rva__forgotten {
    rva__buffer hashes;     /**< of conversations and ids, 8 bytes each */
    rva__document document; /**< the last one read */
    int64_t recorded;       /**< erasures that had to be recorded anew */
} rva__forgotten;

/** Frees it. */
void rva__forgotten_free(rva__forgotten *forgotten);

/** Notes a record that may be a document, if it is one and was erased. */
rva_status rva__forgotten_note(rva__forgotten *forgotten, const MDB_val *key, const MDB_val *value,
                               rva_error *err);

/** Erases them, and what can still be read of those erased already, from a store made anew. */
rva_status rva__forgotten_erase(rva__forgotten *forgotten, rva__env *env, int64_t recorded_at,
                                rva_error *err);

#endif
