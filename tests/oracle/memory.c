/**
 * @file oracle/memory.c
 * Blocks in a list; a piece is cut from the newest.
 */
#include "memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 64 * 1024, ALIGN_BYTES = 16 };

struct oracle_block {
    struct oracle_block *next;
    size_t used;
    size_t room;
    size_t padding; /* so that the bytes behind are aligned */
};

static struct oracle_block *block_new(size_t room)
{
    struct oracle_block *block = calloc(1, sizeof *block + room);
    if (!block)
        abort();
    block->room = room;
    return block;
}

void *oracle_take(oracle_memory *memory, size_t bytes)
{
    const size_t size = (bytes + ALIGN_BYTES - 1) / ALIGN_BYTES * ALIGN_BYTES;
    struct oracle_block *block = memory->blocks;
    if (!block || block->room - block->used < size) {
        block = block_new(size > BLOCK_BYTES ? size : BLOCK_BYTES);
        block->next = memory->blocks;
        memory->blocks = block;
    }
    void *piece = (char *)(block + 1) + block->used;
    block->used += size;
    return piece;
}

char *oracle_printf(oracle_memory *memory, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *text = oracle_take(memory, (size_t)length + 1);
    va_start(list, format);
    vsnprintf(text, (size_t)length + 1, format, list);
    va_end(list);
    return text;
}

void oracle_release(oracle_memory *memory)
{
    while (memory->blocks) {
        struct oracle_block *next = memory->blocks->next;
        free(memory->blocks);
        memory->blocks = next;
    }
}
