/**
 * @file fold/facts.h
 * What a document states: the fold itself.
 *
 * Pure: the same entries, rules and `now` give the same facts.  docs/definitions.md is the
 * specification; each file of this folder that makes facts does one part of it.
 */
#ifndef RVA_FOLD_FACTS_H
#define RVA_FOLD_FACTS_H

#include "fold/document.h"

enum {
    RVA__FACT_MEASURES = 18,  /**< measures in one fact */
    RVA__FACT_HISTOGRAMS = 4, /**< histogram values in one fact; more make another fact */
    RVA__PATH_STAGES = 32,    /**< stages of a path; those after are not shown */
};

/** A dimension value of a family that has no such dimension. */
#define RVA__VALUE_NONE UINT32_MAX

/** One thing that happened, ready to be summed. */
typedef struct rva__fact {
    int64_t at;
    uint8_t family; /**< ::rva__family */
    uint8_t measure_count;
    uint8_t histogram_count;
    uint8_t measures[RVA__FACT_MEASURES];     /**< ::rva__measure */
    uint8_t histograms[RVA__FACT_HISTOGRAMS]; /**< ::rva__histogram_kind */
    uint16_t buckets[RVA__FACT_HISTOGRAMS];
    uint32_t dims[RVA__DIM_COUNT];
    int64_t values[RVA__FACT_MEASURES];
    int64_t entry; /**< the document's entry that it is about (leads, offers, money), or -1 */
    uint64_t lead; /**< the lead that it belongs to, or 0 */
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
    bool failed;                 /**< out of memory: the facts are not complete */
    struct rva__fold_room *room; /**< scratch kept between folds */
} rva__facts;

/** What the fold is told besides the document. */
typedef struct rva__rules {
    const rva__names *names;
    int64_t idle_us; /**< an open conversation with no activity for so long is abandoned */
} rva__rules;

/** `now` when every idle time has run out: what cells state. */
#define RVA__NOW_NEVER INT64_MAX

/** Frees facts and their scratch. */
void rva__facts_free(rva__facts *facts);

/**
 * The facts of a document as of `now`, over what `out` held.
 *
 * The dimension PATH is left unknown: the caller gives it the value of `out->path`.
 */
rva_status rva__facts_of(const rva__document *document, const rva__rules *rules, int64_t now,
                         rva__facts *out, rva_error *err);

#endif
