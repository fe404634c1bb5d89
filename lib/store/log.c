/**
 * @file store/log.c
 * Blocks in the log database, and the tally of each day.
 */
#include "store/log.h"

#include "core/alloc.h"
#include "core/error.h"
#include "core/zone.h"

/** A block so large is not looked at for room. */
enum { BYTES_FULL = RVA__BLOCK_BYTES - 40 };

/** Two full blocks leave less room than this in a page. */
enum { BYTES_LEAST = 300 };

/** A cache holds the blocks of the last 65,536 events: what a conversation waits for is near. */
enum { CACHE_READERS = 1024, CACHE_EVENTS_EACH = 64, CACHE_EVENTS_BACK = 256 };

void rva__log_writer_open(rva__log_writer *writer, rva__txn *txn, int64_t recorded_at)
{
    writer->txn = txn;
    writer->begun = false;
    rva__log_recorded(writer, recorded_at);
}

void rva__log_recorded(rva__log_writer *writer, int64_t recorded_at)
{
    const int64_t last = writer->txn->state.recorded_at;
    writer->recorded_at = recorded_at < last ? last : recorded_at;
}

void rva__log_writer_free(rva__log_writer *writer)
{
    rva__block_writer_free(&writer->block);
    rva__block_free(&writer->newest);
    rva__buffer_free(&writer->scratch);
}

static rva_status tally_day(rva__txn *txn, int64_t recorded_at, uint32_t crc, int sign,
                            rva_error *err)
{
    uint8_t key[4];
    rva__tally tally = {0};
    const void *value;
    size_t size;
    rva__big_put32(key, (uint32_t)rva__floor_div(recorded_at, RVA__DAY_US));
    RVA__TRY(rva__txn_get(txn, RVA__DB_DAYS, key, sizeof key, &value, &size, err));
    if (size == sizeof tally)
        memcpy(&tally, value, sizeof tally);
    rva__tally_add(&tally, crc, sign);
    return rva__txn_put(txn, RVA__DB_DAYS, key, sizeof key, &tally, sizeof tally, err);
}

static rva_status tally_block(rva__txn *txn, int64_t recorded_at, uint32_t crc, int sign,
                              rva_error *err)
{
    rva__tally_add(&txn->state.log, crc, sign);
    return tally_day(txn, recorded_at, crc, sign, err);
}

/** Takes the block that is to be replaced out of the tallies. */
static rva_status untally_old(rva__txn *txn, const uint8_t key[8], int64_t recorded_at,
                              rva_error *err)
{
    const void *value;
    size_t size;
    RVA__TRY(rva__txn_get(txn, RVA__DB_LOG, key, 8, &value, &size, err));
    if (size < RVA__SEAL_BYTES)
        return RVA_OK;
    return tally_block(txn, recorded_at, rva__seal_read(value), -1, err);
}

/**
 * Makes a small block so large that it is not put beside two full ones: it will grow, and LMDB
 * would then move one of the two into a page of its own.
 */
static void pad(rva__buffer *block)
{
    static const uint8_t zeros[BYTES_LEAST];
    if (block->size < BYTES_LEAST)
        rva__buffer_put(block, zeros, BYTES_LEAST - block->size);
}

/** Puts a block; `newest`: it comes after all others, and replaces none. */
static rva_status put_block(rva__txn *txn, int64_t first_seq, const rva__block_writer *block,
                            bool newest, rva__buffer *scratch, rva_error *err)
{
    uint8_t bytes[8];
    const rva__slice key = {bytes, sizeof bytes};
    const int64_t recorded_at = block->first_recorded_at;
    rva__big_put64(bytes, (uint64_t)first_seq);
    if (!newest)
        RVA__TRY(untally_old(txn, bytes, recorded_at, err));
    rva__buffer_clear(scratch);
    const size_t start = rva__seal_begin(scratch);
    rva__block_writer_finish(block, scratch);
    pad(scratch);
    if (scratch->failed)
        return rva__fail_memory(err);
    const uint32_t seal = rva__seal_end(scratch, start, bytes, sizeof bytes);
    const rva__slice value = {scratch->data, scratch->size};
    RVA__TRY(newest ? rva__raw_append(&txn->raw, RVA__DB_LOG, key, value, err)
                    : rva__raw_put(&txn->raw, RVA__DB_LOG, key, value, err));
    return tally_block(txn, recorded_at, seal, 1, err);
}

rva_status rva__log_put_block(rva__txn *txn, int64_t first_seq, const rva__block_writer *block,
                              rva__buffer *scratch, rva_error *err)
{
    return put_block(txn, first_seq, block, false, scratch, err);
}

/** Starts a block after the one under construction. */
static void begin_block(rva__log_writer *writer)
{
    rva__block_writer_clear(&writer->block);
    writer->first_seq = writer->txn->state.next_seq;
    writer->stored = 0;
}

/** Takes the events of the newest block in hand, so that it grows instead of another one. */
static rva_status take_newest(rva__log_writer *writer, const rva__slice *key,
                              const rva__slice *value, rva_error *err)
{
    int64_t first_seq;
    rva__block *newest = &writer->newest;
    if (value->size >= BYTES_FULL)
        return RVA_OK;
    RVA__TRY(rva__log_open_block(key, value, newest, &first_seq, err));
    if (first_seq + newest->count != writer->txn->state.next_seq)
        return RVA_OK; /* events are missing between: nothing is pushed together over them */
    for (uint32_t i = 0; i < newest->count; i++) {
        if (rva__block_writer_add(&writer->block, &newest->events[i], newest->recorded_at[i]))
            continue;
        rva__block_writer_clear(&writer->block);
        return RVA_OK;
    }
    writer->first_seq = first_seq;
    writer->stored = newest->count;
    return RVA_OK;
}

/** Whether the block in hand, left from the last transaction, is byte for byte the newest. */
static bool has_newest(const rva__log_writer *writer, const rva__iterator *newest)
{
    return newest->found && writer->block.count > 0 && writer->block.count == writer->stored &&
           newest->key.size == sizeof(uint64_t) &&
           rva__big_get64(newest->key.data) == (uint64_t)writer->first_seq &&
           newest->value.size == writer->scratch.size &&
           memcmp(newest->value.data, writer->scratch.data, writer->scratch.size) == 0;
}

static rva_status begin(rva__log_writer *writer, rva_error *err)
{
    rva__iterator blocks;
    RVA__TRY(rva__txn_iterate(writer->txn, RVA__DB_LOG, &blocks, err));
    rva_status status = rva__iterator_last(&blocks, err);
    if (status == RVA_OK && !has_newest(writer, &blocks)) {
        begin_block(writer);
        if (blocks.found)
            status = take_newest(writer, &blocks.key, &blocks.value, err);
    }
    writer->begun = status == RVA_OK;
    rva__iterator_close(&blocks);
    return status;
}

rva_status rva__log_flush(rva__log_writer *writer, rva_error *err)
{
    if (!writer->begun || writer->block.count == writer->stored)
        return RVA_OK;
    RVA__TRY(put_block(writer->txn, writer->first_seq, &writer->block, writer->stored == 0,
                       &writer->scratch, err));
    writer->stored = writer->block.count;
    return RVA_OK;
}

rva_status rva__log_close(rva__log_writer *writer, rva_error *err)
{
    RVA__TRY(rva__log_flush(writer, err));
    begin_block(writer);
    writer->begun = false;
    return RVA_OK;
}

rva_status rva__log_append(rva__log_writer *writer, const rva_event *event, rva_error *err)
{
    if (!writer->begun)
        RVA__TRY(begin(writer, err));
    if (!rva__block_writer_add(&writer->block, event, writer->recorded_at)) {
        RVA__TRY(rva__log_flush(writer, err));
        begin_block(writer);
        if (!rva__block_writer_add(&writer->block, event, writer->recorded_at))
            return rva__fail_memory(err);
    }
    writer->txn->state.next_seq++;
    writer->txn->state.recorded_at = writer->recorded_at;
    return RVA_OK;
}

void rva__log_reader_free(rva__log_reader *reader)
{
    rva__block_free(&reader->block);
    reader->first_seq = 0;
}

rva_status rva__log_open_block(const rva__slice *key, const rva__slice *value, rva__block *out,
                               int64_t *seq, rva_error *err)
{
    const void *payload;
    size_t size;
    if (key->size != 8)
        return rva__fail(err, RVA_CORRUPT, "log: a key has a wrong size");
    *seq = (int64_t)rva__big_get64(key->data);
    RVA__TRY(
        rva__unseal(key->data, key->size, value->data, value->size, "log", &payload, &size, err));
    return rva__block_read(payload, size, out, err);
}

/** Moves the reader to the block that holds `seq`. */
static rva_status find_block(const rva__txn *txn, rva__log_reader *reader, int64_t seq,
                             rva_error *err)
{
    uint8_t key[8];
    rva__iterator blocks;
    rva__big_put64(key, (uint64_t)seq);
    reader->first_seq = 0;
    RVA__TRY(rva__txn_iterate(txn, RVA__DB_LOG, &blocks, err));
    rva_status status = rva__iterator_seek(&blocks, key, sizeof key, err);
    const bool exact = status == RVA_OK && blocks.found && blocks.key.size == sizeof key &&
                       rva__big_get64(blocks.key.data) == (uint64_t)seq;
    if (status == RVA_OK && !exact)
        status =
            blocks.found ? rva__iterator_previous(&blocks, err) : rva__iterator_last(&blocks, err);
    if (status == RVA_OK && !blocks.found)
        status = rva__fail(err, RVA_NOT_FOUND, "log: no event %lld", (long long)seq);
    if (status == RVA_OK)
        status = rva__log_open_block(&blocks.key, &blocks.value, &reader->block, &reader->first_seq,
                                     err);
    rva__iterator_close(&blocks);
    return status;
}

rva_status rva__log_read(const rva__txn *txn, rva__log_reader *reader, int64_t seq,
                         const rva_event **out, rva_error *err)
{
    if (!rva__log_reader_holds(reader, seq))
        RVA__TRY(find_block(txn, reader, seq, err));
    if (seq >= reader->first_seq + reader->block.count)
        return rva__fail(err, RVA_NOT_FOUND, "log: no event %lld", (long long)seq);
    *out = &reader->block.events[seq - reader->first_seq];
    return RVA_OK;
}

void rva__log_cache_free(rva__log_cache *cache)
{
    for (int i = 0; cache->readers && i <= CACHE_READERS; i++)
        rva__log_reader_free(&cache->readers[i]);
    rva__alloc_free(cache->readers);
    cache->readers = NULL;
}

static rva__log_reader *slot_of(const rva__log_cache *cache, int64_t seq)
{
    return &cache->readers[seq / CACHE_EVENTS_EACH % CACHE_READERS];
}

/** The reader that has an event; NULL when none has.  Blocks are kept by their first event. */
static rva__log_reader *find_reader(const rva__log_cache *cache, int64_t seq)
{
    for (int64_t at = seq; at > 0 && at > seq - CACHE_EVENTS_BACK; at -= CACHE_EVENTS_EACH)
        if (rva__log_reader_holds(slot_of(cache, at), seq))
            return slot_of(cache, at);
    return NULL;
}

rva_status rva__log_cache_read(const rva__txn *txn, rva__log_cache *cache, int64_t seq,
                               const rva_event **out, rva_error *err)
{
    if (!cache->readers)
        cache->readers = rva__alloc_zero(CACHE_READERS + 1, sizeof *cache->readers);
    if (!cache->readers)
        return rva__fail_memory(err);
    rva__log_reader *reader = find_reader(cache, seq);
    if (!reader) {
        rva__log_reader *fresh = &cache->readers[CACHE_READERS];
        RVA__TRY(find_block(txn, fresh, seq, err));
        const rva__log_reader read = *fresh;
        reader = slot_of(cache, read.first_seq);
        *fresh = *reader;
        *reader = read;
    }
    return rva__log_read(txn, reader, seq, out, err);
}
