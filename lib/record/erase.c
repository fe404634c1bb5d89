/**
 * @file record/erase.c
 * Erasing persons.
 *
 * In the log every id becomes its keyed hash, and tags and free text go; the document keeps what it
 * stated and refuses what is still to come.
 */
#include "record/erase.h"

#include "core/error.h"

enum { IDS_PER_EVENT = 6 };

/** Texts of erased ids while a block is written anew. */
typedef struct erased_texts {
    char texts[IDS_PER_EVENT][RVA__ID_ERASED_BYTES];
} erased_texts;

static void erase_id(const rva__config *config, int type, const char **id, char *text)
{
    if (!*id)
        return;
    rva__id_erased_text(rva__id_hash(config, type, *id), text);
    *id = text;
}

/** The event without the person; `texts` must outlive it. */
static void erase_event(const rva__config *config, rva_event *event, erased_texts *texts)
{
    erase_id(config, (int)event->type, &event->id, texts->texts[0]);
    erase_id(config, RVA_EVENT_CONVERSATION, &event->conversation, texts->texts[1]);
    erase_id(config, RVA_EVENT_LEAD, &event->lead, texts->texts[2]);
    erase_id(config, RVA_EVENT_OFFER, &event->offer, texts->texts[3]);
    erase_id(config, RVA_EVENT_TRANSACTION, &event->of, texts->texts[4]);
    erase_id(config, RVA__ID_VISITOR, &event->visitor, texts->texts[5]);
    event->tags = NULL;
    event->reason = NULL;
}

/** Writes the reader's block again without the person of event `seq`. */
static rva_status erase_in_block(rva__batch *batch, int64_t seq, rva_error *err)
{
    const rva_event *found;
    RVA__TRY(rva__batch_event(batch, seq, &found, err));
    RVA__TRY(rva__log_close(&batch->log, err));
    const int64_t first_seq = batch->reader.first_seq;
    rva__block *block = &batch->reader.block;
    rva__block_writer *writer = &batch->log.block; /* nothing is in it: the log was closed */
    erased_texts texts;
    erase_event(batch->txn->config, &block->events[seq - first_seq], &texts);
    int64_t start = first_seq;
    rva__block_writer_clear(writer);
    rva_status status = RVA_OK;
    for (uint32_t i = 0; i < block->count && status == RVA_OK; i++) {
        if (rva__block_writer_add(writer, &block->events[i], block->recorded_at[i]))
            continue;
        status = rva__log_put_block(batch->txn, start, writer, &batch->log.scratch, err);
        start = first_seq + i;
        rva__block_writer_clear(writer);
        if (status == RVA_OK &&
            !rva__block_writer_add(writer, &block->events[i], block->recorded_at[i]))
            status = rva__fail_memory(err);
    }
    if (status == RVA_OK)
        status = rva__log_put_block(batch->txn, start, writer, &batch->log.scratch, err);
    rva__block_writer_clear(writer);
    batch->reader.first_seq = 0;
    return status;
}

static bool is_readable(const char *id)
{
    return id && !rva__id_is_erased(id);
}

static rva_status erase_if_readable(rva__batch *batch, int64_t seq, rva_error *err)
{
    const rva_event *event;
    RVA__TRY(rva__batch_event(batch, seq, &event, err));
    const bool readable = is_readable(event->id) || is_readable(event->conversation) ||
                          is_readable(event->lead) || is_readable(event->offer) ||
                          is_readable(event->of) || is_readable(event->visitor) || event->tags ||
                          event->reason;
    return readable ? erase_in_block(batch, seq, err) : RVA_OK;
}

rva_status rva__erase_again(rva__batch *batch, uint64_t number, rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__batch_document(batch, number, &cached, err));
    for (uint32_t i = 0; i < cached->document.count; i++)
        RVA__TRY(erase_if_readable(batch, cached->document.entries[i].seq, err));
    for (uint32_t i = 0; i < cached->document.past_count; i++)
        RVA__TRY(erase_if_readable(batch, cached->document.past[i], err));
    return RVA_OK;
}

static rva_status erase_document(rva__batch *batch, rva__cached *cached, rva_error *err)
{
    if (cached->document.flags & RVA__DOCUMENT_ERASED)
        return RVA_OK;
    RVA__TRY(rva__batch_touch(batch, cached, err));
    cached->document.flags |= RVA__DOCUMENT_ERASED;
    if (batch->replay_seq)
        return RVA_OK; /* its log was written anew already */
    for (uint32_t i = 0; i < cached->document.count; i++)
        RVA__TRY(erase_in_block(batch, cached->document.entries[i].seq, err));
    for (uint32_t i = 0; i < cached->document.past_count; i++)
        RVA__TRY(erase_in_block(batch, cached->document.past[i], err));
    return RVA_OK;
}

static rva_status erase_visitor(rva__batch *batch, const char *visitor, bool *any, rva_error *err)
{
    rva__hash128 hash = rva__id_hash(batch->txn->config, RVA__ID_VISITOR, visitor);
    for (;; hash.low++) {
        uint64_t number;
        rva__cached *cached;
        RVA__TRY(rva__id_find(&batch->ids, batch->txn, hash, &number, err));
        if (number == 0)
            return RVA_OK;
        RVA__TRY(rva__batch_document(batch, number, &cached, err));
        *any |= !(cached->document.flags & RVA__DOCUMENT_ERASED);
        RVA__TRY(erase_document(batch, cached, err));
    }
}

static rva_status erase_named(rva__batch *batch, const rva_event *event, bool *any, rva_error *err)
{
    if (event->visitor)
        return erase_visitor(batch, event->visitor, any, err);
    const bool is_lead = event->lead != NULL;
    const rva__hash128 hash =
        rva__id_hash(batch->txn->config, is_lead ? RVA_EVENT_LEAD : RVA_EVENT_CONVERSATION,
                     is_lead ? event->lead : event->conversation);
    rva__cached *cached;
    RVA__TRY(rva__batch_find(batch, hash, false, &cached, err));
    if (!cached)
        return RVA_OK;
    *any = !(cached->document.flags & RVA__DOCUMENT_ERASED);
    return erase_document(batch, cached, err);
}

/** The erase event itself goes into the log with hashes in place of ids. */
static rva_status log_erasure(rva__batch *batch, const rva_event *event, rva_error *err)
{
    rva_event copy = *event;
    erased_texts texts;
    erase_event(batch->txn->config, &copy, &texts);
    return rva__batch_log(batch, &copy, err);
}

rva_status rva__erase(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                      rva_error *err)
{
    bool any = false;
    RVA__TRY(erase_named(batch, event, &any, err));
    *outcome = any ? RVA_ACCEPTED : RVA_DUPLICATE;
    return any ? log_erasure(batch, event, err) : RVA_OK;
}
