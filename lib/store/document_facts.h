/**
 * @file store/document_facts.h
 * The facts that a document states, with names of this store.
 */
#ifndef RVA_STORE_DOCUMENT_FACTS_H
#define RVA_STORE_DOCUMENT_FACTS_H

#include "fold/facts.h"
#include "store/config.h"

/** The facts of a document with its path's value; `add` gives a new path a value. */
rva_status rva__document_facts(rva__config *config, const rva__document *document, int64_t now,
                               bool add, rva__facts *out, rva_error *err);

/** The same of rva__facts_both(). */
rva_status rva__document_facts_both(rva__config *config, const rva__document *document, bool add,
                                    rva__facts *closed, rva__facts *open, rva_error *err);

#endif
