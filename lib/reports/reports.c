/**
 * @file reports/reports.c
 * The list of reports.
 */
#include "reports/reports.h"

#include "core/error.h"

static const struct {
    const char *name;
    rva__report_fn run;
} reports[] = {
    {"executive_summary", rva__executive_summary},
    {"conversation_analytics", rva__conversation_analytics},
    {"revenue_trends", rva__revenue_trends},
    {"platform_performance", rva__platform_performance},
    {"cube", rva__cube},
};

enum { REPORTS = sizeof reports / sizeof *reports };

const char *rva_report_name_at(size_t index)
{
    return index < REPORTS ? reports[index].name : NULL;
}

const char *rva_dimension_name_at(size_t index)
{
    return index < RVA__DIM_COUNT ? rva__dimension_name((int)index) : NULL;
}

const char *rva_measure_name_at(size_t index)
{
    return index < RVA__MEASURE_COUNT ? rva__measure_name((int)index) : NULL;
}

static rva_status run(rva__report_fn function, const char *name, const rva__ask *ask,
                      rva_report **out, rva_error *err)
{
    rva_report *report;
    RVA__TRY(rva__ask_report(ask, name, &report, err));
    rva_status status = function(ask, report, err);
    if (status == RVA_OK)
        status = rva__report_check(report, err);
    if (status == RVA_OK)
        *out = report;
    else
        rva_report_free(report);
    return status;
}

rva_status rva__report_run(rva__cell_source *source, const char *name, const rva_query *query,
                           rva_report **out, rva_error *err)
{
    for (size_t i = 0; i < REPORTS; i++) {
        if (strcmp(reports[i].name, name) != 0)
            continue;
        rva__ask ask;
        RVA__TRY(rva__ask_read(source, query, &ask, err));
        return run(reports[i].run, reports[i].name, &ask, out, err);
    }
    return rva__fail_field(err, RVA_NOT_FOUND, "report",
                           "no report \"%.60s\": executive_summary, conversation_analytics, "
                           "revenue_trends, platform_performance or cube",
                           name);
}
