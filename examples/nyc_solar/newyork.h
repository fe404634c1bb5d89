/**
 * @file nyc_solar/newyork.h
 * The clock of New York, after the rules in force since 2007.
 *
 * The library brings its own time zones; a maker of events needs this little only.
 */
#ifndef SOLAR_NEWYORK_H
#define SOLAR_NEWYORK_H

#include <stdint.h>

/** Microseconds in a second, an hour. */
#define SOLAR_SECOND INT64_C(1000000)
#define SOLAR_MINUTE (60 * SOLAR_SECOND)
#define SOLAR_HOUR (3600 * SOLAR_SECOND)

/** Local minus UTC at an instant: -4 or -5 hours, in microseconds. */
int64_t solar_newyork_offset(int64_t at);

/** The local day of an instant: days since 1970-01-01. */
int32_t solar_newyork_day(int64_t at);

/** The instant at which `hour` o'clock strikes on a local day. */
int64_t solar_newyork_at(int32_t day, int32_t hour);

/** Days since 1970-01-01 of a date. */
int32_t solar_day(int32_t year, int32_t month, int32_t day);

/** Weekday of a day: 0 for Monday to 6 for Sunday. */
int32_t solar_weekday(int32_t day);

#endif
