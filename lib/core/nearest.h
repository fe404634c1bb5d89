/**
 * @file core/nearest.h
 * The name that somebody most likely meant.
 */
#ifndef RVA_CORE_NEAREST_H
#define RVA_CORE_NEAREST_H

#include <revanalytics/schema.h>

enum { RVA__EDITS_ANY = 1 << 20 };

/**
 * The name of a list with the fewest edits (insert, delete, replace; upper and lower case are
 * one) to another, of several the first of the alphabet; three letters or more with which one
 * of the two begins count as one edit.
 *
 * @param edits_max  more are not near; RVA__EDITS_ANY takes any name
 * @return a name of the list, or NULL
 */
const char *rva__nearest(const char *name, size_t length, rva_name_at_fn at, void *context,
                         size_t edits_max);

#endif
