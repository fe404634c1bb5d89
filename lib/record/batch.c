/**
 * @file record/batch.c
 * The documents in hand, and what they stated before.
 */
#include "record/batch.h"

#include "core/alloc.h"
#include "core/error.h"
#include "cube/row.h"

enum { HOTS_FIRST = 64, HOTS_KEPT = 1024, PATH_BYTES = 400 };

rva_status rva__batch_open(rva__batch *batch, rva__txn *txn, int64_t recorded_at, rva_error *err)
{
    (void)err;
    if (batch->hot_room > HOTS_KEPT)
        rva__batch_free(batch); /* what an import needed would be cleared for each event */
    batch->txn = txn;
    batch->replay_seq = 0;
    batch->hot_count = 0;
    batch->old_row_count = 0;
    batch->reader.first_seq = 0;
    rva__id_map_clear(&batch->ids);
    rva__adder_clear(&batch->adder);
    rva__buffer_clear(&batch->old_bytes);
    if (batch->hot_slots)
        memset(batch->hot_slots, 0, batch->hot_slot_count * sizeof *batch->hot_slots);
    rva__log_writer_open(&batch->log, txn, recorded_at);
    return RVA_OK;
}

void rva__batch_leave(rva__batch *batch)
{
    rva__adder_settle(&batch->adder);
}

void rva__batch_free(rva__batch *batch)
{
    for (uint32_t i = 0; i < batch->hot_room; i++) {
        if (!batch->hots[i])
            continue;
        rva__document_free(&batch->hots[i]->document);
        rva__alloc_free(batch->hots[i]);
    }
    rva__alloc_free(batch->hots);
    rva__alloc_free(batch->hot_slots);
    rva__alloc_free(batch->old_rows);
    rva__log_writer_free(&batch->log);
    rva__log_reader_free(&batch->reader);
    rva__id_map_free(&batch->ids);
    rva__adder_free(&batch->adder);
    rva__facts_free(&batch->facts);
    rva__facts_free(&batch->facts_open);
    rva__buffer_free(&batch->old_bytes);
    rva__buffer_free(&batch->scratch);
    *batch = (rva__batch){0};
}

static uint32_t find_hot_slot(const rva__batch *batch, uint64_t number)
{
    const uint32_t mask = batch->hot_slot_count - 1;
    uint32_t slot = (uint32_t)rva__hash_mix(number) & mask;
    while (batch->hot_slots[slot] != 0 && batch->hots[batch->hot_slots[slot] - 1]->number != number)
        slot = (slot + 1) & mask;
    return slot;
}

static rva_status grow_hots(rva__batch *batch, rva_error *err)
{
    if (batch->hot_count < batch->hot_room)
        return RVA_OK;
    const uint32_t room = batch->hot_room ? batch->hot_room * 2 : HOTS_FIRST;
    uint32_t *slots = rva__alloc_zero(room * 2, sizeof *slots);
    rva__hot **hots = slots ? rva__alloc_resize(batch->hots, room * sizeof *hots) : NULL;
    if (!hots) {
        rva__alloc_free(slots);
        return rva__fail_memory(err);
    }
    batch->hots = hots;
    memset(hots + batch->hot_room, 0, (room - batch->hot_room) * sizeof *hots);
    batch->hot_room = room;
    rva__alloc_free(batch->hot_slots);
    batch->hot_slots = slots;
    batch->hot_slot_count = room * 2;
    for (uint32_t i = 0; i < batch->hot_count; i++)
        slots[find_hot_slot(batch, hots[i]->number)] = i + 1;
    return RVA_OK;
}

/** An empty document in hand; its memory may be that of an earlier batch. */
static rva_status add_hot(rva__batch *batch, uint64_t number, rva__hot **out, rva_error *err)
{
    RVA__TRY(grow_hots(batch, err));
    rva__hot *hot = batch->hots[batch->hot_count];
    if (!hot) {
        hot = rva__alloc_zero(1, sizeof *hot);
        if (!hot)
            return rva__fail_memory(err);
        batch->hots[batch->hot_count] = hot;
    }
    hot->number = number;
    hot->document.count = 0;
    hot->document.past_count = 0;
    hot->document.flags = 0;
    hot->document.conversation = 0;
    hot->dirty = false;
    hot->existed = false;
    hot->old_seal = 0;
    hot->old_expiry = RVA_ABSENT;
    batch->hot_slots[find_hot_slot(batch, number)] = ++batch->hot_count;
    *out = hot;
    return RVA_OK;
}

rva_status rva__batch_new_hot(rva__batch *batch, rva__hot **out, rva_error *err)
{
    RVA__TRY(add_hot(batch, (uint64_t)batch->txn->state.next_document, out, err));
    batch->txn->state.next_document++;
    return RVA_OK;
}

static rva_status read_hot(rva__batch *batch, uint64_t number, rva__hot **out, rva_error *err)
{
    uint8_t key[8];
    const void *value, *payload;
    size_t size, payload_size;
    rva__big_put64(key, number);
    RVA__TRY(rva__txn_get(batch->txn, RVA__DB_DOCUMENTS, key, sizeof key, &value, &size, err));
    if (!value)
        return rva__fail(err, RVA_CORRUPT, "documents: number %llu is missing: run rebuild",
                         (unsigned long long)number);
    RVA__TRY(rva__unseal(key, sizeof key, value, size, "documents", &payload, &payload_size, err));
    RVA__TRY(add_hot(batch, number, out, err));
    (*out)->existed = true;
    memcpy(&(*out)->old_seal, value, sizeof(*out)->old_seal);
    return rva__document_decode(payload, payload_size, &(*out)->document, err);
}

rva_status rva__batch_hot(rva__batch *batch, uint64_t number, rva__hot **out, rva_error *err)
{
    for (;;) {
        rva__hot *hot = NULL;
        if (batch->hot_count > 0) {
            const uint32_t index = batch->hot_slots[find_hot_slot(batch, number)];
            hot = index ? batch->hots[index - 1] : NULL;
        }
        if (!hot)
            RVA__TRY(read_hot(batch, number, &hot, err));
        *out = hot;
        if (!(hot->document.flags & RVA__DOCUMENT_MOVED))
            return RVA_OK;
        if (hot->document.conversation == number)
            return rva__fail(err, RVA_CORRUPT, "documents: number %llu moved to itself",
                             (unsigned long long)number);
        number = hot->document.conversation;
    }
}

rva_status rva__batch_find(rva__batch *batch, rva__hash128 hash, bool make, rva__hot **out,
                           rva_error *err)
{
    uint64_t number;
    *out = NULL;
    RVA__TRY(rva__id_find(&batch->ids, batch->txn, hash, &number, err));
    if (number)
        return rva__batch_hot(batch, number, out, err);
    if (!make)
        return RVA_OK;
    RVA__TRY(rva__batch_new_hot(batch, out, err));
    return rva__id_set(&batch->ids, hash, (*out)->number, true, err);
}

rva_status rva__batch_event(rva__batch *batch, int64_t seq, const rva_event **out, rva_error *err)
{
    if (seq >= batch->log.first_seq && !batch->replay_seq)
        RVA__TRY(rva__log_flush(&batch->log, err));
    return rva__log_read(batch->txn, &batch->reader, seq, out, err);
}

static uint32_t path_value(rva__config *config, const rva__facts *facts, bool add)
{
    char text[PATH_BYTES + RVA_ID_BYTES_MAX + 8];
    size_t size = 0;
    if (facts->path_count == 0)
        return RVA__VALUE_UNKNOWN;
    bool cut = false;
    for (uint32_t i = 0; i < facts->path_count; i++) {
        const char *stage =
            rva__dictionary_text(config->dictionary, RVA__DIM_STAGE, facts->path[i]);
        const size_t length = strlen(stage);
        cut = size + length + 3 > PATH_BYTES;
        if (cut)
            break;
        if (i > 0) {
            memcpy(text + size, " > ", 3);
            size += 3;
        }
        memcpy(text + size, stage, length);
        size += length;
    }
    if (cut || facts->path_cut) {
        memcpy(text + size, " > ...", 6);
        size += 6;
    }
    text[size] = '\0';
    if (add)
        return rva__dictionary_add(config->dictionary, RVA__DIM_PATH, text);
    const uint32_t value = rva__dictionary_find(config->dictionary, RVA__DIM_PATH, text);
    return value == RVA__VALUE_NONE ? RVA__VALUE_OTHER : value;
}

rva_status rva__batch_facts(rva__config *config, const rva__document *document, int64_t now,
                            bool add, rva__facts *out, rva_error *err)
{
    RVA__TRY(rva__facts_of(document, &config->rules, now, out, err));
    const uint32_t path = path_value(config, out, add);
    if (path == RVA__VALUE_NONE)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < out->count; i++)
        if (out->items[i].dims[RVA__DIM_PATH] != RVA__VALUE_NONE)
            out->items[i].dims[RVA__DIM_PATH] = path;
    return RVA_OK;
}

rva_status rva__batch_expiry(rva__batch *batch, const rva__document *document,
                             const uint8_t key[16], rva__buffer *to, rva_error *err)
{
    rva__config *config = batch->txn->config;
    const size_t start = to->size;
    RVA__TRY(rva__batch_facts(config, document, batch->facts.expires_at - 1, false,
                              &batch->facts_open, err));
    rva__buffer_put(to, "\0\0\0\0", RVA__SEAL_BYTES);
    rva__row_encode_difference(&batch->facts, &batch->facts_open, to);
    if (to->failed)
        return rva__fail_memory(err);
    uint8_t *value = to->data + start;
    const uint32_t seal =
        rva__seal(key, 16, value + RVA__SEAL_BYTES, to->size - start - RVA__SEAL_BYTES);
    memcpy(value, &seal, sizeof seal);
    return RVA_OK;
}

static rva_status keep_old_row(rva__batch *batch, uint64_t number, int32_t day, rva_error *err)
{
    if (batch->old_row_count == batch->old_row_room) {
        const uint32_t room = batch->old_row_room ? batch->old_row_room * 2 : HOTS_FIRST;
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

rva_status rva__batch_touch(rva__batch *batch, rva__hot *hot, rva_error *err)
{
    if (hot->dirty)
        return RVA_OK;
    hot->dirty = true;
    if (!hot->existed)
        return RVA_OK;
    rva__config *config = batch->txn->config;
    RVA__TRY(rva__batch_facts(config, &hot->document, RVA__NOW_NEVER, false, &batch->facts, err));
    rva__adder_add(&batch->adder, &batch->facts, config->zone, -1);
    hot->old_expiry = batch->facts.expires_at;
    const uint32_t first = batch->old_row_count;
    for (uint32_t i = 0; i < batch->facts.count; i++) {
        const int32_t day = rva__zone_day(config->zone, batch->facts.items[i].at);
        if (!has_old_row(batch, first, day))
            RVA__TRY(keep_old_row(batch, hot->number, day, err));
    }
    return RVA_OK;
}
