/**
 * @file revanalytics/records.h
 * What a store knows, one by one: documents, conversations, leads, transactions.
 *
 * Rows come in pages, each a report with one table, in the order in which the store first
 * heard of them.  Each page is one moment of the store; a long reading holds nothing back
 * from the writers.  A reader belongs to one thread.
 *
 * Behind the fields of a conversation, lead or transaction row lie its attributes, a
 * `const char *` each in the order of the settings.  Their columns are called as they are, with
 * "attribute_" before a name that another column has.
 */
#ifndef REVANALYTICS_RECORDS_H
#define REVANALYTICS_RECORDS_H

#include <revanalytics/store.h>
#include <revanalytics/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What is listed. */
typedef enum rva_record_kind {
    RVA_RECORDS_DOCUMENTS = 0,     /**< ::rva_document_row */
    RVA_RECORDS_CONVERSATIONS = 1, /**< ::rva_conversation_row */
    RVA_RECORDS_LEADS = 2,         /**< ::rva_lead_row */
    RVA_RECORDS_TRANSACTIONS = 3,  /**< ::rva_transaction_row */
} rva_record_kind;

/** A document: the events of one conversation, or of none. */
typedef struct rva_document_row {
    int64_t document;         /**< its number */
    const char *conversation; /**< id, NULL when it is no conversation or was erased */
    int64_t events;           /**< how many */
    int64_t first_at;         /**< the earliest */
    int64_t last_at;          /**< the latest */
    int64_t erased;           /**< 1 when a person of it was erased */
} rva_document_row;

/** A conversation as it stands. */
typedef struct rva_conversation_row {
    const char *conversation;  /**< id, NULL when it was erased */
    int64_t started_at;        /**< its earliest activity */
    int64_t last_activity_at;  /**< its latest */
    const char *state;         /**< "open", "completed", "abandoned", "disqualified", "error" */
    const char *source;        /**< where it came from */
    const char *medium;        /**< by what */
    const char *campaign;      /**< by which campaign */
    const char *channel;       /**< over which channel */
    const char *agent;         /**< who led it */
    const char *borough;       /**< where it is about */
    const char *zip;           /**< the same, by zip */
    const char *path;          /**< stages in the order first entered */
    int64_t leads;             /**< its leads */
    int64_t sales;             /**< its sale transactions */
    int64_t revenue_net_minor; /**< its net revenue */
} rva_conversation_row;

/** A lead as it stands. */
typedef struct rva_lead_row {
    const char *lead;           /**< id, NULL when it was erased */
    const char *conversation;   /**< id of its conversation */
    int64_t happened_at;        /**< when it became one */
    const char *state;          /**< "waiting", "pending", "answered", "sold", "returned" */
    const char *tier;           /**< the buyer's if known, else the predicted one */
    const char *predicted_tier; /**< as the lead event says */
    double score;               /**< 0..1: the chance of being accepted */
    int64_t value_minor;        /**< predicted value */
    int64_t sales;              /**< its sale transactions */
    int64_t revenue_net_minor;  /**< its net revenue */
} rva_lead_row;

/** A transaction with the dimensions it counts under. */
typedef struct rva_transaction_row {
    const char *transaction_id; /**< NULL when it was erased */
    int64_t happened_at;        /**< when it happened */
    const char *kind;           /**< "sale", "refund", "return", "chargeback", "adjustment" */
    int64_t amount_minor;       /**< below 0 when money went back */
    const char *conversation;   /**< ids as the transaction gave them */
    const char *lead;           /**< id of its lead */
    const char *offer;          /**< id of its offer */
    const char *of;             /**< id of the sale it takes back */
    const char *platform;       /**< the buyer */
    const char *tier;           /**< tier of the lead */
    const char *source;         /**< source of the conversation */
    const char *borough;        /**< borough of the conversation */
    const char *zip;            /**< its zip */
} rva_transaction_row;

/** A reader. */
typedef struct rva_records rva_records;

/**
 * Opens a reader at the first row.
 *
 * @param now_at  decides which conversations are open; ::RVA_ABSENT for the clock's
 * @param out     receives the reader; close with rva_records_close()
 */
RVA_API rva_status rva_records_open(rva_store *store, rva_record_kind kind, int64_t now_at,
                                    rva_records **out, rva_error *err);

/**
 * The next page, some thousand rows.
 *
 * @param out  receives a report with one table, named after the kind ("leads"); free with
 *        rva_report_free()
 * @return RVA_OK, or RVA_NOT_FOUND after the last page
 */
RVA_API rva_status rva_records_next(rva_records *records, rva_report **out, rva_error *err);

/** Closes a reader; NULL is fine. */
RVA_API void rva_records_close(rva_records *records);

#ifdef __cplusplus
}
#endif

#endif
