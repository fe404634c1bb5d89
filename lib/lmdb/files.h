/**
 * @file lmdb/files.h
 * Directories of stores: made beside their place, renamed into it, removed.
 */
#ifndef RVA_LMDB_FILES_H
#define RVA_LMDB_FILES_H

#include <revanalytics/status.h>

enum { RVA__PATH_BYTES = 4096 };

/** RVA_EXISTS unless nothing is at `path`, or an empty directory. */
rva_status rva__files_check_new(const char *path, rva_error *err);

/** A new directory beside a path, readable by its owner alone. */
typedef struct rva__beside {
    char path[RVA__PATH_BYTES];
    int fd; /**< of it, locked while whoever made it lives */
} rva__beside;

/**
 * Makes a directory beside `path`; those that dead processes left there are removed.
 *
 * It ends with rva__files_settle() or rva__files_drop().
 */
rva_status rva__files_make_beside(const char *path, rva__beside *out, rva_error *err);

/** Renames it to `path` and flushes the parent; on failure it is removed. */
rva_status rva__files_settle(rva__beside *made, const char *path, rva_error *err);

/** Removes the files of a store in it, and itself. */
void rva__files_drop(rva__beside *made);

/** Gives a file the permissions of another, its group, and its owner where that is allowed. */
rva_status rva__files_own_like(const char *path, const char *like, rva_error *err);

/** Flushes a file or a directory. */
rva_status rva__files_flush(const char *path, rva_error *err);

#endif
