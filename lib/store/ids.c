/**
 * @file store/ids.c
 * Hashing ids, and writing erased ones.
 */
#include "store/ids.h"

#include <stdio.h>
#include <string.h>

static bool read_erased(const char *id, rva__hash128 *out)
{
    unsigned long long high, low;
    if (sscanf(id + 1, "%16llx%16llx", &high, &low) != 2)
        return false;
    *out = (rva__hash128){high & RVA__ID_HIGH, low};
    return true;
}

rva__hash128 rva__id_hash_under(const uint8_t secret[RVA__SECRET_BYTES], int type, const char *id)
{
    char bytes[1 + RVA_ID_BYTES_MAX + 1];
    size_t size = strlen(id);
    if (size > RVA_ID_BYTES_MAX)
        size = RVA_ID_BYTES_MAX;
    bytes[0] = (char)type;
    memcpy(bytes + 1, id, size);
    rva__hash128 hash = rva__siphash(secret, bytes, size + 1);
    hash.high &= RVA__ID_HIGH;
    if (hash.low == 0)
        hash.low = 1; /* 0 means no id */
    return hash;
}

rva__hash128 rva__id_hash(const rva__config *config, int type, const char *id)
{
    rva__hash128 hash;
    return rva__id_is_erased(id) && read_erased(id, &hash)
               ? hash
               : rva__id_hash_under(config->secret, type, id);
}

void rva__id_erased_text(rva__hash128 hash, char out[RVA__ID_ERASED_BYTES])
{
    snprintf(out, RVA__ID_ERASED_BYTES, "%c%016llx%016llx", RVA__ID_ERASED,
             (unsigned long long)hash.high, (unsigned long long)hash.low);
}
