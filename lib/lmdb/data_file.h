/**
 * @file lmdb/data_file.h
 * How long the data file is, and how long it should be.
 *
 * Reading a page of the map that lies beyond the end of the file kills the process.  LMDB does
 * not write a page that was allocated and freed within one transaction, so after a commit the
 * file can be shorter than LMDB's count of pages, and yet have all pages in use.  Our commits
 * extend the file to that count at once.  Whoever finds it shorter waits a little for the
 * writer to do so; if it stays short, every page in use is checked to be there.
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

/** Whether the disk is full: LMDB reports a write cut short by that as EIO. */
bool rva__data_file_disk_full(const rva__env *env);

#endif
