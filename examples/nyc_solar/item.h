/**
 * @file nyc_solar/item.h
 * An event before it has words: small, so that a million can wait their turn.
 *
 * An ::rva_event is forty fields and points to texts.  What the makers here plan is an
 * item of a cache line and a half; solar_item_write() turns it into an event when its turn comes.
 */
#ifndef SOLAR_ITEM_H
#define SOLAR_ITEM_H

#include <revanalytics/event.h>

#include "zips.h"

/** Where visitors come from, with the campaign that brought them. */
typedef struct solar_origin {
    const char *source;
    const char *medium;
    const char *campaign;
    uint16_t weight;    /**< share of the visitors, permille */
    int16_t quality;    /**< how much better than usual its visitors are, permille */
    int32_t cost_minor; /**< advertising for one conversation */
} solar_origin;

enum {
    SOLAR_ORIGINS = 10,
    SOLAR_CHANNELS = 2,
    SOLAR_AGENTS = 16,
    SOLAR_STAGES = 5,
    SOLAR_PLATFORMS = 3,
    SOLAR_TIERS = 3,
    SOLAR_PROPERTIES = 6,
    SOLAR_MODELS = 4,
    SOLAR_NONE = 255,  /**< a field of an item that is not there */
    SOLAR_ABSENT = -1, /**< likewise, of the wider ones */
};

/** The buyers. */
enum { SOLAR_REVIEWS, SOLAR_MODERNIZE, SOLAR_REGIONAL };

/** The tiers. */
enum { SOLAR_PREMIUM, SOLAR_STANDARD, SOLAR_BASIC };

/** Why something ended. */
enum {
    SOLAR_REASON_RENTER,
    SOLAR_REASON_SHADED,
    SOLAR_REASON_OUTSIDE,
    SOLAR_REASON_LOW_BILL,
    SOLAR_REASON_NO_BILL,
    SOLAR_REASON_NO_ANSWER,
    SOLAR_REASON_FAULT,
    SOLAR_REASON_CONTACT,
    SOLAR_REASON_CAPACITY,
    SOLAR_REASON_DUPLICATE,
    SOLAR_REASON_NOT_INTERESTED,
    SOLAR_REASON_UNREACHABLE,
    SOLAR_REASON_KNOWN,
    SOLAR_REASONS,
};

/** Marks of an item. */
enum {
    SOLAR_CORRECT = 1,       /**< replaces what was recorded under its id */
    SOLAR_RANDOMISED = 2,    /**< the buyer was chosen by chance */
    SOLAR_UNDELIVERED = 4,   /**< the buyer's system did not take the lead */
    SOLAR_WITHOUT_OFFER = 8, /**< the buyer names lead and platform only */
};

/** An event to be. */
typedef struct solar_item {
    int64_t at;           /**< when it happens */
    int64_t due_at;       /**< when it reaches the store */
    int64_t number;       /**< the conversation; of costs and markets their own count */
    int64_t visitor;      /**< number of a person, or ::SOLAR_ABSENT */
    int64_t amount_minor; /**< amount, price or value, or ::RVA_ABSENT */
    int32_t response_ms;  /**< or ::SOLAR_ABSENT, like the next four */
    int16_t messages;     /**< of markets: competitors */
    int16_t score_milli;
    int16_t rating_deci;
    int16_t quality_deci; /**< of markets: demand */
    uint8_t type;         /**< ::rva_event_type */
    uint8_t verb;         /**< action, outcome, verdict or kind */
    uint8_t sub;          /**< which offer, feedback or transaction of the lead, from 1 */
    uint8_t of;           /**< which sale or offer of the lead it concerns, from 1 */
    uint8_t order;        /**< place within one instant */
    uint8_t marks;
    uint8_t stage; /**< ::SOLAR_NONE when absent, like all below */
    uint8_t origin;
    uint8_t channel;
    uint8_t agent;
    uint8_t zip;
    uint8_t borough;
    uint8_t platform;
    uint8_t tier;
    uint8_t model;
    uint8_t reason;
    uint8_t property;
} solar_item;

/** Room for the ids of one event. */
typedef struct solar_ids {
    char text[4][24];
} solar_ids;

/** An item with nothing in it but its type, conversation and instant. */
solar_item solar_item_new(rva_event_type type, int64_t number, int64_t at);

/**
 * Writes an item as an event.
 *
 * @param ids  where the event's ids go; they live as long as the event is used
 */
void solar_item_write(const solar_item *item, solar_ids *ids, rva_event *event);

/** Origin number `index`. */
const solar_origin *solar_origin_at(size_t index);

#endif
