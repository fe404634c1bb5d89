/**
 * @file care/compact.c
 * A store that nobody has open is copied, and the copy's data take the place of its own.
 */
#include "care/compact.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "care/verify.h"
#include "core/error.h"
#include "lmdb/copy.h"
#include "lmdb/files.h"
#include "lmdb/guard.h"

enum { MAP_MIB_MAX = 1 << 16 };

/** Puts the copy's data file in place of the store's. */
static rva_status replace_data(const char *from, const char *path, int directory_fd, rva_error *err)
{
    char copy[RVA__PATH_BYTES + 16];
    char data[RVA__PATH_BYTES + 16];
    snprintf(copy, sizeof copy, "%s/data.mdb", from);
    snprintf(data, sizeof data, "%.*s/data.mdb", RVA__PATH_BYTES, path);
    if (rename(copy, data) != 0 || fsync(directory_fd) != 0)
        return rva__fail_errno(err, errno, data);
    return RVA_OK;
}

static rva_status compact_excluded(const char *path, int directory_fd, rva_error *err)
{
    rva__beside temporary;
    RVA__TRY(rva__guard_await_lock_file(directory_fd, path, err));
    RVA__TRY(rva__files_make_beside(path, &temporary, err));
    rva_status status = rva__env_copy_closed(path, temporary.path, err);
    if (status == RVA_OK)
        status = rva__verify_copy(temporary.path, MAP_MIB_MAX, err);
    if (status == RVA_OK)
        status = rva__env_own_like(temporary.path, path, err);
    if (status == RVA_OK)
        status = replace_data(temporary.path, path, directory_fd, err);
    rva__files_drop(&temporary);
    return status;
}

rva_status rva__store_compact(const char *path, rva_error *err)
{
    int guard_fd;
    char place[PATH_MAX]; /* however it is spelled, what is left beside it is found again */
    const int fd = realpath(path, place) ? open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0)
        return errno == ENOENT ? rva__fail(err, RVA_NOT_FOUND, "%s: no such store", path)
                               : rva__fail_errno(err, errno, path);
    rva_status status = rva__guard_exclude(fd, path, &guard_fd, err);
    if (status == RVA_OK) {
        status = compact_excluded(place, fd, err);
        close(guard_fd);
    }
    close(fd);
    return status;
}
