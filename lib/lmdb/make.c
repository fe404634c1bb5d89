/**
 * @file lmdb/make.c
 * Making an environment.
 */
#include "lmdb/make.h"

#include <lmdb.h>

#include "lmdb/failure.h"

enum { MAP_BYTES = 1 << 26 };

static const char what[] = "creating the store";

static rva_status fill_env(MDB_env *lmdb, const rva__env_plan *plan, rva__env_fill_fn fill,
                           const void *context, rva_error *err)
{
    rva__env env = {.lmdb = lmdb};
    rva__raw raw = {.env = &env, .write = true};
    int code = mdb_txn_begin(lmdb, NULL, 0, &raw.lmdb);
    if (code != 0)
        return rva__fail_lmdb(err, code, what);
    for (int i = 0; code == 0 && i < plan->database_count; i++)
        code = mdb_dbi_open(raw.lmdb, plan->databases[i], MDB_CREATE, &env.databases[i]);
    const rva_status status =
        code == 0 ? fill(&raw, context, err) : rva__fail_lmdb(err, code, what);
    if (status != RVA_OK) {
        mdb_txn_abort(raw.lmdb);
        return status;
    }
    code = mdb_txn_commit(raw.lmdb);
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, what);
}

rva_status rva__env_make(const char *directory, const rva__env_plan *plan, rva__env_fill_fn fill,
                         const void *context, rva_error *err)
{
    MDB_env *lmdb;
    int code = mdb_env_create(&lmdb);
    if (code != 0)
        return rva__fail_lmdb(err, code, directory);
    mdb_env_set_maxdbs(lmdb, (MDB_dbi)plan->database_count);
    mdb_env_set_mapsize(lmdb, MAP_BYTES);
    code = mdb_env_open(lmdb, directory, 0, 0600);
    const rva_status status =
        code == 0 ? fill_env(lmdb, plan, fill, context, err) : rva__fail_lmdb(err, code, directory);
    mdb_env_close(lmdb);
    return status;
}
