/**
 * @file lmdb/walk.c
 * Walking the B+ trees of a snapshot, from its head down.
 */
#include "lmdb/walk.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "lmdb/page.h"

enum { READS_MAX = 100, READ_WAIT_NS = 1000000, UNWRITTEN_MAX = 1 << 20 };

/** What the entries of a tree are. */
typedef enum tree_kind {
    TREE_RECORDS,
    TREE_NAMES, /**< their values may be databases */
    TREE_FREE,  /**< their keys are numbers of transactions, their values lists of free pages */
} tree_kind;

/** A walk under way. */
typedef struct walk {
    rva__pages file;
    uint64_t file_pages; /**< fewer than there are when free ones at the end were never written */
    uint8_t *seen;       /**< a bit for each page */
    uint8_t *pages;      /**< a page for each level */
    const rva__env_plan *at_open; /**< walks what is read at open alone; NULL: everything */
    rva_error *err;
} walk;

/** Marks pages as used; an error when one lies outside or is used already. */
static rva_status use_pages(walk *work, uint64_t first, uint64_t count)
{
    const uint64_t last = work->file.last_page;
    if (first < 2 || count == 0 || first > last || count - 1 > last - first)
        return rva__page_damaged(first, "lies outside the file", work->err);
    for (uint64_t page = first; page < first + count; page++) {
        if (work->seen[page / 8] >> (page % 8) & 1)
            return rva__page_damaged(page, "is used twice", work->err);
        work->seen[page / 8] |= (uint8_t)(1 << (page % 8));
    }
    return RVA_OK;
}

/** Marks the pages of a list of free ones: their count, then their numbers. */
static rva_status use_free_pages(walk *work, uint64_t number, const uint8_t *list, size_t bytes)
{
    const uint64_t count = bytes >= sizeof count ? rva__page_get64(list) : UINT64_MAX;
    if (bytes % sizeof count != 0 || count > bytes / sizeof count - 1)
        return rva__page_damaged(number, "has a list of free pages that is cut short", work->err);
    for (uint64_t i = 1; i <= count; i++)
        RVA__TRY(use_pages(work, rva__page_get64(list + i * sizeof count), 1));
    return RVA_OK;
}

static rva_status walk_big_list(walk *work, uint64_t number, uint32_t bytes)
{
    uint8_t *list = rva__alloc(bytes);
    const off_t at = (off_t)(number * work->file.page_bytes) + RVA__PAGE_HEAD_BYTES;
    rva_status status = list ? RVA_OK : rva__fail_memory(work->err);
    if (status == RVA_OK && pread(work->file.fd, list, bytes, at) != (ssize_t)bytes)
        status = rva__page_damaged(number, "lies behind the file's end", work->err);
    if (status == RVA_OK)
        status = use_free_pages(work, number, list, bytes);
    rva__alloc_free(list);
    return status;
}

static rva_status walk_overflow(walk *work, const rva__node *at, tree_kind kind)
{
    const uint64_t number = rva__page_get64(at->data);
    uint64_t pages = 0;
    RVA__TRY(rva__page_check_overflow(&work->file, number, at->data_bytes, &pages, work->err));
    RVA__TRY(use_pages(work, number, pages));
    if (number + pages > work->file_pages)
        return rva__page_damaged(number, "goes on behind the file's end", work->err);
    return kind == TREE_FREE ? walk_big_list(work, number, at->data_bytes) : RVA_OK;
}

/** Whether one key comes before another. */
static bool in_order(const rva__node *before, const rva__node *after, tree_kind kind)
{
    const size_t common =
        before->key_bytes < after->key_bytes ? before->key_bytes : after->key_bytes;
    if (kind == TREE_FREE)
        return before->key_bytes == 8 && after->key_bytes == 8 &&
               rva__page_get64(before->key) < rva__page_get64(after->key);
    const int order = memcmp(before->key, after->key, common);
    return order < 0 || (order == 0 && before->key_bytes < after->key_bytes);
}

/** What the keys of a page may be, as the branches above it say; NULL: no bound. */
typedef struct bounds {
    const rva__node *from; /**< not before this */
    const rva__node *to;   /**< before this */
} bounds;

static bool inside(const rva__node *at, bounds in, tree_kind kind)
{
    return !(in.from && in_order(at, in.from, kind)) && !(in.to && !in_order(at, in.to, kind));
}

static rva_status walk_tree(walk *work, rva__page_database of, int level, tree_kind kind);

/** Whether a database, of a name that a node holds, is walked. */
static bool is_wanted(const walk *work, const rva__node *at)
{
    const rva__env_plan *plan = work->at_open;
    for (int i = 0; plan && i < plan->database_count; i++)
        if (at->key_bytes == strlen(plan->databases[i]) &&
            memcmp(at->key, plan->databases[i], at->key_bytes) == 0)
            return plan->read_at_open >> i & 1;
    return !plan;
}

/** What a node of a leaf holds, or hangs on it: an overflow page, a database. */
static rva_status walk_leaf_node(walk *work, uint64_t number, const rva__node *at, int level,
                                 tree_kind kind)
{
    if (at->flags & ~(RVA__NODE_BIG | RVA__NODE_DATABASE))
        return rva__page_damaged(number, "has an entry of an unknown kind", work->err);
    if (at->flags & RVA__NODE_BIG)
        return walk_overflow(work, at, kind);
    if (kind == TREE_FREE)
        return use_free_pages(work, number, at->data, at->data_bytes);
    if (!(at->flags & RVA__NODE_DATABASE))
        return RVA_OK;
    if (kind != TREE_NAMES || at->data_bytes != RVA__PAGE_DATABASE_BYTES)
        return rva__page_damaged(number, "has a database where none can be", work->err);
    const rva__page_database of = rva__page_database_at(at->data);
    if (of.pad != 0 || of.flags != 0)
        return rva__page_damaged(number, "has a database of an unknown kind", work->err);
    if (!is_wanted(work, at))
        return RVA_OK;
    return walk_tree(work, of, level + 1, TREE_RECORDS);
}

static rva_status walk_page(walk *work, uint64_t number, int depth, int level, bounds in,
                            tree_kind kind);

/** Checks the keys of a page: each inside its bounds and after the one before it. */
static rva_status check_keys(const walk *work, uint64_t number, const uint8_t *page, unsigned nodes,
                             bool leaf, bounds in, tree_kind kind)
{
    rva__node before = {0};
    for (unsigned i = 0; i < nodes; i++) {
        rva__node at;
        if (!rva__page_node(&work->file, page, i, leaf, &at))
            return rva__page_damaged(number, "has an entry outside of itself", work->err);
        if (!leaf && i == 0)
            continue; /* the first of a branch needs no key */
        if (!inside(&at, in, kind))
            return rva__page_damaged(number, "has an entry that belongs elsewhere", work->err);
        if (i > (leaf ? 0U : 1U) && !in_order(&before, &at, kind))
            return rva__page_damaged(number, "has entries out of order", work->err);
        before = at;
    }
    return RVA_OK;
}

/** Walks what is below node `index` of a branch. */
static rva_status walk_child(walk *work, const uint8_t *page, unsigned index, unsigned nodes,
                             int depth, int level, bounds in, tree_kind kind)
{
    rva__node at, next;
    rva__page_node(&work->file, page, index, false, &at);
    if (index > 0)
        in.from = &at;
    if (index + 1 < nodes) {
        rva__page_node(&work->file, page, index + 1, false, &next);
        in.to = &next;
    }
    return walk_page(work, at.child, depth - 1, level + 1, in, kind);
}

/** Checks a page and all below it. */
static rva_status walk_page(walk *work, uint64_t number, int depth, int level, bounds in,
                            tree_kind kind)
{
    const bool leaf = depth == 1;
    unsigned nodes = 0;
    if (level >= RVA__PAGE_DEPTH_MAX)
        return rva__page_damaged(number, "lies too deep", work->err);
    uint8_t *page = work->pages + (size_t)level * work->file.page_bytes;
    RVA__TRY(use_pages(work, number, 1));
    RVA__TRY(rva__page_read(&work->file, number, page, work->err));
    RVA__TRY(rva__page_check(&work->file, number, page, leaf, &nodes, work->err));
    RVA__TRY(check_keys(work, number, page, nodes, leaf, in, kind));
    for (unsigned i = 0; i < nodes; i++) {
        rva__node at;
        if (leaf && rva__page_node(&work->file, page, i, true, &at))
            RVA__TRY(walk_leaf_node(work, number, &at, level, kind));
        else
            RVA__TRY(walk_child(work, page, i, nodes, depth, level, in, kind));
    }
    return RVA_OK;
}

static rva_status walk_tree(walk *work, rva__page_database of, int level, tree_kind kind)
{
    if (of.root == RVA__PAGE_NONE)
        return RVA_OK;
    if (of.depth < 1 || of.depth > RVA__PAGE_DEPTH_MAX)
        return rva__page_damaged(of.root, "is the root of a tree of impossible depth", work->err);
    return walk_page(work, of.root, of.depth, level, (bounds){NULL, NULL}, kind);
}

/** Reads both heads; good are those of two commits, one after the other. */
static rva_status read_heads(const walk *work, rva__page_meta heads[2], bool valid[2], bool *good)
{
    for (int i = 0; i < 2; i++)
        RVA__TRY(rva__page_read_meta(&work->file, i, &heads[i], &valid[i], work->err));
    *good = valid[0] && valid[1] &&
            (heads[0].txnid + 1 == heads[1].txnid || heads[1].txnid + 1 == heads[0].txnid);
    return RVA_OK;
}

/** Reads bad heads again: a writer may have changed them between the two reads. */
static rva_status read_steady_heads(const walk *work, rva__page_meta heads[2], bool valid[2],
                                    bool *good)
{
    uint64_t before[2] = {0, 0};
    bool was_valid[2] = {true, true};
    *good = false;
    for (int i = 0; i < READS_MAX; i++) {
        RVA__TRY(read_heads(work, heads, valid, good));
        bool same = i > 0;
        for (int h = 0; h < 2; h++) {
            same = same && valid[h] == was_valid[h] && (!valid[h] || heads[h].txnid == before[h]);
            was_valid[h] = valid[h];
            before[h] = heads[h].txnid;
        }
        if (*good || same)
            return RVA_OK;
        nanosleep(&(struct timespec){.tv_nsec = READ_WAIT_NS}, NULL);
    }
    return RVA_OK;
}

/** Chooses the head of a snapshot. */
static rva_status choose_head(walk *work, uint64_t txnid, rva__page_meta *out)
{
    rva__page_meta heads[2];
    bool valid[2];
    bool good;
    RVA__TRY(read_steady_heads(work, heads, valid, &good));
    if (!valid[0] && !valid[1])
        return rva__fail(work->err, RVA_FORMAT,
                         "data.mdb: both of its heads are damaged, or it "
                         "is no store: restore a backup");
    if (!good)
        return rva__page_damaged(valid[0] ? 1 : 0, "is a damaged head", work->err);
    int newest = heads[1].txnid > heads[0].txnid;
    if (txnid != 0 && heads[newest].txnid != txnid)
        newest = !newest;
    if (txnid != 0 && heads[newest].txnid != txnid)
        return rva__fail(work->err, RVA_BUSY, "the store is written to faster than it is read");
    *out = heads[newest];
    return RVA_OK;
}

static rva_status walk_head(walk *work, const rva__page_meta *from)
{
    struct stat about;
    const size_t page_bytes = work->file.page_bytes;
    work->file.last_page = from->last_page;
    if (fstat(work->file.fd, &about) != 0)
        return rva__fail_errno(work->err, errno, "data.mdb");
    work->file_pages = (uint64_t)about.st_size / page_bytes;
    if (from->last_page < 1 || from->last_page >= work->file_pages + UNWRITTEN_MAX)
        return rva__page_damaged(from->last_page, "is the last, and lies far behind the file's end",
                                 work->err);
    work->seen = rva__alloc_zero((size_t)(from->last_page / 8 + 1), 1);
    work->pages = rva__alloc((size_t)RVA__PAGE_DEPTH_MAX * page_bytes);
    if (!work->seen || !work->pages)
        return rva__fail_memory(work->err);
    RVA__TRY(walk_tree(work, from->main, 0, TREE_NAMES));
    return work->at_open ? RVA_OK : walk_tree(work, from->free, 0, TREE_FREE);
}

/** After another commit the pages of a snapshot that nobody holds may be used anew. */
static bool has_moved_on(const walk *work, const rva__page_meta *from)
{
    rva__page_meta heads[2];
    bool valid[2], good;
    if (read_heads(work, heads, valid, &good) != RVA_OK)
        return false;
    return (valid[0] && heads[0].txnid > from->txnid) || (valid[1] && heads[1].txnid > from->txnid);
}

static rva_status walk_snapshot(int fd, uint64_t txnid, const rva__env_plan *at_open,
                                rva_error *err)
{
    walk work = {
        .file = {.fd = fd, .page_bytes = (size_t)getpagesize()}, .at_open = at_open, .err = err};
    rva__page_meta newest = {.txnid = 0};
    RVA__TRY(choose_head(&work, txnid, &newest));
    rva_status status = walk_head(&work, &newest);
    rva__alloc_free(work.seen);
    rva__alloc_free(work.pages);
    if (status == RVA_CORRUPT && txnid == 0 && has_moved_on(&work, &newest))
        status = rva__fail(err, RVA_BUSY, "the store is written to faster than it is read");
    return status;
}

rva_status rva__walk(int fd, uint64_t txnid, rva_error *err)
{
    return walk_snapshot(fd, txnid, NULL, err);
}

rva_status rva__walk_at_open(int fd, const rva__env_plan *plan, rva_error *err)
{
    return walk_snapshot(fd, 0, plan, err);
}
