/**
 * @file store/commit.c
 * The life of a transaction.
 */
#include "store/commit.h"

#include <string.h>

#include "core/error.h"
#include "store/format.h"
#include "store/shared.h"

enum { WALKS_MAX = 100, DOUBTS_MAX = 2 };

/** Loads state and config; keeps the newest config for the next transaction. */
static rva_status load(rva__txn *txn, rva_error *err)
{
    rva__shared *shared = rva__shared_of(txn->raw.env);
    pthread_mutex_lock(&shared->lock);
    const rva_status status = rva__format_load(txn, shared->config, err);
    if (status == RVA_OK &&
        (!shared->config || txn->config->generation > shared->config->generation)) {
        rva__config_release(shared->config);
        shared->config = rva__config_hold(txn->config);
    }
    pthread_mutex_unlock(&shared->lock);
    memcpy(txn->values_before, txn->state.values, sizeof txn->values_before);
    txn->next_seq_before = txn->state.next_seq;
    txn->generation_before = txn->state.generation;
    if (status != RVA_OK)
        rva__txn_end(txn);
    return status;
}

rva_status rva__txn_read(rva__env *env, rva__txn *out, rva_error *err)
{
    rva__raw raw;
    RVA__TRY(rva__raw_read(env, &raw, err));
    *out = (rva__txn){.raw = raw};
    return load(out, err);
}

/** Walks again what looks damaged: it may have been read while it was being written. */
rva_status rva__txn_read_walked(rva__env *env, rva__txn *out, rva_error *err)
{
    for (int attempt = 0;; attempt++) {
        RVA__TRY(rva__txn_read(env, out, err));
        const rva_status status = rva__raw_walk(&out->raw, err);
        if (status == RVA_OK)
            return RVA_OK;
        rva__txn_end(out);
        const bool again = status == RVA_BUSY || (status == RVA_CORRUPT && attempt < DOUBTS_MAX);
        if (!again || attempt == WALKS_MAX)
            return status;
    }
}

rva_status rva__txn_write(rva__env *env, int64_t timeout_ms, rva__txn *out, rva_error *err)
{
    rva__raw raw;
    RVA__TRY(rva__raw_write(env, timeout_ms, &raw, err));
    *out = (rva__txn){.raw = raw};
    return load(out, err);
}

/** Takes out of the dictionary the names that this transaction added and did not store. */
static void drop_new_names(const rva__txn *txn)
{
    for (int d = 0; d < RVA__DIM_COUNT; d++) {
        const uint32_t least = (uint32_t)rva__settings_value_count(txn->config->settings, d);
        const uint32_t count = (uint32_t)txn->values_before[d];
        rva__dictionary_truncate(txn->config->dictionary, d, count > least ? count : least);
    }
}

/** Keeps the config of a committed transaction for the next one. */
static void keep_config(const rva__txn *txn)
{
    rva__shared *shared = rva__shared_of(txn->raw.env);
    pthread_mutex_lock(&shared->lock);
    rva__config *before = shared->config;
    shared->config = rva__config_hold(txn->config);
    rva__config_release(before);
    pthread_mutex_unlock(&shared->lock);
}

static void release(rva__txn *txn)
{
    rva__raw_end(&txn->raw);
    rva__config_release(txn->config);
    *txn = (rva__txn){0};
}

void rva__txn_end(rva__txn *txn)
{
    if (!txn->raw.env)
        return;
    if (txn->raw.write && txn->config)
        drop_new_names(txn);
    release(txn);
}

rva_status rva__txn_commit(rva__txn *txn, rva_error *err)
{
    txn->state.change += txn->state.next_seq != txn->next_seq_before ||
                         txn->state.generation != txn->generation_before;
    rva_status status = rva__format_save(txn, err);
    if (status != RVA_OK) {
        rva__txn_end(txn);
        return status;
    }
    status = rva__raw_commit(&txn->raw, err);
    if (status == RVA_OK)
        keep_config(txn);
    else
        drop_new_names(txn); /* before anybody else can write */
    release(txn);
    return status;
}
