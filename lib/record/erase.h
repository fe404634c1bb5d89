/**
 * @file record/erase.h
 * The right to erasure: the person goes, the figures stay.
 */
#ifndef RVA_RECORD_ERASE_H
#define RVA_RECORD_ERASE_H

#include <revanalytics/store.h>

#include "record/batch.h"

/** Erases the person that an erase event names. */
rva_status rva__erase(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                      rva_error *err);

/**
 * Erases the events of a document that is marked as erased from the log.
 *
 * For salvage: the log it finds may be older than the erasure.
 */
rva_status rva__erase_again(rva__batch *batch, uint64_t number, rva_error *err);

#endif
