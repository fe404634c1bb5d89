/**
 * @file lmdb/env.h
 * The LMDB environment: one for each store and process, however often it is opened.
 *
 * Opening a store twice in one process would silently lose acknowledged records (LMDB's
 * own caveat, measured), so environments are kept in a registry by device and inode, and
 * a byte lock on the guard file keeps out a second copy of this library.  A word in a page
 * that fork() wipes tells a child that nothing here is its own.
 *
 * Only files of this folder include this header: no other sees lmdb.h.
 */
#ifndef RVA_LMDB_ENV_H
#define RVA_LMDB_ENV_H

#include <lmdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

#include <revanalytics/store.h>

#include "core/buffer.h"
#include "store/config.h"
#include "store/state.h"

/** The databases of a store. */
typedef enum rva__db {
    RVA__DB_META,       /**< format, settings, zone, secret, state */
    RVA__DB_LOG,        /**< first seq of a block -> block */
    RVA__DB_DOCUMENTS,  /**< number -> document */
    RVA__DB_IDS,        /**< keyed hash of an id -> document number */
    RVA__DB_CELLS,      /**< cube/cell.h */
    RVA__DB_ROWS,       /**< local day, document number -> cube/row.h */
    RVA__DB_DICTIONARY, /**< dimension, value -> text */
    RVA__DB_EXPIRY,     /**< instant, document number -> what it changes to be open */
    RVA__DB_DAYS,       /**< UTC day of recording -> count and sum of blocks */
    RVA__DB_CURSORS,    /**< name -> seq of a feed */
    RVA__DB_COUNT
} rva__db;

/** The first and last of those that a rebuild makes anew from the log. */
enum { RVA__DB_DERIVED_FIRST = RVA__DB_DOCUMENTS, RVA__DB_DERIVED_LAST = RVA__DB_EXPIRY };

enum { RVA__CACHED_READERS = 16 };

struct rva__writer;

/** An open environment. */
typedef struct rva__env {
    struct rva__env *next; /**< in the registry */
    dev_t device;
    ino_t inode;
    long references;
    char *path;
    MDB_env *lmdb;
    MDB_dbi dbi[RVA__DB_COUNT];
    int guard_fd;
    int directory_fd;
    volatile uint32_t *alive;      /**< 1; the page reads 0 in a forked child */
    _Atomic(const void *) writing; /**< the thread in a write transaction, see lmdb/assertion.h */
    atomic_bool latched;           /**< a writer met a damaged page: nothing works any more */
    int64_t ephemeral;
    bool read_only; /**< it lies on a read-only file system */
    int64_t map_bytes_max;
    atomic_llong short_bytes;    /**< the file lacks so many, and none that matter */
    size_t last_page;            /**< when dead readers were last looked for; the writer's */
    pthread_rwlock_t map_lock;   /**< held shared by every transaction */
    pthread_mutex_t config_lock; /**< guards `config` and loading of dictionaries */
    rva__config *config;         /**< the newest known; referenced */
    pthread_mutex_t readers_lock;
    MDB_txn *readers[RVA__CACHED_READERS]; /**< reset, to be renewed */
    int reader_count;
    struct rva__writer *writer; /**< the write group, record/write_group.h */
} rva__env;

/** One transaction. */
typedef struct rva__txn {
    rva__env *env;
    MDB_txn *lmdb;
    rva__config *config; /**< settings, zone and names as of this transaction; referenced */
    rva__state state;    /**< counters as of this transaction */
    int64_t values_before[RVA__DIM_COUNT]; /**< dictionary entries when it began */
    int64_t write;
} rva__txn;

/**
 * Opens a store, or shares it when this process has it open.
 *
 * @param out  receives the environment; give back with rva__env_close()
 */
rva_status rva__env_open(const char *path, int64_t map_mib_max, rva__env **out, rva_error *err);

/** Gives an environment back. */
void rva__env_close(rva__env *env);

/** RVA_FORKED in a child of the process that opened it; RVA_CORRUPT once it is latched. */
rva_status rva__env_check(const rva__env *env, rva_error *err);

/**
 * Checks the size of the data file, before a transaction: RVA_CORRUPT for one cut short.
 *
 * `write`: RVA_FULL where the limit on the size of files is near.
 */
rva_status rva__env_check_size(rva__env *env, bool write, rva_error *err);

/** Makes the file as long as its pages, after a commit; with the map lock held. */
void rva__env_extend(rva__env *env);

/** The last page of the file as the newest commit has it. */
size_t rva__env_last_page(rva__env *env);

/** Whether the disk has no room: a write that it cut short is EIO to LMDB. */
bool rva__env_disk_full(const rva__env *env);

/** Begins a read transaction. */
rva_status rva__txn_read(rva__env *env, rva__txn *out, rva_error *err);

/** Begins a read transaction, each page of which was walked before it is read through the map. */
rva_status rva__txn_read_walked(rva__env *env, rva__txn *out, rva_error *err);

/**
 * Begins a write transaction, waiting `timeout_ms` at most for writers of other processes.
 *
 * Within a process one thread at a time: the write group sees to it.
 */
rva_status rva__txn_write(rva__env *env, int64_t timeout_ms, rva__txn *out, rva_error *err);

/** Commits; the transaction is over whatever happens. */
rva_status rva__txn_commit(rva__txn *txn, rva_error *err);

/** Ends a transaction without keeping anything; one that is over is fine. */
void rva__txn_end(rva__txn *txn);

/** Makes the map larger; false at the limit, without memory, or while a snapshot is held. */
bool rva__env_grow(rva__env *env);

/** Makes the map as large as other processes made the store; RVA_BUSY, RVA_NO_MEMORY. */
rva_status rva__env_adopt(rva__env *env, rva_error *err);

/** An LMDB error in words. */
rva_status rva__fail_lmdb(rva_error *err, int code, const char *what);

/** A value; `*size` 0 and NULL when there is none. */
rva_status rva__txn_get(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                        const void **value, size_t *size, rva_error *err);

/** Puts a value. */
rva_status rva__txn_put(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                        const void *value, size_t size, rva_error *err);

/** Removes a value; one that is not there is fine. */
rva_status rva__txn_delete(const rva__txn *txn, rva__db db, const void *key, size_t key_size,
                           rva_error *err);

/** A cursor; end with mdb_cursor_close(). */
rva_status rva__txn_cursor(const rva__txn *txn, rva__db db, MDB_cursor **out, rva_error *err);

/**
 * Moves a cursor: found or not, as `*found` says.
 */
rva_status rva__cursor_move(MDB_cursor *cursor, MDB_cursor_op op, MDB_val *key, MDB_val *value,
                            bool *found, rva_error *err);

enum { RVA__SEAL_BYTES = 4 };

/** The CRC-32C over key and payload that heads a sealed value. */
uint32_t rva__seal(const void *key, size_t key_size, const void *payload, size_t size);

/**
 * Checks a sealed value and gives its payload.
 *
 * @param what  for the message: "document", "cell" ...
 */
rva_status rva__unseal(const void *key, size_t key_size, const void *value, size_t size,
                       const char *what, const void **payload, size_t *payload_size,
                       rva_error *err);

#endif
