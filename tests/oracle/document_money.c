/**
 * @file oracle/document_money.c
 * Transactions, costs and markets.
 */
#include <math.h>
#include <string.h>

#include "document.h"

const rva_event *document_sale(const document *doc, const char *id)
{
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type == RVA_EVENT_TRANSACTION && event->kind == RVA_KIND_SALE &&
            document_same_id(event->id, id))
            return event;
    }
    return NULL;
}

static const document_offer *real_offer(const document *doc, const char *id)
{
    for (size_t i = 0; i < doc->offer_count; i++)
        if (doc->offers[i].event && document_same_id(doc->offers[i].id, id))
            return &doc->offers[i];
    return NULL;
}

/* The sale that a transaction names, unless that leads back to it. */
static const rva_event *sale_of(const document *doc, const rva_event *transaction)
{
    const rva_event *sale = document_sale(doc, transaction->of);
    const rva_event *at = sale;
    if (sale == transaction)
        return NULL;
    for (size_t hops = 0; at && hops <= doc->count; hops++) {
        at = document_sale(doc, at->of);
        if (at == transaction)
            return NULL;
    }
    return sale;
}

/* The offer of a transaction, when its lead is there, too. */
static const document_offer *offer_of(const document *doc, const rva_event *transaction)
{
    const document_offer *offer = real_offer(doc, transaction->offer);
    return offer && document_lead(doc, offer->lead) ? offer : NULL;
}

const char *document_transaction_lead(const document *doc, const rva_event *transaction)
{
    const rva_event *sale = sale_of(doc, transaction);
    if (sale)
        return document_transaction_lead(doc, sale);
    const document_offer *offer = offer_of(doc, transaction);
    return offer ? offer->lead : transaction->lead;
}

static bool is_return(const rva_event *transaction)
{
    return transaction->kind == RVA_KIND_REFUND || transaction->kind == RVA_KIND_RETURN ||
           transaction->kind == RVA_KIND_CHARGEBACK;
}

document_lead_money document_money_of(const document *doc, const char *lead)
{
    document_lead_money money = {NULL, 0, false, 0};
    bool has_return = false;
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type != RVA_EVENT_TRANSACTION ||
            !document_same_id(document_transaction_lead(doc, event), lead))
            continue;
        if (event->kind == RVA_KIND_SALE && !money.first_sale)
            money.first_sale = event;
        has_return = has_return || is_return(event);
        money.net += event->amount_minor;
        const bool holds = has_return && money.net <= 0;
        if (holds && !money.fully_returned)
            money.returned_at = event->at;
        money.fully_returned = holds;
    }
    if (!money.first_sale)
        money.fully_returned = false;
    else if (money.returned_at < money.first_sale->at)
        money.returned_at = money.first_sale->at;
    return money;
}

static void own_values(const document *doc, const rva_event *transaction, const char **values)
{
    if (transaction->platform)
        values[RVA__DIM_PLATFORM] = transaction->platform;
    if (transaction->tier)
        values[RVA__DIM_TIER] = transaction->tier;
    if (transaction->source)
        values[RVA__DIM_SOURCE] = transaction->source;
    if (transaction->zip) {
        values[RVA__DIM_ZIP] = transaction->zip;
        if (document_zip_borough(transaction->zip))
            values[RVA__DIM_BOROUGH] = document_zip_borough(transaction->zip);
    }
    if (transaction->borough)
        values[RVA__DIM_BOROUGH] = transaction->borough;

    const document_offer *offer = offer_of(doc, transaction);
    const char *lead = document_transaction_lead(doc, transaction);
    if (!values[RVA__DIM_PLATFORM] && offer)
        values[RVA__DIM_PLATFORM] = offer->platform;
    if (!values[RVA__DIM_TIER] && document_lead(doc, lead))
        values[RVA__DIM_TIER] = document_lead_tier(doc, lead);
}

/* The conversation's, over them the sale's, over them its own. */
void document_transaction_values(const document *doc, const rva_event *transaction,
                                 const char *values[RVA__DIM_COUNT])
{
    const rva_event *sale = sale_of(doc, transaction);
    if (sale) {
        document_transaction_values(doc, sale, values);
    } else {
        memcpy(values, doc->values, RVA__DIM_COUNT * sizeof *values);
        values[RVA__DIM_PLATFORM] = NULL;
        values[RVA__DIM_TIER] = NULL;
    }
    own_values(doc, transaction, values);
}

static void return_facts(document *doc, const rva_event *event, const char *const *values)
{
    const rva_event *sale = sale_of(doc, event);
    int64_t *m = document_fact(doc, RVA__FAMILY_MONEY, event->at, values)->measures;
    m[RVA__M_returns_booked] = 1;
    m[RVA__M_returns_booked_minor] = event->amount_minor;
    m = document_fact(doc, RVA__FAMILY_MONEY, sale ? sale->at : event->at, values)->measures;
    m[RVA__M_returns_restated] = 1;
    m[RVA__M_returns_restated_minor] = event->amount_minor;
}

static void transaction_facts(document *doc, const rva_event *event)
{
    const char *values[RVA__DIM_COUNT];
    document_transaction_values(doc, event, values);
    if (is_return(event)) {
        return_facts(doc, event, values);
        return;
    }
    int64_t *m = document_fact(doc, RVA__FAMILY_MONEY, event->at, values)->measures;
    if (event->kind == RVA_KIND_SALE) {
        m[RVA__M_sales] = 1;
        m[RVA__M_revenue_gross_minor] = event->amount_minor;
    } else {
        m[RVA__M_adjustments_minor] = event->amount_minor;
    }
}

static void cost_fact(document *doc, const rva_event *event)
{
    const char *values[RVA__DIM_COUNT] = {NULL};
    values[RVA__DIM_SOURCE] = event->source;
    values[RVA__DIM_MEDIUM] = event->medium;
    values[RVA__DIM_CAMPAIGN] = event->campaign;
    values[RVA__DIM_BOROUGH] = event->borough;
    int64_t *m = document_fact(doc, RVA__FAMILY_COST, event->at, values)->measures;
    m[RVA__M_cost_minor] = event->amount_minor;
}

static void market_fact(document *doc, const rva_event *event)
{
    const char *values[RVA__DIM_COUNT] = {NULL};
    values[RVA__DIM_ZIP] = event->zip;
    values[RVA__DIM_BOROUGH] = event->borough ? event->borough : document_zip_borough(event->zip);
    int64_t *m = document_fact(doc, RVA__FAMILY_MARKET, event->at, values)->measures;
    m[RVA__M_market_observations] = 1;
    if (event->competitors != RVA_ABSENT) {
        m[RVA__M_market_competitors_count] = 1;
        m[RVA__M_market_competitors] = event->competitors;
    }
    if (event->price_minor != RVA_ABSENT) {
        m[RVA__M_market_price_count] = 1;
        m[RVA__M_market_price_minor] = event->price_minor;
    }
    if (!isnan(event->demand)) {
        m[RVA__M_market_demand_count] = 1;
        m[RVA__M_market_demand_micro] = llround(event->demand * 1e6);
    }
}

void document_money_facts(document *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type == RVA_EVENT_TRANSACTION)
            transaction_facts(doc, event);
        else if (event->type == RVA_EVENT_COST)
            cost_fact(doc, event);
        else if (event->type == RVA_EVENT_MARKET)
            market_fact(doc, event);
    }
}
