/**
 * @file record/void.c
 * Voids of conversations and of single events.
 */
#include "record/void.h"

#include "core/error.h"
#include "record/erase.h"
#include "record/place.h"
#include "record/stand.h"
#include "store/erased_ids.h"

/** What a void event names. */
static rva__link target_of(rva__batch *batch, const rva_event *event)
{
    rva_event copy = *event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char *id = *rva__event_id(&copy, i, &type);
        if (id)
            return (rva__link){rva__id_hash(batch->txn->config, type, id), type};
    }
    return (rva__link){0};
}

/** Whether the same void of the event was recorded before; what is in the log repeats nothing. */
static bool is_repeated(const rva__batch *batch, const rva__document *document,
                        const rva__arrival *arrival, const rva__past *past)
{
    for (uint32_t i = 0; i < document->past_count && !batch->replay_seq; i++)
        if (document->past[i].what == RVA__PAST_VOID && document->past[i].digest == past->digest &&
            rva__identity_has(arrival, &document->past[i]))
            return true;
    return false;
}

static rva_status void_conversation(rva__batch *batch, const rva__arrival *arrival,
                                    rva_outcome *outcome, rva_error *err)
{
    rva__cached *home;
    rva__past past;
    RVA__TRY(rva__conversation_document(batch, arrival->event->conversation, &home, err));
    RVA__TRY(rva__identity_past(batch, arrival, arrival->event, arrival->entry.seq, RVA__PAST_VOID,
                                &past, err));
    if (is_repeated(batch, &home->document, arrival, &past)) {
        *outcome = RVA_DUPLICATE;
        return RVA_OK;
    }
    RVA__TRY(rva__batch_touch(batch, home, err));
    home->document.flags |= RVA__DOCUMENT_VOID;
    return rva__document_add_past(&home->document, past, err);
}

/** Of the event that is known by a uid its type, id and links. */
static rva_status recall_by_uid(rva__batch *batch, rva__arrival *arrival, rva__recalled *recalled,
                                rva_error *err)
{
    const rva__link uid = arrival->uid;
    rva__cached *cached;
    RVA__TRY(rva__batch_find(batch, uid.hash, &cached, err));
    if (!cached)
        return RVA_OK;
    const int64_t seq = rva__identity_seq(&cached->document, uid.hash.low);
    if (seq == 0)
        return RVA_OK;
    arrival->entry.seq = seq;
    RVA__TRY(rva__arrival_recall(batch, arrival, recalled, err));
    arrival->entry.type = (uint8_t)recalled->event.type;
    arrival->entry.id = arrival->own.hash.low;
    arrival->uid = uid;
    return RVA_OK;
}

/** Finds what a void names; `arrival` becomes that event's. */
static rva_status find_target(rva__batch *batch, const rva__link *target, rva__arrival *arrival,
                              rva__identity *who, rva__recalled *recalled, rva_error *err)
{
    arrival->entry = rva__entry_empty;
    if (target->type == RVA__ID_UID) {
        arrival->uid = *target;
        arrival->entry.uid = target->hash.low;
        arrival->entry.type = RVA__PAST_ANY_TYPE;
        RVA__TRY(recall_by_uid(batch, arrival, recalled, err));
    } else {
        arrival->own = *target;
        arrival->entry.id = target->hash.low;
        arrival->entry.type = (uint8_t)target->type;
    }
    return rva__identify(batch, arrival, who, err);
}

static rva_status void_event(rva__batch *batch, const rva__link *target, const rva_event *event,
                             int64_t seq, rva_outcome *outcome, rva_error *err)
{
    rva__arrival arrival = {0};
    rva__identity who;
    rva__recalled recalled;
    rva__past past;
    rva__cached *home;
    RVA__TRY(find_target(batch, target, &arrival, &who, &recalled, err));
    RVA__TRY(rva__identity_past(batch, &arrival, event, seq, RVA__PAST_VOID, &past, err));
    if (who.document && is_repeated(batch, &who.document->document, &arrival, &past)) {
        *outcome = RVA_DUPLICATE;
        return RVA_OK;
    }
    if (arrival.entry.uid == 0)
        arrival.entry.uid = past.uid = rva__identity_uid(&who, &arrival);
    if (who.index >= 0)
        RVA__TRY(rva__supersede(batch, &arrival, &who, err));
    RVA__TRY(rva__fall(batch, &arrival, &who, rva__arrival_name(&arrival), &home, err));
    RVA__TRY(rva__batch_touch(batch, home, err));
    return rva__document_add_past(&home->document, past, err);
}

/** What is voided comes to nothing, or the void is refused and all is as it was. */
static rva_status void_or_not(rva__batch *batch, const rva__link *target, const rva_event *event,
                              int64_t seq, rva_outcome *outcome, rva_error *err)
{
    rva__batch_save(batch);
    return rva__batch_saved(batch, void_event(batch, target, event, seq, outcome, err));
}

/** The id of money that came after the erasure of its person is not readable in its void, either.
 */
static rva_status log_void(rva__batch *batch, const rva_event *event, bool hashed, rva_error *err)
{
    rva_event copy = *event;
    rva__erased_texts texts;
    if (hashed && !batch->replay_seq)
        rva__erased_ids_all(batch->txn->config, &copy, &texts);
    return rva__batch_log(batch, &copy, err);
}

rva_status rva__void(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                     rva_error *err)
{
    const rva__link target = target_of(batch, event);
    const int64_t seq = batch->replay_seq ? batch->replay_seq : batch->txn->state.next_seq;
    bool hashed;
    RVA__TRY(rva__erased_refuse(batch, &target, err));
    RVA__TRY(rva__link_leads_to_erased(batch, &target, &hashed, err));
    *outcome = RVA_ACCEPTED;
    if (target.type == RVA_EVENT_CONVERSATION) {
        rva__arrival arrival = {.event = event, .entry = rva__entry_empty};
        arrival.entry.type = RVA_EVENT_CONVERSATION;
        arrival.entry.id = target.hash.low;
        arrival.entry.seq = seq;
        RVA__TRY(void_conversation(batch, &arrival, outcome, err));
    } else {
        RVA__TRY(void_or_not(batch, &target, event, seq, outcome, err));
    }
    return *outcome == RVA_DUPLICATE ? RVA_OK : log_void(batch, event, hashed, err);
}
