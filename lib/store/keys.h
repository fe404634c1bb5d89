/**
 * @file store/keys.h
 * The keys of documents' records: numbers with the big end first, so that order is theirs.
 *
 *     document  number 8
 *     row       local day 4 | document number 8
 *     expiry    instant 8   | document number 8
 */
#ifndef RVA_STORE_KEYS_H
#define RVA_STORE_KEYS_H

#include "core/buffer.h"

enum { RVA__DOCUMENT_KEY_BYTES = 8, RVA__ROW_KEY_BYTES = 12, RVA__EXPIRY_KEY_BYTES = 16 };

/** The key of a document. */
static inline void rva__document_key(uint64_t number, uint8_t out[RVA__DOCUMENT_KEY_BYTES])
{
    rva__big_put64(out, number);
}

/** The key of a row; `day` has RVA__DAY_BIAS. */
static inline void rva__row_key(uint32_t day, uint64_t number, uint8_t out[RVA__ROW_KEY_BYTES])
{
    rva__big_put32(out, day);
    rva__big_put64(out + 4, number);
}

/** The number of the document whose row has that key. */
static inline uint64_t rva__row_document(const void *key)
{
    return rva__big_get64((const uint8_t *)key + 4);
}

/** The key of an expiry. */
static inline void rva__expiry_key(int64_t at, uint64_t number, uint8_t out[RVA__EXPIRY_KEY_BYTES])
{
    rva__big_put64(out, (uint64_t)at);
    rva__big_put64(out + 8, number);
}

#endif
