/**
 * @file care/verification.h
 * What the parts of a verification share.
 */
#ifndef RVA_CARE_VERIFICATION_H
#define RVA_CARE_VERIFICATION_H

#include <revanalytics/store.h>

#include "record/batch.h"

/** A verification under way. */
typedef struct rva__verification {
    rva__txn *txn;
    rva_verify_result result;
    const char *what; /**< the database that is read */
    rva__tally tally; /**< of what was read of it */
    int64_t next_seq; /**< of the log */
    int64_t done;     /**< records read */
    int64_t total;
    rva__log_reader reader;
    rva__log_cache log; /**< for the events of documents */
    rva__batch batch;   /**< ids, cells and facts; writes nothing */
    rva__document document;
    uint8_t *seen;    /**< a bit for each event of the log: it is in a document, or an erasure */
    int64_t rows;     /**< rows that the documents state */
    int64_t expiries; /**< expiries that they state */
    int64_t crossed;
    int64_t unannounced;
    int64_t erased; /**< documents of erased persons */
    int64_t ids_recent;
    rva_progress_fn progress;
    void *context;
} rva__verification;

/** Checks one record; RVA_CORRUPT says what is wrong with it. */
typedef rva_status (*rva__verify_record_fn)(rva__verification *work, const rva__slice *key,
                                            const rva__slice *value, rva_error *err);

/** Notes a difference. */
void rva__verify_differ(rva__verification *work, const rva_error *error);

/** Tells the caller how far it is; RVA_CANCELLED when the caller has enough. */
rva_status rva__verify_tell(const rva__verification *work, rva_error *err);

/** Checks each record of a database; tells every few thousand of them. */
rva_status rva__verify_each(rva__verification *work, rva__db db, rva__verify_record_fn record,
                            rva_error *err);

/** Notes that an event of the log was found where it should be. */
static inline void rva__verify_see(rva__verification *work, int64_t seq)
{
    work->seen[seq / 8] |= (uint8_t)(1 << (seq % 8));
}

#endif
