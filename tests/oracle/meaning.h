/**
 * @file oracle/meaning.h
 * What events mean by the settings of all histories: names as they are meant, attributes.
 */
#ifndef RVA_ORACLE_MEANING_H
#define RVA_ORACLE_MEANING_H

#include <revanalytics/event.h>

#include "model/schema.h"
#include "memory.h"

enum { MEANING_ALIASES = 9, MEANING_ATTRIBUTES = 2, MEANING_TAGS = 12 };

/** An alias of the settings: a spelling of a dimension, and the name that is meant. */
typedef struct meaning_alias {
    int dimension;
    const char *spelling;
    const char *name;
} meaning_alias;

extern const meaning_alias meaning_aliases[MEANING_ALIASES];

/** The attributes of the settings. */
extern const char *const meaning_attributes[MEANING_ATTRIBUTES];

/** Tags that events may have. */
const char *meaning_tags(size_t index);

/** The name that a text means; NULL when it is blank or NULL. */
const char *meaning_name(int dimension, const char *text, oracle_memory *memory);

/** The value of attribute number `index` that tags give, or NULL. */
const char *meaning_attribute(const char *tags, size_t index);

/** A copy of an event with its names as they are meant. */
const rva_event *meaning_of(const rva_event *event, oracle_memory *memory);

#endif
