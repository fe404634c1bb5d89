/**
 * @file lmdb/walk.h
 * Whether the pages of a data file can be trusted, without trusting them.
 *
 * LMDB trusts what pages say, so a damaged one can crash the process.  The walk reads the file
 * with pread() and checks every page that a snapshot reaches: that its number and kind are
 * right, that its entries lie inside it and are in order, that no page is used twice.  After
 * that the snapshot can be read through the map.
 */
#ifndef RVA_LMDB_WALK_H
#define RVA_LMDB_WALK_H

#include <revanalytics/status.h>

/** How much of a file is walked. */
typedef enum rva__walk_scope {
    RVA__WALK_ROOTS, /**< the heads, and the databases needed to open the store */
    RVA__WALK_ALL,   /**< every page that the snapshot reaches */
} rva__walk_scope;

/**
 * Walks the pages of a snapshot.
 *
 * @param txnid  of the snapshot, which must be held by a reader; 0: the newest
 * @return RVA_OK; RVA_CORRUPT naming the page and what is wrong with it; RVA_BUSY when the
 *         snapshot is not one of the two newest any more; RVA_FORMAT, RVA_IO, RVA_NO_MEMORY
 */
rva_status rva__walk(int fd, uint64_t txnid, rva__walk_scope scope, rva_error *err);

#endif
