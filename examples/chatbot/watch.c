/**
 * @file chatbot/watch.c
 * Follows the feed.  Each sale is a line; when the feed is read to its end, the summary is
 * another, of the 30 days that end with the latest instant seen.
 */
#include "watch.h"

#include "stop.h"

#include <stdio.h>

enum { WAIT_MS = 200 };

/* What has been seen. */
typedef struct watch_view {
    rva_store *store;
    rva_feed *feed;
    int64_t seen;
    int64_t latest_at;
} watch_view;

static void show_money(const rva_event *event)
{
    char when[RVA_INSTANT_BYTES];
    rva_instant_format(event->at, when);
    const char *what = event->kind == RVA_KIND_SALE ? "sold" : "returned";
    printf("%s  %-8s  %-10s  %-14s  %9.2f\n", when, what, event->lead ? event->lead : "",
           event->platform ? event->platform : "", (double)event->amount_minor / 100);
}

static rva_status show_summary(const watch_view *view, rva_error *err)
{
    rva_report *report = NULL;
    rva_query query = RVA_QUERY_INIT;
    query.now_at = view->latest_at;
    const rva_status status = rva_report_executive_summary(view->store, &query, &report, err);
    if (status != RVA_OK)
        return status;
    printf("= %lld events: %.0f conversations, %.1f %% qualified, %.0f leads sold, "
           "net %.2f %s\n",
           (long long)view->seen, rva_report_kpi(report, "conversations")->value,
           100 * rva_report_kpi(report, "qualified_rate")->value,
           rva_report_kpi(report, "leads_sold")->value,
           rva_report_kpi(report, "revenue_net")->value / 100,
           rva_report_get_info(report).currency);
    fflush(stdout);
    rva_report_free(report);
    return RVA_OK;
}

/* Reads what is there; RVA_NOT_FOUND says that this was all of it. */
static rva_status read_on(watch_view *view, int64_t count, rva_error *err)
{
    rva_status status = RVA_OK;
    while (status == RVA_OK && !stop_asked() && (count == 0 || view->seen < count)) {
        rva_change change;
        status = rva_feed_next(view->feed, &change, err);
        if (status != RVA_OK)
            break;
        view->seen++;
        if (change.event->at > view->latest_at)
            view->latest_at = change.event->at;
        if (change.event->type == RVA_EVENT_TRANSACTION)
            show_money(change.event);
    }
    return status;
}

static rva_status follow(watch_view *view, int64_t count, rva_error *err)
{
    int64_t shown = 0;
    while (!stop_asked()) {
        rva_status status = read_on(view, count, err);
        if (status != RVA_OK && status != RVA_NOT_FOUND)
            return status;
        if (view->seen > shown) {
            status = show_summary(view, err);
            if (status != RVA_OK)
                return status;
            shown = view->seen;
        }
        if (count > 0 && view->seen >= count)
            break;
        status = rva_feed_wait(view->feed, WAIT_MS, err);
        if (status != RVA_OK && status != RVA_TIMEOUT)
            return status;
    }
    return RVA_OK;
}

rva_status watch(rva_store *store, int64_t count, rva_error *err)
{
    watch_view view = {.store = store};
    rva_status status = rva_feed_open(store, NULL, 1, &view.feed, err);
    if (status == RVA_OK)
        status = follow(&view, count, err);
    rva_feed_close(view.feed);
    return status;
}
