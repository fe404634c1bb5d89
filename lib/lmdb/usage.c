/**
 * @file lmdb/usage.c
 * Sizes, and the list of free pages.
 */
#include "lmdb/usage.h"

#include <errno.h>
#include <lmdb.h>
#include <string.h>
#include <sys/stat.h>

#include "core/error.h"

/** LMDB's own database: transaction -> number of the pages that it freed, and which. */
enum { FREE_PAGES = 0 };

static int64_t count_free_pages(const rva__raw *raw)
{
    rva__iterator lists = {0};
    int64_t pages = 0;
    if (mdb_cursor_open(raw->lmdb, FREE_PAGES, &lists.lmdb) != 0)
        return 0;
    while (rva__iterator_next(&lists, NULL) == RVA_OK && lists.found) {
        size_t count = 0;
        if (lists.value.size >= sizeof count)
            memcpy(&count, lists.value.data, sizeof count);
        pages += (int64_t)count;
    }
    rva__iterator_close(&lists);
    return pages;
}

rva_status rva__usage_measure(const rva__raw *raw, rva__usage *out, rva_error *err)
{
    MDB_envinfo about;
    MDB_stat stat;
    struct stat file;
    mdb_env_info(raw->env->lmdb, &about);
    mdb_env_stat(raw->env->lmdb, &stat);
    if (fstat(rva__env_file(raw->env), &file) != 0)
        return rva__fail_errno(err, errno, raw->env->path);
    *out = (rva__usage){
        .data_bytes = file.st_size,
        .free_bytes = count_free_pages(raw) * (int64_t)stat.ms_psize,
        .map_bytes = (int64_t)about.me_mapsize,
        .readers = about.me_numreaders,
    };
    return RVA_OK;
}
