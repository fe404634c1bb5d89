/**
 * @file record/erase.c
 * Erasing persons: their documents are marked, then the log is written anew where it names them.
 */
#include "record/erase.h"

#include <string.h>

#include "core/error.h"
#include "model/event.h"
#include "record/aliases.h"
#include "record/identity.h"
#include "record/log_eraser.h"
#include "record/place.h"
#include "store/erased_ids.h"

/** An erasure under way. */
typedef struct erasing {
    rva__batch *batch;
    rva__log_eraser log;
    rva__buffer documents; /**< numbers of those that are erased now */
    int64_t conversations; /**< of these, with anything in them */
    int64_t leads;
} erasing;

rva_status rva__erased_fail(rva_error *err)
{
    return rva__fail(err, RVA_ERASED,
                     "the person this concerns was erased: nothing more is kept of them");
}

static rva_status is_erased(rva__batch *batch, rva__hash128 hash, bool *out, rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__batch_find(batch, hash, &cached, err));
    *out = cached && cached->document.flags & RVA__DOCUMENT_ERASED;
    return RVA_OK;
}

rva_status rva__erased_refuse(rva__batch *batch, const rva__link *link, rva_error *err)
{
    bool erased = false;
    if (batch->txn->state.erased > 0)
        RVA__TRY(is_erased(batch, link->hash, &erased, err));
    return erased ? rva__erased_fail(err) : RVA_OK;
}

rva_status rva__erased_check(rva__batch *batch, const rva__arrival *arrival, bool *hashed,
                             rva_error *err)
{
    *hashed = false;
    if (batch->txn->state.erased == 0)
        return RVA_OK;
    rva_event event = *arrival->event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        bool erased;
        const char *const *field = rva__event_id(&event, i, &type);
        if (!*field)
            continue;
        RVA__TRY(is_erased(batch, rva__id_hash(batch->txn->config, type, *field), &erased, err));
        const bool own = field == &event.id || field == &event.uid;
        if (erased && (own || event.type != RVA_EVENT_TRANSACTION))
            return rva__erased_fail(err);
        *hashed |= erased;
    }
    return RVA_OK;
}

/** What of events is the person's: the ids that lead to documents that are erased. */
static rva_status name_ids(erasing *work, const rva_event *event, rva_error *err)
{
    rva__batch *batch = work->batch;
    rva_event copy = *event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        bool erased;
        const char *id = *rva__event_id(&copy, i, &type);
        if (!id || type == RVA__ID_VISITOR || rva__id_is_erased(id))
            continue;
        const rva__hash128 hash = rva__id_hash(batch->txn->config, type, id);
        RVA__TRY(is_erased(batch, hash, &erased, err));
        if (erased)
            RVA__TRY(rva__log_eraser_name(&work->log, hash, id, err));
    }
    return RVA_OK;
}

static rva_status name_event(erasing *work, int64_t seq, rva_error *err)
{
    const rva_event *event;
    RVA__TRY(rva__batch_event(work->batch, seq, &event, err));
    RVA__TRY(rva__log_eraser_event(&work->log, seq, err));
    return name_ids(work, event, err);
}

/** The events of a document are the person's, and what they name. */
static rva_status name_document(erasing *work, uint64_t number, rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__batch_document(work->batch, number, &cached, err));
    const rva__document *document = &cached->document;
    for (uint32_t i = 0; i < document->count; i++)
        RVA__TRY(name_event(work, document->entries[i].seq, err));
    for (uint32_t i = 0; i < document->past_count; i++)
        RVA__TRY(name_event(work, document->past[i].seq, err));
    return RVA_OK;
}

static void count(erasing *work, const rva__document *document)
{
    work->conversations += rva__document_is_conversation(document) &&
                           (document->count > 0 || document->past_count > 0);
    for (uint32_t i = 0; i < document->count; i++)
        work->leads += document->entries[i].type == RVA_EVENT_LEAD;
}

static rva_status mark(erasing *work, rva__cached *cached, rva_error *err)
{
    if (cached->document.flags & RVA__DOCUMENT_ERASED)
        return RVA_OK;
    RVA__TRY(rva__batch_touch(work->batch, cached, err));
    cached->document.flags |= RVA__DOCUMENT_ERASED;
    work->batch->txn->state.erased++;
    count(work, &cached->document);
    rva__buffer_put(&work->documents, &cached->number, sizeof cached->number);
    return work->documents.failed ? rva__fail_memory(err) : RVA_OK;
}

/** What waits for something that only the person's events name is of the person, too. */
static rva_status mark_waiting(erasing *work, int64_t seq, rva_error *err)
{
    rva__recalled recalled;
    rva__arrival arrival = {.entry = {.seq = seq}};
    RVA__TRY(rva__arrival_recall(work->batch, &arrival, &recalled, err));
    const rva__link *const links[] = {&arrival.of, &arrival.offer, &arrival.lead};
    for (int i = 0; i < RVA__LINKS_MAX; i++) {
        rva__cached *cached;
        if (!rva__link_is(links[i]))
            continue;
        RVA__TRY(rva__batch_find(work->batch, links[i]->hash, &cached, err));
        if (cached && rva__document_waits_for(&cached->document, links[i]->hash.low))
            RVA__TRY(mark(work, cached, err));
    }
    return RVA_OK;
}

/** Marks the documents that wait for what the marked ones name, and so on. */
static rva_status mark_all_waiting(erasing *work, rva_error *err)
{
    for (size_t at = 0; at < rva__buffer_numbers(&work->documents); at++) {
        rva__cached *cached;
        RVA__TRY(rva__batch_document(work->batch, rva__buffer_number(&work->documents, at), &cached,
                                     err));
        for (uint32_t i = 0; i < cached->document.count; i++)
            RVA__TRY(mark_waiting(work, cached->document.entries[i].seq, err));
    }
    return RVA_OK;
}

static rva_status mark_conversation(erasing *work, const char *id, rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__conversation_document(work->batch, id, &cached, err));
    return mark(work, cached, err);
}

/** The conversations that versions of a void lead name. */
static rva_status mark_void_lead(erasing *work, const rva__cached *cached, uint64_t lead,
                                 rva_error *err)
{
    for (uint32_t i = 0; i < cached->document.past_count; i++) {
        const rva__past *past = &cached->document.past[i];
        rva__recalled recalled;
        rva__arrival arrival = {.entry = {.seq = past->seq}};
        if (past->type != RVA_EVENT_LEAD || past->id != lead || past->what == RVA__PAST_VOID)
            continue;
        RVA__TRY(rva__arrival_recall(work->batch, &arrival, &recalled, err));
        RVA__TRY(mark_conversation(work, recalled.conversation, err));
    }
    return RVA_OK;
}

/** The lead's conversation; else what names the lead, as nobody knows more of it. */
static rva_status mark_lead(erasing *work, const char *id, rva_error *err)
{
    rva__cached *cached;
    const rva__link lead = {rva__id_hash(work->batch->txn->config, RVA_EVENT_LEAD, id),
                            RVA_EVENT_LEAD};
    RVA__TRY(rva__batch_find(work->batch, lead.hash, &cached, err));
    if (!cached)
        RVA__TRY(rva__waiting_document(work->batch, &lead, &cached, err));
    if (rva__document_find(&cached->document, RVA_EVENT_LEAD, lead.hash.low) < 0)
        RVA__TRY(mark_void_lead(work, cached, lead.hash.low, err));
    for (uint32_t i = 0; i < cached->document.watcher_count; i++) {
        rva__cached *watcher;
        if (cached->document.watchers[i].name != lead.hash.low)
            continue;
        RVA__TRY(
            rva__batch_document(work->batch, cached->document.watchers[i].number, &watcher, err));
        RVA__TRY(mark(work, watcher, err));
    }
    return mark(work, cached, err);
}

/** Erases a conversation that names the visitor; its erasure is an event of its own. */
static rva_status erase_visit(void *context, const rva_event *event, int64_t seq, rva_error *err)
{
    erasing *work = context;
    rva__batch *batch = work->batch;
    rva__cached *cached;
    rva_event erasure;
    rva__erased_texts texts;
    RVA__TRY(rva__conversation_document(batch, event->id, &cached, err));
    bool stands = false;
    for (uint32_t i = 0; i < cached->document.count && !stands; i++)
        stands = cached->document.entries[i].seq == seq;
    if (!stands || cached->document.flags & RVA__DOCUMENT_ERASED)
        return RVA_OK;
    RVA__TRY(mark(work, cached, err));
    rva_event_init(&erasure, RVA_EVENT_ERASE, RVA_ABSENT);
    erasure.conversation = event->id;
    rva__erased_ids_all(batch->txn->config, &erasure, &texts);
    return rva__batch_log(batch, &erasure, err);
}

static rva_status mark_visitor(erasing *work, const char *id, rva_error *err)
{
    rva__cached *cached;
    const rva__link visitor = {rva__id_hash(work->batch->txn->config, RVA__ID_VISITOR, id),
                               RVA__ID_VISITOR};
    if (!work->batch->replay_seq)
        RVA__TRY(rva__log_eraser_visits(&work->log, id, erase_visit, work, err));
    RVA__TRY(rva__log_eraser_name(&work->log, visitor.hash, id, err));
    RVA__TRY(rva__waiting_document(work->batch, &visitor, &cached, err));
    return mark(work, cached, err);
}

/** All versions and voids of an event of which no version stands are the person's. */
static rva_status name_void(erasing *work, const rva__arrival *arrival, const rva__cached *at,
                            rva_error *err)
{
    for (uint32_t i = 0; i < at->document.past_count; i++) {
        const rva__past past = at->document.past[i];
        const rva_event *event;
        if (!rva__identity_has(arrival, &past))
            continue;
        RVA__TRY(rva__log_eraser_event(&work->log, past.seq, err));
        RVA__TRY(rva__batch_event(work->batch, past.seq, &event, err));
        rva_event own = {.type = event->type, .id = event->id, .uid = event->uid};
        if (past.what != RVA__PAST_VOID)
            RVA__TRY(rva__log_eraser_ids(&work->log, &own, err));
    }
    return RVA_OK;
}

/** The same for the events that name the person and are void; `any` tells that there were some. */
static rva_status name_voids(erasing *work, bool *any, rva_error *err)
{
    rva__batch *batch = work->batch;
    *any = false;
    for (size_t at = 0; at < rva__buffer_numbers(&work->log.naming); at++) {
        rva__recalled recalled;
        rva__identity who;
        rva__arrival arrival = {.entry = rva__entry_empty};
        arrival.entry.seq = (int64_t)rva__buffer_number(&work->log.naming, at);
        RVA__TRY(rva__arrival_recall(batch, &arrival, &recalled, err));
        if (!rva__entry_has_type((uint64_t)recalled.event.type))
            continue;
        arrival.entry.type = (uint8_t)recalled.event.type;
        arrival.entry.id = arrival.own.hash.low;
        arrival.entry.uid = arrival.uid.hash.low;
        if (rva__identify(batch, &arrival, &who, err) != RVA_OK || !who.document || who.index >= 0)
            continue;
        RVA__TRY(name_void(work, &arrival, who.document, err));
        *any = true;
    }
    return RVA_OK;
}

static rva_status erase_log(erasing *work, rva_error *err)
{
    bool more = true;
    if (work->batch->replay_seq)
        return RVA_OK; /* it was written anew already */
    for (size_t i = 0; i < rva__buffer_numbers(&work->documents); i++)
        RVA__TRY(name_document(work, rva__buffer_number(&work->documents, i), err));
    while (more) { /* what is void names more of the person, and so on */
        RVA__TRY(rva__log_eraser_find(&work->log, err));
        RVA__TRY(name_voids(work, &more, err));
    }
    return rva__log_eraser_write(&work->log, err);
}

static rva_status erase(erasing *work, const rva_event *event, rva_outcome *outcome, rva_error *err)
{
    rva__erased_texts texts;
    rva_event copy = *event;
    if (event->key)
        RVA__TRY(rva__aliases_add(work->batch, event->key, err));
    if (event->visitor)
        RVA__TRY(mark_visitor(work, event->visitor, err));
    else if (event->lead)
        RVA__TRY(mark_lead(work, event->lead, err));
    else
        RVA__TRY(mark_conversation(work, event->conversation, err));
    *outcome = work->documents.size > 0 ? RVA_ACCEPTED : RVA_DUPLICATE;
    if (*outcome == RVA_DUPLICATE)
        return RVA_OK;
    RVA__TRY(mark_all_waiting(work, err));
    RVA__TRY(rva__log_eraser_ids(&work->log, event, err));
    RVA__TRY(erase_log(work, err));
    if (work->log.events == 0 && !work->batch->replay_seq)
        *outcome = RVA_NOTHING_STORED;
    rva__erased_ids_all(work->batch->txn->config, &copy, &texts);
    return rva__batch_log(work->batch, &copy, err);
}

rva_status rva__erase(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                      rva_error *err)
{
    erasing work = {.batch = batch, .log = {.batch = batch}};
    const rva_status status = erase(&work, event, outcome, err);
    batch->erasure = (rva_erasure){
        .outcome = *outcome,
        .conversations = work.conversations,
        .leads = work.leads,
        .events = work.log.events,
    };
    rva__log_eraser_free(&work.log);
    rva__buffer_free(&work.documents);
    return status;
}

rva_status rva__erase_again(rva__batch *batch, const uint64_t *numbers, size_t count,
                            rva_error *err)
{
    erasing work = {.batch = batch, .log = {.batch = batch}};
    rva__buffer_put(&work.documents, numbers, count * sizeof *numbers);
    const rva_status status = work.documents.failed ? rva__fail_memory(err) : erase_log(&work, err);
    rva__log_eraser_free(&work.log);
    rva__buffer_free(&work.documents);
    return status;
}
