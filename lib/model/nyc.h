/**
 * @file model/nyc.h
 * New York City's zips.
 */
#ifndef RVA_MODEL_NYC_H
#define RVA_MODEL_NYC_H

#include <stddef.h>

/** The borough of a New York City zip, or NULL. */
const char *rva__nyc_borough(const char *zip);

#endif
