/**
 * @file record/batch.c
 * The documents of a batch, and what they stated before.
 */
#include "record/batch.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "cube/row.h"
#include "fold/difference.h"
#include "store/document_facts.h"

enum { CACHED_FIRST = 64, CACHED_MAX = 1024, DIGESTS_MAX = 1 << 16 };

uint32_t rva__batch_long = 64;

void rva__batch_forget(rva__batch *batch)
{
    batch->last_home.home = NULL;
    batch->cached_count = 0;
    rva__id_map_clear(&batch->ids);
    if (batch->cached_slots)
        memset(batch->cached_slots, 0, batch->cached_slot_count * sizeof *batch->cached_slots);
}

static void clear_digests(rva__digests *digests)
{
    rva__fold_index_clear(&digests->places);
    rva__buffer_clear(&digests->values);
}

void rva__batch_open(rva__batch *batch, rva__txn *txn, int64_t recorded_at)
{
    const rva__buffer fallen = batch->fallen;
    batch->fallen = (rva__buffer){0};
    const bool as_left =
        batch->kept_after != 0 && rva__raw_number(&txn->raw) == batch->kept_after + 1;
    if (batch->cached_room > CACHED_MAX)
        rva__batch_free(batch); /* after an import: clearing so much for each event would be slow */
    batch->fallen = fallen;
    batch->txn = txn;
    batch->replay_seq = 0;
    batch->arriving = NULL;
    batch->keys_loaded = false;
    batch->undo.on = false;
    batch->undo.document_count = 0;
    batch->kept_after = 0;
    batch->reader.first_seq = 0;
    if (!as_left)
        rva__batch_forget(batch);
    if (!as_left || rva__buffer_numbers(&batch->digests.values) > DIGESTS_MAX)
        clear_digests(&batch->digests); /* their places in the log may be those of other events */
    rva__cell_sums_clear(&batch->sums);
    rva__buffer_clear(&batch->old_days);
    rva__log_writer_open(&batch->log, txn, recorded_at);
}

void rva__batch_leave(rva__batch *batch)
{
    rva__cell_sums_finish(&batch->sums);
}

static void undo_free(rva__undo *undo)
{
    for (uint32_t i = 0; i < undo->document_room; i++)
        rva__document_free(&undo->documents[i].document);
    rva__alloc_free(undo->documents);
    rva__alloc_free(undo->ids);
}

void rva__batch_free(rva__batch *batch)
{
    for (uint32_t i = 0; i < batch->cached_room; i++) {
        if (!batch->cached[i])
            continue;
        rva__document_free(&batch->cached[i]->document);
        rva__facts_free(&batch->cached[i]->stated);
        rva__encoding_free(&batch->cached[i]->last);
        rva__alloc_free(batch->cached[i]);
    }
    rva__alloc_free(batch->cached);
    rva__alloc_free(batch->cached_slots);
    rva__log_writer_free(&batch->log);
    rva__log_reader_free(&batch->reader);
    rva__id_map_free(&batch->ids);
    rva__fold_index_free(&batch->digests.places);
    rva__buffer_free(&batch->digests.values);
    rva__cell_sums_free(&batch->sums);
    rva__facts_free(&batch->facts);
    rva__facts_free(&batch->facts_open);
    rva__facts_free(&batch->gone);
    rva__facts_free(&batch->come);
    rva__days_free(&batch->days);
    rva__buffer_free(&batch->old_days);
    rva__buffer_free(&batch->changed_days);
    rva__buffer_free(&batch->scratch);
    rva__buffer_free(&batch->keys);
    rva__buffer_free(&batch->fallen);
    undo_free(&batch->undo);
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

/** Fills the slots, which are empty, with what is cached. */
static void fill_slots(rva__batch *batch)
{
    for (uint32_t i = 0; i < batch->cached_count; i++)
        batch->cached_slots[find_cached_slot(batch, batch->cached[i]->number)] = i + 1;
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
    fill_slots(batch);
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
    rva__document_clear(&cached->document);
    cached->dirty = false;
    cached->saved = false;
    cached->existed = false;
    cached->told = false;
    rva__encoding_clear(&cached->last);
    cached->day_count = 0;
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
        if (cached->document.name == number)
            return rva__fail(err, RVA_CORRUPT, "documents: number %llu moved to itself",
                             (unsigned long long)number);
        number = cached->document.name;
    }
}

rva_status rva__batch_find(rva__batch *batch, rva__hash128 hash, rva__cached **out, rva_error *err)
{
    uint64_t number;
    *out = NULL;
    RVA__TRY(rva__id_find(&batch->ids, batch->txn, hash, &number, err));
    return number ? rva__batch_document(batch, number, out, err) : RVA_OK;
}

rva_status rva__batch_lead(rva__batch *batch, rva__hash128 hash, uint64_t number, bool absent,
                           rva_error *err)
{
    rva__undo *undo = &batch->undo;
    if (undo->on && !absent) {
        uint64_t before;
        RVA__TRY(rva__id_find(&batch->ids, batch->txn, hash, &before, err));
        if (undo->id_count == undo->id_room) {
            const uint32_t room = undo->id_room ? undo->id_room * 2 : 8;
            rva__saved_id *ids = rva__alloc_resize(undo->ids, room * sizeof *ids);
            if (!ids)
                return rva__fail_memory(err);
            undo->ids = ids;
            undo->id_room = room;
        }
        undo->ids[undo->id_count++] = (rva__saved_id){hash, before};
    }
    return rva__id_set(&batch->ids, hash, number, absent, err);
}

static rva_status save(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    rva__undo *undo = &batch->undo;
    if (undo->document_count == undo->document_room) {
        const uint32_t room = undo->document_room ? undo->document_room * 2 : 8;
        rva__saved *documents = rva__alloc_resize(undo->documents, room * sizeof *documents);
        if (!documents)
            return rva__fail_memory(err);
        memset(documents + undo->document_room, 0,
               (room - undo->document_room) * sizeof *documents);
        undo->documents = documents;
        undo->document_room = room;
    }
    rva__saved *saved = &undo->documents[undo->document_count];
    RVA__TRY(rva__document_copy(&cached->document, &saved->document, err));
    saved->cached = cached;
    cached->saved = true;
    undo->document_count++;
    return RVA_OK;
}

void rva__batch_save(rva__batch *batch)
{
    batch->undo.on = true;
    batch->undo.document_count = 0;
    batch->undo.id_count = 0;
}

rva_status rva__batch_saved(rva__batch *batch, rva_status status)
{
    rva__undo *undo = &batch->undo;
    const bool keep = status == RVA_OK;
    undo->on = false;
    for (uint32_t i = 0; i < undo->document_count; i++) {
        rva__saved *saved = &undo->documents[i];
        const rva__document changed = saved->cached->document;
        saved->cached->saved = false;
        if (keep)
            continue;
        saved->cached->document = saved->document;
        saved->document = changed;
    }
    for (uint32_t i = undo->id_count; i-- > 0 && !keep;)
        RVA__TRY(rva__id_set(&batch->ids, undo->ids[i].hash, undo->ids[i].number, false, NULL));
    return status;
}

rva_status rva__batch_log(rva__batch *batch, const rva_event *event, rva_error *err)
{
    batch->arriving = NULL;
    if (batch->replay_seq)
        return RVA_OK;
    rva__state_event(&batch->txn->state, event->at, event->amount_minor != RVA_ABSENT);
    return rva__log_append(&batch->log, event, err);
}

rva_status rva__batch_event(rva__batch *batch, int64_t seq, const rva_event **out, rva_error *err)
{
    if (batch->arriving && seq == batch->txn->state.next_seq) {
        *out = batch->arriving;
        return RVA_OK;
    }
    if (seq >= batch->log.first_seq && !batch->replay_seq)
        RVA__TRY(rva__log_flush(&batch->log, err));
    return rva__log_read(batch->txn, &batch->reader, seq, out, err);
}

rva_status rva__batch_expiry(rva__batch *batch, const uint8_t key[RVA__EXPIRY_KEY_BYTES],
                             rva__buffer *to, rva_error *err)
{
    const size_t start = rva__seal_begin(to);
    rva__row_encode_difference(&batch->facts, &batch->facts_open, to);
    if (to->failed)
        return rva__fail_memory(err);
    rva__seal_end(to, start, key, RVA__EXPIRY_KEY_BYTES);
    return RVA_OK;
}

/** Notes the days of the facts in hand: the document has a row for each. */
static rva_status note_days(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    if (!rva__days_of(&batch->days, &batch->facts, batch->txn->config->zone))
        return rva__fail_memory(err);
    cached->first_day = rva__buffer_numbers(&batch->old_days);
    cached->day_count = 0;
    for (size_t at = 0; at < batch->days.count; cached->day_count++) {
        const rva__day day = rva__days_at(&batch->days, at);
        const uint64_t number = rva__day_number(&day);
        rva__buffer_put(&batch->old_days, &number, sizeof number);
        at += day.count;
    }
    return batch->old_days.failed ? rva__fail_memory(err) : RVA_OK;
}

/** Takes what a document states out of the sums; much is kept, as most will be stated again. */
static rva_status take_out(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    rva__config *config = batch->txn->config;
    const rva__facts *facts = &batch->facts;
    rva__facts *stated = &cached->stated;
    RVA__TRY(
        rva__document_facts(config, &cached->document, RVA__NOW_NEVER, false, &batch->facts, err));
    stated->count = 0;
    stated->crossed = facts->crossed;
    stated->unannounced = facts->unannounced;
    stated->expires_at = facts->expires_at;
    if (facts->count < rva__batch_long) {
        rva__cell_sums_add(&batch->sums, facts, config->zone, -1);
        return note_days(batch, cached, err);
    }
    cached->told = true;
    return rva__facts_append(stated, facts->items, facts->count) ? RVA_OK : rva__fail_memory(err);
}

rva_status rva__batch_touch(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    if (batch->undo.on && !cached->saved)
        RVA__TRY(save(batch, cached, err));
    if (cached->dirty)
        return RVA_OK;
    cached->dirty = true;
    if (!cached->existed)
        return RVA_OK;
    if (!cached->told)
        RVA__TRY(take_out(batch, cached, err));
    batch->txn->state.crossed -= cached->stated.crossed;
    batch->txn->state.unannounced -= cached->stated.unannounced;
    cached->old_expiry = cached->stated.expires_at;
    return RVA_OK;
}

void rva__batch_tell(rva__batch *batch, rva__cached *cached)
{
    rva__facts *stated = &cached->stated;
    cached->told = batch->cached_count <= CACHED_FIRST && cached->document.count >= rva__batch_long;
    if (!cached->told)
        return;
    const rva__facts facts = batch->facts;
    batch->facts = *stated;
    batch->facts.room = facts.room;
    *stated = facts;
    stated->room = NULL;
}

/** Takes a document among those that are kept, which come first. */
static void keep(rva__batch *batch, uint32_t index, uint32_t *kept)
{
    rva__cached *cached = batch->cached[index];
    batch->cached[index] = batch->cached[*kept];
    batch->cached[(*kept)++] = cached;
    cached->saved = false;
}

/** Puts the long documents first that are kept; returns how many. */
static uint32_t choose_kept(rva__batch *batch)
{
    uint32_t kept = 0;
    uint32_t entries = 0;
    for (int changed = 1; changed >= 0; changed--) {
        for (uint32_t i = kept; i < batch->cached_count && kept < RVA__KEPT_DOCUMENTS_MAX; i++) {
            const rva__cached *cached = batch->cached[i];
            const uint32_t count = cached->document.count;
            if (cached->dirty != changed || !cached->existed || count < rva__batch_long ||
                count > RVA__KEPT_ENTRIES_MAX - entries)
                continue;
            entries += count;
            keep(batch, i, &kept);
        }
    }
    return kept;
}

void rva__batch_keep(rva__batch *batch, uint64_t transaction)
{
    const uint32_t kept = choose_kept(batch);
    const uint32_t count = batch->cached_count;
    const rva__cached *home = batch->last_home.home;
    rva__batch_forget(batch);
    batch->cached_count = kept;
    batch->kept_after = transaction;
    if (kept > 0)
        fill_slots(batch);
    for (uint32_t i = 0; i < kept; i++) {
        batch->cached[i]->dirty = false;
        if (batch->cached[i] == home)
            batch->last_home.home = batch->cached[i];
    }
    for (uint32_t i = kept; i < count; i++) {
        rva__facts_free(&batch->cached[i]->stated);
        rva__encoding_free(&batch->cached[i]->last);
        if (batch->cached[i]->document.capacity > rva__batch_long)
            rva__document_free(&batch->cached[i]->document);
    }
}
