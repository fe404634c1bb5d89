/**
 * @file ingest/json_reader.h
 * One JSON object or array at a time, member by member.  No other file sees the parser.
 *
 * Nothing is copied: texts are decoded where they stand in the caller's buffer, and end in
 * a NUL there, so they live as long as it does.
 */
#ifndef RVA_INGEST_JSON_READER_H
#define RVA_INGEST_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    INGEST_JSON_PADDING = 64,  /**< bytes the caller keeps readable behind a text */
    INGEST_JSON_DEPTH_MAX = 16 /**< how deep a value may be nested */
};

/** What a JSON value is. */
typedef enum ingest_json_type {
    INGEST_JSON_NULL = 0,
    INGEST_JSON_FLAG = 1,
    INGEST_JSON_INTEGER = 2, /**< digits only, and fits in int64 */
    INGEST_JSON_REAL = 3,    /**< a number with a fraction or an exponent */
    INGEST_JSON_HUGE = 4,    /**< an integer that int64 cannot hold */
    INGEST_JSON_TEXT = 5,
    INGEST_JSON_OBJECT = 6,
    INGEST_JSON_ARRAY = 7,
} ingest_json_type;

/** A value of an object or an array. */
typedef struct ingest_json_value {
    ingest_json_type type;
    char *text;      /**< TEXT: decoded, ends in NUL; all others: their source, which does not */
    size_t length;   /**< bytes of `text` */
    int64_t integer; /**< of an INTEGER; 0 or 1 of a FLAG */
    double real;     /**< of an INTEGER, a REAL or a HUGE */
} ingest_json_value;

/**
 * Called for each member in order; `key` is empty for elements of an array.
 *
 * @return false to stop
 */
typedef bool (*ingest_json_fn)(void *context, const char *key, size_t key_length,
                               const ingest_json_value *value);

/** A parser, to be used again and again by one thread. */
typedef struct ingest_json ingest_json;

/** Makes a parser for texts of up to `bytes_max`; NULL when memory ran out. */
ingest_json *ingest_json_new(size_t bytes_max);

/** Frees it; NULL is fine. */
void ingest_json_free(ingest_json *json);

/**
 * Visits the members of the object, or the elements of the array, that `text` holds.
 *
 * Members are shown before the rest is checked, so what the visitor made of them counts
 * only when the call returns NULL.  Nested values are checked whole before they are shown.
 *
 * @param text  is changed; INGEST_JSON_PADDING more bytes can be read behind it
 * @return NULL when all went well, "" when the visitor stopped, else what is wrong
 */
const char *ingest_json_visit(ingest_json *json, char *text, size_t length, ingest_json_fn visit,
                              void *context);

/** The key of the value at fault after a failed visit, "" when no single one is. */
const char *ingest_json_key(const ingest_json *json, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
