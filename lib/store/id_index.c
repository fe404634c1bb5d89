/**
 * @file store/id_index.c
 * The index of ids, in two generations.
 */
#include "store/id_index.h"

#include <math.h>

#include "core/alloc.h"
#include "core/error.h"

enum {
    CALLS = 16,  /* the least of recent ids are those of so many large calls */
    BITS = 1024, /* single events move in bits of so many from the least */
    MOVED_MAX = 1 << 16,
    BASE = 0x80, /* in the first byte of a key */
    VALUE_BYTES_MAX = RVA__SEAL_BYTES + RVA__VARINT_BYTES,
};

int64_t rva__id_recent_min = 1 << 18;

static void write_key(rva__hash128 hash, bool in_base, uint8_t out[RVA__ID_KEY_BYTES])
{
    rva__big_put64(out, hash.high);
    rva__big_put64(out + 8, hash.low);
    if (in_base)
        out[0] |= BASE;
}

/** The value of a hash in one generation; NULL when it is not there. */
static rva_status get(const rva__txn *txn, rva__hash128 hash, bool in_base, const void **value,
                      size_t *size, rva_error *err)
{
    uint8_t key[RVA__ID_KEY_BYTES];
    const int64_t recent = txn->state.ids_recent;
    *value = NULL;
    if ((in_base ? txn->state.ids.count - recent : recent) == 0)
        return RVA_OK;
    write_key(hash, in_base, key);
    return rva__txn_get(txn, RVA__DB_IDS, key, sizeof key, value, size, err);
}

/** A seal is of the hash without its generation, so that the value moves as it is. */
static rva_status unseal(rva__hash128 hash, const void *value, size_t size, const void **payload,
                         size_t *payload_size, rva_error *err)
{
    uint8_t key[RVA__ID_KEY_BYTES];
    write_key(hash, false, key);
    return rva__unseal(key, sizeof key, value, size, "ids", payload, payload_size, err);
}

rva_status rva__id_index_get(const rva__txn *txn, rva__hash128 hash, uint64_t *number,
                             rva_error *err)
{
    const void *value, *payload;
    size_t size, payload_size;
    *number = 0;
    RVA__TRY(get(txn, hash, false, &value, &size, err));
    if (!value)
        RVA__TRY(get(txn, hash, true, &value, &size, err));
    if (!value)
        return RVA_OK;
    RVA__TRY(unseal(hash, value, size, &payload, &payload_size, err));
    rva__cursor from = rva__cursor_over(payload, payload_size);
    *number = rva__cursor_varint(&from);
    return RVA_OK;
}

/** Takes a hash out of one generation, if it is there. */
static rva_status take(rva__txn *txn, rva__hash128 hash, bool in_base, rva_error *err)
{
    const void *value;
    size_t size;
    uint8_t key[RVA__ID_KEY_BYTES];
    RVA__TRY(get(txn, hash, in_base, &value, &size, err));
    if (!value)
        return RVA_OK;
    if (size < RVA__SEAL_BYTES)
        return rva__fail(err, RVA_CORRUPT, "ids: a record is cut short: run verify");
    const uint32_t seal = rva__seal_read(value);
    write_key(hash, in_base, key);
    RVA__TRY(rva__txn_delete(txn, RVA__DB_IDS, key, sizeof key, err));
    rva__tally_add(&txn->state.ids, seal, -1);
    txn->state.ids_recent -= !in_base;
    return RVA_OK;
}

rva_status rva__id_index_put(rva__txn *txn, rva__hash128 hash, uint64_t number, bool absent,
                             rva_error *err)
{
    uint8_t key[RVA__ID_KEY_BYTES];
    uint8_t value[VALUE_BYTES_MAX];
    if (!absent) {
        RVA__TRY(take(txn, hash, false, err));
        RVA__TRY(take(txn, hash, true, err));
    }
    write_key(hash, false, key);
    const size_t size = rva__varint_write(value + RVA__SEAL_BYTES, number);
    const uint32_t seal = rva__seal(key, sizeof key, value + RVA__SEAL_BYTES, size);
    memcpy(value, &seal, sizeof seal);
    RVA__TRY(rva__txn_put(txn, RVA__DB_IDS, key, sizeof key, value, RVA__SEAL_BYTES + size, err));
    rva__tally_add(&txn->state.ids, seal, 1);
    txn->state.ids_recent++;
    return RVA_OK;
}

static bool is_base(const rva__slice *key)
{
    return key->size > 0 && (((const uint8_t *)key->data)[0] & BASE);
}

/** An entry under way from one generation to the other. */
typedef struct mover {
    uint8_t key[RVA__ID_KEY_BYTES];
    uint8_t value[VALUE_BYTES_MAX];
    uint8_t size;
} mover;

/**
 * How many recent ids have to move to the base.
 *
 * With few recent ones a large call changes many pages of the base, with many recent ones it
 * changes many recent pages; the sum of both is least where the recent ones are the root of
 * the call's ids times all ids.
 */
static size_t excess(const rva__state *state)
{
    const int64_t least = rva__id_recent_min;
    const int64_t balanced = (int64_t)sqrt((double)least / CALLS * (double)state->ids.count);
    const int64_t more = state->ids_recent - (balanced > least ? balanced : least);
    if (more <= least / BITS)
        return 0;
    return more > MOVED_MAX ? MOVED_MAX : (size_t)more;
}

static rva_status copy(const rva__slice *key, const rva__slice *value, mover *to, rva_error *err)
{
    if (key->size != sizeof to->key || value->size > sizeof to->value)
        return rva__fail(err, RVA_CORRUPT, "ids: a record has a wrong size: run verify");
    memcpy(to->key, key->data, sizeof to->key);
    memcpy(to->value, value->data, value->size);
    to->size = (uint8_t)value->size;
    return RVA_OK;
}

/** Copies recent entries from `from` on, at most `*count`, which becomes how many they are. */
static rva_status gather(const rva__txn *txn, uint64_t from, mover *movers, size_t *count,
                         rva_error *err)
{
    rva__iterator ids;
    uint8_t start[RVA__ID_KEY_BYTES];
    size_t done = 0;
    write_key((rva__hash128){from, 0}, false, start);
    RVA__TRY(rva__txn_iterate(txn, RVA__DB_IDS, &ids, err));
    rva_status status = rva__iterator_seek(&ids, start, sizeof start, err);
    while (status == RVA_OK && ids.found && done < *count && !is_base(&ids.key)) {
        status = copy(&ids.key, &ids.value, &movers[done++], err);
        if (status == RVA_OK)
            status = rva__iterator_next(&ids, err);
    }
    rva__iterator_close(&ids);
    *count = done;
    return status;
}

static rva_status move(rva__txn *txn, mover *movers, size_t count, rva_error *err)
{
    for (size_t i = 0; i < count; i++) {
        mover *each = &movers[i];
        RVA__TRY(rva__txn_delete(txn, RVA__DB_IDS, each->key, sizeof each->key, err));
        each->key[0] |= BASE;
    }
    for (size_t i = 0; i < count; i++)
        RVA__TRY(rva__txn_put(txn, RVA__DB_IDS, movers[i].key, sizeof movers[i].key,
                              movers[i].value, movers[i].size, err));
    txn->state.ids_recent -= (int64_t)count;
    return RVA_OK;
}

static rva_status move_some(rva__txn *txn, mover *movers, size_t count, rva_error *err)
{
    size_t got = count;
    RVA__TRY(gather(txn, (uint64_t)txn->state.ids_moved_to, movers, &got, err));
    RVA__TRY(move(txn, movers, got, err));
    txn->state.ids_moved_to =
        got < count ? 0 : (int64_t)((rva__big_get64(movers[got - 1].key) & RVA__ID_HIGH) + 1);
    return RVA_OK;
}

rva_status rva__id_index_move_recent(rva__txn *txn, rva_error *err)
{
    const size_t count = excess(&txn->state);
    if (count == 0)
        return RVA_OK;
    mover *movers = rva__alloc(count * sizeof *movers);
    const rva_status status = movers ? move_some(txn, movers, count, err) : rva__fail_memory(err);
    rva__alloc_free(movers);
    return status;
}

rva_status rva__id_index_check(const rva__slice *key, const rva__slice *value, bool *in_base,
                               rva_error *err)
{
    const void *payload;
    size_t size;
    if (key->size != RVA__ID_KEY_BYTES)
        return rva__fail(err, RVA_CORRUPT, "ids: a key has a wrong size");
    const uint8_t *bytes = key->data;
    const rva__hash128 hash = {rva__big_get64(bytes) & RVA__ID_HIGH, rva__big_get64(bytes + 8)};
    *in_base = is_base(key);
    return unseal(hash, value->data, value->size, &payload, &size, err);
}
