/**
 * @file store/seal.h
 * The checksum that heads nearly every record: LMDB itself has none.
 */
#ifndef RVA_STORE_SEAL_H
#define RVA_STORE_SEAL_H

#include <stddef.h>

#include <revanalytics/status.h>

enum { RVA__SEAL_BYTES = 4 };

/** The CRC-32C over key and payload that heads a sealed value. */
uint32_t rva__seal(const void *key, size_t key_size, const void *payload, size_t size);

/**
 * Checks a sealed value and gives its payload.
 *
 * @param what  for the message: "document", "cell" ...
 */
rva_status rva__unseal(const void *key, size_t key_size, const void *value, size_t size,
                       const char *what, const void **payload, size_t *payload_size,
                       rva_error *err);

#endif
