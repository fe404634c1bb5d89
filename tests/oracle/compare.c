/**
 * @file oracle/compare.c
 * Row by row, cell by cell; the order of rows counts, too.
 */
#include "compare.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { QUERY_BYTES = 700, KEY_BYTES = 500 };

static void append(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char *out, size_t size, const char *format, ...)
{
    const size_t used = strlen(out);
    va_list list;
    va_start(list, format);
    vsnprintf(out + used, size - used, format, list);
    va_end(list);
}

void compare_describe(const reference_query *query, char *out, size_t size)
{
    static const char *const grains[] = {"day",   "hour", "day",     "week",
                                         "month", "none", "quarter", "year"};
    char from[LOCAL_LABEL_BYTES];
    char to[LOCAL_LABEL_BYTES];
    char now[LOCAL_LABEL_BYTES];
    local_instant_text(query->from_at, from);
    local_instant_text(query->to_at, to);
    local_instant_text(query->now_at, now);
    snprintf(out, size, "by %s, [%s, %s), now %s, dimensions", grains[query->by], from, to, now);
    for (size_t i = 0; i < query->dim_count; i++)
        append(out, size, " %s", reference_dimension_name(query->dims[i]));
    append(out, size, ", where");
    for (size_t i = 0; i < query->where_count; i++)
        append(out, size, " %s%s%s%s%s", reference_dimension_name(query->where[i]),
               query->where_excludes[i] ? "!=" : "=", query->where_value[i],
               query->where_other[i] ? "," : "",
               query->where_other[i] ? query->where_other[i] : "");
    append(out, size, ", measures");
    for (size_t i = 0; i < query->measure_count; i++)
        append(out, size, " %s", reference_measure_names[query->measures[i]]);
}

static void describe_key(const reference_query *query, const reference_row *row,
                         char out[KEY_BYTES])
{
    snprintf(out, KEY_BYTES, "%s (%" PRId64 ")", row->bucket, row->bucket_at);
    for (size_t i = 0; i < query->dim_count; i++)
        append(out, KEY_BYTES, " / %s", row->values[i]);
}

static int compare_keys(const reference_query *query, const reference_row *a,
                        const reference_row *b)
{
    int order = (a->bucket_at > b->bucket_at) - (a->bucket_at < b->bucket_at);
    for (size_t i = 0; i < query->dim_count && order == 0; i++)
        order = strcmp(a->values[i], b->values[i]);
    return order;
}

static bool differs(const reference_query *query, const char *what, const reference_row *row,
                    oracle_failure *failure)
{
    char asked[QUERY_BYTES];
    char key[KEY_BYTES];
    compare_describe(query, asked, sizeof asked);
    describe_key(query, row, key);
    oracle_fail(failure, "%s %s\n  query: %s\n  its figures:", what, key, asked);
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++)
        if (row->measures[measure])
            append(failure->text, sizeof failure->text, " %s=%" PRId64,
                   reference_measure_names[measure], row->measures[measure]);
    return false;
}

static bool same_cells(const reference_query *query, const reference_row *expected,
                       const reference_row *got, oracle_failure *failure)
{
    char asked[QUERY_BYTES];
    char key[KEY_BYTES];
    compare_describe(query, asked, sizeof asked);
    describe_key(query, expected, key);
    if (strcmp(expected->bucket, got->bucket) != 0)
        return oracle_fail(failure, "row %s is labelled \"%s\"\n  query: %s", key, got->bucket,
                           asked);
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++)
        if (expected->measures[measure] != got->measures[measure])
            return oracle_fail(failure,
                               "row %s: %s should be %" PRId64 ", is %" PRId64 "\n  query: %s", key,
                               reference_measure_names[measure], expected->measures[measure],
                               got->measures[measure], asked);
    return true;
}

bool compare_rows(const reference_query *query, const reference_rows *expected,
                  const reference_rows *got, oracle_failure *failure)
{
    for (size_t i = 1; i < got->count; i++)
        if (compare_keys(query, &got->items[i - 1], &got->items[i]) >= 0)
            return differs(query, "row out of order:", &got->items[i], failure);
    for (size_t i = 0; i < expected->count || i < got->count; i++) {
        const int order = i == got->count ? -1
                          : i == expected->count
                              ? 1
                              : compare_keys(query, &expected->items[i], &got->items[i]);
        if (order < 0)
            return differs(query, "row missing:", &expected->items[i], failure);
        if (order > 0)
            return differs(query, "row too many:", &got->items[i], failure);
        if (!same_cells(query, &expected->items[i], &got->items[i], failure))
            return false;
    }
    return true;
}
