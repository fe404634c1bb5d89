/**
 * @file lmdb/guard.c
 * Locks of an open file description (F_OFD_SETLK).
 */
#include "lmdb/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/error.h"

enum { BYTE_OPEN = 0, BYTE_WRITE = 1, BYTE_TURN = 2, BYTE_PID = 16 };
enum { WAIT_US_FIRST = 50, WAIT_US_MAX = 2000, TURN_MS_MAX = 5000 };

static const char durable_text[] = "revanalytics durable\n";
static const char ephemeral_text[] = "revanalytics ephemeral\n";

static int lock_byte(int fd, short type, off_t byte)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    int code;
    do {
        code = fcntl(fd, F_OFD_SETLK, &lock) == 0 ? 0 : errno;
    } while (code == EINTR);
    return code;
}

rva_status rva__guard_create(int directory_fd, int64_t ephemeral, rva_error *err)
{
    const int fd =
        openat(directory_fd, RVA__GUARD_NAME, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return rva__fail_errno(err, errno, RVA__GUARD_NAME);
    const char *text = ephemeral ? ephemeral_text : durable_text;
    const size_t size = strlen(text);
    const bool whole = write(fd, text, size) == (ssize_t)size && fsync(fd) == 0;
    const int number = errno;
    close(fd);
    return whole ? RVA_OK : rva__fail_errno(err, number, RVA__GUARD_NAME);
}

static rva_status open_guard(int directory_fd, const char *path, int flags, int *fd, rva_error *err)
{
    *fd = openat(directory_fd, RVA__GUARD_NAME, flags | O_CLOEXEC | O_NOFOLLOW);
    if (*fd >= 0)
        return RVA_OK;
    if (errno == ENOENT)
        return rva__fail(err, RVA_FORMAT, "%s: not a store (it has no guard file)", path);
    if (errno == EROFS)
        return rva__fail(err, RVA_READ_ONLY, "%s: lies on a read-only file system", path);
    if (errno == EACCES)
        return rva__fail(err, RVA_IO,
                         "%s: no permission to write there, which reading needs as well: readers "
                         "note in it what they are reading",
                         path);
    return rva__fail_errno(err, errno, path);
}

static rva_status read_kind(int fd, const char *path, int64_t *ephemeral, rva_error *err)
{
    char text[sizeof ephemeral_text] = {0};
    if (pread(fd, text, sizeof text - 1, 0) < 0)
        return rva__fail_errno(err, errno, path);
    *ephemeral = strcmp(text, ephemeral_text) == 0;
    if (!*ephemeral && strcmp(text, durable_text) != 0)
        return rva__fail(err, RVA_FORMAT, "%s: its guard file is not one of a store", path);
    return RVA_OK;
}

/** A lock that another holds is no fault. */
static bool is_held(int code)
{
    return code == EAGAIN || code == EACCES;
}

static rva_status lock_guard(int fd, const char *path, rva_error *err)
{
    int code = lock_byte(fd, F_RDLCK, BYTE_OPEN);
    if (is_held(code))
        return rva__fail(err, RVA_IN_USE, "%s: is being compacted or upgraded: try again later",
                         path);
    if (code == 0)
        code = lock_byte(fd, F_WRLCK, BYTE_PID + getpid());
    if (is_held(code))
        return rva__fail(err, RVA_IN_USE,
                         "%s: open already under this pid, by another copy of the library in this "
                         "process or by another container: use one copy, share the pid namespace",
                         path);
    return code == 0 ? RVA_OK : rva__fail_errno(err, code, path);
}

rva_status rva__guard_open(int directory_fd, const char *path, int *fd, int64_t *ephemeral,
                           bool *read_only, rva_error *err)
{
    rva_status status = open_guard(directory_fd, path, O_RDWR, fd, err);
    *read_only = status == RVA_READ_ONLY;
    if (*read_only)
        status = open_guard(directory_fd, path, O_RDONLY, fd, err);
    if (status == RVA_OK)
        status = read_kind(*fd, path, ephemeral, err);
    if (status != RVA_OK || *read_only)
        return status; /* nobody can write there, so nobody needs a lock */
    return lock_guard(*fd, path, err);
}

rva_status rva__guard_claim(int fd, const char *path, rva_error *err)
{
    const int code = lock_byte(fd, F_WRLCK, BYTE_OPEN);
    if (code == 0)
        return RVA_OK;
    if (!is_held(code))
        return rva__fail_errno(err, code, path);
    return rva__fail(err, RVA_IN_USE, "%s: is open in a process: close it there first", path);
}

rva_status rva__guard_exclude(int directory_fd, const char *path, int *fd, rva_error *err)
{
    RVA__TRY(open_guard(directory_fd, path, O_RDWR, fd, err));
    const rva_status status = rva__guard_claim(*fd, path, err);
    if (status != RVA_OK)
        close(*fd);
    return status;
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/** One try: 0, or why not. */
typedef int try_fn(int fd, off_t byte);

/** Tries until it is done, has failed, or the time is over: then a code of what is held. */
static int try_until(try_fn *try_once, int fd, off_t byte, int64_t timeout_ms)
{
    const int64_t deadline = now_us() + timeout_ms * 1000;
    long wait_us = WAIT_US_FIRST;
    int code = try_once(fd, byte);
    while (is_held(code) && now_us() < deadline) {
        nanosleep(&(struct timespec){.tv_nsec = wait_us * 1000}, NULL);
        wait_us = wait_us * 2 > WAIT_US_MAX ? WAIT_US_MAX : wait_us * 2;
        code = try_once(fd, byte);
    }
    return code;
}

static int try_lock(int fd, off_t byte)
{
    return lock_byte(fd, F_WRLCK, byte);
}

/** LMDB locks this byte alone while it makes its lock file, and shares it from then on. */
static int try_lock_file(int fd, off_t byte)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
    if (fcntl(fd, F_GETLK, &lock) != 0)
        return errno;
    return lock.l_type == F_WRLCK ? EAGAIN : 0;
}

static rva_status fail_turn(int code, const char *path, rva_error *err)
{
    if (!is_held(code))
        return rva__fail_errno(err, code, path);
    return rva__fail(err, RVA_BUSY, "%s: another process has been opening or closing it for %d ms",
                     path, (int)TURN_MS_MAX);
}

rva_status rva__guard_await_lock_file(int directory_fd, const char *path, rva_error *err)
{
    const int fd = openat(directory_fd, "lock.mdb", O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? RVA_OK : rva__fail_errno(err, errno, path);
    const int code = try_until(try_lock_file, fd, 0, TURN_MS_MAX);
    close(fd);
    return code == 0 ? RVA_OK : fail_turn(code, path, err);
}

rva_status rva__guard_take_turn(int fd, const char *path, rva_error *err)
{
    const int code = try_until(try_lock, fd, BYTE_TURN, TURN_MS_MAX);
    return code == 0 ? RVA_OK : fail_turn(code, path, err);
}

void rva__guard_end_turn(int fd)
{
    lock_byte(fd, F_UNLCK, BYTE_TURN);
}

rva_status rva__guard_enter(int fd, int64_t timeout_ms, rva_error *err)
{
    const int code = try_until(try_lock, fd, BYTE_WRITE, timeout_ms);
    if (code == 0)
        return RVA_OK;
    if (!is_held(code))
        return rva__fail_errno(err, code, "locking the store for writing");
    return rva__fail(err, RVA_BUSY, "another process has held the store for writing for %lld ms",
                     (long long)timeout_ms);
}

void rva__guard_leave(int fd)
{
    lock_byte(fd, F_UNLCK, BYTE_WRITE);
}
