/**
 * @file store/block.h
 * Log blocks: some events after each other, as MessagePack.
 *
 *     version, recorded_at, count
 *     texts    array: each text that the events use, once
 *     shapes   array: type and present fields of each shape of event, once (the bit of `at`
 *              says that there is none)
 *     events   for each: shape, `at` after the event before it, then the present fields in
 *              the order of rva_field_at(): texts by number, reals as millionths
 *
 * A block stays under half a page where it can, so LMDB needs no overflow pages for it.
 * The log is the source of truth: it holds whole texts and needs nothing else to be read.
 */
#ifndef RVA_STORE_BLOCK_H
#define RVA_STORE_BLOCK_H

#include <revanalytics/event.h>

#include "core/buffer.h"

enum {
    RVA__BLOCK_BYTES = 1980, /**< sealed; an event larger than that has a block of its own */
    RVA__BLOCK_TEXTS = 512,
    RVA__BLOCK_SHAPES = 64,
    RVA__BLOCK_SLOTS = 1024,
};

/** A block under construction; all zero is none. */
typedef struct rva__block_writer {
    rva__buffer texts;
    rva__buffer events;
    uint32_t count;
    uint32_t text_count;
    uint32_t shape_count;
    uint64_t shapes[RVA__BLOCK_SHAPES];
    int64_t before_at;
    struct {
        uint64_t hash;
        uint32_t number;
        uint32_t offset; /**< of the text in `texts` */
        uint32_t size;
        uint32_t epoch; /**< the block it belongs to */
    } slots[RVA__BLOCK_SLOTS];
    uint32_t epoch;
} rva__block_writer;

/** Frees a writer's buffers. */
void rva__block_writer_free(rva__block_writer *writer);

/** Starts a new block. */
void rva__block_writer_clear(rva__block_writer *writer);

/** Adds an event; false when the block is full without it (it is unchanged then). */
bool rva__block_writer_add(rva__block_writer *writer, const rva_event *event);

/** Appends the block's bytes. */
void rva__block_writer_finish(const rva__block_writer *writer, int64_t recorded_at,
                              rva__buffer *to);

/** A block that was read. */
typedef struct rva__block {
    int64_t recorded_at;
    uint32_t count;
    uint32_t room;
    rva_event *events;
    rva__buffer texts; /**< what the events' texts point into */
} rva__block;

/** Frees a block. */
void rva__block_free(rva__block *block);

/** Reads a block over what `out` held; hostile bytes are safe. */
rva_status rva__block_read(const void *bytes, size_t size, rva__block *out, rva_error *err);

#endif
