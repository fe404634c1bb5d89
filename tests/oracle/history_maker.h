/**
 * @file oracle/history_maker.h
 * What the makers of a history share: its state and its dice.
 */
#ifndef RVA_ORACLE_HISTORY_MAKER_H
#define RVA_ORACLE_HISTORY_MAKER_H

#include "history.h"

enum { MAKER_ENTITIES_MAX = 64 };

/** An id and what hangs on it. */
typedef struct maker_entity {
    const char *id;
    const char *conversation; /**< of a lead */
    const char *platform;     /**< of an offer */
    const rva_event *event;   /**< of a sale: how it is linked */
    size_t parent;            /**< of an offer: its lead */
    bool moves;
    bool ghost;
} maker_entity;

/** Some of them. */
typedef struct maker_entities {
    maker_entity items[MAKER_ENTITIES_MAX];
    size_t count;
} maker_entities;

/** A history in the making. */
typedef struct maker_state {
    oracle_history *out;
    oracle_random random;
    size_t zone;
    size_t conversations;
    maker_entities leads;
    maker_entities offers;
    maker_entities sales;
    int64_t clocks[8]; /**< where each conversation has got to */
    int64_t last_at;
    size_t serial;
} maker_state;

/** A number from 0 to `limit` - 1. */
size_t maker_below(maker_state *maker, size_t limit);

/** True so many times in a hundred. */
bool maker_chance(maker_state *maker, size_t percent);

/** A name as events may have it: with white space, by a spelling that has an alias. */
const char *maker_spelt(maker_state *maker, int dimension, const char *name);

/** Some value of a dimension. */
const char *maker_value_of(maker_state *maker, int dimension);

/** Some value so many times in a hundred, else NULL. */
const char *maker_maybe(maker_state *maker, size_t percent, int dimension);

/** A new id. */
const char *maker_new_id(maker_state *maker, const char *prefix);

/** The id of a conversation by its number. */
const char *maker_conversation_id(maker_state *maker, size_t index);

/** The next instant of a conversation; now and then anywhere at all. */
int64_t maker_instant(maker_state *maker, size_t conversation);

/** Adds an event. */
rva_event *maker_add(maker_state *maker, rva_event event);

/** Some amount of money, not negative. */
int64_t maker_amount(maker_state *maker);

/** Some `order`, mostly absent. */
int64_t maker_order(maker_state *maker);

/** Some reason, mostly none. */
const char *maker_reason(maker_state *maker);

/** The makers of events: each adds one, and perhaps its correction, by conversation `index`. */
void maker_make_conversation(maker_state *maker, size_t index);
void maker_make_stage(maker_state *maker, size_t index);
void maker_make_end(maker_state *maker, size_t index);
void maker_make_lead(maker_state *maker, size_t index);
void maker_make_offer(maker_state *maker, size_t index);
void maker_make_feedback(maker_state *maker, size_t index);
void maker_make_sale(maker_state *maker, size_t index);
void maker_make_return(maker_state *maker, size_t index);
void maker_make_adjustment(maker_state *maker, size_t index);
void maker_make_cost(maker_state *maker, size_t index);
void maker_make_market(maker_state *maker, size_t index);

#endif
