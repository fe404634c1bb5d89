/**
 * @file node/src/refused.h
 * The lines that an import refused, kept until it is over.
 */
#ifndef RVN_REFUSED_H
#define RVN_REFUSED_H

#include "call.h"

/** So many are kept; all are counted. */
enum { RVN_REFUSED_MAX = 1000 };

/** A line that was not accepted. */
typedef struct rvn_line {
    int64_t line;
    int64_t outcome;
    rva_error error;
} rvn_line;

/** The first lines that were not accepted; all zero is empty. */
typedef struct rvn_refused {
    rvn_line *lines;
    size_t count;
    size_t room;
} rvn_refused;

/** A ::rva_ingest_refused_fn whose context is an ::rvn_refused. */
void rvn_refused_add(void *context, int64_t line, int64_t outcome, const rva_error *error);

/** [line, outcome, error, ...]. */
napi_value rvn_refused_new(napi_env env, const rvn_refused *refused);

/** Frees them. */
void rvn_refused_drop(rvn_refused *refused);

#endif
