/**
 * @file lmdb/guard.h
 * The guard file: who has the store open, and who writes.
 *
 * Byte locks that belong to an open file description (so they outlast stray open+close
 * and end with the process): one byte for each pid, taken by each opener, keeps out a
 * second copy of the library in a process; one byte is held shared by all openers and
 * exclusively by compaction; writers of all processes queue for one byte; whoever opens or
 * closes LMDB holds one.  The file's content says whether the store was created ephemeral.
 *
 * The turn: the first process to open makes LMDB's lock file.  LMDB lets a second one that
 * waited for it go on with whatever there is when the first one is killed meanwhile, and that
 * may be a file which says that no transaction was ever committed: the next commit would
 * destroy the store (measured).  So nobody opens while another does.
 */
#ifndef RVA_LMDB_GUARD_H
#define RVA_LMDB_GUARD_H

#include <revanalytics/status.h>
#include <stdbool.h>

/** The name of the file in a store's directory. */
#define RVA__GUARD_NAME "guard"

/** Writes a new guard file into a directory. */
rva_status rva__guard_create(int directory_fd, int64_t ephemeral, rva_error *err);

/**
 * Opens and locks the guard of a store.
 *
 * @param read_only  receives whether it lies on a read-only file system, where it is not locked
 */
rva_status rva__guard_open(int directory_fd, const char *path, int *fd, int64_t *ephemeral,
                           bool *read_only, rva_error *err);

/** Locks the store against every opener; RVA_IN_USE when there is one.  Close `*fd` after. */
rva_status rva__guard_exclude(int directory_fd, const char *path, int *fd, rva_error *err);

/** Locks a store that this process has open against all others; RVA_IN_USE when one has it. */
rva_status rva__guard_claim(int fd, const char *path, rva_error *err);

/** Waits, for some seconds at most, for the turn to open or close LMDB; RVA_BUSY. */
rva_status rva__guard_take_turn(int fd, const char *path, rva_error *err);

/** Gives it away. */
void rva__guard_end_turn(int fd);

/**
 * Waits until a process that was killed has let go of LMDB's lock file; RVA_BUSY.
 *
 * Not in a process that has the store open: it would lose its own locks on that file.
 */
rva_status rva__guard_await_lock_file(int directory_fd, const char *path, rva_error *err);

/** Waits for the turn to write, `timeout_ms` at most. */
rva_status rva__guard_enter(int fd, int64_t timeout_ms, rva_error *err);

/** Gives the turn to write away. */
void rva__guard_leave(int fd);

#endif
