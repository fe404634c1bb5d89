/**
 * @file store/ids.h
 * Ids of all kinds as keyed hashes.
 *
 * A hash is 127 bits of SipHash of kind and id under the store's secret; store/id_index.h
 * keeps them.  The id of an erased person is written in the log as RVA__ID_ERASED and 32
 * hexadecimal digits, which is its hash: so it leads where it led, and nobody can read it.
 */
#ifndef RVA_STORE_IDS_H
#define RVA_STORE_IDS_H

#include "core/hash.h"
#include "model/event.h"
#include "store/config.h"

enum { RVA__ID_ERASED_BYTES = 34 };

/** The bits of a hash's first half. */
#define RVA__ID_HIGH (UINT64_MAX >> 1)

/** The kinds of id: types of event, uids of any, and visitors. */
enum { RVA__ID_UID = 14, RVA__ID_VISITOR = 15 };

/** The hash of an id; `type` is an ::rva_event_type or one of these. */
rva__hash128 rva__id_hash(const rva__config *config, int type, const char *id);

/** The same under the secret of another store. */
rva__hash128 rva__id_hash_under(const uint8_t secret[RVA__SECRET_BYTES], int type, const char *id);

/** The text that stands for an erased id in the log. */
void rva__id_erased_text(rva__hash128 hash, char out[RVA__ID_ERASED_BYTES]);

#endif
