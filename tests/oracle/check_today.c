/**
 * @file oracle/check_today.c
 * What must hold between the dashboard of a day and other reports.
 */
#include "check.h"

#include <math.h>
#include <string.h>

/* Parts of the time from 1970 to 2200. */
#define PART_US (INT64_C(30000) * 86400000000)

enum { PARTS = 3, MEASURES = 4 };

static const char *const measures[MEASURES] = {"conversations_active", "leads_waiting",
                                               "leads_pending", "conversations_open"};

/* Two reports of one store. */
typedef struct pair {
    rva_report *today;
    rva_report *other;
} pair;

static bool failed(oracle_failure *failure, int64_t now_at, const char *what, double is,
                   double right)
{
    return oracle_fail(failure, "real_time_dashboard at %lld: %s is %.17g; right is %.17g",
                       (long long)now_at, what, is, right);
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* Today is the executive summary of one day. */
static bool today_agrees(const pair *of, int64_t now_at, oracle_failure *failure)
{
    const rva_table *today = rva_report_table(of->today, "today");
    for (size_t i = 0; i < rva_table_row_count(today); i++) {
        const rva_kpi_row *row = rva_table_row_at(today, i);
        const rva_kpi_row *right = rva_report_kpi(of->other, row->kpi);
        const rva_comparison_row *beside =
            rva_table_row_at(rva_report_table(of->today, "comparison"), i);
        if (!same(row->value, right->value))
            return failed(failure, now_at, row->kpi, row->value, right->value);
        if (!same(beside->today, right->value) ||
            !same(beside->yesterday_same_time, right->previous) ||
            !same(beside->change, right->change))
            return failed(failure, now_at, "a comparison", beside->yesterday_same_time,
                          right->previous);
    }
    return true;
}

static double today_of(const rva_report *report, const char *kpi)
{
    const rva_table *today = rva_report_table(report, "today");
    for (size_t i = 0; i < rva_table_row_count(today); i++)
        if (strcmp(((const rva_kpi_row *)rva_table_row_at(today, i))->kpi, kpi) == 0)
            return ((const rva_kpi_row *)rva_table_row_at(today, i))->value;
    return (double)NAN;
}

/* Hours sum to today. */
static bool hours_agree(const rva_report *report, int64_t now_at, oracle_failure *failure)
{
    const rva_table *hours = rva_report_table(report, "hours");
    double net = 0;
    double leads = 0;
    double conversations = 0;
    for (size_t i = 0; i < rva_table_row_count(hours); i++) {
        const rva_hour_row *row = rva_table_row_at(hours, i);
        net += (double)row->revenue_net_minor;
        leads += (double)row->leads;
        conversations += (double)row->conversations;
    }
    if (net != today_of(report, "revenue_net"))
        return failed(failure, now_at, "the hours' net", net, today_of(report, "revenue_net"));
    if (leads != today_of(report, "leads_payable"))
        return failed(failure, now_at, "the hours' leads", leads,
                      today_of(report, "leads_payable"));
    return conversations == today_of(report, "conversations") ||
           failed(failure, now_at, "the hours' conversations", conversations,
                  today_of(report, "conversations"));
}

/* Adds the measures over a part of all time. */
static bool add_cells(oracle_engine *engine, const rva_query *query, int64_t sums[MEASURES],
                      oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    rva_report *report = NULL;
    if (rva_report_run(engine->store, "cube", query, &report, &err) != RVA_OK)
        return oracle_fail(failure, "cube: %s", err.message);
    const rva_table *cells = rva_report_table(report, "cells");
    for (size_t i = 0; i < MEASURES && rva_table_row_count(cells) > 0; i++) {
        const int64_t column = rva_table_column_find(cells, measures[i]);
        sums[i] += rva_table_value(cells, 0, (size_t)column).integer;
    }
    rva_report_free(report);
    return true;
}

/* What the cube says of all time, in parts because no period may have so many days. */
static bool read_cells(oracle_engine *engine, int64_t now_at, int64_t sums[MEASURES],
                       oracle_failure *failure)
{
    rva_query query = RVA_QUERY_INIT;
    query.now_at = now_at;
    query.by = RVA_GRAIN_NONE;
    query.measures = "conversations_active,leads_waiting,leads_pending,conversations_open";
    for (int part = 0; part < PARTS; part++) {
        query.from_at = part * PART_US;
        query.to_at = query.from_at + PART_US;
        if (!add_cells(engine, &query, sums, failure))
            return false;
    }
    return true;
}

/* Young and stale together are all in that state; what is open is open. */
static bool pipeline_agrees(const rva_report *report, const int64_t sums[MEASURES], int64_t now_at,
                            oracle_failure *failure)
{
    const rva_table *pipeline = rva_report_table(report, "pipeline");
    const rva_live_row *live = rva_table_row_at(rva_report_table(report, "live"), 0);
    for (size_t i = 0; i < MEASURES - 1; i++) {
        const rva_pipeline_row *row = rva_table_row_at(pipeline, i);
        if (row->count + row->stale != sums[i])
            return failed(failure, now_at, measures[i], (double)(row->count + row->stale),
                          (double)sums[i]);
    }
    if (live->open != sums[MEASURES - 1] || live->live_now > live->open)
        return failed(failure, now_at, "open", (double)live->open, (double)sums[MEASURES - 1]);
    return true;
}

static bool agrees(oracle_engine *engine, int64_t now_at, rva_query *query, pair *made,
                   oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    query->now_at = now_at;
    if (rva_report_run(engine->store, "real_time_dashboard", query, &made->today, &err) != RVA_OK)
        return oracle_fail(failure, "real_time_dashboard: %s", err.message);
    query->days = 1;
    if (rva_report_run(engine->store, "executive_summary", query, &made->other, &err) != RVA_OK)
        return oracle_fail(failure, "executive_summary: %s", err.message);
    if (!today_agrees(made, now_at, failure) || !hours_agree(made->today, now_at, failure))
        return false;
    int64_t sums[MEASURES] = {0};
    return read_cells(engine, now_at, sums, failure) &&
           pipeline_agrees(made->today, sums, now_at, failure);
}

bool check_today(oracle_engine *engine, int64_t now_at, oracle_failure *failure)
{
    pair made = {NULL, NULL};
    rva_query query = RVA_QUERY_INIT;
    const bool good = agrees(engine, now_at, &query, &made, failure);
    rva_report_free(made.today);
    rva_report_free(made.other);
    return good;
}
