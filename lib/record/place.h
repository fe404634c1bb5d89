/**
 * @file record/place.h
 * Where an event belongs: the one rule, for arriving events and recorded ones.
 *
 * Of the links it names, in the order `of`, `offer`, `lead`, the first that names something
 * recorded that has a place decides: it belongs where that belongs.  Else it belongs to the
 * conversation it names; else it waits where the first of its links is waited for.  A sale
 * without any link is a place of its own; an offer whose lead is not recorded has none.
 */
#ifndef RVA_RECORD_PLACE_H
#define RVA_RECORD_PLACE_H

#include "record/arrival.h"

enum { RVA__LINKS_MAX = 3 };

/** Where an event belongs. */
typedef enum rva__place_kind {
    RVA__PLACE_CONVERSATION, /**< in the conversation it names */
    RVA__PLACE_WITH,         /**< in the document of what it names */
    RVA__PLACE_WAITING,      /**< in the document that waits for `waits_for`, or is its own */
} rva__place_kind;

/** A place, and the links that would have decided first if they could. */
typedef struct rva__place {
    rva__place_kind kind;
    rva__cached *with;
    rva__link waits_for;
    rva__link watched[RVA__LINKS_MAX];
    int watched_count;
} rva__place;

/** Where an event belongs as things stand; nothing is changed. */
rva_status rva__place_of(rva__batch *batch, const rva__arrival *arrival, rva__place *out,
                         rva_error *err);

/** The document of a place, made when there is none. */
rva_status rva__place_document(rva__batch *batch, const rva__arrival *arrival,
                               const rva__place *place, rva__cached **out, rva_error *err);

/** Whether a document is that of a place. */
bool rva__place_is(rva__batch *batch, const rva__arrival *arrival, const rva__place *place,
                   const rva__document *document, uint64_t number);

/** Whether a transaction names another conversation than that of a document. */
bool rva__place_is_crossed(rva__batch *batch, const rva__arrival *arrival,
                           const rva__document *document);

/** The document in which what is named stands, or NULL; `index` receives its entry's place. */
rva_status rva__place_find(rva__batch *batch, const rva__link *link, rva__cached **out,
                           uint32_t *index, rva_error *err);

/** Whether a name is that of somebody who was erased: not one that only later money gave. */
rva_status rva__link_is_erased(rva__batch *batch, const rva__link *link, bool *out, rva_error *err);

/** Whether a name leads to the events of somebody who was erased, also as that of later money. */
rva_status rva__link_leads_to_erased(rva__batch *batch, const rva__link *link, bool *out,
                                     rva_error *err);

/** The conversation's document, made when there is none. */
rva_status rva__conversation_document(rva__batch *batch, const char *id, rva__cached **out,
                                      rva_error *err);

/** The document that waits for what is named, made when there is none. */
rva_status rva__waiting_document(rva__batch *batch, const rva__link *link, rva__cached **out,
                                 rva_error *err);

/**
 * Makes a name lead to a document.  Who watches it moves along, and the document to which it
 * led before is one of them.
 */
rva_status rva__lead_to(rva__batch *batch, const rva__link *link, rva__cached *to, rva_error *err);

/** Remembers that a document has events that would follow what is named. */
rva_status rva__watch(rva__batch *batch, const rva__link *link, rva__cached *from, rva_error *err);

#endif
