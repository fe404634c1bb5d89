/**
 * @file metrics/period.h
 * The period that a query asks for, and the one it is compared with.
 */
#ifndef RVA_METRICS_PERIOD_H
#define RVA_METRICS_PERIOD_H

#include <stdbool.h>

#include <revanalytics/report.h>

#include "core/zone.h"

/** From one instant up to, but without, another. */
typedef struct rva__period {
    int64_t from_at;
    int64_t to_at;
} rva__period;

/** What a query is about. */
typedef struct rva__periods {
    rva__period asked;
    rva__period previous; /**< what it is compared with */
    bool is_compared;     /**< it is compared with anything */
    int32_t days;         /**< local days that the period touches; those left out are none */
    bool partial;         /**< the period reaches past `now` */
} rva__periods;

/**
 * Reads `from_at`, `to_at`, `days`, `period`, `now_at` (which must be set) and `compare`.
 *
 * docs/definitions.md says what is compared with what.
 *
 * @param week_start  where weeks begin, 0 for Monday
 */
rva_status rva__periods_read(const rva_query *query, const rva__zone *zone, int64_t week_start,
                             rva__periods *out, rva_error *err);

/** Days (and parts of the day of `now`) of the period that are over at `now`; NaN before it. */
double rva__periods_elapsed(const rva__periods *periods, const rva__zone *zone, int64_t now_at);

#endif
