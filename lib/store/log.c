/**
 * @file store/log.c
 * Blocks in the log database, and the tally of each day.
 */
#include "store/log.h"

#include "core/alloc.h"
#include "core/error.h"
#include "core/zone.h"

/** A cache holds the blocks of the last 65,536 events: what a conversation waits for is near. */
enum { CACHE_READERS = 1024, CACHE_EVENTS_EACH = 64, CACHE_EVENTS_BACK = 256 };

void rva__log_writer_open(rva__log_writer *writer, rva__txn *txn, int64_t recorded_at)
{
    writer->txn = txn;
    writer->recorded_at = recorded_at;
    writer->first_seq = txn->state.next_seq;
    rva__block_writer_clear(&writer->block);
}

void rva__log_writer_free(rva__log_writer *writer)
{
    rva__block_writer_free(&writer->block);
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

rva_status rva__log_put_block(rva__txn *txn, int64_t first_seq, int64_t recorded_at,
                              const rva__block_writer *block, rva__buffer *scratch, rva_error *err)
{
    uint8_t key[8];
    rva__big_put64(key, (uint64_t)first_seq);
    RVA__TRY(untally_old(txn, key, recorded_at, err));
    rva__buffer_clear(scratch);
    const size_t start = rva__seal_begin(scratch);
    rva__block_writer_finish(block, recorded_at, scratch);
    if (scratch->failed)
        return rva__fail_memory(err);
    const uint32_t seal = rva__seal_end(scratch, start, key, sizeof key);
    RVA__TRY(rva__txn_put(txn, RVA__DB_LOG, key, sizeof key, scratch->data, scratch->size, err));
    return tally_block(txn, recorded_at, seal, 1, err);
}

rva_status rva__log_flush(rva__log_writer *writer, rva_error *err)
{
    if (writer->block.count == 0)
        return RVA_OK;
    RVA__TRY(rva__log_put_block(writer->txn, writer->first_seq, writer->recorded_at, &writer->block,
                                &writer->scratch, err));
    writer->first_seq += writer->block.count;
    rva__block_writer_clear(&writer->block);
    return RVA_OK;
}

rva_status rva__log_append(rva__log_writer *writer, const rva_event *event, rva_error *err)
{
    if (!rva__block_writer_add(&writer->block, event)) {
        RVA__TRY(rva__log_flush(writer, err));
        if (!rva__block_writer_add(&writer->block, event))
            return rva__fail_memory(err);
    }
    writer->txn->state.next_seq++;
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

static bool holds(const rva__log_reader *reader, int64_t seq)
{
    return reader->first_seq != 0 && seq >= reader->first_seq &&
           seq < reader->first_seq + reader->block.count;
}

rva_status rva__log_read(const rva__txn *txn, rva__log_reader *reader, int64_t seq,
                         const rva_event **out, rva_error *err)
{
    if (!holds(reader, seq))
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
        if (holds(slot_of(cache, at), seq))
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
