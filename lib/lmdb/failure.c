/**
 * @file lmdb/failure.c
 * LMDB's error codes as errors of the library.
 */
#include "lmdb/failure.h"

#include <errno.h>
#include <lmdb.h>

#include "core/error.h"

rva_status rva__fail_lmdb(rva_error *err, int code, const char *what)
{
    switch (code) {
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
        return rva__fail(err, RVA_CORRUPT, "%s: %s: run verify, then restore a backup or rebuild",
                         what, mdb_strerror(code));
    case MDB_PANIC:
        return rva__fail(err, RVA_IO,
                         "%s: the disk failed in an earlier commit: close every handle of the "
                         "store and open it again",
                         what);
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
        return rva__fail(err, RVA_FORMAT, "%s: %s", what, mdb_strerror(code));
    case MDB_MAP_FULL:
        return rva__fail(
            err, RVA_FULL,
            "%s: the store reached its map_mib_max, or the memory that a map may have: "
            "raise it",
            what);
    case MDB_READERS_FULL:
        return rva__fail(err, RVA_LIMIT, "%s: all %d reader slots are taken: close snapshots", what,
                         (int)RVA__READERS_MAX);
    case ENOMEM:
        return rva__fail_memory(err);
    default:
        if (code > 0)
            return rva__fail_errno(err, code, what);
        return rva__fail(err, RVA_IO, "%s: %s", what, mdb_strerror(code));
    }
}
