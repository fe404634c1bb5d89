/**
 * @file lmdb/page.c
 * Reading pages, heads and nodes.
 */
#include "lmdb/page.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/error.h"

enum {
    NODE_BYTES = 8,
    KEY_BYTES_MAX = 511,
    FLAG_BRANCH = 1,
    FLAG_LEAF = 2,
    FLAG_OVERFLOW = 4,
    FLAG_META = 8,
    FLAG_DIRTY = 16,
    KEYS_ARE_NUMBERS = 8, /**< the flag of the database of free pages */
    META_BYTES = RVA__PAGE_HEAD_BYTES + 24 + 2 * RVA__PAGE_DATABASE_BYTES + 16,
};

#define MAGIC UINT32_C(0xBEEFC0DE)

uint64_t rva__page_get64(const uint8_t *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static uint32_t get32(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static uint16_t get16(const uint8_t *at)
{
    uint16_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

rva_status rva__page_damaged(uint64_t number, const char *what, rva_error *err)
{
    return rva__fail(err, RVA_CORRUPT,
                     "data.mdb: page %llu %s: restore a backup, or salvage it into a new store",
                     (unsigned long long)number, what);
}

/** Reads the beginning of a page; RVA_CORRUPT when the file ends before. */
static rva_status read_bytes(const rva__pages *file, uint64_t page, void *to, size_t size,
                             rva_error *err)
{
    const ssize_t got = pread(file->fd, to, size, (off_t)(page * file->page_bytes));
    if (got < 0)
        return rva__fail_errno(err, errno, "data.mdb");
    return got == (ssize_t)size ? RVA_OK
                                : rva__page_damaged(page, "lies behind the file's end", err);
}

rva_status rva__page_read(const rva__pages *file, uint64_t number, uint8_t *to, rva_error *err)
{
    return read_bytes(file, number, to, file->page_bytes, err);
}

rva__page_database rva__page_database_at(const uint8_t *at)
{
    return (rva__page_database){.pad = get32(at),
                                .flags = get16(at + 4),
                                .depth = get16(at + 6),
                                .root = rva__page_get64(at + 40)};
}

rva_status rva__page_read_meta(const rva__pages *file, int number, rva__page_meta *out, bool *valid,
                               rva_error *err)
{
    uint8_t page[META_BYTES];
    const uint8_t *at = page + RVA__PAGE_HEAD_BYTES;
    const rva_status status = read_bytes(file, (uint64_t)number, page, sizeof page, err);
    *valid = false;
    if (status != RVA_OK)
        return status == RVA_CORRUPT ? RVA_OK : status;
    out->free = rva__page_database_at(at + 24);
    out->main = rva__page_database_at(at + 24 + RVA__PAGE_DATABASE_BYTES);
    out->last_page = rva__page_get64(at + 24 + 2 * RVA__PAGE_DATABASE_BYTES);
    out->txnid = rva__page_get64(at + 32 + 2 * RVA__PAGE_DATABASE_BYTES);
    *valid = get16(page + 10) & FLAG_META && get32(at) == MAGIC && get32(at + 4) == 1 &&
             out->txnid % 2 == (uint64_t)number && out->free.pad == file->page_bytes &&
             out->free.flags == KEYS_ARE_NUMBERS && out->main.pad == 0 && out->main.flags == 0;
    return RVA_OK;
}

rva_status rva__page_check(const rva__pages *file, uint64_t number, const uint8_t *page, bool leaf,
                           unsigned *nodes, rva_error *err)
{
    const uint16_t lower = get16(page + 12);
    const uint16_t upper = get16(page + 14);
    if (rva__page_get64(page) != number)
        return rva__page_damaged(number, "says that it is another", err);
    if ((get16(page + 10) & ~FLAG_DIRTY) != (leaf ? FLAG_LEAF : FLAG_BRANCH))
        return rva__page_damaged(number, "is of another kind", err);
    if (lower < RVA__PAGE_HEAD_BYTES || lower % 2 != 0 || lower > upper || upper > file->page_bytes)
        return rva__page_damaged(number, "has impossible bounds", err);
    *nodes = (unsigned)(lower - RVA__PAGE_HEAD_BYTES) / 2;
    return *nodes >= (leaf ? 1U : 2U) ? RVA_OK
                                      : rva__page_damaged(number, "has too few entries", err);
}

void rva__page_gap(const uint8_t *page, size_t *from, size_t *to)
{
    *from = get16(page + 12);
    *to = get16(page + 14);
}

bool rva__page_node(const rva__pages *file, const uint8_t *page, unsigned index, bool leaf,
                    rva__node *out)
{
    const size_t place = get16(page + RVA__PAGE_HEAD_BYTES + 2 * index);
    if (place < get16(page + 14) || place + NODE_BYTES > file->page_bytes)
        return false;
    const uint8_t *at = page + place;
    out->flags = get16(at + 4);
    out->key_bytes = get16(at + 6);
    out->key = at + NODE_BYTES;
    out->data = out->key + out->key_bytes;
    out->data_bytes = leaf ? (uint32_t)get16(at) | (uint32_t)get16(at + 2) << 16 : 0;
    out->child = (uint64_t)get16(at) | (uint64_t)get16(at + 2) << 16 | (uint64_t)out->flags << 32;
    const size_t big = sizeof(uint64_t);
    const size_t inside = leaf ? (out->flags & RVA__NODE_BIG ? big : out->data_bytes) : 0;
    return out->key_bytes <= KEY_BYTES_MAX &&
           place + NODE_BYTES + out->key_bytes + inside <= file->page_bytes;
}

rva_status rva__page_check_overflow(const rva__pages *file, uint64_t number, uint64_t bytes,
                                    uint64_t *pages, rva_error *err)
{
    uint8_t top[RVA__PAGE_HEAD_BYTES];
    if (number < 2 || number > file->last_page)
        return rva__page_damaged(number, "lies outside the file", err);
    RVA__TRY(read_bytes(file, number, top, sizeof top, err));
    *pages = get32(top + 12);
    if (rva__page_get64(top) != number || !(get16(top + 10) & FLAG_OVERFLOW) ||
        *pages * file->page_bytes < bytes + RVA__PAGE_HEAD_BYTES)
        return rva__page_damaged(number, "is no overflow page of that size", err);
    return RVA_OK;
}
