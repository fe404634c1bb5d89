/**
 * @file lmdb/env.h
 * An open LMDB environment, and its map.
 *
 * A process has one for each store, however often it opens the store (lmdb/registry.h).  The
 * layers above attach to it what they share within the process; nothing here looks at that.
 */
#ifndef RVA_LMDB_ENV_H
#define RVA_LMDB_ENV_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

#include <revanalytics/status.h>

#include "lmdb/assertion.h"
#include "lmdb/turn.h"

struct MDB_env;
struct MDB_txn;

enum { RVA__DATABASES_MAX = 16, RVA__CACHED_READERS = 16 };

typedef struct rva__env rva__env;

/** What a layer above says of the environments that it opens. */
typedef struct rva__env_plan {
    const char *const *databases; /**< their names, by their numbers */
    int database_count;
    uint32_t read_at_open; /**< numbers of those that opening reads, a bit set */
    rva_status (*opened)(rva__env *env, rva_error *err); /**< the last step of opening */
    void (*closed)(rva__env *env); /**< frees what is attached, if there is anything */
} rva__env_plan;

/** An open environment. */
struct rva__env {
    struct rva__env *next; /**< in the registry */
    dev_t device;
    ino_t inode;
    long references;
    char *path;
    const rva__env_plan *plan;
    void *attached; /**< what the layer above shares, see plan->closed */
    struct MDB_env *lmdb;
    unsigned databases[RVA__DATABASES_MAX]; /**< LMDB's handles, by the plan's numbers */
    int guard_fd;
    int directory_fd;
    volatile uint32_t *alive; /**< 1; the page reads 0 in a forked child */
    rva__assertion_watch assertions;
    int64_t ephemeral;
    bool read_only; /**< it lies on a read-only file system */
    int64_t map_bytes_max;
    atomic_llong short_bytes;  /**< the file is too short by so many, none of them in use */
    size_t last_page;          /**< of the file when the writer last looked for dead readers */
    pthread_rwlock_t map_lock; /**< held shared by every transaction */
    pthread_mutex_t readers_lock;
    struct MDB_txn *readers[RVA__CACHED_READERS]; /**< reset, to be renewed */
    int reader_count;
    rva__turn turn; /**< which thread of this process may write */
};

/** RVA_FORKED in a child of the process that opened it; RVA_CORRUPT once it is broken. */
rva_status rva__env_check(const rva__env *env, rva_error *err);

/** The descriptor of the data file; it belongs to LMDB. */
int rva__env_file(const rva__env *env);

/** Number of the newest commit: another one says that something has changed. */
size_t rva__env_last_commit(rva__env *env);

/** The last page of the file as the newest commit has it. */
size_t rva__env_last_page(rva__env *env);

/** Makes the map larger; false at the limit, without memory, or while a snapshot is held. */
bool rva__env_grow(rva__env *env);

/** Makes the map as large as other processes made the store; RVA_BUSY, RVA_NO_MEMORY. */
rva_status rva__env_adopt(rva__env *env, rva_error *err);

#endif
