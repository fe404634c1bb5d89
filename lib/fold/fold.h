/**
 * @file fold/fold.h
 * What the parts of the fold share while one document is folded.
 */
#ifndef RVA_FOLD_FOLD_H
#define RVA_FOLD_FOLD_H

#include "fold/facts.h"

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
    uint64_t id;   /**< 0: implied by feedback of lead and platform */
    uint64_t lead; /**< id of its lead, or 0 */
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
    const rva__entry *sale; /**< the sale in `of`, or NULL */
    uint64_t lead;
    uint64_t offer;
    uint32_t dims[RVA__DIM_COUNT];
} rva__movement;

/** Scratch that grows and stays. */
typedef struct rva__fold_room {
    rva__visit *visits;
    rva__lead *leads;
    rva__offer *offers;
    rva__movement *movements;
    size_t visits_room;
    size_t leads_room;
    size_t offers_room;
    size_t movements_room;
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

/** A new fact with the conversation's dimensions; NULL (and out->failed) without memory. */
rva__fact *rva__fold_add(rva__fold *fold, int family, int64_t at);

/** Gives a fact these dimensions, those that its family has. */
static inline void rva__fact_dims(rva__fact *fact, const uint32_t dims[RVA__DIM_COUNT])
{
    const uint32_t all = (1u << RVA__DIM_COUNT) - 1;
    memcpy(fact->dims, dims, sizeof fact->dims);
    for (uint32_t left = all & ~rva__family_dimensions(fact->family); left != 0; left &= left - 1)
        fact->dims[__builtin_ctz(left)] = RVA__VALUE_NONE;
}

/** Says which entry a fact is about. */
static inline void rva__fact_about(rva__fact *fact, const rva__fold *fold, const rva__entry *entry,
                                   uint64_t lead)
{
    if (!fact)
        return;
    fact->entry = entry ? entry - fold->document->entries : -1;
    fact->lead = lead;
}

/** Adds a measure to a fact; 0 adds nothing. */
void rva__fact_measure(rva__fact *fact, int measure, int64_t value);

/** Adds a value to a histogram of a fact that has room. */
void rva__fact_histogram(rva__fact *fact, int histogram, uint32_t bucket);

/** Makes room for one more item of scratch; false (and out->failed) without memory. */
bool rva__fold_room_for(rva__fold *fold, void **items, size_t *room, size_t count, size_t size);

/** The lead of that id, made when there is none; NULL without memory. */
rva__lead *rva__fold_lead(rva__fold *fold, uint64_t id);

/** The tier of a lead: the buyer's if known, else the predicted one. */
uint32_t rva__lead_tier(const rva__lead *lead);

/** Attributes, activity, state, visits: sets the fold's fields and states nothing. */
void rva__fold_conversation(rva__fold *fold);

/** Facts of the conversation and of its stages and turns; needs leads to be known. */
void rva__fold_state_conversation(rva__fold *fold);

/** Reads leads, offers and feedback. */
void rva__fold_offers(rva__fold *fold);

/** Reads transactions: which lead, offer and sale each belongs to, nets, returns. */
void rva__fold_movements(rva__fold *fold);

/** Facts of leads and offers. */
void rva__fold_state_leads(rva__fold *fold);

/** Facts of transactions, costs and markets. */
void rva__fold_state_money(rva__fold *fold);

/** The offer of that id, or NULL. */
rva__offer *rva__fold_offer(const rva__fold *fold, uint64_t id);

#endif
