/**
 * @file tests/labs/image.h
 * What a disk may hold after a power cut.
 *
 * What was flushed before the cut is there.  Of each write since, any part may be there, in
 * sectors; of the names made, changed and removed since, the first few or any.
 */
#ifndef RVA_TESTS_LABS_IMAGE_H
#define RVA_TESTS_LABS_IMAGE_H

#include "trace.h"

/** A power cut. */
typedef struct cut {
    size_t at;    /**< the operation that was under way */
    size_t grain; /**< bytes that the disk writes as one */
    size_t lies;  /**< how many of the newest flushes were not done though they said so */
    uint64_t seed;
} cut;

/** A random number below `bound`. */
uint32_t image_random(uint64_t *seed, uint32_t bound);

/** Builds what is left in a new directory. */
void image_build(const trace *of, const cut *when, const char *directory);

#endif
