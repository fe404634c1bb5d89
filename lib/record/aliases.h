/**
 * @file record/aliases.h
 * Ids of persons who were erased in another store, or in this one before it was exported.
 *
 * An export writes the id of an erased person as "~" and its hash under the key of the store.
 * Imported, that text is an id like any other; so an event that still has the readable id is one
 * of the erased when the text that this id would have been is known.
 */
#ifndef RVA_RECORD_ALIASES_H
#define RVA_RECORD_ALIASES_H

#include "record/batch.h"
#include "store/erased_ids.h"

/** An event with the ids that it would have in the exports; its texts live as long. */
typedef struct rva__aliased {
    rva_event event;
    rva__erased_texts texts;
    bool own;   /**< its own id, or its uid, is that of somebody who was erased */
    bool names; /**< or any that it names */
} rva__aliased;

/** Remembers the key of an erase event that comes from another store. */
rva_status rva__aliases_add(rva__batch *batch, const char *key, rva_error *err);

/** Gives `out` the event to be recorded: itself, or the copy in `room`, which says more. */
rva_status rva__aliases_find(rva__batch *batch, const rva_event *event, rva__aliased *room,
                             const rva_event **out, rva_error *err);

#endif
