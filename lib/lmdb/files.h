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

/** Makes a new directory beside `path`, readable by its owner alone. */
rva_status rva__files_make_beside(const char *path, char out[RVA__PATH_BYTES], rva_error *err);

/** Renames a directory into its place and flushes the parent. */
rva_status rva__files_rename(const char *from, const char *to, rva_error *err);

/** Flushes a file or a directory. */
rva_status rva__files_flush(const char *path, rva_error *err);

/** Removes the files of a store and its directory; what is not of a store stays. */
void rva__files_remove(const char *path);

#endif
