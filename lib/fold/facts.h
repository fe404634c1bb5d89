/**
 * @file fold/facts.h
 * What a document states: the fold itself.
 *
 * Pure: the same entries, rules and `now` give the same facts.  docs/definitions.md is the
 * specification; each file of this folder that makes facts does one part of it.
 */
#ifndef RVA_FOLD_FACTS_H
#define RVA_FOLD_FACTS_H

#include "fold/document.h"
#include "fold/fact.h"
#include "fold/rules.h"

/** Frees facts and their scratch. */
void rva__facts_free(rva__facts *facts);

/**
 * The facts of a document as of `now`, over what `out` held.
 *
 * The dimension PATH is left unknown: the caller gives it the value of `out->path`.
 */
rva_status rva__facts_of(const rva__document *document, const rva__rules *rules, int64_t now,
                         rva__facts *out, rva_error *err);

/**
 * The facts of a document once its idle time has run out, and what is stated instead before that.
 *
 * @param closed  receives those of rva__facts_of() as of RVA__NOW_NEVER
 * @param open    receives the facts that depend on how the conversation ended, each at the place
 *                of its like in `closed`; none when it has an end, or is no conversation
 */
rva_status rva__facts_both(const rva__document *document, const rva__rules *rules,
                           rva__facts *closed, rva__facts *open, rva_error *err);

#endif
