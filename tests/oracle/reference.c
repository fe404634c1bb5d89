/**
 * @file oracle/reference.c
 * From events to documents: what counts, where it belongs, in what order.
 */
#include "reference.h"

#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "record.h"

const char *const reference_zones[REFERENCE_ZONES][2] = {
    {"94105", "Golden Gate"}, {"1012AB", "Centrum"}, {"10002", "Brooklyn"}};

const char *const reference_dimension_names[RVA__DIM_COUNT] = {
#define DIMENSION_NAME(number, name, text) [number] = text,
    RVA__DIMENSION_MAP(DIMENSION_NAME)};

const char *const reference_measure_names[RVA__MEASURE_COUNT] = {
#define MEASURE_NAME(number, family, name) [number] = #name,
    RVA__MEASURE_MAP(MEASURE_NAME)};

const int reference_measure_family[RVA__MEASURE_COUNT] = {
#define MEASURE_FAMILY(number, family, name) [number] = RVA__FAMILY_##family,
    RVA__MEASURE_MAP(MEASURE_FAMILY)};

const uint32_t reference_family_dims[RVA__FAMILY_COUNT] = {
#define FAMILY_DIMS(number, name, dims) [number] = (dims),
    RVA__FAMILY_MAP(FAMILY_DIMS)};

/** All events that count, before they are dealt to documents. */
typedef struct event_set {
    const rva_event **items;
    size_t count;
    oracle_memory *memory;
} event_set;

static bool same_record(const rva_event *a, const rva_event *b)
{
    if (a->type != b->type)
        return false;
    return record_has_id(a) ? document_same_id(a->id, b->id) : record_same(a, b);
}

/* Of one id the correction, else the first; of equal content one. */
static event_set effective(const rva_event *events, size_t count, oracle_memory *memory)
{
    event_set set = {oracle_take(memory, (count + 1) * sizeof(rva_event *)), 0, memory};
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < set.count && !same_record(set.items[at], &events[i]))
            at++;
        if (at == set.count)
            set.items[set.count++] = &events[i];
        else if (events[i].correct == 1)
            set.items[at] = &events[i];
    }
    return set;
}

static const rva_event *find(const event_set *set, int64_t type, const char *id)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i]->type == type && document_same_id(set->items[i]->id, id))
            return set->items[i];
    return NULL;
}

static const char *lead_key(const event_set *set, const char *id)
{
    const rva_event *lead = find(set, RVA_EVENT_LEAD, id);
    return lead ? oracle_printf(set->memory, "conversation %s", lead->conversation)
                : oracle_printf(set->memory, "lead %s", id);
}

static const char *offer_key(const event_set *set, const char *id)
{
    const rva_event *offer = find(set, RVA_EVENT_OFFER, id);
    return offer ? lead_key(set, offer->lead) : oracle_printf(set->memory, "offer %s", id);
}

static const char *transaction_key(const event_set *set, const rva_event *event)
{
    for (size_t hops = 0; hops <= set->count; hops++) {
        if (event->conversation)
            return oracle_printf(set->memory, "conversation %s", event->conversation);
        if (event->lead)
            return lead_key(set, event->lead);
        if (event->offer)
            return offer_key(set, event->offer);
        if (!event->of)
            break;
        const rva_event *sale = find(set, RVA_EVENT_TRANSACTION, event->of);
        if (!sale)
            return oracle_printf(set->memory, "transaction %s", event->of);
        event = sale;
    }
    return oracle_printf(set->memory, "transaction %s", event->id);
}

static const char *document_key(const event_set *set, const rva_event *event)
{
    switch (event->type) {
    case RVA_EVENT_CONVERSATION:
        return oracle_printf(set->memory, "conversation %s", event->id);
    case RVA_EVENT_STAGE:
    case RVA_EVENT_END:
    case RVA_EVENT_LEAD:
        return oracle_printf(set->memory, "conversation %s", event->conversation);
    case RVA_EVENT_OFFER:
        return lead_key(set, event->lead);
    case RVA_EVENT_FEEDBACK:
        return event->lead ? lead_key(set, event->lead) : offer_key(set, event->offer);
    case RVA_EVENT_TRANSACTION:
        return transaction_key(set, event);
    case RVA_EVENT_COST:
        return oracle_printf(set->memory, "cost %s", event->id);
    default:
        return oracle_printf(set->memory, "market %s", event->id);
    }
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static size_t stage_ordinal(const reference_settings *settings, const char *stage)
{
    size_t ordinal = 0;
    while (ordinal < settings->stage_count && strcmp(settings->stages[ordinal], stage) != 0)
        ordinal++;
    return ordinal;
}

static int compare_stages(const reference_settings *settings, const rva_event *a,
                          const rva_event *b)
{
    int order = compare_numbers(a->action, b->action);
    if (order == 0)
        order = compare_numbers((int64_t)stage_ordinal(settings, a->stage),
                                (int64_t)stage_ordinal(settings, b->stage));
    return order != 0 ? order : strcmp(a->stage, b->stage);
}

/* Ties that only the content would decide are kept out of histories, see history.c. */
static int compare_events(const reference_settings *settings, const rva_event *a,
                          const rva_event *b)
{
    int order = compare_numbers(a->at, b->at);
    if (order == 0)
        order = compare_numbers(a->order == RVA_ABSENT ? 0 : a->order,
                                b->order == RVA_ABSENT ? 0 : b->order);
    if (order == 0)
        order = compare_numbers(a->type, b->type);
    if (order == 0 && a->type == RVA_EVENT_STAGE)
        order = compare_stages(settings, a, b);
    return order;
}

static void sort_events(const reference_settings *settings, const rva_event **events, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && compare_events(settings, events[j - 1], events[j]) > 0; j--) {
            const rva_event *later = events[j - 1];
            events[j - 1] = events[j];
            events[j] = later;
        }
}

static void state_document(document *doc)
{
    document_conversation(doc);
    document_offers(doc);
    document_conversation_facts(doc);
    document_lead_facts(doc);
    document_money_facts(doc);
}

reference_facts reference_fold(const rva_event *events, size_t count,
                               const reference_settings *settings, int64_t now)
{
    reference_facts facts = {NULL, 0, 0, {NULL}};
    local_use(settings->time_zone);
    const event_set set = effective(events, count, &facts.memory);
    const char **keys = oracle_take(&facts.memory, (set.count + 1) * sizeof *keys);
    for (size_t i = 0; i < set.count; i++)
        keys[i] = document_key(&set, set.items[i]);

    for (size_t i = 0; i < set.count; i++) {
        if (!keys[i])
            continue;
        document doc = {.settings = settings, .now = now, .facts = &facts};
        doc.events = oracle_take(&facts.memory, set.count * sizeof *doc.events);
        const char *key = keys[i];
        for (size_t j = i; j < set.count; j++)
            if (keys[j] && strcmp(keys[j], key) == 0) {
                doc.events[doc.count++] = set.items[j];
                keys[j] = NULL;
            }
        sort_events(settings, doc.events, doc.count);
        state_document(&doc);
    }
    return facts;
}

void reference_facts_free(reference_facts *facts)
{
    free(facts->items);
    oracle_release(&facts->memory);
    facts->items = NULL;
    facts->count = facts->capacity = 0;
}

reference_fact *document_fact(document *doc, int family, int64_t at, const char *const *values)
{
    reference_facts *facts = doc->facts;
    if (facts->count == facts->capacity) {
        facts->capacity = facts->capacity ? 2 * facts->capacity : 64;
        facts->items = realloc(facts->items, facts->capacity * sizeof *facts->items);
        if (!facts->items)
            abort();
    }
    reference_fact *fact = oracle_take(&facts->memory, sizeof *fact);
    fact->family = family;
    fact->at = at;
    fact->day = local_day(at);
    for (int dim = 0; dim < RVA__DIM_COUNT; dim++)
        if (reference_family_dims[family] & (1u << dim))
            fact->values[dim] = values && values[dim] ? values[dim] : "(unknown)";
    facts->items[facts->count++] = fact;
    return fact;
}
