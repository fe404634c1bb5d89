/**
 * @file fold/money.c
 * Transactions: which lead, offer and sale each belongs to, and where it counts.
 */
#include "fold/money.h"

#include "fold/offers.h"

/** The place of the sale that a transaction names, unless that leads back to it. */
static uint32_t sale_of(const rva__fold *fold, const rva__entry *entry)
{
    const rva__fold_room *room = fold->room;
    if (entry->of == 0 || entry->of == entry->id)
        return RVA__PLACE_NONE;
    const uint32_t sale = rva__fold_index_find(&room->sale_ids, entry->of);
    uint64_t mark = 0; /* Brent: a circle without the entry comes back to the mark */
    uint32_t at = entry->code == RVA_KIND_SALE ? sale : RVA__PLACE_NONE;
    for (uint32_t steps = 1; at != RVA__PLACE_NONE; steps++) {
        const rva__entry *next = room->movements[at].entry;
        if (next->of == entry->id)
            return RVA__PLACE_NONE;
        if (next->id == mark)
            break;
        if ((steps & (steps - 1)) == 0)
            mark = next->id;
        at = next->of ? rva__fold_index_find(&room->sale_ids, next->of) : RVA__PLACE_NONE;
    }
    return sale;
}

static uint32_t first_known(uint32_t a, uint32_t b)
{
    return a != RVA__VALUE_UNKNOWN ? a : b;
}

/** An offer that money can be of: that of a lead which is recorded. */
static const rva__offer *offer_of(rva__fold *fold, const rva__entry *entry)
{
    const rva__offer *offer = entry->offer ? rva__fold_offer(fold, entry->offer) : NULL;
    const rva__lead *lead = offer ? rva__fold_lead(fold, offer->lead) : NULL;
    return lead && lead->entry ? offer : NULL;
}

/** The dimensions of a transaction: its own, its sale's, its offer's, lead's, conversation's. */
static void resolve_dims(rva__fold *fold, rva__movement *movement, const rva__movement *sale,
                         const rva__offer *offer, const rva__lead *lead)
{
    const rva__names *names = fold->rules->names;
    const uint32_t *own = movement->entry->dims;
    uint32_t *dims = movement->dims;
    memcpy(dims, fold->dims, sizeof movement->dims);
    if (offer)
        dims[RVA__DIM_PLATFORM] = offer->platform;
    if (lead && lead->entry)
        dims[RVA__DIM_TIER] = rva__lead_tier(lead);
    static const uint8_t carried[] = {RVA__DIM_PLATFORM, RVA__DIM_TIER, RVA__DIM_BOROUGH,
                                      RVA__DIM_ZIP, RVA__DIM_SOURCE};
    for (size_t i = 0; i < sizeof carried; i++) {
        const int dim = carried[i];
        if (sale)
            dims[dim] = first_known(sale->dims[dim], dims[dim]);
        dims[dim] = first_known(own[dim], dims[dim]);
    }
    if (own[RVA__DIM_ZIP] != RVA__VALUE_UNKNOWN && own[RVA__DIM_BOROUGH] == RVA__VALUE_UNKNOWN)
        dims[RVA__DIM_BOROUGH] =
            first_known(names->borough(names, own[RVA__DIM_ZIP]), dims[RVA__DIM_BOROUGH]);
}

/** Lead and dimensions of a transaction whose sale has its own. */
static void resolve(rva__fold *fold, rva__movement *movement)
{
    const rva__entry *entry = movement->entry;
    const rva__movement *sale =
        movement->sale != RVA__PLACE_NONE ? &fold->room->movements[movement->sale] : NULL;
    const rva__offer *offer = offer_of(fold, entry);
    movement->lead = sale ? sale->lead : offer ? offer->lead : entry->lead;
    const rva__lead *lead = movement->lead ? rva__fold_lead(fold, movement->lead) : NULL;
    resolve_dims(fold, movement, sale, offer, lead);
    movement->resolved = true;
}

/** Resolves a transaction after the sales that it leads to; these are in no circle. */
static void resolve_from(rva__fold *fold, uint32_t first)
{
    rva__fold_room *room = fold->room;
    size_t depth = 0;
    for (uint32_t at = first; at != RVA__PLACE_NONE && !room->movements[at].resolved;
         at = room->movements[at].sale) {
        void *items = room->chain;
        const bool fits =
            rva__fold_room_for(fold, &items, &room->chain_room, depth, sizeof *room->chain);
        room->chain = items;
        if (!fits)
            return;
        room->chain[depth++] = at;
    }
    while (depth > 0)
        resolve(fold, &room->movements[room->chain[--depth]]);
}

static void take_movement(rva__fold *fold, const rva__entry *entry)
{
    rva__fold_room *room = fold->room;
    void *items = room->movements;
    const bool fits = rva__fold_room_for(fold, &items, &room->movements_room, fold->movement_count,
                                         sizeof *room->movements);
    room->movements = items;
    if (!fits)
        return;
    if (entry->code == RVA_KIND_SALE &&
        !rva__fold_indexed(fold, &room->sale_ids, entry->id, fold->movement_count))
        return;
    rva__movement *movement = &room->movements[fold->movement_count++];
    movement->entry = entry;
    movement->resolved = false;
}

static bool is_return(const rva__entry *entry)
{
    return entry->code == RVA_KIND_REFUND || entry->code == RVA_KIND_RETURN ||
           entry->code == RVA_KIND_CHARGEBACK;
}

/** Follows a lead's money in order: its net, its first sale, since when it is fully returned. */
static void add_to_lead(rva__lead *lead, const rva__movement *movement)
{
    const rva__entry *entry = movement->entry;
    if (entry->code == RVA_KIND_SALE && !lead->first_sale) {
        lead->first_sale = entry;
        memcpy(lead->sale_dims, movement->dims, sizeof lead->sale_dims);
    }
    lead->net_minor += entry->amount_minor;
    lead->has_return |= is_return(entry);
    const bool returned = lead->has_return && lead->net_minor <= 0;
    if (returned && !lead->returned)
        lead->returned_at = entry->at;
    lead->returned = returned;
}

void rva__fold_movements(rva__fold *fold)
{
    const rva__document *document = fold->document;
    for (uint32_t i = 0; i < document->count; i++)
        if (document->entries[i].type == RVA_EVENT_TRANSACTION)
            take_movement(fold, &document->entries[i]);
    rva__movement *movements = fold->room->movements;
    for (uint32_t i = 0; i < fold->movement_count; i++)
        movements[i].sale = sale_of(fold, movements[i].entry);
    for (uint32_t i = 0; i < fold->movement_count; i++)
        if (!movements[i].resolved)
            resolve_from(fold, i);
    for (uint32_t i = 0; i < fold->movement_count; i++) {
        rva__lead *lead = movements[i].lead ? rva__fold_lead(fold, movements[i].lead) : NULL;
        if (lead)
            add_to_lead(lead, &movements[i]);
    }
}

static rva__fact *add_money_fact(rva__fold *fold, const rva__movement *movement, int64_t at)
{
    rva__fact *fact = rva__fold_add(fold, RVA__FAMILY_MONEY, at, movement->dims);
    rva__fact_about(fact, fold, movement->entry, movement->lead);
    return fact;
}

static void state_movement(rva__fold *fold, const rva__movement *movement)
{
    const rva__entry *entry = movement->entry;
    rva__fact *fact = add_money_fact(fold, movement, entry->at);
    if (entry->code == RVA_KIND_SALE) {
        rva__fact_measure(fact, RVA__M_sales, 1);
        rva__fact_measure(fact, RVA__M_revenue_gross_minor, entry->amount_minor);
    } else if (entry->code == RVA_KIND_ADJUSTMENT) {
        rva__fact_measure(fact, RVA__M_adjustments_minor, entry->amount_minor);
    } else {
        const int64_t restated_at = movement->sale != RVA__PLACE_NONE
                                        ? fold->room->movements[movement->sale].entry->at
                                        : entry->at;
        rva__fact_measure(fact, RVA__M_returns_booked, 1);
        rva__fact_measure(fact, RVA__M_returns_booked_minor, entry->amount_minor);
        if (restated_at != entry->at)
            fact = add_money_fact(fold, movement, restated_at);
        rva__fact_measure(fact, RVA__M_returns_restated, 1);
        rva__fact_measure(fact, RVA__M_returns_restated_minor, entry->amount_minor);
    }
}

/** A measure that an observation may lack, with how many gave it. */
static void add_observed(rva__fact *fact, int count, int sum, int64_t value)
{
    if (value == RVA_ABSENT)
        return;
    rva__fact_measure(fact, count, 1);
    rva__fact_measure(fact, sum, value);
}

static void state_cost(rva__fold *fold, const rva__entry *entry)
{
    rva__fact *fact = rva__fold_add(fold, RVA__FAMILY_COST, entry->at, entry->dims);
    rva__fact_measure(fact, RVA__M_cost_minor, entry->amount_minor);
}

static void state_market(rva__fold *fold, const rva__entry *entry)
{
    const rva__names *names = fold->rules->names;
    rva__fact *fact = rva__fold_add(fold, RVA__FAMILY_MARKET, entry->at, entry->dims);
    if (fact && fact->dims[RVA__DIM_BOROUGH] == RVA__VALUE_UNKNOWN)
        fact->dims[RVA__DIM_BOROUGH] = names->borough(names, entry->dims[RVA__DIM_ZIP]);
    rva__fact_measure(fact, RVA__M_market_observations, 1);
    add_observed(fact, RVA__M_market_competitors_count, RVA__M_market_competitors,
                 entry->competitors);
    add_observed(fact, RVA__M_market_price_count, RVA__M_market_price_minor, entry->price_minor);
    add_observed(fact, RVA__M_market_demand_count, RVA__M_market_demand_micro, entry->demand_micro);
}

void rva__fold_state_money(rva__fold *fold)
{
    for (uint32_t i = 0; i < fold->movement_count; i++)
        state_movement(fold, &fold->room->movements[i]);
    for (uint32_t i = 0; i < fold->document->count; i++) {
        const rva__entry *entry = &fold->document->entries[i];
        if (entry->type == RVA_EVENT_COST)
            state_cost(fold, entry);
        else if (entry->type == RVA_EVENT_MARKET)
            state_market(fold, entry);
        else if (entry->type == RVA_EVENT_NOTE)
            rva__fold_add(fold, RVA__FAMILY_NOTE, entry->at, entry->dims);
    }
}
