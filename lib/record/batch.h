/**
 * @file record/batch.h
 * Recording: events folded into their documents within one transaction.
 *
 * Each document is read, folded and written once, however many of its events come.  What
 * it stated before is taken out of the cells when it is first touched; what it states in
 * the end is put in by rva__batch_flush().  Of a document that states much only the difference
 * is.  Late, corrected and joining events need nothing
 * else: they are just another difference.
 */
#ifndef RVA_RECORD_BATCH_H
#define RVA_RECORD_BATCH_H

#include <revanalytics/store.h>

#include "cube/days.h"
#include "fold/facts.h"
#include "fold/index.h"
#include "record/cell_sums.h"
#include "store/id_map.h"
#include "store/keys.h"
#include "store/log.h"

/** Limits of what is kept between transactions. */
enum {
    RVA__KEPT_DOCUMENTS_MAX = 16,
    RVA__KEPT_ENTRIES_MAX = 4 * RVA_EVENTS_PER_CONVERSATION_MAX,
};

/** Entries of a document that is long, and facts that are many; tests lower it. */
extern uint32_t rva__batch_long;

/** A document that the batch has read and decoded. */
typedef struct rva__cached {
    uint64_t number;
    rva__document document;
    bool dirty;         /**< changed, and what it stated is taken out or known */
    bool saved;         /**< a copy of it is among the saved */
    bool existed;       /**< the store has it */
    bool told;          /**< `stated` has all that it stated: the difference is taken at the end */
    uint32_t old_seal;  /**< of the stored document */
    uint32_t day_count; /**< days on which it stated something, unless it is told */
    size_t first_day;   /**< the place of the first of them in batch->old_days */
    rva__facts stated;  /**< what it states in the store, when that is known */
    rva__encoding last; /**< its entries in the store, as far as they are known */
    int64_t old_expiry; /**< when its idle time ran out, as stored */
} rva__cached;

/** A document as it was before an event that may be refused on the way. */
typedef struct rva__saved {
    rva__cached *cached;
    rva__document document;
} rva__saved;

/** Where an id led before such an event. */
typedef struct rva__saved_id {
    rva__hash128 hash;
    uint64_t number;
} rva__saved_id;

/** What such an event has changed; the memory of documents is kept for the next. */
typedef struct rva__undo {
    bool on;
    rva__saved *documents;
    rva__saved_id *ids;
    uint32_t document_count;
    uint32_t document_room;
    uint32_t id_count;
    uint32_t id_room;
} rva__undo;

/** The conversation that the last event named: the next one mostly names it, too. */
typedef struct rva__last_home {
    rva__cached *home; /**< NULL: none */
    char id[RVA_ID_BYTES_MAX + 1];
} rva__last_home;

/** Digests of the contents of recorded events, by their places in the log; all zero: none. */
typedef struct rva__digests {
    rva__fold_index places; /**< of a seq among the values */
    rva__buffer values;     /**< numbers */
} rva__digests;

/**
 * A batch; all zero is an empty one.  Kept for the next transaction, it need not allocate, and
 * has long documents at hand (rva__batch_keep()).
 */
typedef struct rva__batch {
    rva__txn *txn;
    rva__log_writer log;
    rva__log_reader reader;
    int64_t replay_seq;        /**< 0; else the event is in the log already, at that place */
    const rva_event *arriving; /**< an event that takes its place before it is logged, or NULL */
    rva__id_map ids;
    rva__last_home last_home;
    rva__digests digests; /**< of events that entries do not tell apart */
    rva__cached **cached;
    uint32_t cached_count;
    uint32_t cached_room;
    uint32_t *cached_slots; /**< by document number: index + 1 */
    uint32_t cached_slot_count;
    rva__cell_sums sums; /**< the cells */
    rva__facts facts;
    rva__facts facts_open; /**< what differs while it is open: see rva__facts_both() */
    rva__facts gone;
    rva__facts come;
    rva__days days;
    rva__buffer old_days; /**< numbers: days with RVA__DAY_BIAS, document by document */
    rva__buffer changed_days;
    uint64_t kept_after; /**< the transaction that left the cached documents; 0: none did */
    rva__buffer scratch;
    rva__undo undo;
    rva_erasure erasure; /**< what the last erase event touched */
    rva__buffer keys;    /**< of the stores whose erasures were imported, each ends in NUL */
    bool keys_loaded;
    rva__buffer fallen; /**< of a whole replay: numbers of documents that wait for what is void */
} rva__batch;

/** Begins a batch in a write transaction; what was kept is let go when another one came between. */
void rva__batch_open(rva__batch *batch, rva__txn *txn, int64_t recorded_at);

/**
 * Keeps long documents that the batch has written, with what they state, for the next one: an
 * event of a long conversation then need not read all of it.
 *
 * To be called once the transaction was committed.  At most RVA__KEPT_DOCUMENTS_MAX documents
 * and RVA__KEPT_ENTRIES_MAX entries are kept, those that changed last before others.
 *
 * @param transaction  its number
 */
void rva__batch_keep(rva__batch *batch, uint64_t transaction);

/** Lets go of all documents and ids: those changed would be lost. */
void rva__batch_forget(rva__batch *batch);

/** To be called before the transaction ends when the batch is not flushed. */
void rva__batch_leave(rva__batch *batch);

/** Frees a batch. */
void rva__batch_free(rva__batch *batch);

/** The document of that number, read when it is not cached; follows one that moved. */
rva_status rva__batch_document(rva__batch *batch, uint64_t number, rva__cached **out,
                               rva_error *err);

/** A new document. */
rva_status rva__batch_new_document(rva__batch *batch, rva__cached **out, rva_error *err);

/** The document to which an id leads, or NULL. */
rva_status rva__batch_find(rva__batch *batch, rva__hash128 hash, rva__cached **out, rva_error *err);

/** Makes an id lead to a document; `absent`: rva__batch_find() gave NULL. */
rva_status rva__batch_lead(rva__batch *batch, rva__hash128 hash, uint64_t number, bool absent,
                           rva_error *err);

/** From now on what changes is remembered. */
void rva__batch_save(rva__batch *batch);

/**
 * Ends that: with RVA_OK what has changed stays, else all is as it was.
 *
 * @return `status`, or that of what could not be put back
 */
rva_status rva__batch_saved(rva__batch *batch, rva_status status);

/** Takes what a document states out of the sums, before it changes. */
rva_status rva__batch_touch(rva__batch *batch, rva__cached *cached, rva_error *err);

/** Remembers that a document which is written now states the facts in hand, if it is long. */
void rva__batch_tell(rva__batch *batch, rva__cached *cached);

/** Writes an event to the log, unless it is there already. */
rva_status rva__batch_log(rva__batch *batch, const rva_event *event, rva_error *err);

/** The event of an entry, whole, from the log. */
rva_status rva__batch_event(rva__batch *batch, int64_t seq, const rva_event **out, rva_error *err);

/**
 * Appends the sealed value of a document's expiry: its facts while it is open, less those once
 * its idle time has run out; both are in batch->facts_open and batch->facts.
 */
rva_status rva__batch_expiry(rva__batch *batch, const uint8_t key[RVA__EXPIRY_KEY_BYTES],
                             rva__buffer *to, rva_error *err);

#endif
