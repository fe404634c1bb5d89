/**
 * @file oracle/history_links.c
 * What makes histories hard: links that cross, uids, voids, corrections and repetitions.
 */
#include "history_links.h"

#include <string.h>

#include "record.h"

static const char *some_id(maker_state *maker, const maker_entities *of)
{
    return of->count ? of->items[maker_below(maker, of->count)].id : NULL;
}

static void cross(maker_state *maker, rva_event *event)
{
    const bool is_money = event->type == RVA_EVENT_TRANSACTION;
    if (is_money && maker_chance(maker, 25))
        event->conversation =
            maker_conversation_id(maker, maker_below(maker, maker->conversations + 1));
    if (is_money && maker_chance(maker, 20))
        event->offer = some_id(maker, &maker->offers);
    if (is_money && maker_chance(maker, 20))
        event->lead = some_id(maker, &maker->leads);
    if (is_money && maker_chance(maker, 15))
        event->of = some_id(maker, &maker->sales);
    if (event->type == RVA_EVENT_FEEDBACK && maker_chance(maker, 25)) {
        event->lead = some_id(maker, &maker->leads);
        event->platform = maker_value_of(maker, RVA__DIM_PLATFORM);
    }
}

/* Some ids have a uid, which not every version carries. */
static void name(maker_state *maker, rva_event *event)
{
    oracle_memory *memory = &maker->out->memory;
    if (!record_has_id(event)) {
        if (maker_chance(maker, 15))
            event->uid = oracle_printf(memory, "u-%zu", ++maker->serial);
        return;
    }
    const char last = event->id[strlen(event->id) - 1];
    if (last % 3 == 0 && maker_chance(maker, 70))
        event->uid = oracle_printf(memory, "u-%s", event->id);
}

void history_cross(maker_state *maker)
{
    for (size_t i = 0; i < maker->out->count; i++) {
        cross(maker, &maker->out->events[i]);
        name(maker, &maker->out->events[i]);
    }
}

static const char **void_field(rva_event *event, int64_t type)
{
    switch (type) {
    case RVA_EVENT_LEAD:
        return &event->lead;
    case RVA_EVENT_OFFER:
        return &event->offer;
    case RVA_EVENT_FEEDBACK:
        return &event->feedback;
    case RVA_EVENT_TRANSACTION:
        return &event->transaction;
    case RVA_EVENT_COST:
        return &event->cost;
    default:
        return &event->market;
    }
}

static void add_void(maker_state *maker, const rva_event *of)
{
    rva_event event = record_blank(RVA_EVENT_VOID, RVA_ABSENT);
    const bool in_conversation = of->type == RVA_EVENT_CONVERSATION ||
                                 of->type == RVA_EVENT_STAGE || of->type == RVA_EVENT_END;
    event.reason = maker_reason(maker);
    if (of->uid && maker_chance(maker, 50))
        event.uid = of->uid;
    else if (record_has_id(of))
        *void_field(&event, of->type) = of->id;
    else if (in_conversation)
        event.conversation = of->type == RVA_EVENT_CONVERSATION ? of->id : of->conversation;
    maker_add(maker, event);
}

static bool can_be_corrected(const rva_event *event)
{
    return record_has_id(event) || event->uid || event->type == RVA_EVENT_CONVERSATION;
}

static void add_correction(maker_state *maker, const rva_event *of)
{
    rva_event event = *of;
    event.correct = 1;
    if (maker_chance(maker, 70))
        event.at += 1 + (int64_t)maker_below(maker, 1000000);
    if (event.type == RVA_EVENT_TRANSACTION && maker_chance(maker, 30))
        cross(maker, &event);
    if (event.uid && record_has_id(&event) && maker_chance(maker, 30))
        event.uid = NULL;
    maker_add(maker, event);
}

static bool is_tied_to_another(const oracle_history *history, const rva_event *event)
{
    for (size_t i = 0; i < history->count; i++)
        if (&history->events[i] != event && history_tied(&history->events[i], event))
            return true;
    return false;
}

/* Corrections get an instant that no other event of their kind has. */
static void part_last(oracle_history *history)
{
    rva_event *last = &history->events[history->count - 1];
    while (last->at != RVA_ABSENT && last->correct == 1 && is_tied_to_another(history, last))
        last->at++;
}

void history_add_erasure(maker_state *maker)
{
    oracle_history *out = maker->out;
    rva_event erasure = record_blank(RVA_EVENT_ERASE, RVA_ABSENT);
    const size_t at = 1 + maker_below(maker, out->count);
    const rva_event *of = &out->events[maker_below(maker, at)];
    if (of->type == RVA_EVENT_CONVERSATION && of->visitor && maker_chance(maker, 40))
        erasure.visitor = of->visitor;
    else if (of->type == RVA_EVENT_LEAD)
        erasure.lead = of->id;
    else
        erasure.conversation =
            maker_conversation_id(maker, maker_below(maker, maker->conversations));
    maker_add(maker, erasure);
    for (size_t i = out->count - 1; i > at; i--)
        out->events[i] = out->events[i - 1];
    out->events[at] = erasure;
}

void history_add_voids(maker_state *maker)
{
    oracle_history *out = maker->out;
    const size_t more = maker_below(maker, out->count / 3 + 2);
    for (size_t i = 0; i < more; i++) {
        const rva_event of = out->events[maker_below(maker, out->count)];
        const size_t dice = maker_below(maker, 100);
        if (of.type == RVA_EVENT_VOID || dice < 15)
            maker_add(maker, of);
        else if (dice < 50 || !can_be_corrected(&of))
            add_void(maker, &of);
        else
            add_correction(maker, &of);
        part_last(out);
    }
}
