/**
 * @file store/dictionary.h
 * Dimension values: texts to small numbers and back.
 *
 * Held whole in memory by each process that has the store open; new values are written
 * in the transaction that first uses them.  Values are only ever added, so a dictionary
 * that knows more than a snapshot answers it rightly.  Readers and the one writer share
 * it under its own lock.
 */
#ifndef RVA_STORE_DICTIONARY_H
#define RVA_STORE_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>

#include <revanalytics/status.h>

#include "model/schema.h"

/** A dictionary. */
typedef struct rva__dictionary rva__dictionary;

/** An empty one; `max_values` is the limit of each dimension. */
rva_status rva__dictionary_new(int64_t max_values, rva__dictionary **out, rva_error *err);

/** Frees it; NULL is fine. */
void rva__dictionary_free(rva__dictionary *dictionary);

/** How many values a dimension has. */
uint32_t rva__dictionary_count(rva__dictionary *dictionary, int dimension);

/** How many values each dimension has; for the writer. */
void rva__dictionary_counts(const rva__dictionary *dictionary, uint32_t out[RVA__DIM_COUNT]);

/** The value of a text, RVA__VALUE_NONE when it has none. */
uint32_t rva__dictionary_find(rva__dictionary *dictionary, int dimension, const char *text);

/**
 * The value of a text, added when new; RVA__VALUE_OTHER beyond the limit.
 *
 * @return RVA__VALUE_NONE without memory
 */
uint32_t rva__dictionary_add(rva__dictionary *dictionary, int dimension, const char *text);

/** The text of a value; "(unknown)", "(other)"; "(missing)" for one that is not there. */
const char *rva__dictionary_text(rva__dictionary *dictionary, int dimension, uint32_t value);

/** Forgets the values of a dimension from number `count` on: their transaction failed. */
void rva__dictionary_truncate(rva__dictionary *dictionary, int dimension, uint32_t count);

#endif
