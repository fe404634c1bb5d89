/**
 * @file engine/report.c
 * Reports of a store of this machine.
 */
#include <string.h>

#include "core/day.h"
#include "core/error.h"
#include "engine/store_handle.h"
#include "read/snapshot.h"
#include "reports/reports.h"

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
        asked.now_at = rva__instant_now();
    if (asked.snapshot)
        return run_on(asked.snapshot, name, &asked, out, err);
    rva_snapshot *snapshot;
    RVA__TRY(rva__snapshot_open(store->env, &snapshot, err));
    const rva_status status = run_on(snapshot, name, &asked, out, err);
    rva__snapshot_close(snapshot);
    return status;
}

rva_status rva_store_local_instant(rva_store *store, const char *date, int64_t *out, rva_error *err)
{
    int32_t day;
    rva_snapshot *snapshot;
    RVA__TRY(rva__store_check(store, err));
    if (!date || !out)
        return rva__fail_field(err, RVA_INVALID, date ? "out" : "date", "is NULL");
    if (!rva__day_read(date, &day))
        return rva__fail_field(err, RVA_INVALID, "date",
                               "a date is written like 2026-03-01, got \"%.20s\"", date);
    RVA__TRY(rva__snapshot_open(store->env, &snapshot, err));
    *out = rva__zone_day_start(rva__snapshot_source(snapshot)->zone, day);
    rva__snapshot_close(snapshot);
    return RVA_OK;
}

const rva_kpi_row *rva_report_kpi(const rva_report *report, const char *name)
{
    const rva_table *kpis = rva_report_table(report, "kpis");
    if (name == NULL)
        return NULL;
    for (size_t i = 0; i < rva_table_row_count(kpis); i++) {
        const rva_kpi_row *row = rva_table_row_at(kpis, i);
        if (strcmp(row->kpi, name) == 0)
            return row;
    }
    return NULL;
}
