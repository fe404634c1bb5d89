/**
 * @file store/create.c
 * A store is made beside its place, flushed, and renamed into it.
 */
#include "store/create.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/zone_load.h"
#include "lmdb/files.h"
#include "lmdb/guard.h"
#include "lmdb/make.h"
#include "store/format.h"
#include "store/open.h"

/** What the first records are made of. */
typedef struct first_records {
    const rva_settings *settings;
    const rva__buffer *zone;
} first_records;

static rva_status write_records(const rva__raw *raw, const void *context, rva_error *err)
{
    const first_records *first = context;
    uint8_t secret[RVA__SECRET_BYTES];
    rva__txn txn = {.raw = *raw};
    if (getrandom(secret, sizeof secret, 0) != (ssize_t)sizeof secret)
        return rva__fail_errno(err, errno, "getrandom");
    const rva_status status =
        rva__format_write_new(&txn, first->settings, first->zone, secret, err);
    rva__config_release(txn.config);
    return status;
}

static rva_status make_store(const char *path, const rva_settings *settings, int64_t ephemeral,
                             const rva__buffer *zone, rva_error *err)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return rva__fail_errno(err, errno, path);
    rva_status status = rva__guard_create(fd, ephemeral, err);
    if (status == RVA_OK)
        status = rva__env_make(path, &rva__store_plan, write_records,
                               &(first_records){settings, zone}, err);
    if (status == RVA_OK && fsync(fd) != 0)
        status = rva__fail_errno(err, errno, path);
    close(fd);
    return status;
}

rva_status rva__store_create_in(const char *directory, const rva_settings *settings,
                                int64_t ephemeral, rva_error *err)
{
    rva__buffer zone = {0};
    rva__zone *probe = NULL;
    rva_status status = rva__zone_load(settings->time_zone, &zone, err);
    if (status == RVA_OK)
        status = rva__zone_new(zone.data, zone.size, &probe, err);
    rva__zone_free(probe);
    if (status == RVA_OK)
        status = make_store(directory, settings, ephemeral, &zone, err);
    rva__buffer_free(&zone);
    return status;
}

rva_status rva__store_create(const char *path, const rva_settings *settings, int64_t ephemeral,
                             rva_error *err)
{
    rva__beside temporary;
    RVA__TRY(rva__files_check_new(path, err));
    RVA__TRY(rva__files_make_beside(path, &temporary, err));
    const rva_status status = rva__store_create_in(temporary.path, settings, ephemeral, err);
    if (status == RVA_OK)
        return rva__files_settle(&temporary, path, err);
    rva__files_drop(&temporary);
    return status;
}
