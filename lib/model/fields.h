/**
 * @file model/fields.h
 * The fields of an event, once: everything else about them follows from this list.
 *
 * RVA__FIELD_MAP(X, T) calls X(T, number, name, form, allowed, required, names) for each
 * field.  The number is what the log is written with and never changes: a new field takes the
 * next one.  `allowed` and `required` are sets of types; T is handed through, so that a caller
 * can ask the same of each field.
 */
#ifndef RVA_MODEL_FIELDS_H
#define RVA_MODEL_FIELDS_H

#include <revanalytics/event.h>

/** How many types of event there are. */
enum { RVA__EVENT_TYPES = 12 };

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
    RVA__ON_NOTE = 1 << RVA_EVENT_NOTE,
    RVA__ON_VOID = 1 << RVA_EVENT_VOID,
    RVA__ON_ALL = (1 << RVA__EVENT_TYPES) - 1,

    /* Types with an id of their own. */
    RVA__ON_OWN_ID = RVA__ON_LEAD | RVA__ON_OFFER | RVA__ON_FEEDBACK | RVA__ON_TRANSACTION |
                     RVA__ON_COST | RVA__ON_MARKET | RVA__ON_NOTE,
    RVA__ON_WITH_ID = RVA__ON_OWN_ID | RVA__ON_CONVERSATION,
    /* Types that say something about others: all else is recorded for its own sake. */
    RVA__ON_ABOUT = RVA__ON_ERASE | RVA__ON_VOID,
    RVA__ON_CORRECTED = RVA__ON_ALL & ~RVA__ON_ABOUT,
    /* Types whose order within a conversation matters. */
    RVA__ON_ORDERED = RVA__ON_CONVERSATION | RVA__ON_STAGE | RVA__ON_LEAD | RVA__ON_OFFER |
                      RVA__ON_FEEDBACK | RVA__ON_TRANSACTION | RVA__ON_END,
    RVA__ON_SOURCE = RVA__ON_CONVERSATION | RVA__ON_TRANSACTION | RVA__ON_COST,
    RVA__ON_ADVERT = RVA__ON_CONVERSATION | RVA__ON_COST,
    RVA__ON_PLACE = RVA__ON_CONVERSATION | RVA__ON_TRANSACTION | RVA__ON_MARKET,
    RVA__ON_SPOKEN = RVA__ON_CONVERSATION | RVA__ON_STAGE,
    RVA__ON_SOLD = RVA__ON_OFFER | RVA__ON_FEEDBACK | RVA__ON_TRANSACTION,
    RVA__ON_TIER = RVA__ON_LEAD | RVA__ON_FEEDBACK | RVA__ON_TRANSACTION,
    RVA__ON_REASON = RVA__ON_STAGE | RVA__ON_END | RVA__ON_FEEDBACK | RVA__ON_VOID,
    RVA__ON_AMOUNT = RVA__ON_TRANSACTION | RVA__ON_COST,
    RVA__ON_VALUE = RVA__ON_LEAD | RVA__ON_FEEDBACK,
    RVA__ON_PRICE = RVA__ON_OFFER | RVA__ON_MARKET,
    RVA__ON_MONEY = RVA__ON_AMOUNT | RVA__ON_VALUE | RVA__ON_PRICE,
    RVA__ON_IN_CONVERSATION = RVA__ON_STAGE | RVA__ON_END | RVA__ON_LEAD,
};

#define RVA__TYPE_NAMES                                                                            \
    "conversation|stage|lead|offer|feedback|transaction|end|cost|market|erase|note|void"

#define RVA__FIELD_MAP(X, T)                                                                       \
    X(T, 0, type, NAME, RVA__ON_ALL, RVA__ON_ALL, RVA__TYPE_NAMES)                                 \
    X(T, 1, at, INSTANT, RVA__ON_ALL, RVA__ON_ALL & ~RVA__ON_ABOUT, NULL)                          \
    X(T, 2, id, TEXT, RVA__ON_WITH_ID, RVA__ON_WITH_ID, NULL)                                      \
    X(T, 3, conversation, TEXT, RVA__ON_IN_CONVERSATION | RVA__ON_TRANSACTION | RVA__ON_ABOUT,     \
      RVA__ON_IN_CONVERSATION, NULL)                                                               \
    X(T, 4, lead, TEXT, RVA__ON_SOLD | RVA__ON_ABOUT, RVA__ON_OFFER, NULL)                         \
    X(T, 5, offer, TEXT, RVA__ON_FEEDBACK | RVA__ON_TRANSACTION | RVA__ON_VOID, 0, NULL)           \
    X(T, 6, of, TEXT, RVA__ON_TRANSACTION, 0, NULL)                                                \
    X(T, 7, visitor, TEXT, RVA__ON_CONVERSATION | RVA__ON_ERASE, 0, NULL)                          \
    X(T, 8, stage, TEXT, RVA__ON_STAGE, RVA__ON_STAGE, NULL)                                       \
    X(T, 9, source, TEXT, RVA__ON_SOURCE, 0, NULL)                                                 \
    X(T, 10, medium, TEXT, RVA__ON_ADVERT, 0, NULL)                                                \
    X(T, 11, campaign, TEXT, RVA__ON_ADVERT, 0, NULL)                                              \
    X(T, 12, channel, TEXT, RVA__ON_CONVERSATION, 0, NULL)                                         \
    X(T, 13, agent, TEXT, RVA__ON_SPOKEN, 0, NULL)                                                 \
    X(T, 14, borough, TEXT, RVA__ON_PLACE | RVA__ON_COST, 0, NULL)                                 \
    X(T, 15, zip, TEXT, RVA__ON_PLACE, 0, NULL)                                                    \
    X(T, 16, platform, TEXT, RVA__ON_SOLD, RVA__ON_OFFER, NULL)                                    \
    X(T, 17, tier, TEXT, RVA__ON_TIER, 0, NULL)                                                    \
    X(T, 18, model, TEXT, RVA__ON_LEAD, 0, NULL)                                                   \
    X(T, 19, reason, TEXT, RVA__ON_REASON, 0, NULL)                                                \
    X(T, 20, tags, OBJECT, RVA__ON_CONVERSATION | RVA__ON_LEAD, 0, NULL)                           \
    X(T, 21, currency, TEXT, RVA__ON_MONEY, 0, NULL)                                               \
    X(T, 22, action, NAME, RVA__ON_STAGE, RVA__ON_STAGE, "enter|complete|skip|disqualify|leave")   \
    X(T, 23, outcome, NAME, RVA__ON_END, RVA__ON_END, "completed|abandoned|disqualified|error")    \
    X(T, 24, verdict, NAME, RVA__ON_FEEDBACK, RVA__ON_FEEDBACK,                                    \
      "accepted|rejected|timeout|returned")                                                        \
    X(T, 25, kind, NAME, RVA__ON_TRANSACTION, RVA__ON_TRANSACTION,                                 \
      "sale|refund|return|chargeback|adjustment")                                                  \
    X(T, 26, order, INTEGER, RVA__ON_ORDERED, 0, NULL)                                             \
    X(T, 27, response_ms, INTEGER, RVA__ON_STAGE, 0, NULL)                                         \
    X(T, 28, messages, INTEGER, RVA__ON_STAGE, 0, NULL)                                            \
    X(T, 29, amount_minor, INTEGER, RVA__ON_AMOUNT, RVA__ON_AMOUNT, NULL)                          \
    X(T, 30, value_minor, INTEGER, RVA__ON_VALUE, 0, NULL)                                         \
    X(T, 31, price_minor, INTEGER, RVA__ON_PRICE, 0, NULL)                                         \
    X(T, 32, competitors, INTEGER, RVA__ON_MARKET, 0, NULL)                                        \
    X(T, 33, delivered, FLAG, RVA__ON_OFFER, 0, NULL)                                              \
    X(T, 34, randomised, FLAG, RVA__ON_OFFER, 0, NULL)                                             \
    X(T, 35, correct, FLAG, RVA__ON_CORRECTED, 0, NULL)                                            \
    X(T, 36, score, REAL, RVA__ON_LEAD, 0, NULL)                                                   \
    X(T, 37, rating, REAL, RVA__ON_FEEDBACK, 0, NULL)                                              \
    X(T, 38, quality, REAL, RVA__ON_STAGE, 0, NULL)                                                \
    X(T, 39, demand, REAL, RVA__ON_MARKET, 0, NULL)                                                \
    X(T, 40, uid, TEXT, RVA__ON_ALL, 0, NULL)                                                      \
    X(T, 41, text, TEXT, RVA__ON_NOTE, RVA__ON_NOTE, NULL)                                         \
    X(T, 42, until, INSTANT, RVA__ON_NOTE, 0, NULL)                                                \
    X(T, 43, feedback, TEXT, RVA__ON_VOID, 0, NULL)                                                \
    X(T, 44, transaction, TEXT, RVA__ON_VOID, 0, NULL)                                             \
    X(T, 45, cost, TEXT, RVA__ON_VOID, 0, NULL)                                                    \
    X(T, 46, market, TEXT, RVA__ON_VOID, 0, NULL)                                                  \
    X(T, 47, note, TEXT, RVA__ON_VOID, 0, NULL)                                                    \
    X(T, 48, key, TEXT, RVA__ON_ERASE, 0, NULL)

/** The number of each field: its place in rva_field_at(). */
enum {
#define RVA__FIELD_NUMBER(T, number, name, form, allowed, required, names)                         \
    RVA__FIELD_##name = (number),
    RVA__FIELD_MAP(RVA__FIELD_NUMBER, 0)
#undef RVA__FIELD_NUMBER
};

/** Only its size is used: one more than the highest number. */
union rva__field_numbers {
#define RVA__FIELD_EXTENT(T, number, name, form, allowed, required, names) char name[(number) + 1];
    RVA__FIELD_MAP(RVA__FIELD_EXTENT, 0)
#undef RVA__FIELD_EXTENT
};

enum { RVA__FIELD_COUNT = sizeof(union rva__field_numbers) };

/**
 * The name of a value of a field of names, or NULL when there is none of that number.
 *
 * @param size  receives its bytes: more names follow it
 */
const char *rva__field_name_at(const rva_field *field, int64_t number, size_t *size);

#endif
