/**
 * @file core/zone_load.c
 * Finding the rules of a named zone on this system.
 */
#include "core/zone_load.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

enum { NAME_BYTES_MAX = 128, PATH_BYTES = 192, READ_BYTES = 4096 };

static const char *const folders[] = {
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
};

/** Whether a name stays inside the folder: without dots it cannot climb out of it. */
static bool is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_+-/";
    const size_t size = strlen(name);
    return size > 0 && size <= NAME_BYTES_MAX && name[0] != '/' && strspn(name, allowed) == size;
}

static bool is_absence(int number)
{
    return number == ENOENT || number == ENOTDIR || number == ELOOP;
}

static rva_status read_all(int file, const char *path, rva__buffer *to, rva_error *err)
{
    for (;;) {
        if (!rva__buffer_reserve(to, READ_BYTES))
            return rva__fail_memory(err);
        const ssize_t got = read(file, to->data + to->size, READ_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return rva__fail_errno(err, errno, path);
        if (got == 0)
            return RVA_OK;
        to->size += (size_t)got;
        if (to->size > RVA__ZONE_BYTES_MAX)
            return rva__fail_field(err, RVA_INVALID, "time_zone", "%s: more than %d KiB", path,
                                   RVA__ZONE_BYTES_MAX / 1024);
    }
}

/** Reads a file into `to`; one that is absent or no file of rules leaves it empty. */
static rva_status read_file(const char *path, rva__buffer *to, rva_error *err)
{
    static const char magic[] = {'T', 'Z', 'i', 'f'};
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return is_absence(errno) ? RVA_OK : rva__fail_errno(err, errno, path);

    struct stat about;
    rva_status status = RVA_OK;
    if (fstat(file, &about) != 0)
        status = rva__fail_errno(err, errno, path);
    else if (S_ISREG(about.st_mode))
        status = read_all(file, path, to, err);
    close(file);
    if (to->size < sizeof(magic) || memcmp(to->data, magic, sizeof(magic)) != 0)
        rva__buffer_clear(to);
    return status;
}

/** The rules of UTC are known without a file: two headers of one type of time, and "UTC0". */
static bool put_utc(const char *name, rva__buffer *to)
{
    static const char header[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
                                 "\0\0\0\0\0\0UTC"; /* and the NUL at its end */
    static const char footer[] = "\nUTC0\n";
    if (strcmp(name, "UTC") != 0 && strcmp(name, "Etc/UTC") != 0)
        return false;
    rva__buffer_put(to, header, sizeof header);
    rva__buffer_put(to, header, sizeof header);
    rva__buffer_put(to, footer, sizeof footer - 1);
    return true;
}

/** Names of the folders that are no zones: other forms of all of them, and links to one. */
static bool is_no_zone(const char *name)
{
    static const char *const names[] = {"posixrules", "localtime", "Factory"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return strncmp(name, "posix/", 6) == 0 || strncmp(name, "right/", 6) == 0;
}

rva_status rva__zone_load(const char *name, rva__buffer *out, rva_error *err)
{
    if (!name || !is_name(name) || is_no_zone(name))
        return rva__fail_field(err, RVA_INVALID, "time_zone",
                               "\"%s\" is not the name of a time zone, such as America/New_York",
                               name ? name : "");

    rva__buffer bytes = {0};
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]) && bytes.size == 0; i++) {
        char path[PATH_BYTES];
        snprintf(path, sizeof(path), "%s/%s", folders[i], name);
        const rva_status status = read_file(path, &bytes, err);
        if (status != RVA_OK) {
            rva__buffer_free(&bytes);
            return status;
        }
    }
    if (bytes.size == 0 && !put_utc(name, &bytes)) {
        rva__buffer_free(&bytes);
        return rva__fail_field(err, RVA_INVALID, "time_zone",
                               "no time zone \"%s\" on this system; check the name, or install "
                               "the package tzdata",
                               name);
    }
    if (bytes.failed)
        return rva__fail_memory(err);
    rva__buffer_free(out);
    *out = bytes;
    return RVA_OK;
}
