/**
 * @file lmdb/env.c
 * Opening, sharing and closing an environment; its map.
 */
#include "lmdb/env.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "store/format.h"
#include "lmdb/guard.h"
#include "lmdb/assertion.h"
#include "lmdb/walk.h"
#include "record/write_group.h"

enum { READERS_MAX = 512, DATABASES_MAX = 16, MAP_WAIT_S = 5 };
enum { WALKS_MAX = 1000, WALK_WAIT_NS = 1000000 };

/** Up to this size each page is walked as a store is opened: some milliseconds. */
enum { SMALL_BYTES = 8 << 20 };

/** Beyond what others wrote, in a map that has reached its limit. */
enum { ADOPTED_ROOM_BYTES = 1 << 20 };

static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;
static rva__env *registry;

static const char *const database_names[RVA__DB_COUNT] = {
    "meta", "log", "documents", "ids", "cells", "rows", "dictionary", "expiry", "days", "cursors",
};

rva_status rva__fail_lmdb(rva_error *err, int code, const char *what)
{
    switch (code) {
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
        return rva__fail(err, RVA_CORRUPT, "%s: %s: run verify, then restore a backup or rebuild",
                         what, mdb_strerror(code));
    case MDB_PANIC:
        return rva__fail(err, RVA_IO,
                         "%s: the disk failed in an earlier commit: close every handle of the "
                         "store and open it again",
                         what);
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
        return rva__fail(err, RVA_FORMAT, "%s: %s", what, mdb_strerror(code));
    case MDB_MAP_FULL:
        return rva__fail(
            err, RVA_FULL,
            "%s: the store reached its map_mib_max, or the memory that a map may have: "
            "raise it",
            what);
    case MDB_READERS_FULL:
        return rva__fail(err, RVA_LIMIT, "%s: all %d reader slots are taken: close snapshots", what,
                         (int)READERS_MAX);
    case ENOMEM:
        return rva__fail_memory(err);
    default:
        if (code > 0)
            return rva__fail_errno(err, code, what);
        return rva__fail(err, RVA_IO, "%s: %s", what, mdb_strerror(code));
    }
}

/** Network file systems break both locks and maps. */
static rva_status check_file_system(int fd, const char *path, rva_error *err)
{
    static const unsigned long remote[] = {0x6969 /* nfs */, 0x517b /* smb */,
                                           0xff534d42 /* cifs */, 0xfe534d42 /* smb2 */,
                                           0x65735546 /* fuse is fine for some, not for maps */};
    struct statfs about;
    if (fstatfs(fd, &about) != 0)
        return rva__fail_errno(err, errno, path);
    for (size_t i = 0; i < sizeof remote / sizeof *remote - 1; i++)
        if ((unsigned long)about.f_type == remote[i])
            return rva__fail(err, RVA_INVALID,
                             "%s: lies on a network file system: a store needs a local disk", path);
    return RVA_OK;
}

static rva_status open_lmdb(rva__env *env, int64_t map_bytes, rva_error *err)
{
    int code = mdb_env_create(&env->lmdb);
    if (code == 0)
        code = mdb_env_set_maxdbs(env->lmdb, DATABASES_MAX);
    if (code == 0)
        code = mdb_env_set_maxreaders(env->lmdb, READERS_MAX);
    if (code == 0)
        code = mdb_env_set_mapsize(env->lmdb, (size_t)map_bytes);
    const unsigned flags = MDB_NOTLS | MDB_NORDAHEAD |
                           (env->ephemeral ? (unsigned)MDB_NOSYNC : 0U) |
                           (env->read_only ? (unsigned)MDB_RDONLY : 0U);
    if (code == 0)
        code = mdb_env_open(env->lmdb, env->path, flags, 0600);
    if (code == 0) {
        int fd;
        mdb_env_get_fd(env->lmdb, &fd);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        rva__trap_watch(env);
        return RVA_OK;
    }
    mdb_env_close(env->lmdb);
    env->lmdb = NULL;
    if (code == EAGAIN)
        return rva__fail(err, RVA_IN_USE,
                         "%s: a process with the same pid has it open: share the pid namespace "
                         "of the containers, or let one process own the store",
                         env->path);
    return rva__fail_lmdb(err, code, env->path);
}

/** Opens LMDB with the largest map that the machine allows, from the limit downwards. */
static rva_status open_with_map(rva__env *env, rva_error *err)
{
    const int64_t least = INT64_C(64) << 20;
    for (int64_t bytes = env->map_bytes_max;; bytes /= 4) {
        const rva_status status = open_lmdb(env, bytes, err);
        if (status != RVA_NO_MEMORY || bytes / 4 < least)
            return status;
    }
}

/** One process at a time, or the death of one could damage the store: see lmdb/guard.h. */
static rva_status open_in_turn(rva__env *env, rva_error *err)
{
    if (env->read_only)
        return open_with_map(env, err);
    RVA__TRY(rva__guard_take_turn(env->guard_fd, env->path, err));
    rva_status status = rva__guard_await_lock_file(env->directory_fd, env->path, err);
    if (status == RVA_OK)
        status = open_with_map(env, err);
    rva__guard_end_turn(env->guard_fd);
    return status;
}

/** As above; but nothing keeps a store open. */
static void close_in_turn(rva__env *env)
{
    const bool turn =
        !env->read_only && rva__guard_take_turn(env->guard_fd, env->path, NULL) == RVA_OK;
    mdb_env_close(env->lmdb);
    if (turn)
        rva__guard_end_turn(env->guard_fd);
}

static rva_status open_databases(rva__env *env, rva_error *err)
{
    MDB_txn *txn;
    RVA__TRY(rva__env_check_size(env, false, err));
    int code = mdb_txn_begin(env->lmdb, NULL, MDB_RDONLY, &txn);
    if (code != 0)
        return rva__fail_lmdb(err, code, env->path);
    for (int i = 0; code == 0 && i < RVA__DB_COUNT; i++)
        code = mdb_dbi_open(txn, database_names[i], 0, &env->dbi[i]);
    if (code != 0) {
        mdb_txn_abort(txn);
        if (code == MDB_NOTFOUND)
            return rva__fail(err, RVA_FORMAT, "%s: an LMDB environment, but not a store",
                             env->path);
        return rva__fail_lmdb(err, code, env->path);
    }
    code = mdb_txn_commit(txn); /* keeps the handles */
    return code == 0 ? RVA_OK : rva__fail_lmdb(err, code, env->path);
}

/** LMDB reads some pages as it opens; a damaged one must not take the process with it. */
static rva_status check_roots(const rva__env *env, rva_error *err)
{
    const int fd = openat(env->directory_fd, "data.mdb", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT
                   ? rva__fail(err, RVA_FORMAT, "%s: not a store (it has no data)", env->path)
                   : rva__fail_errno(err, errno, env->path);
    rva_status status = rva__walk(fd, 0, RVA__WALK_ROOTS, err);
    for (int i = 0; i < WALKS_MAX && status == RVA_BUSY; i++) {
        nanosleep(&(struct timespec){.tv_nsec = WALK_WAIT_NS}, NULL);
        status = rva__walk(fd, 0, RVA__WALK_ROOTS, err);
    }
    close(fd);
    return status;
}

/** Reads format, settings and names; walks all pages of a small store. */
static rva_status read_first(rva__env *env, rva_error *err)
{
    MDB_envinfo info;
    rva__txn txn;
    mdb_env_info(env->lmdb, &info);
    const bool small = info.me_last_pgno < (size_t)(SMALL_BYTES / getpagesize());
    RVA__TRY(small ? rva__txn_read_walked(env, &txn, err) : rva__txn_read(env, &txn, err));
    rva__txn_end(&txn);
    return RVA_OK;
}

static rva_status make_alive_page(rva__env *env, rva_error *err)
{
    void *page = mmap(NULL, (size_t)getpagesize(), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return rva__fail_errno(err, errno, "mmap");
    madvise(page, (size_t)getpagesize(), MADV_WIPEONFORK);
    env->alive = page;
    *env->alive = 1;
    return RVA_OK;
}

static void destroy(rva__env *env)
{
    rva__writer_free(env->writer);
    for (int i = 0; i < env->reader_count; i++)
        mdb_txn_abort(env->readers[i]);
    if (env->lmdb)
        close_in_turn(env);
    if (env->guard_fd >= 0)
        close(env->guard_fd);
    if (env->directory_fd >= 0)
        close(env->directory_fd);
    if (env->alive)
        munmap((void *)(uintptr_t)env->alive, (size_t)getpagesize());
    rva__config_release(env->config);
    pthread_rwlock_destroy(&env->map_lock);
    pthread_mutex_destroy(&env->config_lock);
    pthread_mutex_destroy(&env->readers_lock);
    rva__alloc_free(env->path);
    rva__alloc_free(env);
}

static rva_status open_fully(rva__env *env, const char *path, rva_error *err)
{
    env->path = rva__alloc_text(path);
    if (!env->path)
        return rva__fail_memory(err);
    RVA__TRY(check_file_system(env->directory_fd, path, err));
    RVA__TRY(rva__guard_open(env->directory_fd, path, &env->guard_fd, &env->ephemeral,
                             &env->read_only, err));
    RVA__TRY(make_alive_page(env, err));
    RVA__TRY(check_roots(env, err));
    RVA__TRY(open_in_turn(env, err));
    RVA__TRY(open_databases(env, err));
    int dead;
    if (!env->read_only)
        mdb_reader_check(env->lmdb, &dead);
    RVA__TRY(rva__writer_new(env, &env->writer, err));
    return read_first(env, err);
}

static void before_fork(void)
{
    pthread_mutex_lock(&registry_lock);
}

static void after_fork(void)
{
    pthread_mutex_unlock(&registry_lock);
}

/** A lock on a guard ends when its last descriptor is closed, so a child must not keep one. */
static void after_fork_in_child(void)
{
    for (rva__env *env = registry; env; env = env->next)
        close(env->guard_fd);
    registry = NULL; /* nothing of it is ours */
    pthread_mutex_unlock(&registry_lock);
}

static void watch_forks(void)
{
    pthread_atfork(before_fork, after_fork, after_fork_in_child);
}

static rva_status open_new(const char *path, int directory_fd, const struct stat *about,
                           int64_t map_mib_max, rva__env **out, rva_error *err)
{
    rva__env *env = rva__alloc_zero(1, sizeof *env);
    if (!env) {
        close(directory_fd);
        return rva__fail_memory(err);
    }
    env->directory_fd = directory_fd;
    env->guard_fd = -1;
    env->device = about->st_dev;
    env->inode = about->st_ino;
    env->references = 1;
    env->map_bytes_max = map_mib_max << 20;
    pthread_rwlock_init(&env->map_lock, NULL);
    pthread_mutex_init(&env->config_lock, NULL);
    pthread_mutex_init(&env->readers_lock, NULL);
    const rva_status status = open_fully(env, path, err);
    if (status != RVA_OK) {
        destroy(env);
        return status;
    }
    env->next = registry;
    registry = env;
    *out = env;
    return RVA_OK;
}

static rva__env *find_open(const struct stat *about)
{
    for (rva__env *env = registry; env; env = env->next)
        if (env->device == about->st_dev && env->inode == about->st_ino && *env->alive == 1)
            return env;
    return NULL;
}

rva_status rva__env_open(const char *path, int64_t map_mib_max, rva__env **out, rva_error *err)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? rva__fail(err, RVA_NOT_FOUND, "%s: no such store: create one with init", path)
                   : rva__fail_errno(err, errno, path);
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct stat about;
    if (fstat(fd, &about) != 0) {
        close(fd);
        return rva__fail_errno(err, errno, path);
    }
    pthread_once(&once, watch_forks);
    pthread_mutex_lock(&registry_lock);
    rva__env *env = find_open(&about);
    rva_status status = RVA_OK;
    if (env) {
        env->references++;
        close(fd);
        *out = env;
    } else {
        status = open_new(path, fd, &about, map_mib_max, out, err);
    }
    pthread_mutex_unlock(&registry_lock);
    return status;
}

void rva__env_close(rva__env *env)
{
    if (!env || *env->alive != 1)
        return; /* in a forked child nothing of it is ours */
    pthread_mutex_lock(&registry_lock);
    if (--env->references == 0 && !atomic_load(&env->latched)) {
        rva__env **link = &registry;
        while (*link != env)
            link = &(*link)->next;
        *link = env->next;
        destroy(env);
    }
    pthread_mutex_unlock(&registry_lock);
}

rva_status rva__env_check(const rva__env *env, rva_error *err)
{
    if (*env->alive != 1)
        return rva__fail(err, RVA_FORKED,
                         "the store was opened before fork(): open it again in this process");
    if (atomic_load(&env->latched))
        return rva__fail(err, RVA_CORRUPT,
                         "%s: a damaged page was met in writing: end this process, then restore a "
                         "backup",
                         env->path);
    return RVA_OK;
}

/** Keeps every transaction of the process out; not for ever, as a snapshot may be open. */
static bool lock_map(rva__env *env)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += MAP_WAIT_S;
    return pthread_rwlock_timedwrlock(&env->map_lock, &until) == 0;
}

/** LMDB is left without any map when it cannot have the new one: asked for before. */
static bool can_map(const rva__env *env, size_t bytes)
{
    int fd;
    mdb_env_get_fd(env->lmdb, &fd);
    void *probe = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
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
