/**
 * @file lmdb/wipe.c
 * Zeroing what lies between records, and behind those in overflow pages.
 */
#include "lmdb/wipe.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "lmdb/page.h"

/** A wipe under way. */
typedef struct wipe {
    rva__pages file;
    uint8_t *page;  /**< that is looked at */
    uint8_t *bytes; /**< a page's worth of others */
    rva_error *err;
} wipe;

/** Zeroes bytes of the file that are not zero yet; there are no more than a page has. */
static rva_status zero(const wipe *work, uint64_t at, size_t size)
{
    bool clean = true;
    const ssize_t got = pread(work->file.fd, work->bytes, size, (off_t)at);
    if (got < 0)
        return rva__fail_errno(work->err, errno, "data.mdb");
    if (got != (ssize_t)size)
        return rva__page_damaged(at / work->file.page_bytes, "lies behind the file's end",
                                 work->err);
    for (size_t i = 0; i < size && clean; i++)
        clean = work->bytes[i] == 0;
    if (clean)
        return RVA_OK;
    memset(work->bytes, 0, size);
    if (pwrite(work->file.fd, work->bytes, size, (off_t)at) == (ssize_t)size)
        return RVA_OK;
    return rva__fail_errno(work->err, errno, "data.mdb");
}

/** Zeroes what lies behind a record in its overflow pages. */
static rva_status wipe_overflow(const wipe *work, const rva__node *of)
{
    const size_t page_bytes = work->file.page_bytes;
    const uint64_t number = rva__page_get64(of->data);
    uint64_t pages;
    RVA__TRY(rva__page_check_overflow(&work->file, number, of->data_bytes, &pages, work->err));
    const uint64_t end = (number + pages) * page_bytes;
    uint64_t at = number * page_bytes + RVA__PAGE_HEAD_BYTES + of->data_bytes;
    while (at < end) {
        const size_t size = page_bytes - at % page_bytes;
        RVA__TRY(zero(work, at, size));
        at += size;
    }
    return RVA_OK;
}

/** Zeroes what lies between the records of a page, and behind those of a leaf elsewhere. */
static rva_status wipe_page(const wipe *work, uint64_t number, bool leaf, unsigned nodes)
{
    size_t from, to;
    for (unsigned i = 0; leaf && i < nodes; i++) {
        rva__node at;
        if (!rva__page_node(&work->file, work->page, i, true, &at))
            return rva__page_damaged(number, "has an entry outside of itself", work->err);
        if (at.flags & RVA__NODE_BIG)
            RVA__TRY(wipe_overflow(work, &at));
    }
    rva__page_gap(work->page, &from, &to);
    return zero(work, number * work->file.page_bytes + from, to - from);
}

static rva_status wipe_file(const wipe *work)
{
    uint64_t number = 2;
    while (number <= work->file.last_page) {
        unsigned nodes;
        uint64_t pages;
        RVA__TRY(rva__page_read(&work->file, number, work->page, work->err));
        const bool leaf =
            rva__page_check(&work->file, number, work->page, true, &nodes, NULL) == RVA_OK;
        if (leaf ||
            rva__page_check(&work->file, number, work->page, false, &nodes, NULL) == RVA_OK) {
            RVA__TRY(wipe_page(work, number, leaf, nodes));
            number++;
        } else { /* wiped by the leaf that they hang on */
            RVA__TRY(rva__page_check_overflow(&work->file, number, 0, &pages, work->err));
            number += pages;
        }
    }
    return RVA_OK;
}

rva_status rva__wipe(int fd, rva_error *err)
{
    struct stat about;
    wipe work = {.file = {.fd = fd, .page_bytes = (size_t)getpagesize()}, .err = err};
    if (fstat(fd, &about) != 0)
        return rva__fail_errno(err, errno, "data.mdb");
    work.file.last_page = (uint64_t)about.st_size / work.file.page_bytes - 1;
    work.page = rva__alloc(work.file.page_bytes);
    work.bytes = rva__alloc(work.file.page_bytes);
    const rva_status status = work.page && work.bytes ? wipe_file(&work) : rva__fail_memory(err);
    rva__alloc_free(work.page);
    rva__alloc_free(work.bytes);
    return status;
}
