/**
 * @file read/listing.h
 * The documents of a store in the order of their numbers, with what they state.
 */
#ifndef RVA_READ_LISTING_H
#define RVA_READ_LISTING_H

#include "fold/facts.h"
#include "model/settings.h"

struct rva__env;

/** A walk over some documents of one moment. */
typedef struct rva__listing rva__listing;

/** One document of a walk; good until the next. */
typedef struct rva__listed {
    uint64_t number;
    const rva__document *document;
    const rva__facts *facts;
} rva__listed;

/** Begins a walk behind document `after` (0: at the first), as of `now_at`. */
rva_status rva__listing_open(struct rva__env *env, uint64_t after, int64_t now_at,
                             rva__listing **out, rva_error *err);

/** The next document that did not move into another; RVA_NOT_FOUND at the end. */
rva_status rva__listing_next(rva__listing *listing, rva__listed *out, rva_error *err);

/** An event of the log, whole; its texts live until the next call. */
rva_status rva__listing_event(rva__listing *listing, int64_t seq, const rva_event **out,
                              rva_error *err);

/** The text of a dimension value. */
const char *rva__listing_text(const rva__listing *listing, int dimension, uint32_t value);

/** The settings of that moment. */
const rva_settings *rva__listing_settings(const rva__listing *listing);

/** Ends a walk; NULL is fine. */
void rva__listing_close(rva__listing *listing);

#endif
