/**
 * @file tests/labs/calls.c
 * The calls of the operating system, defined in the program itself.
 */
#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static calls_hook *_Atomic installed;
static _Thread_local bool inside;

/** Only the 64-bit name of a call differs. */
#define ALIAS(of) __attribute__((alias(#of)))

void calls_set_hook(calls_hook *hook)
{
    atomic_store(&installed, hook);
}

bool calls_in_parts(const call *of)
{
    return of->number == SYS_writev || of->number == SYS_pwritev;
}

long calls_perform(const call *of)
{
    const long *a = of->arguments;
    return syscall(of->number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static long pass(call of)
{
    calls_hook *hook = atomic_load(&installed);
    if (!hook || inside)
        return calls_perform(&of);
    inside = true;
    const long result = hook(&of);
    const int number = errno;
    inside = false;
    errno = number;
    return result;
}

static long address(const void *pointer)
{
    return (long)(intptr_t)pointer;
}

static long pass_open(const char *name, int directory, const char *path, int flags, mode_t mode)
{
    return pass(
        (call){CALL_OPEN, name, SYS_openat, {directory, address(path), flags, (long)mode, 0, 0}});
}

/** The mode, which is given only for a file that may be created. */
#define MODE_OF(flags, mode)                                                                       \
    do {                                                                                           \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode = (flags) & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                         \
        va_end(rest);                                                                              \
    } while (0)

int open(const char *path, int flags, ...)
{
    mode_t mode;
    MODE_OF(flags, mode);
    return (int)pass_open("open", AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) ALIAS(open);

int openat(int directory, const char *path, int flags, ...)
{
    mode_t mode;
    MODE_OF(flags, mode);
    return (int)pass_open("openat", directory, path, flags, mode);
}
int openat64(int directory, const char *path, int flags, ...) ALIAS(openat);

ssize_t read(int fd, void *bytes, size_t size)
{
    return pass(
        (call){CALL_READ, "read", SYS_read, {fd, (long)(intptr_t)bytes, (long)size, 0, 0, 0}});
}

ssize_t pread(int fd, void *bytes, size_t size, off_t offset)
{
    return pass((call){
        CALL_READ, "pread", SYS_pread64, {fd, (long)(intptr_t)bytes, (long)size, offset, 0, 0}});
}
ssize_t pread64(int fd, void *bytes, size_t size, off_t offset) ALIAS(pread);

ssize_t write(int fd, const void *bytes, size_t size)
{
    return pass((call){CALL_WRITE, "write", SYS_write, {fd, address(bytes), (long)size, 0, 0, 0}});
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset)
{
    return pass(
        (call){CALL_WRITE, "pwrite", SYS_pwrite64, {fd, address(bytes), (long)size, offset, 0, 0}});
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t offset) ALIAS(pwrite);

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    return pass((call){CALL_WRITE, "writev", SYS_writev, {fd, address(parts), count, 0, 0, 0}});
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset)
{
    return pass(
        (call){CALL_WRITE, "pwritev", SYS_pwritev, {fd, address(parts), count, offset, 0, 0}});
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) ALIAS(pwritev);

int fsync(int fd)
{
    return (int)pass((call){CALL_FLUSH, "fsync", SYS_fsync, {fd, 0, 0, 0, 0, 0}});
}

int fdatasync(int fd)
{
    return (int)pass((call){CALL_FLUSH, "fdatasync", SYS_fdatasync, {fd, 0, 0, 0, 0, 0}});
}

int msync(void *from, size_t size, int flags)
{
    return (int)pass(
        (call){CALL_FLUSH, "msync", SYS_msync, {address(from), (long)size, flags, 0, 0, 0}});
}

int ftruncate(int fd, off_t size)
{
    return (int)pass((call){CALL_TRUNCATE, "ftruncate", SYS_ftruncate, {fd, size, 0, 0, 0, 0}});
}
int ftruncate64(int fd, off_t size) ALIAS(ftruncate);

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return (void *)(intptr_t)pass((call){
        CALL_MAP, "mmap", SYS_mmap, {address(at), (long)size, protection, flags, fd, offset}});
}
void *mmap64(void *at, size_t size, int protection, int flags, int fd, off_t offset) ALIAS(mmap);

int fstat(int fd, struct stat *out)
{
    return (int)pass((call){CALL_STAT, "fstat", SYS_fstat, {fd, address(out), 0, 0, 0, 0}});
}

/* What programs built with an older C library call. */
int __fxstat(int version, int fd, struct stat *out);
int __fxstat(int version, int fd, struct stat *out)
{
    (void)version;
    return fstat(fd, out);
}

int fcntl(int fd, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    const long argument = va_arg(rest, long);
    va_end(rest);
    const call of = {CALL_LOCK, "fcntl", SYS_fcntl, {fd, command, argument, 0, 0, 0}};
    const bool locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK ||
                       command == F_OFD_SETLKW;
    return (int)(locks ? pass(of) : calls_perform(&of));
}
int fcntl64(int fd, int command, ...) ALIAS(fcntl);

int rename(const char *from, const char *to)
{
    return (int)pass((call){CALL_RENAME,
                            "rename",
                            SYS_renameat2,
                            {AT_FDCWD, address(from), AT_FDCWD, address(to), 0, 0}});
}

int link(const char *from, const char *to)
{
    return (int)pass((call){
        CALL_LINK, "link", SYS_linkat, {AT_FDCWD, address(from), AT_FDCWD, address(to), 0, 0}});
}

int unlink(const char *path)
{
    return (int)pass(
        (call){CALL_REMOVE, "unlink", SYS_unlinkat, {AT_FDCWD, address(path), 0, 0, 0, 0}});
}

int rmdir(const char *path)
{
    return (int)pass((call){
        CALL_REMOVE, "rmdir", SYS_unlinkat, {AT_FDCWD, address(path), AT_REMOVEDIR, 0, 0, 0}});
}

int mkdir(const char *path, mode_t mode)
{
    return (int)pass((call){
        CALL_MAKE_DIRECTORY, "mkdir", SYS_mkdirat, {AT_FDCWD, address(path), (long)mode, 0, 0, 0}});
}

/** The C library's would call its own mkdir(). */
char *mkdtemp(char *template)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    char *end = template + strlen(template) - 6;
    for (;;) {
        unsigned char random[6];
        if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
            return NULL;
        for (int i = 0; i < 6; i++)
            end[i] = letters[random[i] % (sizeof letters - 1)];
        if (mkdir(template, 0700) == 0)
            return template;
        if (errno != EEXIST)
            return NULL;
    }
}
