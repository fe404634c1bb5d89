/**
 * @file oracle/standing.c
 * Contents, corrections, voids; and where an event belongs.
 */
#include "standing.h"

#include <string.h>

#include "document.h"

/** What is known of one event. */
typedef struct identity {
    int64_t type; /**< -1: a void of a uid that nobody has carried yet */
    const char *id;
    const char *uid;
    const rva_event **contents;
    size_t content_count;
    const rva_event **voids;
    size_t void_count;
    const rva_event *stands;
} identity;

typedef struct identities {
    identity **items;
    size_t count;
    size_t room;
    oracle_memory *memory;
} identities;

static bool matches(const identity *one, int64_t type, const char *id, const char *uid)
{
    return (id && one->type == type && document_same_id(one->id, id)) ||
           document_same_id(one->uid, uid);
}

static identity *find_or_add(identities *all, int64_t type, const char *id, const char *uid)
{
    identity *found = NULL;
    for (size_t i = 0; i < all->count; i++) {
        identity *one = all->items[i];
        if (!matches(one, type, id, uid))
            continue;
        if (!found) {
            found = one;
            continue;
        }
        for (size_t v = 0; v < one->void_count; v++) /* two that turn out to be one */
            found->voids[found->void_count++] = one->voids[v];
        for (size_t c = 0; c < one->content_count; c++)
            found->contents[found->content_count++] = one->contents[c];
        if (!found->stands)
            found->stands = one->stands;
        for (size_t v = 0; v < found->void_count; v++)
            if (found->stands && found->voids[v] > found->stands)
                found->stands = NULL; /* recorded later, as pointers into one array tell */
        all->items[i--] = all->items[--all->count];
    }
    if (!found) {
        found = oracle_take(all->memory, sizeof *found);
        found->type = type;
        found->contents = oracle_take(all->memory, all->room * sizeof *found->contents);
        found->voids = oracle_take(all->memory, all->room * sizeof *found->voids);
        all->items[all->count++] = found;
    }
    if (type >= 0)
        found->type = type;
    if (id)
        found->id = id;
    if (uid)
        found->uid = uid;
    return found;
}

static bool same_void(const rva_event *a, const rva_event *b)
{
    return record_same(a, b);
}

static void take_void(identity *one, const rva_event *event)
{
    for (size_t i = 0; i < one->void_count; i++)
        if (same_void(one->voids[i], event))
            return;
    one->voids[one->void_count++] = event;
    one->stands = NULL;
}

/* True when the event is accepted as a correction of a conversation. */
static bool take_content(identity *one, const rva_event *event, bool conversation_is_void)
{
    bool same = false;
    bool same_correction = false;
    bool original = false;
    const bool correct = event->correct == 1;
    const bool is_void = (!one->stands && (one->void_count > 0)) || conversation_is_void;
    for (size_t i = 0; i < one->content_count; i++) {
        const bool is_same = record_same(one->contents[i], event);
        same |= is_same;
        same_correction |= is_same && one->contents[i]->correct == 1;
        original |= one->contents[i]->correct != 1;
    }
    if (same && !(correct && is_void && !same_correction))
        return false;
    if (!correct && original)
        return false; /* a conflict */
    if (correct || (one->content_count == 0 && one->void_count == 0))
        one->stands = event;
    one->contents[one->content_count++] = event;
    return correct;
}

static const char *conversation_of(const rva_event *event)
{
    return event->type == RVA_EVENT_CONVERSATION ? event->id : event->conversation;
}

static bool has(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(texts[i], text) == 0)
            return true;
    return false;
}

static void set_void(standing_set *set, const char *conversation, bool is_void)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->void_count; i++)
        if (strcmp(set->void_conversations[i], conversation) != 0)
            set->void_conversations[kept++] = set->void_conversations[i];
    set->void_count = kept;
    if (is_void)
        set->void_conversations[set->void_count++] = conversation;
}

static const char *void_target(const rva_event *event, int64_t *type)
{
    const struct {
        const char *id;
        int64_t type;
    } targets[] = {
        {event->lead, RVA_EVENT_LEAD},         {event->offer, RVA_EVENT_OFFER},
        {event->feedback, RVA_EVENT_FEEDBACK}, {event->transaction, RVA_EVENT_TRANSACTION},
        {event->cost, RVA_EVENT_COST},         {event->market, RVA_EVENT_MARKET},
        {event->note, RVA_EVENT_NOTE},
    };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (targets[i].id) {
            *type = targets[i].type;
            return targets[i].id;
        }
    *type = -1;
    return NULL;
}

/** Takes one event in the order of recording. */
static void take_event(standing_set *set, identities *all, identities *nameless,
                       identity *void_conversations, const rva_event *event)
{
    if (event->type == RVA_EVENT_VOID && event->conversation) {
        const size_t before = void_conversations->void_count;
        take_void(void_conversations, event);
        if (void_conversations->void_count > before)
            set_void(set, event->conversation, true);
        return;
    }
    if (event->type == RVA_EVENT_VOID) {
        int64_t type;
        const char *id = void_target(event, &type);
        take_void(find_or_add(all, type, id, event->uid), event);
        return;
    }
    const char *id = record_has_id(event) ? event->id : NULL;
    const bool of_void = event->type == RVA_EVENT_CONVERSATION && standing_is_void(set, event->id);
    identity *one = NULL;
    if (id || event->uid) {
        one = find_or_add(all, event->type, id, event->uid);
    } else {
        for (size_t i = 0; i < nameless->count && !one; i++)
            if (record_same(nameless->items[i]->contents[0], event))
                one = nameless->items[i];
        if (!one) {
            one = find_or_add(nameless, event->type, NULL, NULL);
        }
    }
    if (take_content(one, event, of_void) && event->type == RVA_EVENT_CONVERSATION)
        set_void(set, event->id, false);
}

standing_set standing_of(const rva_event *events, size_t count, oracle_memory *memory)
{
    const size_t room = count + 1;
    standing_set set = {.memory = memory};
    identities all = {oracle_take(memory, room * sizeof(identity *)), 0, room, memory};
    identities nameless = {oracle_take(memory, room * sizeof(identity *)), 0, room, memory};
    identity void_conversations = {.voids = oracle_take(memory, room * sizeof(rva_event *))};
    set.items = oracle_take(memory, 2 * room * sizeof *set.items);
    set.void_conversations = oracle_take(memory, room * sizeof *set.void_conversations);
    for (size_t i = 0; i < count; i++)
        take_event(&set, &all, &nameless, &void_conversations, &events[i]);
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i]->stands)
            set.items[set.count++] = all.items[i]->stands;
    for (size_t i = 0; i < nameless.count; i++)
        if (nameless.items[i]->stands)
            set.items[set.count++] = nameless.items[i]->stands;
    return set;
}

const rva_event *standing_find(const standing_set *set, int64_t type, const char *id)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i]->type == type && document_same_id(set->items[i]->id, id))
            return set->items[i];
    return NULL;
}

bool standing_is_void(const standing_set *set, const char *conversation)
{
    return conversation && has(set->void_conversations, set->void_count, conversation);
}

static const rva_event *sale_of(const standing_set *set, const rva_event *event)
{
    const rva_event *sale = standing_find(set, RVA_EVENT_TRANSACTION, event->of);
    return sale && sale->kind == RVA_KIND_SALE ? sale : NULL;
}

/* Whether following `of` from sale to sale comes back to the event. */
static bool leads_back(const standing_set *set, const rva_event *event)
{
    const rva_event *at = event;
    for (size_t hops = 0; hops <= set->count; hops++) {
        at = sale_of(set, at);
        if (!at || at == event)
            return at != NULL;
    }
    return false;
}

static const char *named(const standing_set *set, const char *what, const char *id)
{
    return oracle_printf(set->memory, "%s %s", what, id);
}

/* The place of an offer's or a feedback's lead, or NULL. */
static const char *lead_place(const standing_set *set, const char *id)
{
    const rva_event *lead = standing_find(set, RVA_EVENT_LEAD, id);
    return lead ? named(set, "conversation", lead->conversation) : NULL;
}

static const char *decided_place(const standing_set *set, const rva_event *event)
{
    const rva_event *sale = sale_of(set, event);
    if (event->type == RVA_EVENT_TRANSACTION && sale && !leads_back(set, event))
        return standing_place(set, sale);
    const rva_event *offer =
        event->type != RVA_EVENT_OFFER ? standing_find(set, RVA_EVENT_OFFER, event->offer) : NULL;
    const char *place = offer ? lead_place(set, offer->lead) : NULL;
    return place ? place : lead_place(set, event->lead);
}

static const char *waiting_place(const standing_set *set, const rva_event *event)
{
    if (event->of && !document_same_id(event->of, event->id) &&
        !standing_find(set, RVA_EVENT_TRANSACTION, event->of))
        return named(set, "waiting for transaction", event->of);
    const rva_event *offer =
        event->offer ? standing_find(set, RVA_EVENT_OFFER, event->offer) : NULL;
    if (event->offer)
        return offer ? named(set, "waiting for lead", offer->lead)
                     : named(set, "waiting for offer", event->offer);
    if (event->lead)
        return named(set, "waiting for lead", event->lead);
    return event->type == RVA_EVENT_TRANSACTION ? named(set, "waiting for transaction", event->id)
           : event->type == RVA_EVENT_COST      ? named(set, "cost", event->id)
           : event->type == RVA_EVENT_NOTE      ? named(set, "note", event->id)
                                                : named(set, "market", event->id);
}

const char *standing_place(const standing_set *set, const rva_event *event)
{
    const char *conversation = conversation_of(event);
    if (event->type != RVA_EVENT_TRANSACTION && conversation)
        return named(set, "conversation", conversation);
    const char *place = decided_place(set, event);
    if (place)
        return place;
    return conversation ? named(set, "conversation", conversation) : waiting_place(set, event);
}
