/**
 * @file record/identity.c
 * What is known of an event.
 */
#include "record/identity.h"

#include "core/error.h"
#include "model/event.h"
#include "store/erased_ids.h"

bool rva__identity_has(const rva__arrival *arrival, const rva__past *past)
{
    const rva__entry *entry = &arrival->entry;
    const bool by_id = entry->id != 0 && past->type == entry->type && past->id == entry->id;
    return by_id || (entry->uid != 0 && past->uid == entry->uid);
}

static int64_t find_uid(const rva__document *document, uint64_t uid)
{
    for (uint32_t i = 0; i < document->count; i++)
        if (document->entries[i].uid == uid)
            return i;
    return -1;
}

/** The last past version that carried a uid, or NULL. */
static const rva__past *find_past_uid(const rva__document *document, uint64_t uid)
{
    for (uint32_t i = document->past_count; i-- > 0;)
        if (document->past[i].uid == uid && document->past[i].what != RVA__PAST_VOID)
            return &document->past[i];
    return NULL;
}

int64_t rva__identity_seq(const rva__document *document, uint64_t uid)
{
    const int64_t index = find_uid(document, uid);
    const rva__past *past = index < 0 ? find_past_uid(document, uid) : NULL;
    return index >= 0 ? document->entries[index].seq : past ? past->seq : 0;
}

static bool has_past(const rva__document *document, const rva__arrival *arrival)
{
    for (uint32_t i = 0; i < document->past_count; i++)
        if (rva__identity_has(arrival, &document->past[i]))
            return true;
    return false;
}

static rva_status refuse_uid(const rva__arrival *arrival, const char *field, rva_error *err)
{
    return rva__fail_field(err, RVA_CONFLICT, field,
                           "the uid \"%s\" names another event: an event keeps its type, its id "
                           "and its uid; give this one a uid of its own",
                           arrival->event->uid);
}

/** Whether a recorded event of the uid is of another conversation: its id is no part of an entry.
 */
static rva_status check_conversation(rva__batch *batch, const rva__arrival *arrival, int64_t seq,
                                     rva_error *err)
{
    const rva_event *event;
    const rva__config *config = batch->txn->config;
    if (arrival->entry.type != RVA_EVENT_CONVERSATION || !arrival->event->id)
        return RVA_OK;
    RVA__TRY(rva__batch_event(batch, seq, &event, err));
    const rva__hash128 recorded = rva__id_hash(config, RVA_EVENT_CONVERSATION, event->id);
    const rva__hash128 given = rva__id_hash(config, RVA_EVENT_CONVERSATION, arrival->event->id);
    return recorded.low == given.low ? RVA_OK : refuse_uid(arrival, "uid", err);
}

/** Finds the event by its uid; one with another type or id is a conflict. */
static rva_status identify_by_uid(rva__batch *batch, const rva__arrival *arrival,
                                  rva__identity *out, rva_error *err)
{
    rva__document *document = &out->by_uid->document;
    const rva__entry *entry = &arrival->entry;
    const int64_t index = find_uid(document, entry->uid);
    const rva__past *past = index < 0 ? find_past_uid(document, entry->uid) : NULL;
    const uint64_t id = index >= 0 ? document->entries[index].id : past ? past->id : entry->id;
    const int type = index >= 0 ? document->entries[index].type : past ? past->type : entry->type;
    if (type != entry->type || id != entry->id)
        return refuse_uid(arrival, "uid", err);
    if (index >= 0 || past)
        RVA__TRY(check_conversation(batch, arrival,
                                    index >= 0 ? document->entries[index].seq : past->seq, err));
    if (index < 0 && !has_past(document, arrival))
        return RVA_OK;
    out->document = out->by_uid;
    out->index = index >= 0 ? index : id != 0 ? rva__document_find(document, type, id) : -1;
    return RVA_OK;
}

rva_status rva__identify(rva__batch *batch, const rva__arrival *arrival, rva__identity *out,
                         rva_error *err)
{
    *out = (rva__identity){.index = -1};
    if (rva__link_is(&arrival->uid)) {
        RVA__TRY(rva__batch_find(batch, arrival->uid.hash, &out->by_uid, err));
        if (out->by_uid)
            RVA__TRY(identify_by_uid(batch, arrival, out, err));
    }
    if (!rva__link_is(&arrival->own))
        return RVA_OK;
    RVA__TRY(rva__batch_find(batch, arrival->own.hash, &out->by_own, err));
    if (!out->by_own)
        return RVA_OK;
    const rva__document *document = &out->by_own->document;
    const int64_t index = rva__document_find(document, arrival->own.type, arrival->entry.id);
    if (index >= 0 || has_past(document, arrival)) {
        out->document = out->by_own;
        out->index = index;
    }
    const uint64_t uid = rva__identity_uid(out, arrival);
    if (uid == 0 || arrival->entry.uid == 0 || uid == arrival->entry.uid)
        return RVA_OK;
    return rva__fail_field(err, RVA_CONFLICT, "uid",
                           "this %s has another uid already, and an event keeps it: leave it out",
                           rva_event_type_name(arrival->entry.type));
}

uint64_t rva__identity_uid(const rva__identity *who, const rva__arrival *arrival)
{
    if (!who->document)
        return 0;
    const rva__document *document = &who->document->document;
    uint64_t uid = who->index >= 0 ? document->entries[who->index].uid : 0;
    for (uint32_t i = 0; i < document->past_count && uid == 0; i++)
        if (rva__identity_has(arrival, &document->past[i]))
            uid = document->past[i].uid;
    return uid;
}

/** Ids count as their hashes. */
rva_status rva__identity_digest(rva__batch *batch, const rva_event *event, uint64_t *out,
                                rva_error *err)
{
    rva__erased_texts texts;
    rva__buffer *bytes = &batch->scratch;
    rva_event hashed = *event;
    for (int i = 0; i < RVA__ID_FIELDS; i++)
        rva__erased_ids_one(batch->txn->config, &hashed, i, &texts);
    rva__buffer_clear(bytes);
    rva__event_content(&hashed, bytes);
    if (bytes->failed)
        return rva__fail_memory(err);
    *out = rva__siphash(batch->txn->config->secret, bytes->data, bytes->size).low;
    return RVA_OK;
}

rva_status rva__identity_remember(rva__batch *batch, int64_t seq, uint64_t content, rva_error *err)
{
    rva__digests *known = &batch->digests;
    const uint32_t place = (uint32_t)rva__buffer_numbers(&known->values);
    rva__buffer_put(&known->values, &content, sizeof content);
    return !known->values.failed && rva__fold_index_put(&known->places, (uint64_t)seq, place)
               ? RVA_OK
               : rva__fail_memory(err);
}

rva_status rva__identity_differs(rva__batch *batch, int64_t seq, uint64_t content, bool *out,
                                 rva_error *err)
{
    const rva__digests *known = &batch->digests;
    const rva_event *event;
    uint64_t recorded;
    const uint32_t place = rva__fold_index_find(&known->places, (uint64_t)seq);
    if (place != RVA__PLACE_NONE) {
        *out = rva__buffer_number(&known->values, place) != content;
        return RVA_OK;
    }
    RVA__TRY(rva__batch_event(batch, seq, &event, err));
    RVA__TRY(rva__identity_digest(batch, event, &recorded, err));
    *out = recorded != content;
    return rva__identity_remember(batch, seq, recorded, err);
}

bool rva__identity_same_content(rva__batch *batch, const rva_event *recorded,
                                const rva_event *arriving)
{
    rva__erased_texts texts;
    rva_event like = *arriving;
    rva__erased_ids_like(batch->txn->config, recorded, &like, &texts);
    return rva__event_compare(recorded, &like) == 0;
}

rva_status rva__identity_compare(rva__batch *batch, const rva__identity *who,
                                 const rva__arrival *arrival, rva__likeness *out, rva_error *err)
{
    *out = (rva__likeness){0};
    if (!who->document)
        return RVA_OK;
    const rva__document *document = &who->document->document;
    if (who->index >= 0) {
        const rva__entry *entry = &document->entries[who->index];
        const bool correction = entry->flags & RVA__ENTRY_CORRECTION;
        const rva_event *standing;
        RVA__TRY(rva__batch_event(batch, entry->seq, &standing, err));
        out->same = rva__identity_same_content(batch, standing, arrival->event);
        out->same_correction = out->same && correction;
        out->original = !correction;
    }
    uint64_t content = 0;
    if (document->past_count > 0)
        RVA__TRY(rva__identity_digest(batch, arrival->event, &content, err));
    for (uint32_t i = 0; i < document->past_count; i++) {
        const rva__past *past = &document->past[i];
        if (past->what == RVA__PAST_VOID || !rva__identity_has(arrival, past))
            continue;
        out->same |= past->digest == content;
        out->same_correction |= past->digest == content && past->what == RVA__PAST_CORRECTION;
        out->original |= past->what == RVA__PAST_CONTENT;
    }
    return RVA_OK;
}

rva_status rva__identity_move(rva__batch *batch, const rva__arrival *arrival, rva__cached *from,
                              rva__cached *to, rva_error *err)
{
    uint32_t kept = 0;
    if (from == to || !has_past(&from->document, arrival))
        return RVA_OK;
    RVA__TRY(rva__batch_touch(batch, from, err));
    RVA__TRY(rva__batch_touch(batch, to, err));
    for (uint32_t i = 0; i < from->document.past_count; i++) {
        rva__past past = from->document.past[i];
        if (!rva__identity_has(arrival, &past)) {
            from->document.past[kept++] = past;
            continue;
        }
        past.type = arrival->entry.type; /* a void by uid learns what it is of */
        past.id = arrival->entry.id;
        RVA__TRY(rva__document_add_past(&to->document, past, err));
    }
    from->document.past_count = kept;
    return RVA_OK;
}

rva_status rva__identity_past(rva__batch *batch, const rva__arrival *arrival,
                              const rva_event *event, int64_t seq, int what, rva__past *out,
                              rva_error *err)
{
    *out = (rva__past){
        .seq = seq,
        .id = arrival->entry.id,
        .uid = arrival->entry.uid,
        .type = arrival->entry.type,
        .what = (uint8_t)what,
    };
    return rva__identity_digest(batch, event, &out->digest, err);
}
