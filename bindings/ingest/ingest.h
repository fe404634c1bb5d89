/**
 * @file ingest/ingest.h
 * NDJSON files into a store, and settings files into settings.
 *
 * A line is an event, as docs/events.md draws it.  A line that is not valid is refused with
 * its number, the field at fault and what would be right; the others go on.  Blank lines, a
 * byte order mark at the start and CRLF are no fault.  A member that is null is absent.
 *
 * Files are read plain, as gzip or as Zstandard, whatever their name.  One thread reads and
 * parses while the calling thread records, so events keep their order.
 */
#ifndef RVA_INGEST_H
#define RVA_INGEST_H

#include <revanalytics/settings.h>
#include <revanalytics/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of an import. */
enum {
    RVA_INGEST_LINE_BYTES_MAX = 65536,     /**< a longer line is refused */
    RVA_INGEST_BATCH_EVENTS = 65536,       /**< events recorded in one call, by default */
    RVA_INGEST_BATCH_EVENTS_MAX = 1000000, /**< the most that may be asked for */
    RVA_INGEST_SETTINGS_BYTES_MAX = 8 << 20,
};

/**
 * Called for each line that was not accepted, in order of their numbers.
 *
 * @param line     its number, 1 for the first
 * @param outcome  ::RVA_REFUSED or ::RVA_CONFLICTING
 * @param error    the field, the reason and the remedy
 */
typedef void (*rva_ingest_refused_fn)(void *context, int64_t line, int64_t outcome,
                                      const rva_error *error);

/** How to import. */
typedef struct rva_ingest_options {
    uint64_t size;                    /**< sizeof(rva_ingest_options), set by the initialiser */
    int64_t dry_run;                  /**< 1: check only, keep nothing */
    int64_t max_errors;               /**< stop past so many lines not accepted; -1: never */
    int64_t batch_events;             /**< events recorded in one call */
    rva_progress_fn progress;         /**< told bytes of the file, now and then; may be NULL */
    void *progress_context;           /**< handed to `progress` */
    rva_ingest_refused_fn on_refused; /**< told each line not accepted; may be NULL */
    void *refused_context;            /**< handed to `on_refused` */
} rva_ingest_options;

/** The defaults. */
#define RVA_INGEST_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(rva_ingest_options), 0, -1, RVA_INGEST_BATCH_EVENTS, NULL, NULL, NULL, NULL         \
    }

/** What an import did. */
typedef struct rva_ingest_summary {
    rva_record_summary events; /**< lines by outcome */
    int64_t lines;             /**< lines read, blank ones included */
    int64_t blank;             /**< of them, blank */
    int64_t bytes;             /**< read from the file, as it is on disk */
    int64_t text_bytes;        /**< of text, after decompression */
    int64_t stopped;           /**< 1 when `max_errors` ended it before the end of the file */
} rva_ingest_summary;

/**
 * Records the events of a file.
 *
 * What is read from a pipe is recorded as soon as the pipe pauses.
 *
 * @param path     of the file, or "-" for standard input
 * @param options  NULL for the defaults
 * @param summary  receives what was done, also on failure; may be NULL
 * @return RVA_OK, also when lines were refused; RVA_NOT_FOUND, RVA_IO, RVA_INVALID for a file
 *         that is cut off or of an unknown form, RVA_CANCELLED, RVA_NO_MEMORY, or what
 *         rva_record_many() says
 */
rva_status rva_ingest_file(rva_store *store, const char *path, const rva_ingest_options *options,
                           rva_ingest_summary *summary, rva_error *err);

/**
 * Sets what a settings file says: one JSON object with the keys of docs/events.md.
 *
 * Lists, `aliases`, `values` and `season_factors` replace those there are; `targets` and `zones`
 * are added to them.
 *
 * @param settings  may be changed in part on failure
 * @return RVA_OK, RVA_NOT_FOUND, RVA_IO, RVA_INVALID naming the key, or RVA_NO_MEMORY
 */
rva_status rva_ingest_settings(const char *path, rva_settings *settings, rva_error *err);

#ifdef __cplusplus
}
#endif

#endif
