/**
 * @file ingest/input.h
 * The bytes of a file: plain, gzip or Zstandard, told apart by their first bytes.
 */
#ifndef RVA_INGEST_INPUT_H
#define RVA_INGEST_INPUT_H

#include <stdint.h>

#include <revanalytics/status.h>

/** An open file; one thread reads, any thread may ask how far it is. */
typedef struct ingest_source ingest_source;

/**
 * Opens a file.
 *
 * @param path  "-" for standard input
 * @param out   receives the source; close with ingest_source_close()
 */
rva_status ingest_source_open(const char *path, ingest_source **out, rva_error *err);

/** Closes it; NULL is fine. */
void ingest_source_close(ingest_source *source);

/**
 * Reads text.
 *
 * @param got  receives the number of bytes, 0 at the end
 * @return RVA_OK; RVA_TIMEOUT when a pipe has nothing at the moment, so that the caller may
 *         turn to what it has; RVA_IO; RVA_INVALID for damaged or unknown compression
 */
rva_status ingest_source_read(ingest_source *source, char *to, size_t room, size_t *got,
                              rva_error *err);

/** Bytes of the file read so far, as they are on disk. */
int64_t ingest_source_done(const ingest_source *source);

/** Size of the file, 0 when it is not known. */
int64_t ingest_source_total(const ingest_source *source);

#endif
