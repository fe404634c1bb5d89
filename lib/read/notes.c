/**
 * @file read/notes.c
 * Rows of notes, their documents, their events.
 */
#include "read/notes.h"

#include "core/error.h"
#include "cube/row.h"
#include "fold/document.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/stored_document.h"

/** Notes being looked for. */
typedef struct looking {
    const rva__txn *txn;
    int64_t from_at;
    int64_t to_at;
    rva__note_fn take;
    void *context;
    rva__document document;
    rva__log_reader reader;
} looking;

/** When the note of a row begins. */
static rva_status read_row(const rva__slice *key, const rva__slice *value, int64_t *happened_at,
                           rva_error *err)
{
    const void *payload;
    size_t size;
    rva__row_reader row;
    RVA__TRY(
        rva__unseal(key->data, key->size, value->data, value->size, "rows", &payload, &size, err));
    rva__row_open(&row, payload, size, 0);
    if (!rva__row_next(&row))
        return rva__fail(err, RVA_CORRUPT, "rows: that of a note is not well formed: run rebuild");
    *happened_at = row.at;
    return RVA_OK;
}

static rva_status give(looking *at, const rva__entry *entry, rva_error *err)
{
    const rva_event *event;
    if (!rva__note_touches(entry->at, entry->until_at, at->from_at, at->to_at))
        return RVA_OK;
    RVA__TRY(rva__log_read(at->txn, &at->reader, entry->seq, &event, err));
    const rva__note note = {.note = event->id,
                            .text = event->text,
                            .happened_at = entry->at,
                            .until_at = entry->until_at};
    return at->take(&note, at->context, err);
}

/** Looks at the note of a row. */
static rva_status look(looking *at, const rva__slice *key, const rva__slice *value, rva_error *err)
{
    int64_t happened_at = 0;
    RVA__TRY(read_row(key, value, &happened_at, err));
    if (happened_at >= at->to_at)
        return RVA_OK;
    RVA__TRY(rva__stored_document(at->txn, rva__row_document(key->data), &at->document, err));
    for (uint32_t i = 0; i < at->document.count; i++)
        RVA__TRY(give(at, &at->document.entries[i], err));
    return RVA_OK;
}

static bool is_of_note(const rva__slice *key)
{
    return key->size == RVA__ROW_KEY_BYTES &&
           rva__big_get32(key->data) == (uint32_t)(RVA__DAY_OF_NOTES + RVA__DAY_BIAS);
}

static rva_status look_at_all(looking *at, rva__iterator *rows, rva_error *err)
{
    RVA__TRY(rva__iterator_first(rows, err)); /* their day is before all others */
    while (rows->found && is_of_note(&rows->key)) {
        RVA__TRY(look(at, &rows->key, &rows->value, err));
        RVA__TRY(rva__iterator_next(rows, err));
    }
    return RVA_OK;
}

rva_status rva__notes_each(const rva__txn *txn, int64_t from_at, int64_t to_at, rva__note_fn take,
                           void *context, rva_error *err)
{
    looking at = {.txn = txn, .from_at = from_at, .to_at = to_at, .take = take, .context = context};
    rva__iterator rows;
    RVA__TRY(rva__txn_iterate(txn, RVA__DB_ROWS, &rows, err));
    const rva_status status = look_at_all(&at, &rows, err);
    rva__iterator_close(&rows);
    rva__document_free(&at.document);
    rva__log_reader_free(&at.reader);
    return status;
}
