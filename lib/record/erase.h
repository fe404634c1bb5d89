/**
 * @file record/erase.h
 * The right to erasure: the person goes, the figures stay.
 *
 * In the log every id of the person becomes its keyed hash, wherever it is named, and tags and
 * free text go.  Documents keep what they stated, and refuse what is still to come.
 */
#ifndef RVA_RECORD_ERASE_H
#define RVA_RECORD_ERASE_H

#include <revanalytics/store.h>

#include "record/arrival.h"
#include "store/erased_ids.h"

/** Erases the person that an erase event names. */
rva_status rva__erase(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                      rva_error *err);

/**
 * Erases from the log what documents that are marked as erased still have in it.
 *
 * For salvage: the log it finds may be older than the erasure.
 */
rva_status rva__erase_again(rva__batch *batch, const uint64_t *numbers, size_t count,
                            rva_error *err);

/**
 * Refuses an event of an erased person.
 *
 * @param hashed  receives whether it is money that names one: it is kept, without readable ids
 * @return RVA_OK or RVA_ERASED
 */
rva_status rva__erased_check(rva__batch *batch, const rva__arrival *arrival, bool *hashed,
                             rva_error *err);

/**
 * Puts hashes in the place of the ids of money that names an erased person: its own, and those of
 * nobody else who is recorded.
 */
rva_status rva__erased_money(rva__batch *batch, rva_event *event, rva__erased_texts *texts,
                             rva_error *err);

/** Says that a person was erased. */
rva_status rva__erased_fail(rva_error *err);

/** Refuses what names something of an erased person. */
rva_status rva__erased_refuse(rva__batch *batch, const rva__link *link, rva_error *err);

#endif
