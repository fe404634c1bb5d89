/**
 * @file model/pairs.h
 * A sorted list of what a setting says of names: zones, aliases, values.
 */
#ifndef RVA_MODEL_PAIRS_H
#define RVA_MODEL_PAIRS_H

#include <stddef.h>

#include <revanalytics/status.h>

#include "model/name.h"

/** What is said of a name of a dimension. */
typedef struct rva__pair {
    char dimension[RVA__NAME_BYTES];
    char name[RVA__NAME_BYTES];
    char value[RVA__NAME_BYTES]; /**< "" when it is only listed */
} rva__pair;

/** Sorted by dimension and name. */
typedef struct rva__pairs {
    rva__pair *items;
    size_t count;
    size_t room;
} rva__pairs;

/** Frees the items; the list is empty then. */
void rva__pairs_free(rva__pairs *pairs);

/** Makes `to` a copy; what it held is not freed. */
rva_status rva__pairs_copy(const rva__pairs *from, rva__pairs *to, rva_error *err);

/** What is said of a name, or NULL. */
const rva__pair *rva__pairs_find(const rva__pairs *pairs, const char *dimension, const char *name);

/**
 * Says something of a name, in place of what was said before.
 *
 * @param setting  its name, for the message when there are `max` pairs already
 */
rva_status rva__pairs_set(rva__pairs *pairs, const rva__pair *pair, const char *setting, size_t max,
                          rva_error *err);

/** Removes what is said of a name, if anything is. */
void rva__pairs_remove(rva__pairs *pairs, const char *dimension, const char *name);

#endif
