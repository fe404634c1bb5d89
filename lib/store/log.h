/**
 * @file store/log.h
 * The log: every accepted event, in the order in which it was accepted.
 *
 *     key    seq of the first event of the block, 8 bytes, big end first
 *     value  seal | store/block.h
 *
 * The days database counts and sums the blocks of each UTC day of recording, so a block
 * that is missing, extra or stale shows.
 */
#ifndef RVA_STORE_LOG_H
#define RVA_STORE_LOG_H

#include "store/block.h"
#include "store/txn.h"

/** The log as a write transaction appends to it. */
typedef struct rva__log_writer {
    rva__txn *txn;
    rva__block_writer block; /**< the newest; events are added to it until it is full */
    int64_t first_seq;       /**< of the block */
    uint32_t stored;         /**< events of the block that the database has */
    bool begun;              /**< the block holds what the database had in its newest */
    int64_t recorded_at;     /**< of the events to come */
    rva__buffer scratch;     /**< the block as it was stored last */
    rva__block newest;       /**< as it was read */
} rva__log_writer;

/** A writer at the end of the log; no event is recorded before the last one there. */
void rva__log_writer_open(rva__log_writer *writer, rva__txn *txn, int64_t recorded_at);

/** Frees a writer's buffers. */
void rva__log_writer_free(rva__log_writer *writer);

/** Says when the events to come were recorded; never before the last one. */
void rva__log_recorded(rva__log_writer *writer, int64_t recorded_at);

/** Appends an event as number `txn->state.next_seq`, which rises. */
rva_status rva__log_append(rva__log_writer *writer, const rva_event *event, rva_error *err);

/** Writes the events that the database does not have yet; more may be added to their block. */
rva_status rva__log_flush(rva__log_writer *writer, rva_error *err);

/** The same, and lets go of the block, so that others may change it. */
rva_status rva__log_close(rva__log_writer *writer, rva_error *err);

/** A reader of the log that keeps the last block it read. */
typedef struct rva__log_reader {
    rva__block block;
    int64_t first_seq; /**< of the block, 0 when there is none */
} rva__log_reader;

/** Whether the block in hand has an event. */
static inline bool rva__log_reader_holds(const rva__log_reader *reader, int64_t seq)
{
    return reader->first_seq != 0 && seq >= reader->first_seq &&
           seq < reader->first_seq + reader->block.count;
}

/** Frees a reader's block. */
void rva__log_reader_free(rva__log_reader *reader);

/**
 * Reads an event; its texts live until the next read.
 *
 * @return RVA_OK, RVA_NOT_FOUND past the end, RVA_CORRUPT
 */
rva_status rva__log_read(const rva__txn *txn, rva__log_reader *reader, int64_t seq,
                         const rva_event **out, rva_error *err);

/** Many readers, each with a block of its own: for events in nearly the order of the log. */
typedef struct rva__log_cache {
    rva__log_reader *readers; /**< NULL until the first read */
} rva__log_cache;

/** Frees a cache's blocks. */
void rva__log_cache_free(rva__log_cache *cache);

/** The same as rva__log_read(); its texts live until the cache reads another event. */
rva_status rva__log_cache_read(const rva__txn *txn, rva__log_cache *cache, int64_t seq,
                               const rva_event **out, rva_error *err);

/** Opens the sealed value of a block; `seq` is its first. */
rva_status rva__log_open_block(const rva__slice *key, const rva__slice *value, rva__block *out,
                               int64_t *seq, rva_error *err);

/** Puts a block in place of the one with that first seq, if any. */
rva_status rva__log_put_block(rva__txn *txn, int64_t first_seq, const rva__block_writer *block,
                              rva__buffer *scratch, rva_error *err);

#endif
