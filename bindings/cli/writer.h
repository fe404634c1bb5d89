/**
 * @file cli/writer.h
 * Rows in the forms of an export, one after the other, so that any number fits.
 */
#ifndef RVA_CLI_WRITER_H
#define RVA_CLI_WRITER_H

#include <stdio.h>

#include "text_builder.h"

#include <stdint.h>

/** The forms, in the order of WRITER_FORMATS. */
typedef enum writer_format {
    WRITER_NDJSON = 0, /**< an object a line, absent values left out */
    WRITER_JSON,       /**< an array of the same */
    WRITER_CSV,        /**< a heading and a line a row, absent values empty */
    WRITER_MSGPACK,    /**< a map a row, absent values left out */
} writer_format;

#define WRITER_FORMATS "ndjson|json|csv|msgpack"

/** What a value is. */
typedef enum writer_form {
    WRITER_ABSENT = 0,
    WRITER_TEXT,
    WRITER_INTEGER,
    WRITER_REAL,
    WRITER_FLAG,
    WRITER_INSTANT,
    WRITER_OBJECT, /**< the text of a JSON object */
} writer_form;

/** A value of a row. */
typedef struct writer_value {
    writer_form form;
    const char *text; /**< of TEXT and OBJECT */
    int64_t integer;  /**< of INTEGER, FLAG, INSTANT */
    double real;      /**< of REAL */
} writer_value;

/** Rows being written. */
typedef struct writer {
    FILE *stream;
    writer_format format;
    size_t count;             /**< columns */
    const char *const *names; /**< of the columns */
    int64_t rows;
    text row; /* the row under way */
} writer;

/** Starts; `names` stay the caller's. */
writer writer_open(FILE *stream, writer_format format, const char *const *names, size_t count);

/** Writes a row of as many values as there are columns. */
void writer_row(writer *to, const writer_value *values);

/** Ends what was begun; whether all could be written is the stream's to say. */
void writer_close(writer *to);

/** Adds a row as a JSON object without a line end. */
void writer_json(text *to, const char *const *names, const writer_value *values, size_t count);

#endif
