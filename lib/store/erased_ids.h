/**
 * @file store/erased_ids.h
 * The ids of an event, and what stays of texts when a person was erased.
 */
#ifndef RVA_STORE_ERASED_IDS_H
#define RVA_STORE_ERASED_IDS_H

#include "model/tags.h"
#include "store/ids.h"

/** The fields of an event that hold ids. */
enum { RVA__ID_FIELDS = 12 };

/** Texts of erased ids; they must outlive the event that was given them. */
typedef struct rva__erased_texts {
    char texts[RVA__ID_FIELDS][RVA__ID_ERASED_BYTES];
    char tags[RVA__ATTRIBUTES_BYTES]; /**< those that are attributes */
} rva__erased_texts;

/** The id in field `index` of an event, to be read or set; `type` receives its kind. */
const char **rva__event_id(rva_event *event, int index, int *type);

/** Puts the keyed hash of an id in its place. */
void rva__erased_ids_one(const rva__config *config, rva_event *event, int index,
                         rva__erased_texts *texts);

/** Free text goes, and all tags but attributes, which are dimensions like any other. */
void rva__erased_free_text(const rva__config *config, rva_event *event, rva__erased_texts *texts);

/** Puts hashes in the place of all ids; free text goes. */
void rva__erased_ids_all(const rva__config *config, rva_event *event, rva__erased_texts *texts);

/** The same for the ids that are erased in another event. */
void rva__erased_ids_like(const rva__config *config, const rva_event *erased, rva_event *event,
                          rva__erased_texts *texts);

#endif
