/**
 * @file record/record.c
 * New, repeated, corrected, refused: what becomes of an event.
 */
#include "record/record.h"

#include "core/error.h"
#include "model/event.h"
#include "record/arrival.h"
#include "record/correct.h"
#include "record/erase.h"
#include "record/join.h"

bool rva__record_refused(rva_status status)
{
    return status == RVA_CONFLICT || status == RVA_LIMIT || status == RVA_ERASED ||
           status == RVA_INVALID || status == RVA_NOT_FOUND;
}

static rva_status refuse_erased(rva_error *err)
{
    return rva__fail(err, RVA_ERASED,
                     "the person this concerns was erased: nothing more is kept of them");
}

static rva_status refuse_conflict(const rva_event *event, rva_error *err)
{
    return rva__fail_field(err, RVA_CONFLICT, "id",
                           "this %s was recorded with other content: set \"correct\" to replace "
                           "it, or use another id",
                           rva_event_type_name(event->type));
}

/** An event whose own id is known: a repetition, a correction or a conflict. */
static rva_status apply_known(rva__batch *batch, rva__arrival *arrival, uint32_t index,
                              rva_outcome *outcome, rva_error *err)
{
    const rva_event *before;
    rva__entry *entry = &arrival->known->document.entries[index];
    RVA__TRY(rva__batch_event(batch, entry->seq, &before, err));
    *outcome = RVA_DUPLICATE;
    if (rva__event_compare(before, arrival->event) == 0)
        return RVA_OK;
    *outcome = RVA_ACCEPTED;
    if (arrival->event->correct == 1)
        return rva__correct(batch, arrival, index, err);
    if (!(entry->flags & RVA__ENTRY_EARLY))
        return refuse_conflict(arrival->event, err);
    RVA__TRY(
        rva__batch_touch(batch, arrival->known, err)); /* its correction was recorded before it */
    entry->flags &= (uint8_t)~RVA__ENTRY_EARLY;
    RVA__TRY(rva__document_supersede(&arrival->known->document, arrival->entry.seq, err));
    return rva__batch_log(batch, arrival->event, err);
}

/** Whether an event without an id of its own is in its document already. */
static rva_status find_repeated(rva__batch *batch, const rva__arrival *arrival, bool *found,
                                rva_error *err)
{
    const rva__document *document = &arrival->home->document;
    *found = false;
    for (uint32_t i = rva__document_seek(document, arrival->entry.at);
         i < document->count && document->entries[i].at == arrival->entry.at && !*found; i++) {
        if (rva__entry_compare(&document->entries[i], &arrival->entry,
                               &batch->txn->config->names) != 0)
            continue;
        const rva_event *before;
        RVA__TRY(rva__batch_event(batch, document->entries[i].seq, &before, err));
        *found = rva__event_compare(before, arrival->event) == 0;
    }
    return RVA_OK;
}

/** Indexes the conversation by its visitor, so that an erasure can find it. */
static rva_status index_visitor(rva__batch *batch, const rva__arrival *arrival, rva_error *err)
{
    if (!arrival->event->visitor)
        return RVA_OK;
    rva__hash128 hash = rva__id_hash(batch->txn->config, RVA__ID_VISITOR, arrival->event->visitor);
    for (;; hash.low++) { /* one key for each conversation, side by side */
        uint64_t number;
        RVA__TRY(rva__id_find(&batch->ids, batch->txn, hash, &number, err));
        if (number == arrival->home->number)
            return RVA_OK;
        if (number == 0)
            return rva__id_set(&batch->ids, hash, arrival->home->number, true, err);
    }
}

static rva_status apply_new(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    rva__cached *home = arrival->home;
    const bool joins = arrival->known && arrival->known != home;
    const uint32_t joining = joins ? arrival->known->document.count : 0;
    if (home->document.count + joining >= RVA_EVENTS_PER_CONVERSATION_MAX)
        return rva__fail_field(err, RVA_LIMIT, "conversation",
                               "a conversation holds at most %d events: start another one",
                               (int)RVA_EVENTS_PER_CONVERSATION_MAX);
    if (arrival->event->correct == 1)
        arrival->entry.flags |= RVA__ENTRY_EARLY;
    RVA__TRY(rva__batch_touch(batch, home, err));
    if (joins)
        RVA__TRY(rva__join(batch, arrival->known, home, err));
    RVA__TRY(
        rva__document_insert(&home->document, &arrival->entry, &batch->txn->config->names, err));
    if (arrival->own.low != 0 && !arrival->known)
        RVA__TRY(rva__id_set(&batch->ids, arrival->own, home->number, true, err));
    RVA__TRY(index_visitor(batch, arrival, err));
    return rva__batch_log(batch, arrival->event, err);
}

rva_status rva__record_event(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                             rva_error *err)
{
    rva__arrival arrival = {.event = event};
    *outcome = RVA_ACCEPTED;
    if (event->type == RVA_EVENT_ERASE)
        return rva__erase(batch, event, outcome, err);
    RVA__TRY(rva__arrival_entry(batch, &arrival, err));
    if (arrival.own.low != 0) {
        RVA__TRY(rva__batch_find(batch, arrival.own, false, &arrival.known, err));
        if (arrival.known && arrival.known->document.flags & RVA__DOCUMENT_ERASED)
            return refuse_erased(err);
        const int64_t index = arrival.known ? rva__document_find(&arrival.known->document,
                                                                 (int)event->type, arrival.entry.id)
                                            : -1;
        if (index >= 0)
            return apply_known(batch, &arrival, (uint32_t)index, outcome, err);
    }
    RVA__TRY(rva__arrival_home(batch, &arrival, err));
    if (arrival.home->document.flags & RVA__DOCUMENT_ERASED)
        return refuse_erased(err);
    if (arrival.own.low == 0) {
        bool repeated;
        RVA__TRY(find_repeated(batch, &arrival, &repeated, err));
        if (repeated) {
            *outcome = RVA_DUPLICATE;
            return RVA_OK;
        }
    }
    return apply_new(batch, &arrival, err);
}
