/**
 * @file core/zone.h
 * Time zones; never the process's TZ.
 *
 * The rules are the bytes of a TZif file (RFC 9636).  A store keeps its own copy, so it
 * answers alike on every machine, also where no zone data is installed.
 *
 * An instant is int64 microseconds UTC since 1970; a day is int32 days since 1970-01-01
 * in the zone's local calendar.  A local day starts at the first instant whose local date
 * is that day, and ends where the next one starts: 23, 24 or 25 hours, or other lengths
 * where zones have jumped.  So days follow each other without gap or overlap also where
 * clocks went back over midnight: the repeated time stays with the day that had begun.
 * A day that a zone skipped is empty: it starts where the next one starts.
 */
#ifndef RVA_CORE_ZONE_H
#define RVA_CORE_ZONE_H

#include <stdint.h>

#include <revanalytics/status.h>

#include "core/day.h"

/** The rules of a zone; immutable, any thread. */
typedef struct rva__zone rva__zone;

/** The most bytes of rules that are read; the largest files have four KiB. */
enum { RVA__ZONE_BYTES_MAX = 64 * 1024 };

/**
 * Builds a zone from the bytes of a TZif file, versions 2 and up; hostile bytes are safe.
 *
 * Instants later than the file lists follow the rule at its end, for ever.
 *
 * @param out  receives the zone; free with rva__zone_free()
 * @return RVA_OK, RVA_CORRUPT for bytes that are no such file, RVA_INVALID for zones that
 *         count leap seconds (both of field "time_zone"), RVA_NO_MEMORY
 */
rva_status rva__zone_new(const void *bytes, size_t size, rva__zone **out, rva_error *err);

/** Frees a zone; NULL is fine. */
void rva__zone_free(rva__zone *zone);

/** Local minus UTC in seconds at an instant.  A few nanoseconds for instants since 1970. */
int32_t rva__zone_offset(const rva__zone *zone, int64_t at);

/** The local day of an instant. */
int32_t rva__zone_day(const rva__zone *zone, int64_t at);

/** The first instant of a local day. */
int64_t rva__zone_day_start(const rva__zone *zone, int32_t day);

/**
 * The instant at a wall time: `microsecond_of_day` (up to 24 h) on a local day.  In a gap
 * the instant just after it; of an ambiguous time the earlier.
 */
int64_t rva__zone_at(const rva__zone *zone, int32_t day, int64_t microsecond_of_day);

/**
 * The first instant of the local hour that an instant lies in.
 *
 * Hours begin at each full local hour and where the offset changes: 24 on an ordinary day in
 * Kolkata as in New York, two that show 01:00 where clocks go back, and a short one where they
 * go by half an hour.  So every local day is made of whole hours.
 */
int64_t rva__zone_hour_start(const rva__zone *zone, int64_t at);

/** The first instant after the local hour that an instant lies in. */
int64_t rva__zone_hour_end(const rva__zone *zone, int64_t at);

/** Date and time of day of an instant in the zone. */
rva__civil rva__zone_civil(const rva__zone *zone, int64_t at);

#endif
