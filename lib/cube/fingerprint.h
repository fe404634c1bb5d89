/**
 * @file cube/fingerprint.h
 * Which schema a store was made with.
 */
#ifndef RVA_CUBE_FINGERPRINT_H
#define RVA_CUBE_FINGERPRINT_H

#include <stdint.h>

/**
 * A hash of all that decides what derived records mean: the schema's version, the numbers,
 * names and contents of dimensions, families, measures and histograms, and the cuboids.
 *
 * The order in which the schema lists them plays no part.
 */
uint64_t rva__schema_fingerprint(void);

#endif
