/**
 * @file cube/row.h
 * Rows: the base cuboid.  The facts of one document on one local day, as bytes.  Notes have a
 * day of their own.
 *
 * Nearly every fact has dimension values that no other shares, so the base cuboid is the
 * facts themselves in time order: smaller and faster than cells would be.  It answers
 * every filter, every breakdown, and parts of days.
 *
 *     row     varint: families as a bit set, and (1 bit) uniform: no fact has another source,
 *             borough or zip than the conversation
 *             | which of the conversation's dimensions are known, varint | their values, varints
 *             | facts, those of stages and turns last
 *     fact    varint: family, and (1 bit) whether it is of the instant of the fact before
 *             | else at, signed varint from the fact before (the first: from the start of the
 *             day) | changed dimensions, varint bit set | their values
 *             | bytes of the body, varint | body
 *     body    measures: how many, then each number and value | histograms likewise
 *
 * A reader that the dimensions tell enough skips the body.
 */
#ifndef RVA_CUBE_ROW_H
#define RVA_CUBE_ROW_H

#include "core/buffer.h"
#include "cube/condition.h"
#include "cube/days.h"

/** Appends the row of a local day that starts at `day_at`: those of the facts that lie on it. */
void rva__row_encode(const rva__facts *facts, const rva__day *day, int64_t day_at, rva__buffer *to);

/**
 * Appends what changes when a conversation is taken as open instead of run out: a row of
 * differences, to be read with rva__row_open() from instant 0.
 *
 * @param closed  the facts of a document once its idle time has run out
 * @param open    of the same document before that
 */
void rva__row_encode_difference(const rva__facts *closed, const rva__facts *open, rva__buffer *to);

/** A reader of a row. */
typedef struct rva__row_reader {
    rva__cursor from;
    rva__cursor body;  /**< of the last fact read */
    rva__fact fact;    /**< the last one read; see rva__row_body(), rva__row_dims() */
    uint32_t families; /**< of the row's facts, a bit set */
    uint32_t wanted;   /**< families to be read; after rva__row_open() all */
    uint32_t shared;   /**< dimensions in which all facts that have them agree, a bit set */
    uint32_t dims[RVA__DIM_COUNT]; /**< the conversation's, then the fact's that its family has */
    int64_t at;
} rva__row_reader;

/** A reader of the bytes of a row of a day that starts at `day_at`; reads the head. */
void rva__row_open(rva__row_reader *reader, const void *bytes, size_t size, int64_t day_at);

/** Whether a fact of the row may meet conditions, as far as its head tells. */
bool rva__row_may_match(const rva__row_reader *reader, const rva__conditions *where);

/** Reads the next wanted fact without its body; false at the end or (from.failed) at damage. */
bool rva__row_next(rva__row_reader *reader);

/** Gives the fact its measures and histogram values; false (from.failed) at damage. */
bool rva__row_body(rva__row_reader *reader);

/** Gives the fact its dimensions: those of `dims` that its family has. */
static inline void rva__row_dims(rva__row_reader *reader)
{
    rva__fact_dims(&reader->fact, reader->dims);
}

#endif
