/**
 * @file record/batch.h
 * Recording: events folded into their documents within one transaction.
 *
 * Each document is read, folded and written once, however many of its events come.  What
 * it stated before is taken out of the cells when it is first touched; what it states in
 * the end is put in by rva__batch_flush().  Late, corrected and joining events need nothing
 * else: they are just another difference.
 */
#ifndef RVA_RECORD_BATCH_H
#define RVA_RECORD_BATCH_H

#include "fold/facts.h"
#include "record/cell_sums.h"
#include "store/ids.h"
#include "store/log.h"

/** A document in hand. */
typedef struct rva__hot {
    uint64_t number;
    rva__document document;
    bool dirty;         /**< changed, and taken out of the sums */
    bool existed;       /**< the store has it */
    uint32_t old_seal;  /**< of the stored document */
    int64_t old_expiry; /**< when its idle time ran out, as stored */
} rva__hot;

/** A row that a document had before: part of `old_bytes`. */
typedef struct rva__old_row {
    uint64_t number;
    uint32_t day; /**< with RVA__DAY_BIAS */
    uint32_t size;
    size_t offset;
    bool kept; /**< the document still has the same row */
} rva__old_row;

/** A batch; all zero but `txn` is an empty one; keep it for the next transaction. */
typedef struct rva__batch {
    rva__txn *txn;
    rva__log_writer log;
    rva__log_reader reader;
    int64_t replay_seq; /**< 0; else the event is in the log already, at that place */
    rva__id_map ids;
    rva__hot **hots;
    uint32_t hot_count;
    uint32_t hot_room;
    uint32_t *hot_slots; /**< by document number: index + 1 */
    uint32_t hot_slot_count;
    rva__adder adder; /**< the cells */
    rva__facts facts;
    rva__facts facts_open; /**< of a conversation without an end, while it is open */
    rva__old_row *old_rows;
    uint32_t old_row_count;
    uint32_t old_row_room;
    rva__buffer old_bytes;
    rva__buffer scratch;
} rva__batch;

/** Begins a batch in a write transaction. */
rva_status rva__batch_open(rva__batch *batch, rva__txn *txn, int64_t recorded_at, rva_error *err);

/** Lets go of the transaction, before it ends, when the batch is not flushed. */
void rva__batch_leave(rva__batch *batch);

/** Frees a batch. */
void rva__batch_free(rva__batch *batch);

/**
 * Folds one checked event.
 *
 * @return RVA_OK with the outcome; RVA_CONFLICT, RVA_LIMIT, RVA_ERASED, RVA_INVALID,
 *         RVA_NOT_FOUND when the event is refused and nothing changed; anything else when the
 *         transaction must not be committed
 */
rva_status rva__batch_apply(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                            rva_error *err);

/** Whether that status of rva__batch_apply() means that just this event is refused. */
bool rva__batch_refused(rva_status status);

/**
 * Writes all that changed.
 *
 * @return RVA_OK; RVA_LIMIT when a sum would leave 64 bits; the transaction must not be
 *         committed unless RVA_OK
 */
rva_status rva__batch_flush(rva__batch *batch, rva_error *err);

/* Shared by the files of recording. */

/** The document of that number, read when it is not in hand; follows one that moved. */
rva_status rva__batch_hot(rva__batch *batch, uint64_t number, rva__hot **out, rva_error *err);

/** A new document. */
rva_status rva__batch_new_hot(rva__batch *batch, rva__hot **out, rva_error *err);

/** The document of an id, or NULL; made when there is none and `make` is set. */
rva_status rva__batch_find(rva__batch *batch, rva__hash128 hash, bool make, rva__hot **out,
                           rva_error *err);

/** Takes what a document states out of the sums, before it changes. */
rva_status rva__batch_touch(rva__batch *batch, rva__hot *hot, rva_error *err);

/** The event of an entry, whole, from the log. */
rva_status rva__batch_event(rva__batch *batch, int64_t seq, const rva_event **out, rva_error *err);

/**
 * Appends the sealed value of a document's expiry: the difference that it makes to be open.
 *
 * batch->facts are those of the document once its idle time has run out.
 */
rva_status rva__batch_expiry(rva__batch *batch, const rva__document *document,
                             const uint8_t key[16], rva__buffer *to, rva_error *err);

/** The facts of a document with its path's value; `add` gives a new path a value. */
rva_status rva__batch_facts(rva__config *config, const rva__document *document, int64_t now,
                            bool add, rva__facts *out, rva_error *err);

#endif
