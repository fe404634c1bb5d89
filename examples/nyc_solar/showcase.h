/**
 * @file nyc_solar/showcase.h
 * A month whose figures are known beforehand, and the month before it.
 *
 * 285 conversations begin in the thirty days from 2026-02-01 to 2026-03-02, New York
 * time, and earn $28,450.00 with 142 leads.  The thirty days before earn $23,130.00.
 */
#ifndef SOLAR_SHOWCASE_H
#define SOLAR_SHOWCASE_H

#include <revanalytics/event.h>

/** The present of the showcase: 2026-03-02T23:59:59-05:00. */
#define SOLAR_SHOWCASE_NOW_AT INT64_C(1772513999000000)

/** Its events in the order in which they happen. */
typedef struct solar_showcase {
    rva_event *events;
    size_t count;
    struct solar_ids *ids; /**< what the events' texts point into */
} solar_showcase;

/** Makes it; free with solar_showcase_free().  Returns 0, or -1 without memory. */
int solar_showcase_make(solar_showcase *out);

/** Frees it. */
void solar_showcase_free(solar_showcase *showcase);

#endif
