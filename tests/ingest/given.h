/**
 * @file tests/ingest/given.h
 * What the tests of ingest are given: files made of bytes, and what is read from them.
 */
#ifndef RVA_TESTS_GIVEN_H
#define RVA_TESTS_GIVEN_H

#include "ingest.h"
#include "reader.h"

/** A file that holds these bytes; its path is good until the next call in this process. */
const char *given_file(const void *bytes, size_t size);

/** The same for a text. */
const char *given_text(const char *text);

/** All that a file holds: batches of up to `room` events are read until the last. */
typedef struct given {
    ingest_source *source;
    ingest_reader *reader;
    ingest_batch *batch;
    rva_status status; /**< of the last fill */
    rva_error err;
    int64_t events; /**< of all batches */
    int64_t refusals;
    int64_t lines;
} given;

/** Reads a file; the last batch stays to be looked at.  End with given_end(). */
given given_read(const char *path, size_t room, int64_t errors_max);

/** Reads a text in one batch. */
given given_lines(const char *text);

/** Frees what was read. */
void given_end(given *of);

/** The one event a line gives; its texts live until given_end(). */
const rva_event *given_event(given *of, const char *line);

/** The error of a line that must be refused; lives as long as the call's caller needs. */
rva_error given_refusal(const char *line);

#endif
