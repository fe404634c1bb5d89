/**
 * @file record/record.h
 * Recording one event: folded into its document.
 */
#ifndef RVA_RECORD_RECORD_H
#define RVA_RECORD_RECORD_H

#include <revanalytics/store.h>

#include "record/batch.h"

/**
 * Folds one checked event.
 *
 * @return RVA_OK with the outcome; RVA_CONFLICT, RVA_LIMIT, RVA_ERASED, RVA_INVALID,
 *         RVA_NOT_FOUND when the event is refused and nothing changed; anything else when the
 *         transaction must not be committed
 */
rva_status rva__record_event(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                             rva_error *err);

/** Whether that status of rva__record_event() means that just this event is refused. */
bool rva__record_refused(rva_status status);

#endif
