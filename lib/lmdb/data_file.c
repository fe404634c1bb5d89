/**
 * @file lmdb/data_file.c
 * Looking at the size of the data file before each transaction, and setting it after.
 */
#include "lmdb/data_file.h"

#include <errno.h>
#include <lmdb.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/failure.h"
#include "lmdb/walk.h"

enum { FILE_ROOM_BYTES = 4 << 20, HEADS = 2, WAITS_MAX = 25, WAIT_NS = 2000000, WALKS_MAX = 10 };

static int64_t bytes_wanted(rva__env *env)
{
    return (int64_t)(rva__env_last_page(env) + 1) * getpagesize();
}

static bool allowed(int64_t bytes)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
           bytes <= (int64_t)limit.rlim_cur;
}

/** Makes the file at least so long; false when the system refuses. */
static bool extend(const rva__env *env, int64_t bytes)
{
    struct stat file;
    const int fd = rva__env_file(env);
    if (fstat(fd, &file) != 0)
        return false;
    return file.st_size >= bytes || (allowed(bytes) && ftruncate(fd, bytes) == 0);
}

void rva__data_file_extend(rva__env *env)
{
    MDB_envinfo info;
    mdb_env_info(env->lmdb, &info);
    (void)extend(env, (int64_t)(info.me_last_pgno + 1) * getpagesize());
}

static rva_status fail_short(const rva__env *env, rva_error *err)
{
    return rva__fail(err, RVA_CORRUPT, "%s: its data file was cut short: restore a backup",
                     env->path);
}

/** Walks the newest snapshot; RVA_BUSY: a newer one came, or it is larger than the map. */
static rva_status walk_newest(rva__env *env, rva_error *err)
{
    MDB_txn *txn;
    pthread_rwlock_rdlock(&env->map_lock);
    const int code = mdb_txn_begin(env->lmdb, NULL, MDB_RDONLY, &txn);
    rva_status status = RVA_BUSY;
    if (code == 0) {
        status = rva__walk(rva__env_file(env), mdb_txn_id(txn), err);
        mdb_txn_abort(txn);
    } else if (code != MDB_MAP_RESIZED) {
        status = rva__fail_lmdb(err, code, "beginning a transaction");
    }
    pthread_rwlock_unlock(&env->map_lock);
    if (code == MDB_MAP_RESIZED)
        RVA__TRY(rva__env_adopt(env, err));
    return status;
}

/** Whether every page that the newest snapshot reaches is there. */
static rva_status walk(rva__env *env, rva_error *err)
{
    rva_status status = RVA_BUSY;
    for (int i = 0; i < WALKS_MAX && status == RVA_BUSY; i++)
        status = walk_newest(env, err);
    return status == RVA_CORRUPT ? fail_short(env, err) : status;
}

/** Finds out whether a file that is too short lacks pages that are in use. */
static rva_status check_short_file(rva__env *env, rva_error *err)
{
    const struct timespec pause = {0, WAIT_NS};
    struct stat file = {0};
    const int fd = rva__env_file(env);
    for (int i = 0; i < WAITS_MAX; i++) {
        if (fstat(fd, &file) == 0 && file.st_size >= bytes_wanted(env))
            return RVA_OK; /* its writer has extended it by now */
        nanosleep(&pause, NULL);
    }
    const int64_t bytes = bytes_wanted(env);
    if (atomic_load(&env->short_bytes) == bytes - file.st_size)
        return RVA_OK; /* checked before; it cannot be extended here */
    RVA__TRY(walk(env, err));
    if (!extend(env, bytes))
        atomic_store(&env->short_bytes, bytes - file.st_size);
    return RVA_OK;
}

rva_status rva__data_file_check(rva__env *env, bool write, rva_error *err)
{
    struct stat file;
    if (fstat(rva__env_file(env), &file) != 0)
        return rva__fail_errno(err, errno, env->path);
    if (file.st_nlink == 0)
        return rva__fail(err, RVA_IO, "%s: was removed while it was open", env->path);
    if (file.st_size < (int64_t)HEADS * getpagesize())
        return fail_short(env, err);
    if (file.st_size < bytes_wanted(env))
        RVA__TRY(check_short_file(env, err));
    if (write && !allowed(file.st_size + FILE_ROOM_BYTES))
        return rva__fail(err, RVA_FULL,
                         "the limit on the size of files (ulimit -f) is nearly reached: raise it");
    return RVA_OK;
}

bool rva__data_file_disk_full(const rva__env *env)
{
    struct statvfs about;
    return fstatvfs(rva__env_file(env), &about) == 0 &&
           about.f_bavail * about.f_frsize < FILE_ROOM_BYTES;
}
