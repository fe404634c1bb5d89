/**
 * @file read/info.c
 * A store in figures, and its settings.
 */
#include "read/info.h"

#include "core/error.h"
#include "lmdb/usage.h"
#include "store/commit.h"
#include "store/format.h"

rva_status rva__store_info(rva__env *env, rva_store_info *out, rva_error *err)
{
    rva__txn txn;
    rva__usage usage;
    RVA__TRY(rva__txn_read(env, &txn, err));
    const rva_status status = rva__usage_measure(&txn.raw, &usage, err);
    if (status != RVA_OK) {
        rva__txn_end(&txn);
        return status;
    }
    rva_store_info info = {
        .events = txn.state.next_seq - 1,
        .documents = txn.state.documents.count,
        .cells = txn.state.cells.count,
        .fact_rows = txn.state.rows.count,
        .ids = txn.state.ids.count,
        .overflowed = txn.state.overflowed,
        .first_at = txn.state.first_at,
        .last_at = txn.state.last_at,
        .data_bytes = usage.data_bytes,
        .free_bytes = usage.free_bytes,
        .map_bytes = usage.map_bytes,
        .readers = usage.readers,
        .format_major = RVA__FORMAT_MAJOR,
        .format_minor = RVA__FORMAT_MINOR,
        .ephemeral = env->ephemeral,
        .change = txn.state.change,
        .crossed = txn.state.crossed,
        .unannounced = txn.state.unannounced,
        .erased = txn.state.erased,
    };
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        info.dictionary += txn.state.values[d];
    rva__txn_end(&txn);
    *out = info;
    return RVA_OK;
}

rva_status rva__store_change(rva__env *env, int64_t *out, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_read(env, &txn, err));
    *out = txn.state.change;
    rva__txn_end(&txn);
    return RVA_OK;
}

rva_status rva__store_settings(rva__env *env, rva_settings **out, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_read(env, &txn, err));
    const rva_status status = rva__settings_copy(txn.config->settings, out, err);
    rva__txn_end(&txn);
    return status;
}
