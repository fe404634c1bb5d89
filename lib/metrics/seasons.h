/**
 * @file metrics/seasons.h
 * How revenue goes with the seasons: measured over the years, or as the settings say.
 */
#ifndef RVA_METRICS_SEASONS_H
#define RVA_METRICS_SEASONS_H

#include "metrics/question.h"

enum { RVA__MONTHS = 12 };

/** Seasonal factors; NaN where nothing is known. */
typedef struct rva__seasons {
    const char *source;              /**< "measured", "prior" (the settings), or NULL */
    double months[RVA__MONTHS];      /**< of January and so on; they average 1 */
    double factors[RVA__SEASONS];    /**< measured ones average 1, others are as given */
    double normalised[RVA__SEASONS]; /**< divided by their mean */
} rva__seasons;

/**
 * Measures the factors from all booked net revenue before the month of `now`, whatever the
 * question's period and conditions, when that are twelve months; else takes those of the settings.
 *
 * docs/definitions.md says how.
 */
rva_status rva__seasons_read(const rva__question *question, rva__seasons *out, rva_error *err);

#endif
