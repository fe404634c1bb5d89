/**
 * @file model/tags.h
 * Tags: a JSON object of which some members are attributes.
 */
#ifndef RVA_MODEL_TAGS_H
#define RVA_MODEL_TAGS_H

#include <stdbool.h>

#include <revanalytics/event.h>

#include "model/settings.h"

/** Bytes of the text of rva__attributes_write(). */
enum {
    RVA__ATTRIBUTES_BYTES =
        RVA__ATTRIBUTES_MAX * (RVA__ATTRIBUTE_NAME_MAX + 2 * RVA__NAME_BYTES + 8) + 8,
};

/** The values of the settings' attributes, in their order; "" for one that is absent. */
typedef struct rva__attributes {
    char values[RVA__ATTRIBUTES_MAX][RVA__NAME_BYTES];
} rva__attributes;

/** Whether a text is a JSON object, nested at most 64 deep. */
bool rva__tags_are_object(const char *tags);

/**
 * The attributes among tags: texts without white space at their ends, numbers in their shortest
 * form, true and false.
 *
 * Null, lists, objects and what is over 128 bytes long are absent; the last of several members
 * of one name counts.
 *
 * @return RVA_INVALID when a value is none that a name may have; it is absent then
 */
rva_status rva__attributes_read(const rva_settings *settings, const char *tags,
                                rva__attributes *out, rva_error *err);

/** Attributes as tags that say the same; false when there are none. */
bool rva__attributes_write(const rva_settings *settings, const rva__attributes *attributes,
                           char out[RVA__ATTRIBUTES_BYTES]);

#endif
