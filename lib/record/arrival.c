/**
 * @file record/arrival.c
 * The entry of an event, and the document it belongs to.
 */
#include "record/arrival.h"

#include <string.h>

#include "core/error.h"
#include "model/event.h"

static int64_t number_or(int64_t value, int64_t otherwise)
{
    return value == RVA_ABSENT ? otherwise : value;
}

static uint32_t name_value(rva__batch *batch, int dimension, const char *text)
{
    if (batch->txn->raw.write)
        return rva__config_value(batch->txn->config, dimension, text);
    const uint32_t value = rva__dictionary_find(batch->txn->config->dictionary, dimension, text);
    return value == RVA__VALUE_NONE ? RVA__VALUE_OTHER : value;
}

static rva_status take_names(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    const rva_event *event = arrival->event;
    const char *const texts[RVA__NAMED_DIMS] = {
        [RVA__DIM_SOURCE] = event->source,     [RVA__DIM_MEDIUM] = event->medium,
        [RVA__DIM_CAMPAIGN] = event->campaign, [RVA__DIM_CHANNEL] = event->channel,
        [RVA__DIM_AGENT] = event->agent,       [RVA__DIM_BOROUGH] = event->borough,
        [RVA__DIM_ZIP] = event->zip,           [RVA__DIM_PLATFORM] = event->platform,
        [RVA__DIM_TIER] = event->tier,         [RVA__DIM_STAGE] = event->stage,
    };
    bool overflowed = false;
    for (int i = 0; i < RVA__NAMED_DIMS; i++) {
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

rva_status rva__arrival_entry(rva__batch *batch, rva__arrival *arrival, rva_error *err)
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
    return rva__batch_find(batch, hash, true, &arrival->home, err);
}

/** The home of a conversation: mostly that of the event before. */
static rva_status home_of_conversation(rva__batch *batch, const char *id, rva__arrival *arrival,
                                       rva_error *err)
{
    rva__last_home *last = &batch->last_home;
    if (last->home && strcmp(last->id, id) == 0 &&
        !(last->home->document.flags & RVA__DOCUMENT_MOVED)) {
        arrival->home = last->home;
        return RVA_OK;
    }
    const rva__hash128 hash = rva__id_hash(batch->txn->config, RVA_EVENT_CONVERSATION, id);
    RVA__TRY(rva__batch_find(batch, hash, true, &arrival->home, err));
    if (arrival->home->document.conversation == 0)
        arrival->home->document.conversation = hash.low;
    const size_t size = strlen(id) + 1;
    last->home = size <= sizeof last->id ? arrival->home : NULL;
    if (last->home)
        memcpy(last->id, id, size);
    return RVA_OK;
}

/** Its own document: the one that waited for it, or a new one. */
static rva_status home_of_own(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    arrival->home = arrival->known;
    return arrival->home ? RVA_OK : rva__batch_find(batch, arrival->own, true, &arrival->home, err);
}

int rva__arrival_home_id(const rva__arrival *arrival, const char **id)
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

rva_status rva__arrival_home(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    const char *id = NULL;
    const int type = rva__arrival_home_id(arrival, &id);
    if (type < 0)
        return home_of_own(batch, arrival, err);
    return type == RVA_EVENT_CONVERSATION ? home_of_conversation(batch, id, arrival, err)
                                          : home_of_id(batch, type, id, arrival, err);
}
