/**
 * @file store/block.h
 * Log blocks: some events after each other, as MessagePack.
 *
 *     version, recorded_at of the first event, count
 *     recorded array, two for each change of recorded_at: after how many events since the last
 *              change, and by how much later
 *     texts    array: each text that the events use, once
 *     shapes   array, two for each shape of event: its type, and its fields as a set of their
 *              numbers (that of `at` says that there is none)
 *     events   for each: shape, `at` after the event before it, then the present fields in
 *              the order of rva_field_at(): texts by number, reals as millionths
 *     ...      zeros, see store/log.c
 *
 * A block stays under half a page where it can, so LMDB needs no overflow pages for it.
 * The log is the source of truth: it holds whole texts and needs nothing else to be read.
 *
 * Version 1, of stores made by 0.1.0, had one recorded_at for all of a block, and shapes of one
 * number, the fields shifted by four bits and the type in these.  It is read for ever.
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
    RVA__BLOCK_MOMENTS = 256, /**< changes of recorded_at in one block */
};

/** Type and fields of an event. */
typedef struct rva__shape {
    uint64_t type;
    uint64_t fields;
} rva__shape;

/** A block under construction; all zero is none. */
typedef struct rva__block_writer {
    rva__buffer texts;
    rva__buffer events;
    rva__buffer moments; /**< changes of recorded_at */
    uint32_t count;
    uint32_t text_count;
    uint32_t shape_count;
    uint32_t moment_count;
    rva__shape shapes[RVA__BLOCK_SHAPES];
    int64_t before_at;
    int64_t first_recorded_at;
    int64_t last_recorded_at;
    uint32_t last_recorded; /**< number of the first event recorded then */
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
bool rva__block_writer_add(rva__block_writer *writer, const rva_event *event, int64_t recorded_at);

/** Appends the block's bytes. */
void rva__block_writer_finish(const rva__block_writer *writer, rva__buffer *to);

/** A block that was read. */
typedef struct rva__block {
    uint32_t count;
    uint32_t room;
    rva_event *events;
    int64_t *recorded_at; /**< of each event */
    rva__buffer texts;    /**< what the events' texts point into */
} rva__block;

/** Frees a block. */
void rva__block_free(rva__block *block);

/** Reads a block over what `out` held; hostile bytes are safe. */
rva_status rva__block_read(const void *bytes, size_t size, rva__block *out, rva_error *err);

#endif
