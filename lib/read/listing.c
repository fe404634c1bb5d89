/**
 * @file read/listing.c
 * Walking over documents.
 */
#include "read/listing.h"

#include "core/alloc.h"
#include "core/error.h"
#include "store/commit.h"
#include "store/document_facts.h"
#include "store/keys.h"
#include "store/log.h"

struct rva__listing {
    rva__txn txn;
    rva__iterator documents;
    uint64_t after;
    int64_t now_at;
    bool begun;
    rva__document document;
    rva__facts facts;
    rva__log_reader reader;
};

rva_status rva__listing_open(rva__env *env, uint64_t after, int64_t now_at, rva__listing **out,
                             rva_error *err)
{
    rva__listing *listing = rva__alloc_zero(1, sizeof *listing);
    if (!listing)
        return rva__fail_memory(err);
    listing->after = after;
    listing->now_at = now_at;
    rva_status status = rva__txn_read(env, &listing->txn, err);
    if (status == RVA_OK)
        status = rva__txn_iterate(&listing->txn, RVA__DB_DOCUMENTS, &listing->documents, err);
    if (status != RVA_OK) {
        rva__listing_close(listing);
        return status;
    }
    *out = listing;
    return RVA_OK;
}

void rva__listing_close(rva__listing *listing)
{
    if (!listing)
        return;
    rva__iterator_close(&listing->documents);
    rva__txn_end(&listing->txn);
    rva__document_free(&listing->document);
    rva__facts_free(&listing->facts);
    rva__log_reader_free(&listing->reader);
    rva__alloc_free(listing);
}

static rva_status move(rva__listing *listing, rva_error *err)
{
    uint8_t start[RVA__DOCUMENT_KEY_BYTES];
    rva__iterator *documents = &listing->documents;
    rva__document_key(listing->after + 1, start);
    RVA__TRY(listing->begun ? rva__iterator_next(documents, err)
                            : rva__iterator_seek(documents, start, sizeof start, err));
    listing->begun = true;
    return documents->found ? RVA_OK : rva__fail(err, RVA_NOT_FOUND, "no more documents");
}

rva_status rva__listing_next(rva__listing *listing, rva__listed *out, rva_error *err)
{
    const rva__slice *key = &listing->documents.key;
    const rva__slice *value = &listing->documents.value;
    do {
        const void *payload;
        size_t size;
        RVA__TRY(move(listing, err));
        RVA__TRY(rva__unseal(key->data, key->size, value->data, value->size, "documents", &payload,
                             &size, err));
        RVA__TRY(rva__document_decode(payload, size, &listing->document, err));
    } while (listing->document.count == 0); /* it moved, or its events are void */
    RVA__TRY(rva__document_facts(listing->txn.config, &listing->document, listing->now_at, false,
                                 &listing->facts, err));
    *out = (rva__listed){rva__big_get64(key->data), &listing->document, &listing->facts};
    return RVA_OK;
}

rva_status rva__listing_event(rva__listing *listing, int64_t seq, const rva_event **out,
                              rva_error *err)
{
    return rva__log_read(&listing->txn, &listing->reader, seq, out, err);
}

const char *rva__listing_text(const rva__listing *listing, int dimension, uint32_t value)
{
    return rva__dictionary_text(listing->txn.config->dictionary, dimension, value);
}

const rva_settings *rva__listing_settings(const rva__listing *listing)
{
    return listing->txn.config->settings;
}
