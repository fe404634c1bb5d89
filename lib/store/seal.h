/**
 * @file store/seal.h
 * The checksum that heads nearly every record: LMDB itself has none.
 *
 *     seal 4 | payload
 */
#ifndef RVA_STORE_SEAL_H
#define RVA_STORE_SEAL_H

#include <string.h>

#include <revanalytics/status.h>

#include "core/buffer.h"

enum { RVA__SEAL_BYTES = 4 };

/** The CRC-32C over key and payload that heads a sealed value. */
uint32_t rva__seal(const void *key, size_t key_size, const void *payload, size_t size);

/** The seal of a sealed value, of RVA__SEAL_BYTES at least. */
static inline uint32_t rva__seal_read(const void *value)
{
    uint32_t seal;
    memcpy(&seal, value, sizeof seal);
    return seal;
}

/** Begins a sealed value at the end of a buffer: the payload is to follow. */
static inline size_t rva__seal_begin(rva__buffer *to)
{
    const size_t start = to->size;
    rva__buffer_put(to, "\0\0\0\0", RVA__SEAL_BYTES);
    return start;
}

/** Seals the value that began at `start`, in a buffer that has not failed; returns the seal. */
uint32_t rva__seal_end(rva__buffer *to, size_t start, const void *key, size_t key_size);

/**
 * Checks a sealed value and gives its payload.
 *
 * @param what  for the message: "document", "cell" ...
 */
rva_status rva__unseal(const void *key, size_t key_size, const void *value, size_t size,
                       const char *what, const void **payload, size_t *payload_size,
                       rva_error *err);

#endif
