/**
 * @file record/cell_sums.h
 * Facts into cells; those of a large batch by a helper.
 *
 * Sums do not ask when their terms come.  The first facts of a batch are added at once; what
 * comes after is handed over in chunks, so that folding and summing go side by side.  One
 * helper takes the chunks in their order, so the sums, and whether one of them left 64 bits,
 * are what they would be without it.
 */
#ifndef RVA_RECORD_CELL_SUMS_H
#define RVA_RECORD_CELL_SUMS_H

#include "cube/cell.h"

/** So many facts are a chunk, and a few times as many are added before there is a helper;
 *  tests lower it. */
extern uint32_t rva__adder_chunk;

/** An adder; all zero is one that has added nothing. */
typedef struct rva__adder {
    rva__totals cells;            /**< read them between settle and add only */
    uint32_t added;               /**< facts, while there is no helper */
    struct rva__adder_side *side; /**< NULL: no helper */
} rva__adder;

/** Forgets what was added, also what is still under way. */
void rva__adder_clear(rva__adder *adder);

/** Frees it. */
void rva__adder_free(rva__adder *adder);

/** Adds facts, times `sign` (1 or -1); `zone` must live until they are settled. */
void rva__adder_add(rva__adder *adder, const rva__facts *facts, const rva__zone *zone, int sign);

/** Waits until all is added, and ends the helper: `cells` can be read. */
void rva__adder_settle(rva__adder *adder);

#endif
