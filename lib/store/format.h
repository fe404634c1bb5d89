/**
 * @file store/format.h
 * The records of the meta database: what the store is, and what it was told.
 *
 *     format    "REVANALYTICS", layout, feature bits, schema, fingerprint, version, sealed
 *     settings  model/settings.h, sealed
 *     zone      the bytes of the zone's rules, sealed
 *     secret    the key of the ids' hashes, sealed
 *     state     store/state.h, sealed
 *
 * A reader refuses a store with a feature it does not know among `incompatible`, and
 * writes none with one among `read_only`; unknown `compatible` ones do not matter.
 */
#ifndef RVA_STORE_FORMAT_H
#define RVA_STORE_FORMAT_H

#include "store/txn.h"

/** The layout of records, raised when bytes on disk mean something else than before. */
enum { RVA__FORMAT_MAJOR = 2, RVA__FORMAT_MINOR = 0 };

enum { RVA__VERSION_BYTES = 32 };

/** What a store says it is. */
typedef struct rva__format {
    uint64_t layout;
    uint64_t read_only;               /**< features that only those may write who know them */
    uint64_t incompatible;            /**< features that only those may read who know them */
    uint64_t schema;                  /**< ::RVA__SCHEMA_VERSION of who made it */
    uint64_t fingerprint;             /**< rva__schema_fingerprint() of who made it */
    char version[RVA__VERSION_BYTES]; /**< of the library that made it */
} rva__format;

/** Reads the format record; RVA_FORMAT when it is not that of a store. */
rva_status rva__format_read(const rva__txn *txn, rva__format *out, rva_error *err);

/** Whether this library reads and writes such a store as it is. */
bool rva__format_is_current(const rva__format *format);

/** RVA_FORMAT when it was made by a newer version; what is older can be upgraded. */
rva_status rva__format_check_known(const rva__format *format, rva_error *err);

/** Says in the store that it is as this library makes one. */
rva_status rva__format_put(const rva__txn *txn, rva_error *err);

/** Reads state, settings and zone of a store of any known layout, and no names. */
rva_status rva__format_load_log(rva__txn *txn, rva_error *err);

/** Reads format, state and (when it is newer than `known`) settings, zone and names. */
rva_status rva__format_load(rva__txn *txn, rva__config *known, rva_error *err);

/** Adds to the config's dictionary what `txn` knows beyond it. */
rva_status rva__format_load_names(const rva__txn *txn, rva__config *config, rva_error *err);

/** Writes the state, and what the dictionary has learnt in this transaction. */
rva_status rva__format_save(rva__txn *txn, rva_error *err);

/** Writes settings and zone, and starts a new generation with an empty dictionary. */
rva_status rva__format_put_settings(rva__txn *txn, const rva_settings *settings,
                                    const rva__buffer *zone, rva_error *err);

/** Writes the key of the ids' hashes into a store that has no ids yet. */
rva_status rva__format_put_secret(const rva__txn *txn, const uint8_t secret[RVA__SECRET_BYTES],
                                  rva_error *err);

/** Writes the records of an empty store into an empty environment. */
rva_status rva__format_write_new(rva__txn *txn, const rva_settings *settings,
                                 const rva__buffer *zone, const uint8_t secret[RVA__SECRET_BYTES],
                                 rva_error *err);

/** Keeps the keys of stores whose erasures were imported. */
rva_status rva__format_put_keys(const rva__txn *txn, const rva__buffer *keys, rva_error *err);

/** Appends them. */
rva_status rva__format_read_keys(const rva__txn *txn, rva__buffer *keys, rva_error *err);

#endif
