/**
 * @file record/join.h
 * Documents join when the link between them arrives.
 *
 * An event whose link is not known yet waits in a document of its own.
 */
#ifndef RVA_RECORD_JOIN_H
#define RVA_RECORD_JOIN_H

#include "record/batch.h"

/** Moves all events of document `from` into document `to`; `from` only leads there after. */
rva_status rva__join(rva__batch *batch, rva__cached *from, rva__cached *to, rva_error *err);

#endif
