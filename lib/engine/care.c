/**
 * @file engine/care.c
 * Looking after a store: figures, verification, rebuilding, copies, the feed.
 */
#include "care/backup.h"
#include "care/compact.h"
#include "care/rebuild.h"
#include "care/salvage.h"
#include "care/upgrade.h"
#include "care/verify.h"
#include "core/error.h"
#include "engine/store_handle.h"
#include "read/change_feed.h"
#include "read/info.h"
#include "read/snapshot.h"

static rva_status fail_null(const char *field, rva_error *err)
{
    return rva__fail_field(err, RVA_INVALID, field, "is NULL");
}

rva_status rva_store_get_info(rva_store *store, rva_store_info *out, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    return out ? rva__store_info(store->env, out, err) : fail_null("out", err);
}

rva_status rva_store_verify(rva_store *store, rva_verify_level level, rva_verify_result *out,
                            rva_progress_fn progress, void *context, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    if (!out)
        return fail_null("out", err);
    if (level < RVA_VERIFY_QUICK || level > RVA_VERIFY_FULL)
        return rva__fail_field(err, RVA_INVALID, "level", "no such level");
    RVA__TRY(rva__store_await_queue(store, err));
    return rva__store_verify(store->env, level, out, progress, context, err);
}

rva_status rva_store_rebuild(rva_store *store, int64_t *lost, rva_progress_fn progress,
                             void *context, rva_error *err)
{
    RVA__TRY(rva__store_check_writable(store, err));
    RVA__TRY(rva__store_await_queue(store, err));
    const rva__rebuild_watch watch = {progress, context};
    return rva__store_rebuild(store->env, NULL, store->options.busy_timeout_ms, lost, &watch, err);
}

rva_status rva_store_backup(rva_store *store, const char *destination, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    if (!destination)
        return fail_null("destination", err);
    RVA__TRY(rva__store_await_queue(store, err));
    return rva__store_backup(store->env, destination, err);
}

rva_status rva_store_salvage(const char *path, const char *destination,
                             const rva_settings *settings, rva_salvage_result *out,
                             rva_progress_fn progress, void *context, rva_error *err)
{
    if (!path || !destination)
        return fail_null(path ? "destination" : "path", err);
    return rva__store_salvage(path, destination, settings, out, progress, context, err);
}

rva_status rva_store_upgrade(const char *path, rva_upgrade_result *out, rva_progress_fn progress,
                             void *context, rva_error *err)
{
    if (!path)
        return fail_null("path", err);
    return rva__store_upgrade(path, out, &(rva__rebuild_watch){progress, context}, err);
}

rva_status rva_store_change(rva_store *store, int64_t *out, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    return out ? rva__store_change(store->env, out, err) : fail_null("out", err);
}

rva_status rva_store_compact(const char *path, rva_error *err)
{
    return path ? rva__store_compact(path, err) : fail_null("path", err);
}

rva_status rva_snapshot_open(rva_store *store, rva_snapshot **out, rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    return out ? rva__snapshot_open(store->env, out, err) : fail_null("out", err);
}

void rva_snapshot_close(rva_snapshot *snapshot)
{
    rva__snapshot_close(snapshot);
}

rva_status rva_feed_open(rva_store *store, const char *name, int64_t from_seq, rva_feed **out,
                         rva_error *err)
{
    RVA__TRY(rva__store_check(store, err));
    if (!out)
        return fail_null("out", err);
    if (from_seq != RVA_ABSENT && from_seq < 1)
        return rva__fail_field(err, RVA_INVALID, "from_seq", "1 or more, or RVA_ABSENT");
    return rva__feed_open(store->env, name, from_seq, out, err);
}
