/**
 * @file record/place.c
 * Where an event belongs, and the documents that are places.
 */
#include "record/place.h"

#include <string.h>

#include "core/error.h"
#include "model/event.h"

static uint64_t conversation_name(rva__batch *batch, const rva_event *event)
{
    return rva__id_hash(batch->txn->config, RVA_EVENT_CONVERSATION, rva__event_conversation(event))
        .low;
}

/** The document of the conversation that an event names when it is at hand, else NULL. */
static rva__cached *last_home(const rva__batch *batch, const char *conversation)
{
    const rva__last_home *last = &batch->last_home;
    const bool same = conversation && last->home && strcmp(last->id, conversation) == 0 &&
                      !(last->home->document.flags & RVA__DOCUMENT_MOVED);
    return same ? last->home : NULL;
}

rva_status rva__place_find(rva__batch *batch, const rva__link *link, rva__cached **out,
                           uint32_t *index, rva_error *err)
{
    RVA__TRY(rva__batch_find(batch, link->hash, out, err));
    const int64_t found =
        *out ? rva__document_find(&(*out)->document, link->type, link->hash.low) : -1;
    if (found < 0)
        *out = NULL;
    *index = (uint32_t)found;
    return RVA_OK;
}

/** The same; an event mostly names what is in the conversation of the event before it. */
static rva_status find_near(rva__batch *batch, const rva__arrival *arrival, const rva__link *link,
                            rva__cached **out, uint32_t *index, rva_error *err)
{
    *out = last_home(batch, arrival->event->conversation);
    const int64_t found =
        *out ? rva__document_find(&(*out)->document, link->type, link->hash.low) : -1;
    *index = (uint32_t)found;
    return found >= 0 ? RVA_OK : rva__place_find(batch, link, out, index, err);
}

/** The sale that a sale names by `of`, if it stands; else `out` is NULL. */
static rva_status next_sale(rva__batch *batch, const rva__entry *sale, rva__cached **out,
                            uint32_t *index, rva_error *err)
{
    const rva_event *event;
    *out = NULL;
    if (sale->of == 0)
        return RVA_OK;
    RVA__TRY(rva__batch_event(batch, sale->seq, &event, err));
    const rva__link of = {rva__id_hash(batch->txn->config, RVA_EVENT_TRANSACTION, event->of),
                          RVA_EVENT_TRANSACTION};
    RVA__TRY(rva__place_find(batch, &of, out, index, err));
    if (*out && (*out)->document.entries[*index].code != RVA_KIND_SALE)
        *out = NULL;
    return RVA_OK;
}

/** Whether the sale in `of` leads back to the event through the sales that sales name. */
static rva_status leads_back(rva__batch *batch, const rva__arrival *arrival, rva__cached *at,
                             uint32_t index, bool *out, rva_error *err)
{
    uint64_t mark = 0; /* Brent: a circle without the event comes back to the mark */
    *out = false;
    for (uint64_t steps = 1; at; steps++) {
        const rva__entry *sale = &at->document.entries[index];
        *out = sale->of == arrival->entry.id;
        if (*out || sale->id == mark)
            return RVA_OK;
        if ((steps & (steps - 1)) == 0)
            mark = sale->id;
        RVA__TRY(next_sale(batch, sale, &at, &index, err));
    }
    return RVA_OK;
}

/** How a link decides. */
typedef struct decision {
    rva__cached *with; /**< where what it names stands, if that has a place or may be waited with */
    bool decides;
    bool is_link; /**< it may decide later */
    bool waits;   /**< and an event may wait for it */
} decision;

static rva_status decide_of(rva__batch *batch, const rva__arrival *arrival, decision *out,
                            rva_error *err)
{
    uint32_t index;
    bool back = false;
    if (arrival->entry.of == arrival->entry.id)
        return RVA_OK;
    out->is_link = true;
    RVA__TRY(find_near(batch, arrival, &arrival->of, &out->with, &index, err));
    if (!out->with) {
        out->waits = true;
        return RVA_OK;
    }
    if (out->with->document.entries[index].code != RVA_KIND_SALE)
        return RVA_OK;
    if (arrival->entry.code == RVA_KIND_SALE)
        RVA__TRY(leads_back(batch, arrival, out->with, index, &back, err));
    out->decides = !back;
    return RVA_OK;
}

static rva_status decide_offer(rva__batch *batch, const rva__arrival *arrival, decision *out,
                               rva_error *err)
{
    uint32_t index;
    out->is_link = true;
    out->waits = true;
    RVA__TRY(find_near(batch, arrival, &arrival->offer, &out->with, &index, err));
    if (out->with)
        out->decides = rva__document_find(&out->with->document, RVA_EVENT_LEAD,
                                          out->with->document.entries[index].lead) >= 0;
    return RVA_OK;
}

static rva_status decide_lead(rva__batch *batch, const rva__arrival *arrival, decision *out,
                              rva_error *err)
{
    uint32_t index;
    out->is_link = true;
    out->waits = true;
    RVA__TRY(find_near(batch, arrival, &arrival->lead, &out->with, &index, err));
    out->decides = out->with != NULL;
    return RVA_OK;
}

/** Lets one link decide; `waiting` becomes true when it is the first that can be waited for. */
static void take_decision(const rva__link *link, const decision *made, bool *waiting,
                          rva__place *out)
{
    if (made->decides) {
        out->kind = RVA__PLACE_WITH;
        out->with = made->with;
        return;
    }
    if (!made->is_link)
        return;
    out->watched[out->watched_count++] = *link;
    if (*waiting || !made->waits)
        return;
    *waiting = true;
    out->kind = made->with ? RVA__PLACE_WITH : RVA__PLACE_WAITING; /* or where that waits */
    out->with = made->with;
    out->waits_for = *link;
}

rva_status rva__place_of(rva__batch *batch, const rva__arrival *arrival, rva__place *out,
                         rva_error *err)
{
    static rva_status (*const decide[RVA__LINKS_MAX])(
        rva__batch *, const rva__arrival *, decision *, rva_error *) = {decide_of, decide_offer,
                                                                        decide_lead};
    const rva__link *const links[RVA__LINKS_MAX] = {&arrival->of, &arrival->offer, &arrival->lead};
    bool waiting = false;
    out->watched_count = 0;
    out->with = NULL;
    out->kind = RVA__PLACE_WAITING;
    out->waits_for = arrival->own;
    for (int i = 0; i < RVA__LINKS_MAX; i++) {
        decision made = {0};
        if (!rva__link_is(links[i]))
            continue;
        RVA__TRY(decide[i](batch, arrival, &made, err));
        take_decision(links[i], &made, &waiting, out);
        if (made.decides)
            return RVA_OK;
    }
    if (rva__event_conversation(arrival->event))
        out->kind = RVA__PLACE_CONVERSATION;
    return RVA_OK;
}

/** Whether an entry of a document that has the name was erased. */
static bool has_erased_entry(const rva__document *document, const rva__link *link)
{
    for (uint32_t i = 0; i < document->count; i++) {
        const rva__entry *entry = &document->entries[i];
        const bool has_name = link->type == RVA__ID_UID
                                  ? entry->uid == link->hash.low
                                  : entry->type == link->type && entry->id == link->hash.low;
        if (has_name && entry->flags & RVA__ENTRY_ERASED)
            return true;
    }
    return false;
}

/** Whether a uid is one that an event of somebody erased had in an earlier, or void, version. */
static bool has_erased_past(const rva__document *document, const rva__link *link)
{
    for (uint32_t i = 0; link->type == RVA__ID_UID && i < document->past_count; i++) {
        const rva__past *past = &document->past[i];
        if (past->uid != link->hash.low)
            continue;
        const int64_t stands = past->id ? rva__document_find(document, past->type, past->id) : -1;
        return stands < 0 || document->entries[stands].flags & RVA__ENTRY_ERASED;
    }
    return false;
}

rva_status rva__link_is_erased(rva__batch *batch, const rva__link *link, bool *out, rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__batch_find(batch, link->hash, &cached, err));
    *out = cached && has_erased_entry(&cached->document, link);
    if (cached && cached->document.flags & RVA__DOCUMENT_ERASED)
        *out |= rva__document_waits_for(&cached->document, link->hash.low) ||
                has_erased_past(&cached->document, link) ||
                (link->type == RVA_EVENT_CONVERSATION && cached->document.name == link->hash.low);
    return RVA_OK;
}

rva_status rva__link_leads_to_erased(rva__batch *batch, const rva__link *link, bool *out,
                                     rva_error *err)
{
    rva__cached *cached;
    RVA__TRY(rva__batch_find(batch, link->hash, &cached, err));
    *out = cached && cached->document.flags & RVA__DOCUMENT_ERASED;
    const rva__document *document = cached ? &cached->document : NULL;
    const int64_t fallen = document && !*out ? rva__document_fallen(document) : 0;
    if (fallen == 0 || document->name != link->hash.low || batch->txn->state.erased == 0)
        return RVA_OK;
    const rva_event *event; /* void: what the log has of it tells */
    RVA__TRY(rva__batch_event(batch, fallen, &event, err));
    *out = rva__event_is_erased(event);
    return RVA_OK;
}

rva_status rva__conversation_document(rva__batch *batch, const char *id, rva__cached **out,
                                      rva_error *err)
{
    rva__last_home *last = &batch->last_home;
    if ((*out = last_home(batch, id)))
        return RVA_OK;
    const rva__hash128 hash = rva__id_hash(batch->txn->config, RVA_EVENT_CONVERSATION, id);
    RVA__TRY(rva__batch_find(batch, hash, out, err));
    if (!*out) {
        RVA__TRY(rva__batch_new_document(batch, out, err));
        (*out)->document.name = hash.low;
        RVA__TRY(rva__batch_lead(batch, hash, (*out)->number, true, err));
    }
    const size_t size = strlen(id) + 1;
    last->home = size <= sizeof last->id ? *out : NULL;
    if (last->home)
        memcpy(last->id, id, size);
    return RVA_OK;
}

rva_status rva__waiting_document(rva__batch *batch, const rva__link *link, rva__cached **out,
                                 rva_error *err)
{
    rva__cached *before;
    RVA__TRY(rva__batch_find(batch, link->hash, &before, err));
    *out = before;
    if (before && rva__document_waits_for(&before->document, link->hash.low))
        return RVA_OK;
    RVA__TRY(rva__batch_new_document(batch, out, err));
    RVA__TRY(rva__batch_touch(batch, *out, err));
    (*out)->document.flags = RVA__DOCUMENT_WAITING;
    (*out)->document.name = link->hash.low;
    return before ? rva__lead_to(batch, link, *out, err)
                  : rva__batch_lead(batch, link->hash, (*out)->number, true, err);
}

rva_status rva__place_document(rva__batch *batch, const rva__arrival *arrival,
                               const rva__place *place, rva__cached **out, rva_error *err)
{
    switch (place->kind) {
    case RVA__PLACE_CONVERSATION:
        return rva__conversation_document(batch, rva__event_conversation(arrival->event), out, err);
    case RVA__PLACE_WITH:
        *out = place->with;
        return RVA_OK;
    default:
        return rva__waiting_document(batch, &place->waits_for, out, err);
    }
}

bool rva__place_is(rva__batch *batch, const rva__arrival *arrival, const rva__place *place,
                   const rva__document *document, uint64_t number)
{
    switch (place->kind) {
    case RVA__PLACE_CONVERSATION:
        return rva__document_is_conversation(document) &&
               document->name == conversation_name(batch, arrival->event);
    case RVA__PLACE_WITH:
        return place->with->number == number;
    default:
        return rva__document_waits_for(document, place->waits_for.hash.low);
    }
}

bool rva__place_is_crossed(rva__batch *batch, const rva__arrival *arrival,
                           const rva__document *document)
{
    return arrival->entry.flags & RVA__ENTRY_BOUND &&
           !(rva__document_is_conversation(document) &&
             document->name == conversation_name(batch, arrival->event));
}

/** Takes the watchers of a name out of one document and into another. */
static rva_status move_watchers(rva__cached *from, uint64_t name, rva__cached *to, rva_error *err)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < from->document.watcher_count; i++) {
        const rva__watcher watcher = from->document.watchers[i];
        if (watcher.name != name)
            from->document.watchers[kept++] = watcher;
        else if (watcher.number != to->number)
            RVA__TRY(rva__document_watch(&to->document, watcher, err));
    }
    from->document.watcher_count = kept;
    return RVA_OK;
}

rva_status rva__lead_to(rva__batch *batch, const rva__link *link, rva__cached *to, rva_error *err)
{
    rva__cached *from;
    RVA__TRY(rva__batch_find(batch, link->hash, &from, err));
    if (from == to)
        return RVA_OK;
    if (from && rva__link_has_followers(link)) {
        RVA__TRY(rva__batch_touch(batch, from, err));
        RVA__TRY(rva__batch_touch(batch, to, err));
        RVA__TRY(move_watchers(from, link->hash.low, to, err));
        RVA__TRY(
            rva__document_watch(&to->document, (rva__watcher){link->hash.low, from->number}, err));
    }
    return rva__batch_lead(batch, link->hash, to->number, from == NULL, err);
}

rva_status rva__watch(rva__batch *batch, const rva__link *link, rva__cached *from, rva_error *err)
{
    rva__cached *at;
    RVA__TRY(rva__batch_find(batch, link->hash, &at, err));
    if (!at)
        return rva__batch_lead(batch, link->hash, from->number, true, err);
    if (at == from)
        return RVA_OK;
    RVA__TRY(rva__batch_touch(batch, at, err));
    return rva__document_watch(&at->document, (rva__watcher){link->hash.low, from->number}, err);
}
