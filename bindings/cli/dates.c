/**
 * @file cli/dates.c
 * Dates of a store's own time zone.
 *
 * The library says when a local day starts; the day and time of an instant follow from
 * that: it is within the one of three days around it that has started last.
 */
#include "dates.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DAY_US INT64_C(86400000000)
#define MINUTE_US INT64_C(60000000)

enum { DATE_BYTES = 16 };

/* A local day and its first instant. */
typedef struct day {
    char date[DATE_BYTES];
    int64_t start_at;
} day;

rva_status dates_read(rva_store *store, const char *word, int64_t *out, rva_error *err)
{
    if (strchr(word, 'T') == NULL && strchr(word, ':') == NULL)
        return rva_store_local_instant(store, word, out, err);
    return rva_instant_parse(word, out, err);
}

/* The date `days` after 1970-01-01. */
static void date_of(int64_t days, char out[DATE_BYTES])
{
    char whole[RVA_INSTANT_BYTES];
    rva_instant_format(days * DAY_US, whole);
    snprintf(out, DATE_BYTES, "%.10s", whole);
}

static bool find_day(rva_store *store, int64_t at, day *out)
{
    const int64_t days = at / DAY_US;
    for (int64_t ahead = 1; ahead >= -1; ahead--) {
        day found;
        date_of(days + ahead, found.date);
        if (days + ahead >= 0 &&
            rva_store_local_instant(store, found.date, &found.start_at, NULL) == RVA_OK &&
            found.start_at <= at) {
            *out = found;
            return true;
        }
    }
    return false;
}

/* Whether a local day has 24 hours, so that the time of day is the time since its start. */
static bool is_even(rva_store *store, const day *of)
{
    day next;
    return find_day(store, of->start_at + DAY_US, &next) && next.start_at == of->start_at + DAY_US;
}

static void show_date(const char date[DATE_BYTES], char out[DATES_BYTES])
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year = 0;
    int month = 1;
    int number = 0;
    sscanf(date, "%d-%d-%d", &year, &month, &number);
    snprintf(out, DATES_BYTES, "%d %s %d", number, months[(month - 1) % 12], year);
}

void dates_show(rva_store *store, int64_t at, char out[DATES_BYTES])
{
    day found;
    if (!find_day(store, at, &found) || (at != found.start_at && !is_even(store, &found))) {
        rva_instant_format(at, out);
        return;
    }
    show_date(found.date, out);
    const int64_t minutes = (at - found.start_at) / MINUTE_US;
    const size_t used = strlen(out);
    if (at != found.start_at) {
        snprintf(out + used, DATES_BYTES - used, " %02d:%02d", (int)(minutes / 60),
                 (int)(minutes % 60));
    }
}

void dates_show_period(rva_store *store, int64_t from_at, int64_t to_at, const char *dash,
                       char out[DATES_PERIOD_BYTES])
{
    char first[DATES_BYTES];
    char last[DATES_BYTES];
    day end;
    dates_show(store, from_at, first);
    /* A period that ends with a day ends, for people, on that day. */
    const bool is_whole = find_day(store, to_at, &end) && end.start_at == to_at;
    if (is_whole && find_day(store, to_at - 1, &end))
        show_date(end.date, last);
    else
        dates_show(store, to_at, last);
    if (strcmp(first, last) == 0)
        snprintf(out, DATES_PERIOD_BYTES, "%s", first);
    else
        snprintf(out, DATES_PERIOD_BYTES, "%s %s %s", first, dash, last);
}
