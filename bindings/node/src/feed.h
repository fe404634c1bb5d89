/**
 * @file node/src/feed.h
 * The change feed: what is there is read at once; waiting is done in lib/feed.js.
 */
#ifndef RVN_FEED_H
#define RVN_FEED_H

#include "call.h"

/** At most `count` changes: [seq, recorded_at, [field, value, ...], ...]; empty: none yet. */
napi_value rvn_feed_read(napi_value feed, napi_value count, rvn_call *call);

#endif
