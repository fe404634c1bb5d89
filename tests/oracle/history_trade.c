/**
 * @file oracle/history_trade.c
 * Makers of leads, offers, feedback and transactions.
 *
 * Ids are drawn first, as "entities"; an entity may never get an event of its own (its
 * link never arrives).  An offer or sale that a correction will move says so from the
 * start, because what names it along two ways at once would then contradict itself, and
 * docs/definitions.md does not say which way wins.
 */
#include <math.h>
#include <string.h>

#include "history_maker.h"
#include "record.h"

static double score(maker_state *maker)
{
    static const double edges[] = {0, 1, 0.5, 0.499999, 0.500001};
    if (maker_chance(maker, 20))
        return NAN;
    return maker_chance(maker, 20) ? edges[maker_below(maker, 5)]
                                   : (double)maker_below(maker, 1001) / 1000.0;
}

static void fill_lead(maker_state *maker, rva_event *event)
{
    event->tier = maker_maybe(maker, 70, RVA__DIM_TIER);
    event->score = score(maker);
    event->value_minor = maker_chance(maker, 70) ? maker_amount(maker) : RVA_ABSENT;
    event->model = maker_chance(maker, 20) ? "m1" : NULL;
    event->tags = maker_chance(maker, 30) ? meaning_tags(maker_below(maker, MEANING_TAGS)) : NULL;
}

static maker_entity *new_entity(maker_state *maker, maker_entities *of, const char *prefix)
{
    const size_t last = MAKER_ENTITIES_MAX - 1;
    maker_entity *added = &of->items[of->count < MAKER_ENTITIES_MAX ? of->count++ : last];
    memset(added, 0, sizeof *added);
    added->id = maker_new_id(maker, prefix);
    return added;
}

void maker_make_lead(maker_state *maker, size_t index)
{
    maker_entity *lead = new_entity(maker, &maker->leads, "l");
    lead->conversation = maker_conversation_id(maker, index);
    lead->ghost = maker_chance(maker, 12);
    lead->moves = maker_chance(maker, 15);
    if (lead->ghost)
        return;
    rva_event event = record_blank(RVA_EVENT_LEAD, maker_instant(maker, index));
    event.id = lead->id;
    event.conversation = lead->conversation;
    fill_lead(maker, &event);
    maker_add(maker, event);
    if (!lead->moves && !maker_chance(maker, 10))
        return;
    event.correct = 1;
    event.at = maker_chance(maker, 50) ? maker_instant(maker, index) : event.at;
    if (lead->moves)
        event.conversation =
            maker_conversation_id(maker, maker_below(maker, maker->conversations + 1));
    if (maker_chance(maker, 60))
        fill_lead(maker, &event);
    maker_add(maker, event);
}

static size_t some_lead(maker_state *maker, size_t index)
{
    if (maker->leads.count == 0)
        maker_make_lead(maker, index);
    return maker_below(maker, maker->leads.count);
}

void maker_make_offer(maker_state *maker, size_t index)
{
    const size_t lead = some_lead(maker, index);
    maker_entity *offer = new_entity(maker, &maker->offers, "o");
    offer->parent = lead;
    offer->platform = maker_value_of(maker, RVA__DIM_PLATFORM);
    offer->ghost = maker_chance(maker, 12);
    offer->moves = maker_chance(maker, 15);
    if (offer->ghost)
        return;
    rva_event event = record_blank(RVA_EVENT_OFFER, maker_instant(maker, index));
    event.id = offer->id;
    event.lead = maker->leads.items[lead].id;
    event.platform = offer->platform;
    event.delivered = maker_chance(maker, 60) ? RVA_ABSENT : (int64_t)maker_below(maker, 2);
    event.price_minor = maker_chance(maker, 50) ? maker_amount(maker) : RVA_ABSENT;
    event.randomised = maker_chance(maker, 80) ? RVA_ABSENT : (int64_t)maker_below(maker, 2);
    maker_add(maker, event);
    if (!offer->moves)
        return;
    event.correct = 1;
    event.lead = maker->leads.items[maker_below(maker, maker->leads.count)].id;
    if (maker_chance(maker, 40))
        event.at = maker_instant(maker, index);
    if (maker_chance(maker, 40))
        event.platform = maker_value_of(maker, RVA__DIM_PLATFORM);
    if (maker_chance(maker, 40))
        event.delivered = (int64_t)maker_below(maker, 2);
    maker_add(maker, event);
}

static void name_offer(maker_state *maker, rva_event *event, bool *is_ghost)
{
    const maker_entity *offer = &maker->offers.items[maker_below(maker, maker->offers.count)];
    event->offer = offer->id;
    *is_ghost = offer->ghost;
    if (!offer->ghost && !offer->moves && maker_chance(maker, 30)) {
        event->lead = maker->leads.items[offer->parent].id;
        event->platform = offer->platform;
    }
}

static void fill_feedback(maker_state *maker, rva_event *event, bool is_ghost)
{
    event->verdict =
        maker_chance(maker, 40) ? RVA_VERDICT_ACCEPTED : (int64_t)maker_below(maker, 4);
    event->rating = maker_chance(maker, 40) ? (double)maker_below(maker, 101) / 10.0 : NAN;
    event->tier = is_ghost ? NULL : maker_maybe(maker, 40, RVA__DIM_TIER);
    event->value_minor = maker_chance(maker, 30) ? maker_amount(maker) : RVA_ABSENT;
    event->reason = maker_reason(maker);
}

void maker_make_feedback(maker_state *maker, size_t index)
{
    bool is_ghost = false;
    rva_event event = record_blank(RVA_EVENT_FEEDBACK, maker_instant(maker, index));
    event.id = maker_new_id(maker, "f");
    if (maker->offers.count > 0 && maker_chance(maker, 60)) {
        name_offer(maker, &event, &is_ghost);
    } else {
        event.lead = maker->leads.items[some_lead(maker, index)].id;
        event.platform = maker_value_of(maker, RVA__DIM_PLATFORM);
    }
    fill_feedback(maker, &event, is_ghost);
    maker_add(maker, event);
    if (!maker_chance(maker, 15))
        return;
    event.correct = 1;
    if (event.offer && maker_chance(maker, 30)) {
        event.lead = event.platform = NULL;
        name_offer(maker, &event, &is_ghost);
    }
    if (maker_chance(maker, 50))
        event.at = maker_instant(maker, index);
    fill_feedback(maker, &event, is_ghost);
    maker_add(maker, event);
}

static void link_offer(maker_state *maker, size_t index, bool in_full, rva_event *event)
{
    const maker_entity *offer = &maker->offers.items[maker_below(maker, maker->offers.count)];
    event->offer = offer->id;
    if (in_full && !offer->ghost && !offer->moves) {
        event->lead = maker->leads.items[offer->parent].id;
        event->platform = offer->platform;
    }
    if (maker_chance(maker, 30))
        event->conversation = maker_conversation_id(maker, index);
}

static void link_transaction(maker_state *maker, size_t index, rva_event *event)
{
    event->offer = event->lead = event->platform = event->conversation = NULL;
    const size_t dice = maker_below(maker, 100);
    if (dice < 50 && maker->offers.count > 0) {
        link_offer(maker, index, dice < 25, event);
    } else if (dice < 75 && maker->leads.count > 0) {
        const maker_entity *lead = &maker->leads.items[maker_below(maker, maker->leads.count)];
        event->lead = lead->id;
        if (maker_chance(maker, 30))
            event->conversation = lead->conversation;
    } else if (dice < 92) {
        event->conversation = maker_conversation_id(maker, index);
    }
    if (!event->platform)
        event->platform = maker_maybe(maker, 25, RVA__DIM_PLATFORM);
}

static void fill_sale(maker_state *maker, rva_event *event)
{
    event->amount_minor = maker_amount(maker);
    event->tier = maker_maybe(maker, 15, RVA__DIM_TIER);
    event->source = maker_maybe(maker, 15, RVA__DIM_SOURCE);
    event->borough = maker_maybe(maker, 10, RVA__DIM_BOROUGH);
    event->zip =
        maker_chance(maker, 15) ? history_value(RVA__DIM_ZIP, maker_below(maker, 5)) : NULL;
    event->currency = maker_chance(maker, 20) ? "USD" : NULL;
}

void maker_make_sale(maker_state *maker, size_t index)
{
    maker_entity *sale = new_entity(maker, &maker->sales, "t");
    sale->ghost = maker_chance(maker, 10);
    sale->moves = maker_chance(maker, 15);
    if (sale->ghost)
        return;
    rva_event event = record_blank(RVA_EVENT_TRANSACTION, maker_instant(maker, index));
    event.id = sale->id;
    event.kind = RVA_KIND_SALE;
    link_transaction(maker, index, &event);
    fill_sale(maker, &event);
    sale->event = maker_add(maker, event);
    if (!sale->moves && !maker_chance(maker, 10))
        return;
    event.correct = 1;
    if (sale->moves)
        link_transaction(maker, maker_below(maker, maker->conversations), &event);
    if (maker_chance(maker, 50))
        event.at = maker_instant(maker, index);
    if (maker_chance(maker, 50))
        fill_sale(maker, &event);
    maker_add(maker, event);
}

static void link_return(maker_state *maker, size_t index, rva_event *event)
{
    if (maker->sales.count == 0 || maker_chance(maker, 15)) {
        link_transaction(maker, index, event);
        return;
    }
    const maker_entity *sale = &maker->sales.items[maker_below(maker, maker->sales.count)];
    event->of = sale->id;
    if (!sale->event)
        return;
    event->amount_minor =
        maker_chance(maker, 60) ? -sale->event->amount_minor : -(sale->event->amount_minor / 2);
    if (!sale->moves && maker_chance(maker, 30)) {
        event->conversation = sale->event->conversation;
        event->lead = sale->event->lead;
        event->offer = sale->event->offer;
    }
}

void maker_make_return(maker_state *maker, size_t index)
{
    rva_event event = record_blank(RVA_EVENT_TRANSACTION, maker_instant(maker, index));
    event.id = maker_new_id(maker, "t");
    event.kind = RVA_KIND_REFUND + (int64_t)maker_below(maker, 3);
    event.amount_minor = -maker_amount(maker);
    link_return(maker, index, &event);
    event.tier = maker_maybe(maker, 5, RVA__DIM_TIER);
    maker_add(maker, event);
    if (!maker_chance(maker, 12))
        return;
    event.correct = 1;
    event.amount_minor = -maker_amount(maker);
    if (event.of && maker->sales.count > 0 && maker_chance(maker, 50)) {
        event.of = maker->sales.items[maker_below(maker, maker->sales.count)].id;
        event.conversation = event.lead = event.offer = NULL;
    }
    maker_add(maker, event);
}

void maker_make_adjustment(maker_state *maker, size_t index)
{
    rva_event event = record_blank(RVA_EVENT_TRANSACTION, maker_instant(maker, index));
    event.id = maker_new_id(maker, "t");
    event.kind = RVA_KIND_ADJUSTMENT;
    if (maker_chance(maker, 40)) {
        event.amount_minor = maker_amount(maker);
        link_return(maker, index, &event);
    } else {
        link_transaction(maker, index, &event);
        fill_sale(maker, &event);
    }
    event.amount_minor = maker_chance(maker, 50) ? maker_amount(maker) : -maker_amount(maker);
    maker_add(maker, event);
}
