/**
 * @file oracle/local.h
 * Local days and labels, by the C library's idea of a time zone.
 *
 * The library under test reads TZif files itself; asking the C library instead makes the
 * comparison worth something.  One zone at a time, for the whole process.
 */
#ifndef RVA_ORACLE_LOCAL_H
#define RVA_ORACLE_LOCAL_H

#include <stdint.h>

enum { LOCAL_LABEL_BYTES = 64 };

#define LOCAL_SECOND_US INT64_C(1000000)
#define LOCAL_HOUR_US (3600 * LOCAL_SECOND_US)
#define LOCAL_DAY_US (24 * LOCAL_HOUR_US)

/** Makes `time_zone` the zone of the calls below (and of the process). */
void local_use(const char *time_zone);

/** The local day of an instant, days since 1970-01-01. */
int32_t local_day(int64_t at);

/** The first instant of a local day. */
int64_t local_day_start(int32_t day);

/**
 * The number of the bucket of an instant on a local day: of an hour its first second,
 * of a day, week or month its first day, of no grain 0.
 */
int64_t local_bucket(int64_t grain, int64_t at, int32_t day);

/** The first instant of a bucket. */
int64_t local_bucket_at(int64_t grain, int64_t bucket);

/** The label of a bucket. */
void local_bucket_label(int64_t grain, int64_t bucket, char out[LOCAL_LABEL_BYTES]);

/** An instant as RFC 3339 in UTC. */
void local_instant_text(int64_t at, char out[LOCAL_LABEL_BYTES]);

#endif
