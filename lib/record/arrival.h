/**
 * @file record/arrival.h
 * An event on its way into a document: its entry, its names, and what it names.
 */
#ifndef RVA_RECORD_ARRIVAL_H
#define RVA_RECORD_ARRIVAL_H

#include "record/batch.h"

/** The name of something that is recorded, or that is waited for. */
typedef struct rva__link {
    rva__hash128 hash; /**< low 0: none */
    int type;          /**< ::rva_event_type, or RVA__ID_UID */
} rva__link;

/** An event on its way into a document. */
typedef struct rva__arrival {
    const rva_event *event;
    rva__entry entry;
    rva__link own; /**< by its id; none for types without one */
    rva__link uid;
    rva__link of;
    rva__link offer;
    rva__link lead;
} rva__arrival;

/** Whether there is such a link. */
static inline bool rva__link_is(const rva__link *link)
{
    return link->hash.low != 0;
}

/** Whether events can belong where what is so named belongs. */
static inline bool rva__link_has_followers(const rva__link *link)
{
    return link->type == RVA_EVENT_LEAD || link->type == RVA_EVENT_OFFER ||
           link->type == RVA_EVENT_TRANSACTION;
}

/** The names of the event, and what it names; the entry stays as it is. */
void rva__arrival_links(rva__batch *batch, rva__arrival *arrival);

/** The same, and the entry; names become dictionary values. */
rva_status rva__arrival_entry(rva__batch *batch, rva__arrival *arrival, rva_error *err);

/** What of a recorded event is needed to place it again. */
typedef struct rva__recalled {
    rva_event event; /**< its type and `conversation`; no other text */
    char conversation[RVA_ID_BYTES_MAX + 1];
} rva__recalled;

/** The links of the recorded event of `arrival->entry`; `recalled` must outlive the arrival. */
rva_status rva__arrival_recall(rva__batch *batch, rva__arrival *arrival, rva__recalled *recalled,
                               rva_error *err);

/** By what the event is known: its id, else its uid; none when it has neither. */
static inline const rva__link *rva__arrival_name(const rva__arrival *arrival)
{
    return rva__link_is(&arrival->own) ? &arrival->own : &arrival->uid;
}

#endif
