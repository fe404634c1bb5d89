/**
 * @file store/format.c
 * The meta database: format, settings, zone, secret, counters; the dictionary's records.
 */
#include "store/format.h"

#include <string.h>

#include "core/error.h"

static const char magic[] = "REVANALYTICS";

enum {
    IDS_IN_GENERATIONS = 1, /* store/id_index.h */
    INCOMPATIBLE = IDS_IN_GENERATIONS,
    READ_ONLY = 0,
};

static rva_status get_sealed(const rva__txn *txn, const char *name, const void **payload,
                             size_t *size, rva_error *err)
{
    const void *value;
    size_t value_size;
    RVA__TRY(rva__txn_get(txn, RVA__DB_META, name, strlen(name), &value, &value_size, err));
    if (!value)
        return rva__fail(err, RVA_CORRUPT, "the record %s is missing", name);
    return rva__unseal(name, strlen(name), value, value_size, name, payload, size, err);
}

static rva_status put_sealed(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                             const void *payload, size_t size, rva_error *err)
{
    rva__buffer value = {0};
    const size_t start = rva__seal_begin(&value);
    rva__buffer_put(&value, payload, size);
    if (value.failed) {
        rva__buffer_free(&value);
        return rva__fail_memory(err);
    }
    rva__seal_end(&value, start, key, key_size);
    const rva_status status = rva__txn_put(txn, db, key, key_size, value.data, value.size, err);
    rva__buffer_free(&value);
    return status;
}

static rva_status check_format(const rva__txn *txn, rva_error *err)
{
    const void *payload;
    size_t size;
    RVA__TRY(get_sealed(txn, "format", &payload, &size, err));
    rva__cursor from = rva__cursor_over(payload, size);
    const uint8_t *mark = rva__cursor_take(&from, sizeof magic - 1);
    const uint64_t major = rva__cursor_varint(&from);
    rva__cursor_varint(&from); /* minor */
    rva__cursor_varint(&from); /* compatible features */
    const uint64_t read_only = rva__cursor_varint(&from);
    const uint64_t incompatible = rva__cursor_varint(&from);
    if (from.failed || memcmp(mark, magic, sizeof magic - 1) != 0)
        return rva__fail(err, RVA_FORMAT, "not a store of librevanalytics");
    if (major != RVA__FORMAT_MAJOR || (incompatible & ~(uint64_t)INCOMPATIBLE))
        return rva__fail(err, RVA_FORMAT,
                         "made by a newer version (format %llu): upgrade librevanalytics",
                         (unsigned long long)major);
    if ((incompatible & INCOMPATIBLE) != INCOMPATIBLE)
        return rva__fail(err, RVA_FORMAT,
                         "made by a preview of format %d: make a new store of its log by salvage "
                         "(revanalytics rebuild --into)",
                         RVA__FORMAT_MAJOR);
    if (txn->raw.write && (read_only & ~(uint64_t)READ_ONLY))
        return rva__fail(err, RVA_READ_ONLY,
                         "made by a newer version: upgrade librevanalytics to write");
    return RVA_OK;
}

static rva_status load_config(rva__txn *txn, rva_error *err)
{
    const void *settings, *zone, *secret;
    size_t settings_size, zone_size, secret_size;
    RVA__TRY(get_sealed(txn, "settings", &settings, &settings_size, err));
    RVA__TRY(get_sealed(txn, "zone", &zone, &zone_size, err));
    RVA__TRY(get_sealed(txn, "secret", &secret, &secret_size, err));
    if (secret_size != RVA__SECRET_BYTES)
        return rva__fail(err, RVA_CORRUPT, "the record secret has a wrong size");
    return rva__config_new(settings, settings_size, zone, zone_size, secret, txn->state.generation,
                           &txn->config, err);
}

rva_status rva__format_load(rva__txn *txn, rva__config *known, rva_error *err)
{
    const void *payload;
    size_t size;
    if (!known || txn->raw.write)
        RVA__TRY(check_format(txn, err));
    RVA__TRY(get_sealed(txn, "state", &payload, &size, err));
    if (!rva__state_decode(payload, size, &txn->state))
        return rva__fail(err, RVA_CORRUPT, "the record state is cut short");
    if (known && known->generation == txn->state.generation)
        txn->config = rva__config_hold(known);
    else
        RVA__TRY(load_config(txn, err));
    return rva__format_load_names(txn, txn->config, err);
}

static void dictionary_key(int dimension, uint32_t value, uint8_t out[5])
{
    out[0] = (uint8_t)dimension;
    rva__big_put32(out + 1, value);
}

static rva_status load_name(const rva__txn *txn, rva__config *config, int dimension, uint32_t index,
                            rva_error *err)
{
    uint8_t key[5];
    const void *value, *payload;
    size_t size, payload_size;
    const uint32_t wanted = index + RVA__VALUE_FIRST;
    dictionary_key(dimension, wanted, key);
    RVA__TRY(rva__txn_get(txn, RVA__DB_DICTIONARY, key, sizeof key, &value, &size, err));
    if (!value)
        return rva__fail(err, RVA_CORRUPT, "dictionary: a value is missing: run rebuild");
    RVA__TRY(rva__unseal(key, sizeof key, value, size, "dictionary", &payload, &payload_size, err));
    if (payload_size == 0 || ((const char *)payload)[payload_size - 1] != '\0')
        return rva__fail(err, RVA_CORRUPT, "dictionary: a value is cut short: run rebuild");
    const uint32_t got = rva__dictionary_add(config->dictionary, dimension, payload);
    if (got == RVA__VALUE_NONE)
        return rva__fail_memory(err);
    if (got != wanted)
        return rva__fail(err, RVA_CORRUPT, "dictionary: a value is out of place: run rebuild");
    return RVA_OK;
}

rva_status rva__format_load_names(const rva__txn *txn, rva__config *config, rva_error *err)
{
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        for (uint32_t i = rva__dictionary_count(config->dictionary, d); i < txn->state.values[d];
             i++)
            RVA__TRY(load_name(txn, config, d, i, err));
    return RVA_OK;
}

static rva_status save_names(rva__txn *txn, rva_error *err)
{
    rva__dictionary *dictionary = txn->config->dictionary;
    for (int d = 0; d < RVA__DIM_COUNT; d++) {
        const uint32_t count = rva__dictionary_count(dictionary, d);
        for (uint32_t i = (uint32_t)txn->state.values[d]; i < count; i++) {
            uint8_t key[5];
            const uint32_t value = i + RVA__VALUE_FIRST;
            const char *text = rva__dictionary_text(dictionary, d, value);
            dictionary_key(d, value, key);
            RVA__TRY(
                put_sealed(txn, RVA__DB_DICTIONARY, key, sizeof key, text, strlen(text) + 1, err));
        }
        txn->state.values[d] = count;
    }
    return RVA_OK;
}

static rva_status save_state(rva__txn *txn, rva_error *err)
{
    rva__buffer bytes = {0};
    rva__state_encode(&txn->state, &bytes);
    rva_status status = bytes.failed ? rva__fail_memory(err) : RVA_OK;
    if (status == RVA_OK)
        status = put_sealed(txn, RVA__DB_META, "state", 5, bytes.data, bytes.size, err);
    rva__buffer_free(&bytes);
    return status;
}

rva_status rva__format_save(rva__txn *txn, rva_error *err)
{
    RVA__TRY(save_names(txn, err));
    return save_state(txn, err);
}

rva_status rva__format_put_settings(rva__txn *txn, const rva_settings *settings,
                                    const rva__buffer *zone, rva_error *err)
{
    rva__buffer bytes = {0};
    rva__settings_pack(settings, &bytes);
    rva_status status = bytes.failed ? rva__fail_memory(err) : RVA_OK;
    if (status == RVA_OK)
        status = put_sealed(txn, RVA__DB_META, "settings", 8, bytes.data, bytes.size, err);
    rva__buffer_free(&bytes);
    if (status != RVA_OK)
        return status;
    RVA__TRY(put_sealed(txn, RVA__DB_META, "zone", 4, zone->data, zone->size, err));
    txn->state.generation++;
    memset(txn->state.values, 0, sizeof txn->state.values);
    rva__config_release(txn->config);
    txn->config = NULL;
    RVA__TRY(load_config(txn, err));
    return RVA_OK;
}

rva_status rva__format_put_secret(const rva__txn *txn, const uint8_t secret[RVA__SECRET_BYTES],
                                  rva_error *err)
{
    return put_sealed(txn, RVA__DB_META, "secret", 6, secret, RVA__SECRET_BYTES, err);
}

rva_status rva__format_write_new(rva__txn *txn, const rva_settings *settings,
                                 const rva__buffer *zone, const uint8_t secret[RVA__SECRET_BYTES],
                                 rva_error *err)
{
    rva__buffer format = {0};
    rva__buffer_put(&format, magic, sizeof magic - 1);
    rva__buffer_put_varint(&format, RVA__FORMAT_MAJOR);
    rva__buffer_put_varint(&format, RVA__FORMAT_MINOR);
    rva__buffer_put_varint(&format, 0); /* compatible features */
    rva__buffer_put_varint(&format, READ_ONLY);
    rva__buffer_put_varint(&format, INCOMPATIBLE);
    rva_status status = format.failed ? rva__fail_memory(err) : RVA_OK;
    if (status == RVA_OK)
        status = put_sealed(txn, RVA__DB_META, "format", 6, format.data, format.size, err);
    rva__buffer_free(&format);
    if (status != RVA_OK)
        return status;
    RVA__TRY(rva__format_put_secret(txn, secret, err));
    txn->state = rva__state_empty;
    RVA__TRY(rva__format_put_settings(txn, settings, zone, err));
    return rva__format_save(txn, err);
}
