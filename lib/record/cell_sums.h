/**
 * @file record/cell_sums.h
 * Cells as sums of facts; those of a large batch are summed by a helper thread.
 *
 * Sums do not ask when their terms come.  The first facts of a batch are added at once; what
 * comes after is handed over in chunks, so that folding and summing go side by side.  One
 * helper takes the chunks in their order, so the sums, and whether one of them left 64 bits,
 * are what they would be without it.
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

/** Forgets what was added, also what is still under way. */
void rva__cell_sums_clear(rva__cell_sums *sums);

/** Frees it. */
void rva__cell_sums_free(rva__cell_sums *sums);

/** Adds facts, times `sign` (1 or -1); `zone` must live until finish. */
void rva__cell_sums_add(rva__cell_sums *sums, const rva__facts *facts, const rva__zone *zone,
                        int sign);

/** Waits until all is added, and ends the helper: `cells` can be read. */
void rva__cell_sums_finish(rva__cell_sums *sums);

#endif
