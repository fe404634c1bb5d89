/**
 * @file record/arrival.c
 * The entry of an event, and its links.
 */
#include "record/arrival.h"

#include <stdio.h>

#include "core/error.h"
#include "model/dimensions.h"
#include "model/event.h"
#include "model/event_settings.h"
#include "model/fields.h"
#include "model/tags.h"

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

/** Gives the entry a value of a dimension; a name that is blank, or none, leaves it unknown. */
static rva_status take_name(rva__batch *batch, rva__arrival *arrival, int dimension,
                            const char *text, rva_error *err)
{
    char room[RVA__NAME_BYTES];
    const char *name =
        text ? rva__settings_name(batch->txn->config->settings, dimension, text, room) : NULL;
    if (!name)
        return RVA_OK;
    const uint32_t value = name_value(batch, dimension, name);
    if (value == RVA__VALUE_NONE)
        return rva__fail_memory(err);
    arrival->entry.dims[dimension] = value;
    return RVA_OK;
}

static rva_status take_attributes(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    rva__attributes attributes;
    const rva_settings *settings = batch->txn->config->settings;
    if (!arrival->event->tags || settings->attribute_count == 0)
        return RVA_OK;
    (void)rva__attributes_read(settings, arrival->event->tags, &attributes, NULL);
    for (int i = 0; i < (int)settings->attribute_count; i++)
        RVA__TRY(take_name(batch, arrival, RVA__DIM_ATTRIBUTE_1 + i, attributes.values[i], err));
    return RVA_OK;
}

static rva_status take_names(rva__batch *batch, rva__arrival *arrival, rva_error *err)
{
    bool overflowed = false;
    for (int d = 0; d < RVA__DIM_NAMED_COUNT; d++)
        RVA__TRY(take_name(batch, arrival, d, rva__event_name(arrival->event, d), err));
    RVA__TRY(take_attributes(batch, arrival, err));
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        overflowed |= arrival->entry.dims[d] == RVA__VALUE_OTHER;
    batch->txn->state.overflowed += overflowed;
    return RVA_OK;
}

static rva__link link_to(rva__batch *batch, int type, const char *id)
{
    return id ? (rva__link){rva__id_hash(batch->txn->config, type, id), type} : (rva__link){0};
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
    if (event->correct == 1)
        flags |= RVA__ENTRY_CORRECTION;
    return (uint8_t)flags;
}

static bool has_own_id(int64_t type)
{
    return RVA__ON_OWN_ID >> type & 1;
}

void rva__arrival_links(rva__batch *batch, rva__arrival *arrival)
{
    const rva_event *event = arrival->event;
    const char *own = has_own_id(event->type) ? event->id : NULL;
    arrival->own = link_to(batch, (int)event->type, own);
    arrival->uid = link_to(batch, RVA__ID_UID, event->uid);
    arrival->of = link_to(batch, RVA_EVENT_TRANSACTION, event->of);
    arrival->offer = link_to(batch, RVA_EVENT_OFFER, event->offer);
    arrival->lead = link_to(batch, RVA_EVENT_LEAD, event->lead);
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
    rva__arrival_links(batch, arrival);
    entry->id = arrival->own.hash.low;
    entry->uid = arrival->uid.hash.low;
    entry->lead = arrival->lead.hash.low;
    entry->offer = arrival->offer.hash.low;
    entry->of = arrival->of.hash.low;
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
    entry->until_at = event->until;
    return take_names(batch, arrival, err);
}

rva_status rva__arrival_recall(rva__batch *batch, rva__arrival *arrival, rva__recalled *recalled,
                               rva_error *err)
{
    RVA__TRY(rva__batch_event(batch, arrival->entry.seq, &arrival->event, err));
    rva__arrival_links(batch, arrival);
    rva_event_init(&recalled->event, (rva_event_type)arrival->event->type, arrival->event->at);
    if (arrival->event->conversation) {
        snprintf(recalled->conversation, sizeof recalled->conversation, "%s",
                 arrival->event->conversation);
        recalled->event.conversation = recalled->conversation;
    }
    arrival->event = &recalled->event;
    return RVA_OK;
}
