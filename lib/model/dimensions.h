/**
 * @file model/dimensions.h
 * What the settings say of dimensions: attributes, aliases, names known.
 */
#ifndef RVA_MODEL_DIMENSIONS_H
#define RVA_MODEL_DIMENSIONS_H

#include <stdbool.h>

#include "model/settings.h"

/** The name of a dimension; an attribute's is the settings'; NULL for one not in use. */
const char *rva__settings_dimension_name(const rva_settings *settings, int dimension);

/** The dimension of that name (`size` bytes), an attribute among them, or -1. */
int rva__settings_dimension_find(const rva_settings *settings, const char *name, uint64_t size);

/** The name that an alias leads to, else the name itself. */
const char *rva__settings_aliased(const rva_settings *settings, int dimension, const char *name);

/**
 * The name that a text stands for: without white space at its ends, its alias followed.
 *
 * @param room  may hold it
 * @return NULL when the text is blank, which counts as absent
 */
const char *rva__settings_name(const rva_settings *settings, int dimension, const char *text,
                               char room[RVA__NAME_BYTES]);

/** Whether only names that are known are accepted of a dimension. */
bool rva__settings_is_strict(const rva_settings *settings, int dimension);

/** Whether a name, without white space at its ends, is one of the settings' or has an alias. */
bool rva__settings_knows(const rva_settings *settings, int dimension, const char *name);

/** Known name number `index` of a dimension, those with an alias left out; NULL past the last. */
const char *rva__settings_known_at(const rva_settings *settings, int dimension, size_t index);

/**
 * Whether what is said of dimensions holds together: that they are there, and that no alias
 * leads to another.
 */
rva_status rva__settings_check_dimensions(const rva_settings *settings, rva_error *err);

#endif
