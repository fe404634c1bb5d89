/**
 * @file lmdb/page.h
 * Pages of a data file, read by pread and trusted in nothing: LMDB 0.9's, 64-bit, as data
 * version 1 lays them out.
 *
 *     page    number 8 | pad 2 | flags 2 | lower 2 | upper 2 (or: pages 4) | places of nodes, 2
 *     node    low 2 | high 2 | flags 2 | key size 2 | key | data, or an overflow page's number
 *     head    page header | magic 4 | version 4 | address 8 | map size 8 | two databases
 *             | last page 8 | txn 8
 *     database    pad 4 | flags 2 | depth 2 | branch 8 | leaf 8 | overflow 8 | entries 8 | root 8
 */
#ifndef RVA_LMDB_PAGE_H
#define RVA_LMDB_PAGE_H

#include <revanalytics/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RVA__PAGE_HEAD_BYTES = 16,
    RVA__PAGE_DEPTH_MAX = 32,
    RVA__NODE_BIG = 1,      /**< its data lie in overflow pages */
    RVA__NODE_DATABASE = 2, /**< its data describe a database */
};

/** The root of a database that is empty. */
#define RVA__PAGE_NONE UINT64_MAX

/** A database as a head or a node describes it. */
typedef struct rva__page_database {
    uint32_t pad; /**< of the database of free pages: the size of a page; else 0 */
    uint16_t flags;
    uint16_t depth;
    uint64_t root;
} rva__page_database;

/** One of the two heads. */
typedef struct rva__page_meta {
    rva__page_database free;
    rva__page_database main;
    uint64_t last_page;
    uint64_t txnid;
} rva__page_meta;

/** One node of a page: where its parts lie. */
typedef struct rva__node {
    const uint8_t *key;
    const uint8_t *data;
    uint64_t child; /**< of a branch */
    uint32_t data_bytes;
    uint16_t key_bytes;
    uint16_t flags;
} rva__node;

/** A data file. */
typedef struct rva__pages {
    int fd;
    size_t page_bytes;
    uint64_t last_page; /**< of the snapshot that is looked at */
} rva__pages;

/** Numbers as pages hold them. */
uint64_t rva__page_get64(const uint8_t *at);

/** RVA_CORRUPT, naming the page and what is wrong with it. */
rva_status rva__page_damaged(uint64_t number, const char *what, rva_error *err);

/**
 * Reads head 0 or 1.
 *
 * @param valid  receives whether it is one, and one that LMDB survives
 */
rva_status rva__page_read_meta(const rva__pages *file, int number, rva__page_meta *out, bool *valid,
                               rva_error *err);

/** Reads one page. */
rva_status rva__page_read(const rva__pages *file, uint64_t number, uint8_t *to, rva_error *err);

/** Checks the head of a page of a tree; gives the number of its nodes. */
rva_status rva__page_check(const rva__pages *file, uint64_t number, const uint8_t *page, bool leaf,
                           unsigned *nodes, rva_error *err);

/** Where a page that was checked has no node: from `*from` on, before `*to`. */
void rva__page_gap(const uint8_t *page, size_t *from, size_t *to);

/** Finds node `index` of a page; false when it does not lie inside. */
bool rva__page_node(const rva__pages *file, const uint8_t *page, unsigned index, bool leaf,
                    rva__node *out);

/** Checks overflow pages that are to hold `bytes`; gives their number. */
rva_status rva__page_check_overflow(const rva__pages *file, uint64_t number, uint64_t bytes,
                                    uint64_t *pages, rva_error *err);

/** Reads a database's description. */
rva__page_database rva__page_database_at(const uint8_t *at);

enum { RVA__PAGE_DATABASE_BYTES = 48 };

#endif
