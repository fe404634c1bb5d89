/**
 * @file fold/entry.h
 * An event as its document keeps it: all that the fold reads, and nothing else.
 *
 * Names have become dictionary values, ids keyed hashes.  What is not here (free text,
 * tags, the ids themselves) stays in the log, where `seq` finds it.
 */
#ifndef RVA_FOLD_ENTRY_H
#define RVA_FOLD_ENTRY_H

#include <stdbool.h>

#include <revanalytics/event.h>

#include "core/buffer.h"
#include "model/schema.h"

/** The dimensions that events name: the first ones, up to the stage. */
enum { RVA__NAMED_DIMS = RVA__DIM_STAGE + 1 };

/** Flags of an entry. */
enum {
    RVA__ENTRY_UNDELIVERED = 1, /**< an offer that did not reach the buyer */
    RVA__ENTRY_RANDOMISED = 2,  /**< an offer whose platform was chosen by chance */
    RVA__ENTRY_CORRECTION = 4,  /**< its content was recorded as a correction */
    RVA__ENTRY_BOUND = 8,       /**< a transaction that names a conversation */
    RVA__ENTRY_CROSSED = 16,    /**< and belongs to another one */
    RVA__ENTRY_ERASED = 32,     /**< its person was erased: money that came later has it not */
};

/** The flags that the fold reads. */
#define RVA__ENTRY_CONTENT_FLAGS (RVA__ENTRY_UNDELIVERED | RVA__ENTRY_RANDOMISED)

/** An event in a document.  Ids are 0, dictionary values 0, numbers RVA_ABSENT when absent. */
typedef struct rva__entry {
    int64_t at;
    int64_t order;
    int64_t seq;   /**< its place in the log */
    uint8_t type;  /**< ::rva_event_type */
    uint8_t code;  /**< action, outcome, verdict or kind */
    uint8_t flags; /**< RVA__ENTRY_... */
    uint32_t dims[RVA__DIM_COUNT];
    uint64_t id;    /**< of the lead, offer, feedback, transaction, cost, market or note */
    uint64_t lead;  /**< the lead it names */
    uint64_t offer; /**< the offer it names */
    uint64_t of;    /**< the sale it names */
    uint64_t uid;   /**< the name of the event itself */
    int64_t amount_minor;
    int64_t value_minor;
    int64_t price_minor;
    int64_t response_ms;
    int64_t messages;
    int64_t competitors;
    int64_t score_micro;
    int64_t rating_micro;
    int64_t quality_micro;
    int64_t demand_micro;
    int64_t until_at; /**< the end of a note's range */
} rva__entry;

/** What the fold must know of names: their texts, and the order of stages. */
typedef struct rva__names {
    /** The text of a dictionary value. */
    const char *(*text)(const struct rva__names *names, int dimension, uint32_t value);
    /** Place of a stage in the settings (0 ...), or -1. */
    int (*ordinal)(const struct rva__names *names, uint32_t stage);
    /** The borough of a zip as a dictionary value, or RVA__VALUE_UNKNOWN. */
    uint32_t (*borough)(const struct rva__names *names, uint32_t zip);
} rva__names;

/** Whether events of that type are entries: all but those that are about others. */
bool rva__entry_has_type(uint64_t type);

/** An entry with everything absent. */
extern const rva__entry rva__entry_empty;

/**
 * The order of events within a document (EVENTS: at, order, type, action, stage, content).
 *
 * 0 only for entries that the fold cannot tell apart.
 */
int rva__entry_compare(const rva__entry *a, const rva__entry *b, const rva__names *names);

/** Appends an entry; `before` is the entry written before it, or NULL for the first. */
void rva__entry_encode(const rva__entry *entry, const rva__entry *before, rva__buffer *to);

/** Reads what rva__entry_encode() wrote. */
void rva__entry_decode(rva__cursor *from, const rva__entry *before, rva__entry *out);

#endif
