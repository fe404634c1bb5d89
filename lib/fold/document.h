/**
 * @file fold/document.h
 * A document: the events of one conversation, in their order.
 *
 * Also what belongs to no conversation is a document: a cost, a market observation, a
 * sale of nobody, and a lead or an offer whose link has not come yet.
 */
#ifndef RVA_FOLD_DOCUMENT_H
#define RVA_FOLD_DOCUMENT_H

#include "fold/entry.h"

/** Flags of a document. */
enum {
    RVA__DOCUMENT_ERASED = 1, /**< the person was erased */
    RVA__DOCUMENT_MOVED = 2,  /**< all of it joined document number `conversation` */
};

/** The events of one conversation.  Invariant: entries are sorted by rva__entry_compare(). */
typedef struct rva__document {
    rva__entry *entries;
    uint32_t count;
    uint32_t capacity;
    uint32_t flags;
    uint32_t past_count;
    uint32_t past_capacity;
    int64_t *past;         /**< log places of what corrections replaced */
    uint64_t conversation; /**< keyed hash of its id, 0 when it has none (yet) */
} rva__document;

/** Frees the entries and empties the document. */
void rva__document_free(rva__document *document);

/** Adds an entry in its place. */
rva_status rva__document_insert(rva__document *document, const rva__entry *entry,
                                const rva__names *names, rva_error *err);

/** Remembers the log place of an event that a correction replaced. */
rva_status rva__document_supersede(rva__document *document, int64_t seq, rva_error *err);

/** Removes entry number `index`. */
void rva__document_remove(rva__document *document, uint32_t index);

/** The entry with that type and id, or -1. */
int64_t rva__document_find(const rva__document *document, int type, uint64_t id);

/** The first entry not before `at`. */
uint32_t rva__document_seek(const rva__document *document, int64_t at);

/** Appends the document's bytes. */
void rva__document_encode(const rva__document *document, rva__buffer *to);

/** Reads what rva__document_encode() wrote over what `out` held; hostile bytes are safe. */
rva_status rva__document_decode(const void *bytes, size_t size, rva__document *out, rva_error *err);

#endif
