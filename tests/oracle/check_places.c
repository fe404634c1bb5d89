/**
 * @file oracle/check_places.c
 * Tables of places against the whole: whatever the history, each adds up to the summary.
 */
#include <string.h>

#include "check.h"

/* What places add up to. */
typedef struct place_sums {
    int64_t conversations;
    int64_t qualified;
    int64_t leads;
    int64_t sales;
    int64_t net_minor;
} place_sums;

static place_sums sums_of(const rva_table *table)
{
    place_sums sums = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < rva_table_row_count(table); i++) {
        const rva_place_row *row = rva_table_row_at(table, i);
        sums.conversations += row->conversations;
        sums.qualified += row->qualified;
        sums.leads += row->leads;
        sums.sales += row->sales;
        sums.net_minor += row->revenue_net_minor;
    }
    return sums;
}

static place_sums sums_of_months(const rva_table *table)
{
    place_sums sums = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < rva_table_row_count(table); i++) {
        const rva_month_row *row = rva_table_row_at(table, i);
        sums.conversations += row->conversations;
        sums.qualified += row->qualified;
        sums.leads += row->leads;
        sums.sales += row->sales;
        sums.net_minor += row->revenue_net_minor;
    }
    return sums;
}

/* Sales are no KPI: they are those of the buyers, each of whom has a row. */
static place_sums sums_of_summary(const rva_report *summary)
{
    const rva_table *platforms = rva_report_table(summary, "platforms");
    const rva_kpi_row *qualified = rva_report_kpi(summary, "qualified_rate");
    place_sums sums = {(int64_t)rva_report_kpi(summary, "conversations")->value,
                       qualified->numerator,
                       (int64_t)rva_report_kpi(summary, "leads_payable")->value, 0,
                       (int64_t)rva_report_kpi(summary, "revenue_net")->value};
    for (size_t i = 0; i < rva_table_row_count(platforms); i++)
        sums.sales += ((const rva_share_row *)rva_table_row_at(platforms, i))->sales;
    return sums;
}

static bool same_sums(const char *table, place_sums sums, place_sums whole, oracle_failure *failure)
{
    return memcmp(&sums, &whole, sizeof sums) == 0 ||
           oracle_fail(failure,
                       "%s add up to %lld conversations, %lld qualified, %lld leads, %lld sales, "
                       "%lld net, the summary has %lld, %lld, %lld, %lld, %lld",
                       table, (long long)sums.conversations, (long long)sums.qualified,
                       (long long)sums.leads, (long long)sums.sales, (long long)sums.net_minor,
                       (long long)whole.conversations, (long long)whole.qualified,
                       (long long)whole.leads, (long long)whole.sales, (long long)whole.net_minor);
}

static bool ask(oracle_engine *engine, const char *name, const rva_query *query, rva_report **out,
                oracle_failure *failure)
{
    rva_error err = RVA_ERROR_INIT;
    return rva_report_run(engine->store, name, query, out, &err) == RVA_OK ||
           oracle_fail(failure, "%s: %s", name, err.message);
}

bool check_places(oracle_engine *engine, const rva_query *query, oracle_failure *failure)
{
    rva_report *summary = NULL;
    rva_report *market = NULL;
    bool good = ask(engine, "executive_summary", query, &summary, failure) &&
                ask(engine, "market_performance", query, &market, failure);
    if (good) {
        const place_sums whole = sums_of_summary(summary);
        good =
            same_sums("boroughs", sums_of(rva_report_table(market, "boroughs")), whole, failure) &&
            same_sums("zips", sums_of(rva_report_table(market, "zips")), whole, failure) &&
            same_sums("months", sums_of_months(rva_report_table(market, "months")), whole, failure);
    }
    rva_report_free(summary);
    rva_report_free(market);
    return good;
}
