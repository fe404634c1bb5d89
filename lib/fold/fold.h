/**
 * @file fold/fold.h
 * What the parts of the fold share while one document is folded.
 */
#ifndef RVA_FOLD_FOLD_H
#define RVA_FOLD_FOLD_H

#include "fold/document.h"
#include "fold/fact.h"
#include "fold/index.h"
#include "fold/rules.h"

/** How a conversation stands. */
typedef enum rva__state {
    RVA__STATE_COMPLETED,
    RVA__STATE_ABANDONED,
    RVA__STATE_DISQUALIFIED,
    RVA__STATE_ERROR,
    RVA__STATE_OPEN,
} rva__state;

/** The visits of one stage. */
typedef struct rva__visit {
    uint32_t stage;
    uint32_t agent; /**< of the last event that names one */
    int64_t visits;
    int64_t closed;    /**< closed visits with a known start */
    int64_t ms;        /**< their time */
    int64_t opened_at; /**< of the open visit */
    bool open;
    bool completed; /**< by any visit */
    uint8_t last;   /**< action that closed the last visit */
} rva__visit;

/** One lead and what became of it. */
typedef struct rva__lead {
    uint64_t id;
    const rva__entry *entry; /**< its lead event, or NULL */
    uint32_t tier;           /**< the buyer's */
    uint32_t offers_sent;    /**< that went out: delivered, or with a verdict */
    uint32_t offers_pending; /**< of these, those without a verdict */
    int64_t net_minor;
    int64_t returned_at; /**< when it became fully returned, as things stand */
    bool has_return;
    bool returned; /**< fully returned, as things stand */
    const rva__entry *first_sale;
    uint32_t sale_dims[RVA__DIM_COUNT];
} rva__lead;

/** One offer, real or implied. */
typedef struct rva__offer {
    uint64_t id;       /**< 0: implied by feedback of lead and platform */
    uint32_t previous; /**< of the same lead and platform, made before; or RVA__PLACE_NONE */
    uint64_t lead;     /**< id of its lead, or 0 */
    int64_t at;
    const rva__entry *entry; /**< its offer event, or NULL when implied */
    uint32_t platform;
    const rva__entry *first_verdict;
    const rva__entry *last_verdict;
    uint32_t tier;        /**< of the latest feedback with one */
    int64_t actual_minor; /**< value of the latest feedback with one */
    int64_t ratings;
    int64_t rating_micro;
} rva__offer;

/** A transaction and what it leads to. */
typedef struct rva__movement {
    const rva__entry *entry;
    uint32_t sale; /**< place of the sale in `of`, or RVA__PLACE_NONE */
    bool resolved; /**< what follows is known */
    uint64_t lead;
    uint32_t dims[RVA__DIM_COUNT];
} rva__movement;

/** Scratch that grows and stays. */
typedef struct rva__fold_room {
    rva__visit *visits;
    rva__lead *leads;
    rva__offer *offers;
    rva__movement *movements;
    uint32_t *chain;        /**< places of movements, each the sale of the one before it */
    rva__fold_index stages; /**< visits by their stage */
    rva__fold_index lead_ids;
    rva__fold_index offer_ids;   /**< real offers */
    rva__fold_index latest_made; /**< the latest real offer of a lead to a platform */
    rva__fold_index implied;     /**< implied offers by lead and platform */
    rva__fold_index sale_ids;    /**< movements that are sales */
    size_t visits_room;
    size_t leads_room;
    size_t offers_room;
    size_t movements_room;
    size_t chain_room;
} rva__fold_room;

/** One fold under way. */
typedef struct rva__fold {
    const rva__document *document;
    const rva__rules *rules;
    int64_t now;
    rva__facts *out;
    rva__fold_room *room;
    uint32_t visit_count;
    uint32_t lead_count;
    uint32_t offer_count;
    uint32_t movement_count;
    bool is_conversation; /**< it has any activity */
    int64_t started_at;
    int64_t active_at; /**< last activity */
    rva__state state;
    int64_t last_stage;            /**< index of the last stage event, or -1 */
    uint32_t dims[RVA__DIM_COUNT]; /**< attributes of the conversation */
} rva__fold;

/** A new fact with those dimensions that its family has; NULL (and out->failed) without memory. */
rva__fact *rva__fold_add(rva__fold *fold, int family, int64_t at,
                         const uint32_t dims[RVA__DIM_COUNT]);

/** Says which entry a fact is about. */
static inline void rva__fact_about(rva__fact *fact, const rva__fold *fold, const rva__entry *entry,
                                   uint64_t lead)
{
    if (!fact)
        return;
    fact->entry = entry ? entry - fold->document->entries : -1;
    fact->lead = lead;
}

/** Makes room for one more item of scratch; false (and out->failed) without memory. */
bool rva__fold_room_for(rva__fold *fold, void **items, size_t *room, size_t count, size_t size);

/** Gives a key a place in an index; false (and out->failed) without memory. */
bool rva__fold_indexed(rva__fold *fold, rva__fold_index *index, uint64_t key, uint32_t place);

/** Empties the indexes for another document. */
void rva__fold_room_begin(rva__fold_room *room);

/** Frees scratch; NULL is fine. */
void rva__fold_room_free(rva__fold_room *room);

#endif
