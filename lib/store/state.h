/**
 * @file store/state.h
 * The counters of a store: one sealed record, written by every commit.
 *
 * Counts and order-free sums of checksums make a missing, extra or stale record show,
 * which a checksum in the record itself cannot.
 */
#ifndef RVA_STORE_STATE_H
#define RVA_STORE_STATE_H

#include "core/buffer.h"
#include "model/schema.h"

/** What is counted and summed of a database. */
typedef struct rva__tally {
    int64_t count;
    uint64_t sum; /**< of the CRC-32C of each record, modulo 2^64 */
} rva__tally;

/** The counters. */
typedef struct rva__state {
    int64_t next_seq;      /**< of the log, from 1 */
    int64_t next_document; /**< from 1 */
    int64_t generation;    /**< rises when settings or dictionary are made anew */
    int64_t first_at;
    int64_t last_at;
    int64_t overflowed;  /**< events with a value that fell into (other) */
    int64_t money;       /**< events with money: the currency is fixed once there is one */
    int64_t recorded_at; /**< of the newest event: none is recorded before it */
    int64_t change;      /**< raised by each commit that changes an answer */
    int64_t erased;      /**< documents of erased persons */
    int64_t crossed;     /**< events that name another conversation than that of their document */
    int64_t erased_elsewhere; /**< keys of stores whose erasures were imported */
    int64_t unannounced;      /**< leads that were sold and have no `lead` event */
    rva__tally log;           /**< blocks */
    rva__tally documents;
    rva__tally rows;
    rva__tally cells;
    rva__tally ids;
    int64_t ids_recent;   /**< in the recent generation, see store/id_index.h */
    int64_t ids_moved_to; /**< high half of the hash at which the next move goes on */
    rva__tally expiries;
    int64_t values[RVA__DIM_COUNT]; /**< dictionary entries of each dimension */
} rva__state;

/** The state of an empty store. */
extern const rva__state rva__state_empty;

/** Appends the state's bytes. */
void rva__state_encode(const rva__state *state, rva__buffer *to);

/**
 * Reads what rva__state_encode() wrote, also as version 0.1.0 did; false for damaged bytes.
 *
 * Of a counter that this version does not know nothing is kept.
 */
bool rva__state_decode(const void *bytes, size_t size, rva__state *out);

/** Counts an event of the log: its instant, or RVA_ABSENT, and whether it has money. */
void rva__state_event(rva__state *state, int64_t at, bool has_money);

/** A record came (`sign` 1) or went (-1). */
static inline void rva__tally_add(rva__tally *tally, uint32_t crc, int sign)
{
    tally->count += sign;
    tally->sum += sign > 0 ? (uint64_t)crc : (uint64_t)0 - crc;
}

#endif
