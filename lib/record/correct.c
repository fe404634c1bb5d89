/**
 * @file record/correct.c
 * Corrections.
 */
#include "record/correct.h"

#include "core/alloc.h"
#include "core/error.h"

/** The event that an entry refers to within its document: type and id; 0: the conversation. */
static uint64_t parent_of(const rva__entry *entry, int *type)
{
    *type = RVA_EVENT_LEAD;
    if (entry->type == RVA_EVENT_OFFER)
        return entry->lead;
    if (entry->type == RVA_EVENT_FEEDBACK && entry->lead)
        return entry->lead;
    if (entry->type == RVA_EVENT_TRANSACTION) {
        if (entry->flags & RVA__ENTRY_BOUND)
            return 0;
        if (entry->lead)
            return entry->lead;
    }
    *type = RVA_EVENT_OFFER;
    if (entry->type == RVA_EVENT_FEEDBACK || (entry->type == RVA_EVENT_TRANSACTION && entry->offer))
        return entry->offer;
    *type = RVA_EVENT_TRANSACTION;
    return entry->type == RVA_EVENT_TRANSACTION && entry->of != entry->id ? entry->of : 0;
}

static bool refers_to(const rva__entry *entry, const rva__entry *other)
{
    int type;
    const uint64_t parent = parent_of(entry, &type);
    return parent != 0 && other->type == type && other->id == parent;
}

/** Marks in `moves` entry `first` and all that refer to it, directly or through others. */
static void mark_followers(const rva__document *document, uint32_t first, bool *moves)
{
    bool more = true;
    moves[first] = true;
    while (more) {
        more = false;
        for (uint32_t i = 0; i < document->count; i++)
            for (uint32_t p = 0; p < document->count && !moves[i]; p++)
                if (moves[p] && refers_to(&document->entries[i], &document->entries[p]))
                    moves[i] = more = true;
    }
}

/** Moves an entry: its id leads to its new document from now on. */
static rva_status move_entry(rva__batch *batch, const rva__entry *entry, rva__cached *to,
                             rva_error *err)
{
    const rva_event *event;
    RVA__TRY(rva__batch_event(batch, entry->seq, &event, err));
    const rva__hash128 own = rva__id_hash(batch->txn->config, entry->type, event->id);
    RVA__TRY(rva__id_set(&batch->ids, own, to->number, false, err));
    return rva__document_insert(&to->document, entry, &batch->txn->config->names, err);
}

static rva_status move_followers(rva__batch *batch, rva__cached *from, rva__cached *to,
                                 uint32_t first, rva_error *err)
{
    bool *moves = rva__alloc_zero(from->document.count, sizeof *moves);
    if (!moves)
        return rva__fail_memory(err);
    mark_followers(&from->document, first, moves);
    uint32_t kept = 0;
    rva_status status = RVA_OK;
    for (uint32_t i = 0; i < from->document.count && status == RVA_OK; i++) {
        const rva__entry entry = from->document.entries[i];
        if (i == first)
            continue; /* replaced by its correction */
        if (moves[i])
            status = move_entry(batch, &entry, to, err);
        else
            from->document.entries[kept++] = entry;
    }
    if (status == RVA_OK)
        from->document.count = kept;
    rva__alloc_free(moves);
    return status;
}

rva_status rva__correct(rva__batch *batch, rva__arrival *arrival, uint32_t index, rva_error *err)
{
    rva__cached *from = arrival->known;
    const int64_t replaced_seq = from->document.entries[index].seq;
    const rva__entry *old = &from->document.entries[index];
    int old_type;
    int new_type;
    const bool same_links = parent_of(old, &old_type) == parent_of(&arrival->entry, &new_type) &&
                            old_type == new_type && arrival->event->type != RVA_EVENT_LEAD &&
                            !((old->flags | arrival->entry.flags) & RVA__ENTRY_BOUND);
    const bool stands_alone = arrival->event->type == RVA_EVENT_TRANSACTION &&
                              parent_of(&arrival->entry, &new_type) == 0 &&
                              !(arrival->entry.flags & RVA__ENTRY_BOUND);
    if (same_links)
        arrival->home = from;
    else if (stands_alone)
        RVA__TRY(rva__batch_new_document(batch, &arrival->home, err));
    else
        RVA__TRY(rva__arrival_home(batch, arrival, err));
    if (arrival->home->document.flags & RVA__DOCUMENT_ERASED)
        return rva__fail(err, RVA_ERASED, "the person this would concern was erased");
    if (arrival->home != from &&
        arrival->home->document.count + from->document.count >= RVA_EVENTS_PER_CONVERSATION_MAX)
        return rva__fail_field(err, RVA_LIMIT, "conversation",
                               "a conversation holds at most %d events",
                               (int)RVA_EVENTS_PER_CONVERSATION_MAX);
    RVA__TRY(rva__batch_touch(batch, from, err));
    RVA__TRY(rva__batch_touch(batch, arrival->home, err));
    if (arrival->home == from)
        rva__document_remove(&from->document, index);
    else
        RVA__TRY(move_followers(batch, from, arrival->home, index, err));
    RVA__TRY(rva__document_supersede(&arrival->home->document, replaced_seq, err));
    RVA__TRY(rva__document_insert(&arrival->home->document, &arrival->entry,
                                  &batch->txn->config->names, err));
    RVA__TRY(rva__id_set(&batch->ids, arrival->own, arrival->home->number, false, err));
    return rva__batch_log(batch, arrival->event, err);
}
