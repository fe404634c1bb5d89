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

static bool read_number(const char *text, int digits, int32_t *out)
{
    *out = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

/** The day of a date like "2026-03-01", which must be one of the calendar. */
static bool read_day(const char *text, int32_t *out)
{
    int32_t year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !read_number(text, 4, &year) ||
        !read_number(text + 5, 2, &month) || !read_number(text + 8, 2, &day) || year < 1970 ||
        month < 1 || month > 12 || day < 1)
        return false;
    *out = rva__day_from_date(year, month, day);
    const rva__civil back = rva__day_date(*out);
    return back.month == month && back.day == day;
}

rva_status rva_store_local_instant(rva_store *store, const char *date, int64_t *out, rva_error *err)
{
    int32_t day;
    rva_snapshot *snapshot;
    RVA__TRY(rva__store_check(store, err));
    if (!date || !out)
        return rva__fail_field(err, RVA_INVALID, date ? "out" : "date", "is NULL");
    if (!read_day(date, &day))
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
