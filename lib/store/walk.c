/**
 * @file store/walk.c
 * Walking B+ trees by pread: LMDB 0.9's pages, 64-bit, as lmdb.h's data version 1 lays them out.
 *
 *     page    number 8 | pad 2 | flags 2 | lower 2 | upper 2 (or: pages 4) | places of nodes, 2
 * each node    low 2 | high 2 | flags 2 | key size 2 | key | data, or an overflow page's number
 *     head    page header | magic 4 | version 4 | address 8 | map size 8 | two databases | last 8 |
 * txn 8 database  pad 4 | flags 2 | depth 2 | branch 8 | leaf 8 | overflow 8 | entries 8 | root 8
 */
#include "store/walk.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"

enum {
    PAGE_BYTES_MAX = 65536,
    HEAD_BYTES = 16,
    NODE_BYTES = 8,
    DATABASE_BYTES = 48,
    DEPTH_MAX = 32,
    KEY_BYTES_MAX = 511,
    FLAG_BRANCH = 1,
    FLAG_LEAF = 2,
    FLAG_OVERFLOW = 4,
    FLAG_META = 8,
    NODE_BIG = 1,
    NODE_DATABASE = 2,
    NODE_DUPLICATES = 4,
};

#define MAGIC UINT32_C(0xBEEFC0DE)
#define NO_PAGE UINT64_MAX

/** A database as a head or a node describes it. */
typedef struct database {
    uint16_t depth;
    uint64_t root;
} database;

/** One of the two heads. */
typedef struct head {
    database free;
    database main;
    uint64_t last_page;
    uint64_t txnid;
} head;

/** A walk under way. */
typedef struct walk {
    int fd;
    size_t page_bytes;
    uint64_t last_page;
    uint8_t *seen;  /**< a bit for each page */
    uint8_t *pages; /**< a page for each level */
    rva__walk_scope scope;
    rva_error *err;
} walk;

static uint64_t get64(const uint8_t *at)
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

static rva_status damaged(const walk *work, uint64_t page, const char *what)
{
    return rva__fail(work->err, RVA_CORRUPT, "data.mdb: page %llu %s: restore a backup",
                     (unsigned long long)page, what);
}

static rva_status read_page(const walk *work, uint64_t number, uint8_t *to)
{
    const ssize_t got = pread(work->fd, to, work->page_bytes, (off_t)(number * work->page_bytes));
    if (got < 0)
        return rva__fail_errno(work->err, errno, "data.mdb");
    return (size_t)got == work->page_bytes ? RVA_OK
                                           : damaged(work, number, "lies behind the file's end");
}

static database read_database(const uint8_t *at)
{
    return (database){.depth = get16(at + 6), .root = get64(at + 40)};
}

/** Reads a head; false when it is none. */
static bool read_head(const uint8_t *page, head *out)
{
    const uint8_t *at = page + HEAD_BYTES;
    if (!(get16(page + 10) & FLAG_META) || get32(at) != MAGIC || get32(at + 4) != 1)
        return false;
    out->free = read_database(at + 24);
    out->main = read_database(at + 24 + DATABASE_BYTES);
    out->last_page = get64(at + 24 + 2 * DATABASE_BYTES);
    out->txnid = get64(at + 32 + 2 * DATABASE_BYTES);
    return true;
}

/** Marks pages as used; an error when one lies outside or is used already. */
static rva_status use_pages(walk *work, uint64_t first, uint64_t count)
{
    if (first < 2 || count == 0 || first > work->last_page || count - 1 > work->last_page - first)
        return damaged(work, first, "lies outside the file");
    for (uint64_t page = first; page < first + count; page++) {
        if (work->seen[page / 8] >> (page % 8) & 1)
            return damaged(work, page, "is used twice");
        work->seen[page / 8] |= (uint8_t)(1 << (page % 8));
    }
    return RVA_OK;
}

static rva_status walk_overflow(walk *work, uint64_t number, uint64_t bytes)
{
    uint8_t top[HEAD_BYTES];
    if (number < 2 || number > work->last_page)
        return damaged(work, number, "lies outside the file");
    if (pread(work->fd, top, sizeof top, (off_t)(number * work->page_bytes)) != sizeof top)
        return damaged(work, number, "lies behind the file's end");
    const uint64_t pages = get32(top + 12);
    if (get64(top) != number || !(get16(top + 10) & FLAG_OVERFLOW) ||
        pages * work->page_bytes < bytes + HEAD_BYTES)
        return damaged(work, number, "is no overflow page of that size");
    return use_pages(work, number, pages);
}

/** One node of a page: where its parts lie. */
typedef struct node {
    const uint8_t *key;
    const uint8_t *data;
    uint64_t child; /**< of a branch */
    uint32_t data_bytes;
    uint16_t key_bytes;
    uint16_t flags;
} node;

/** Finds node number `index` of a page; false when it does not lie inside. */
static bool read_node(const walk *work, const uint8_t *page, unsigned index, bool leaf, node *out)
{
    const size_t place = get16(page + HEAD_BYTES + 2 * index);
    if (place < get16(page + 14) || place + NODE_BYTES > work->page_bytes)
        return false;
    const uint8_t *at = page + place;
    out->flags = get16(at + 4);
    out->key_bytes = get16(at + 6);
    out->key = at + NODE_BYTES;
    out->data = out->key + out->key_bytes;
    out->data_bytes = leaf ? (uint32_t)get16(at) | (uint32_t)get16(at + 2) << 16 : 0;
    out->child = (uint64_t)get16(at) | (uint64_t)get16(at + 2) << 16 | (uint64_t)out->flags << 32;
    const size_t inside = leaf ? (out->flags & NODE_BIG ? sizeof(uint64_t) : out->data_bytes) : 0;
    return out->key_bytes <= KEY_BYTES_MAX &&
           place + NODE_BYTES + out->key_bytes + inside <= work->page_bytes;
}

static bool in_order(const node *before, const node *after)
{
    const size_t common =
        before->key_bytes < after->key_bytes ? before->key_bytes : after->key_bytes;
    const int order = memcmp(before->key, after->key, common);
    return order < 0 || (order == 0 && before->key_bytes < after->key_bytes);
}

/** Checks the head of a tree's page; gives the number of its nodes. */
static rva_status check_page(const walk *work, uint64_t number, const uint8_t *page, bool leaf,
                             unsigned *nodes)
{
    const uint16_t lower = get16(page + 12);
    const uint16_t upper = get16(page + 14);
    if (get64(page) != number)
        return damaged(work, number, "says that it is another");
    if ((get16(page + 10) & ~0x10) != (leaf ? FLAG_LEAF : FLAG_BRANCH))
        return damaged(work, number, "is of another kind");
    if (lower < HEAD_BYTES || lower % 2 != 0 || lower > upper || upper > work->page_bytes)
        return damaged(work, number, "has impossible bounds");
    *nodes = (unsigned)(lower - HEAD_BYTES) / 2;
    return *nodes >= (leaf ? 1U : 2U) ? RVA_OK : damaged(work, number, "has too few entries");
}

static rva_status walk_tree(walk *work, database of, int level, bool names, bool numbers);

/** What hangs on a node of a leaf: an overflow page, a database. */
static rva_status walk_leaf_node(walk *work, uint64_t number, const node *at, int level, bool names)
{
    if (at->flags & ~(NODE_BIG | NODE_DATABASE) || (at->flags & NODE_DUPLICATES))
        return damaged(work, number, "has an entry of an unknown kind");
    if (at->flags & NODE_BIG)
        return walk_overflow(work, get64(at->data), at->data_bytes);
    if (!(at->flags & NODE_DATABASE))
        return RVA_OK;
    if (!names || at->data_bytes != DATABASE_BYTES)
        return damaged(work, number, "has a database where none can be");
    const bool needed = at->key_bytes == 4 && memcmp(at->key, "meta", 4) == 0;
    if (work->scope == RVA__WALK_ROOTS && !needed)
        return RVA_OK;
    return walk_tree(work, read_database(at->data), level + 1, false, false);
}

/** Checks a page and all below it; levels are bounded by DEPTH_MAX. */
static rva_status walk_page(walk *work, uint64_t number, int depth, int level, bool names,
                            bool numbers)
{
    uint8_t *page = work->pages + (size_t)level * work->page_bytes;
    const bool leaf = depth == 1;
    unsigned nodes = 0;
    node before = {0};
    if (level >= DEPTH_MAX)
        return damaged(work, number, "lies too deep");
    RVA__TRY(use_pages(work, number, 1));
    RVA__TRY(read_page(work, number, page));
    RVA__TRY(check_page(work, number, page, leaf, &nodes));
    for (unsigned i = 0; i < nodes; i++) {
        node at;
        if (!read_node(work, page, i, leaf, &at))
            return damaged(work, number, "has an entry outside of itself");
        const bool compares = !numbers && i > (leaf ? 0U : 1U);
        if (compares && !in_order(&before, &at))
            return damaged(work, number, "has entries out of order");
        before = at;
        RVA__TRY(leaf ? walk_leaf_node(work, number, &at, level, names)
                      : walk_page(work, at.child, depth - 1, level + 1, names, numbers));
    }
    return RVA_OK;
}

/** Walks one database; `names`: its values may be databases; `numbers`: keys are integers. */
static rva_status walk_tree(walk *work, database of, int level, bool names, bool numbers)
{
    if (of.root == NO_PAGE)
        return RVA_OK;
    if (of.depth < 1 || of.depth > DEPTH_MAX)
        return damaged(work, of.root, "is the root of a tree of impossible depth");
    return walk_page(work, of.root, of.depth, level, names, numbers);
}

/** Chooses the head of a snapshot. */
static rva_status choose_head(walk *work, uint64_t txnid, head *out)
{
    uint8_t top[2][HEAD_BYTES + 24 + 2 * DATABASE_BYTES + 16];
    head heads[2] = {{.txnid = 0}, {.txnid = 0}};
    bool valid[2];
    for (int i = 0; i < 2; i++)
        valid[i] = pread(work->fd, top[i], sizeof top[i], (off_t)((size_t)i * work->page_bytes)) ==
                       (ssize_t)sizeof top[i] &&
                   read_head(top[i], &heads[i]);
    if (!valid[0] && !valid[1])
        return rva__fail(work->err, RVA_FORMAT,
                         "data.mdb: both of its heads are damaged, or it "
                         "is no store: restore a backup");
    if (!valid[0] || !valid[1])
        return damaged(work, valid[0] ? 1 : 0, "is a damaged head");
    int newest = heads[1].txnid > heads[0].txnid;
    if (txnid != 0 && heads[newest].txnid != txnid)
        newest = !newest;
    if (txnid != 0 && heads[newest].txnid != txnid)
        return rva__fail(work->err, RVA_BUSY, "the store is written to faster than it is read");
    *out = heads[newest];
    return RVA_OK;
}

static rva_status walk_head(walk *work, const head *from)
{
    struct stat about;
    work->last_page = from->last_page;
    if (fstat(work->fd, &about) != 0)
        return rva__fail_errno(work->err, errno, "data.mdb");
    if (from->last_page < 1 || from->last_page >= (uint64_t)about.st_size / work->page_bytes)
        return damaged(work, from->last_page, "is the last, and lies behind the file's end");
    work->seen = rva__alloc_zero((size_t)(from->last_page / 8 + 1), 1);
    work->pages = rva__alloc((size_t)(DEPTH_MAX + 1) * work->page_bytes);
    if (!work->seen || !work->pages)
        return rva__fail_memory(work->err);
    RVA__TRY(walk_tree(work, from->main, 0, true, false));
    return work->scope == RVA__WALK_ALL ? walk_tree(work, from->free, 0, false, true) : RVA_OK;
}

rva_status rva__walk(int fd, uint64_t txnid, rva__walk_scope scope, rva_error *err)
{
    walk work = {.fd = fd, .page_bytes = (size_t)getpagesize(), .scope = scope, .err = err};
    head newest = {.txnid = 0};
    RVA__TRY(choose_head(&work, txnid, &newest));
    const rva_status status = walk_head(&work, &newest);
    rva__alloc_free(work.seen);
    rva__alloc_free(work.pages);
    return status;
}
