/**
 * @file engine/report.c
 * Reports of a store of this machine.
 */
#include <time.h>

#include "core/error.h"
#include "engine/store.h"
#include "reports/reports.h"

static int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static rva_status run_on(rva_snapshot *snapshot, const char *name, const rva_query *query,
                         rva_report **out, rva_error *err)
{
    return rva__report_run(rva__snapshot_source(snapshot), name, query, out, err);
}

rva_status rva_report_run(rva_store *store, const char *name, const rva_query *query,
                          rva_report **out, rva_error *err)
{
    static const rva_query defaults = RVA_QUERY_INIT;
    RVA__TRY(rva__store_check(store, err));
    if (!name || !out)
        return rva__fail_field(err, RVA_INVALID, name ? "out" : "report", "is NULL");
    rva_query asked = query ? *query : defaults;
    if (asked.size < sizeof asked)
        return rva__fail_field(err, RVA_INVALID, "query.size", "set it with RVA_QUERY_INIT");
    if (asked.now_at == RVA_ABSENT)
        asked.now_at = clock_us();
    if (asked.snapshot)
        return run_on(asked.snapshot, name, &asked, out, err);
    rva_snapshot *snapshot;
    RVA__TRY(rva__snapshot_open(store->env, &snapshot, err));
    const rva_status status = run_on(snapshot, name, &asked, out, err);
    rva__snapshot_close(snapshot);
    return status;
}

rva_status rva_report_executive_summary(rva_store *store, const rva_query *query,
                                        rva_report **out, rva_error *err)
{
    return rva_report_run(store, "executive_summary", query, out, err);
}

rva_status rva_report_conversation_analytics(rva_store *store, const rva_query *query,
                                             rva_report **out, rva_error *err)
{
    return rva_report_run(store, "conversation_analytics", query, out, err);
}

rva_status rva_report_revenue_trends(rva_store *store, const rva_query *query, rva_report **out,
                                     rva_error *err)
{
    return rva_report_run(store, "revenue_trends", query, out, err);
}

rva_status rva_report_platform_performance(rva_store *store, const rva_query *query,
                                           rva_report **out, rva_error *err)
{
    return rva_report_run(store, "platform_performance", query, out, err);
}

rva_status rva_report_cube(rva_store *store, const rva_query *query, rva_report **out,
                           rva_error *err)
{
    return rva_report_run(store, "cube", query, out, err);
}
