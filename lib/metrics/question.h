/**
 * @file metrics/question.h
 * A question made precise: the period, what it is compared with, the conditions.
 */
#ifndef RVA_METRICS_QUESTION_H
#define RVA_METRICS_QUESTION_H

#include "cube/source.h"
#include "metrics/period.h"
#include "table/table.h"

/** A question to a source. */
typedef struct rva__question {
    rva__cell_source *source;
    rva_query query; /**< `now_at` is set */
    rva__periods periods;
    rva__conditions where;
    uint32_t families; /**< families that have all dimensions of the conditions */
} rva__question;

/** Reads a query; its `now_at` must be set. */
rva_status rva__question_read(rva__cell_source *source, const rva_query *query, rva__question *out,
                              rva_error *err);

/**
 * A report with the question's head.
 *
 * @param compares  whether the report compares the period with another at all
 */
rva_status rva__question_report(const rva__question *question, const char *name, bool compares,
                                rva_report **out, rva_error *err);

/** The name of where returns count. */
const char *rva__mode_name(bool restated);

/** The name of where money counts: "booked" or "restated"; see rva__question_restated(). */
const char *rva__question_mode(const rva__question *question, bool by_default);

/** Whether money counts as restated: as asked, else as the figure's own default says. */
bool rva__question_restated(const rva__question *question, bool by_default);

/** What is to be summed. */
typedef struct rva__wanted {
    uint32_t families;   /**< bit set */
    uint32_t histograms; /**< bit set */
} rva__wanted;

/** Sums over a period by some dimensions; `dims` ends with -1; clears `out` first. */
rva_status rva__question_scan(const rva__question *question, rva__period period, rva__wanted wanted,
                              rva__scan_grain grain, const int *dims, rva__totals *out,
                              rva_error *err);

/** Whether some day of the period is within the return window at `now`. */
bool rva__question_is_young(const rva__question *question);

/** Days (and parts of the day of `now`) of the period that are over at `now`. */
double rva__question_elapsed_days(const rva__question *question);

/** RVA_LIMIT when a sum, or a net revenue, leaves 64 bits; RVA_NO_MEMORY when one is missing. */
rva_status rva__totals_check(const rva__totals *totals, rva_error *err);

#endif
