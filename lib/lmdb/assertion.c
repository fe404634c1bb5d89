/**
 * @file lmdb/assertion.c
 * Leaving a failed assertion of LMDB.
 */
#include "lmdb/assertion.h"

#include "lmdb/env.h"

_Thread_local jmp_buf *rva__trap;

/** The address of the trap names its thread. */
static void leave(MDB_env *lmdb, const char *text)
{
    (void)text;
    rva__env *env = mdb_env_get_userctx(lmdb);
    if (!rva__trap)
        return;
    if (atomic_load(&env->writing) == &rva__trap)
        atomic_store(&env->latched, true);
    longjmp(*rva__trap, 1);
}

void rva__trap_watch(rva__env *env)
{
    mdb_env_set_userctx(env->lmdb, env);
    mdb_env_set_assert(env->lmdb, leave);
}

void rva__trap_writer(rva__env *env, bool begins)
{
    atomic_store(&env->writing, begins ? (const void *)&rva__trap : NULL);
}
