/**
 * @file read/listing.c
 * Walking over documents.
 */
#include "read/listing.h"

#include "core/alloc.h"
#include "core/error.h"
#include "record/batch.h"

struct rva__listing {
    rva__txn txn;
    MDB_cursor *cursor;
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
        status = rva__txn_cursor(&listing->txn, RVA__DB_DOCUMENTS, &listing->cursor, err);
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
    if (listing->cursor)
        mdb_cursor_close(listing->cursor);
    rva__txn_end(&listing->txn);
    rva__document_free(&listing->document);
    rva__facts_free(&listing->facts);
    rva__log_reader_free(&listing->reader);
    rva__alloc_free(listing);
}

static rva_status move(rva__listing *listing, MDB_val *key, MDB_val *value, rva_error *err)
{
    uint8_t start[8];
    bool found;
    rva__big_put64(start, listing->after + 1);
    *key = (MDB_val){sizeof start, start};
    RVA__TRY(rva__cursor_move(listing->cursor, listing->begun ? MDB_NEXT : MDB_SET_RANGE, key,
                              value, &found, err));
    listing->begun = true;
    return found ? RVA_OK : rva__fail(err, RVA_NOT_FOUND, "no more documents");
}

rva_status rva__listing_next(rva__listing *listing, rva__listed *out, rva_error *err)
{
    MDB_val key, value;
    do {
        const void *payload;
        size_t size;
        RVA__TRY(move(listing, &key, &value, err));
        RVA__TRY(rva__unseal(key.mv_data, key.mv_size, value.mv_data, value.mv_size, "documents",
                             &payload, &size, err));
        RVA__TRY(rva__document_decode(payload, size, &listing->document, err));
    } while (listing->document.flags & RVA__DOCUMENT_MOVED);
    RVA__TRY(rva__batch_facts(listing->txn.config, &listing->document, listing->now_at, false,
                              &listing->facts, err));
    *out = (rva__listed){rva__big_get64(key.mv_data), &listing->document, &listing->facts};
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
