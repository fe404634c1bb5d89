/**
 * @file record/flush.h
 * Writing what a batch changed.
 */
#ifndef RVA_RECORD_FLUSH_H
#define RVA_RECORD_FLUSH_H

#include "record/batch.h"

/**
 * Writes all that changed.
 *
 * @return RVA_OK; RVA_LIMIT when a sum would leave 64 bits; the transaction must not be
 *         committed unless RVA_OK
 */
rva_status rva__batch_flush(rva__batch *batch, rva_error *err);

#endif
