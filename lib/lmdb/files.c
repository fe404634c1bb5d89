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
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "lmdb/guard.h"

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

rva_status rva__files_make_beside(const char *path, char out[RVA__PATH_BYTES], rva_error *err)
{
    RVA__TRY(trim(path, out, err));
    strcat(out, ".new-XXXXXX");
    if (mkdtemp(out))
        return RVA_OK;
    return rva__fail_errno(err, errno, path);
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
    strcpy(parent, path);
    char *slash = strrchr(parent, '/');
    if (!slash)
        strcpy(parent, ".");
    else if (slash == parent)
        parent[1] = '\0';
    else
        *slash = '\0';
    return rva__files_flush(parent, err);
}

rva_status rva__files_rename(const char *from, const char *to, rva_error *err)
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

void rva__files_remove(const char *path)
{
    static const char *const names[] = {"data.mdb", "lock.mdb", RVA__GUARD_NAME};
    char file[RVA__PATH_BYTES + 16];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(file, sizeof file, "%s/%s", path, names[i]);
        unlink(file);
    }
    rmdir(path);
}
