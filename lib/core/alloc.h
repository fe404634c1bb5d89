/**
 * @file core/alloc.h
 * The only door to the heap, so that tests can shut it.
 */
#ifndef RVA_CORE_ALLOC_H
#define RVA_CORE_ALLOC_H

#include <stddef.h>

/** As malloc(); NULL when out of memory or when the test limit is reached. */
void *rva__alloc(size_t size);

/** As calloc(), checked for overflow. */
void *rva__alloc_zero(size_t count, size_t size);

/** As realloc(); on failure the old block stays. */
void *rva__alloc_resize(void *block, size_t size);

/** A copy of a text, or NULL; NULL of NULL. */
char *rva__alloc_text(const char *text);

/** As free(). */
void rva__alloc_free(void *block);

/** Tests only: after `allowed` more allocations all fail; negative lifts the limit. */
void rva__alloc_limit(long allowed);

/** Tests only: blocks now live. */
long rva__alloc_live(void);

#endif
