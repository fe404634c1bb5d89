/**
 * @file care/upgrade.c
 * An upgrade is a rebuild of a store whose derived records cannot be read.
 *
 * Only the log, the settings, the secret and the counters are read in their old form; they say
 * themselves which one that is.  Whoever has the store open would go on in the old form, so
 * nobody may.
 */
#include "care/upgrade.h"

#include <string.h>

#include "core/error.h"
#include "lmdb/guard.h"
#include "lmdb/registry.h"
#include "store/commit.h"
#include "store/format.h"
#include "store/shared.h"

enum { MAP_MIB_MAX = 1 << 24, WAIT_MS = 5000 };

/* A store, but without the first transaction, which would not read one of an older version. */
static const rva__env_plan upgrade_plan = {
    .databases = rva__database_names,
    .database_count = RVA__DB_COUNT,
    .read_at_open = RVA__DB_READ_AT_OPEN,
    .opened = rva__shared_attach,
    .closed = rva__shared_detach,
};

static rva_status upgrade_in(rva__txn *txn, const rva__rebuild_watch *watch,
                             rva_upgrade_result *out, rva_error *err)
{
    rva__format format;
    RVA__TRY(rva__format_read(txn, &format, err));
    RVA__TRY(rva__format_check_known(&format, err));
    RVA__TRY(rva__format_load_log(txn, err));
    memcpy(out->made_by, format.version, sizeof format.version);
    out->events = txn->state.next_seq - 1;
    out->upgraded = !rva__format_is_current(&format);
    if (!out->upgraded)
        return RVA_OK;
    RVA__TRY(rva__format_put(txn, err));
    return rva__rebuild_in(txn, NULL, watch, &out->lost, err);
}

static rva_status upgrade_once(rva__env *env, const rva__rebuild_watch *watch,
                               rva_upgrade_result *out, rva_error *err)
{
    rva__txn txn = {.config = NULL};
    RVA__TRY(rva__raw_write(env, WAIT_MS, &txn.raw, err));
    const rva_status status = upgrade_in(&txn, watch, out, err);
    if (status == RVA_OK && out->upgraded)
        return rva__txn_commit(&txn, err);
    rva__txn_end(&txn);
    return status;
}

static rva_status upgrade(rva__env *env, const rva__rebuild_watch *watch, rva_upgrade_result *out,
                          rva_error *err)
{
    if (env->read_only)
        return rva__fail(err, RVA_READ_ONLY, "%s: lies on a read-only file system", env->path);
    if (rva__env_is_shared(env))
        return rva__fail(err, RVA_IN_USE, "%s: is open in this process: close it first", env->path);
    RVA__TRY(rva__guard_claim(env->guard_fd, env->path, err));
    RVA__TRY(rva__turn_enter(&env->turn, err));
    rva_status status = upgrade_once(env, watch, out, err);
    while (status == RVA_FULL && rva__env_grow(env))
        status = upgrade_once(env, watch, out, err);
    rva__turn_leave(&env->turn);
    return status;
}

rva_status rva__store_upgrade(const char *path, rva_upgrade_result *out,
                              const rva__rebuild_watch *watch, rva_error *err)
{
    rva__env *env;
    rva_upgrade_result did = {0};
    RVA__TRY(rva__env_open(path, MAP_MIB_MAX, &upgrade_plan, &env, err));
    const rva_status status = upgrade(env, watch, &did, err);
    rva__env_close(env);
    if (status == RVA_OK && out)
        *out = did;
    return status;
}
