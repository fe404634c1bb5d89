/**
 * @file ingest/reader.h
 * Lines of a source into batches of events.
 */
#ifndef RVA_INGEST_READER_H
#define RVA_INGEST_READER_H

#include <stdbool.h>

#include <revanalytics/event.h>

#include "input.h"

/** A line that is no event. */
typedef struct ingest_refusal {
    int64_t line;
    rva_error error;
} ingest_refusal;

/**
 * Events and the text their fields stand in, made once and filled again and again.
 *
 * `lines` and the refusals rise; no line is in both.
 */
typedef struct ingest_batch {
    rva_event *events;
    int64_t *lines; /**< the line of each event */
    size_t count;
    size_t room;
    ingest_refusal *refusals;
    size_t refusal_count;
    char *text;
    int64_t line_count;  /**< lines read for this batch, blank ones included */
    int64_t blank_count; /**< of them, blank */
    int64_t text_bytes;  /**< of them all */
    bool is_last;        /**< the source ended, or more than enough lines were refused */
} ingest_batch;

/** Makes a batch for up to `room` events. */
rva_status ingest_batch_new(size_t room, ingest_batch **out, rva_error *err);

/** Frees it; NULL is fine. */
void ingest_batch_free(ingest_batch *batch);

/** A reader of lines; belongs to one thread. */
typedef struct ingest_reader ingest_reader;

/**
 * Makes a reader.
 *
 * @param source      stays the caller's
 * @param errors_max  lines refused after which it stops; negative: never
 * @param out         receives it; free with ingest_reader_free()
 */
rva_status ingest_reader_new(ingest_source *source, int64_t errors_max, ingest_reader **out,
                             rva_error *err);

/** Frees it; NULL is fine. */
void ingest_reader_free(ingest_reader *reader);

/**
 * Fills a batch: until it is full, the source pauses, or the source ends.
 *
 * A batch may come back empty while the source pauses.
 *
 * @return RVA_OK, or why the source cannot be read; what was read before is in the batch
 */
rva_status ingest_reader_fill(ingest_reader *reader, ingest_batch *batch, rva_error *err);

#endif
