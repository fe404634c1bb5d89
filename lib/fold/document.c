/**
 * @file fold/document.c
 * Entries kept sorted; most arrive last, so an insertion is mostly an append.
 *
 *     flags varint | name 8 bytes | count varint | entries
 *     | past count and (1 bit) whether there are watchers, varint | past versions
 *     | watcher count varint | watchers
 *
 *     past     type and (2 bits) what, varint | a bit each: has id, has uid | the ids, 8 bytes
 *              each | seq varint | digest 8 bytes
 *     watcher  name 8 bytes | document number varint
 */
#include "fold/document.h"

#include "core/alloc.h"
#include "core/error.h"

enum { CAPACITY_FIRST = 16, PAST_WHAT_BITS = 2, PAST_HAS_ID = 1, PAST_HAS_UID = 2 };

void rva__document_free(rva__document *document)
{
    rva__alloc_free(document->entries);
    rva__alloc_free(document->past);
    rva__alloc_free(document->watchers);
    *document = (rva__document){0};
}

void rva__document_clear(rva__document *document)
{
    document->count = 0;
    document->flags = 0;
    document->past_count = 0;
    document->watcher_count = 0;
    document->unchanged = 0;
    document->name = 0;
}

/** Items that have room for `count` of some size; NULL without memory. */
static void *grown(void *items, uint32_t *capacity, uint32_t count, size_t size)
{
    uint32_t more = *capacity ? *capacity * 2 : CAPACITY_FIRST;
    if (more < count)
        more = count;
    void *larger = rva__alloc_resize(items, more * size);
    if (larger)
        *capacity = more;
    return larger;
}

#define MAKE_ROOM(document, items, capacity, wanted, err)                                          \
    do {                                                                                           \
        if ((wanted) > (document)->capacity) {                                                     \
            void *larger = grown((document)->items, &(document)->capacity, (wanted),               \
                                 sizeof *(document)->items);                                       \
            if (!larger)                                                                           \
                return rva__fail_memory(err);                                                      \
            (document)->items = larger;                                                            \
        }                                                                                          \
    } while (0)

static rva_status make_room(rva__document *document, uint32_t entries, uint32_t past,
                            uint32_t watchers, rva_error *err)
{
    MAKE_ROOM(document, entries, capacity, entries, err);
    MAKE_ROOM(document, past, past_capacity, past, err);
    MAKE_ROOM(document, watchers, watcher_capacity, watchers, err);
    return RVA_OK;
}

rva_status rva__document_add_past(rva__document *document, rva__past past, rva_error *err)
{
    RVA__TRY(make_room(document, 0, document->past_count + 1, 0, err));
    document->past[document->past_count++] = past;
    return RVA_OK;
}

rva_status rva__document_watch(rva__document *document, rva__watcher watcher, rva_error *err)
{
    for (uint32_t i = 0; i < document->watcher_count; i++)
        if (document->watchers[i].name == watcher.name &&
            document->watchers[i].number == watcher.number)
            return RVA_OK;
    RVA__TRY(make_room(document, 0, 0, document->watcher_count + 1, err));
    document->watchers[document->watcher_count++] = watcher;
    return RVA_OK;
}

rva_status rva__document_copy(const rva__document *from, rva__document *to, rva_error *err)
{
    RVA__TRY(make_room(to, from->count, from->past_count, from->watcher_count, err));
    if (from->count > 0)
        memcpy(to->entries, from->entries, from->count * sizeof *to->entries);
    if (from->past_count > 0)
        memcpy(to->past, from->past, from->past_count * sizeof *to->past);
    if (from->watcher_count > 0)
        memcpy(to->watchers, from->watchers, from->watcher_count * sizeof *to->watchers);
    to->count = from->count;
    to->past_count = from->past_count;
    to->watcher_count = from->watcher_count;
    to->unchanged = from->unchanged;
    to->flags = from->flags;
    to->name = from->name;
    return RVA_OK;
}

/** Entries from that one on are not as they were. */
static void note_change(rva__document *document, uint32_t index)
{
    if (document->unchanged > index)
        document->unchanged = index;
}

rva__entry *rva__document_change(rva__document *document, uint32_t index)
{
    note_change(document, index);
    return &document->entries[index];
}

uint32_t rva__document_seek_after(const rva__document *document, const rva__entry *entry,
                                  const rva__names *names)
{
    uint32_t low = 0;
    uint32_t high = document->count;
    if (high > 0 && rva__entry_compare(&document->entries[high - 1], entry, names) <= 0)
        return high; /* mostly */
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (rva__entry_compare(&document->entries[middle], entry, names) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

rva_status rva__document_insert(rva__document *document, const rva__entry *entry,
                                const rva__names *names, rva_error *err)
{
    if (document->count >= RVA_EVENTS_PER_CONVERSATION_MAX)
        return rva__fail_field(err, RVA_LIMIT, "conversation",
                               "a conversation holds at most %d events: start another one",
                               (int)RVA_EVENTS_PER_CONVERSATION_MAX);
    RVA__TRY(make_room(document, document->count + 1, 0, 0, err));
    const uint32_t low = rva__document_seek_after(document, entry, names);
    rva__entry *place = document->entries + low;
    memmove(place + 1, place, (document->count - low) * sizeof *place);
    *place = *entry;
    document->count++;
    note_change(document, low);
    return RVA_OK;
}

void rva__document_remove(rva__document *document, uint32_t index)
{
    rva__entry *place = document->entries + index;
    document->count--;
    note_change(document, index);
    memmove(place, place + 1, (document->count - index) * sizeof *place);
}

int64_t rva__document_find(const rva__document *document, int type, uint64_t id)
{
    for (uint32_t i = 0; i < document->count; i++)
        if (document->entries[i].type == type && document->entries[i].id == id)
            return i;
    return -1;
}

bool rva__document_records(const rva__document *document, int type, uint64_t id)
{
    if (type == RVA_EVENT_CONVERSATION)
        return rva__document_is_conversation(document) && document->name == id &&
               (document->count > 0 || document->past_count > 0);
    bool found = rva__document_find(document, type, id) >= 0;
    for (uint32_t i = 0; i < document->past_count && !found; i++)
        found = document->past[i].type == type && document->past[i].id == id &&
                document->past[i].what != RVA__PAST_VOID;
    return found;
}

int64_t rva__document_fallen(const rva__document *document)
{
    const rva__past *last = NULL;
    for (uint32_t i = 0; document->flags & RVA__DOCUMENT_WAITING && i < document->past_count; i++) {
        const rva__past *past = &document->past[i];
        const bool is_it = past->id == document->name || past->uid == document->name;
        if (!is_it || past->what == RVA__PAST_VOID)
            continue;
        if (!last || past->what > last->what || (past->what == last->what && past->seq > last->seq))
            last = past; /* a correction stands, also one that came first */
    }
    return last ? last->seq : 0;
}

uint32_t rva__document_seek(const rva__document *document, const rva__entry *entry,
                            const rva__names *names)
{
    uint32_t low = 0;
    uint32_t high = document->count;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (rva__entry_compare(&document->entries[middle], entry, names) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void put_big64(rva__buffer *to, uint64_t value)
{
    uint8_t bytes[8];
    rva__big_put64(bytes, value);
    rva__buffer_put(to, bytes, sizeof bytes);
}

static void put_past(const rva__past *past, rva__buffer *to)
{
    const unsigned has = (past->id ? PAST_HAS_ID : 0) | (past->uid ? PAST_HAS_UID : 0);
    rva__buffer_put_varint(to, (uint64_t)past->type << PAST_WHAT_BITS | past->what);
    rva__buffer_put_varint(to, has);
    if (past->id)
        put_big64(to, past->id);
    if (past->uid)
        put_big64(to, past->uid);
    rva__buffer_put_varint(to, (uint64_t)past->seq);
    put_big64(to, past->digest);
}

static void put_head(const rva__document *document, rva__buffer *to)
{
    rva__buffer_put_varint(to, document->flags);
    put_big64(to, document->name);
    rva__buffer_put_varint(to, document->count);
}

static void put_entry(const rva__document *document, uint32_t index, rva__buffer *to)
{
    const rva__entry *entry = &document->entries[index];
    rva__entry_encode(entry, index > 0 ? entry - 1 : NULL, to);
}

/** Puts what comes after the entries. */
static void put_rest(const rva__document *document, rva__buffer *to)
{
    const bool watched = document->watcher_count > 0;
    rva__buffer_put_varint(to, (uint64_t)document->past_count << 1 | watched);
    for (uint32_t i = 0; i < document->past_count; i++)
        put_past(&document->past[i], to);
    if (!watched)
        return;
    rva__buffer_put_varint(to, document->watcher_count);
    for (uint32_t i = 0; i < document->watcher_count; i++) {
        put_big64(to, document->watchers[i].name);
        rva__buffer_put_varint(to, document->watchers[i].number);
    }
}

void rva__document_encode(const rva__document *document, rva__buffer *to)
{
    put_head(document, to);
    for (uint32_t i = 0; i < document->count; i++)
        put_entry(document, i, to);
    put_rest(document, to);
}

void rva__encoding_free(rva__encoding *encoding)
{
    rva__buffer_free(&encoding->bytes);
    rva__buffer_free(&encoding->ends);
}

void rva__encoding_clear(rva__encoding *encoding)
{
    rva__buffer_clear(&encoding->bytes);
    rva__buffer_clear(&encoding->ends);
}

/** Cuts the bytes after those of the first entries that are as they were; returns how many. */
static uint32_t keep_unchanged(const rva__document *document, rva__encoding *last)
{
    size_t kept = rva__buffer_numbers(&last->ends);
    if (kept > document->unchanged)
        kept = document->unchanged;
    last->ends.size = kept * sizeof(uint64_t);
    last->bytes.size = kept > 0 ? (size_t)rva__buffer_number(&last->ends, kept - 1) : 0;
    return (uint32_t)kept;
}

void rva__document_encode_again(rva__document *document, rva__encoding *last, rva__buffer *to)
{
    for (uint32_t i = keep_unchanged(document, last); i < document->count; i++) {
        put_entry(document, i, &last->bytes);
        const uint64_t end = last->bytes.size;
        rva__buffer_put(&last->ends, &end, sizeof end);
    }
    put_head(document, to);
    rva__buffer_put(to, last->bytes.data, last->bytes.size);
    put_rest(document, to);
    to->failed |= last->bytes.failed || last->ends.failed;
    document->unchanged = document->count;
    if (to->failed)
        rva__encoding_clear(last);
}

static uint64_t take_big64(rva__cursor *from)
{
    const uint8_t *bytes = rva__cursor_take(from, 8);
    return bytes ? rva__big_get64(bytes) : 0;
}

static void take_past(rva__cursor *from, rva__past *out)
{
    const uint64_t head = rva__cursor_varint(from);
    const uint64_t has = rva__cursor_varint(from);
    out->type = (uint8_t)(head >> PAST_WHAT_BITS);
    out->what = head & ((1U << PAST_WHAT_BITS) - 1);
    out->id = has & PAST_HAS_ID ? take_big64(from) : 0;
    out->uid = has & PAST_HAS_UID ? take_big64(from) : 0;
    out->seq = (int64_t)rva__cursor_varint(from);
    out->digest = take_big64(from);
    from->failed |= head >> PAST_WHAT_BITS > RVA__PAST_ANY_TYPE || out->what > RVA__PAST_VOID;
}

static rva_status decode_past(rva__cursor *from, uint64_t count, rva__document *out, rva_error *err)
{
    if (from->failed || count > rva__cursor_left(from))
        return rva__fail(err, RVA_CORRUPT, "a document is cut short");
    RVA__TRY(make_room(out, 0, (uint32_t)count, 0, err));
    for (; out->past_count < count; out->past_count++)
        take_past(from, &out->past[out->past_count]);
    return RVA_OK;
}

static rva_status decode_watchers(rva__cursor *from, rva__document *out, rva_error *err)
{
    const uint64_t count = rva__cursor_varint(from);
    if (from->failed || count > rva__cursor_left(from))
        return rva__fail(err, RVA_CORRUPT, "a document is cut short");
    RVA__TRY(make_room(out, 0, 0, (uint32_t)count, err));
    for (; out->watcher_count < count; out->watcher_count++) {
        out->watchers[out->watcher_count].name = take_big64(from);
        out->watchers[out->watcher_count].number = rva__cursor_varint(from);
    }
    return RVA_OK;
}

rva_status rva__document_decode(const void *bytes, size_t size, rva__document *out, rva_error *err)
{
    rva__cursor from = rva__cursor_over(bytes, size);
    rva__document_clear(out);
    const uint64_t flags = rva__cursor_varint(&from);
    out->name = take_big64(&from);
    const uint64_t count = rva__cursor_varint(&from);
    if (from.failed || count > rva__cursor_left(&from))
        return rva__fail(err, RVA_CORRUPT, "a document is cut short");
    RVA__TRY(make_room(out, (uint32_t)count, 0, 0, err));
    out->flags = (uint32_t)flags;
    for (; out->count < count; out->count++)
        rva__entry_decode(&from, out->count > 0 ? &out->entries[out->count - 1] : NULL,
                          &out->entries[out->count]);
    const uint64_t past = rva__cursor_varint(&from);
    RVA__TRY(decode_past(&from, past >> 1, out, err));
    if (past & 1)
        RVA__TRY(decode_watchers(&from, out, err));
    if (from.failed || rva__cursor_left(&from) != 0 || flags > RVA__DOCUMENT_FLAGS) {
        rva__document_clear(out);
        return rva__fail(err, RVA_CORRUPT, "a document has impossible entries");
    }
    return RVA_OK;
}
