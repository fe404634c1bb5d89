/**
 * @file metrics/targets.h
 * Targets: what their names mean, the months that they count, and how a figure stands to a goal.
 */
#ifndef RVA_METRICS_TARGETS_H
#define RVA_METRICS_TARGETS_H

#include "metrics/question.h"
#include "metrics/value.h"

enum { RVA__TARGET_DAYS = 30, RVA__TARGET_MONTH_MAX = 999 };

/** The name of a target taken apart: "mrr", or "mrr_month_3". */
typedef struct rva__target_name {
    int metric;      /**< a KPI, or -1 when none is called so */
    size_t kpi_size; /**< bytes of the KPI's name */
    int32_t month;   /**< to be reached by the end of it, 1 for the first; 0: in any period */
} rva__target_name;

/** Takes a name apart. */
rva__target_name rva__target_read(const char *target);

/** Refuses targets that no KPI has. */
rva_status rva__targets_check(const rva_settings *settings, rva_error *err);

/** Where a value lies: "on" a goal as far as is shown, "above" or "below"; NULL without one. */
const char *rva__target_status(const rva__metric *metric, double value, double goal);

/** 1 when a value is on the goal or on its better side, 0 when not, RVA_ABSENT without one. */
int64_t rva__target_met(const rva__metric *metric, double value, double goal);

/** The local day on which month 1 begins; RVA__DAY_NONE in a store of nothing. */
rva_status rva__targets_begin(const rva__question *question, int32_t *day, rva_error *err);

/** The first local day of a month, 1 for the first of all, when month 1 begins on `begin`. */
int32_t rva__target_month_start(const rva__zone *zone, int32_t begin, int32_t month);

/**
 * Net revenue of local days, as the question's mode and conditions say.
 *
 * @param out  RVA_ABSENT when money lacks a dimension of the conditions
 */
rva_status rva__net_of_days(const rva__question *question, int32_t first, int32_t end, int64_t *out,
                            rva_error *err);

/**
 * Growth a month: net revenue of the 30 local days that end with the day of `now`, against that
 * of the 30 before.
 *
 * @param out  NaN when there is nothing to grow from, or nothing left
 */
rva_status rva__monthly_growth(const rva__question *question, double *out, rva_error *err);

#endif
