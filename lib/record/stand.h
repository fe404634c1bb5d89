/**
 * @file record/stand.h
 * Events come to stand in their place, fall when they are superseded or void, and follow what
 * they name when that moves.
 */
#ifndef RVA_RECORD_STAND_H
#define RVA_RECORD_STAND_H

#include "record/identity.h"

/**
 * The event stands from now on, and what names it is placed again.
 *
 * @return RVA_OK; RVA_LIMIT when a document would hold too many events: then things are to be
 *         put back by rva__batch_saved()
 */
rva_status rva__stand(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                      rva_error *err);

/** The version that stands is superseded: it becomes a past one, in the same document. */
rva_status rva__supersede(rva__batch *batch, const rva__arrival *arrival, const rva__identity *who,
                          rva_error *err);

/**
 * A version that does not stand may carry a uid that was not known yet: it names the event that
 * stands from now on.
 *
 * @param voided  receives whether a void of that uid came after the version that stands
 */
rva_status rva__adopt_uid(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                          bool *voided, rva_error *err);

/**
 * No version of the event stands from now on: they wait where the event is waited for, and what
 * names it is placed again.
 *
 * @param name  by what the event is known
 * @param home  receives the document of its versions
 */
rva_status rva__fall(rva__batch *batch, rva__arrival *arrival, const rva__identity *who,
                     const rva__link *name, rva__cached **home, rva_error *err);

#endif
