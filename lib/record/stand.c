/**
 * @file record/stand.c
 * Events come to stand, fall, and follow.
 */
#include "record/stand.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "record/place.h"

/** Names whose followers are to be placed again. */
typedef struct queue {
    rva__link *items;
    size_t count;
    size_t room;
    rva__buffer passed; /**< ids of sales that stayed where they are, passed on once */
} queue;

static void free_queue(queue *names)
{
    rva__alloc_free(names->items);
    rva__buffer_free(&names->passed);
}

static rva_status enqueue(queue *names, const rva__link *name, rva_error *err)
{
    if (!rva__link_is(name) || !rva__link_has_followers(name))
        return RVA_OK;
    if (names->count == names->room) {
        const size_t room = names->room ? names->room * 2 : 16;
        rva__link *items = rva__alloc_resize(names->items, room * sizeof *items);
        if (!items)
            return rva__fail_memory(err);
        names->items = items;
        names->room = room;
    }
    names->items[names->count++] = *name;
    return RVA_OK;
}

/**
 * A sale of a sale may close or open a circle of them: that changes what decides for each, also
 * when this one stays.
 */
static rva_status pass_on(queue *names, const rva__arrival *arrival, rva_error *err)
{
    const uint64_t id = arrival->entry.id;
    if (arrival->entry.type != RVA_EVENT_TRANSACTION || arrival->entry.code != RVA_KIND_SALE ||
        arrival->entry.of == 0)
        return RVA_OK;
    for (size_t i = 0; i < rva__buffer_numbers(&names->passed); i++)
        if (rva__buffer_number(&names->passed, i) == id)
            return RVA_OK;
    rva__buffer_put(&names->passed, &id, sizeof id);
    return names->passed.failed ? rva__fail_memory(err) : enqueue(names, &arrival->own, err);
}

/** The uid of an entry: that of its event, or one that an earlier version carried. */
static rva_status find_uid(rva__batch *batch, const rva__document *document, rva__arrival *arrival,
                           rva_error *err)
{
    const uint64_t uid = arrival->entry.uid;
    for (uint32_t i = 0; i < document->past_count; i++) {
        const rva__past *past = &document->past[i];
        const rva_event *event;
        if (uid == 0 || rva__link_is(&arrival->uid))
            return RVA_OK;
        if (past->uid != uid || past->what == RVA__PAST_VOID)
            continue;
        RVA__TRY(rva__batch_event(batch, past->seq, &event, err));
        if (!event->uid)
            continue;
        const rva__hash128 hash = rva__id_hash(batch->txn->config, RVA__ID_UID, event->uid);
        if (hash.low == uid)
            arrival->uid = (rva__link){hash, RVA__ID_UID};
    }
    return RVA_OK;
}

/** Makes the names of an event lead to its document. */
static rva_status lead_names(rva__batch *batch, const rva__arrival *arrival, rva__cached *home,
                             rva_error *err)
{
    if (rva__link_is(&arrival->own))
        RVA__TRY(rva__lead_to(batch, &arrival->own, home, err));
    return rva__link_is(&arrival->uid) ? rva__lead_to(batch, &arrival->uid, home, err) : RVA_OK;
}

/** A document in which nothing is left leads on from now on. */
static rva_status dissolve(rva__batch *batch, rva__cached *cached, const rva__cached *to,
                           rva_error *err)
{
    rva__document *document = &cached->document;
    if (cached == to || !(document->flags & RVA__DOCUMENT_WAITING) || document->count > 0 ||
        document->past_count > 0 || document->watcher_count > 0)
        return RVA_OK;
    RVA__TRY(rva__batch_touch(batch, cached, err));
    document->flags = RVA__DOCUMENT_MOVED;
    document->name = to->number;
    return RVA_OK;
}

/** Watches what would have decided first. */
static rva_status watch_all(rva__batch *batch, const rva__place *place, rva__cached *at,
                            rva_error *err)
{
    for (int i = 0; i < place->watched_count; i++)
        RVA__TRY(rva__watch(batch, &place->watched[i], at, err));
    return RVA_OK;
}

/** Puts the entry where it belongs. */
static rva_status put(rva__batch *batch, rva__arrival *arrival, const rva__place *place,
                      rva__cached *home, rva_error *err)
{
    rva__entry *entry = &arrival->entry;
    entry->flags &= (uint8_t)~RVA__ENTRY_CROSSED;
    if (rva__place_is_crossed(batch, arrival, &home->document))
        entry->flags |= RVA__ENTRY_CROSSED;
    RVA__TRY(rva__batch_touch(batch, home, err));
    RVA__TRY(rva__document_insert(&home->document, entry, &batch->txn->config->names, err));
    return watch_all(batch, place, home, err);
}

static bool names(const rva__entry *entry, const rva__link *name)
{
    const uint64_t low = name->hash.low;
    return (name->type == RVA_EVENT_TRANSACTION && entry->of == low) ||
           (name->type == RVA_EVENT_OFFER && entry->offer == low) ||
           (name->type == RVA_EVENT_LEAD && entry->lead == low);
}

/** Places one entry again; `moved` tells that it went to another document. */
static rva_status place_again(rva__batch *batch, rva__cached *at, uint32_t index, queue *more,
                              bool *moved, rva_error *err)
{
    rva__recalled recalled;
    rva__arrival arrival = {.entry = at->document.entries[index]};
    rva__place place;
    rva__cached *home;
    *moved = false;
    RVA__TRY(rva__arrival_recall(batch, &arrival, &recalled, err));
    RVA__TRY(rva__place_of(batch, &arrival, &place, err));
    if (rva__place_is(batch, &arrival, &place, &at->document, at->number)) {
        RVA__TRY(watch_all(batch, &place, at, err));
        return pass_on(more, &arrival, err);
    }
    *moved = true;
    RVA__TRY(find_uid(batch, &at->document, &arrival, err));
    RVA__TRY(rva__place_document(batch, &arrival, &place, &home, err));
    RVA__TRY(rva__batch_touch(batch, at, err));
    rva__document_remove(&at->document, index);
    RVA__TRY(rva__identity_move(batch, &arrival, at, home, err));
    RVA__TRY(put(batch, &arrival, &place, home, err));
    RVA__TRY(lead_names(batch, &arrival, home, err));
    return enqueue(more, &arrival.own, err);
}

/** Places again what names something in one document. */
static rva_status place_document(rva__batch *batch, uint64_t number, const rva__link *name,
                                 queue *more, rva_error *err)
{
    rva__cached *at, *leads_to;
    RVA__TRY(rva__batch_document(batch, number, &at, err));
    for (uint32_t i = 0; i < at->document.count;) {
        bool moved = false;
        if (names(&at->document.entries[i], name))
            RVA__TRY(place_again(batch, at, i, more, &moved, err));
        i += !moved;
    }
    RVA__TRY(rva__batch_find(batch, name->hash, &leads_to, err));
    return leads_to ? dissolve(batch, at, leads_to, err) : RVA_OK;
}

/** Takes the watchers of a name out of the document to which it leads. */
static rva_status take_watchers(rva__batch *batch, const rva__link *name, rva__buffer *numbers,
                                rva_error *err)
{
    rva__cached *at;
    rva__buffer_clear(numbers);
    RVA__TRY(rva__batch_find(batch, name->hash, &at, err));
    if (!at)
        return RVA_OK;
    rva__buffer_put(numbers, &at->number, sizeof at->number);
    rva__document *document = &at->document;
    uint32_t kept = 0;
    RVA__TRY(rva__batch_touch(batch, at, err));
    for (uint32_t i = 0; i < document->watcher_count; i++) {
        const rva__watcher watcher = document->watchers[i];
        if (watcher.name != name->hash.low)
            document->watchers[kept++] = watcher;
        else
            rva__buffer_put(numbers, &watcher.number, sizeof watcher.number);
    }
    document->watcher_count = kept;
    return numbers->failed ? rva__fail_memory(err) : RVA_OK;
}

/** Places again what names something, and what names that which moves with it. */
static rva_status settle_all(rva__batch *batch, queue *more, rva__buffer *numbers, rva_error *err)
{
    while (more->count > 0) {
        const rva__link name = more->items[--more->count];
        RVA__TRY(take_watchers(batch, &name, numbers, err));
        for (size_t i = 0; i < rva__buffer_numbers(numbers); i++)
            RVA__TRY(place_document(batch, rva__buffer_number(numbers, i), &name, more, err));
    }
    return RVA_OK;
}

static rva_status settle(rva__batch *batch, const rva__link *name, rva_error *err)
{
    queue more = {0};
    rva__buffer numbers = {0};
    rva_status status = enqueue(&more, name, err);
    if (status == RVA_OK)
        status = settle_all(batch, &more, &numbers, err);
    free_queue(&more);
    rva__buffer_free(&numbers);
    return status;
}

static rva_status take_over(rva__batch *batch, const rva__arrival *arrival, rva__cached *from,
                            rva__cached *home, rva_error *err)
{
    if (!from)
        return RVA_OK;
    RVA__TRY(rva__identity_move(batch, arrival, from, home, err));
    return dissolve(batch, from, home, err);
}

/** The names of an event lead to its new home, and all that is known of it goes there. */
static rva_status take_all_over(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                                rva__cached *home, rva_error *err)
{
    if (who->document)
        RVA__TRY(find_uid(batch, &who->document->document, arrival, err));
    RVA__TRY(lead_names(batch, arrival, home, err));
    RVA__TRY(take_over(batch, arrival, who->by_own, home, err));
    RVA__TRY(take_over(batch, arrival, who->by_uid, home, err));
    return take_over(batch, arrival, who->document, home, err);
}

/** Nothing waited for an event that nobody knows. */
static rva_status stand_fresh(rva__batch *batch, const rva__arrival *arrival, rva__cached *home,
                              rva_error *err)
{
    const rva__link *const names[] = {&arrival->own, &arrival->uid};
    for (int i = 0; i < 2; i++)
        if (rva__link_is(names[i]))
            RVA__TRY(rva__batch_lead(batch, names[i]->hash, home->number, true, err));
    return RVA_OK;
}

rva_status rva__stand(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                      rva_error *err)
{
    rva__place place;
    rva__cached *home;
    RVA__TRY(rva__place_of(batch, arrival, &place, err));
    RVA__TRY(rva__place_document(batch, arrival, &place, &home, err));
    RVA__TRY(put(batch, arrival, &place, home, err));
    if (!who->by_own && !who->by_uid && !who->document)
        return stand_fresh(batch, arrival, home, err);
    RVA__TRY(take_all_over(batch, arrival, who, home, err));
    return settle(batch, &arrival->own, err);
}

rva_status rva__supersede(rva__batch *batch, const rva__arrival *arrival, const rva__identity *who,
                          rva_error *err)
{
    rva__past past;
    const rva_event *event;
    rva__document *document = &who->document->document;
    const rva__entry entry = document->entries[who->index];
    const bool correction = entry.flags & RVA__ENTRY_CORRECTION;
    RVA__TRY(rva__batch_event(batch, entry.seq, &event, err));
    RVA__TRY(rva__identity_past(batch, arrival, event, entry.seq,
                                correction ? RVA__PAST_CORRECTION : RVA__PAST_CONTENT, &past, err));
    past.uid = entry.uid;
    RVA__TRY(rva__batch_touch(batch, who->document, err));
    rva__document_remove(document, (uint32_t)who->index);
    return rva__document_add_past(document, past, err);
}

rva_status rva__adopt_uid(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                          bool *voided, rva_error *err)
{
    rva__cached *home = who->document;
    const rva__entry *entry = &home->document.entries[who->index];
    *voided = false;
    if (!rva__link_is(&arrival->uid) || who->by_uid == home)
        return RVA_OK;
    RVA__TRY(rva__batch_touch(batch, home, err));
    if (entry->uid == 0)
        rva__document_change(&home->document, (uint32_t)who->index)->uid = arrival->entry.uid;
    RVA__TRY(rva__lead_to(batch, &arrival->uid, home, err));
    RVA__TRY(take_over(batch, arrival, who->by_uid, home, err));
    for (uint32_t i = 0; i < home->document.past_count; i++) {
        const rva__past *past = &home->document.past[i];
        *voided |= past->what == RVA__PAST_VOID && past->seq > entry->seq &&
                   rva__identity_has(arrival, past);
    }
    return RVA_OK;
}

rva_status rva__fall(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                     const rva__link *name, rva__cached **home, rva_error *err)
{
    RVA__TRY(rva__waiting_document(batch, name, home, err));
    RVA__TRY(rva__batch_touch(batch, *home, err));
    RVA__TRY(take_all_over(batch, arrival, who, *home, err));
    if (batch->replay_seq)
        rva__buffer_put(&batch->fallen, &(*home)->number, sizeof(*home)->number);
    return batch->fallen.failed ? rva__fail_memory(err) : settle(batch, name, err);
}
