/**
 * @file care/erased_persons.c
 * Finding erased persons in old documents, and erasing them in the new store.
 */
#include "care/erased_persons.h"

#include <stdio.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "model/event.h"
#include "record/erase.h"
#include "record/flush.h"
#include "store/commit.h"

/** Documents of the new store, by number. */
typedef struct to_erase {
    rva__buffer erased; /**< marked as erased, but the log may still have their events */
    rva__buffer proven; /**< not marked, but proven to be erased */
} to_erase;

void rva__erased_persons_free(rva__erased_persons *persons)
{
    rva__buffer_free(&persons->hashes);
    rva__document_free(&persons->document);
}

rva_status rva__erased_persons_note(rva__erased_persons *persons, const rva__slice *key,
                                    const rva__slice *value, rva_error *err)
{
    const void *payload;
    size_t size;
    const rva__document *document = &persons->document;
    rva__buffer *to = &persons->hashes;
    rva_status status = rva__unseal(key->data, key->size, value->data, value->size, "documents",
                                    &payload, &size, NULL);
    if (status == RVA_OK)
        status = rva__document_decode(payload, size, &persons->document, NULL);
    if (status == RVA_NO_MEMORY)
        return rva__fail_memory(err);
    if (status != RVA_OK || !(document->flags & RVA__DOCUMENT_ERASED))
        return RVA_OK;
    if (document->name != 0)
        rva__buffer_put(to, &document->name, sizeof document->name);
    for (uint32_t i = 0; i < document->count; i++)
        if (document->entries[i].id != 0)
            rva__buffer_put(to, &document->entries[i].id, sizeof document->entries[i].id);
    return to->failed ? rva__fail_memory(err) : RVA_OK;
}

static bool has(const rva__erased_persons *persons, uint64_t hash)
{
    return hash != 0 && rva__buffer_has_number(&persons->hashes, hash);
}

static bool is_proven(const rva__erased_persons *persons, const rva__document *document)
{
    bool proven = has(persons, document->name);
    for (uint32_t i = 0; i < document->count && !proven; i++)
        proven = has(persons, document->entries[i].id);
    return proven;
}

static rva_status sort_out(rva__erased_persons *persons, const rva__slice *key,
                           const rva__slice *value, to_erase *out, rva_error *err)
{
    const void *payload;
    size_t size;
    rva__document *document = &persons->document;
    RVA__TRY(rva__unseal(key->data, key->size, value->data, value->size, "documents", &payload,
                         &size, err));
    RVA__TRY(rva__document_decode(payload, size, document, err));
    rva__buffer *to = NULL;
    if (document->flags & RVA__DOCUMENT_ERASED)
        to = &out->erased;
    else if (!(document->flags & RVA__DOCUMENT_MOVED) && is_proven(persons, document))
        to = &out->proven;
    const uint64_t number = rva__big_get64(key->data);
    if (to)
        rva__buffer_put(to, &number, sizeof number);
    return to && to->failed ? rva__fail_memory(err) : RVA_OK;
}

static rva_status sort_out_all(rva__erased_persons *persons, const rva__txn *txn, to_erase *out,
                               rva_error *err)
{
    rva__iterator documents;
    rva__buffer_sort_numbers(&persons->hashes);
    RVA__TRY(rva__txn_iterate(txn, RVA__DB_DOCUMENTS, &documents, err));
    rva_status status = rva__iterator_first(&documents, err);
    while (status == RVA_OK && documents.found) {
        status = sort_out(persons, &documents.key, &documents.value, out, err);
        if (status == RVA_OK)
            status = rva__iterator_next(&documents, err);
    }
    rva__iterator_close(&documents);
    return status;
}

/** Names the person of an event, if it has one that an erasure can name. */
static bool name_person(const rva_event *event, rva_event *erasure)
{
    rva_event_init(erasure, RVA_EVENT_ERASE, RVA_ABSENT);
    erasure->conversation = rva__event_conversation(event);
    if (!erasure->conversation)
        erasure->lead = event->type == RVA_EVENT_LEAD ? event->id : event->lead;
    return erasure->conversation || erasure->lead;
}

/** Records an erasure; without an instant, as that is not known any more. */
static rva_status erase_proven(rva__erased_persons *persons, rva__batch *batch, uint64_t number,
                               rva_error *err)
{
    rva__cached *cached;
    rva_event erasure;
    RVA__TRY(rva__batch_document(batch, number, &cached, err));
    for (uint32_t i = 0; i < cached->document.count; i++) {
        char person[RVA_ID_BYTES_MAX + 1];
        const rva_event *event;
        rva_outcome outcome;
        RVA__TRY(rva__batch_event(batch, cached->document.entries[i].seq, &event, err));
        if (!name_person(event, &erasure))
            continue;
        const char **id = erasure.conversation ? &erasure.conversation : &erasure.lead;
        snprintf(person, sizeof person, "%s", *id); /* a copy: its block is about to be replaced */
        *id = person;
        RVA__TRY(rva__erase(batch, &erasure, &outcome, err));
        persons->recorded += outcome != RVA_DUPLICATE;
        return RVA_OK;
    }
    return RVA_OK;
}

static rva_status erase_in(rva__erased_persons *persons, rva__batch *batch, to_erase *all,
                           rva_error *err)
{
    RVA__TRY(sort_out_all(persons, batch->txn, all, err));
    RVA__TRY(rva__erase_again(batch, (const uint64_t *)(const void *)all->erased.data,
                              rva__buffer_numbers(&all->erased), err));
    for (size_t i = 0; i < rva__buffer_numbers(&all->proven); i++)
        RVA__TRY(erase_proven(persons, batch, rva__buffer_number(&all->proven, i), err));
    return rva__batch_flush(batch, err);
}

rva_status rva__erased_persons_erase(rva__erased_persons *persons, rva__env *env,
                                     int64_t recorded_at, rva_error *err)
{
    rva__txn txn;
    rva__batch batch = {0};
    to_erase all = {0};
    RVA__TRY(rva__txn_write(env, 0, &txn, err));
    rva__batch_open(&batch, &txn, recorded_at);
    const rva_status status = erase_in(persons, &batch, &all, err);
    rva__batch_free(&batch);
    rva__buffer_free(&all.erased);
    rva__buffer_free(&all.proven);
    if (status == RVA_OK)
        return rva__txn_commit(&txn, err);
    rva__txn_end(&txn);
    return status;
}
