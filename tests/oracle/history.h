/**
 * @file oracle/history.h
 * Random histories of a lead business, the same for the same seed.
 *
 * A history holds events in no particular order of `at`; who records it shuffles and repeats
 * as he likes, but for the order among contents, corrections and voids of one event.  Unless
 * HISTORY_TIES is given no two events of it are told apart by their content alone, since
 * docs/definitions.md leaves that last order open.
 */
#ifndef RVA_ORACLE_HISTORY_H
#define RVA_ORACLE_HISTORY_H

#include "random.h"
#include "reference.h"

enum { HISTORY_NOWS = 5, HISTORY_ZONES = 5, HISTORY_EVENTS_MAX = 60 };

/** Kinds of history. */
enum {
    HISTORY_PLAIN = 0,
    HISTORY_TIES = 1,      /**< many events alike in all of the order but their content */
    HISTORY_CONFLICTS = 2, /**< ids used again with other content: keep the order of the array */
    HISTORY_ERASURES = 8,  /**< somebody is erased amid the events */
    HISTORY_LINKS = 4,     /**< links cross, and there are uids, voids, late corrections */
};

/** The zones that histories take place in. */
extern const char *const history_zones[HISTORY_ZONES];

/** A history. */
typedef struct oracle_history {
    uint64_t seed;
    int flags;
    reference_settings settings;
    rva_event *events;
    size_t count;
    int64_t base_at;            /**< most events lie within weeks of it */
    bool has_far;               /**< some lie near 1970 or 2100 */
    int64_t nows[HISTORY_NOWS]; /**< from before all to after every expiry, the last */
    oracle_memory memory;
} oracle_history;

/** Makes the history of a seed in zone number `zone`; free with history_free(). */
oracle_history history_new(uint64_t seed, size_t zone, int flags);

/** Frees a history and the texts of its events. */
void history_free(oracle_history *history);

/** Whether only their content tells the order of two events. */
bool history_tied(const rva_event *a, const rva_event *b);

/** A value that a dimension may have in histories, or NULL past the last. */
const char *history_value(int dimension, size_t index);

#endif
