/**
 * @file record/void.h
 * Voids: what they name leaves every figure, as if it had not been recorded, and stays known.
 */
#ifndef RVA_RECORD_VOID_H
#define RVA_RECORD_VOID_H

#include <revanalytics/store.h>

#include "record/batch.h"

/** Voids what a void event names, also before it comes. */
rva_status rva__void(rva__batch *batch, const rva_event *event, rva_outcome *outcome,
                     rva_error *err);

#endif
