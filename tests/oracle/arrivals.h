/**
 * @file oracle/arrivals.h
 * The order in which the events of a history reach a store.
 */
#ifndef RVA_ORACLE_ARRIVALS_H
#define RVA_ORACLE_ARRIVALS_H

#include "history.h"

/** Events as they arrive: shuffled, some of them again. */
typedef struct arrivals {
    rva_event *events;
    size_t *places; /**< of each, its place in the history */
    bool *kept;     /**< all false: room to note which were accepted */
    size_t count;
} arrivals;

/**
 * One order of arrival, of those that `number` tells apart.
 *
 * What is of one event keeps its order where that matters; so does what an erasure is about, in
 * so far as it comes before or after it.
 */
arrivals arrivals_of(const oracle_history *history, const rva_event *events, size_t count,
                     uint64_t number, oracle_memory *memory);

#endif
