/**
 * @file metrics/pipeline.h
 * What is on its way at `now`: how much, and what it is worth by what became of such before.
 *
 * docs/reports.md says which evidence counts and how it is weighed.
 */
#ifndef RVA_METRICS_PIPELINE_H
#define RVA_METRICS_PIPELINE_H

#include "metrics/question.h"

/** The states, in the order of the table. */
typedef enum rva__pipeline_state {
    RVA__PIPELINE_ACTIVE,  /**< open conversations without a lead */
    RVA__PIPELINE_WAITING, /**< leads of which no offer went out */
    RVA__PIPELINE_PENDING, /**< leads with an offer that went out and has no verdict */
    RVA__PIPELINE_STATES,
} rva__pipeline_state;

/** What is in one state; RVA_ABSENT for what the question has no answer to. */
typedef struct rva__pipeline_part {
    int64_t count;          /**< young items */
    int64_t stale;          /**< the others */
    int64_t expected_minor; /**< what the young ones are worth; absent without evidence, too */
} rva__pipeline_part;

/** Reads all states. */
rva_status rva__pipeline_read(const rva__question *question,
                              rva__pipeline_part out[RVA__PIPELINE_STATES], rva_error *err);

#endif
