/**
 * @file lmdb/data_file.h
 * How long the data file is, and how long it should be.
 *
 * Touching a page of the map beyond the end of its file kills the process.  LMDB's commit
 * leaves pages unwritten that were taken and given back within its transaction, so that a
 * file may be shorter than its pages and yet hold all that matter.  A commit of ours makes
 * it whole at once; who finds it short meanwhile waits, and at last looks at every page.
 */
#ifndef RVA_LMDB_DATA_FILE_H
#define RVA_LMDB_DATA_FILE_H

#include "lmdb/env.h"

/**
 * Checks the size of the data file, before a transaction: RVA_CORRUPT for one cut short.
 *
 * `write`: RVA_FULL where the limit on the size of files is near.
 */
rva_status rva__data_file_check(rva__env *env, bool write, rva_error *err);

/** Makes the file as long as its pages, after a commit; with the map lock held. */
void rva__data_file_extend(rva__env *env);

/** Whether the disk has no room: a write that it cut short is EIO to LMDB. */
bool rva__data_file_disk_full(const rva__env *env);

#endif
