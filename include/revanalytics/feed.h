/**
 * @file revanalytics/feed.h
 * The change feed: every accepted event, in the order of the log.
 *
 * A feed belongs to one thread.  A named one remembers its place in the store, so a
 * program that starts again goes on where it had saved.
 */
#ifndef REVANALYTICS_FEED_H
#define REVANALYTICS_FEED_H

#include <revanalytics/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A reader of the log. */
typedef struct rva_feed rva_feed;

/**
 * One accepted event.
 *
 * Ids of an erased person are "~" and 32 hexadecimal digits, the same wherever the id was.
 */
typedef struct rva_change {
    int64_t seq;            /**< its place in the log, 1 for the first */
    int64_t recorded_at;    /**< when it was stored */
    const rva_event *event; /**< the event; its texts live until the next call on the feed */
} rva_change;

/**
 * Opens a feed.
 *
 * @param name  of a persistent cursor (1-128 bytes), or NULL for none
 * @param from_seq  where to start when there is no cursor of that name yet: 1 for the
 *        first event, ::RVA_ABSENT for those to come
 * @param out  receives the feed; close with rva_feed_close()
 */
RVA_API rva_status rva_feed_open(rva_store *store, const char *name, int64_t from_seq,
                                 rva_feed **out, rva_error *err);

/**
 * Has `erase` events come with the `key` of the store from now on, or without.
 *
 * With it another store can tell the erased persons by their readable ids, and so can whoever
 * has the key and a list of ids: it is for exports that carry erasures, and to be kept apart.
 */
RVA_API rva_status rva_feed_show_keys(rva_feed *feed, int64_t show, rva_error *err);

/** Closes a feed; NULL is fine.  The cursor stays where it was saved. */
RVA_API void rva_feed_close(rva_feed *feed);

/**
 * The next event.
 *
 * @return RVA_OK, RVA_NOT_FOUND when there is none yet, or why the log cannot be read
 */
RVA_API rva_status rva_feed_next(rva_feed *feed, rva_change *out, rva_error *err);

/**
 * Waits until there is a next event.
 *
 * @param timeout_ms  0 only looks, negative waits without end
 * @return RVA_OK, RVA_TIMEOUT, or why not
 */
RVA_API rva_status rva_feed_wait(rva_feed *feed, int64_t timeout_ms, rva_error *err);

/** Saves the place: all events returned so far count as seen. */
RVA_API rva_status rva_feed_save(rva_feed *feed, rva_error *err);

#ifdef __cplusplus
}
#endif

#endif
