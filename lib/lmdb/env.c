/**
 * @file lmdb/env.c
 * The state of an open environment, and its map.
 */
#include "lmdb/env.h"

#include <lmdb.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "core/error.h"

enum { MAP_WAIT_S = 5 };

/** Room behind the pages of other processes, in a map that has reached its limit. */
enum { ADOPTED_ROOM_BYTES = 1 << 20 };

rva_status rva__env_check(const rva__env *env, rva_error *err)
{
    if (*env->alive != 1)
        return rva__fail(err, RVA_FORKED,
                         "the store was opened before fork(): open it again in this process");
    if (atomic_load(&env->assertions.broken))
        return rva__fail(err, RVA_CORRUPT,
                         "%s: a damaged page was met in writing: end this process, then restore a "
                         "backup",
                         env->path);
    return RVA_OK;
}

int rva__env_file(const rva__env *env)
{
    int fd;
    mdb_env_get_fd(env->lmdb, &fd);
    return fd;
}

size_t rva__env_last_page(rva__env *env)
{
    MDB_envinfo info;
    pthread_rwlock_rdlock(&env->map_lock);
    mdb_env_info(env->lmdb, &info);
    pthread_rwlock_unlock(&env->map_lock);
    return info.me_last_pgno;
}

size_t rva__env_last_commit(rva__env *env)
{
    MDB_envinfo info;
    pthread_rwlock_rdlock(&env->map_lock);
    mdb_env_info(env->lmdb, &info);
    pthread_rwlock_unlock(&env->map_lock);
    return info.me_last_txnid;
}

/** Waits until no transaction of this process is open, some seconds at most. */
static bool lock_map(rva__env *env)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += MAP_WAIT_S;
    return pthread_rwlock_timedwrlock(&env->map_lock, &until) == 0;
}

/** Tries whether a map of this size can be had: LMDB gives its old one up before it asks. */
static bool can_map(const rva__env *env, size_t bytes)
{
    void *probe = mmap(NULL, bytes, PROT_READ, MAP_SHARED, rva__env_file(env), 0);
    if (probe == MAP_FAILED)
        return false;
    munmap(probe, bytes);
    return true;
}

/** Maps `most`, or less where memory is short, yet more than `least`. */
static bool map_more(rva__env *env, size_t least, size_t most)
{
    const size_t page = (size_t)getpagesize();
    for (size_t more = most > least ? most - least : 0; more >= page; more /= 2) {
        const size_t bytes = (least + more) / page * page;
        if (can_map(env, bytes))
            return mdb_env_set_mapsize(env->lmdb, bytes) == 0;
    }
    return false;
}

bool rva__env_grow(rva__env *env)
{
    MDB_envinfo info;
    if (!lock_map(env))
        return false;
    mdb_env_info(env->lmdb, &info);
    const size_t had = info.me_mapsize;
    const size_t limit = (size_t)env->map_bytes_max;
    const bool grown = map_more(env, had, had > limit / 2 ? limit : had * 2);
    pthread_rwlock_unlock(&env->map_lock);
    return grown;
}

rva_status rva__env_adopt(rva__env *env, rva_error *err)
{
    MDB_envinfo info;
    if (!lock_map(env))
        return rva__fail(err, RVA_BUSY,
                         "%s: has outgrown its map: close the snapshots of this process",
                         env->path);
    mdb_env_info(env->lmdb, &info);
    const size_t used = (info.me_last_pgno + 1) * (size_t)getpagesize();
    const size_t limit = (size_t)env->map_bytes_max;
    const size_t room = used > limit / 2 ? ADOPTED_ROOM_BYTES : used;
    const bool mapped = used <= info.me_mapsize || map_more(env, used, used + room);
    pthread_rwlock_unlock(&env->map_lock);
    return mapped ? RVA_OK : rva__fail_memory(err);
}
