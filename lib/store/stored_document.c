/**
 * @file store/stored_document.c
 * Documents out of their database.
 */
#include "store/stored_document.h"

#include "core/error.h"
#include "store/keys.h"

rva_status rva__stored_document(const rva__txn *txn, uint64_t number, rva__document *out,
                                rva_error *err)
{
    uint8_t key[RVA__DOCUMENT_KEY_BYTES];
    const void *value, *payload;
    size_t size, payload_size;
    rva__document_key(number, key);
    RVA__TRY(rva__txn_get(txn, RVA__DB_DOCUMENTS, key, sizeof key, &value, &size, err));
    if (!value)
        return rva__fail(err, RVA_CORRUPT, "documents: number %llu is missing: run rebuild",
                         (unsigned long long)number);
    RVA__TRY(rva__unseal(key, sizeof key, value, size, "documents", &payload, &payload_size, err));
    return rva__document_decode(payload, payload_size, out, err);
}
