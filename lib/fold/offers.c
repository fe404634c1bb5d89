/**
 * @file fold/offers.c
 * Leads, the offers made of them, and what buyers said.
 */
#include "fold/offers.h"

#include "core/hash.h"
#include "model/histogram.h"

rva__lead *rva__fold_lead(rva__fold *fold, uint64_t id)
{
    rva__fold_room *room = fold->room;
    const uint32_t known = rva__fold_index_find(&room->lead_ids, id);
    if (known != RVA__PLACE_NONE)
        return &room->leads[known];
    void *items = room->leads;
    const bool fits =
        rva__fold_room_for(fold, &items, &room->leads_room, fold->lead_count, sizeof *room->leads);
    room->leads = items;
    if (!fits || !rva__fold_indexed(fold, &room->lead_ids, id, fold->lead_count))
        return NULL;
    rva__lead *lead = &room->leads[fold->lead_count++];
    *lead = (rva__lead){.id = id};
    return lead;
}

uint32_t rva__lead_tier(const rva__lead *lead)
{
    if (lead->tier != RVA__VALUE_UNKNOWN)
        return lead->tier;
    return lead->entry ? lead->entry->dims[RVA__DIM_TIER] : RVA__VALUE_UNKNOWN;
}

rva__offer *rva__fold_offer(const rva__fold *fold, uint64_t id)
{
    const uint32_t known = rva__fold_index_find(&fold->room->offer_ids, id);
    return known != RVA__PLACE_NONE ? &fold->room->offers[known] : NULL;
}

/** A key for a lead and a platform. */
static uint64_t made_to(uint64_t lead, uint32_t platform)
{
    return rva__hash_mix(lead) + platform;
}

static rva__offer *add_offer(rva__fold *fold, uint64_t lead, uint32_t platform, int64_t at)
{
    rva__fold_room *room = fold->room;
    void *items = room->offers;
    const bool fits = rva__fold_room_for(fold, &items, &room->offers_room, fold->offer_count,
                                         sizeof *room->offers);
    room->offers = items;
    if (!fits)
        return NULL;
    rva__offer *offer = &room->offers[fold->offer_count++];
    *offer = (rva__offer){
        .lead = lead,
        .platform = platform,
        .at = at,
        .actual_minor = RVA_ABSENT,
        .previous = RVA__PLACE_NONE,
    };
    return offer;
}

static void take_offer(rva__fold *fold, const rva__entry *entry)
{
    rva__fold_room *room = fold->room;
    const uint32_t place = fold->offer_count;
    const uint32_t platform = entry->dims[RVA__DIM_PLATFORM];
    const uint64_t key = made_to(entry->lead, platform);
    rva__offer *offer = add_offer(fold, entry->lead, platform, entry->at);
    if (!offer)
        return;
    offer->id = entry->id;
    offer->entry = entry;
    offer->previous = rva__fold_index_find(&room->latest_made, key);
    if (rva__fold_indexed(fold, &room->offer_ids, entry->id, place) &&
        rva__fold_indexed(fold, &room->latest_made, key, place))
        (void)rva__fold_lead(fold, entry->lead); /* leads stand in the order they are first named */
}

/** The latest real offer of a lead to a platform at or before an instant, or NULL. */
static rva__offer *latest_offer(const rva__fold *fold, const rva__entry *feedback)
{
    const rva__fold_room *room = fold->room;
    uint32_t at = rva__fold_index_find(&room->latest_made,
                                       made_to(feedback->lead, feedback->dims[RVA__DIM_PLATFORM]));
    while (at != RVA__PLACE_NONE && room->offers[at].at > feedback->at)
        at = room->offers[at].previous;
    return at != RVA__PLACE_NONE ? &room->offers[at] : NULL;
}

/** The offer that feedback of a lead and a platform implies; NULL when it names none. */
static rva__offer *implied_offer(rva__fold *fold, const rva__entry *feedback)
{
    const uint32_t platform = feedback->dims[RVA__DIM_PLATFORM];
    const uint64_t key = made_to(feedback->lead, platform);
    if (feedback->lead == 0 || platform == RVA__VALUE_UNKNOWN)
        return NULL;
    const uint32_t known = rva__fold_index_find(&fold->room->implied, key);
    if (known != RVA__PLACE_NONE)
        return &fold->room->offers[known];
    return rva__fold_indexed(fold, &fold->room->implied, key, fold->offer_count)
               ? add_offer(fold, feedback->lead, platform, feedback->at)
               : NULL;
}

/** The offer in hand that feedback names, else that of its lead and platform, else NULL. */
static rva__offer *offer_of(rva__fold *fold, const rva__entry *feedback)
{
    rva__offer *offer = feedback->offer ? rva__fold_offer(fold, feedback->offer) : NULL;
    if (!offer)
        offer = latest_offer(fold, feedback);
    return offer ? offer : implied_offer(fold, feedback);
}

static void take_feedback(rva__fold *fold, const rva__entry *entry)
{
    rva__offer *offer = offer_of(fold, entry);
    if (!offer)
        return;
    if (!offer->first_verdict)
        offer->first_verdict = entry;
    offer->last_verdict = entry;
    if (entry->dims[RVA__DIM_TIER] != RVA__VALUE_UNKNOWN)
        offer->tier = entry->dims[RVA__DIM_TIER];
    if (entry->value_minor != RVA_ABSENT)
        offer->actual_minor = entry->value_minor;
    if (entry->rating_micro != RVA_ABSENT) {
        offer->ratings++;
        offer->rating_micro += entry->rating_micro;
    }
    rva__lead *lead = rva__fold_lead(fold, offer->lead);
    if (lead && entry->dims[RVA__DIM_TIER] != RVA__VALUE_UNKNOWN)
        lead->tier = entry->dims[RVA__DIM_TIER];
}

void rva__fold_offers(rva__fold *fold)
{
    const rva__document *document = fold->document;
    for (uint32_t i = 0; i < document->count; i++) {
        const rva__entry *entry = &document->entries[i];
        if (entry->type == RVA_EVENT_LEAD) {
            rva__lead *lead = rva__fold_lead(fold, entry->id);
            if (lead)
                lead->entry = entry;
        } else if (entry->type == RVA_EVENT_OFFER) {
            take_offer(fold, entry);
        }
    }
    for (uint32_t i = 0; i < document->count; i++)
        if (document->entries[i].type == RVA_EVENT_FEEDBACK)
            take_feedback(fold, &document->entries[i]);
}

static bool is_delivered(const rva__offer *offer)
{
    return !offer->entry || !(offer->entry->flags & RVA__ENTRY_UNDELIVERED);
}

/** An offer went out when it was delivered or has a verdict. */
static bool is_sent(const rva__offer *offer)
{
    return is_delivered(offer) || offer->last_verdict;
}

/** Counts for each lead the offers that went out, and those that wait for a verdict. */
static void count_offers(rva__fold *fold)
{
    for (uint32_t i = 0; i < fold->offer_count; i++) {
        const rva__offer *offer = &fold->room->offers[i];
        rva__lead *lead = rva__fold_lead(fold, offer->lead);
        if (!lead || !is_sent(offer))
            continue;
        lead->offers_sent++;
        lead->offers_pending += !offer->last_verdict;
    }
}

/** The measure of how a lead stands: sold, waiting for an offer, pending, or answered. */
static int lead_state(const rva__lead *lead)
{
    if (lead->first_sale)
        return RVA__M_leads_with_sale;
    if (lead->offers_sent == 0)
        return RVA__M_leads_waiting;
    return lead->offers_pending > 0 ? RVA__M_leads_pending : RVA__M_leads_answered;
}

static void state_qualified(rva__fold *fold, const rva__lead *lead)
{
    rva__fact *fact = rva__fold_add(fold, RVA__FAMILY_LEAD, lead->entry->at, fold->dims);
    if (!fact)
        return;
    rva__fact_about(fact, fold, lead->entry, lead->id);
    fact->dims[RVA__DIM_TIER] = rva__lead_tier(lead);
    const int64_t value = lead->entry->value_minor;
    rva__fact_measure(fact, RVA__M_leads, 1);
    rva__fact_measure(fact, RVA__M_leads_value_minor, value == RVA_ABSENT ? 0 : value);
    rva__fact_measure(fact, lead_state(lead), 1);
    rva__fact_measure(fact, RVA__M_leads_net_minor, lead->net_minor);
}

static void state_lead(rva__fold *fold, const rva__lead *lead)
{
    if (lead->entry)
        state_qualified(fold, lead);
    if (!lead->first_sale)
        return;
    fold->out->unannounced += !lead->entry;
    rva__fact *sold =
        rva__fold_add(fold, RVA__FAMILY_LEAD_SALE, lead->first_sale->at, lead->sale_dims);
    if (!sold)
        return;
    rva__fact_about(sold, fold, lead->entry, lead->id);
    rva__fact_measure(sold, RVA__M_leads_sold, 1);
    rva__fact_measure(sold, RVA__M_leads_payable_booked, 1);
    rva__fact_measure(sold, RVA__M_leads_payable_restated, !lead->returned);
    if (!lead->returned)
        return;
    const int64_t sold_at = lead->first_sale->at;
    rva__fact *back =
        rva__fold_add(fold, RVA__FAMILY_LEAD_SALE,
                      lead->returned_at > sold_at ? lead->returned_at : sold_at, lead->sale_dims);
    if (!back)
        return;
    rva__fact_measure(back, RVA__M_leads_payable_booked, -1);
}

/** A score against what the buyer said in the end: accepted and kept, or not. */
static void state_score(rva__fact *fact, int64_t score_micro, bool positive)
{
    if (score_micro == RVA_ABSENT) {
        rva__fact_measure(fact,
                          positive ? RVA__M_unpredicted_positive : RVA__M_unpredicted_negative, 1);
        return;
    }
    const bool predicted = score_micro >= 500000;
    const int64_t error = score_micro - (positive ? 1000000 : 0);
    rva__fact_measure(fact,
                      predicted ? (positive ? RVA__M_true_positive : RVA__M_false_positive)
                                : (positive ? RVA__M_false_negative : RVA__M_true_negative),
                      1);
    rva__fact_measure(fact, RVA__M_brier_nano, error * error / 1000);
    rva__fact_histogram(fact, positive ? RVA__H_score_positive : RVA__H_score_negative,
                        (uint32_t)((score_micro + 500) / 1000));
}

static void state_value(rva__fact *fact, const rva__offer *offer, const rva__lead *lead)
{
    const rva__entry *entry = lead->entry;
    int64_t actual = offer->actual_minor;
    const bool accepted = offer->last_verdict->code == RVA_VERDICT_ACCEPTED ||
                          offer->last_verdict->code == RVA_VERDICT_RETURNED;
    if (actual == RVA_ABSENT && lead->first_sale && accepted)
        actual = lead->net_minor;
    if (entry->value_minor != RVA_ABSENT && actual != RVA_ABSENT) {
        const int64_t error = entry->value_minor - actual;
        rva__fact_measure(fact, RVA__M_value_error_minor, error < 0 ? -error : error);
        rva__fact_measure(fact, RVA__M_value_actual_minor, actual);
    }
}

static void state_verdict(rva__fact *fact, const rva__offer *offer, const rva__lead *lead)
{
    static const int verdict_measures[] = {
        [RVA_VERDICT_ACCEPTED] = RVA__M_offers_accepted,
        [RVA_VERDICT_REJECTED] = RVA__M_offers_rejected,
        [RVA_VERDICT_TIMEOUT] = RVA__M_offers_timeout,
        [RVA_VERDICT_RETURNED] = RVA__M_offers_accepted,
    };
    if (!offer->last_verdict) {
        rva__fact_measure(fact, RVA__M_offers_pending, 1);
        return;
    }
    const uint8_t verdict = offer->last_verdict->code & 3;
    rva__fact_measure(fact, verdict_measures[verdict], 1);
    rva__fact_measure(fact, RVA__M_offers_returned, verdict == RVA_VERDICT_RETURNED);
    rva__fact_measure(fact, RVA__M_rating_count, offer->ratings);
    rva__fact_measure(fact, RVA__M_rating_micro, offer->rating_micro);
    if (offer->entry) {
        const int64_t taken_us = offer->first_verdict->at - offer->at;
        const int64_t taken_ms = taken_us < 0 ? 0 : taken_us / 1000;
        rva__fact_measure(fact, RVA__M_offers_answered, 1);
        rva__fact_measure(fact, RVA__M_offer_response_ms, taken_ms);
        rva__fact_histogram(fact, RVA__H_offer_response, rva__histogram_bucket(taken_ms));
    }
    const rva__entry *prediction = lead ? lead->entry : NULL;
    if (offer->tier != RVA__VALUE_UNKNOWN) {
        rva__fact_measure(fact, RVA__M_tier_judged, 1);
        rva__fact_measure(fact, RVA__M_tier_matched,
                          prediction && offer->tier == prediction->dims[RVA__DIM_TIER]);
    }
    state_score(fact, prediction ? prediction->score_micro : RVA_ABSENT,
                verdict == RVA_VERDICT_ACCEPTED);
    if (prediction)
        state_value(fact, offer, lead);
}

static void state_offer(rva__fold *fold, const rva__offer *offer)
{
    rva__lead *lead = rva__fold_lead(fold, offer->lead);
    rva__fact *fact = rva__fold_add(fold, RVA__FAMILY_OFFER, offer->at, fold->dims);
    if (!fact)
        return;
    rva__fact_about(fact, fold, offer->entry, offer->lead);
    if (offer->last_verdict)
        fact->verdict = offer->last_verdict - fold->document->entries;
    fact->dims[RVA__DIM_PLATFORM] = offer->platform;
    fact->dims[RVA__DIM_TIER] = lead ? rva__lead_tier(lead) : RVA__VALUE_UNKNOWN;
    fact->dims[RVA__DIM_PREDICTED_TIER] =
        lead && lead->entry ? lead->entry->dims[RVA__DIM_TIER] : RVA__VALUE_UNKNOWN;
    fact->dims[RVA__DIM_ACTUAL_TIER] = offer->tier;
    rva__fact_measure(fact, RVA__M_offers, 1);
    rva__fact_measure(fact, RVA__M_offers_delivered, is_delivered(offer));
    rva__fact_measure(fact, RVA__M_offers_sent, is_sent(offer));
    rva__fact_measure(fact, RVA__M_offers_randomised,
                      offer->entry && (offer->entry->flags & RVA__ENTRY_RANDOMISED));
    state_verdict(fact, offer, lead);
}

void rva__fold_state_leads(rva__fold *fold)
{
    count_offers(fold);
    for (uint32_t i = 0; i < fold->lead_count; i++)
        state_lead(fold, &fold->room->leads[i]);
    for (uint32_t i = 0; i < fold->offer_count; i++)
        state_offer(fold, &fold->room->offers[i]);
}
