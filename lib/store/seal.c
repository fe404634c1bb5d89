/**
 * @file store/seal.c
 * Checksums at the head of records.
 */
#include "store/seal.h"

#include "core/error.h"
#include "core/hash.h"

uint32_t rva__seal(const void *key, size_t key_size, const void *payload, size_t size)
{
    return rva__crc32c(rva__crc32c(0, key, key_size), payload, size);
}

uint32_t rva__seal_end(rva__buffer *to, size_t start, const void *key, size_t key_size)
{
    const size_t payload = start + RVA__SEAL_BYTES;
    const uint32_t seal = rva__seal(key, key_size, to->data + payload, to->size - payload);
    memcpy(to->data + start, &seal, sizeof seal);
    return seal;
}

rva_status rva__unseal(const void *key, size_t key_size, const void *value, size_t size,
                       const char *what, const void **payload, size_t *payload_size, rva_error *err)
{
    uint32_t seal = 0;
    if (size >= sizeof seal)
        memcpy(&seal, value, sizeof seal);
    const uint8_t *rest = (const uint8_t *)value + sizeof seal;
    if (size < sizeof seal || seal != rva__seal(key, key_size, rest, size - sizeof seal))
        return rva__fail(err, RVA_CORRUPT,
                         "%s: a record does not match its checksum: run verify, then restore a "
                         "backup or rebuild",
                         what);
    *payload = rest;
    *payload_size = size - sizeof seal;
    return RVA_OK;
}
