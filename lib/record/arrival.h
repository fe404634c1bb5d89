/**
 * @file record/arrival.h
 * An event on its way into a document: who it is, and where it belongs.
 */
#ifndef RVA_RECORD_ARRIVAL_H
#define RVA_RECORD_ARRIVAL_H

#include "record/batch.h"

/** An event on its way into a document. */
typedef struct rva__arrival {
    const rva_event *event;
    rva__entry entry;
    rva__hash128 own;   /**< hash of its own id; low 0 for types without one */
    rva__cached *home;  /**< the document it belongs to */
    rva__cached *known; /**< the document its own id leads to, or NULL */
} rva__arrival;

/** Fills `entry` from the event; names become dictionary values. */
rva_status rva__arrival_entry(rva__batch *batch, rva__arrival *arrival, rva_error *err);

/**
 * The id whose document the event belongs to (docs/definitions.md); its type is returned.
 *
 * @return -1 when the event belongs to a document of its own
 */
int rva__arrival_home_id(const rva__arrival *arrival, const char **id);

/** Finds (or makes) the document where the event belongs. */
rva_status rva__arrival_home(rva__batch *batch, rva__arrival *arrival, rva_error *err);

#endif
