/**
 * @file read/notes.h
 * The notes that touch a period.
 *
 * Notes have rows of a day of their own (cube/row.h), so that few records are read however much
 * a store holds: the row says when a note begins, its document how far it reaches, the log what
 * it says.
 */
#ifndef RVA_READ_NOTES_H
#define RVA_READ_NOTES_H

#include "cube/source.h"
#include "store/txn.h"

/** Gives the notes that touch a period to `take`, in the order in which they came. */
rva_status rva__notes_each(const rva__txn *txn, int64_t from_at, int64_t to_at, rva__note_fn take,
                           void *context, rva_error *err);

#endif
