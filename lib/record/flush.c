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
#include "store/document_facts.h"
#include "store/keys.h"

/** A row to be put (or, with `size` 0, taken away). */
typedef struct row_change {
    uint64_t number;
    size_t offset; /**< in batch->scratch */
    uint32_t day;
    uint32_t size;
    uint32_t old_seal; /**< of the row that is replaced */
    bool replaces;
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

static uint32_t seal_row(uint32_t day, uint64_t number, const uint8_t *bytes, uint32_t size)
{
    uint8_t key[RVA__ROW_KEY_BYTES];
    rva__row_key(day, number, key);
    return rva__seal(key, sizeof key, bytes, size);
}

static int compare_old_rows(const void *left, const void *right)
{
    const rva__old_row *a = left;
    const rva__old_row *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

static rva__old_row *find_old_row(const rva__batch *batch, uint64_t number, uint32_t day)
{
    const rva__old_row wanted = {.number = number, .day = day};
    if (batch->old_row_count == 0)
        return NULL;
    return bsearch(&wanted, batch->old_rows, batch->old_row_count, sizeof wanted, compare_old_rows);
}

/** Notes the row of one day as a change, unless it is the same as before. */
static rva_status change_row(rva__batch *batch, const rva__cached *cached, int32_t day,
                             row_changes *rows, rva_error *err)
{
    const size_t offset = batch->scratch.size;
    const uint32_t biased = (uint32_t)(day + RVA__DAY_BIAS);
    rva__row_encode(&batch->facts, batch->txn->config->zone, day, &batch->scratch);
    if (batch->scratch.failed)
        return rva__fail_memory(err);
    row_change change = {.number = cached->number,
                         .offset = offset,
                         .day = biased,
                         .size = (uint32_t)(batch->scratch.size - offset)};
    rva__old_row *old = cached->existed ? find_old_row(batch, cached->number, biased) : NULL;
    if (old) {
        const uint8_t *bytes = batch->old_bytes.data + old->offset;
        old->kept = true;
        if (old->size == change.size &&
            memcmp(bytes, batch->scratch.data + offset, change.size) == 0) {
            batch->scratch.size = offset;
            return RVA_OK;
        }
        change.replaces = true;
        change.old_seal = seal_row(biased, cached->number, bytes, old->size);
    }
    return add_row_change(rows, change, err);
}

static rva_status change_rows(rva__batch *batch, const rva__cached *cached, row_changes *rows,
                              rva_error *err)
{
    const rva__zone *zone = batch->txn->config->zone;
    const size_t first = rows->count;
    int32_t done = INT32_MIN;
    for (uint32_t i = 0; i < batch->facts.count; i++) {
        const int32_t day = rva__row_day(&batch->facts.items[i], zone);
        bool seen = day == done;
        for (size_t r = first; r < rows->count && !seen; r++)
            seen = rows->items[r].day == (uint32_t)(day + RVA__DAY_BIAS);
        if (cached->existed && !seen) {
            const rva__old_row *old =
                find_old_row(batch, cached->number, (uint32_t)(day + RVA__DAY_BIAS));
            seen = old && old->kept;
        }
        done = day;
        if (!seen)
            RVA__TRY(change_row(batch, cached, day, rows, err));
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
    RVA__TRY(rva__batch_expiry(batch, &cached->document, key, to, err));
    const size_t size = to->size - start;
    rva__tally_add(&batch->txn->state.expiries, rva__seal_read(to->data + start), 1);
    to->size = start;
    return rva__txn_put(batch->txn, RVA__DB_EXPIRY, key, sizeof key, to->data + start, size, err);
}

static rva_status put_document(rva__batch *batch, const rva__cached *cached, rva_error *err)
{
    uint8_t key[RVA__DOCUMENT_KEY_BYTES];
    rva__buffer *to = &batch->scratch;
    rva__document_key(cached->number, key);
    const size_t start = rva__seal_begin(to);
    rva__document_encode(&cached->document, to);
    if (to->failed)
        return rva__fail_memory(err);
    const size_t size = to->size - start;
    const uint32_t seal = rva__seal_end(to, start, key, sizeof key);
    if (cached->existed)
        rva__tally_add(&batch->txn->state.documents, cached->old_seal, -1);
    rva__tally_add(&batch->txn->state.documents, seal, 1);
    to->size = start;
    return rva__txn_put(batch->txn, RVA__DB_DOCUMENTS, key, sizeof key, to->data + start, size,
                        err);
}

static rva_status flush_document(rva__batch *batch, rva__cached *cached, row_changes *rows,
                                 rva_error *err)
{
    rva__config *config = batch->txn->config;
    RVA__TRY(
        rva__document_facts(config, &cached->document, RVA__NOW_NEVER, true, &batch->facts, err));
    rva__cell_sums_replace(&batch->sums, &cached->stated, &batch->facts, config->zone);
    batch->txn->state.crossed += batch->facts.crossed;
    batch->txn->state.unannounced += batch->facts.unannounced;
    RVA__TRY(change_rows(batch, cached, rows, err));
    RVA__TRY(change_expiry(batch, cached, batch->facts.expires_at, err));
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
    if (batch->old_row_count > 1)
        qsort(batch->old_rows, batch->old_row_count, sizeof *batch->old_rows, compare_old_rows);
    rva__buffer_clear(&batch->scratch);
    for (uint32_t i = 0; i < batch->cached_count; i++)
        if (batch->cached[i]->dirty)
            RVA__TRY(flush_document(batch, batch->cached[i], rows, err));
    for (uint32_t i = 0; i < batch->old_row_count; i++) {
        const rva__old_row *old = &batch->old_rows[i];
        if (old->kept)
            continue;
        const row_change gone = {
            .number = old->number,
            .day = old->day,
            .replaces = true,
            .old_seal =
                seal_row(old->day, old->number, batch->old_bytes.data + old->offset, old->size)};
        RVA__TRY(add_row_change(rows, gone, err));
    }
    return RVA_OK;
}

static rva_status put_row(rva__batch *batch, const row_change *row, rva__buffer *value,
                          rva_error *err)
{
    uint8_t key[RVA__ROW_KEY_BYTES];
    rva__tally *tally = &batch->txn->state.rows;
    rva__row_key(row->day, row->number, key);
    if (row->replaces)
        rva__tally_add(tally, row->old_seal, -1);
    if (row->size == 0)
        return rva__txn_delete(batch->txn, RVA__DB_ROWS, key, sizeof key, err);
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
    const uint64_t most = (uint64_t)RVA__SUM_MAX;
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
                           (long long)RVA__SUM_MAX);
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
