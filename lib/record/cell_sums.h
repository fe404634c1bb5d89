/**
 * @file record/cell_sums.h
 * Cells as sums of facts; those of a large batch are summed by a helper thread.
 *
 * The first facts of a batch are added at once.  Further ones are handed over in chunks to a
 * helper thread, so that folding and summing go on side by side.  It takes the chunks in their
 * order, so the sums, and whether one of them left 64 bits, are the same as without it.
 */
#ifndef RVA_RECORD_CELL_SUMS_H
#define RVA_RECORD_CELL_SUMS_H

#include "cube/cell.h"

/** Facts in a chunk; a few times as many are added before there is a helper; tests lower it. */
extern uint32_t rva__cell_sums_chunk;

/** Cells being summed; all zero: nothing was added. */
typedef struct rva__cell_sums {
    rva__totals cells;                    /**< to be read between finish and the next add only */
    uint32_t added;                       /**< facts, while there is no helper */
    struct rva__cell_sums_helper *helper; /**< NULL: no helper */
} rva__cell_sums;

/** Sets all to nothing, also what the helper has not added yet. */
void rva__cell_sums_clear(rva__cell_sums *sums);

/** Frees it. */
void rva__cell_sums_free(rva__cell_sums *sums);

/** Adds facts, times `sign` (1 or -1); `zone` must live until finish. */
void rva__cell_sums_add(rva__cell_sums *sums, const rva__facts *facts, const rva__zone *zone,
                        int sign);

/** Waits until all is added, and ends the helper: `cells` can be read. */
void rva__cell_sums_finish(rva__cell_sums *sums);

#endif
