/**
 * @file lmdb/sweep.c
 * Following what can be followed, then looking at each page that was not reached.
 */
#include "lmdb/sweep.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "lmdb/page.h"

/** A sweep under way. */
typedef struct sweep {
    rva__pages file;
    uint8_t *reached; /**< a bit for each page that need not be looked at again */
    uint8_t *free;    /**< a bit for each page that is said to be free */
    uint8_t *pages;   /**< a page for each level */
    uint8_t *big;     /**< what was read from overflow pages */
    size_t big_room;
    rva__sweep_fn visit;
    void *context;
    int64_t damaged;
    bool no_memory; /**< for a value in overflow pages */
    rva_error *err;
} sweep;

static bool has(const uint8_t *pages, uint64_t page)
{
    return pages[page / 8] >> (page % 8) & 1;
}

static void set(const sweep *work, uint8_t *pages, uint64_t page)
{
    if (page <= work->file.last_page)
        pages[page / 8] |= (uint8_t)(1 << (page % 8));
}

/** Reads a value from its overflow pages; NULL when they are not what they should be. */
static const uint8_t *read_big(sweep *work, uint64_t number, uint32_t bytes)
{
    uint64_t pages = 0;
    const off_t at = (off_t)(number * work->file.page_bytes) + RVA__PAGE_HEAD_BYTES;
    if (rva__page_check_overflow(&work->file, number, bytes, &pages, NULL) != RVA_OK ||
        pages - 1 > work->file.last_page - number)
        return NULL;
    if (bytes > work->big_room) {
        uint8_t *room = rva__alloc_resize(work->big, bytes);
        work->no_memory = !room;
        if (!room)
            return NULL;
        work->big = room;
        work->big_room = bytes;
    }
    if (pread(work->file.fd, work->big, bytes, at) != (ssize_t)bytes)
        return NULL;
    for (uint64_t i = 0; i < pages; i++)
        set(work, work->reached, number + i);
    return work->big;
}

static rva_status visit_node(sweep *work, const rva__node *at, uint64_t place, const char *database)
{
    rva__swept found = {.key = at->key,
                        .key_size = at->key_bytes,
                        .value = at->data,
                        .size = at->data_bytes,
                        .at = place};
    snprintf(found.database, sizeof found.database, "%s", database);
    if (at->flags & RVA__NODE_BIG) {
        const uint64_t number = rva__page_get64(at->data);
        found.value = read_big(work, number, at->data_bytes);
        found.at = number * work->file.page_bytes + RVA__PAGE_HEAD_BYTES;
        work->damaged += !found.value;
    }
    if (work->no_memory)
        return rva__fail_memory(work->err);
    return found.value ? work->visit(&found, work->context, work->err) : RVA_OK;
}

/** Marks the pages of a free list: their records are out of date.  Its key is a transaction. */
static void note_free(sweep *work, const rva__node *at)
{
    const uint8_t *list = at->data;
    size_t bytes = at->data_bytes;
    if (at->key_bytes != sizeof(uint64_t) || at->flags & RVA__NODE_DATABASE) {
        work->damaged++;
        return;
    }
    if (at->flags & RVA__NODE_BIG)
        list = read_big(work, rva__page_get64(at->data), at->data_bytes);
    if (!list || bytes < sizeof(uint64_t))
        return;
    const uint64_t room = bytes / sizeof(uint64_t) - 1;
    const uint64_t count = rva__page_get64(list);
    for (uint64_t i = 1; i <= count && i <= room; i++)
        set(work, work->free, rva__page_get64(list + i * sizeof(uint64_t)));
}

/** The trees: of names, of free pages, of records. */
static const char tree_names[] = "\x01";
static const char tree_free[] = "\x02";

static rva_status follow(sweep *work, uint64_t number, int depth, int level, const char *database);

static rva_status follow_database(sweep *work, const rva__node *at, int level)
{
    char name[RVA__SWEEP_NAME_BYTES] = "";
    const rva__page_database of = rva__page_database_at(at->data);
    if (at->data_bytes != RVA__PAGE_DATABASE_BYTES || at->key_bytes >= sizeof name) {
        work->damaged++;
        return RVA_OK;
    }
    memcpy(name, at->key, at->key_bytes);
    return of.root == RVA__PAGE_NONE ? RVA_OK : follow(work, of.root, of.depth, level, name);
}

static rva_status follow_node(sweep *work, const rva__node *at, int depth, int level,
                              uint64_t place, const char *database)
{
    if (depth > 1)
        return follow(work, at->child, depth - 1, level + 1, database);
    if (database == tree_free) {
        note_free(work, at);
        return RVA_OK;
    }
    if (database != tree_names)
        return visit_node(work, at, place, database);
    return at->flags & RVA__NODE_DATABASE ? follow_database(work, at, level + 1) : RVA_OK;
}

/** Follows a page and all below it; one that is not what it should be is left for later. */
static rva_status follow(sweep *work, uint64_t number, int depth, int level, const char *database)
{
    unsigned nodes = 0;
    const bool leaf = depth == 1;
    const bool possible = depth >= 1 && level < RVA__PAGE_DEPTH_MAX && number >= 2 &&
                          number <= work->file.last_page && !has(work->reached, number);
    uint8_t *page = work->pages + (size_t)(possible ? level : 0) * work->file.page_bytes;
    if (!possible || rva__page_read(&work->file, number, page, NULL) != RVA_OK ||
        rva__page_check(&work->file, number, page, leaf, &nodes, NULL) != RVA_OK) {
        work->damaged++;
        return RVA_OK;
    }
    set(work, work->reached, number);
    for (unsigned i = 0; i < nodes; i++) {
        rva__node at;
        if (rva__page_node(&work->file, page, i, leaf, &at))
            RVA__TRY(follow_node(work, &at, depth, level,
                                 number * work->file.page_bytes + (uint64_t)(at.data - page),
                                 database));
        else
            work->damaged++;
    }
    return RVA_OK;
}

/** Looks at a page on its own; of a free one no value that lies elsewhere. */
static rva_status look_at(sweep *work, uint64_t number, bool is_free)
{
    unsigned nodes = 0;
    const unsigned apart = RVA__NODE_DATABASE | (is_free ? RVA__NODE_BIG : 0);
    uint8_t *page = work->pages;
    if (rva__page_read(&work->file, number, page, NULL) != RVA_OK ||
        rva__page_check(&work->file, number, page, true, &nodes, NULL) != RVA_OK)
        return RVA_OK;
    for (unsigned i = 0; i < nodes; i++) {
        rva__node at;
        if (rva__page_node(&work->file, page, i, true, &at) && !(at.flags & apart))
            RVA__TRY(visit_node(work, &at,
                                number * work->file.page_bytes + (uint64_t)(at.data - page),
                                is_free ? RVA__SWEEP_FREE : ""));
    }
    return RVA_OK;
}

/** Follows records before free lists: a damaged list may name pages that are in use. */
static rva_status follow_head(sweep *work, const rva__page_meta *head)
{
    if (head->main.root != RVA__PAGE_NONE)
        RVA__TRY(follow(work, head->main.root, head->main.depth, 0, tree_names));
    if (head->free.root != RVA__PAGE_NONE)
        RVA__TRY(follow(work, head->free.root, head->free.depth, 0, tree_free));
    return RVA_OK;
}

static rva_status sweep_file(sweep *work)
{
    rva__page_meta heads[2];
    bool valid[2];
    for (int i = 0; i < 2; i++)
        RVA__TRY(rva__page_read_meta(&work->file, i, &heads[i], &valid[i], work->err));
    work->damaged = !valid[0] + !valid[1];
    if (valid[0] || valid[1]) {
        const int newest = !valid[0] || (valid[1] && heads[1].txnid > heads[0].txnid);
        RVA__TRY(follow_head(work, &heads[newest]));
    }
    /* Even of a file that seems sound: its newest root may be lost, and the last one followed. */
    for (uint64_t page = 2; page <= work->file.last_page; page++)
        if (!has(work->reached, page) && !has(work->free, page))
            RVA__TRY(look_at(work, page, false));
    for (uint64_t page = 2; page <= work->file.last_page; page++)
        if (!has(work->reached, page) && has(work->free, page))
            RVA__TRY(look_at(work, page, true));
    return RVA_OK;
}

rva_status rva__sweep(int fd, rva__sweep_fn visit, void *context, int64_t *damaged, rva_error *err)
{
    struct stat about;
    sweep work = {.visit = visit, .context = context, .err = err};
    work.file = (rva__pages){.fd = fd, .page_bytes = (size_t)getpagesize()};
    if (fstat(fd, &about) != 0)
        return rva__fail_errno(err, errno, "data.mdb");
    if ((size_t)about.st_size < 3 * work.file.page_bytes)
        return rva__fail(err, RVA_CORRUPT, "data.mdb: nothing is left of it");
    work.file.last_page = (uint64_t)about.st_size / work.file.page_bytes - 1;
    work.reached = rva__alloc_zero((size_t)(work.file.last_page / 8 + 1), 1);
    work.free = rva__alloc_zero((size_t)(work.file.last_page / 8 + 1), 1);
    work.pages = rva__alloc((size_t)RVA__PAGE_DEPTH_MAX * work.file.page_bytes);
    const rva_status status =
        work.reached && work.free && work.pages ? sweep_file(&work) : rva__fail_memory(err);
    rva__alloc_free(work.reached);
    rva__alloc_free(work.free);
    rva__alloc_free(work.pages);
    rva__alloc_free(work.big);
    *damaged = work.damaged;
    return status;
}
