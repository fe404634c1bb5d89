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
    size_t waited;         /**< of these, those of which what waits for them is marked */
    size_t named;          /**< and those of which the events are named */
    int64_t conversations; /**< of these, with anything in them */
    int64_t leads;
} erasing;

rva_status rva__erased_fail(rva_error *err)
{
    return rva__fail(err, RVA_ERASED,
                     "the person this concerns was erased: nothing more is kept of them");
}

/** Whether anything can be refused: what is in the log already was not. */
static bool refuses(const rva__batch *batch)
{
    return batch->txn->state.erased > 0 && !batch->replay_seq;
}

rva_status rva__erased_refuse(rva__batch *batch, const rva__link *link, rva_error *err)
{
    bool erased = false;
    if (refuses(batch))
        RVA__TRY(rva__link_is_erased(batch, link, &erased, err));
    return erased ? rva__erased_fail(err) : RVA_OK;
}

rva_status rva__erased_check(rva__batch *batch, const rva__arrival *arrival, bool *hashed,
                             rva_error *err)
{
    *hashed = false;
    if (!refuses(batch))
        return RVA_OK;
    rva_event event = *arrival->event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        bool erased;
        bool hidden = false;
        const char *const *field = rva__event_id(&event, i, &type);
        if (!*field)
            continue;
        const rva__link link = {rva__id_hash(batch->txn->config, type, *field), type};
        RVA__TRY(rva__link_is_erased(batch, &link, &erased, err));
        const bool own = field == &event.id || field == &event.uid;
        if (erased && (own || event.type != RVA_EVENT_TRANSACTION))
            return rva__erased_fail(err);
        if (event.type == RVA_EVENT_TRANSACTION)
            RVA__TRY(rva__link_leads_to_erased(batch, &link, &hidden, err));
        *hashed |= hidden;
    }
    return RVA_OK;
}

/** Whether an id is the person's: it leads to them, or to nobody who is recorded. */
static rva_status is_persons(rva__batch *batch, int type, rva__hash128 hash, bool *out,
                             rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__batch_find(batch, hash, &cached, err));
    *out = !cached || cached->document.flags & RVA__DOCUMENT_ERASED ||
           !rva__document_records(&cached->document, type, hash.low);
    return RVA_OK;
}

rva_status rva__erased_money(rva__batch *batch, rva_event *event, rva__erased_texts *texts,
                             rva_error *err)
{
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        const char **id = rva__event_id(event, i, &type);
        bool persons = id == &event->id || id == &event->uid;
        if (!*id)
            continue;
        if (!persons)
            RVA__TRY(is_persons(batch, type, rva__id_hash(batch->txn->config, type, *id), &persons,
                                err));
        if (persons)
            rva__erased_ids_one(batch->txn->config, event, i, texts);
    }
    rva__erased_free_text(batch->txn->config, event, texts);
    return RVA_OK;
}

static rva_status name_ids(erasing *work, const rva_event *event, rva_error *err)
{
    rva_event copy = *event;
    for (int i = 0; i < RVA__ID_FIELDS; i++) {
        int type;
        bool persons;
        const char *id = *rva__event_id(&copy, i, &type);
        if (!id || type == RVA__ID_VISITOR || rva__id_is_erased(id))
            continue;
        const rva__hash128 hash = rva__id_hash(work->batch->txn->config, type, id);
        RVA__TRY(is_persons(work->batch, type, hash, &persons, err));
        if (persons)
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

/** What is not recorded and the person's events name is of the person, with what waits for it. */
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
        if (cached && rva__document_records(&cached->document, links[i]->type, links[i]->hash.low))
            continue;
        RVA__TRY(rva__waiting_document(work->batch, links[i], &cached, err));
        RVA__TRY(mark(work, cached, err));
    }
    return RVA_OK;
}

/** Marks the documents that wait for what the marked ones name, and so on. */
static rva_status mark_all_waiting(erasing *work, rva_error *err)
{
    for (; work->waited < rva__buffer_numbers(&work->documents); work->waited++) {
        rva__cached *cached;
        RVA__TRY(rva__batch_document(
            work->batch, rva__buffer_number(&work->documents, work->waited), &cached, err));
        RVA__TRY(rva__batch_touch(work->batch, cached, err));
        for (uint32_t i = 0; i < cached->document.count; i++)
            rva__document_change(&cached->document, i)->flags |= RVA__ENTRY_ERASED;
        for (uint32_t i = 0; i < cached->document.count; i++)
            RVA__TRY(mark_waiting(work, cached->document.entries[i].seq, err));
        for (uint32_t i = 0; i < cached->document.past_count; i++)
            if (cached->document.past[i].what != RVA__PAST_VOID)
                RVA__TRY(mark_waiting(work, cached->document.past[i].seq, err));
    }
    return RVA_OK;
}

static rva_status mark_conversation(erasing *work, const char *id, rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__conversation_document(work->batch, id, &cached, err));
    return mark(work, cached, err);
}

/** The conversation that a void lead was of. */
static rva_status mark_void_lead(erasing *work, const rva__cached *cached, rva_error *err)
{
    rva__recalled recalled;
    rva__arrival arrival = {.entry = {.seq = rva__document_fallen(&cached->document)}};
    if (arrival.entry.seq == 0)
        return RVA_OK;
    RVA__TRY(rva__arrival_recall(work->batch, &arrival, &recalled, err));
    return mark_conversation(work, recalled.conversation, err);
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
        RVA__TRY(mark_void_lead(work, cached, err));
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
        RVA__TRY(rva__log_eraser_visits(&work->log, visitor.hash, erase_visit, work, err));
    RVA__TRY(rva__waiting_document(work->batch, &visitor, &cached, err));
    return mark(work, cached, err);
}

/** Whether an event that does not stand would belong to somebody erased. */
static rva_status belongs(erasing *work, int64_t seq, bool *out, rva_error *err)
{
    rva__batch *batch = work->batch;
    const rva_event *event;
    rva__recalled recalled;
    rva__place place;
    rva__arrival arrival = {.entry = rva__entry_empty};
    arrival.entry.seq = seq;
    RVA__TRY(rva__batch_event(batch, seq, &event, err));
    const char *id = rva__event_conversation(event);
    rva__link home = {.type = RVA_EVENT_CONVERSATION};
    if (id)
        home.hash = rva__id_hash(batch->txn->config, RVA_EVENT_CONVERSATION, id);
    arrival.entry.code = event->type == RVA_EVENT_TRANSACTION ? (uint8_t)event->kind : 0;
    RVA__TRY(rva__arrival_recall(batch, &arrival, &recalled, err));
    arrival.entry.id = arrival.own.hash.low;
    arrival.entry.of = arrival.of.hash.low;
    RVA__TRY(rva__place_of(batch, &arrival, &place, err));
    if (place.kind == RVA__PLACE_WITH) {
        *out = place.with->document.flags & RVA__DOCUMENT_ERASED;
        return RVA_OK;
    }
    const bool waits = place.kind == RVA__PLACE_WAITING && rva__link_is(&place.waits_for) && !id;
    return rva__link_is_erased(batch, waits ? &place.waits_for : &home, out, err);
}

/** Marks a document that waits for an event which is void, and would belong to somebody erased. */
static rva_status mark_fallen(erasing *work, rva__cached *cached, rva_error *err)
{
    bool erased = false;
    const int64_t seq = rva__document_fallen(&cached->document);
    if (seq > 0)
        RVA__TRY(belongs(work, seq, &erased, err));
    return erased ? mark(work, cached, err) : RVA_OK;
}

/** The same for all of which an event names the person. */
static rva_status mark_naming(erasing *work, rva_error *err)
{
    rva__batch *batch = work->batch;
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
        if (rva__identify(batch, &arrival, &who, err) == RVA_OK && who.document && who.index < 0)
            RVA__TRY(mark_fallen(work, who.document, err));
    }
    return RVA_OK;
}

/**
 * The same for all, from what is in the log already: the events of those who were erased, now or
 * later, have no readable id there.
 */
static rva_status mark_replayed(erasing *work, rva_error *err)
{
    rva__batch *batch = work->batch;
    rva__buffer *fallen = &batch->fallen;
    size_t kept = 0;
    for (size_t at = 0; at < rva__buffer_numbers(fallen); at++) {
        rva__cached *cached;
        const rva_event *event;
        const uint64_t number = rva__buffer_number(fallen, at);
        RVA__TRY(rva__batch_document(batch, number, &cached, err));
        const int64_t seq = rva__document_fallen(&cached->document);
        if (seq > 0) {
            RVA__TRY(rva__batch_event(batch, seq, &event, err));
            const char *id = event->uid ? event->uid : event->id;
            if (!id || !rva__id_is_erased(id))
                continue;
            RVA__TRY(mark_fallen(work, cached, err));
        }
        ((uint64_t *)(void *)fallen->data)[kept++] = number;
    }
    fallen->size = kept * sizeof(uint64_t);
    return RVA_OK;
}

/** Marks what is the person's but stands nowhere, as it is void. */
static rva_status mark_all_fallen(erasing *work, rva_error *err)
{
    if (work->batch->replay_seq)
        return mark_replayed(work, err);
    for (; work->named < rva__buffer_numbers(&work->documents); work->named++)
        RVA__TRY(name_document(work, rva__buffer_number(&work->documents, work->named), err));
    RVA__TRY(rva__log_eraser_find(&work->log, err));
    return mark_naming(work, err);
}

/** Marks all documents that are the person's, and erases the log, which is so already in a replay.
 */
static rva_status erase_marked(erasing *work, rva_error *err)
{
    size_t before;
    do {
        RVA__TRY(mark_all_waiting(work, err));
        before = work->documents.size;
        RVA__TRY(mark_all_fallen(work, err));
    } while (work->documents.size > before);
    return work->batch->replay_seq ? RVA_OK : rva__log_eraser_write(&work->log, err);
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
    RVA__TRY(rva__log_eraser_ids(&work->log, event, err));
    RVA__TRY(erase_marked(work, err));
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
    const rva_status status =
        work.documents.failed ? rva__fail_memory(err) : erase_marked(&work, err);
    rva__log_eraser_free(&work.log);
    rva__buffer_free(&work.documents);
    return status;
}
