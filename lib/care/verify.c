/**
 * @file care/verify.c
 * Verification, level by level.
 *
 * RECORDS reads every record of every database, checks its seal, and compares counts and
 * sums with the counters.  FULL shows besides that each document holds what the log says
 * of it, that each event of the log is in one document, that each entry is where its links
 * lead, and that rows, expiries and cells are exactly what the documents state.
 */
#include "care/verify.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "model/event.h"
#include "care/verify_full.h"
#include "store/commit.h"
#include "store/id_index.h"
#include "store/open.h"

/** Notes a difference in words. */
#define DIFFER(work, ...)                                                                          \
    do {                                                                                           \
        rva_error error_ = RVA_ERROR_INIT;                                                         \
        rva__fail(&error_, RVA_CORRUPT, __VA_ARGS__);                                              \
        rva__verify_differ((work), &error_);                                                       \
    } while (0)

/** Checks a seal and adds it to the tally under way. */
static rva_status check_seal(rva__verification *work, const rva__slice *key,
                             const rva__slice *value, const void **payload, size_t *size,
                             rva_error *err)
{
    RVA__TRY(rva__unseal(key->data, key->size, value->data, value->size, work->what, payload, size,
                         err));
    rva__tally_add(&work->tally, rva__seal_read(value->data), 1);
    return RVA_OK;
}

static rva_status check_sealed(rva__verification *work, const rva__slice *key,
                               const rva__slice *value, rva_error *err)
{
    const void *payload;
    size_t size;
    return check_seal(work, key, value, &payload, &size, err);
}

static rva_status check_id(rva__verification *work, const rva__slice *key, const rva__slice *value,
                           rva_error *err)
{
    bool in_base;
    RVA__TRY(rva__id_index_check(key, value, &in_base, err));
    rva__tally_add(&work->tally, rva__seal_read(value->data), 1);
    work->ids_recent += !in_base;
    return RVA_OK;
}

/** Notes erasures as seen, as they are in no document, and checks that they were done. */
static rva_status see_erasures(rva__verification *work, int64_t first_seq, rva_error *err)
{
    for (uint32_t i = 0; i < work->reader.block.count; i++) {
        if (work->reader.block.events[i].type != RVA_EVENT_ERASE)
            continue;
        rva__verify_see(work, first_seq + i);
        RVA__TRY(rva__verify_erasure(work, &work->reader.block.events[i], err));
    }
    return RVA_OK;
}

static rva_status check_block(rva__verification *work, const rva__slice *key,
                              const rva__slice *value, rva_error *err)
{
    int64_t seq;
    const void *payload;
    size_t size;
    RVA__TRY(check_seal(work, key, value, &payload, &size, err));
    RVA__TRY(rva__log_open_block(key, value, &work->reader.block, &seq, err));
    work->reader.first_seq = seq;
    if (seq != work->next_seq)
        DIFFER(work, "log: events %lld to %lld are missing", (long long)work->next_seq,
               (long long)seq - 1);
    work->next_seq = seq + work->reader.block.count;
    work->result.events += work->reader.block.count;
    if (work->seen && seq >= 1 && work->next_seq <= work->txn->state.next_seq)
        return see_erasures(work, seq, err);
    return RVA_OK;
}

static rva_status compare_tally(rva__verification *work, rva__db db, const char *what,
                                const rva__tally *expected, rva__verify_record_fn record,
                                int64_t *count, rva_error *err)
{
    work->what = what;
    work->tally = (rva__tally){0};
    RVA__TRY(rva__verify_each(work, db, record, err));
    if (count)
        *count = work->tally.count;
    if (work->tally.count != expected->count)
        DIFFER(work, "%s: %lld records, and there should be %lld: some are missing or extra", what,
               (long long)work->tally.count, (long long)expected->count);
    else if (work->tally.sum != expected->sum)
        DIFFER(work, "%s: the sum of all records is wrong: some are stale", what);
    return RVA_OK;
}

static rva_status verify_records(rva__verification *work, rva_error *err)
{
    const rva__state *state = &work->txn->state;
    rva_verify_result *result = &work->result;
    work->next_seq = 1;
    RVA__TRY(compare_tally(work, RVA__DB_LOG, "log", &state->log, check_block, NULL, err));
    if (work->next_seq != state->next_seq)
        DIFFER(work, "log: it ends with event %lld, and should with %lld",
               (long long)work->next_seq - 1, (long long)state->next_seq - 1);
    RVA__TRY(compare_tally(work, RVA__DB_DOCUMENTS, "documents", &state->documents, check_sealed,
                           &result->documents, err));
    RVA__TRY(compare_tally(work, RVA__DB_ROWS, "rows", &state->rows, check_sealed,
                           &result->fact_rows, err));
    RVA__TRY(compare_tally(work, RVA__DB_CELLS, "cells", &state->cells, check_sealed,
                           &result->cells, err));
    RVA__TRY(compare_tally(work, RVA__DB_IDS, "ids", &state->ids, check_id, &result->ids, err));
    if (work->ids_recent != state->ids_recent)
        DIFFER(work, "ids: %lld are recent, and there should be %lld", (long long)work->ids_recent,
               (long long)state->ids_recent);
    RVA__TRY(
        compare_tally(work, RVA__DB_EXPIRY, "expiry", &state->expiries, check_sealed, NULL, err));
    return rva__verify_days(work, err);
}

static void free_work(rva__verification *work)
{
    rva__log_reader_free(&work->reader);
    rva__log_cache_free(&work->log);
    rva__batch_free(&work->batch);
    rva__document_free(&work->document);
    rva__alloc_free(work->seen);
}

static rva_status verify_in(rva__verification *work, rva_verify_level level, rva_error *err)
{
    const rva__state *state = &work->txn->state;
    work->total = state->log.count + state->documents.count + state->rows.count +
                  state->cells.count + state->ids.count;
    if (level >= RVA_VERIFY_FULL) {
        work->total += state->documents.count;
        work->seen = rva__alloc_zero((size_t)(state->next_seq / 8 + 1), 1);
        if (!work->seen)
            return rva__fail_memory(err);
    }
    RVA__TRY(rva__verify_tell(work, err));
    if (level >= RVA_VERIFY_RECORDS)
        RVA__TRY(verify_records(work, err));
    if (level >= RVA_VERIFY_FULL && work->result.differences == 0)
        RVA__TRY(rva__verify_full(work, err));
    work->done = work->total;
    return rva__verify_tell(work, err);
}

rva_status rva__store_verify(rva__env *env, rva_verify_level level, rva_verify_result *out,
                             rva_progress_fn progress, void *context, rva_error *err)
{
    rva__txn txn;
    rva__verification work = {.progress = progress, .context = context};
    rva_error error = RVA_ERROR_INIT;
    rva_status status = level >= RVA_VERIFY_RECORDS ? rva__txn_read_walked(env, &txn, &error)
                                                    : rva__txn_read(env, &txn, &error);
    if (status == RVA_CORRUPT) { /* pages, or the meta records */
        rva__verify_differ(&work, &error);
        *out = work.result;
        return RVA_OK;
    }
    if (status != RVA_OK) {
        if (err)
            *err = error;
        return status;
    }
    work.txn = &txn;
    status = verify_in(&work, level, err);
    free_work(&work);
    rva__txn_end(&txn);
    if (status == RVA_OK)
        *out = work.result;
    return status;
}

rva_status rva__verify_copy(const char *directory, int64_t map_mib_max, rva_error *err)
{
    rva__env *copy;
    rva_verify_result result = {0};
    RVA__TRY(rva__store_open(directory, map_mib_max, &copy, err));
    rva_status status = rva__store_verify(copy, RVA_VERIFY_RECORDS, &result, NULL, NULL, err);
    rva__env_close(copy);
    if (status == RVA_OK && result.differences > 0) {
        if (err)
            *err = result.first;
        status = RVA_CORRUPT;
    }
    return status;
}
