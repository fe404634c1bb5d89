/**
 * @file record/correct.h
 * A correction replaces an event.  Where its links are others, it moves to another document,
 * together with the events that refer to it.
 */
#ifndef RVA_RECORD_CORRECT_H
#define RVA_RECORD_CORRECT_H

#include "record/arrival.h"

/** Replaces entry `index` of arrival->known by the arrival, moving what follows it. */
rva_status rva__correct(rva__batch *batch, rva__arrival *arrival, uint32_t index, rva_error *err);

#endif
