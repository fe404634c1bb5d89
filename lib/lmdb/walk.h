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

#include "lmdb/env.h"

/**
 * Walks every page that a snapshot reaches.
 *
 * @param txnid  of the snapshot, which must be held by a reader; 0: the newest
 * @return RVA_OK; RVA_CORRUPT naming the page and what is wrong with it; RVA_BUSY when the
 *         snapshot is not one of the two newest any more; RVA_FORMAT, RVA_IO, RVA_NO_MEMORY
 */
rva_status rva__walk(int fd, uint64_t txnid, rva_error *err);

/** The same for the heads of the newest snapshot and the databases that are read at open. */
rva_status rva__walk_at_open(int fd, const rva__env_plan *plan, rva_error *err);

#endif
