/**
 * @file care/verify_full.c
 * Documents against the log; rows, expiries, ids and cells against documents.
 */
#include "care/verify_full.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "cube/row.h"
#include "model/event.h"
#include "record/place.h"
#include "store/document_facts.h"
#include "store/keys.h"

enum { MOVES_MAX = 16, CACHED_MAX = 1024 };

static bool was_seen(const rva__verification *work, int64_t seq)
{
    return work->seen[seq / 8] >> (seq % 8) & 1;
}

static rva_status see(rva__verification *work, int64_t seq, rva_error *err)
{
    if (seq < 1 || seq >= work->txn->state.next_seq)
        return rva__fail(err, RVA_CORRUPT, "documents: one names event %lld, which is not there",
                         (long long)seq);
    if (was_seen(work, seq))
        return rva__fail(err, RVA_CORRUPT, "documents: event %lld is in two of them",
                         (long long)seq);
    rva__verify_see(work, seq);
    return RVA_OK;
}

/** Follows a document that moved to where it is now, and gives the flags it has there. */
static rva_status follow(const rva__txn *txn, uint64_t *number, uint64_t *flags, rva_error *err)
{
    for (int moves = 0; moves < MOVES_MAX; moves++) {
        uint8_t key[RVA__DOCUMENT_KEY_BYTES];
        const void *value;
        size_t size;
        rva__document_key(*number, key);
        RVA__TRY(rva__txn_get(txn, RVA__DB_DOCUMENTS, key, sizeof key, &value, &size, err));
        if (size < RVA__SEAL_BYTES + 9)
            return rva__fail(err, RVA_CORRUPT, "documents: number %llu is missing",
                             (unsigned long long)*number);
        rva__cursor from =
            rva__cursor_over((const uint8_t *)value + RVA__SEAL_BYTES, size - RVA__SEAL_BYTES);
        *flags = rva__cursor_varint(&from);
        if (!(*flags & RVA__DOCUMENT_MOVED))
            return RVA_OK;
        const uint8_t *target = rva__cursor_take(&from, 8);
        *number = target ? rva__big_get64(target) : 0;
    }
    return rva__fail(err, RVA_CORRUPT, "documents: they move in a circle");
}

static rva_status check_leads_to(rva__verification *work, const rva__link *link, uint64_t expected,
                                 rva_error *err)
{
    uint64_t number, flags;
    if (!rva__link_is(link))
        return RVA_OK;
    RVA__TRY(rva__id_find(&work->batch.ids, work->txn, link->hash, &number, err));
    if (number)
        RVA__TRY(follow(work->txn, &number, &flags, err));
    if (number == expected)
        return RVA_OK;
    return rva__fail(err, RVA_CORRUPT, "ids: one leads to document %llu instead of %llu",
                     (unsigned long long)number, (unsigned long long)expected);
}

static bool same_entry(const rva__entry *stored, rva__entry expected)
{
    uint8_t bytes[2][512];
    rva__buffer buffers[2] = {{bytes[0], 0, sizeof bytes[0], false},
                              {bytes[1], 0, sizeof bytes[1], false}};
    if (expected.uid == 0)
        expected.uid = stored->uid; /* that of an earlier version */
    rva__entry_encode(stored, NULL, &buffers[0]);
    rva__entry_encode(&expected, NULL, &buffers[1]);
    return buffers[0].size == buffers[1].size && memcmp(bytes[0], bytes[1], buffers[0].size) == 0;
}

/** Whether what would have decided first leads here, or to a document that knows of this one. */
static rva_status check_watched(rva__verification *work, uint64_t number, const rva__link *link,
                                rva_error *err)
{
    rva__cached *at;
    RVA__TRY(rva__batch_find(&work->batch, link->hash, &at, err));
    bool known = at && at->number == number;
    for (uint32_t i = 0; at && i < at->document.watcher_count && !known; i++) {
        rva__cached *watcher;
        if (at->document.watchers[i].name != link->hash.low)
            continue;
        RVA__TRY(rva__batch_document(&work->batch, at->document.watchers[i].number, &watcher, err));
        known = watcher->number == number;
    }
    return known ? RVA_OK
                 : rva__fail(err, RVA_CORRUPT,
                             "documents: what number %llu names would not find it when it comes",
                             (unsigned long long)number);
}

/** Whether what a document is the place of leads to it. */
static rva_status check_name(rva__verification *work, uint64_t number, const rva__arrival *arrival,
                             const rva__place *place, rva_error *err)
{
    const char *id = rva__event_conversation(arrival->event);
    if (place->kind == RVA__PLACE_WAITING)
        return check_leads_to(work, &place->waits_for, number, err);
    if (place->kind != RVA__PLACE_CONVERSATION)
        return RVA_OK;
    const rva__link link = {rva__id_hash(work->txn->config, RVA_EVENT_CONVERSATION, id),
                            RVA_EVENT_CONVERSATION};
    return check_leads_to(work, &link, number, err);
}

/** Whether the rule for links puts an event where it is. */
static rva_status check_place(rva__verification *work, uint64_t number, rva__arrival *arrival,
                              rva_error *err)
{
    rva__place place;
    RVA__TRY(rva__place_of(&work->batch, arrival, &place, err));
    if (!rva__place_is(&work->batch, arrival, &place, &work->document, number))
        return rva__fail(err, RVA_CORRUPT, "documents: event %lld does not belong to number %llu",
                         (long long)arrival->entry.seq, (unsigned long long)number);
    if (rva__place_is_crossed(&work->batch, arrival, &work->document))
        arrival->entry.flags |= RVA__ENTRY_CROSSED;
    for (int i = 0; i < place.watched_count; i++)
        RVA__TRY(check_watched(work, number, &place.watched[i], err));
    return check_name(work, number, arrival, &place, err);
}

static rva_status check_entry(rva__verification *work, uint64_t number, const rva__entry *entry,
                              rva_error *err)
{
    rva__arrival arrival = {0};
    RVA__TRY(see(work, entry->seq, err));
    RVA__TRY(rva__log_cache_read(work->txn, &work->log, entry->seq, &arrival.event, err));
    work->batch.replay_seq = entry->seq;
    RVA__TRY(rva__arrival_entry(&work->batch, &arrival, err));
    RVA__TRY(check_place(work, number, &arrival, err));
    if (entry->flags & RVA__ENTRY_ERASED) {
        if (!rva__event_is_erased(arrival.event))
            return rva__fail(err, RVA_CORRUPT, "documents: event %lld was erased and is not",
                             (long long)entry->seq);
        arrival.entry.flags |= RVA__ENTRY_ERASED;
    }
    if (arrival.event->type != entry->type || !same_entry(entry, arrival.entry))
        return rva__fail(err, RVA_CORRUPT, "documents: number %llu differs from event %lld",
                         (unsigned long long)number, (long long)entry->seq);
    RVA__TRY(check_leads_to(work, &arrival.own, number, err));
    return check_leads_to(work, &arrival.uid, number, err);
}

static rva_status check_past(rva__verification *work, const rva__past *past, rva_error *err)
{
    const rva_event *event;
    RVA__TRY(see(work, past->seq, err));
    RVA__TRY(rva__log_cache_read(work->txn, &work->log, past->seq, &event, err));
    const bool is_void = past->what == RVA__PAST_VOID;
    if (is_void ? event->type == RVA_EVENT_VOID : event->type == past->type)
        return RVA_OK;
    return rva__fail(err, RVA_CORRUPT, "documents: event %lld is not the past version it should be",
                     (long long)past->seq);
}

static rva_status check_row(rva__verification *work, uint64_t number, const rva__day *day,
                            rva_error *err)
{
    uint8_t key[RVA__ROW_KEY_BYTES];
    const void *value;
    size_t size;
    rva__buffer *expected = &work->batch.scratch;
    const uint32_t biased = rva__day_number(day);
    const int64_t day_at = rva__day_start(work->txn->config->zone, biased);
    rva__row_key(biased, number, key);
    rva__buffer_clear(expected);
    rva__row_encode(&work->batch.facts, day, day_at, expected);
    if (expected->failed)
        return rva__fail_memory(err);
    work->rows++;
    RVA__TRY(rva__txn_get(work->txn, RVA__DB_ROWS, key, sizeof key, &value, &size, err));
    if (size == expected->size + RVA__SEAL_BYTES &&
        memcmp((const uint8_t *)value + RVA__SEAL_BYTES, expected->data, expected->size) == 0)
        return RVA_OK;
    return rva__fail(err, RVA_CORRUPT, "rows: document %llu states other facts on day %d",
                     (unsigned long long)number, (int)biased - RVA__DAY_BIAS);
}

static rva_status check_rows(rva__verification *work, uint64_t number, rva_error *err)
{
    rva__days *days = &work->batch.days;
    if (!rva__days_of(days, &work->batch.facts, work->txn->config->zone))
        return rva__fail_memory(err);
    for (size_t at = 0; at < days->count;) {
        const rva__day day = rva__days_at(days, at);
        RVA__TRY(check_row(work, number, &day, err));
        at += day.count;
    }
    return RVA_OK;
}

static rva_status check_expiry(rva__verification *work, uint64_t number, rva_error *err)
{
    uint8_t key[RVA__EXPIRY_KEY_BYTES];
    const void *value;
    size_t size;
    rva__buffer *expected = &work->batch.scratch;
    if (work->batch.facts.expires_at == RVA_ABSENT)
        return RVA_OK;
    work->expiries++;
    rva__expiry_key(work->batch.facts.expires_at, number, key);
    rva__buffer_clear(expected);
    RVA__TRY(rva__batch_expiry(&work->batch, key, expected, err));
    RVA__TRY(rva__txn_get(work->txn, RVA__DB_EXPIRY, key, sizeof key, &value, &size, err));
    if (size == expected->size && memcmp(value, expected->data, size) == 0)
        return RVA_OK;
    return rva__fail(err, RVA_CORRUPT, "expiry: document %llu is missing or differs",
                     (unsigned long long)number);
}

static rva_status check_document(rva__verification *work, const rva__slice *key,
                                 const rva__slice *value, rva_error *err)
{
    const void *payload;
    size_t size;
    rva__document *document = &work->document;
    RVA__TRY(rva__unseal(key->data, key->size, value->data, value->size, "documents", &payload,
                         &size, err));
    RVA__TRY(rva__document_decode(payload, size, document, err));
    const uint64_t number = rva__big_get64(key->data);
    const bool moved = document->flags & RVA__DOCUMENT_MOVED;
    if (moved && (document->count > 0 || document->past_count > 0))
        return rva__fail(err, RVA_CORRUPT, "documents: number %llu has impossible flags",
                         (unsigned long long)number);
    if (work->batch.cached_count > CACHED_MAX)
        rva__batch_forget(&work->batch);
    for (uint32_t i = 0; i < document->count; i++)
        RVA__TRY(check_entry(work, number, &document->entries[i], err));
    for (uint32_t i = 0; i < document->past_count; i++)
        RVA__TRY(check_past(work, &document->past[i], err));
    for (uint32_t i = 1; i < document->count; i++)
        if (rva__entry_compare(&document->entries[i - 1], &document->entries[i],
                               &work->txn->config->names) > 0)
            return rva__fail(err, RVA_CORRUPT, "documents: number %llu is out of order",
                             (unsigned long long)number);
    RVA__TRY(rva__document_facts_both(work->txn->config, document, false, &work->batch.facts,
                                      &work->batch.facts_open, err));
    rva__cell_sums_add(&work->batch.sums, &work->batch.facts, work->txn->config->zone, 1);
    work->crossed += work->batch.facts.crossed;
    work->unannounced += work->batch.facts.unannounced;
    work->erased += (document->flags & RVA__DOCUMENT_ERASED) != 0;
    RVA__TRY(check_expiry(work, number, err));
    return check_rows(work, number, err);
}

rva_status rva__verify_erasure(rva__verification *work, const rva_event *event, rva_error *err)
{
    uint64_t number, flags;
    const char *id = event->lead      ? event->lead
                     : event->visitor ? event->visitor
                                      : event->conversation;
    if (!id)
        return RVA_OK;
    const int type = event->lead      ? RVA_EVENT_LEAD
                     : event->visitor ? RVA__ID_VISITOR
                                      : RVA_EVENT_CONVERSATION;
    const rva__hash128 hash = rva__id_hash(work->txn->config, type, id);
    RVA__TRY(rva__id_find(&work->batch.ids, work->txn, hash, &number, err));
    if (number == 0)
        return RVA_OK; /* the log lost what it had */
    RVA__TRY(follow(work->txn, &number, &flags, err));
    if (flags & RVA__DOCUMENT_ERASED)
        return RVA_OK;
    return rva__fail(err, RVA_CORRUPT, "documents: number %llu was erased and is not",
                     (unsigned long long)number);
}

/** Every event of the log is in a document; erasures count as seen. */
static void compare_seen(rva__verification *work)
{
    for (int64_t seq = 1; seq < work->txn->state.next_seq; seq++) {
        rva_error error = RVA_ERROR_INIT;
        if (was_seen(work, seq))
            continue;
        rva__fail(&error, RVA_CORRUPT, "documents: event %lld is in none of them", (long long)seq);
        rva__verify_differ(work, &error);
    }
}

/** The cells as recomputed, with their histograms. */
typedef struct expected_cells {
    const rva__totals *totals;
    rva__histogram_entry *entries;
    size_t *starts;
} expected_cells;

static rva_status compare_cell(rva__verification *work, const expected_cells *expected,
                               const rva__slice *key, const rva__slice *value, rva_error *err)
{
    uint32_t words[RVA__CELL_WORDS];
    rva__buffer *bytes = &work->batch.scratch;
    if (!rva__cell_key_read(key->data, key->size, words))
        return rva__fail(err, RVA_CORRUPT, "cells: a key is not well formed");
    const uint32_t index = rva__totals_find(expected->totals, words);
    rva__buffer_clear(bytes);
    if (index != UINT32_MAX)
        rva__cell_encode(&expected->totals->items[index],
                         expected->entries + expected->starts[index],
                         expected->starts[index + 1] - expected->starts[index], bytes);
    if (bytes->failed)
        return rva__fail_memory(err);
    if (value->size == bytes->size + RVA__SEAL_BYTES &&
        memcmp((const uint8_t *)value->data + RVA__SEAL_BYTES, bytes->data, bytes->size) == 0)
        return RVA_OK;
    return rva__fail(err, RVA_CORRUPT, "cells: cuboid %u, bucket %u differs from the documents",
                     (unsigned)words[2], (unsigned)words[1]);
}

static rva_status compare_each_cell(rva__verification *work, const expected_cells *expected,
                                    rva_error *err)
{
    rva__iterator cells;
    RVA__TRY(rva__txn_iterate(work->txn, RVA__DB_CELLS, &cells, err));
    rva_status status = rva__iterator_first(&cells, err);
    while (status == RVA_OK && cells.found) {
        rva_error error = RVA_ERROR_INIT;
        status = compare_cell(work, expected, &cells.key, &cells.value, &error);
        if (status == RVA_CORRUPT) {
            rva__verify_differ(work, &error);
            status = RVA_OK;
        }
        if (status == RVA_OK)
            status = rva__iterator_next(&cells, err);
    }
    rva__iterator_close(&cells);
    return status;
}

static int64_t count_cells(const expected_cells *expected)
{
    int64_t count = 0;
    for (uint32_t i = 0; i < expected->totals->count; i++) {
        bool any = expected->starts[i] != expected->starts[i + 1];
        for (int m = 0; m < RVA__MEASURE_COUNT && !any; m++)
            any = expected->totals->items[i].values[m] != 0;
        count += any;
    }
    return count;
}

static void compare_count(rva__verification *work, const char *what, int64_t stored,
                          int64_t expected)
{
    rva_error error = RVA_ERROR_INIT;
    if (stored == expected)
        return;
    rva__fail(&error, RVA_CORRUPT, "%s: %lld records, and the documents state %lld", what,
              (long long)stored, (long long)expected);
    rva__verify_differ(work, &error);
}

static rva_status compare_cells(rva__verification *work, rva_error *err)
{
    size_t count;
    rva__cell_sums_finish(&work->batch.sums);
    expected_cells expected = {.totals = &work->batch.sums.cells};
    if (work->batch.sums.cells.failed ||
        !rva__totals_histograms(&work->batch.sums.cells, &expected.entries, &count))
        return rva__fail_memory(err);
    expected.starts = rva__histogram_starts(expected.entries, count, work->batch.sums.cells.count);
    rva_status status = expected.starts ? RVA_OK : rva__fail_memory(err);
    if (status == RVA_OK)
        status = compare_each_cell(work, &expected, err);
    if (status == RVA_OK)
        compare_count(work, "cells", work->txn->state.cells.count, count_cells(&expected));
    rva__alloc_free(expected.entries);
    rva__alloc_free(expected.starts);
    return status;
}

static rva_status check_day(rva__verification *work, const rva__slice *key, const rva__slice *value,
                            rva_error *err)
{
    rva__tally tally;
    if (key->size != 4 || value->size != sizeof tally)
        return rva__fail(err, RVA_CORRUPT, "days: a record has a wrong size");
    memcpy(&tally, value->data, sizeof tally);
    work->tally.count += tally.count;
    work->tally.sum += tally.sum;
    return RVA_OK;
}

rva_status rva__verify_days(rva__verification *work, rva_error *err)
{
    const rva__tally *log = &work->txn->state.log;
    rva_error error = RVA_ERROR_INIT;
    work->tally = (rva__tally){0};
    RVA__TRY(rva__verify_each(work, RVA__DB_DAYS, check_day, err));
    if (work->tally.count == log->count && work->tally.sum == log->sum)
        return RVA_OK;
    rva__fail(&error, RVA_CORRUPT, "days: their counts and sums differ from those of the log");
    rva__verify_differ(work, &error);
    return RVA_OK;
}

rva_status rva__verify_full(rva__verification *work, rva_error *err)
{
    rva__batch_open(&work->batch, work->txn, 0);
    RVA__TRY(rva__verify_each(work, RVA__DB_DOCUMENTS, check_document, err));
    compare_seen(work);
    compare_count(work, "crossed events", work->txn->state.crossed, work->crossed);
    compare_count(work, "unannounced leads", work->txn->state.unannounced, work->unannounced);
    compare_count(work, "erased documents", work->txn->state.erased, work->erased);
    compare_count(work, "rows", work->txn->state.rows.count, work->rows);
    compare_count(work, "expiry", rva__raw_count(&work->txn->raw, RVA__DB_EXPIRY), work->expiries);
    return compare_cells(work, err);
}
