/**
 * @file fold/fact.h
 * Facts: what a document states, ready to be summed.
 */
#ifndef RVA_FOLD_FACT_H
#define RVA_FOLD_FACT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "model/schema.h"

enum {
    RVA__FACT_MEASURES = 18,  /**< measures in one fact */
    RVA__FACT_HISTOGRAMS = 4, /**< histogram values in one fact; more make another fact */
    RVA__PATH_STAGES = 32,    /**< stages of a path; those after are not shown */
};

/** One thing that happened, ready to be summed. */
typedef struct rva__fact {
    int64_t at;
    uint8_t family; /**< ::rva__family */
    uint8_t measure_count;
    uint8_t histogram_count;
    uint16_t measures[RVA__FACT_MEASURES];    /**< ::rva__measure */
    uint8_t histograms[RVA__FACT_HISTOGRAMS]; /**< ::rva__histogram_kind */
    uint16_t buckets[RVA__FACT_HISTOGRAMS];
    uint32_t dims[RVA__DIM_COUNT];
    int64_t values[RVA__FACT_MEASURES];
    int64_t entry;   /**< the document's entry that it is about (leads, offers, money), or -1 */
    int64_t verdict; /**< of an offer: the entry of its last feedback, or -1 */
    uint64_t lead;   /**< the lead that it belongs to, or 0 */
} rva__fact;

/** The facts of one document. */
typedef struct rva__facts {
    rva__fact *items;
    uint32_t count;
    uint32_t capacity;
    int64_t active_at;  /**< last activity of the conversation, if it is one */
    int64_t expires_at; /**< when its idle time runs out; RVA_ABSENT: it ended, or never began */
    uint32_t path[RVA__PATH_STAGES]; /**< stages in the order first entered */
    uint32_t path_count;
    bool path_cut;               /**< there were more */
    int64_t crossed;             /**< entries that name another conversation */
    int64_t unannounced;         /**< leads that were sold and have no `lead` event */
    bool failed;                 /**< out of memory: the facts are not complete */
    struct rva__fold_room *room; /**< scratch kept between folds */
} rva__facts;

/** Gives a fact these dimensions, those that its family has. */
static inline void rva__fact_dims(rva__fact *fact, const uint32_t dims[RVA__DIM_COUNT])
{
    const uint32_t all = (1u << RVA__DIM_COUNT) - 1;
    memcpy(fact->dims, dims, sizeof fact->dims);
    for (uint32_t left = all & ~rva__family_dimensions(fact->family); left != 0; left &= left - 1)
        fact->dims[__builtin_ctz(left)] = RVA__VALUE_NONE;
}

/** Whether two facts add the same to the same sums. */
bool rva__fact_same(const rva__fact *a, const rva__fact *b);

/** Adds a measure to a fact; 0 adds nothing; no fact is fine. */
void rva__fact_measure(rva__fact *fact, int measure, int64_t value);

/** Adds a value to a histogram of a fact that has room; no fact is fine. */
void rva__fact_histogram(rva__fact *fact, int histogram, uint32_t bucket);

#endif
