/**
 * @file read/refusals.h
 * The offers of a period that buyers refused, with the reason that they gave.
 *
 * The rows of a period tell which documents have such offers, the fold which feedback decided
 * each, the log what it says: only there are reasons kept.
 */
#ifndef RVA_READ_REFUSALS_H
#define RVA_READ_REFUSALS_H

#include "cube/source.h"
#include "store/txn.h"

/** Which offers are asked for. */
typedef struct rva__refusals_asked {
    int64_t from_at;
    int64_t to_at;
    const rva__conditions *where; /**< on dimensions that offers have */
} rva__refusals_asked;

/** Gives the refused offers of a period to `take`, by day and then as their documents came. */
rva_status rva__refusals_each(const rva__txn *txn, const rva__refusals_asked *asked,
                              rva__refusal_fn take, void *context, rva_error *err);

#endif
