/**
 * @file care/rebuild.c
 * Making everything anew from the log, in one transaction.
 *
 * The events of the log are recorded again as they were the first time; only the log itself
 * stays.  A change of settings is such a rebuild with the new settings.
 */
#include "care/rebuild.h"

#include <string.h>

#include "core/error.h"
#include "core/zone_load.h"
#include "lmdb/walk.h"
#include "record/flush.h"
#include "record/record.h"
#include "store/commit.h"
#include "store/format.h"

enum { EVENTS_PER_FLUSH = 65536 };

/** A rebuild under way. */
typedef struct rebuilding {
    rva__txn *txn;
    rva__batch batch;
    rva__block block;
    int64_t events;                  /**< since the last flush */
    int64_t lost;                    /**< blocks that could not be read */
    const rva__rebuild_watch *watch; /**< NULL: nobody */
} rebuilding;

/** Empties what is derived and sets its counters to nothing. */
static rva_status drop_derived(rva__txn *txn, rva_error *err)
{
    for (int db = RVA__DB_DERIVED_FIRST; db <= RVA__DB_DERIVED_LAST; db++)
        RVA__TRY(rva__raw_empty(&txn->raw, db, err));
    const rva__state before = txn->state;
    txn->state = rva__state_empty;
    txn->state.next_seq = before.next_seq;
    txn->state.generation = before.generation;
    txn->state.log = before.log;
    txn->state.recorded_at = before.recorded_at;
    txn->state.change = before.change;
    return RVA_OK;
}

static rva_status flush(rebuilding *work, rva_error *err)
{
    RVA__TRY(rva__batch_flush(&work->batch, err));
    work->events = 0;
    rva__batch_open(&work->batch, work->txn, 0);
    return RVA_OK;
}

static void note_event(rva__state *state, const rva_event *event, int64_t recorded_at)
{
    if (recorded_at > state->recorded_at)
        state->recorded_at = recorded_at;
    rva__state_event(state, event->at, event->amount_minor != RVA_ABSENT);
}

static rva_status replay_block(rebuilding *work, int64_t first_seq, rva_error *err)
{
    for (uint32_t i = 0; i < work->block.count; i++) {
        rva_outcome outcome;
        rva_error error = RVA_ERROR_INIT;
        work->batch.replay_seq = first_seq + i;
        const rva_status status =
            rva__record_event(&work->batch, &work->block.events[i], &outcome, &error);
        if (status != RVA_OK && !rva__record_refused(status)) {
            if (err)
                *err = error;
            return status;
        }
        note_event(&work->txn->state, &work->block.events[i], work->block.recorded_at[i]);
    }
    work->events += work->block.count;
    return work->events >= EVENTS_PER_FLUSH ? flush(work, err) : RVA_OK;
}

static rva_status tell(const rebuilding *work, int64_t done, rva_error *err)
{
    const rva__rebuild_watch *watch = work->watch;
    if (watch && watch->progress &&
        watch->progress(done, work->txn->state.next_seq - 1, watch->context) != 0)
        return rva__fail(err, RVA_CANCELLED, "it was stopped; nothing has changed");
    return RVA_OK;
}

static rva_status replay(rebuilding *work, rva__iterator *log, rva_error *err)
{
    int64_t seq = 0;
    RVA__TRY(rva__iterator_first(log, err));
    while (log->found) {
        const rva_status status =
            rva__log_open_block(&log->key, &log->value, &work->block, &seq, err);
        if (status == RVA_CORRUPT)
            work->lost++;
        else if (status != RVA_OK)
            return status;
        else
            RVA__TRY(replay_block(work, seq, err));
        RVA__TRY(tell(work, seq, err));
        RVA__TRY(rva__iterator_next(log, err));
    }
    return rva__batch_flush(&work->batch, err);
}

/** Settings and zone anew, in a new generation without names. */
static rva_status renew_settings(rva__txn *txn, const rva_settings *settings, rva_error *err)
{
    rva__buffer zone = {0};
    rva_settings *same = NULL;
    rva_status status = RVA_OK;
    if (!settings) {
        status = rva__settings_copy(txn->config->settings, &same, err);
        settings = same;
    }
    if (status == RVA_OK)
        status = rva__zone_load(settings->time_zone, &zone, err);
    if (status == RVA_OK)
        status = rva__format_put_settings(txn, settings, &zone, err);
    rva__buffer_free(&zone);
    rva_settings_free(same);
    return status;
}

static rva_status replay_log(rebuilding *work, rva_error *err)
{
    rva__iterator log;
    rva__batch_open(&work->batch, work->txn, 0);
    RVA__TRY(rva__txn_iterate(work->txn, RVA__DB_LOG, &log, err));
    const rva_status status = replay(work, &log, err);
    rva__iterator_close(&log);
    rva__batch_leave(&work->batch);
    return status;
}

rva_status rva__rebuild_in(rva__txn *txn, const rva_settings *settings,
                           const rva__rebuild_watch *watch, int64_t *lost, rva_error *err)
{
    rebuilding work = {.txn = txn, .watch = watch};
    const rva_status walked = /* of the newest snapshot: no other can write now */
        rva__walk(rva__env_file(txn->raw.env), 0, err);
    if (walked != RVA_OK)
        return walked;
    RVA__TRY(drop_derived(txn, err));
    RVA__TRY(renew_settings(txn, settings, err));
    const rva_status status = replay_log(&work, err);
    rva__batch_free(&work.batch);
    rva__block_free(&work.block);
    *lost = work.lost;
    return status;
}

/** Whether a store may change to these settings. */
static rva_status check_change(const rva__txn *txn, const rva_settings *settings, rva_error *err)
{
    if (!settings)
        return RVA_OK;
    if (settings->stage_count == 0 && txn->config->settings->stage_count > 0)
        return rva__fail_field(err, RVA_INVALID, "stages",
                               "an empty list: only a new store may have no stages");
    if (txn->state.money == 0 || strcmp(settings->currency, txn->config->settings->currency) == 0)
        return RVA_OK;
    return rva__fail_field(err, RVA_INVALID, "currency",
                           "money was recorded already: make a new store for %.3s",
                           settings->currency);
}

static rva_status rebuild_once(rva__env *env, const rva_settings *settings, int64_t timeout_ms,
                               const rva__rebuild_watch *watch, int64_t *lost, rva_error *err)
{
    rva__txn txn;
    RVA__TRY(rva__txn_write(env, timeout_ms, &txn, err));
    rva_status status = check_change(&txn, settings, err);
    if (status == RVA_OK)
        status = rva__rebuild_in(&txn, settings, watch, lost, err);
    if (status == RVA_OK)
        return rva__txn_commit(&txn, err);
    rva__txn_end(&txn);
    return status;
}

rva_status rva__store_rebuild(rva__env *env, const rva_settings *settings, int64_t timeout_ms,
                              int64_t *lost, const rva__rebuild_watch *watch, rva_error *err)
{
    int64_t unread = 0;
    RVA__TRY(rva__turn_enter(&env->turn, err));
    rva_status status = rebuild_once(env, settings, timeout_ms, watch, &unread, err);
    while (status == RVA_FULL && rva__env_grow(env))
        status = rebuild_once(env, settings, timeout_ms, watch, &unread, err);
    rva__turn_leave(&env->turn);
    if (status == RVA_OK && lost)
        *lost = unread;
    return status;
}
