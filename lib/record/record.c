/**
 * @file record/record.c
 * Folding one event into its document.
 */
#include "record/record.h"

#include "core/error.h"
#include "model/event.h"

bool rva__batch_refused(rva_status status)
{
    return status == RVA_CONFLICT || status == RVA_LIMIT || status == RVA_ERASED ||
           status == RVA_INVALID || status == RVA_NOT_FOUND;
}

static int64_t number_or(int64_t value, int64_t otherwise)
{
    return value == RVA_ABSENT ? otherwise : value;
}

static uint32_t name_value(rva__batch *batch, int dimension, const char *text)
{
    if (batch->txn->write)
        return rva__config_value(batch->txn->config, dimension, text);
    const uint32_t value = rva__dictionary_find(batch->txn->config->dictionary, dimension, text);
    return value == RVA__VALUE_NONE ? RVA__VALUE_OTHER : value;
}

static rva_status take_names(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    const rva_event *event = arrival->event;
    const char *const texts[RVA__DIM_COUNT] = {
        [RVA__DIM_SOURCE] = event->source,     [RVA__DIM_MEDIUM] = event->medium,
        [RVA__DIM_CAMPAIGN] = event->campaign, [RVA__DIM_CHANNEL] = event->channel,
        [RVA__DIM_AGENT] = event->agent,       [RVA__DIM_BOROUGH] = event->borough,
        [RVA__DIM_ZIP] = event->zip,           [RVA__DIM_PLATFORM] = event->platform,
        [RVA__DIM_TIER] = event->tier,         [RVA__DIM_STAGE] = event->stage,
    };
    bool overflowed = false;
    for (int i = 0; i < RVA__DIM_COUNT; i++) {
        if (!texts[i])
            continue;
        const uint32_t value = name_value(batch, i, texts[i]);
        if (value == RVA__VALUE_NONE)
            return rva__fail_memory(err);
        arrival->entry.dims[i] = value;
        overflowed |= value == RVA__VALUE_OTHER;
    }
    batch->txn->state.overflowed += overflowed;
    return RVA_OK;
}

static uint64_t link_hash(rva__batch *batch, int type, const char *id)
{
    return id ? rva__id_hash(batch->txn->config, type, id).low : 0;
}

static uint8_t code_of(const rva_event *event)
{
    switch (event->type) {
    case RVA_EVENT_STAGE:
        return (uint8_t)event->action;
    case RVA_EVENT_END:
        return (uint8_t)event->outcome;
    case RVA_EVENT_FEEDBACK:
        return (uint8_t)event->verdict;
    case RVA_EVENT_TRANSACTION:
        return (uint8_t)event->kind;
    default:
        return 0;
    }
}

static uint8_t flags_of(const rva_event *event)
{
    unsigned flags = 0;
    if (event->type == RVA_EVENT_OFFER && event->delivered == 0)
        flags |= RVA__ENTRY_UNDELIVERED;
    if (event->type == RVA_EVENT_OFFER && event->randomised == 1)
        flags |= RVA__ENTRY_RANDOMISED;
    if (event->type == RVA_EVENT_TRANSACTION && event->conversation)
        flags |= RVA__ENTRY_BOUND;
    return (uint8_t)flags;
}

static bool has_own_id(int64_t type)
{
    return type != RVA_EVENT_CONVERSATION && type != RVA_EVENT_STAGE && type != RVA_EVENT_END &&
           type != RVA_EVENT_ERASE;
}

rva_status rva__record_entry(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    const rva_event *event = arrival->event;
    rva__entry *entry = &arrival->entry;
    *entry = rva__entry_empty;
    entry->at = event->at;
    entry->order = number_or(event->order, 0);
    entry->seq = batch->replay_seq ? batch->replay_seq : batch->txn->state.next_seq;
    entry->type = (uint8_t)event->type;
    entry->code = code_of(event);
    entry->flags = flags_of(event);
    if (has_own_id(event->type)) {
        arrival->own = rva__id_hash(batch->txn->config, (int)event->type, event->id);
        entry->id = arrival->own.low;
    }
    entry->lead = link_hash(batch, RVA_EVENT_LEAD, event->lead);
    entry->offer = link_hash(batch, RVA_EVENT_OFFER, event->offer);
    entry->of = link_hash(batch, RVA_EVENT_TRANSACTION, event->of);
    entry->amount_minor = event->amount_minor;
    entry->value_minor = event->value_minor;
    entry->price_minor = event->price_minor;
    entry->response_ms = event->response_ms;
    entry->messages = event->messages;
    entry->competitors = event->competitors;
    entry->score_micro = rva__event_micro(event->score);
    entry->rating_micro = rva__event_micro(event->rating);
    entry->quality_micro = rva__event_micro(event->quality);
    entry->demand_micro = rva__event_micro(event->demand);
    return take_names(batch, arrival, err);
}

static rva_status home_of_id(rva__batch *batch, int type, const char *id, rva__arrival *arrival,
                             rva_error *err)
{
    const rva__hash128 hash = rva__id_hash(batch->txn->config, type, id);
    RVA__TRY(rva__batch_find(batch, hash, true, &arrival->home, err));
    if (type == RVA_EVENT_CONVERSATION && arrival->home->document.conversation == 0)
        arrival->home->document.conversation = hash.low;
    return RVA_OK;
}

/** Its own document: the one that waited for it, or a new one. */
static rva_status home_of_own(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    arrival->home = arrival->known;
    return arrival->home ? RVA_OK : rva__batch_find(batch, arrival->own, true, &arrival->home, err);
}

int rva__record_home_id(const rva__arrival *arrival, const char **id)
{
    const rva_event *event = arrival->event;
    switch (event->type) {
    case RVA_EVENT_CONVERSATION:
        *id = event->id;
        return RVA_EVENT_CONVERSATION;
    case RVA_EVENT_STAGE:
    case RVA_EVENT_END:
    case RVA_EVENT_LEAD:
        *id = event->conversation;
        return RVA_EVENT_CONVERSATION;
    case RVA_EVENT_OFFER:
        *id = event->lead;
        return RVA_EVENT_LEAD;
    case RVA_EVENT_FEEDBACK:
        *id = event->lead ? event->lead : event->offer;
        return event->lead ? RVA_EVENT_LEAD : RVA_EVENT_OFFER;
    case RVA_EVENT_TRANSACTION:
        *id = event->conversation ? event->conversation : event->lead;
        if (*id)
            return event->conversation ? RVA_EVENT_CONVERSATION : RVA_EVENT_LEAD;
        *id = event->offer ? event->offer : event->of;
        if (event->offer)
            return RVA_EVENT_OFFER;
        return event->of && arrival->entry.of != arrival->entry.id ? RVA_EVENT_TRANSACTION : -1;
    default:
        return -1;
    }
}

rva_status rva__record_home(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    const char *id = NULL;
    const int type = rva__record_home_id(arrival, &id);
    return type < 0 ? home_of_own(batch, arrival, err) : home_of_id(batch, type, id, arrival, err);
}

rva_status rva__record_log(rva__batch *batch, const rva_event *event, rva_error *err)
{
    rva__state *state = &batch->txn->state;
    if (batch->replay_seq)
        return RVA_OK;
    if (event->at != RVA_ABSENT) {
        if (state->first_at == RVA_ABSENT || event->at < state->first_at)
            state->first_at = event->at;
        if (state->last_at == RVA_ABSENT || event->at > state->last_at)
            state->last_at = event->at;
    }
    state->money += event->amount_minor != RVA_ABSENT;
    return rva__log_append(&batch->log, event, err);
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
        return rva__record_correct(batch, arrival, index, err);
    if (!(entry->flags & RVA__ENTRY_EARLY))
        return refuse_conflict(arrival->event, err);
    RVA__TRY(rva__batch_touch(batch, arrival->known, err)); /* its correction came before it */
    entry->flags &= (uint8_t)~RVA__ENTRY_EARLY;
    RVA__TRY(rva__document_supersede(&arrival->known->document, arrival->entry.seq, err));
    return rva__record_log(batch, arrival->event, err);
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

/** So that all conversations of a visitor can be found for erasure. */
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
    rva__hot *home = arrival->home;
    const uint32_t joining =
        arrival->known && arrival->known != home ? arrival->known->document.count : 0;
    if (home->document.count + joining >= RVA_EVENTS_PER_CONVERSATION_MAX)
        return rva__fail_field(err, RVA_LIMIT, "conversation",
                               "a conversation holds at most %d events: start another one",
                               (int)RVA_EVENTS_PER_CONVERSATION_MAX);
    if (arrival->event->correct == 1)
        arrival->entry.flags |= RVA__ENTRY_EARLY;
    RVA__TRY(rva__batch_touch(batch, home, err));
    if (joining > 0 || (arrival->known && arrival->known != home))
        RVA__TRY(rva__record_join(batch, arrival->known, home, err));
    RVA__TRY(
        rva__document_insert(&home->document, &arrival->entry, &batch->txn->config->names, err));
    if (arrival->own.low != 0 && !arrival->known)
        RVA__TRY(rva__id_set(&batch->ids, arrival->own, home->number, true, err));
    RVA__TRY(index_visitor(batch, arrival, err));
    return rva__record_log(batch, arrival->event, err);
}

rva_status rva__batch_apply(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                            rva_error *err)
{
    rva__arrival arrival = {.event = event};
    *outcome = RVA_ACCEPTED;
    if (event->type == RVA_EVENT_ERASE)
        return rva__record_erase(batch, event, outcome, err);
    RVA__TRY(rva__record_entry(batch, &arrival, err));
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
    RVA__TRY(rva__record_home(batch, &arrival, err));
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
