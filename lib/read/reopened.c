/**
 * @file read/reopened.c
 * The index of expiries from `now` on.
 */
#include "read/reopened.h"

#include "core/alloc.h"
#include "core/error.h"
#include "cube/row.h"
#include "store/keys.h"

enum { ROOM_FIRST = 64 };

void rva__reopened_free(rva__reopened *reopened)
{
    rva__alloc_free(reopened->items);
    *reopened = (rva__reopened){.now_at = RVA_ABSENT};
}

static rva__difference *add(rva__reopened *reopened, const rva__fact *fact, int64_t expires_at)
{
    if (reopened->count == reopened->room) {
        const size_t room = reopened->room ? reopened->room * 2 : ROOM_FIRST;
        rva__difference *items = rva__alloc_resize(reopened->items, room * sizeof *items);
        if (!items)
            return NULL;
        reopened->items = items;
        reopened->room = room;
    }
    rva__difference *to = &reopened->items[reopened->count++];
    to->at = fact->at;
    to->expires_at = expires_at;
    to->family = fact->family;
    to->measure_count = 0;
    memcpy(to->dims, fact->dims, sizeof to->dims);
    return to;
}

/** Keeps the measures of a fact, in as many differences as it takes. */
static rva_status keep(rva__reopened *reopened, const rva__fact *fact, int64_t expires_at,
                       rva_error *err)
{
    rva__difference *to = NULL;
    for (int i = 0; i < fact->measure_count; i++) {
        if (i % RVA__DIFFERENCE_MEASURES == 0)
            to = add(reopened, fact, expires_at);
        if (!to)
            return rva__fail_memory(err);
        to->measures[to->measure_count] = fact->measures[i];
        to->values[to->measure_count++] = fact->values[i];
    }
    return RVA_OK;
}

/** Reads what changes when one conversation is open: the value of its expiry. */
static rva_status reopen(rva__reopened *reopened, const rva__slice *key, const rva__slice *value,
                         rva_error *err)
{
    const void *payload;
    size_t size;
    rva__row_reader reader;
    if (key->size != RVA__EXPIRY_KEY_BYTES)
        return rva__fail(err, RVA_CORRUPT, "expiry: a key has a wrong size: run rebuild");
    RVA__TRY(rva__unseal(key->data, key->size, value->data, value->size, "expiry", &payload, &size,
                         err));
    const int64_t expires_at = (int64_t)rva__big_get64(key->data);
    rva__row_open(&reader, payload, size, 0);
    while (rva__row_next(&reader) && rva__row_body(&reader)) {
        rva__row_dims(&reader);
        RVA__TRY(keep(reopened, &reader.fact, expires_at, err));
    }
    if (reader.from.failed)
        return rva__fail(err, RVA_CORRUPT, "expiry: a record is not well formed: run rebuild");
    return RVA_OK;
}

rva_status rva__reopened_find(rva__reopened *reopened, const rva__txn *txn, int64_t now_at,
                              rva_error *err)
{
    uint8_t start[8];
    rva__iterator expiries;
    if (reopened->now_at == now_at)
        return RVA_OK;
    reopened->count = 0;
    rva__big_put64(start, (uint64_t)(now_at < 0 ? 0 : now_at + 1));
    RVA__TRY(rva__txn_iterate(txn, RVA__DB_EXPIRY, &expiries, err));
    rva_status status = rva__iterator_seek(&expiries, start, sizeof start, err);
    while (status == RVA_OK && expiries.found) {
        status = reopen(reopened, &expiries.key, &expiries.value, err);
        if (status == RVA_OK)
            status = rva__iterator_next(&expiries, err);
    }
    rva__iterator_close(&expiries);
    reopened->now_at = status == RVA_OK ? now_at : RVA_ABSENT;
    return status;
}

rva__open_conversations rva__reopened_count(const rva__reopened *reopened,
                                            const rva__conditions *where, int64_t expires_at)
{
    rva__open_conversations found = {0};
    for (size_t i = 0; i < reopened->count; i++) {
        const rva__difference *item = &reopened->items[i];
        if (item->family != RVA__FAMILY_CONVERSATION || item->expires_at < expires_at ||
            !rva__conditions_hold(where, item->dims))
            continue;
        for (int m = 0; m < item->measure_count; m++) {
            if (item->measures[m] == RVA__M_conversations_open)
                found.all += item->values[m];
            else if (item->measures[m] == RVA__M_conversations_active)
                found.without_lead += item->values[m];
        }
    }
    return found;
}
