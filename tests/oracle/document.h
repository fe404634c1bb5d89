/**
 * @file oracle/document.h
 * One document of the reference: its events in order and what can be asked of them.
 */
#ifndef RVA_ORACLE_DOCUMENT_H
#define RVA_ORACLE_DOCUMENT_H

#include "reference.h"

/** How a conversation stands. */
typedef enum document_state {
    STATE_OPEN,
    STATE_COMPLETED,
    STATE_ABANDONED,
    STATE_DISQUALIFIED,
    STATE_ERROR,
} document_state;

/** An offer, real or implied. */
typedef struct document_offer {
    const rva_event *event; /**< NULL when implied */
    const char *id;         /**< of a real one */
    const char *lead;
    const char *platform;
    int64_t at;
    bool delivered;
} document_offer;

/** Events that belong together. */
typedef struct document {
    const reference_settings *settings;
    int64_t now;
    const rva_event **events; /**< in the order of docs/definitions.md */
    size_t count;
    bool is_conversation;
    int64_t started_at;
    int64_t last_at;
    document_state state;
    const char *values[RVA__DIM_COUNT]; /**< of the conversation, NULL where unknown */
    document_offer *offers;
    size_t offer_count;
    reference_facts *facts;
} document;

/** What money says of a lead. */
typedef struct document_lead_money {
    const rva_event *first_sale; /**< NULL when not sold */
    int64_t net;
    bool fully_returned;
    int64_t returned_at;
} document_lead_money;

/** Adds a fact with these values (NULL: all unknown), of the dimensions of its family. */
reference_fact *document_fact(document *doc, int family, int64_t at, const char *const *values);

/** The borough of a zip, or NULL. */
const char *document_zip_borough(const char *zip);

/** Fills started, last, state and the values of the conversation. */
void document_conversation(document *doc);

/** States the facts of the conversation, its stages and its turns. */
void document_conversation_facts(document *doc);

/** Collects real and implied offers. */
void document_offers(document *doc);

/** The offer a feedback goes to, or NULL. */
const document_offer *document_feedback_offer(const document *doc, const rva_event *feedback);

/** The `lead` event of that id, or NULL. */
const rva_event *document_lead(const document *doc, const char *id);

/** The tier of a lead, the buyer's if known, or NULL. */
const char *document_lead_tier(const document *doc, const char *lead);

/** The lead a transaction belongs to, or NULL. */
const char *document_transaction_lead(const document *doc, const rva_event *transaction);

/** The values of the dimensions of a transaction. */
void document_transaction_values(const document *doc, const rva_event *transaction,
                                 const char *values[RVA__DIM_COUNT]);

/** The sale of that id, or NULL. */
const rva_event *document_sale(const document *doc, const char *id);

/** What money says of a lead. */
document_lead_money document_money_of(const document *doc, const char *lead);

/** Whether any lead, also one known through transactions only, is payable. */
bool document_has_payable_lead(const document *doc);

/** How many leads have a sale and no `lead` event. */
int64_t document_unannounced_leads(const document *doc);

/** States the facts of leads, sold leads and offers. */
void document_lead_facts(document *doc);

/** States the facts of transactions, costs and markets. */
void document_money_facts(document *doc);

/** Whether two ids are both there and the same. */
bool document_same_id(const char *a, const char *b);

#endif
