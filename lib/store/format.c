/**
 * @file store/format.c
 * The meta database: format, settings, zone, secret, counters; the dictionary's records.
 */
#include "store/format.h"

#include <string.h>

#include "core/error.h"
#include "cube/fingerprint.h"
#include "model/settings_pack.h"

static const char magic[] = "REVANALYTICS";

enum {
    IDS_IN_GENERATIONS = 1, /* store/id_index.h */
    INCOMPATIBLE = IDS_IN_GENERATIONS,
    READ_ONLY = 0,
    LAYOUT_WITH_SCHEMA = 2, /**< the first that says which schema it was made with */
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

static rva_status put_record(const rva__txn *txn, const char *name, const void *payload,
                             size_t size, rva_error *err)
{
    return put_sealed(txn, RVA__DB_META, name, strlen(name), payload, size, err);
}

/** Puts a record that was written into a buffer, and frees the buffer. */
static rva_status put_written(const rva__txn *txn, const char *name, rva__buffer *payload,
                              rva_error *err)
{
    const rva_status status = payload->failed
                                  ? rva__fail_memory(err)
                                  : put_record(txn, name, payload->data, payload->size, err);
    rva__buffer_free(payload);
    return status;
}

static void read_version(rva__cursor *from, rva__format *out)
{
    const uint64_t size = rva__cursor_varint(from);
    const uint8_t *text = size < sizeof out->version ? rva__cursor_take(from, size) : NULL;
    if (text)
        memcpy(out->version, text, size);
    else
        from->failed = true;
}

rva_status rva__format_read(const rva__txn *txn, rva__format *out, rva_error *err)
{
    const void *payload;
    size_t size;
    RVA__TRY(get_sealed(txn, "format", &payload, &size, err));
    rva__cursor from = rva__cursor_over(payload, size);
    const uint8_t *mark = rva__cursor_take(&from, sizeof magic - 1);
    *out = (rva__format){.version = "0.1.0"}; /* the one that did not say so */
    out->layout = rva__cursor_varint(&from);
    rva__cursor_varint(&from); /* minor */
    rva__cursor_varint(&from); /* compatible features */
    out->read_only = rva__cursor_varint(&from);
    out->incompatible = rva__cursor_varint(&from);
    if (!from.failed && out->layout >= LAYOUT_WITH_SCHEMA) {
        out->schema = rva__cursor_varint(&from);
        const uint8_t *fingerprint = rva__cursor_take(&from, sizeof out->fingerprint);
        out->fingerprint = fingerprint ? rva__big_get64(fingerprint) : 0;
        read_version(&from, out);
    }
    if (from.failed || memcmp(mark, magic, sizeof magic - 1) != 0)
        return rva__fail(err, RVA_FORMAT, "not a store of librevanalytics");
    return RVA_OK;
}

bool rva__format_is_current(const rva__format *format)
{
    return format->layout == RVA__FORMAT_MAJOR && format->schema == RVA__SCHEMA_VERSION &&
           format->fingerprint == rva__schema_fingerprint();
}

rva_status rva__format_check_known(const rva__format *format, rva_error *err)
{
    if (format->layout > RVA__FORMAT_MAJOR || (format->incompatible & ~(uint64_t)INCOMPATIBLE) ||
        format->schema > RVA__SCHEMA_VERSION)
        return rva__fail(err, RVA_FORMAT,
                         "made by version %s, which is newer (format %llu): upgrade "
                         "librevanalytics",
                         format->version, (unsigned long long)format->layout);
    if (format->layout == RVA__FORMAT_MAJOR || format->incompatible & IDS_IN_GENERATIONS)
        return RVA_OK;
    return rva__fail(err, RVA_FORMAT,
                     "made by a preview of version 0.1.0: make a new store of its log by salvage "
                     "(revanalytics rebuild --into)");
}

static rva_status check_format(const rva__txn *txn, rva_error *err)
{
    rva__format format;
    RVA__TRY(rva__format_read(txn, &format, err));
    RVA__TRY(rva__format_check_known(&format, err));
    if (!rva__format_is_current(&format))
        return rva__fail(err, RVA_FORMAT,
                         "made by version %s, which kept figures in another form: run "
                         "revanalytics upgrade STORE (its events stay as they are)",
                         format.version);
    if (txn->raw.write && (format.read_only & ~(uint64_t)READ_ONLY))
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

static rva_status load_state(rva__txn *txn, rva_error *err)
{
    const void *payload;
    size_t size;
    RVA__TRY(get_sealed(txn, "state", &payload, &size, err));
    if (!rva__state_decode(payload, size, &txn->state))
        return rva__fail(err, RVA_CORRUPT, "the record state is cut short");
    return RVA_OK;
}

rva_status rva__format_load(rva__txn *txn, rva__config *known, rva_error *err)
{
    if (!known || txn->raw.write)
        RVA__TRY(check_format(txn, err));
    RVA__TRY(load_state(txn, err));
    if (known && known->generation == txn->state.generation)
        txn->config = rva__config_hold(known);
    else
        RVA__TRY(load_config(txn, err));
    return rva__format_load_names(txn, txn->config, err);
}

rva_status rva__format_load_log(rva__txn *txn, rva_error *err)
{
    RVA__TRY(load_state(txn, err));
    return load_config(txn, err);
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
    return put_written(txn, "state", &bytes, err);
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
    RVA__TRY(put_written(txn, "settings", &bytes, err));
    RVA__TRY(put_record(txn, "zone", zone->data, zone->size, err));
    txn->state.generation++;
    memset(txn->state.values, 0, sizeof txn->state.values);
    rva__config_release(txn->config);
    txn->config = NULL;
    return load_config(txn, err);
}

rva_status rva__format_put_secret(const rva__txn *txn, const uint8_t secret[RVA__SECRET_BYTES],
                                  rva_error *err)
{
    return put_record(txn, "secret", secret, RVA__SECRET_BYTES, err);
}

rva_status rva__format_put(const rva__txn *txn, rva_error *err)
{
    rva__buffer format = {0};
    uint8_t fingerprint[8];
    rva__big_put64(fingerprint, rva__schema_fingerprint());
    rva__buffer_put(&format, magic, sizeof magic - 1);
    rva__buffer_put_varint(&format, RVA__FORMAT_MAJOR);
    rva__buffer_put_varint(&format, RVA__FORMAT_MINOR);
    rva__buffer_put_varint(&format, 0); /* compatible features */
    rva__buffer_put_varint(&format, READ_ONLY);
    rva__buffer_put_varint(&format, INCOMPATIBLE);
    rva__buffer_put_varint(&format, RVA__SCHEMA_VERSION);
    rva__buffer_put(&format, fingerprint, sizeof fingerprint);
    rva__buffer_put_varint(&format, sizeof RVA_VERSION - 1);
    rva__buffer_put(&format, RVA_VERSION, sizeof RVA_VERSION - 1);
    return put_written(txn, "format", &format, err);
}

rva_status rva__format_write_new(rva__txn *txn, const rva_settings *settings,
                                 const rva__buffer *zone, const uint8_t secret[RVA__SECRET_BYTES],
                                 rva_error *err)
{
    RVA__TRY(rva__format_put(txn, err));
    RVA__TRY(rva__format_put_secret(txn, secret, err));
    txn->state = rva__state_empty;
    RVA__TRY(rva__format_put_settings(txn, settings, zone, err));
    return rva__format_save(txn, err);
}

rva_status rva__format_put_keys(const rva__txn *txn, const rva__buffer *keys, rva_error *err)
{
    return put_record(txn, "keys", keys->data, keys->size, err);
}

rva_status rva__format_read_keys(const rva__txn *txn, rva__buffer *keys, rva_error *err)
{
    const void *payload;
    size_t size;
    RVA__TRY(get_sealed(txn, "keys", &payload, &size, err));
    if (size == 0 || ((const char *)payload)[size - 1] != '\0')
        return rva__fail(err, RVA_CORRUPT, "the record keys is cut short");
    rva__buffer_put(keys, payload, size);
    return keys->failed ? rva__fail_memory(err) : RVA_OK;
}
