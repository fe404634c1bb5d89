/**
 * @file store/databases.h
 * The databases of a store.
 */
#ifndef RVA_STORE_DATABASES_H
#define RVA_STORE_DATABASES_H

/** The databases; the numbers are positions in memory, on disk they have names. */
typedef enum rva__db {
    RVA__DB_META,       /**< store/format.h */
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

/** Those that opening a store reads, a bit set. */
enum { RVA__DB_READ_AT_OPEN = 1 << RVA__DB_META | 1 << RVA__DB_DICTIONARY };

/** Their names on disk. */
extern const char *const rva__database_names[RVA__DB_COUNT];

#endif
