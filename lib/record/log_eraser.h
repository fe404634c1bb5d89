/**
 * @file record/log_eraser.h
 * Writes the log anew where it names erased persons.
 *
 * The whole log is looked through, so that nothing that names them can be missed: superseded and
 * void versions, events of others, events that moved.  Each text of a block is looked up once.
 */
#ifndef RVA_RECORD_LOG_ERASER_H
#define RVA_RECORD_LOG_ERASER_H

#include "record/batch.h"

/** What is to be erased; all zero but for the batch: nothing yet. */
typedef struct rva__log_eraser {
    rva__batch *batch;
    rva__buffer texts;  /**< hashes of the ids as they are written */
    rva__buffer names;  /**< keyed hashes of the ids with their kinds */
    rva__buffer seqs;   /**< places of events that are the person's as a whole */
    rva__buffer blocks; /**< first places of the blocks to be written anew */
    rva__buffer naming; /**< places of events of others that name what is to be erased */
    int64_t events;     /**< that were written anew */
} rva__log_eraser;

/** Frees it. */
void rva__log_eraser_free(rva__log_eraser *eraser);

/** An id is to be erased wherever it is named. */
rva_status rva__log_eraser_name(rva__log_eraser *eraser, rva__hash128 hash, const char *id,
                                rva_error *err);

/** The same for the ids of an erase event. */
rva_status rva__log_eraser_ids(rva__log_eraser *eraser, const rva_event *event, rva_error *err);

/** An event is to be erased: all its ids, tags and free text. */
rva_status rva__log_eraser_event(rva__log_eraser *eraser, int64_t seq, rva_error *err);

/** Calls `visit` for each `conversation` event that names a visitor, whose id is to be erased. */
rva_status rva__log_eraser_visits(rva__log_eraser *eraser, rva__hash128 visitor,
                                  rva_status (*visit)(void *context, const rva_event *event,
                                                      int64_t seq, rva_error *err),
                                  void *context, rva_error *err);

/** Finds what is to be written anew; `naming` becomes the events that only name somebody. */
rva_status rva__log_eraser_find(rva__log_eraser *eraser, rva_error *err);

/** Erases all that was found. */
rva_status rva__log_eraser_write(rva__log_eraser *eraser, rva_error *err);

#endif
