/**
 * @file record/log_eraser.c
 * Looking through the log, and writing blocks of it anew.
 */
#include "record/log_eraser.h"

#include <string.h>

#include "core/error.h"
#include "core/hash.h"
#include "model/event.h"
#include "store/erased_ids.h"

void rva__log_eraser_free(rva__log_eraser *eraser)
{
    rva__buffer_free(&eraser->texts);
    rva__buffer_free(&eraser->names);
    rva__buffer_free(&eraser->seqs);
    rva__buffer_free(&eraser->blocks);
    rva__buffer_free(&eraser->naming);
}

/** A hash of an id as it is written, which needs no key: it lives as long as the erasure. */
static uint64_t text_hash(const char *text)
{
    return rva__hash_bytes(text, strlen(text), 0);
}

static rva_status put(rva__buffer *to, uint64_t value, rva_error *err)
{
    rva__buffer_put(to, &value, sizeof value);
    return to->failed ? rva__fail_memory(err) : RVA_OK;
}

rva_status rva__log_eraser_name(rva__log_eraser *eraser, rva__hash128 hash, const char *id,
                                rva_error *err)
{
    RVA__TRY(put(&eraser->texts, text_hash(id), err));
    return put(&eraser->names, hash.low, err);
}

rva_status rva__log_eraser_ids(rva__log_eraser *eraser, const rva_event *event, rva_error *err)
{
    rva_event copy = *event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char *id = *rva__event_id(&copy, i, &type);
        if (id)
            RVA__TRY(rva__log_eraser_name(
                eraser, rva__id_hash(eraser->batch->txn->config, type, id), id, err));
    }
    return RVA_OK;
}

rva_status rva__log_eraser_event(rva__log_eraser *eraser, int64_t seq, rva_error *err)
{
    return put(&eraser->seqs, (uint64_t)seq, err);
}

/** Whether a set of places has one of `count` from `first` on. */
static bool has_within(const rva__buffer *values, uint64_t first, uint32_t count)
{
    size_t low = 0;
    size_t high = rva__buffer_numbers(values);
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const uint64_t value = rva__buffer_number(values, middle);
        if (value < first)
            low = middle + 1;
        else if (value - first < count)
            return true;
        else
            high = middle;
    }
    return false;
}

static bool names_any(const rva__log_eraser *eraser, const rva__block *block)
{
    const rva__buffer *texts = &block->texts;
    for (size_t at = 0; at < texts->size; at += strlen((const char *)texts->data + at) + 1)
        if (rva__buffer_has_number(&eraser->texts, text_hash((const char *)texts->data + at)))
            return true;
    return false;
}

/** Calls `look` for each block of the log. */
static rva_status each_block(rva__log_eraser *eraser,
                             rva_status (*look)(rva__log_eraser *eraser, const rva__block *block,
                                                int64_t first_seq, void *context, rva_error *err),
                             void *context, rva_error *err)
{
    rva__batch *batch = eraser->batch;
    rva__block block = {0};
    rva__iterator log;
    int64_t seq;
    RVA__TRY(rva__log_close(&batch->log, err));
    batch->reader.first_seq = 0;
    RVA__TRY(rva__txn_iterate(batch->txn, RVA__DB_LOG, &log, err));
    rva_status status = rva__iterator_first(&log, err);
    while (status == RVA_OK && log.found) {
        status = rva__log_open_block(&log.key, &log.value, &block, &seq, err);
        if (status == RVA_OK)
            status = look(eraser, &block, seq, context, err);
        if (status == RVA_OK)
            status = rva__iterator_next(&log, err);
    }
    rva__iterator_close(&log);
    rva__block_free(&block);
    return status;
}

/** The conversations that name a visitor: places and ids. */
typedef struct visits {
    rva__hash128 visitor;
    rva__buffer seqs;
} visits;

static rva_status look_for_visits(rva__log_eraser *eraser, const rva__block *block,
                                  int64_t first_seq, void *context, rva_error *err)
{
    visits *found = context;
    for (uint32_t i = 0; i < block->count; i++) {
        const rva_event *event = &block->events[i];
        if (event->type != RVA_EVENT_CONVERSATION || !event->visitor)
            continue;
        const rva__hash128 hash =
            rva__id_hash(eraser->batch->txn->config, RVA__ID_VISITOR, event->visitor);
        if (hash.low != found->visitor.low || hash.high != found->visitor.high)
            continue;
        RVA__TRY(rva__log_eraser_name(eraser, hash, event->visitor, err));
        RVA__TRY(put(&found->seqs, (uint64_t)(first_seq + i), err));
    }
    return RVA_OK;
}

rva_status rva__log_eraser_visits(rva__log_eraser *eraser, rva__hash128 visitor,
                                  rva_status (*visit)(void *context, const rva_event *event,
                                                      int64_t seq, rva_error *err),
                                  void *context, rva_error *err)
{
    visits found = {.visitor = visitor};
    rva_status status = each_block(eraser, look_for_visits, &found, err);
    for (size_t i = 0; status == RVA_OK && i < rva__buffer_numbers(&found.seqs); i++) {
        const int64_t seq = (int64_t)rva__buffer_number(&found.seqs, i);
        const rva_event *event;
        status = rva__batch_event(eraser->batch, seq, &event, err);
        if (status == RVA_OK)
            status = visit(context, event, seq, err);
    }
    rva__buffer_free(&found.seqs);
    return status;
}

/** Whether field `index` of an event has an id that is to be erased. */
static bool names(const rva__log_eraser *eraser, rva_event *event, int index)
{
    int type;
    const char *id = *rva__event_id(event, index, &type);
    return id && !rva__id_is_erased(id) && rva__buffer_has_number(&eraser->texts, text_hash(id)) &&
           rva__buffer_has_number(&eraser->names,
                                  rva__id_hash(eraser->batch->txn->config, type, id).low);
}

static rva_status note_naming(rva__log_eraser *eraser, const rva__block *block, int64_t first_seq,
                              rva_error *err)
{
    for (uint32_t i = 0; i < block->count; i++) {
        rva_event event = block->events[i];
        bool any = false;
        for (int field = 0; field < RVA__ID_FIELDS && !any; field++)
            any = names(eraser, &event, field);
        if (any && !rva__buffer_has_number(&eraser->seqs, (uint64_t)(first_seq + i)))
            RVA__TRY(put(&eraser->naming, (uint64_t)(first_seq + i), err));
    }
    return RVA_OK;
}

static rva_status look_for_names(rva__log_eraser *eraser, const rva__block *block,
                                 int64_t first_seq, void *context, rva_error *err)
{
    const bool named = names_any(eraser, block);
    (void)context;
    if (!has_within(&eraser->seqs, (uint64_t)first_seq, block->count) && !named)
        return RVA_OK;
    if (named)
        RVA__TRY(note_naming(eraser, block, first_seq, err));
    return put(&eraser->blocks, (uint64_t)first_seq, err);
}

/** Whether tags and free text of an event are about whom it names. */
static bool is_about_person(const rva_event *event)
{
    return event->type != RVA_EVENT_TRANSACTION && event->type != RVA_EVENT_COST &&
           event->type != RVA_EVENT_MARKET && event->type != RVA_EVENT_NOTE;
}

/** Erases of one event what is to be erased; whether there was anything. */
static bool erase_event(const rva__log_eraser *eraser, rva_event *event, int64_t seq,
                        rva__erased_texts *texts)
{
    const rva__config *config = eraser->batch->txn->config;
    const bool whole = rva__buffer_has_number(&eraser->seqs, (uint64_t)seq);
    bool named = false;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char **id = rva__event_id(event, i, &type);
        const bool own = whole && (id == &event->id || id == &event->uid || id == &event->visitor);
        if (!own && !names(eraser, event, i))
            continue;
        rva__erased_ids_one(config, event, i, texts);
        named = true;
    }
    if (whole || (named && is_about_person(event)))
        rva__erased_free_text(config, event, texts);
    return whole || named;
}

/** Adds an event to the block that is being written; a full one is put first. */
static rva_status add(rva__log_eraser *eraser, const rva_event *event, int64_t recorded_at,
                      int64_t seq, int64_t *start, rva_error *err)
{
    rva__batch *batch = eraser->batch;
    rva__block_writer *writer = &batch->log.block; /* nothing is in it: the log was closed */
    if (rva__block_writer_add(writer, event, recorded_at))
        return RVA_OK;
    RVA__TRY(rva__log_put_block(batch->txn, *start, writer, &batch->log.scratch, err));
    *start = seq;
    rva__block_writer_clear(writer);
    return rva__block_writer_add(writer, event, recorded_at) ? RVA_OK : rva__fail_memory(err);
}

static rva_status rewrite_block(rva__log_eraser *eraser, int64_t first_seq, rva_error *err)
{
    rva__batch *batch = eraser->batch;
    rva__block_writer *writer = &batch->log.block;
    const rva__block *block = &batch->reader.block;
    const rva_event *first;
    int64_t start = first_seq;
    bool changed = false;
    batch->reader.first_seq = 0;
    RVA__TRY(rva__log_read(batch->txn, &batch->reader, first_seq, &first, err));
    rva__block_writer_clear(writer);
    rva_status status = RVA_OK;
    for (uint32_t i = 0; i < block->count && status == RVA_OK; i++) {
        rva__erased_texts texts;
        rva_event event = block->events[i];
        const bool erased = erase_event(eraser, &event, first_seq + i, &texts);
        changed |= erased;
        eraser->events += erased;
        status = add(eraser, &event, block->recorded_at[i], first_seq + i, &start, err);
    }
    if (status == RVA_OK && changed)
        status = rva__log_put_block(batch->txn, start, writer, &batch->log.scratch, err);
    rva__block_writer_clear(writer);
    batch->reader.first_seq = 0;
    return status;
}

rva_status rva__log_eraser_find(rva__log_eraser *eraser, rva_error *err)
{
    rva__buffer_sort_numbers(&eraser->texts);
    rva__buffer_sort_numbers(&eraser->names);
    rva__buffer_sort_numbers(&eraser->seqs);
    rva__buffer_clear(&eraser->blocks);
    rva__buffer_clear(&eraser->naming);
    return each_block(eraser, look_for_names, NULL, err);
}

rva_status rva__log_eraser_write(rva__log_eraser *eraser, rva_error *err)
{
    for (size_t i = 0; i < rva__buffer_numbers(&eraser->blocks); i++)
        RVA__TRY(rewrite_block(eraser, (int64_t)rva__buffer_number(&eraser->blocks, i), err));
    return RVA_OK;
}
