/**
 * @file oracle/reference.c
 * From events to documents: what counts, where it belongs, in what order.
 */
#include "reference.h"

#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "meaning.h"
#include "record.h"
#include "standing.h"

const char *const reference_zones[REFERENCE_ZONES][2] = {
    {"94105", "Golden Gate"}, {"1012AB", "Centrum"}, {"10002", "Brooklyn"}};

static const char *const dimension_names[RVA__DIM_COUNT] = {
#define DIMENSION_NAME(number, name, text) [number] = text,
    RVA__DIMENSION_MAP(DIMENSION_NAME)};

const char *reference_dimension_name(int dimension)
{
    return dimension < RVA__DIM_ATTRIBUTE_1 ? dimension_names[dimension]
                                            : meaning_attributes[dimension - RVA__DIM_ATTRIBUTE_1];
}

const char *const reference_measure_names[RVA__MEASURE_COUNT] = {
#define MEASURE_NAME(number, family, name) [number] = #name,
    RVA__MEASURE_MAP(MEASURE_NAME)};

const int reference_measure_family[RVA__MEASURE_COUNT] = {
#define MEASURE_FAMILY(number, family, name) [number] = RVA__FAMILY_##family,
    RVA__MEASURE_MAP(MEASURE_FAMILY)};

const uint32_t reference_family_dims[RVA__FAMILY_COUNT] = {
#define FAMILY_DIMS(number, name, dims) [number] = (dims),
    RVA__FAMILY_MAP(FAMILY_DIMS)};

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

/* How many events name another conversation, and how many sold leads have no event. */
static void count_links(reference_facts *facts, const document *doc, const char *key)
{
    const bool is_conversation = strncmp(key, "conversation ", 13) == 0;
    for (size_t i = 0; i < doc->count; i++) {
        const rva_event *event = doc->events[i];
        if (event->type == RVA_EVENT_TRANSACTION && event->conversation)
            facts->crossed += !is_conversation || strcmp(key + 13, event->conversation) != 0;
    }
    facts->unannounced += document_unannounced_leads(doc);
}

reference_facts reference_fold(const rva_event *events, size_t count,
                               const reference_settings *settings, int64_t now)
{
    reference_facts facts = {.items = NULL};
    local_use(settings->time_zone);
    const standing_set set = standing_of(events, count, &facts.memory);
    const char **keys = oracle_take(&facts.memory, (set.count + 1) * sizeof *keys);
    for (size_t i = 0; i < set.count; i++)
        keys[i] = standing_place(&set, set.items[i]);

    for (size_t i = 0; i < set.count; i++) {
        if (!keys[i])
            continue;
        document doc = {.settings = settings, .now = now, .facts = &facts};
        doc.events = oracle_take(&facts.memory, set.count * sizeof *doc.events);
        const char *key = keys[i];
        for (size_t j = i; j < set.count; j++)
            if (keys[j] && strcmp(keys[j], key) == 0) {
                doc.events[doc.count++] = meaning_of(set.items[j], &facts.memory);
                keys[j] = NULL;
            }
        if (strncmp(key, "conversation ", 13) == 0 && standing_is_void(&set, key + 13))
            continue;
        sort_events(settings, doc.events, doc.count);
        state_document(&doc);
        count_links(&facts, &doc, key);
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
