/**
 * @file model/fields.h
 * The fields of an event, once: everything else about them follows from this list.
 *
 * RVA__FIELD_MAP(X, T) calls X(T, name, form, allowed, required, names) for each field in
 * the order of ::rva_event.  `allowed` and `required` are sets of types; T is handed
 * through, so that a caller can ask the same of each field.
 */
#ifndef RVA_MODEL_FIELDS_H
#define RVA_MODEL_FIELDS_H

#include <revanalytics/event.h>

/** Sets of types, one bit each. */
enum {
    RVA__ON_CONVERSATION = 1 << RVA_EVENT_CONVERSATION,
    RVA__ON_STAGE = 1 << RVA_EVENT_STAGE,
    RVA__ON_LEAD = 1 << RVA_EVENT_LEAD,
    RVA__ON_OFFER = 1 << RVA_EVENT_OFFER,
    RVA__ON_FEEDBACK = 1 << RVA_EVENT_FEEDBACK,
    RVA__ON_TRANSACTION = 1 << RVA_EVENT_TRANSACTION,
    RVA__ON_END = 1 << RVA_EVENT_END,
    RVA__ON_COST = 1 << RVA_EVENT_COST,
    RVA__ON_MARKET = 1 << RVA_EVENT_MARKET,
    RVA__ON_ERASE = 1 << RVA_EVENT_ERASE,
    RVA__ON_ALL = (1 << 10) - 1,

    /* Types with an id of their own that a later event can correct. */
    RVA__ON_CORRECTED = RVA__ON_LEAD | RVA__ON_OFFER | RVA__ON_FEEDBACK | RVA__ON_TRANSACTION |
                        RVA__ON_COST | RVA__ON_MARKET,
    RVA__ON_WITH_ID = RVA__ON_CORRECTED | RVA__ON_CONVERSATION,
    /* Types whose order within a conversation matters. */
    RVA__ON_ORDERED = RVA__ON_CONVERSATION | RVA__ON_STAGE | RVA__ON_LEAD | RVA__ON_OFFER |
                      RVA__ON_FEEDBACK | RVA__ON_TRANSACTION | RVA__ON_END,
    RVA__ON_SOURCE = RVA__ON_CONVERSATION | RVA__ON_TRANSACTION | RVA__ON_COST,
    RVA__ON_ADVERT = RVA__ON_CONVERSATION | RVA__ON_COST,
    RVA__ON_PLACE = RVA__ON_CONVERSATION | RVA__ON_TRANSACTION | RVA__ON_MARKET,
    RVA__ON_SPOKEN = RVA__ON_CONVERSATION | RVA__ON_STAGE,
    RVA__ON_SOLD = RVA__ON_OFFER | RVA__ON_FEEDBACK | RVA__ON_TRANSACTION,
    RVA__ON_TIER = RVA__ON_LEAD | RVA__ON_FEEDBACK | RVA__ON_TRANSACTION,
    RVA__ON_REASON = RVA__ON_STAGE | RVA__ON_END | RVA__ON_FEEDBACK,
    RVA__ON_AMOUNT = RVA__ON_TRANSACTION | RVA__ON_COST,
    RVA__ON_VALUE = RVA__ON_LEAD | RVA__ON_FEEDBACK,
    RVA__ON_PRICE = RVA__ON_OFFER | RVA__ON_MARKET,
    RVA__ON_MONEY = RVA__ON_AMOUNT | RVA__ON_VALUE | RVA__ON_PRICE,
    RVA__ON_IN_CONVERSATION = RVA__ON_STAGE | RVA__ON_END | RVA__ON_LEAD,
};

#define RVA__TYPE_NAMES "conversation|stage|lead|offer|feedback|transaction|end|cost|market|erase"

#define RVA__FIELD_MAP(X, T)                                                                       \
    X(T, type, NAME, RVA__ON_ALL, RVA__ON_ALL, RVA__TYPE_NAMES)                                    \
    X(T, at, INSTANT, RVA__ON_ALL, RVA__ON_ALL & ~RVA__ON_ERASE, NULL)                             \
    X(T, id, TEXT, RVA__ON_WITH_ID, RVA__ON_WITH_ID, NULL)                                         \
    X(T, conversation, TEXT, RVA__ON_IN_CONVERSATION | RVA__ON_TRANSACTION | RVA__ON_ERASE,        \
      RVA__ON_IN_CONVERSATION, NULL)                                                               \
    X(T, lead, TEXT, RVA__ON_SOLD | RVA__ON_ERASE, RVA__ON_OFFER, NULL)                            \
    X(T, offer, TEXT, RVA__ON_FEEDBACK | RVA__ON_TRANSACTION, 0, NULL)                             \
    X(T, of, TEXT, RVA__ON_TRANSACTION, 0, NULL)                                                   \
    X(T, visitor, TEXT, RVA__ON_CONVERSATION | RVA__ON_ERASE, 0, NULL)                             \
    X(T, stage, TEXT, RVA__ON_STAGE, RVA__ON_STAGE, NULL)                                          \
    X(T, source, TEXT, RVA__ON_SOURCE, 0, NULL)                                                    \
    X(T, medium, TEXT, RVA__ON_ADVERT, 0, NULL)                                                    \
    X(T, campaign, TEXT, RVA__ON_ADVERT, 0, NULL)                                                  \
    X(T, channel, TEXT, RVA__ON_CONVERSATION, 0, NULL)                                             \
    X(T, agent, TEXT, RVA__ON_SPOKEN, 0, NULL)                                                     \
    X(T, borough, TEXT, RVA__ON_PLACE | RVA__ON_COST, 0, NULL)                                     \
    X(T, zip, TEXT, RVA__ON_PLACE, 0, NULL)                                                        \
    X(T, platform, TEXT, RVA__ON_SOLD, RVA__ON_OFFER, NULL)                                        \
    X(T, tier, TEXT, RVA__ON_TIER, 0, NULL)                                                        \
    X(T, model, TEXT, RVA__ON_LEAD, 0, NULL)                                                       \
    X(T, reason, TEXT, RVA__ON_REASON, 0, NULL)                                                    \
    X(T, tags, OBJECT, RVA__ON_CONVERSATION | RVA__ON_LEAD, 0, NULL)                               \
    X(T, currency, TEXT, RVA__ON_MONEY, 0, NULL)                                                   \
    X(T, action, NAME, RVA__ON_STAGE, RVA__ON_STAGE, "enter|complete|skip|disqualify|leave")       \
    X(T, outcome, NAME, RVA__ON_END, RVA__ON_END, "completed|abandoned|disqualified|error")        \
    X(T, verdict, NAME, RVA__ON_FEEDBACK, RVA__ON_FEEDBACK, "accepted|rejected|timeout|returned")  \
    X(T, kind, NAME, RVA__ON_TRANSACTION, RVA__ON_TRANSACTION,                                     \
      "sale|refund|return|chargeback|adjustment")                                                  \
    X(T, order, INTEGER, RVA__ON_ORDERED, 0, NULL)                                                 \
    X(T, response_ms, INTEGER, RVA__ON_STAGE, 0, NULL)                                             \
    X(T, messages, INTEGER, RVA__ON_STAGE, 0, NULL)                                                \
    X(T, amount_minor, INTEGER, RVA__ON_AMOUNT, RVA__ON_AMOUNT, NULL)                              \
    X(T, value_minor, INTEGER, RVA__ON_VALUE, 0, NULL)                                             \
    X(T, price_minor, INTEGER, RVA__ON_PRICE, 0, NULL)                                             \
    X(T, competitors, INTEGER, RVA__ON_MARKET, 0, NULL)                                            \
    X(T, delivered, FLAG, RVA__ON_OFFER, 0, NULL)                                                  \
    X(T, randomised, FLAG, RVA__ON_OFFER, 0, NULL)                                                 \
    X(T, correct, FLAG, RVA__ON_CORRECTED, 0, NULL)                                                \
    X(T, score, REAL, RVA__ON_LEAD, 0, NULL)                                                       \
    X(T, rating, REAL, RVA__ON_FEEDBACK, 0, NULL)                                                  \
    X(T, quality, REAL, RVA__ON_STAGE, 0, NULL)                                                    \
    X(T, demand, REAL, RVA__ON_MARKET, 0, NULL)

/** The number of each field: its place in rva_field_at(). */
enum {
#define RVA__FIELD_NUMBER(T, name, form, allowed, required, names) RVA__FIELD_##name,
    RVA__FIELD_MAP(RVA__FIELD_NUMBER, 0)
#undef RVA__FIELD_NUMBER
        RVA__FIELD_COUNT
};

#endif
