/**
 * @file revanalytics/event.h
 * What is recorded: one flat struct for all types of event.
 *
 * A field that an event does not carry is absent: NULL for a text, ::RVA_ABSENT for
 * an integer, NaN for a real number.  rva_event_init() makes all of them absent.
 * Texts are UTF-8, end in NUL, and are read during the call only: the caller keeps
 * what it owns.  Which fields a type requires and allows is in docs/events.md; the
 * recording calls refuse all others by name, so that a mistake is never silent.
 */
#ifndef REVANALYTICS_EVENT_H
#define REVANALYTICS_EVENT_H

#include <revanalytics/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The value of an integer field that is not there. */
#define RVA_ABSENT INT64_MIN

/** The types of event. */
typedef enum rva_event_type {
    RVA_EVENT_CONVERSATION = 0,
    RVA_EVENT_STAGE = 1,
    RVA_EVENT_LEAD = 2,
    RVA_EVENT_OFFER = 3,
    RVA_EVENT_FEEDBACK = 4,
    RVA_EVENT_TRANSACTION = 5,
    RVA_EVENT_END = 6,
    RVA_EVENT_COST = 7,
    RVA_EVENT_MARKET = 8,
    RVA_EVENT_ERASE = 9,
    RVA_EVENT_NOTE = 10,
    RVA_EVENT_VOID = 11,
} rva_event_type;

/** What happened to a stage. */
typedef enum rva_stage_action {
    RVA_ACTION_ENTER = 0,
    RVA_ACTION_COMPLETE = 1,
    RVA_ACTION_SKIP = 2,
    RVA_ACTION_DISQUALIFY = 3,
    RVA_ACTION_LEAVE = 4,
} rva_stage_action;

/** How a conversation ended. */
typedef enum rva_end_outcome {
    RVA_END_COMPLETED = 0,
    RVA_END_ABANDONED = 1,
    RVA_END_DISQUALIFIED = 2,
    RVA_END_ERROR = 3,
} rva_end_outcome;

/** What a buyer said of an offer. */
typedef enum rva_verdict {
    RVA_VERDICT_ACCEPTED = 0,
    RVA_VERDICT_REJECTED = 1,
    RVA_VERDICT_TIMEOUT = 2,
    RVA_VERDICT_RETURNED = 3,
} rva_verdict;

/** Why money moved. */
typedef enum rva_transaction_kind {
    RVA_KIND_SALE = 0,
    RVA_KIND_REFUND = 1,
    RVA_KIND_RETURN = 2,
    RVA_KIND_CHARGEBACK = 3,
    RVA_KIND_ADJUSTMENT = 4,
} rva_transaction_kind;

/** Limits of an event, in bytes without the NUL. */
enum {
    RVA_ID_BYTES_MAX = 128,                 /**< ids and the names of dimension values */
    RVA_REASON_BYTES_MAX = 512,             /**< `reason` */
    RVA_TAGS_BYTES_MAX = 4096,              /**< `tags`, as JSON text */
    RVA_TEXT_BYTES_MAX = 500,               /**< `text` of a note */
    RVA_EVENTS_PER_CONVERSATION_MAX = 4096, /**< more are refused */
};

/** The largest amount of money in one event, in minor units, either sign. */
#define RVA_AMOUNT_MINOR_MAX INT64_C(1000000000000000)

/** An event of any type. */
typedef struct rva_event {
    uint64_t size; /**< sizeof(rva_event), set by rva_event_init() */
    int64_t type;  /**< ::rva_event_type */
    int64_t at;    /**< when it happened: microseconds UTC since 1970; erase and void need none */

    const char *id;           /**< id of this conversation, lead, offer, feedback ... */
    const char *conversation; /**< id of the conversation it belongs to */
    const char *lead;         /**< id of a lead */
    const char *offer;        /**< id of an offer */
    const char *of;           /**< id of the sale that a refund, return, chargeback concerns */
    const char *visitor;      /**< id of a person across conversations */

    const char *stage;    /**< name of a stage */
    const char *source;   /**< where the visitor came from */
    const char *medium;   /**< kind of source */
    const char *campaign; /**< marketing campaign */
    const char *channel;  /**< web, sms, phone ... */
    const char *agent;    /**< who or which version of the bot spoke */
    const char *borough;  /**< area; derived from `zip` when absent */
    const char *zip;      /**< postal code */
    const char *platform; /**< the buyer */
    const char *tier;     /**< quality tier of a lead */
    const char *model;    /**< version of the scorer */
    const char *reason;   /**< why it ended so */
    const char *tags;     /**< free attributes: the text of one JSON object */
    const char *currency; /**< ISO 4217; absent: the store's */

    int64_t action;       /**< ::rva_stage_action */
    int64_t outcome;      /**< ::rva_end_outcome */
    int64_t verdict;      /**< ::rva_verdict */
    int64_t kind;         /**< ::rva_transaction_kind */
    int64_t order;        /**< place within one instant, 0 when absent */
    int64_t response_ms;  /**< time to answer, milliseconds, >= 0 */
    int64_t messages;     /**< number of messages, >= 0 */
    int64_t amount_minor; /**< money, minor units of the currency */
    int64_t value_minor;  /**< value of a lead, minor units, >= 0 */
    int64_t price_minor;  /**< price asked or seen, minor units, >= 0 */
    int64_t competitors;  /**< competitors seen, >= 0 */
    int64_t delivered;    /**< 0 or 1; absent: 1 */
    int64_t randomised;   /**< 0 or 1; absent: 0 */
    int64_t correct;      /**< 1: replaces what was recorded under this id */

    double score;   /**< predicted probability of acceptance, 0..1, kept to 1e-6 */
    double rating;  /**< the buyer's rating, 0..10, kept to 1e-6 */
    double quality; /**< quality of a stage visit, 0..1000, kept to 1e-6 */
    double demand;  /**< demand index of a market, 0..1e6, kept to 1e-6 */

    const char *uid;         /**< names the event itself, whatever its type; void: its target */
    const char *text;        /**< what a note says */
    int64_t until;           /**< end of what a note is about, an instant; absent: `at` alone */
    const char *feedback;    /**< void: id of a feedback */
    const char *transaction; /**< void: id of a transaction */
    const char *cost;        /**< void: id of a cost */
    const char *market;      /**< void: id of a market observation */
    const char *note;        /**< void: id of a note */
    const char *key;         /**< erase, in exports: of what store its hashed id comes */
} rva_event;

/** Makes every field of an event absent and sets its type and instant. */
RVA_API void rva_event_init(rva_event *event, rva_event_type type, int64_t at);

/**
 * Reads an RFC 3339 instant ("2026-03-01T14:03:22.120Z", "...+02:00", 0-6 decimals).
 *
 * @param out  receives microseconds UTC since 1970
 * @return RVA_OK, or RVA_INVALID naming what is wrong; years 1970 to 9999
 */
RVA_API rva_status rva_instant_parse(const char *text, int64_t *out, rva_error *err);

/** Room for an instant as text, with its NUL. */
enum { RVA_INSTANT_BYTES = 32 };

/** Writes an instant as RFC 3339 UTC, with decimals only where needed. */
RVA_API void rva_instant_format(int64_t at, char out[RVA_INSTANT_BYTES]);

/** The name of a type of event ("conversation"), or NULL for no type. */
RVA_API const char *rva_event_type_name(int64_t type);

/** The type of that name, or -1. */
RVA_API int64_t rva_event_type_find(const char *name);

/** The fields of ::rva_event as importers and bindings see them. */
typedef enum rva_field_form {
    RVA_FIELD_TEXT = 0,    /**< const char * */
    RVA_FIELD_INTEGER = 1, /**< int64_t */
    RVA_FIELD_REAL = 2,    /**< double */
    RVA_FIELD_NAME = 3,    /**< int64_t, one of a few names (`action`, `verdict` ...) */
    RVA_FIELD_FLAG = 4,    /**< int64_t, true or false */
    RVA_FIELD_INSTANT = 5, /**< int64_t, RFC 3339 as text */
    RVA_FIELD_OBJECT = 6,  /**< const char *, the text of a JSON object */
} rva_field_form;

/** One field of ::rva_event. */
typedef struct rva_field {
    const char *name;  /**< as in docs/events.md */
    int64_t form;      /**< ::rva_field_form */
    uint64_t offset;   /**< place in ::rva_event */
    uint64_t types;    /**< bit set of the ::rva_event_type that allow it */
    uint64_t required; /**< bit set of the types that require it */
    const char *names; /**< for ::RVA_FIELD_NAME: the names, "|" between, in number order */
} rva_field;

/** Field number `index` (0 ...), or NULL past the last.  The table is constant. */
RVA_API const rva_field *rva_field_at(size_t index);

/** The field of that name (`length` bytes, no NUL needed), or NULL. */
RVA_API const rva_field *rva_field_find(const char *name, size_t length);

/** The number of a name of a ::RVA_FIELD_NAME field ("accepted"), or -1. */
RVA_API int64_t rva_field_name_find(const rva_field *field, const char *name, size_t length);

#ifdef __cplusplus
}
#endif

#endif
