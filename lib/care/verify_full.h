/**
 * @file care/verify_full.h
 * Recomputing what is derived, and comparing it bit by bit.
 */
#ifndef RVA_CARE_VERIFY_FULL_H
#define RVA_CARE_VERIFY_FULL_H

#include "care/verification.h"

/** Compares the tallies of days with the log. */
rva_status rva__verify_days(rva__verification *work, rva_error *err);

/** Checks that what an erasure names is erased; a visitor may have come again, so not those. */
rva_status rva__verify_erasure(rva__verification *work, const rva_event *event, rva_error *err);

/** Recomputes everything from log and documents and compares bit by bit. */
rva_status rva__verify_full(rva__verification *work, rva_error *err);

#endif
