/**
 * @file fold/document.h
 * A document: the events of one conversation, in their order.
 *
 * Also what belongs to no conversation is a document: a cost, a market observation, a
 * sale of nobody, and all that waits for one event that has not come yet.
 */
#ifndef RVA_FOLD_DOCUMENT_H
#define RVA_FOLD_DOCUMENT_H

#include "fold/entry.h"

/** Flags of a document. */
enum {
    RVA__DOCUMENT_ERASED = 1,  /**< the person was erased */
    RVA__DOCUMENT_MOVED = 2,   /**< nothing is left: it leads to document number `name` */
    RVA__DOCUMENT_WAITING = 4, /**< its events wait for what `name` is the hash of */
    RVA__DOCUMENT_VOID = 8,    /**< its conversation is void: nothing of it counts */
    RVA__DOCUMENT_FLAGS = 15,
};

/** What a past version is. */
enum {
    RVA__PAST_CONTENT = 0,    /**< recorded without `correct` */
    RVA__PAST_CORRECTION = 1, /**< recorded with it */
    RVA__PAST_VOID = 2,       /**< not a version: a void of the event */
};

/** The type of a past void that names an event by a uid which no event has carried yet. */
enum { RVA__PAST_ANY_TYPE = 15 };

/** A version of an event that does not stand: superseded or void; or a void of it. */
typedef struct rva__past {
    int64_t seq;     /**< its place in the log */
    uint64_t id;     /**< of the event; of the conversation for a void of one; 0: none */
    uint64_t uid;    /**< that it carried, or 0 */
    uint64_t digest; /**< keyed hash of its content */
    uint8_t type;    /**< of the event, ::rva_event_type */
    uint8_t what;    /**< RVA__PAST_... */
} rva__past;

/** Another document with events that name something of this one and would follow it. */
typedef struct rva__watcher {
    uint64_t name;   /**< keyed hash of the id that they name */
    uint64_t number; /**< of the document */
} rva__watcher;

/** The events of one conversation.  Invariant: entries are sorted by rva__entry_compare(). */
typedef struct rva__document {
    rva__entry *entries;
    uint32_t count;
    uint32_t capacity;
    uint32_t flags;
    uint32_t past_count;
    uint32_t past_capacity;
    uint32_t watcher_count;
    uint32_t watcher_capacity;
    uint32_t unchanged; /**< entries at the front that rva__document_encode_again() has seen */
    rva__past *past;
    rva__watcher *watchers;
    uint64_t name; /**< keyed hash of the conversation's id, unless flags say something else */
} rva__document;

/** Whether it is a conversation's. */
static inline bool rva__document_is_conversation(const rva__document *document)
{
    return !(document->flags & (RVA__DOCUMENT_MOVED | RVA__DOCUMENT_WAITING)) &&
           document->name != 0;
}

/** Whether its events wait for what the name is the hash of. */
static inline bool rva__document_waits_for(const rva__document *document, uint64_t name)
{
    return document->flags & RVA__DOCUMENT_WAITING && document->name == name;
}

/** Frees the entries and empties the document. */
void rva__document_free(rva__document *document);

/** Empties the document and keeps its memory. */
void rva__document_clear(rva__document *document);

/** Makes `to`, which is empty, a copy. */
rva_status rva__document_copy(const rva__document *from, rva__document *to, rva_error *err);

/** Adds an entry in its place. */
rva_status rva__document_insert(rva__document *document, const rva__entry *entry,
                                const rva__names *names, rva_error *err);

/** Removes entry number `index`. */
void rva__document_remove(rva__document *document, uint32_t index);

/** Entry number `index`, to be changed: all but what tells its place. */
rva__entry *rva__document_change(rva__document *document, uint32_t index);

/** Adds a version that does not stand. */
rva_status rva__document_add_past(rva__document *document, rva__past past, rva_error *err);

/** Remembers that another document has events that name something; twice is once. */
rva_status rva__document_watch(rva__document *document, rva__watcher watcher, rva_error *err);

/** The entry with that type and id, or -1. */
int64_t rva__document_find(const rva__document *document, int type, uint64_t id);

/** Whether it holds what has that type and id, or is its conversation; void, too. */
bool rva__document_records(const rva__document *document, int type, uint64_t id);

/**
 * The place in the log of the version that would stand of the void event that it waits for.
 *
 * 0 when it waits for none of which a version was recorded.
 */
int64_t rva__document_fallen(const rva__document *document);

/** The first entry that does not come before `entry` in the order of events. */
uint32_t rva__document_seek(const rva__document *document, const rva__entry *entry,
                            const rva__names *names);

/** The first entry that comes after `entry` in the order of events. */
uint32_t rva__document_seek_after(const rva__document *document, const rva__entry *entry,
                                  const rva__names *names);

/** Appends the document's bytes. */
void rva__document_encode(const rva__document *document, rva__buffer *to);

/** The bytes of the entries of a document as they were last; all zero: of none. */
typedef struct rva__encoding {
    rva__buffer bytes;
    rva__buffer ends; /**< numbers: where each entry ends */
} rva__encoding;

/** Frees them. */
void rva__encoding_free(rva__encoding *encoding);

/** Forgets them, and keeps their memory. */
void rva__encoding_clear(rva__encoding *encoding);

/** The same as rva__document_encode(); entries that `last` has and that are unchanged are copied.
 */
void rva__document_encode_again(rva__document *document, rva__encoding *last, rva__buffer *to);

/** Reads what rva__document_encode() wrote over what `out` held; hostile bytes are safe. */
rva_status rva__document_decode(const void *bytes, size_t size, rva__document *out, rva_error *err);

#endif
