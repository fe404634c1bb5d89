/**
 * @file read/matched_rows.h
 * Rows that the conditions of a question matched, remembered while its snapshot lives.
 *
 * A report with conditions that no cuboid has asks for several sums of the same rows.  The
 * first scan reads and checks them all; the others only look at those that may match.
 */
#ifndef RVA_READ_MATCHED_ROWS_H
#define RVA_READ_MATCHED_ROWS_H

#include "cube/source.h"

enum { RVA__MATCHED_SETS = 2 }; /* of a period and of the one it is compared with */

/** A row whose checksum holds; its bytes lie in the snapshot's pages. */
typedef struct rva__matched_row {
    const void *payload;
    uint32_t size;
    int32_t day;
} rva__matched_row;

/** The rows of some days that may match some conditions. */
typedef struct rva__matched_set {
    rva__matched_row *rows;
    size_t count;
    size_t room;
    int32_t first; /**< day */
    int32_t last;
    rva__conditions where;
    bool whole; /**< all such rows are in it */
} rva__matched_set;

/** The sets of a snapshot; all zero: none. */
typedef struct rva__matched_rows {
    rva__matched_set sets[RVA__MATCHED_SETS];
    int next; /**< to be replaced */
} rva__matched_rows;

/** Frees the sets. */
void rva__matched_rows_free(rva__matched_rows *rows);

/** The set that has all rows of these days for these conditions, or NULL. */
const rva__matched_set *rva__matched_rows_find(const rva__matched_rows *rows, const rva__scan *scan,
                                               int32_t first, int32_t last);

/** Begins a set, in place of the oldest; NULL when no other scan would use it. */
rva__matched_set *rva__matched_rows_begin(rva__matched_rows *rows, const rva__scan *scan,
                                          int32_t first, int32_t last);

/** Adds a row; a set that becomes too large is given up. */
void rva__matched_rows_add(rva__matched_set *set, int32_t day, const void *payload, size_t size);

#endif
