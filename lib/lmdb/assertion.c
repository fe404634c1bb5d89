/**
 * @file lmdb/assertion.c
 * Leaving a failed assertion of LMDB.
 */
#include "lmdb/assertion.h"

#include <lmdb.h>
#include <stddef.h>

_Thread_local jmp_buf *rva__assertion_return;

/** The address of a variable of the thread names the thread. */
static const void *this_thread(void)
{
    return &rva__assertion_return;
}

static void leave(MDB_env *lmdb, const char *text)
{
    (void)text;
    rva__assertion_watch *watch = mdb_env_get_userctx(lmdb);
    if (!rva__assertion_return)
        return;
    if (atomic_load(&watch->writing) == this_thread())
        atomic_store(&watch->broken, true);
    longjmp(*rva__assertion_return, 1);
}

void rva__assertion_watch_env(rva__assertion_watch *watch, MDB_env *lmdb)
{
    mdb_env_set_userctx(lmdb, watch);
    mdb_env_set_assert(lmdb, leave);
}

void rva__assertion_watch_writer(rva__assertion_watch *watch, bool begins)
{
    atomic_store(&watch->writing, begins ? this_thread() : NULL);
}
