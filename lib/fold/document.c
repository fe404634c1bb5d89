/**
 * @file fold/document.c
 * Entries kept sorted; most arrive last, so an insertion is mostly an append.
 *
 *     flags varint | conversation 8 bytes | count varint | entries
 *     | replaced varint | their log places, varints
 */
#include "fold/document.h"

#include "core/alloc.h"
#include "core/error.h"

enum { CAPACITY_FIRST = 16 };

void rva__document_free(rva__document *document)
{
    rva__alloc_free(document->entries);
    rva__alloc_free(document->past);
    *document = (rva__document){0};
}

static rva_status make_past_room(rva__document *document, uint32_t count, rva_error *err)
{
    if (count <= document->past_capacity)
        return RVA_OK;
    const uint32_t capacity = count * 2;
    int64_t *past = rva__alloc_resize(document->past, capacity * sizeof *past);
    if (!past)
        return rva__fail_memory(err);
    document->past = past;
    document->past_capacity = capacity;
    return RVA_OK;
}

rva_status rva__document_supersede(rva__document *document, int64_t seq, rva_error *err)
{
    RVA__TRY(make_past_room(document, document->past_count + 1, err));
    document->past[document->past_count++] = seq;
    return RVA_OK;
}

static rva_status make_room(rva__document *document, uint32_t count, rva_error *err)
{
    if (count <= document->capacity)
        return RVA_OK;
    uint32_t capacity = document->capacity ? document->capacity * 2 : CAPACITY_FIRST;
    if (capacity < count)
        capacity = count;
    rva__entry *entries = rva__alloc_resize(document->entries, capacity * sizeof *entries);
    if (!entries)
        return rva__fail_memory(err);
    document->entries = entries;
    document->capacity = capacity;
    return RVA_OK;
}

rva_status rva__document_insert(rva__document *document, const rva__entry *entry,
                                const rva__names *names, rva_error *err)
{
    if (document->count >= RVA_EVENTS_PER_CONVERSATION_MAX)
        return rva__fail_field(err, RVA_LIMIT, "conversation",
                               "a conversation holds at most %d events: start another one",
                               (int)RVA_EVENTS_PER_CONVERSATION_MAX);
    RVA__TRY(make_room(document, document->count + 1, err));
    uint32_t low = 0;
    uint32_t high = document->count;
    if (high > 0 && rva__entry_compare(&document->entries[high - 1], entry, names) <= 0)
        low = high;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (rva__entry_compare(&document->entries[middle], entry, names) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    rva__entry *place = document->entries + low;
    memmove(place + 1, place, (document->count - low) * sizeof *place);
    *place = *entry;
    document->count++;
    return RVA_OK;
}

void rva__document_remove(rva__document *document, uint32_t index)
{
    rva__entry *place = document->entries + index;
    document->count--;
    memmove(place, place + 1, (document->count - index) * sizeof *place);
}

int64_t rva__document_find(const rva__document *document, int type, uint64_t id)
{
    for (uint32_t i = 0; i < document->count; i++)
        if (document->entries[i].type == type && document->entries[i].id == id)
            return i;
    return -1;
}

uint32_t rva__document_seek(const rva__document *document, int64_t at)
{
    uint32_t low = 0;
    uint32_t high = document->count;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (document->entries[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void rva__document_encode(const rva__document *document, rva__buffer *to)
{
    uint8_t id[8];
    rva__big_put64(id, document->conversation);
    rva__buffer_put_varint(to, document->flags);
    rva__buffer_put(to, id, sizeof id);
    rva__buffer_put_varint(to, document->count);
    const rva__entry *before = NULL;
    for (uint32_t i = 0; i < document->count; i++) {
        rva__entry_encode(&document->entries[i], before, to);
        before = &document->entries[i];
    }
    rva__buffer_put_varint(to, document->past_count);
    for (uint32_t i = 0; i < document->past_count; i++)
        rva__buffer_put_varint(to, (uint64_t)document->past[i]);
}

static rva_status decode_past(rva__cursor *from, rva__document *out, rva_error *err)
{
    const uint64_t count = rva__cursor_varint(from);
    out->past_count = 0;
    if (from->failed || count > rva__cursor_left(from))
        return rva__fail(err, RVA_CORRUPT, "a document is cut short");
    RVA__TRY(make_past_room(out, (uint32_t)count, err));
    for (; out->past_count < count; out->past_count++)
        out->past[out->past_count] = (int64_t)rva__cursor_varint(from);
    return RVA_OK;
}

rva_status rva__document_decode(const void *bytes, size_t size, rva__document *out, rva_error *err)
{
    rva__cursor from = rva__cursor_over(bytes, size);
    const uint64_t flags = rva__cursor_varint(&from);
    const uint8_t *id = rva__cursor_take(&from, 8);
    const uint64_t count = rva__cursor_varint(&from);
    if (from.failed || count > rva__cursor_left(&from))
        return rva__fail(err, RVA_CORRUPT, "a document is cut short");
    RVA__TRY(make_room(out, (uint32_t)count, err));
    out->flags = (uint32_t)flags;
    out->conversation = rva__big_get64(id);
    out->count = (uint32_t)count;
    for (uint32_t i = 0; i < out->count; i++)
        rva__entry_decode(&from, i > 0 ? &out->entries[i - 1] : NULL, &out->entries[i]);
    RVA__TRY(decode_past(&from, out, err));
    if (from.failed || rva__cursor_left(&from) != 0) {
        out->count = 0;
        return rva__fail(err, RVA_CORRUPT, "a document has impossible entries");
    }
    return RVA_OK;
}
