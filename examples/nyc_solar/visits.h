/**
 * @file nyc_solar/visits.h
 * The conversations of a showcase month, each with its fate.
 */
#ifndef SOLAR_VISITS_H
#define SOLAR_VISITS_H

#include <stdbool.h>

#include "months.h"

/** What becomes of a conversation's lead. */
typedef enum solar_fate {
    SOLAR_SOLD,
    SOLAR_RETURNED,
    SOLAR_REFUSED,
    SOLAR_PENDING,
    SOLAR_WAITING,
    SOLAR_NO_LEAD,
} solar_fate;

/** One conversation. */
typedef struct solar_visit {
    solar_fate fate;
    int32_t price_minor;
    int32_t place;    /**< among those of its fate */
    int32_t pair;     /**< among the completed, or the others: two of a pair are mirrored */
    bool mirrored;    /**< the second of its pair */
    bool alone;       /**< it has no second */
    bool low;         /**< the scorer thought it poor */
    uint8_t outcome;  /**< ::rva_end_outcome or ::SOLAR_OPEN */
    uint8_t platform; /**< of its last offer */
    uint8_t tier;
    uint8_t borough;
    uint8_t attempt;     /**< a platform that refused it first, or ::SOLAR_NONE */
    uint8_t undelivered; /**< a platform that it did not reach at first, or ::SOLAR_NONE */
    const char *actions;
} solar_visit;

/** All conversations of a month. */
typedef struct solar_visits {
    const solar_month *month;
    solar_visit list[SOLAR_CONVERSATIONS_MAX];
    int32_t count;
    int32_t answers[SOLAR_PLATFORMS]; /**< offers answered by each platform */
    int32_t sales[SOLAR_PLATFORMS];
} solar_visits;

/** Fills in the conversations of a month in the order in which they begin. */
void solar_visits_make(solar_visits *visits, size_t month);

#endif
