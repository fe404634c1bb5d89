/**
 * @file ingest/input.c
 * The bytes of a file.
 *
 * A decoder takes from `in` and gives to the caller; both compressions may hold several
 * members after one another, and both say so when the file ends within one.
 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include "fault.h"

enum {
    INPUT_BYTES = 256 * 1024,
    MAGIC_BYTES = 5, /* that tell the form */
    PAUSE_MS = 100,  /* a pipe that is silent for so long has nothing at the moment */
};

typedef enum form { PLAIN, GZIP, ZSTANDARD } form;

struct ingest_source {
    char *name;
    int fd;
    bool can_pause;  /* a pipe or a terminal */
    bool at_end;     /* the file has no more bytes */
    bool in_member;  /* within a compressed member */
    bool had_member; /* one has ended */
    bool is_known;   /* `form` was told by the first bytes */
    form form;
    size_t at;    /* first byte of `in` not yet used */
    size_t limit; /* end of what `in` holds */
    int64_t total;
    _Atomic int64_t done;
    z_stream gzip;
    ZSTD_DStream *zstandard;
    unsigned char in[INPUT_BYTES];
};

static rva_status no_memory(rva_error *err)
{
    return ingest_fail(err, RVA_NO_MEMORY, "", "out of memory while reading");
}

static rva_status damaged(const ingest_source *source, rva_error *err, const char *why)
{
    return ingest_fail(err, RVA_INVALID, "", "%s: %s after %lld bytes", source->name, why,
                       (long long)source->done);
}

/* Adds bytes of the file to those `in` holds. */
static rva_status read_more(ingest_source *source, rva_error *err)
{
    if (source->can_pause) {
        struct pollfd ready = {.fd = source->fd, .events = POLLIN};
        const int count = poll(&ready, 1, PAUSE_MS);
        if (count == 0 || (count < 0 && errno == EINTR))
            return RVA_TIMEOUT;
    }

    ssize_t got;
    do {
        got = read(source->fd, source->in + source->limit, sizeof source->in - source->limit);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return ingest_fail(err, RVA_IO, "", "%s: %s", source->name, strerror(errno));
    source->limit += (size_t)got;
    source->at_end = got == 0;
    source->done += got;
    return RVA_OK;
}

static bool starts_with(const ingest_source *source, const char *magic, size_t size)
{
    return source->limit >= size && memcmp(source->in, magic, size) == 0;
}

/* Knows the form by the first bytes; refuses those that are compressed in other ways. */
static rva_status recognise(ingest_source *source, rva_error *err)
{
    const bool is_skippable = source->limit >= 4 && (source->in[0] & 0xf0) == 0x50 &&
                              memcmp(source->in + 1, "\x2a\x4d\x18", 3) == 0;
    if (starts_with(source, "\x1f\x8b", 2)) {
        source->form = GZIP;
        if (inflateInit2(&source->gzip, 15 + 16) != Z_OK)
            return no_memory(err);
    } else if (starts_with(source, "\x28\xb5\x2f\xfd", 4) || is_skippable) {
        source->form = ZSTANDARD;
        source->zstandard = ZSTD_createDStream();
        if (source->zstandard == NULL)
            return no_memory(err);
    } else if (starts_with(source, "\xfd\x37zXZ", 5) || starts_with(source, "BZh", 3) ||
               starts_with(source, "PK\x03\x04", 4)) {
        return ingest_fail(err, RVA_INVALID, "",
                           "%s: compressed as xz, bzip2 or zip: give it plain, as gzip or as zstd",
                           source->name);
    }
    source->is_known = true;
    return RVA_OK;
}

/* Puts more of the file into `in`, which is used up; a pipe may give it byte by byte. */
static rva_status refill(ingest_source *source, rva_error *err)
{
    if (source->is_known)
        source->at = source->limit = 0;
    do {
        const rva_status status = read_more(source, err);
        if (status != RVA_OK)
            return status;
    } while (!source->is_known && !source->at_end && source->limit < MAGIC_BYTES);
    return source->is_known ? RVA_OK : recognise(source, err);
}

static rva_status read_plain(ingest_source *source, char *to, size_t room, size_t *got)
{
    const size_t left = source->limit - source->at;
    *got = left < room ? left : room;
    memcpy(to, source->in + source->at, *got);
    source->at += *got;
    return RVA_OK;
}

static rva_status read_gzip(ingest_source *source, char *to, size_t room, size_t *got,
                            rva_error *err)
{
    z_stream *gzip = &source->gzip;
    if (!source->in_member && source->had_member) { /* zeros may fill up a block or a tape */
        while (source->at < source->limit && source->in[source->at] == 0)
            source->at++;
        if (source->at == source->limit) {
            *got = 0;
            return RVA_OK;
        }
    }
    if (!source->in_member && inflateReset(gzip) != Z_OK)
        return no_memory(err);
    source->in_member = true;
    gzip->next_in = source->in + source->at;
    gzip->avail_in = (uInt)(source->limit - source->at);
    gzip->next_out = (unsigned char *)to;
    gzip->avail_out = (uInt)room;

    const int code = inflate(gzip, Z_NO_FLUSH);
    source->at = source->limit - gzip->avail_in;
    *got = room - gzip->avail_out;
    if (code == Z_STREAM_END) {
        source->in_member = false;
        source->had_member = true;
    }
    if (code == Z_MEM_ERROR)
        return no_memory(err);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
        return damaged(source, err, "the gzip data is damaged");
    return RVA_OK;
}

static rva_status read_zstandard(ingest_source *source, char *to, size_t room, size_t *got,
                                 rva_error *err)
{
    ZSTD_inBuffer in = {source->in, source->limit, source->at};
    ZSTD_outBuffer out = {to, room, 0};
    const size_t code = ZSTD_decompressStream(source->zstandard, &out, &in);
    source->at = in.pos;
    *got = out.pos;
    if (ZSTD_isError(code))
        return damaged(source, err, "the zstd data is damaged");
    source->in_member = code != 0;
    return RVA_OK;
}

static rva_status decode(ingest_source *source, char *to, size_t room, size_t *got, rva_error *err)
{
    switch (source->form) {
    case GZIP:
        return read_gzip(source, to, room, got, err);
    case ZSTANDARD:
        return read_zstandard(source, to, room, got, err);
    default:
        return read_plain(source, to, room, got);
    }
}

rva_status ingest_source_read(ingest_source *source, char *to, size_t room, size_t *got,
                              rva_error *err)
{
    *got = 0;
    for (;;) {
        /* A decoder may hold text back although all input is used, so it is asked first. */
        if (source->is_known && (source->at < source->limit || source->in_member)) {
            const rva_status status = decode(source, to, room, got, err);
            if (status != RVA_OK || *got > 0)
                return status;
        }
        if (source->is_known && source->at < source->limit)
            continue;
        if (source->at_end) {
            return source->in_member ? damaged(source, err, "the compressed data is cut off")
                                     : RVA_OK;
        }
        const rva_status status = refill(source, err);
        if (status != RVA_OK)
            return status;
    }
}

static int open_file(const char *path)
{
    if (strcmp(path, "-") == 0)
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    return open(path, O_RDONLY | O_CLOEXEC);
}

rva_status ingest_source_open(const char *path, ingest_source **out, rva_error *err)
{
    ingest_source *source = calloc(1, sizeof *source);
    char *name = strdup(strcmp(path, "-") == 0 ? "standard input" : path);
    if (source == NULL || name == NULL) {
        free(source);
        free(name);
        return no_memory(err);
    }
    source->name = name;
    source->fd = open_file(path);

    struct stat about;
    rva_status status = RVA_OK;
    if (source->fd < 0 || fstat(source->fd, &about) != 0) {
        status = errno == ENOENT ? RVA_NOT_FOUND : RVA_IO;
        ingest_fail(err, status, "", "%s: %s", name, strerror(errno));
    } else if (S_ISDIR(about.st_mode)) {
        status = ingest_fail(err, RVA_INVALID, "", "%s: is a directory, not a file", name);
    } else {
        source->can_pause = !S_ISREG(about.st_mode);
        source->total = S_ISREG(about.st_mode) ? about.st_size : 0;
    }
    if (status != RVA_OK) {
        ingest_source_close(source);
        return status;
    }
    *out = source;
    return RVA_OK;
}

void ingest_source_close(ingest_source *source)
{
    if (source == NULL)
        return;
    if (source->form == GZIP)
        inflateEnd(&source->gzip);
    ZSTD_freeDStream(source->zstandard);
    if (source->fd >= 0)
        close(source->fd);
    free(source->name);
    free(source);
}

int64_t ingest_source_done(const ingest_source *source)
{
    return source->done;
}

int64_t ingest_source_total(const ingest_source *source)
{
    return source->total;
}
