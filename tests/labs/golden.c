/**
 * @file tests/labs/golden.c
 * A store as version 0.1.0 made it.
 */
#include "golden.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { FILE_BYTES_MAX = 8 << 20, PATH_BYTES = 512 };

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void flush(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0 || close(fd) != 0)
        fail(path);
}

/** A file of the golden store, compressed or not, in a directory. */
static void unpack_file(const char *from, const char *directory, const char *name)
{
    static char bytes[FILE_BYTES_MAX];
    char place[PATH_BYTES];
    gzFile packed = gzopen(from, "rb");
    const int size = packed ? gzread(packed, bytes, sizeof bytes) : -1;
    if (size <= 0 || size == (int)sizeof bytes || gzclose(packed) != Z_OK)
        fail(from);
    snprintf(place, sizeof place, "%.400s/%s", directory, name);
    const int fd = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, bytes, (size_t)size) != size || fsync(fd) != 0 || close(fd) != 0)
        fail(place);
}

void golden_unpack(const char *path)
{
    char parent[PATH_BYTES];
    if (mkdir(path, 0700) != 0)
        fail(path);
    unpack_file(RVA_GOLDEN "/0.1.0/data.mdb.gz", path, "data.mdb");
    unpack_file(RVA_GOLDEN "/0.1.0/guard", path, "guard");
    flush(path);
    snprintf(parent, sizeof parent, "%.400s/..", path);
    flush(parent);
}
