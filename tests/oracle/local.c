/**
 * @file oracle/local.c
 * Local days by localtime_r(); the first instant of a day by bisection.
 */
#include "local.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <revanalytics/report.h>

enum { DAY_SECONDS = 86400, HOUR_SECONDS = 3600, STARTS = 1024 };

static struct {
    int32_t day;
    int64_t at;
} starts[STARTS];

static int64_t floor_to(int64_t value, int64_t unit)
{
    return value / unit - (value % unit < 0);
}

void local_use(const char *time_zone)
{
    const char *before = getenv("TZ");
    if (before && strcmp(before, time_zone) == 0)
        return;
    setenv("TZ", time_zone, 1);
    tzset();
    for (size_t i = 0; i < STARTS; i++)
        starts[i].day = INT32_MIN;
}

static struct tm local_time(int64_t second)
{
    const time_t time = (time_t)second;
    struct tm parts;
    localtime_r(&time, &parts);
    return parts;
}

static struct tm date_of(int64_t day)
{
    const time_t time = (time_t)(day * DAY_SECONDS);
    struct tm parts;
    gmtime_r(&time, &parts);
    return parts;
}

static int64_t second_day(int64_t second)
{
    const struct tm local = local_time(second);
    struct tm midnight = {0};
    midnight.tm_year = local.tm_year;
    midnight.tm_mon = local.tm_mon;
    midnight.tm_mday = local.tm_mday;
    return floor_to((int64_t)timegm(&midnight), DAY_SECONDS);
}

int32_t local_day(int64_t at)
{
    return (int32_t)second_day(floor_to(at, LOCAL_SECOND_US));
}

int64_t local_day_start(int32_t day)
{
    const size_t slot = (size_t)((uint32_t)day % STARTS);
    if (starts[slot].day == day && day != 0)
        return starts[slot].at;
    int64_t before = (int64_t)day * DAY_SECONDS - 26 * HOUR_SECONDS;
    int64_t after = (int64_t)day * DAY_SECONDS + 26 * HOUR_SECONDS;
    while (after - before > 1) {
        const int64_t middle = before + (after - before) / 2;
        if (second_day(middle) < day)
            before = middle;
        else
            after = middle;
    }
    starts[slot].day = day;
    starts[slot].at = after * LOCAL_SECOND_US;
    return starts[slot].at;
}

/* An hour begins at the full local hour, or later where the offset changes within it. */
static int64_t hour_start(int64_t second)
{
    const struct tm local = local_time(second);
    int64_t before = second - local.tm_min * 60 - local.tm_sec;
    if (local_time(before).tm_gmtoff == local.tm_gmtoff)
        return before;
    int64_t after = second;
    while (after - before > 1) {
        const int64_t middle = before + (after - before) / 2;
        if (local_time(middle).tm_gmtoff == local.tm_gmtoff)
            after = middle;
        else
            before = middle;
    }
    return after;
}

int64_t local_bucket(int64_t grain, int64_t at, int32_t day)
{
    switch (grain) {
    case RVA_GRAIN_NONE:
        return 0;
    case RVA_GRAIN_HOUR:
        return hour_start(floor_to(at, LOCAL_SECOND_US));
    case RVA_GRAIN_WEEK: {
        const int weekday = date_of(day).tm_wday; /* 0 is Sunday */
        return day - (weekday + 6) % 7;
    }
    case RVA_GRAIN_MONTH:
        return day - (date_of(day).tm_mday - 1);
    case RVA_GRAIN_QUARTER: { /* back to the first day of its first month */
        const struct tm date = date_of(day);
        return date.tm_mday > 1  ? local_bucket(grain, at, day - (date.tm_mday - 1))
               : date.tm_mon % 3 ? local_bucket(grain, at, day - 1)
                                 : day;
    }
    case RVA_GRAIN_YEAR:
        return day - date_of(day).tm_yday;
    default:
        return day;
    }
}

int64_t local_bucket_at(int64_t grain, int64_t bucket)
{
    if (grain == RVA_GRAIN_NONE)
        return 0;
    if (grain == RVA_GRAIN_HOUR)
        return bucket * LOCAL_SECOND_US;
    return local_day_start((int32_t)bucket);
}

static void hour_label(int64_t bucket, char out[LOCAL_LABEL_BYTES])
{
    const struct tm local = local_time(bucket);
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M", &local);
    const long minutes = labs(local.tm_gmtoff) / 60;
    snprintf(out, LOCAL_LABEL_BYTES, "%s%c%02ld:%02ld", text, local.tm_gmtoff < 0 ? '-' : '+',
             minutes / 60, minutes % 60);
}

void local_bucket_label(int64_t grain, int64_t bucket, char out[LOCAL_LABEL_BYTES])
{
    const struct tm date = date_of(grain == RVA_GRAIN_HOUR ? 0 : bucket);
    if (grain == RVA_GRAIN_HOUR)
        hour_label(bucket, out);
    else if (grain == RVA_GRAIN_WEEK)
        strftime(out, LOCAL_LABEL_BYTES, "%G-W%V", &date);
    else if (grain == RVA_GRAIN_MONTH)
        strftime(out, LOCAL_LABEL_BYTES, "%Y-%m", &date);
    else if (grain == RVA_GRAIN_QUARTER)
        snprintf(out, LOCAL_LABEL_BYTES, "%d-Q%d", date.tm_year + 1900, date.tm_mon / 3 + 1);
    else if (grain == RVA_GRAIN_YEAR)
        strftime(out, LOCAL_LABEL_BYTES, "%Y", &date);
    else if (grain == RVA_GRAIN_NONE)
        out[0] = '\0';
    else
        strftime(out, LOCAL_LABEL_BYTES, "%Y-%m-%d", &date);
}

void local_instant_text(int64_t at, char out[LOCAL_LABEL_BYTES])
{
    const time_t time = (time_t)floor_to(at, LOCAL_SECOND_US);
    struct tm parts;
    gmtime_r(&time, &parts);
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    const int fraction = (int)(at - (int64_t)time * LOCAL_SECOND_US);
    snprintf(out, LOCAL_LABEL_BYTES, "%s.%06dZ", text, fraction);
}
