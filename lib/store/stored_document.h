/**
 * @file store/stored_document.h
 * A document as it is stored, by its number.
 */
#ifndef RVA_STORE_STORED_DOCUMENT_H
#define RVA_STORE_STORED_DOCUMENT_H

#include "fold/document.h"
#include "store/txn.h"

/** Reads the document of a number over what `out` held; RVA_CORRUPT when there is none. */
rva_status rva__stored_document(const rva__txn *txn, uint64_t number, rva__document *out,
                                rva_error *err);

#endif
