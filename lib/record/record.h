/**
 * @file record/record.h
 * The parts of folding one event: who it is, where it belongs, what it repeats.
 */
#ifndef RVA_RECORD_RECORD_H
#define RVA_RECORD_RECORD_H

#include "record/batch.h"

/** An event on its way into a document. */
typedef struct rva__arrival {
    const rva_event *event;
    rva__entry entry;
    rva__hash128 own; /**< hash of its own id; low 0 for types without one */
    rva__hot *home;   /**< the document it belongs to */
    rva__hot *known;  /**< the document its own id leads to, or NULL */
} rva__arrival;

/** Fills `entry` from the event; names become dictionary values. */
rva_status rva__record_entry(rva__batch *batch, rva__arrival *arrival, rva_error *err);

/**
 * The id whose document the event belongs to (docs/definitions.md); its type is returned.
 *
 * @return -1 when the event belongs to a document of its own
 */
int rva__record_home_id(const rva__arrival *arrival, const char **id);

/** Finds (or makes) the document where the event belongs. */
rva_status rva__record_home(rva__batch *batch, rva__arrival *arrival, rva_error *err);

/** Writes the event to the log, unless it is there already. */
rva_status rva__record_log(rva__batch *batch, const rva_event *event, rva_error *err);

/** Replaces entry `index` of arrival->known by the arrival, moving what follows it. */
rva_status rva__record_correct(rva__batch *batch, rva__arrival *arrival, uint32_t index,
                               rva_error *err);

/** Lets all of document `from`, which waited for it, join document `to`. */
rva_status rva__record_join(rva__batch *batch, rva__hot *from, rva__hot *to, rva_error *err);

/** Erases the person that an erase event names. */
rva_status rva__record_erase(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                             rva_error *err);

/**
 * Erases from the log what can be read of a document that was erased: where the log is older
 * than the erasure, which no store is, but what salvage finds of one.
 */
rva_status rva__record_erase_again(rva__batch *batch, uint64_t number, rva_error *err);

#endif
