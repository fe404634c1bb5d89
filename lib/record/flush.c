/**
 * @file record/flush.c
 * Writing what a batch changed: documents, rows, expiries, cells, ids.
 *
 * Everything goes into its tree in the order of keys, so each page is visited once.
 */
#include "record/flush.h"

#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/sort.h"
#include "cube/row.h"
#include "fold/difference.h"
#include "store/document_facts.h"
#include "store/keys.h"

/** A row to be put (or, with `size` 0, taken away). */
typedef struct row_change {
    uint64_t number;
    size_t offset; /**< in batch->scratch */
    uint32_t day;
    uint32_t size;
    bool replaces; /**< the store may have one */
} row_change;

typedef struct row_changes {
    row_change *items;
    size_t count;
    size_t room;
} row_changes;

static rva_status add_row_change(row_changes *rows, row_change change, rva_error *err)
{
    if (rows->count == rows->room) {
        const size_t room = rows->room ? rows->room * 2 : 256;
        row_change *items = rva__alloc_resize(rows->items, room * sizeof *items);
        if (!items)
            return rva__fail_memory(err);
        rows->items = items;
        rows->room = room;
    }
    rows->items[rows->count++] = change;
    return RVA_OK;
}

/** Puts facts in the order of their days. */
static rva_status sort_days(rva__batch *batch, const rva__facts *facts, rva_error *err)
{
    return rva__days_of(&batch->days, facts, batch->txn->config->zone) ? RVA_OK
                                                                       : rva__fail_memory(err);
}

/** Adds the days in hand to those that changed. */
static void add_days(rva__batch *batch)
{
    for (size_t at = 0; at < batch->days.count;) {
        const rva__day day = rva__days_at(&batch->days, at);
        const uint64_t number = rva__day_number(&day);
        rva__buffer_put(&batch->changed_days, &number, sizeof number);
        at += day.count;
    }
}

/**
 * Finds the days of which a document may state something else than before, some of them twice;
 * the days in hand are those of its facts then.
 */
static rva_status find_changed_days(rva__batch *batch, const rva__cached *cached, rva_error *err)
{
    const rva__facts *const differing[] = {&batch->gone, &batch->come};
    rva__buffer *changed = &batch->changed_days;
    rva__buffer_clear(changed);
    for (int i = 0; i < 2 && cached->told; i++) {
        RVA__TRY(sort_days(batch, differing[i], err));
        add_days(batch);
    }
    for (uint32_t i = 0; i < cached->day_count && !cached->told; i++) {
        const uint64_t day = rva__buffer_number(&batch->old_days, cached->first_day + i);
        rva__buffer_put(changed, &day, sizeof day);
    }
    RVA__TRY(sort_days(batch, &batch->facts, err));
    if (!cached->told)
        add_days(batch);
    return changed->failed ? rva__fail_memory(err) : RVA_OK;
}

/** Notes the row of one day as a change. */
static rva_status change_row(rva__batch *batch, const rva__cached *cached, uint32_t number,
                             row_changes *rows, rva_error *err)
{
    const rva__day day = rva__days_find(&batch->days, number);
    const size_t offset = batch->scratch.size;
    const int64_t day_at = rva__day_start(batch->txn->config->zone, number);
    if (day.count > 0)
        rva__row_encode(&batch->facts, &day, day_at, &batch->scratch);
    if (batch->scratch.failed)
        return rva__fail_memory(err);
    const row_change change = {.number = cached->number,
                               .offset = offset,
                               .day = number,
                               .size = (uint32_t)(batch->scratch.size - offset),
                               .replaces = cached->existed};
    return add_row_change(rows, change, err);
}

static rva_status change_rows(rva__batch *batch, const rva__cached *cached, row_changes *rows,
                              rva_error *err)
{
    rva__buffer *changed = &batch->changed_days;
    RVA__TRY(find_changed_days(batch, cached, err));
    rva__buffer_sort_numbers(changed);
    for (size_t i = 0; i < rva__buffer_numbers(changed); i++) {
        const uint64_t day = rva__buffer_number(changed, i);
        if (i == 0 || rva__buffer_number(changed, i - 1) != day)
            RVA__TRY(change_row(batch, cached, (uint32_t)day, rows, err));
    }
    return RVA_OK;
}

/** Takes the stored expiry of a document away. */
static rva_status drop_expiry(rva__batch *batch, const rva__cached *cached, rva_error *err)
{
    uint8_t key[RVA__EXPIRY_KEY_BYTES];
    const void *value;
    size_t size;
    if (cached->old_expiry == RVA_ABSENT)
        return RVA_OK;
    rva__expiry_key(cached->old_expiry, cached->number, key);
    RVA__TRY(rva__txn_get(batch->txn, RVA__DB_EXPIRY, key, sizeof key, &value, &size, err));
    if (size < RVA__SEAL_BYTES)
        return rva__fail(err, RVA_CORRUPT, "expiry: document %llu is missing: run rebuild",
                         (unsigned long long)cached->number);
    rva__tally_add(&batch->txn->state.expiries, rva__seal_read(value), -1);
    return rva__txn_delete(batch->txn, RVA__DB_EXPIRY, key, sizeof key, err);
}

static rva_status change_expiry(rva__batch *batch, const rva__cached *cached, int64_t expiry,
                                rva_error *err)
{
    uint8_t key[RVA__EXPIRY_KEY_BYTES];
    RVA__TRY(drop_expiry(batch, cached, err));
    if (expiry == RVA_ABSENT)
        return RVA_OK;
    rva__expiry_key(expiry, cached->number, key);
    rva__buffer *to = &batch->scratch;
    const size_t start = to->size;
    RVA__TRY(rva__batch_expiry(batch, key, to, err));
    const size_t size = to->size - start;
    rva__tally_add(&batch->txn->state.expiries, rva__seal_read(to->data + start), 1);
    to->size = start;
    return rva__txn_put(batch->txn, RVA__DB_EXPIRY, key, sizeof key, to->data + start, size, err);
}

static rva_status put_document(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    uint8_t key[RVA__DOCUMENT_KEY_BYTES];
    rva__buffer *to = &batch->scratch;
    rva__document_key(cached->number, key);
    const size_t start = rva__seal_begin(to);
    if (cached->told)
        rva__document_encode_again(&cached->document, &cached->last, to);
    else
        rva__document_encode(&cached->document, to);
    if (to->failed)
        return rva__fail_memory(err);
    const size_t size = to->size - start;
    const uint32_t seal = rva__seal_end(to, start, key, sizeof key);
    if (cached->existed)
        rva__tally_add(&batch->txn->state.documents, cached->old_seal, -1);
    rva__tally_add(&batch->txn->state.documents, seal, 1);
    cached->existed = true;
    cached->old_seal = seal;
    to->size = start;
    return rva__txn_put(batch->txn, RVA__DB_DOCUMENTS, key, sizeof key, to->data + start, size,
                        err);
}

/** Puts what a document states into the sums; of what is told, just the difference. */
static rva_status change_sums(rva__batch *batch, const rva__cached *cached, rva_error *err)
{
    const rva__zone *zone = batch->txn->config->zone;
    if (!cached->told) {
        rva__cell_sums_add(&batch->sums, &batch->facts, zone, 1);
        return RVA_OK;
    }
    if (!rva__facts_difference(&cached->stated, &batch->facts, &batch->gone, &batch->come))
        return rva__fail_memory(err);
    rva__cell_sums_add(&batch->sums, &batch->gone, zone, -1);
    rva__cell_sums_add(&batch->sums, &batch->come, zone, 1);
    return RVA_OK;
}

static rva_status flush_document(rva__batch *batch, rva__cached *cached, row_changes *rows,
                                 rva_error *err)
{
    rva__config *config = batch->txn->config;
    RVA__TRY(rva__document_facts_both(config, &cached->document, true, &batch->facts,
                                      &batch->facts_open, err));
    RVA__TRY(change_sums(batch, cached, err));
    batch->txn->state.crossed += batch->facts.crossed;
    batch->txn->state.unannounced += batch->facts.unannounced;
    RVA__TRY(change_rows(batch, cached, rows, err));
    RVA__TRY(change_expiry(batch, cached, batch->facts.expires_at, err));
    rva__batch_tell(batch, cached);
    return put_document(batch, cached, err);
}

/** Puts the documents in the order of their numbers. */
static rva_status sort_cached(rva__batch *batch, rva_error *err)
{
    rva__sort_item *items = rva__alloc((batch->cached_count + 1) * sizeof *items);
    if (!items)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < batch->cached_count; i++)
        items[i] = (rva__sort_item){batch->cached[i]->number, (uintptr_t)batch->cached[i]};
    const bool sorted = rva__sort(items, batch->cached_count);
    for (uint32_t i = 0; sorted && i < batch->cached_count; i++)
        batch->cached[i] = (rva__cached *)(uintptr_t)items[i].value;
    rva__alloc_free(items);
    return sorted ? RVA_OK : rva__fail_memory(err);
}

static rva_status flush_documents(rva__batch *batch, row_changes *rows, rva_error *err)
{
    RVA__TRY(sort_cached(batch, err));
    rva__buffer_clear(&batch->scratch);
    for (uint32_t i = 0; i < batch->cached_count; i++)
        if (batch->cached[i]->dirty)
            RVA__TRY(flush_document(batch, batch->cached[i], rows, err));
    return RVA_OK;
}

/** Takes the stored row, if any, out of the tally; `same`: it has these bytes already. */
static rva_status take_stored_row(rva__batch *batch, const row_change *row,
                                  const uint8_t key[RVA__ROW_KEY_BYTES], bool *found, bool *same,
                                  rva_error *err)
{
    const void *value;
    size_t size;
    RVA__TRY(rva__txn_get(batch->txn, RVA__DB_ROWS, key, RVA__ROW_KEY_BYTES, &value, &size, err));
    *found = size >= RVA__SEAL_BYTES;
    *same = *found && size == row->size + RVA__SEAL_BYTES &&
            memcmp((const uint8_t *)value + RVA__SEAL_BYTES, batch->scratch.data + row->offset,
                   row->size) == 0;
    if (*found && !*same)
        rva__tally_add(&batch->txn->state.rows, rva__seal_read(value), -1);
    return RVA_OK;
}

static rva_status put_row(rva__batch *batch, const row_change *row, rva__buffer *value,
                          rva_error *err)
{
    uint8_t key[RVA__ROW_KEY_BYTES];
    bool found = false, same = false;
    rva__tally *tally = &batch->txn->state.rows;
    rva__row_key(row->day, row->number, key);
    if (row->replaces)
        RVA__TRY(take_stored_row(batch, row, key, &found, &same, err));
    if (same)
        return RVA_OK;
    if (row->size == 0)
        return found ? rva__txn_delete(batch->txn, RVA__DB_ROWS, key, sizeof key, err) : RVA_OK;
    rva__buffer_clear(value);
    const size_t start = rva__seal_begin(value);
    rva__buffer_put(value, batch->scratch.data + row->offset, row->size);
    if (value->failed)
        return rva__fail_memory(err);
    rva__tally_add(tally, rva__seal_end(value, start, key, sizeof key), 1);
    return rva__txn_put(batch->txn, RVA__DB_ROWS, key, sizeof key, value->data, value->size, err);
}

/** Puts the rows day by day; within a day they are in the order of their documents. */
static rva_status put_rows(rva__batch *batch, const row_changes *rows, rva__sort_item *items,
                           rva_error *err)
{
    rva__buffer value = {0};
    for (size_t i = 0; i < rows->count; i++)
        items[i] = (rva__sort_item){rows->items[i].day, i};
    rva_status status = rva__sort(items, rows->count) ? RVA_OK : rva__fail_memory(err);
    for (size_t i = 0; i < rows->count && status == RVA_OK; i++)
        status = put_row(batch, &rows->items[items[i].value], &value, err);
    rva__buffer_free(&value);
    return status;
}

static rva_status flush_rows(rva__batch *batch, const row_changes *rows, rva_error *err)
{
    if (rows->count == 0)
        return RVA_OK;
    rva__sort_item *items = rva__alloc(rows->count * sizeof *items);
    const rva_status status = items ? put_rows(batch, rows, items, err) : rva__fail_memory(err);
    rva__alloc_free(items);
    return status;
}

/** The place of a cell among those of the batch, in the order of keys. */
typedef struct cell_place {
    uint8_t key[RVA__CELL_KEY_BYTES];
    uint8_t key_size;
    uint32_t index;
} cell_place;

/** Adds the stored cell to the difference, and takes its seal out of the tally. */
static rva_status add_stored_cell(rva__batch *batch, const cell_place *at, rva_error *err)
{
    const void *value, *payload;
    size_t size, payload_size;
    RVA__TRY(rva__txn_get(batch->txn, RVA__DB_CELLS, at->key, at->key_size, &value, &size, err));
    if (!value)
        return RVA_OK;
    RVA__TRY(
        rva__unseal(at->key, at->key_size, value, size, "cells", &payload, &payload_size, err));
    rva__tally_add(&batch->txn->state.cells, rva__seal_read(value), -1);
    if (!rva__cell_decode(payload, payload_size, UINT32_MAX, &batch->sums.cells, at->index))
        return rva__fail(err, RVA_CORRUPT, "cells: a cell is not well formed: run rebuild");
    return RVA_OK;
}

static rva_status put_cell(rva__batch *batch, const cell_place *at,
                           const rva__histogram_entry *entries, size_t count, rva_error *err)
{
    rva__buffer *to = &batch->scratch;
    rva__buffer_clear(to);
    const size_t start = rva__seal_begin(to);
    rva__cell_encode(&batch->sums.cells.items[at->index], entries, count, to);
    if (to->failed)
        return rva__fail_memory(err);
    if (to->size == RVA__SEAL_BYTES)
        return rva__txn_delete(batch->txn, RVA__DB_CELLS, at->key, at->key_size, err);
    rva__tally_add(&batch->txn->state.cells, rva__seal_end(to, start, at->key, at->key_size), 1);
    return rva__txn_put(batch->txn, RVA__DB_CELLS, at->key, at->key_size, to->data, to->size, err);
}

static int compare_places(const void *left, const void *right)
{
    return memcmp(left, right, RVA__CELL_KEY_BYTES);
}

static rva_status put_cells(rva__batch *batch, const cell_place *places, rva_error *err)
{
    rva__histogram_entry *entries;
    size_t entry_count;
    if (!rva__totals_histograms(&batch->sums.cells, &entries, &entry_count))
        return rva__fail_memory(err);
    size_t *starts = rva__histogram_starts(entries, entry_count, batch->sums.cells.count);
    rva_status status = starts ? RVA_OK : rva__fail_memory(err);
    for (uint32_t i = 0; status == RVA_OK && i < batch->sums.cells.count; i++) {
        const size_t first = starts[places[i].index];
        const size_t end = starts[places[i].index + 1];
        status = put_cell(batch, &places[i], entries + first, end - first, err);
    }
    rva__alloc_free(starts);
    rva__alloc_free(entries);
    return status;
}

/** Whether a sum is larger than may be kept, or left 64 bits on the way. */
static bool is_beyond(const rva__totals *cells)
{
    const uint64_t most = (uint64_t)rva__sum_max;
    bool beyond = cells->overflowed;
    for (uint32_t i = 0; i < cells->count; i++)
        for (int m = 0; m < RVA__MEASURE_COUNT; m++) /* one comparison for both signs */
            beyond |= (uint64_t)cells->items[i].values[m] + most > 2 * most;
    return beyond;
}

static rva_status flush_cells(rva__batch *batch, rva_error *err)
{
    const uint32_t count = batch->sums.cells.count;
    if (batch->sums.cells.failed)
        return rva__fail_memory(err);
    if (count == 0)
        return RVA_OK;
    cell_place *places = rva__alloc_zero(count, sizeof *places);
    if (!places)
        return rva__fail_memory(err);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t *words = rva__totals_key(&batch->sums.cells, i);
        places[i].key_size = (uint8_t)rva__cell_key(words, places[i].key);
        places[i].index = i;
    }
    qsort(places, count, sizeof *places, compare_places);
    rva_status status = RVA_OK;
    for (uint32_t i = 0; i < count && status == RVA_OK; i++)
        status = add_stored_cell(batch, &places[i], err);
    if (status == RVA_OK && is_beyond(&batch->sums.cells))
        status = rva__fail(err, RVA_LIMIT, "a sum would go beyond %lld: check the amounts",
                           (long long)rva__sum_max);
    if (status == RVA_OK && batch->sums.cells.failed)
        status = rva__fail_memory(err);
    if (status == RVA_OK)
        status = put_cells(batch, places, err);
    rva__alloc_free(places);
    return status;
}

rva_status rva__batch_flush(rva__batch *batch, rva_error *err)
{
    row_changes rows = {0};
    rva_status status = batch->replay_seq ? RVA_OK : rva__log_flush(&batch->log, err);
    if (status == RVA_OK)
        status = flush_documents(batch, &rows, err);
    if (status == RVA_OK)
        status = flush_rows(batch, &rows, err);
    rva__alloc_free(rows.items);
    if (status == RVA_OK)
        status = rva__id_map_flush(&batch->ids, batch->txn, err);
    rva__cell_sums_finish(&batch->sums); /* a helper may be adding until here */
    return status == RVA_OK ? flush_cells(batch, err) : status;
}
