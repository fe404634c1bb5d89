/**
 * @file lmdb/registry.c
 * Opening, sharing and closing environments.
 */
#include "lmdb/registry.h"

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "lmdb/data_file.h"
#include "lmdb/failure.h"
#include "lmdb/guard.h"
#include "lmdb/walk.h"

enum { WALKS_MAX = 1000, WALK_WAIT_NS = 1000000 };

static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;
static rva__env *registry;

/** Network file systems break both locks and maps. */
static rva_status check_file_system(int fd, const char *path, rva_error *err)
{
    static const unsigned long remote[] = {0x6969 /* nfs */, 0x517b /* smb */,
                                           0xff534d42 /* cifs */, 0xfe534d42 /* smb2 */};
    struct statfs about;
    if (fstatfs(fd, &about) != 0)
        return rva__fail_errno(err, errno, path);
    for (size_t i = 0; i < sizeof remote / sizeof *remote; i++)
        if ((unsigned long)about.f_type == remote[i])
            return rva__fail(err, RVA_INVALID,
                             "%s: lies on a network file system: a store needs a local disk", path);
    return RVA_OK;
}

static rva_status open_lmdb(rva__env *env, int64_t map_bytes, rva_error *err)
{
    int code = mdb_env_create(&env->lmdb);
    if (code == 0)
        code = mdb_env_set_maxdbs(env->lmdb, RVA__DATABASES_MAX);
    if (code == 0)
        code = mdb_env_set_maxreaders(env->lmdb, RVA__READERS_MAX);
    if (code == 0)
        code = mdb_env_set_mapsize(env->lmdb, (size_t)map_bytes);
    const unsigned flags = MDB_NOTLS | MDB_NORDAHEAD |
                           (env->ephemeral ? (unsigned)MDB_NOSYNC : 0U) |
                           (env->read_only ? (unsigned)MDB_RDONLY : 0U);
    if (code == 0)
        code = mdb_env_open(env->lmdb, env->path, flags, 0600);
    if (code == 0) {
        fcntl(rva__env_file(env), F_SETFD, FD_CLOEXEC);
        rva__assertion_watch_env(&env->assertions, env->lmdb);
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

int64_t rva__map_bytes_first = INT64_C(64) << 30;

/** Opens LMDB with the largest map that the machine allows, from what is usual downwards. */
static rva_status open_with_map(rva__env *env, rva_error *err)
{
    const int64_t least = INT64_C(64) << 20;
    const int64_t most = env->map_bytes_max;
    const int64_t first = most < rva__map_bytes_first ? most : rva__map_bytes_first;
    for (int64_t bytes = first;; bytes /= 4) {
        const rva_status status = open_lmdb(env, bytes, err);
        if (status != RVA_NO_MEMORY || bytes / 4 < least)
            return status;
    }
}

/** One process at a time: if one died while another opens, a store could be lost (guard.h). */
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

/** The same for closing, which goes on without the turn when it cannot have it. */
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
    RVA__TRY(rva__data_file_check(env, false, err));
    int code = mdb_txn_begin(env->lmdb, NULL, MDB_RDONLY, &txn);
    if (code != 0)
        return rva__fail_lmdb(err, code, env->path);
    for (int i = 0; code == 0 && i < env->plan->database_count; i++)
        code = mdb_dbi_open(txn, env->plan->databases[i], 0, &env->databases[i]);
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

/** Who opens the data by another name has locks of his own: each would overwrite the other. */
static rva_status check_names(const rva__env *env, int fd, rva_error *err)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return rva__fail_errno(err, errno, env->path);
    if (about.st_nlink <= 1)
        return RVA_OK;
    return rva__fail(
        err, RVA_INVALID,
        "%s: its data.mdb has %llu names (hard links): written by two of them, records "
        "would be lost; keep one, and make copies with a backup",
        env->path, (unsigned long long)about.st_nlink);
}

/** Checks the pages that LMDB reads as it opens: damaged ones could crash the process. */
static rva_status check_roots(const rva__env *env, rva_error *err)
{
    const int fd = openat(env->directory_fd, "data.mdb", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT
                   ? rva__fail(err, RVA_FORMAT, "%s: not a store (it has no data)", env->path)
                   : rva__fail_errno(err, errno, env->path);
    rva_status status = check_names(env, fd, err);
    if (status == RVA_OK)
        status = rva__walk_at_open(fd, env->plan, err);
    for (int i = 0; i < WALKS_MAX && status == RVA_BUSY; i++) {
        nanosleep(&(struct timespec){.tv_nsec = WALK_WAIT_NS}, NULL);
        status = rva__walk_at_open(fd, env->plan, err);
    }
    close(fd);
    return status;
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
    env->plan->closed(env);
    rva__turn_destroy(&env->turn);
    pthread_rwlock_destroy(&env->map_lock);
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
    return env->plan->opened(env, err);
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

/** An environment that is not open yet; NULL without memory. */
static rva__env *new_env(const rva__env_plan *plan, int directory_fd, const struct stat *about,
                         int64_t map_mib_max)
{
    rva__env *env = rva__alloc_zero(1, sizeof *env);
    if (!env)
        return NULL;
    env->plan = plan;
    env->directory_fd = directory_fd;
    env->guard_fd = -1;
    env->device = about->st_dev;
    env->inode = about->st_ino;
    env->references = 1;
    env->map_bytes_max = map_mib_max << 20;
    pthread_rwlock_init(&env->map_lock, NULL);
    pthread_mutex_init(&env->readers_lock, NULL);
    rva__turn_init(&env->turn);
    return env;
}

static rva_status open_new(rva__env *env, const char *path, rva_error *err)
{
    const rva_status status = open_fully(env, path, err);
    if (status != RVA_OK) {
        destroy(env);
        return status;
    }
    env->next = registry;
    registry = env;
    return RVA_OK;
}

static rva__env *find_open(const struct stat *about)
{
    for (rva__env *env = registry; env; env = env->next)
        if (env->device == about->st_dev && env->inode == about->st_ino && *env->alive == 1)
            return env;
    return NULL;
}

/** Opens the directory of a store. */
static rva_status open_directory(const char *path, int *out, struct stat *about, rva_error *err)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? rva__fail(err, RVA_NOT_FOUND, "%s: no such store: create one with init", path)
                   : rva__fail_errno(err, errno, path);
    if (fstat(fd, about) != 0) {
        close(fd);
        return rva__fail_errno(err, errno, path);
    }
    *out = fd;
    return RVA_OK;
}

rva_status rva__env_open(const char *path, int64_t map_mib_max, const rva__env_plan *plan,
                         rva__env **out, rva_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    int fd = -1;
    struct stat about;
    RVA__TRY(open_directory(path, &fd, &about, err));
    pthread_once(&once, watch_forks);
    pthread_mutex_lock(&registry_lock);
    rva__env *env = find_open(&about);
    rva_status status = RVA_OK;
    if (env) {
        env->references++;
        close(fd);
    } else {
        env = new_env(plan, fd, &about, map_mib_max);
        if (!env)
            close(fd);
        status = env ? open_new(env, path, err) : rva__fail_memory(err);
    }
    if (status == RVA_OK)
        *out = env;
    pthread_mutex_unlock(&registry_lock);
    return status;
}

bool rva__env_is_shared(const rva__env *env)
{
    pthread_mutex_lock(&registry_lock);
    const bool shared = env->references > 1;
    pthread_mutex_unlock(&registry_lock);
    return shared;
}

void rva__env_close(rva__env *env)
{
    if (!env || *env->alive != 1)
        return; /* in a forked child nothing of it is ours */
    pthread_mutex_lock(&registry_lock);
    if (--env->references == 0 && !atomic_load(&env->assertions.broken)) {
        rva__env **link = &registry;
        while (*link != env)
            link = &(*link)->next;
        *link = env->next;
        destroy(env);
    }
    pthread_mutex_unlock(&registry_lock);
}
