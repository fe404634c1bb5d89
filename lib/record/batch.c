/**
 * @file record/batch.c
 * The documents of a batch, and what they stated before.
 */
#include "record/batch.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "cube/row.h"
#include "store/document_facts.h"

enum { CACHED_FIRST = 64, CACHED_MAX = 1024 };

void rva__batch_open(rva__batch *batch, rva__txn *txn, int64_t recorded_at)
{
    if (batch->cached_room > CACHED_MAX)
        rva__batch_free(batch); /* after an import: clearing so much for each event would be slow */
    batch->txn = txn;
    batch->replay_seq = 0;
    batch->last_home.home = NULL;
    batch->cached_count = 0;
    batch->old_row_count = 0;
    batch->reader.first_seq = 0;
    rva__id_map_clear(&batch->ids);
    rva__cell_sums_clear(&batch->sums);
    rva__buffer_clear(&batch->old_bytes);
    if (batch->cached_slots)
        memset(batch->cached_slots, 0, batch->cached_slot_count * sizeof *batch->cached_slots);
    rva__log_writer_open(&batch->log, txn, recorded_at);
}

void rva__batch_leave(rva__batch *batch)
{
    rva__cell_sums_finish(&batch->sums);
}

void rva__batch_free(rva__batch *batch)
{
    for (uint32_t i = 0; i < batch->cached_room; i++) {
        if (!batch->cached[i])
            continue;
        rva__document_free(&batch->cached[i]->document);
        rva__alloc_free(batch->cached[i]);
    }
    rva__alloc_free(batch->cached);
    rva__alloc_free(batch->cached_slots);
    rva__alloc_free(batch->old_rows);
    rva__log_writer_free(&batch->log);
    rva__log_reader_free(&batch->reader);
    rva__id_map_free(&batch->ids);
    rva__cell_sums_free(&batch->sums);
    rva__facts_free(&batch->facts);
    rva__facts_free(&batch->facts_open);
    rva__buffer_free(&batch->old_bytes);
    rva__buffer_free(&batch->scratch);
    *batch = (rva__batch){0};
}

static uint32_t find_cached_slot(const rva__batch *batch, uint64_t number)
{
    const uint32_t mask = batch->cached_slot_count - 1;
    uint32_t slot = (uint32_t)rva__hash_mix(number) & mask;
    while (batch->cached_slots[slot] != 0 &&
           batch->cached[batch->cached_slots[slot] - 1]->number != number)
        slot = (slot + 1) & mask;
    return slot;
}

static rva_status grow_cache(rva__batch *batch, rva_error *err)
{
    if (batch->cached_count < batch->cached_room)
        return RVA_OK;
    const uint32_t room = batch->cached_room ? batch->cached_room * 2 : CACHED_FIRST;
    uint32_t *slots = rva__alloc_zero(room * 2, sizeof *slots);
    rva__cached **cached = slots ? rva__alloc_resize(batch->cached, room * sizeof *cached) : NULL;
    if (!cached) {
        rva__alloc_free(slots);
        return rva__fail_memory(err);
    }
    batch->cached = cached;
    memset(cached + batch->cached_room, 0, (room - batch->cached_room) * sizeof *cached);
    batch->cached_room = room;
    rva__alloc_free(batch->cached_slots);
    batch->cached_slots = slots;
    batch->cached_slot_count = room * 2;
    for (uint32_t i = 0; i < batch->cached_count; i++)
        slots[find_cached_slot(batch, cached[i]->number)] = i + 1;
    return RVA_OK;
}

/** Adds an empty document to the cache; its memory may be that of an earlier batch. */
static rva_status add_cached(rva__batch *batch, uint64_t number, rva__cached **out, rva_error *err)
{
    RVA__TRY(grow_cache(batch, err));
    rva__cached *cached = batch->cached[batch->cached_count];
    if (!cached) {
        cached = rva__alloc_zero(1, sizeof *cached);
        if (!cached)
            return rva__fail_memory(err);
        batch->cached[batch->cached_count] = cached;
    }
    cached->number = number;
    cached->document.count = 0;
    cached->document.past_count = 0;
    cached->document.flags = 0;
    cached->document.conversation = 0;
    cached->dirty = false;
    cached->existed = false;
    cached->old_seal = 0;
    cached->old_expiry = RVA_ABSENT;
    batch->cached_slots[find_cached_slot(batch, number)] = ++batch->cached_count;
    *out = cached;
    return RVA_OK;
}

rva_status rva__batch_new_document(rva__batch *batch, rva__cached **out, rva_error *err)
{
    RVA__TRY(add_cached(batch, (uint64_t)batch->txn->state.next_document, out, err));
    batch->txn->state.next_document++;
    return RVA_OK;
}

static rva_status read_cached(rva__batch *batch, uint64_t number, rva__cached **out, rva_error *err)
{
    uint8_t key[RVA__DOCUMENT_KEY_BYTES];
    const void *value, *payload;
    size_t size, payload_size;
    rva__document_key(number, key);
    RVA__TRY(rva__txn_get(batch->txn, RVA__DB_DOCUMENTS, key, sizeof key, &value, &size, err));
    if (!value)
        return rva__fail(err, RVA_CORRUPT, "documents: number %llu is missing: run rebuild",
                         (unsigned long long)number);
    RVA__TRY(rva__unseal(key, sizeof key, value, size, "documents", &payload, &payload_size, err));
    RVA__TRY(add_cached(batch, number, out, err));
    (*out)->existed = true;
    (*out)->old_seal = rva__seal_read(value);
    return rva__document_decode(payload, payload_size, &(*out)->document, err);
}

rva_status rva__batch_document(rva__batch *batch, uint64_t number, rva__cached **out,
                               rva_error *err)
{
    for (;;) {
        rva__cached *cached = NULL;
        if (batch->cached_count > 0) {
            const uint32_t index = batch->cached_slots[find_cached_slot(batch, number)];
            cached = index ? batch->cached[index - 1] : NULL;
        }
        if (!cached)
            RVA__TRY(read_cached(batch, number, &cached, err));
        *out = cached;
        if (!(cached->document.flags & RVA__DOCUMENT_MOVED))
            return RVA_OK;
        if (cached->document.conversation == number)
            return rva__fail(err, RVA_CORRUPT, "documents: number %llu moved to itself",
                             (unsigned long long)number);
        number = cached->document.conversation;
    }
}

rva_status rva__batch_find(rva__batch *batch, rva__hash128 hash, bool make, rva__cached **out,
                           rva_error *err)
{
    uint64_t number;
    *out = NULL;
    RVA__TRY(rva__id_find(&batch->ids, batch->txn, hash, &number, err));
    if (number)
        return rva__batch_document(batch, number, out, err);
    if (!make)
        return RVA_OK;
    RVA__TRY(rva__batch_new_document(batch, out, err));
    return rva__id_set(&batch->ids, hash, (*out)->number, true, err);
}

rva_status rva__batch_log(rva__batch *batch, const rva_event *event, rva_error *err)
{
    if (batch->replay_seq)
        return RVA_OK;
    rva__state_event(&batch->txn->state, event->at, event->amount_minor != RVA_ABSENT);
    return rva__log_append(&batch->log, event, err);
}

rva_status rva__batch_event(rva__batch *batch, int64_t seq, const rva_event **out, rva_error *err)
{
    if (seq >= batch->log.first_seq && !batch->replay_seq)
        RVA__TRY(rva__log_flush(&batch->log, err));
    return rva__log_read(batch->txn, &batch->reader, seq, out, err);
}

rva_status rva__batch_expiry(rva__batch *batch, const rva__document *document,
                             const uint8_t key[RVA__EXPIRY_KEY_BYTES], rva__buffer *to,
                             rva_error *err)
{
    rva__config *config = batch->txn->config;
    RVA__TRY(rva__document_facts(config, document, batch->facts.expires_at - 1, false,
                                 &batch->facts_open, err));
    const size_t start = rva__seal_begin(to);
    rva__row_encode_difference(&batch->facts, &batch->facts_open, to);
    if (to->failed)
        return rva__fail_memory(err);
    rva__seal_end(to, start, key, RVA__EXPIRY_KEY_BYTES);
    return RVA_OK;
}

static rva_status keep_old_row(rva__batch *batch, uint64_t number, int32_t day, rva_error *err)
{
    if (batch->old_row_count == batch->old_row_room) {
        const uint32_t room = batch->old_row_room ? batch->old_row_room * 2 : CACHED_FIRST;
        rva__old_row *rows = rva__alloc_resize(batch->old_rows, room * sizeof *rows);
        if (!rows)
            return rva__fail_memory(err);
        batch->old_rows = rows;
        batch->old_row_room = room;
    }
    const size_t offset = batch->old_bytes.size;
    rva__row_encode(&batch->facts, batch->txn->config->zone, day, &batch->old_bytes);
    batch->old_rows[batch->old_row_count++] = (rva__old_row){
        .number = number,
        .day = (uint32_t)(day + RVA__DAY_BIAS),
        .offset = offset,
        .size = (uint32_t)(batch->old_bytes.size - offset),
    };
    return batch->old_bytes.failed ? rva__fail_memory(err) : RVA_OK;
}

/** Whether a row of that day was kept for the document since `first`. */
static bool has_old_row(const rva__batch *batch, uint32_t first, int32_t day)
{
    for (uint32_t i = first; i < batch->old_row_count; i++)
        if (batch->old_rows[i].day == (uint32_t)(day + RVA__DAY_BIAS))
            return true;
    return false;
}

rva_status rva__batch_touch(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    if (cached->dirty)
        return RVA_OK;
    cached->dirty = true;
    if (!cached->existed)
        return RVA_OK;
    rva__config *config = batch->txn->config;
    RVA__TRY(
        rva__document_facts(config, &cached->document, RVA__NOW_NEVER, false, &batch->facts, err));
    rva__cell_sums_add(&batch->sums, &batch->facts, config->zone, -1);
    cached->old_expiry = batch->facts.expires_at;
    const uint32_t first = batch->old_row_count;
    for (uint32_t i = 0; i < batch->facts.count; i++) {
        const int32_t day = rva__zone_day(config->zone, batch->facts.items[i].at);
        if (!has_old_row(batch, first, day))
            RVA__TRY(keep_old_row(batch, cached->number, day, err));
    }
    return RVA_OK;
}
