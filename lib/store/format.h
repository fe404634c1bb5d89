/**
 * @file store/format.h
 * The records of the meta database: what the store is, and what it was told.
 *
 *     format    "REVANALYTICS", version, feature bits, sealed
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

enum { RVA__FORMAT_MAJOR = 1, RVA__FORMAT_MINOR = 0 };

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

#endif
