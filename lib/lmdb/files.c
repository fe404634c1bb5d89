/**
 * @file lmdb/files.c
 * The file system around a store.
 */
#include "lmdb/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/guard.h"

/* What is beside a path has its name and this; the Xs are chosen by chance. */
#define SUFFIX ".new-XXXXXX"

enum { SUFFIX_NAMED = 5, TRIES_MAX = 16 };

static bool is_empty_directory(const char *path)
{
    DIR *directory = opendir(path);
    if (!directory)
        return false;
    int entries = 0;
    while (readdir(directory))
        entries++;
    closedir(directory);
    return entries <= 2;
}

rva_status rva__files_check_new(const char *path, rva_error *err)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return errno == ENOENT ? RVA_OK : rva__fail_errno(err, errno, path);
    if (S_ISDIR(about.st_mode) && is_empty_directory(path))
        return RVA_OK;
    return rva__fail(err, RVA_EXISTS, "%s: exists already: choose another place, or open it", path);
}

/** `path` without slashes at its end. */
static rva_status trim(const char *path, char out[RVA__PATH_BYTES], rva_error *err)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    if (size == 0 || size + 16 > RVA__PATH_BYTES)
        return rva__fail(err, RVA_INVALID, "a path has 1 to %d bytes", RVA__PATH_BYTES - 16);
    memcpy(out, path, size);
    out[size] = '\0';
    return RVA_OK;
}

/** Removes the files of a store and its directory; what is not of a store stays. */
static void remove_store(const char *path)
{
    static const char *const names[] = {"data.mdb", "lock.mdb", RVA__GUARD_NAME};
    char file[RVA__PATH_BYTES + 16];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(file, sizeof file, "%.*s/%s", RVA__PATH_BYTES - 1, path, names[i]);
        unlink(file);
    }
    rmdir(path);
}

/** A directory's descriptor when no living process has locked it, else -1. */
static int lock_directory(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/** The directory that something lies in. */
static void parent_of(const char *path, char out[RVA__PATH_BYTES])
{
    strcpy(out, path);
    char *slash = strrchr(out, '/');
    if (!slash)
        strcpy(out, ".");
    else if (slash == out)
        out[1] = '\0';
    else
        *slash = '\0';
}

/** Removes what processes that died left beside a path. */
static void sweep_beside(const char *path)
{
    const struct dirent *entry;
    char parent[RVA__PATH_BYTES];
    char left[RVA__PATH_BYTES + sizeof entry->d_name];
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const size_t size = strlen(name);
    parent_of(path, parent);
    DIR *directory = opendir(parent);
    while (directory && (entry = readdir(directory)) != NULL) {
        if (strncmp(entry->d_name, name, size) != 0 ||
            strncmp(entry->d_name + size, SUFFIX, SUFFIX_NAMED) != 0 ||
            strlen(entry->d_name + size) != strlen(SUFFIX))
            continue;
        snprintf(left, sizeof left, "%s/%s", parent, entry->d_name);
        const int fd = lock_directory(left);
        if (fd < 0)
            continue;
        remove_store(left);
        close(fd);
    }
    if (directory)
        closedir(directory);
}

/** Makes it and locks it; false when another process, which swept, took it for a dead one's. */
static bool make_locked(rva__beside *out)
{
    struct stat about;
    if (!mkdtemp(out->path))
        return false;
    out->fd = lock_directory(out->path);
    if (out->fd >= 0 && fstat(out->fd, &about) == 0 && about.st_nlink > 0)
        return true;
    const int number = errno;
    rmdir(out->path);
    if (out->fd >= 0)
        close(out->fd);
    errno = number;
    return false;
}

rva_status rva__files_make_beside(const char *path, rva__beside *out, rva_error *err)
{
    char place[RVA__PATH_BYTES];
    RVA__TRY(trim(path, place, err));
    sweep_beside(place);
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        snprintf(out->path, sizeof out->path, "%.*s%s", (int)(RVA__PATH_BYTES - sizeof SUFFIX),
                 place, SUFFIX);
        errno = EEXIST;
        if (make_locked(out))
            return RVA_OK;
        if (errno != EEXIST && errno != ENOENT)
            break;
    }
    return rva__fail_errno(err, errno, path);
}

void rva__files_drop(rva__beside *made)
{
    remove_store(made->path);
    close(made->fd);
}

rva_status rva__files_own_like(const char *path, const char *like, rva_error *err)
{
    struct stat about, own;
    if (stat(like, &about) != 0 || stat(path, &own) != 0)
        return rva__fail_errno(err, errno, path);
    mode_t mode = about.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
    const bool other = own.st_uid != about.st_uid || own.st_gid != about.st_gid;
    if (other && chown(path, about.st_uid, about.st_gid) != 0 &&
        chown(path, (uid_t)-1, about.st_gid) != 0)
        mode &= (mode_t)~S_IRWXG; /* not for the group that it has instead */
    return chmod(path, mode) == 0 ? RVA_OK : rva__fail_errno(err, errno, path);
}

rva_status rva__files_flush(const char *path, rva_error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return rva__fail_errno(err, errno, path);
    const bool flushed = fsync(fd) == 0;
    const int number = errno;
    close(fd);
    return flushed ? RVA_OK : rva__fail_errno(err, number, path);
}

/** Flushes the directory that holds `path`, which was trimmed. */
static rva_status flush_parent(const char *path, rva_error *err)
{
    char parent[RVA__PATH_BYTES];
    parent_of(path, parent);
    return rva__files_flush(parent, err);
}

static rva_status rename_into(const char *from, const char *to, rva_error *err)
{
    char place[RVA__PATH_BYTES];
    RVA__TRY(trim(to, place, err));
    const int code = rename(from, place) == 0 ? 0 : errno;
    if (code == ENOTEMPTY || code == EEXIST)
        return rva__fail(err, RVA_EXISTS, "%s: exists already", place);
    if (code != 0 && code != EIO)
        return rva__fail_errno(err, code, place);
    if (code == 0 && flush_parent(place, err) == RVA_OK)
        return RVA_OK;
    return rva__fail(err, RVA_UNKNOWN,
                     "%s: the disk failed at the last step: it may be there whole, or not at all",
                     place);
}

rva_status rva__files_settle(rva__beside *made, const char *path, rva_error *err)
{
    const rva_status status = rename_into(made->path, path, err);
    if (status != RVA_OK)
        remove_store(made->path); /* not there any more when only the last flush failed */
    close(made->fd);
    return status;
}
