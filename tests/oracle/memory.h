/**
 * @file oracle/memory.h
 * Memory that is taken piece by piece and released all at once.
 *
 * The oracle uses nothing of the library, not even its allocator, so that a fault there
 * cannot hide here.  A piece that cannot be had ends the process: this is a test.
 */
#ifndef RVA_ORACLE_MEMORY_H
#define RVA_ORACLE_MEMORY_H

#include <stddef.h>

/** Pieces of memory with one life; all zero is an empty one. */
typedef struct oracle_memory {
    struct oracle_block *blocks;
} oracle_memory;

/** Takes `bytes` zeroed bytes, aligned for anything. */
void *oracle_take(oracle_memory *memory, size_t bytes);

/** Takes room for formatted text and writes it. */
char *oracle_printf(oracle_memory *memory, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Releases every piece. */
void oracle_release(oracle_memory *memory);

#endif
