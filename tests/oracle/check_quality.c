/**
 * @file oracle/check_quality.c
 * Sums that hold between the tables of quality_analytics, and with those of buyers.
 */
#include "check.h"

#include <string.h>

/* A report about a period. */
static rva_report *ask(oracle_engine *engine, const char *name, int64_t from_at, int64_t to_at,
                       oracle_failure *failure)
{
    rva_query query = RVA_QUERY_INIT;
    rva_error err = RVA_ERROR_INIT;
    rva_report *report = NULL;
    query.from_at = from_at;
    query.to_at = to_at;
    query.now_at = to_at;
    if (rva_report_run(engine->store, name, &query, &report, &err) != RVA_OK)
        oracle_fail(failure, "%s: %s", name, err.message);
    return report;
}

/* The sum of a column over rows from one to before another. */
static int64_t sum(const rva_report *report, const char *name, const char *column, size_t from,
                   size_t to)
{
    const rva_table *table = rva_report_table(report, name);
    const int64_t number = rva_table_column_find(table, column);
    int64_t total = 0;
    for (size_t i = from; i < to && i < rva_table_row_count(table); i++)
        total += rva_table_value(table, i, (size_t)number).integer;
    return total;
}

static bool equal(const char *what, int64_t got, int64_t right, oracle_failure *failure)
{
    return got == right || oracle_fail(failure, "%s is %lld; it should be %lld", what,
                                       (long long)got, (long long)right);
}

static bool tiers_add_up(const rva_report *quality, oracle_failure *failure)
{
    const rva_table *tiers = rva_report_table(quality, "tiers");
    const rva_kpi_row *accuracy = rva_report_kpi(quality, "tier_accuracy");
    int64_t matched = 0;
    for (size_t i = 0; i < rva_table_row_count(tiers); i++) {
        const rva_tier_judgement_row *row = rva_table_row_at(tiers, i);
        matched += strcmp(row->predicted, row->actual) == 0 ? row->offers : 0;
    }
    return equal("the diagonal of tiers", matched, accuracy->numerator, failure) &&
           equal("the sum of tiers", sum(quality, "tiers", "offers", 0, SIZE_MAX),
                 accuracy->denominator, failure);
}

static bool adds_up(const rva_report *quality, const rva_report *buyers, oracle_failure *failure)
{
    const rva_kpi_row *accuracy = rva_report_kpi(quality, "prediction_accuracy");
    const int64_t refused = sum(buyers, "platforms", "rejected", 0, SIZE_MAX) +
                            sum(buyers, "platforms", "timeout", 0, SIZE_MAX) +
                            sum(buyers, "platforms", "returned", 0, SIZE_MAX);
    return equal("the confusion's sum", sum(quality, "confusion", "offers", 0, 4),
                 accuracy->denominator, failure) &&
           equal("what was not predicted", sum(quality, "confusion", "offers", 4, SIZE_MAX),
                 accuracy->excluded, failure) &&
           equal("the calibration's sum", sum(quality, "calibration", "offers", 0, SIZE_MAX),
                 accuracy->denominator, failure) &&
           equal("the sum of reasons", sum(quality, "reasons", "offers", 0, SIZE_MAX), refused,
                 failure) &&
           tiers_add_up(quality, failure);
}

bool check_quality(oracle_engine *engine, int64_t from_at, int64_t to_at, oracle_failure *failure)
{
    rva_report *quality = ask(engine, "quality_analytics", from_at, to_at, failure);
    rva_report *buyers = ask(engine, "platform_performance", from_at, to_at, failure);
    const bool good = quality && buyers && adds_up(quality, buyers, failure);
    rva_report_free(quality);
    rva_report_free(buyers);
    return good;
}
