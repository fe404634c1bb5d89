/**
 * @file oracle/history_people.c
 * Makers of conversations, stages, ends, costs and markets.
 */
#include <math.h>

#include "history_maker.h"
#include "record.h"

void maker_make_conversation(maker_state *maker, size_t index)
{
    rva_event event = record_blank(RVA_EVENT_CONVERSATION, maker_instant(maker, index));
    event.id = maker_conversation_id(maker, index);
    event.source = maker_maybe(maker, 40, RVA__DIM_SOURCE);
    event.medium = maker_maybe(maker, 30, RVA__DIM_MEDIUM);
    event.campaign = maker_maybe(maker, 30, RVA__DIM_CAMPAIGN);
    event.channel = maker_maybe(maker, 30, RVA__DIM_CHANNEL);
    event.agent = maker_maybe(maker, 30, RVA__DIM_AGENT);
    event.borough = maker_maybe(maker, 15, RVA__DIM_BOROUGH);
    event.zip = maker_maybe(maker, 40, RVA__DIM_ZIP);
    if (maker_chance(maker, 40))
        event.visitor = oracle_printf(&maker->out->memory, "v-%zu", index / 2);
    if (maker_chance(maker, 40))
        event.tags = meaning_tags(maker_below(maker, MEANING_TAGS));
    maker_add(maker, event);
}

static const char *stage_name(maker_state *maker)
{
    const reference_settings *settings = &maker->out->settings;
    if (maker_chance(maker, 85))
        return maker_spelt(maker, RVA__DIM_STAGE,
                           settings->stages[maker_below(maker, settings->stage_count)]);
    return maker_chance(maker, 50) ? "zz" : "aa";
}

void maker_make_stage(maker_state *maker, size_t index)
{
    static const int64_t actions[] = {RVA_ACTION_ENTER,      RVA_ACTION_ENTER,    RVA_ACTION_ENTER,
                                      RVA_ACTION_COMPLETE,   RVA_ACTION_COMPLETE, RVA_ACTION_SKIP,
                                      RVA_ACTION_DISQUALIFY, RVA_ACTION_LEAVE};
    rva_event event = record_blank(RVA_EVENT_STAGE, maker_instant(maker, index));
    event.conversation = maker_conversation_id(maker, index);
    event.stage = stage_name(maker);
    event.action = actions[maker_below(maker, 8)];
    event.order = maker_order(maker);
    event.agent = maker_maybe(maker, 25, RVA__DIM_AGENT);
    event.reason = maker_reason(maker);
    if (maker_chance(maker, 25))
        event.response_ms = (int64_t)maker_below(maker, 5000);
    if (maker_chance(maker, 15))
        event.messages = (int64_t)maker_below(maker, 9);
    if (maker_chance(maker, 15))
        event.quality = (double)maker_below(maker, 100000) / 1000.0;
    maker_add(maker, event);
}

void maker_make_end(maker_state *maker, size_t index)
{
    rva_event event = record_blank(RVA_EVENT_END, maker_instant(maker, index));
    event.conversation = maker_conversation_id(maker, index);
    event.outcome = maker_chance(maker, 40) ? RVA_END_COMPLETED : (int64_t)maker_below(maker, 4);
    event.order = maker_order(maker);
    event.reason = maker_reason(maker);
    maker_add(maker, event);
}

void maker_make_cost(maker_state *maker, size_t index)
{
    rva_event event = record_blank(RVA_EVENT_COST, maker_instant(maker, index));
    event.id = maker_new_id(maker, "k");
    event.amount_minor = maker_amount(maker);
    event.source = maker_maybe(maker, 60, RVA__DIM_SOURCE);
    event.medium = maker_maybe(maker, 40, RVA__DIM_MEDIUM);
    event.campaign = maker_maybe(maker, 40, RVA__DIM_CAMPAIGN);
    event.borough = maker_maybe(maker, 20, RVA__DIM_BOROUGH);
    maker_add(maker, event);
    if (maker_chance(maker, 15)) {
        event.correct = 1;
        event.amount_minor = maker_amount(maker);
        event.source = maker_maybe(maker, 60, RVA__DIM_SOURCE);
        maker_add(maker, event);
    }
}

void maker_make_market(maker_state *maker, size_t index)
{
    rva_event event = record_blank(RVA_EVENT_MARKET, maker_instant(maker, index));
    event.id = maker_new_id(maker, "m");
    event.zip = maker_maybe(maker, 60, RVA__DIM_ZIP);
    event.borough = event.zip ? maker_maybe(maker, 20, RVA__DIM_BOROUGH) : "Queens";
    event.competitors = maker_chance(maker, 70) ? (int64_t)maker_below(maker, 9) : RVA_ABSENT;
    event.price_minor = maker_chance(maker, 50) ? maker_amount(maker) : RVA_ABSENT;
    event.demand = maker_chance(maker, 50) ? 1.5 : NAN;
    maker_add(maker, event);
}
