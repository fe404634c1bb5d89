/**
 * @file record/record.c
 * New, repeated, corrected, refused: what becomes of an event.
 */
#include "record/record.h"

#include "core/error.h"
#include "model/event_settings.h"
#include "record/aliases.h"
#include "record/erase.h"
#include "record/place.h"
#include "record/stand.h"
#include "record/void.h"
#include "store/erased_ids.h"

bool rva__record_refused(rva_status status)
{
    return status == RVA_CONFLICT || status == RVA_LIMIT || status == RVA_ERASED ||
           status == RVA_INVALID || status == RVA_NOT_FOUND;
}

static rva_status refuse_conflict(const rva_event *event, rva_error *err)
{
    return rva__fail_field(err, RVA_CONFLICT, event->id ? "id" : "uid",
                           "this %s was recorded with other content: set \"correct\" to replace "
                           "it, or use another id",
                           rva_event_type_name(event->type));
}

/**
 * Whether an event without a name of its own is in its document already.
 *
 * @param content  receives its digest where several are like it, else 0
 */
static rva_status find_repeated(rva__batch *batch, const rva__arrival *arrival,
                                const rva__document *document, int64_t *found, uint64_t *content,
                                rva_error *err)
{
    const rva__entry *entry = &arrival->entry;
    const rva__names *names = &batch->txn->config->names;
    const uint32_t end = rva__document_seek_after(document, entry, names);
    const uint32_t first = end > 0 ? rva__document_seek(document, entry, names) : 0;
    const bool several = end > first + 1; /* that the fold cannot tell from it */
    *found = -1;
    *content = 0;
    if (several)
        RVA__TRY(rva__identity_digest(batch, arrival->event, content, err));
    for (uint32_t i = first; i < end && *found < 0; i++) {
        const rva_event *before;
        bool differs = false;
        const int64_t seq = document->entries[i].seq;
        if (several)
            RVA__TRY(rva__identity_differs(batch, seq, *content, &differs, err));
        if (differs)
            continue;
        RVA__TRY(rva__batch_event(batch, seq, &before, err));
        if (rva__identity_same_content(batch, before, arrival->event))
            *found = i;
    }
    return RVA_OK;
}

/** A correction of a conversation ends the void of it. */
static rva_status end_void(rva__batch *batch, rva__cached *home, rva_error *err)
{
    if (!(home->document.flags & RVA__DOCUMENT_VOID))
        return RVA_OK;
    RVA__TRY(rva__batch_touch(batch, home, err));
    home->document.flags &= ~(uint32_t)RVA__DOCUMENT_VOID;
    return RVA_OK;
}

/** The event as it goes into the log: new money of an erased person has no readable id. */
static rva_status log_event(rva__batch *batch, const rva__arrival *arrival, bool hashed,
                            rva_error *err)
{
    rva__erased_texts texts;
    rva_event event = *arrival->event;
    if (hashed)
        RVA__TRY(rva__erased_money(batch, &event, &texts, err));
    return rva__batch_log(batch, &event, err);
}

static rva_status stand(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                        rva_error *err)
{
    if (who->index >= 0)
        RVA__TRY(rva__supersede(batch, arrival, who, err));
    RVA__TRY(rva__stand(batch, arrival, who, err));
    if (arrival->event->type != RVA_EVENT_CONVERSATION || arrival->event->correct != 1)
        return RVA_OK;
    rva__cached *home;
    RVA__TRY(rva__conversation_document(batch, arrival->event->id, &home, err));
    return end_void(batch, home, err);
}

/** An original that comes after its correction, or after a void of it, is a past version. */
static rva_status keep_past(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                            rva_error *err)
{
    rva__past past;
    rva__cached *home = who->document;
    bool falls = who->index < 0;
    RVA__TRY(rva__identity_past(batch, arrival, arrival->event, arrival->entry.seq,
                                RVA__PAST_CONTENT, &past, err));
    if (who->index >= 0)
        RVA__TRY(rva__adopt_uid(batch, arrival, who, &falls, err));
    if (falls && who->index >= 0)
        RVA__TRY(rva__supersede(batch, arrival, who, err));
    if (falls)
        RVA__TRY(rva__fall(batch, arrival, who, rva__arrival_name(arrival), &home, err));
    RVA__TRY(rva__batch_touch(batch, home, err));
    return rva__document_add_past(&home->document, past, err);
}

/** The event comes to stand, or becomes a past version; refused, all is as it was. */
static rva_status change_or_not(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                                bool stands, rva_error *err)
{
    rva__batch_save(batch);
    return rva__batch_saved(batch, stands ? stand(batch, arrival, who, err)
                                          : keep_past(batch, arrival, who, err));
}

/** Whether the event, or the conversation that it is an event of, is void. */
static rva_status is_void(rva__batch *batch, const rva__arrival *arrival, const rva__identity *who,
                          bool *out, rva_error *err)
{
    rva__cached *home;
    *out = who->index < 0;
    if (arrival->event->type != RVA_EVENT_CONVERSATION)
        return RVA_OK;
    RVA__TRY(rva__conversation_document(batch, arrival->event->id, &home, err));
    *out |= (home->document.flags & RVA__DOCUMENT_VOID) != 0;
    return RVA_OK;
}

/** What the settings say of events is asked of new ones: what is recorded stays. */
static rva_status check_new(const rva__batch *batch, const rva_event *event, rva_error *err)
{
    return batch->replay_seq ? RVA_OK
                             : rva__event_check_settings(event, batch->txn->config->settings, err);
}

/** An event of which something is known: a repetition, a correction, a conflict. */
static rva_status apply_known(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                              bool hashed, rva_outcome *outcome, rva_error *err)
{
    bool gone;
    rva__likeness like;
    const bool correct = arrival->event->correct == 1;
    RVA__TRY(rva__identity_compare(batch, who, arrival, &like, err));
    RVA__TRY(is_void(batch, arrival, who, &gone, err));
    if (arrival->entry.uid == 0)
        arrival->entry.uid = rva__identity_uid(who, arrival);
    if (!batch->replay_seq && like.same && !(correct && gone && !like.same_correction)) {
        *outcome = RVA_DUPLICATE;
        return RVA_OK;
    }
    if (!correct && like.original)
        return refuse_conflict(arrival->event, err);
    RVA__TRY(check_new(batch, arrival->event, err));
    RVA__TRY(change_or_not(batch, arrival, who, correct, err));
    *outcome = correct ? RVA_CORRECTED : RVA_ACCEPTED;
    return log_event(batch, arrival, hashed, err);
}

/** An event without a name of its own that is in its document already. */
static rva_status apply_repeated(rva__batch *batch, rva__arrival *arrival, rva__cached *home,
                                 uint32_t index, rva_outcome *outcome, rva_error *err)
{
    rva__past past;
    const rva__entry *entry = &home->document.entries[index];
    if (arrival->event->correct != 1 || !(home->document.flags & RVA__DOCUMENT_VOID) ||
        entry->flags & RVA__ENTRY_CORRECTION) {
        *outcome = RVA_DUPLICATE;
        return RVA_OK;
    }
    RVA__TRY(rva__identity_past(batch, arrival, arrival->event, entry->seq, RVA__PAST_CONTENT,
                                &past, err));
    RVA__TRY(end_void(batch, home, err));
    *outcome = RVA_CORRECTED;
    rva__entry *changed = rva__document_change(&home->document, index);
    changed->flags |= RVA__ENTRY_CORRECTION;
    changed->seq = arrival->entry.seq;
    RVA__TRY(rva__document_add_past(&home->document, past, err));
    return rva__batch_log(batch, arrival->event, err);
}

/** The document of a conversation, which is not made for an event that is refused. */
static rva_status find_home(rva__batch *batch, const rva_event *event, bool refused,
                            rva__cached **out, rva_error *err)
{
    const char *id = rva__event_conversation(event);
    if (!refused)
        return rva__conversation_document(batch, id, out, err);
    return rva__batch_find(batch, rva__id_hash(batch->txn->config, RVA_EVENT_CONVERSATION, id), out,
                           err);
}

static rva_status refused_for(rva_status status, const rva_error *why, rva_error *err)
{
    if (err)
        *err = *why;
    return status;
}

/** Stages, ends and conversations without a uid are known by all of their content. */
static rva_status apply_nameless(rva__batch *batch, rva__arrival *arrival, rva_outcome *outcome,
                                 rva_error *err)
{
    rva__cached *home;
    int64_t found;
    uint64_t content;
    const rva__identity nobody = {.index = -1};
    rva_error why = RVA_ERROR_INIT;
    const rva_status accepted = check_new(batch, arrival->event, &why);
    RVA__TRY(find_home(batch, arrival->event, accepted != RVA_OK, &home, err));
    if (!home)
        return refused_for(accepted, &why, err);
    RVA__TRY(find_repeated(batch, arrival, &home->document, &found, &content, err));
    /* What is in the log repeats nothing: texts that told events apart may be erased there. */
    if (found >= 0 && (!batch->replay_seq || arrival->event->correct == 1))
        return apply_repeated(batch, arrival, home, (uint32_t)found, outcome, err);
    if (accepted != RVA_OK)
        return refused_for(accepted, &why, err);
    RVA__TRY(stand(batch, arrival, &nobody, err));
    RVA__TRY(rva__batch_log(batch, arrival->event, err));
    return content != 0 ? rva__identity_remember(batch, arrival->entry.seq, content, err) : RVA_OK;
}

static rva_status record(rva__batch *batch, const rva_event *given, rva_outcome *outcome,
                         rva_error *err)
{
    rva__aliased aliased;
    const rva_event *event;
    RVA__TRY(rva__aliases_find(batch, given, &aliased, &event, err));
    if (aliased.own ||
        (aliased.names && event->type != RVA_EVENT_TRANSACTION && event->type != RVA_EVENT_ERASE))
        return rva__erased_fail(err);
    rva__arrival arrival = {.event = event};
    rva__identity who;
    bool hashed;
    *outcome = RVA_ACCEPTED;
    batch->arriving = batch->replay_seq ? NULL : event;
    if (event->type == RVA_EVENT_ERASE || event->type == RVA_EVENT_VOID)
        RVA__TRY(check_new(batch, event, err));
    if (event->type == RVA_EVENT_ERASE)
        return rva__erase(batch, event, outcome, err);
    if (event->type == RVA_EVENT_VOID)
        return rva__void(batch, event, outcome, err);
    RVA__TRY(rva__arrival_entry(batch, &arrival, err));
    RVA__TRY(rva__erased_check(batch, &arrival, &hashed, err));
    hashed |= aliased.names;
    if (!rva__link_is(rva__arrival_name(&arrival)))
        return apply_nameless(batch, &arrival, outcome, err);
    RVA__TRY(rva__identify(batch, &arrival, &who, err));
    if (who.document)
        return apply_known(batch, &arrival, &who, hashed, outcome, err);
    RVA__TRY(check_new(batch, event, err));
    if (who.by_own || who.by_uid) /* something waits for it */
        RVA__TRY(change_or_not(batch, &arrival, &who, true, err));
    else
        RVA__TRY(stand(batch, &arrival, &who, err));
    return log_event(batch, &arrival, hashed, err);
}

/** Forgets the names that nothing recorded has: they take no place among `max_values`. */
static void forget_names(rva__batch *batch, const uint32_t counts[RVA__DIM_COUNT])
{
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        rva__dictionary_truncate(batch->txn->config->dictionary, d, counts[d]);
}

rva_status rva__record_event(rva__batch *batch, const rva_event *given, rva_outcome *outcome,
                             rva_error *err)
{
    uint32_t counts[RVA__DIM_COUNT];
    const int64_t overflowed = batch->txn->state.overflowed;
    rva__dictionary_counts(batch->txn->config->dictionary, counts);
    const rva_status status = record(batch, given, outcome, err);
    const bool is_nothing =
        status == RVA_OK ? *outcome == RVA_DUPLICATE : rva__record_refused(status);
    if (is_nothing && batch->txn->raw.write) {
        forget_names(batch, counts);
        batch->txn->state.overflowed = overflowed;
    }
    return status;
}
