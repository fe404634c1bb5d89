/**
 * @file oracle/document_lead.c
 * Leads, their offers and what buyers said.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"

const rva_event *document_lead(const document *doc, const char *id)
{
    for (size_t i = 0; i < doc->count; i++)
        if (doc->events[i]->type == RVA_EVENT_LEAD && document_same_id(doc->events[i]->id, id))
            return doc->events[i];
    return NULL;
}

static const document_offer *named_offer(const document *doc, const char *id)
{
    for (size_t i = 0; i < doc->offer_count; i++)
        if (document_same_id(doc->offers[i].id, id))
            return &doc->offers[i];
    return NULL;
}

/* The latest real offer of the lead to the platform made by then. */
static const document_offer *latest_offer(const document *doc, const rva_event *feedback)
{
    const document_offer *latest = NULL;
    for (size_t i = 0; i < doc->offer_count; i++) {
        const document_offer *offer = &doc->offers[i];
        if (offer->event && document_same_id(offer->lead, feedback->lead) &&
            document_same_id(offer->platform, feedback->platform) && offer->at <= feedback->at)
            latest = offer; /* offers stand in the order */
    }
    return latest;
}

static const document_offer *implied_offer(const document *doc, const rva_event *feedback)
{
    for (size_t i = 0; i < doc->offer_count; i++) {
        const document_offer *offer = &doc->offers[i];
        if (!offer->event && !offer->id && document_same_id(offer->lead, feedback->lead) &&
            document_same_id(offer->platform, feedback->platform))
            return offer;
    }
    return NULL;
}

const document_offer *document_feedback_offer(const document *doc, const rva_event *feedback)
{
    const document_offer *named = named_offer(doc, feedback->offer);
    if (named)
        return named;
    const document_offer *real = latest_offer(doc, feedback);
    return real ? real : implied_offer(doc, feedback);
}

void document_offers(document *doc)
{
    doc->offers = oracle_take(&doc->facts->memory, (doc->count + 1) * sizeof *doc->offers);
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type == RVA_EVENT_OFFER)
            doc->offers[doc->offer_count++] = (document_offer){
                event, event->id, event->lead, event->platform, event->at, event->delivered != 0};
    }
    /* In the order, so the first feedback of an implied offer is its earliest. */
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type == RVA_EVENT_FEEDBACK && event->lead && event->platform &&
            !document_feedback_offer(doc, event))
            doc->offers[doc->offer_count++] =
                (document_offer){NULL, NULL, event->lead, event->platform, event->at, true};
    }
}

const char *document_lead_tier(const document *doc, const char *lead)
{
    if (!lead)
        return NULL;
    const rva_event *event = document_lead(doc, lead);
    const char *tier = event ? event->tier : NULL;
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *feedback = doc->events[i];
        if (feedback->type != RVA_EVENT_FEEDBACK || !feedback->tier)
            continue;
        const document_offer *offer = document_feedback_offer(doc, feedback);
        if (offer && document_same_id(offer->lead, lead))
            tier = feedback->tier;
    }
    return tier;
}

static bool has_verdict(const document *doc, const document_offer *offer)
{
    for (size_t i = 0; i < doc->count; i++)
        if (doc->events[i]->type == RVA_EVENT_FEEDBACK &&
            document_feedback_offer(doc, doc->events[i]) == offer)
            return true;
    return false;
}

static void lead_fact(document *doc, const rva_event *lead)
{
    bool went_out = false;
    bool awaited = false;
    for (size_t i = 0; i < doc->offer_count; i++) {
        const document_offer *offer = &doc->offers[i];
        if (!document_same_id(offer->lead, lead->id))
            continue;
        const bool judged = has_verdict(doc, offer);
        went_out = went_out || offer->delivered || judged;
        awaited = awaited || (offer->delivered && !judged);
    }
    const document_lead_money money = document_money_of(doc, lead->id);
    const bool sold = money.first_sale != NULL;

    const char *values[RVA__DIM_COUNT];
    memcpy(values, doc->values, sizeof values);
    values[RVA__DIM_TIER] = document_lead_tier(doc, lead->id);
    int64_t *m = document_fact(doc, RVA__FAMILY_LEAD, lead->at, values)->measures;
    m[RVA__M_leads] = 1;
    m[RVA__M_leads_value_minor] = lead->value_minor == RVA_ABSENT ? 0 : lead->value_minor;
    m[RVA__M_leads_with_sale] = sold;
    m[RVA__M_leads_waiting] = !sold && !went_out;
    m[RVA__M_leads_pending] = !sold && awaited;
    m[RVA__M_leads_answered] = !sold && went_out && !awaited;
    m[RVA__M_leads_net_minor] = money.net;
}

/* The first transaction, in the order, of each lead that a transaction belongs to. */
static bool first_of_its_lead(const document *doc, size_t index)
{
    if (doc->events[index]->type != RVA_EVENT_TRANSACTION)
        return false;
    const char *lead = document_transaction_lead(doc, doc->events[index]);
    if (!lead)
        return false;
    for (size_t i = 0; i < index; i++)
        if (doc->events[i]->type == RVA_EVENT_TRANSACTION &&
            document_same_id(document_transaction_lead(doc, doc->events[i]), lead))
            return false;
    return true;
}

bool document_has_payable_lead(const document *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        if (!first_of_its_lead(doc, i))
            continue;
        const document_lead_money money =
            document_money_of(doc, document_transaction_lead(doc, doc->events[i]));
        if (money.first_sale && !money.fully_returned)
            return true;
    }
    return false;
}

int64_t document_unannounced_leads(const document *doc)
{
    int64_t leads = 0;
    for (size_t i = 0; i < doc->count; i++) {
        if (!first_of_its_lead(doc, i))
            continue;
        const char *lead = document_transaction_lead(doc, doc->events[i]);
        leads += !document_lead(doc, lead) && document_money_of(doc, lead).first_sale;
    }
    return leads;
}

static void sale_facts(document *doc, const char *lead)
{
    const document_lead_money money = document_money_of(doc, lead);
    if (!money.first_sale)
        return;
    const char *values[RVA__DIM_COUNT];
    document_transaction_values(doc, money.first_sale, values);
    int64_t *m = document_fact(doc, RVA__FAMILY_LEAD_SALE, money.first_sale->at, values)->measures;
    m[RVA__M_leads_sold] = 1;
    m[RVA__M_leads_payable_booked] = 1;
    m[RVA__M_leads_payable_restated] = !money.fully_returned;
    if (money.fully_returned) {
        m = document_fact(doc, RVA__FAMILY_LEAD_SALE, money.returned_at, values)->measures;
        m[RVA__M_leads_payable_booked] = -1;
    }
}

/* What the feedback of an offer comes to. */
typedef struct answers {
    const rva_event *first;
    const rva_event *last;
    const char *tier;
    int64_t value_minor;
} answers;

static answers answers_of(const document *doc, const document_offer *offer, int64_t *m)
{
    answers found = {NULL, NULL, NULL, RVA_ABSENT};
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type != RVA_EVENT_FEEDBACK || document_feedback_offer(doc, event) != offer)
            continue;
        if (!found.first)
            found.first = event;
        found.last = event;
        if (event->tier)
            found.tier = event->tier;
        if (event->value_minor != RVA_ABSENT)
            found.value_minor = event->value_minor;
        if (!isnan(event->rating)) {
            m[RVA__M_rating_count]++;
            m[RVA__M_rating_micro] += llround(event->rating * 1e6);
        }
    }
    return found;
}

static void judge_score(double score, int64_t verdict, int64_t *m)
{
    const int64_t micro = llround(score * 1e6);
    const bool predicted = micro >= 500000;
    const bool positive = verdict == RVA_VERDICT_ACCEPTED;
    const int64_t off = micro - (positive ? 1000000 : 0);
    m[RVA__M_true_positive] = predicted && positive;
    m[RVA__M_false_positive] = predicted && !positive;
    m[RVA__M_true_negative] = !predicted && !positive;
    m[RVA__M_false_negative] = !predicted && positive;
    m[RVA__M_brier_nano] = (off * off + 500) / 1000;
}

static void judge_value(const document *doc, const document_offer *offer, const answers *found,
                        int64_t *m)
{
    const rva_event *lead = document_lead(doc, offer->lead);
    if (!lead || lead->value_minor == RVA_ABSENT || !found->last)
        return;
    int64_t actual = found->value_minor;
    if (actual == RVA_ABSENT) {
        const document_lead_money money = document_money_of(doc, lead->id);
        if (!money.first_sale || !m[RVA__M_offers_accepted])
            return;
        actual = money.net;
    }
    m[RVA__M_value_error_minor] = llabs(lead->value_minor - actual);
    m[RVA__M_value_actual_minor] = actual;
}

static void offer_fact(document *doc, const document_offer *offer)
{
    const char *values[RVA__DIM_COUNT];
    memcpy(values, doc->values, sizeof values);
    values[RVA__DIM_PLATFORM] = offer->platform;
    values[RVA__DIM_TIER] = document_lead_tier(doc, offer->lead);
    int64_t ratings[RVA__MEASURE_COUNT] = {0};
    const answers found = answers_of(doc, offer, ratings);
    const rva_event *lead = document_lead(doc, offer->lead);
    values[RVA__DIM_PREDICTED_TIER] = lead ? lead->tier : NULL;
    values[RVA__DIM_ACTUAL_TIER] = found.tier;
    int64_t *m = document_fact(doc, RVA__FAMILY_OFFER, offer->at, values)->measures;
    memcpy(m, ratings, sizeof ratings);
    m[RVA__M_offers] = 1;
    m[RVA__M_offers_delivered] = offer->delivered;
    m[RVA__M_offers_sent] = offer->delivered || found.last;
    m[RVA__M_offers_randomised] = offer->event && offer->event->randomised == 1;
    m[RVA__M_offers_pending] = !found.last;
    if (found.last) {
        const int64_t verdict = found.last->verdict;
        m[RVA__M_offers_returned] = verdict == RVA_VERDICT_RETURNED;
        m[RVA__M_offers_accepted] =
            verdict == RVA_VERDICT_ACCEPTED || verdict == RVA_VERDICT_RETURNED;
        m[RVA__M_offers_rejected] = verdict == RVA_VERDICT_REJECTED;
        m[RVA__M_offers_timeout] = verdict == RVA_VERDICT_TIMEOUT;
        if (lead && !isnan(lead->score))
            judge_score(lead->score, verdict, m);
        else if (verdict == RVA_VERDICT_ACCEPTED)
            m[RVA__M_unpredicted_positive] = 1;
        else
            m[RVA__M_unpredicted_negative] = 1;
    }
    if (found.last && offer->event) {
        const int64_t time = found.first->at - offer->at;
        m[RVA__M_offers_answered] = 1;
        m[RVA__M_offer_response_ms] = time > 0 ? time / 1000 : 0;
    }
    if (found.tier) {
        m[RVA__M_tier_judged] = 1;
        m[RVA__M_tier_matched] = lead && document_same_id(lead->tier, found.tier);
    }
    judge_value(doc, offer, &found, m);
}

void document_lead_facts(document *doc)
{
    for (size_t i = 0; i < doc->count; i++) {
        if (doc->events[i]->type == RVA_EVENT_LEAD)
            lead_fact(doc, doc->events[i]);
        if (first_of_its_lead(doc, i))
            sale_facts(doc, document_transaction_lead(doc, doc->events[i]));
    }
    for (size_t i = 0; i < doc->offer_count; i++)
        offer_fact(doc, &doc->offers[i]);
}
