/**
 * @file fold/money.c
 * Transactions: which lead, offer and sale each belongs to, and where it counts.
 */
#include "fold/money.h"

#include "fold/offers.h"

static const rva__movement *movement_of_sale(const rva__fold *fold, uint64_t id)
{
    for (uint32_t i = 0; i < fold->movement_count; i++) {
        const rva__movement *movement = &fold->room->movements[i];
        if (movement->entry->id == id && movement->entry->code == RVA_KIND_SALE)
            return movement;
    }
    return NULL;
}

static uint32_t first_known(uint32_t a, uint32_t b)
{
    return a != RVA__VALUE_UNKNOWN ? a : b;
}

/** The dimensions of a transaction: its own, its sale's, its offer's, lead's, conversation's. */
static void resolve_dims(rva__fold *fold, rva__movement *movement, const rva__movement *sale)
{
    const rva__names *names = fold->rules->names;
    const uint32_t *own = movement->entry->dims;
    uint32_t *dims = movement->dims;
    memcpy(dims, fold->dims, sizeof movement->dims);
    const rva__offer *offer = movement->offer ? rva__fold_offer(fold, movement->offer) : NULL;
    if (offer)
        dims[RVA__DIM_PLATFORM] = offer->platform;
    for (uint32_t i = 0; movement->lead && i < fold->lead_count; i++)
        if (fold->room->leads[i].id == movement->lead)
            dims[RVA__DIM_TIER] = rva__lead_tier(&fold->room->leads[i]);
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

static void take_movement(rva__fold *fold, const rva__entry *entry)
{
    rva__fold_room *room = fold->room;
    void *items = room->movements;
    const bool fits = rva__fold_room_for(fold, &items, &room->movements_room, fold->movement_count,
                                         sizeof *room->movements);
    room->movements = items;
    if (!fits)
        return;
    const rva__movement *sale = entry->of ? movement_of_sale(fold, entry->of) : NULL;
    rva__movement *movement = &room->movements[fold->movement_count];
    *movement = (rva__movement){.entry = entry, .sale = sale ? sale->entry : NULL};
    movement->offer = entry->offer ? entry->offer : sale ? sale->offer : 0;
    const rva__offer *offer = movement->offer ? rva__fold_offer(fold, movement->offer) : NULL;
    movement->lead = entry->lead ? entry->lead : offer ? offer->lead : sale ? sale->lead : 0;
    if (movement->lead && !rva__fold_lead(fold, movement->lead))
        return;
    resolve_dims(fold, movement, sale);
    fold->movement_count++;
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
    const uint32_t sales_first[] = {1, 0};
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < document->count; i++) {
            const rva__entry *entry = &document->entries[i];
            if (entry->type == RVA_EVENT_TRANSACTION &&
                (entry->code == RVA_KIND_SALE) == sales_first[pass])
                take_movement(fold, entry);
        }
    }
    for (uint32_t i = 0; i < document->count; i++) {
        const rva__entry *entry = &document->entries[i];
        if (entry->type != RVA_EVENT_TRANSACTION)
            continue;
        for (uint32_t m = 0; m < fold->movement_count; m++) {
            const rva__movement *movement = &fold->room->movements[m];
            if (movement->entry == entry && movement->lead)
                add_to_lead(rva__fold_lead(fold, movement->lead), movement);
        }
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
        const int64_t restated_at = movement->sale ? movement->sale->at : entry->at;
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
    }
}
