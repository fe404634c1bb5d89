/**
 * @file tests/examples/test_showcase.c
 * The figures of the showcase month, each one as the owner's overview has it.
 */
#include <criterion/criterion.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics.h>

#include "showcase.h"

static char folder[] = "/tmp/test_showcase.XXXXXX";
static rva_store *store;
static rva_report *summary;
static rva_report *talks;
static rva_report *buyers;

static rva_report *ask(const char *name, int64_t mode)
{
    rva_query query = RVA_QUERY_INIT;
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.days = 30;
    query.now_at = SOLAR_SHOWCASE_NOW_AT;
    query.mode = mode;
    cr_assert_eq(rva_report_run(store, name, &query, &report, &err), RVA_OK, "%s: %s", name,
                 err.message);
    return report;
}

static void record_showcase(void)
{
    solar_showcase showcase;
    rva_record_summary counts = {0};
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(solar_showcase_make(&showcase), 0);
    cr_assert_eq(rva_record_many(store, showcase.events, showcase.count, &counts, NULL, &err),
                 RVA_OK, "%s", err.message);
    cr_assert_eq(counts.accepted, (int64_t)showcase.count);
    solar_showcase_free(&showcase);
}

static void build(void)
{
    char path[64];
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_EPHEMERAL;
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/store", folder);
    cr_assert_eq(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), RVA_OK, "%s", err.message);
    cr_assert_eq(rva_store_open(path, &options, &store, &err), RVA_OK, "%s", err.message);
    record_showcase();
    summary = ask("executive_summary", RVA_MODE_DEFAULT);
    talks = ask("conversation_analytics", RVA_MODE_DEFAULT);
    buyers = ask("platform_performance", RVA_MODE_DEFAULT);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

static void release(void)
{
    rva_report_free(summary);
    rva_report_free(talks);
    rva_report_free(buyers);
    rva_store_close(store);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

TestSuite(showcase, .init = build, .fini = release);

/** The row whose first column is `name`; the tables here all start with a text. */
static const void *row_of(const rva_report *report, const char *table_name, const char *name)
{
    const rva_table *table = rva_report_table(report, table_name);
    cr_assert_not_null(table, "table %s", table_name);
    for (size_t i = 0; i < rva_table_row_count(table); i++) {
        const rva_value value = rva_table_value(table, i, 0);
        if (value.text != NULL && strcmp(value.text, name) == 0)
            return rva_table_row_at(table, i);
    }
    return NULL;
}

static const rva_kpi_row *kpi(const char *name)
{
    const rva_kpi_row *row = row_of(summary, "kpis", name);
    if (row == NULL)
        row = row_of(talks, "kpis", name);
    cr_assert_not_null(row, "kpi %s", name);
    return row;
}

static void expect_near(double value, double expected, double tolerance, const char *what)
{
    cr_expect(fabs(value - expected) <= tolerance, "%s: %.6f, not %.6f", what, value, expected);
}

static void expect_ratio(const char *name, int64_t numerator, int64_t denominator, double value)
{
    const rva_kpi_row *row = kpi(name);
    cr_expect_eq(row->numerator, numerator, "%s: %lld", name, (long long)row->numerator);
    cr_expect_eq(row->denominator, denominator, "%s: %lld", name, (long long)row->denominator);
    expect_near(row->value, value, 5e-5 * fabs(value), name);
}

Test(showcase, counts)
{
    expect_near(kpi("conversations")->value, 285, 0, "conversations");
    expect_near(kpi("leads_qualified")->value, 185, 0, "leads_qualified");
    expect_near(kpi("leads_sold")->value, 151, 0, "leads_sold");
    expect_near(kpi("leads_payable")->value, 142, 0, "leads_payable");
}

Test(showcase, revenue)
{
    expect_near(kpi("revenue_net")->value, 2845000, 0, "revenue_net");
    expect_near(kpi("revenue_net")->previous, 2313000, 0, "revenue_net before");
    expect_near(kpi("mrr")->value, 2845000, 0, "mrr");
}

Test(showcase, ratios)
{
    expect_ratio("revenue_per_lead", 2845000, 142, 20035.21);
    expect_ratio("revenue_per_conversation", 2845000, 285, 9982.46);
    expect_ratio("qualified_rate", 185, 285, 0.649123);
    expect_ratio("sold_rate", 142, 285, 0.498246);
    expect_ratio("completion_rate", 222, 285, 0.778947);
}

Test(showcase, growth_is_23_percent)
{
    expect_near(kpi("growth")->value, 0.230004, 1e-6, "growth");
}

Test(showcase, completed_conversations_took_12_and_a_half_minutes)
{
    expect_near(kpi("duration_mean")->value, 12.5, 1e-9, "duration_mean");
}

Test(showcase, booked_and_restated_agree)
{
    rva_report *const reports[] = {ask("executive_summary", RVA_MODE_BOOKED),
                                   ask("executive_summary", RVA_MODE_RESTATED)};
    for (size_t i = 0; i < 2; i++) {
        const rva_kpi_row *net = row_of(reports[i], "kpis", "revenue_net");
        const rva_kpi_row *payable = row_of(reports[i], "kpis", "leads_payable");
        cr_assert(net != NULL && payable != NULL);
        expect_near(net->value, 2845000, 0, "revenue_net");
        expect_near(payable->value, 142, 0, "leads_payable");
        rva_report_free(reports[i]);
    }
}

static void expect_tier(const char *name, int64_t leads, int64_t revenue_net_minor, double share)
{
    const rva_tier_row *row = row_of(summary, "tiers", name);
    cr_assert_not_null(row, "tier %s", name);
    cr_expect_eq(row->leads, leads, "%s: %lld", name, (long long)row->leads);
    cr_expect_eq(row->revenue_net_minor, revenue_net_minor, "%s: %lld", name,
                 (long long)row->revenue_net_minor);
    expect_near(row->leads_share, share, 0.0051, name);
}

Test(showcase, tiers)
{
    expect_tier("premium", 45, 1393700, 0.32);
    expect_tier("standard", 67, 1112300, 0.47);
    expect_tier("basic", 30, 339000, 0.21);
}

static void expect_share(const char *table, const char *name, const int64_t counts[2],
                         int64_t revenue_net_minor, double share)
{
    const rva_share_row *row = row_of(summary, table, name);
    cr_assert_not_null(row, "%s", name);
    cr_expect_eq(row->leads, counts[0], "%s: %lld leads", name, (long long)row->leads);
    cr_expect_eq(row->sales, counts[1], "%s: %lld sales", name, (long long)row->sales);
    cr_expect_eq(row->revenue_net_minor, revenue_net_minor, "%s: %lld", name,
                 (long long)row->revenue_net_minor);
    expect_near(row->revenue_share, share, 0.0051, name);
}

Test(showcase, platforms)
{
    expect_share("platforms", "SolarReviews", (const int64_t[]){43, 45}, 1250000, 0.44);
    expect_share("platforms", "Modernize", (const int64_t[]){51, 54}, 895000, 0.31);
    expect_share("platforms", "Regional NYC", (const int64_t[]){48, 52}, 700000, 0.25);
}

Test(showcase, boroughs)
{
    expect_share("boroughs", "Brooklyn", (const int64_t[]){62, 65}, 1250000, 0.44);
    expect_share("boroughs", "Manhattan", (const int64_t[]){45, 46}, 895000, 0.31);
    expect_share("boroughs", "Queens", (const int64_t[]){26, 29}, 520000, 0.18);
    expect_share("boroughs", "Bronx", (const int64_t[]){9, 10}, 180000, 0.06);
}

Test(showcase, staten_island_sold_once_and_earned_nothing)
{
    expect_share("boroughs", "Staten Island", (const int64_t[]){0, 1}, 0, 0);
}

/** What a stage must show; all are entered by 285. */
typedef struct stage_facts {
    const char *stage;
    int64_t completed;
    int64_t skipped;
    int64_t disqualified;
    int64_t dropped;
    double minutes;
} stage_facts;

static const stage_facts stages[] = {
    {"welcome", 271, 14, 0, 0, 2.1},
    {"interest_assessment", 251, 26, 8, 0, 3.2},
    {"location_qualification", 234, 7, 12, 32, 2.8},
    {"bill_discovery", 217, 0, 0, 68, 2.5},
    {"homeowner_verification", 202, 20, 18, 45, 1.9},
};

Test(showcase, stages)
{
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        const stage_facts *facts = &stages[i];
        const rva_stage_row *row = row_of(talks, "stages", facts->stage);
        cr_assert_not_null(row, "%s", facts->stage);
        cr_expect_eq(row->entered, 285, "%s entered %lld", facts->stage, (long long)row->entered);
        cr_expect_eq(row->completed, facts->completed, "%s completed %lld", facts->stage,
                     (long long)row->completed);
        cr_expect_eq(row->skipped, facts->skipped, "%s skipped %lld", facts->stage,
                     (long long)row->skipped);
        cr_expect_eq(row->disqualified, facts->disqualified, "%s disqualified %lld", facts->stage,
                     (long long)row->disqualified);
        cr_expect_eq(row->dropped, facts->dropped, "%s dropped %lld", facts->stage,
                     (long long)row->dropped);
        cr_expect_eq(row->open + row->passed, 0, "%s", facts->stage);
        expect_near(row->minutes_mean, facts->minutes, 1e-9, facts->stage);
    }
}

Test(showcase, drop_offs_of_all_conversations)
{
    const rva_stage_row *bill = row_of(talks, "stages", "bill_discovery");
    const rva_stage_row *owner = row_of(talks, "stages", "homeowner_verification");
    const rva_stage_row *location = row_of(talks, "stages", "location_qualification");
    cr_assert(bill != NULL && owner != NULL && location != NULL);
    expect_near(bill->drop_of_total, 0.238596, 1e-6, "bill_discovery, 24 %");
    expect_near(owner->drop_of_total, 0.157895, 1e-6, "homeowner_verification, 16 %");
    expect_near(location->drop_of_total, 0.112281, 1e-6, "location_qualification, 11 %");
}

Test(showcase, lost_conversations)
{
    const rva_table *table = rva_report_table(talks, "drop_offs");
    int64_t lost = 0;
    cr_assert_not_null(table);
    for (size_t i = 0; i < rva_table_row_count(table); i++)
        lost += ((const rva_drop_off_row *)rva_table_row_at(table, i))->conversations;
    cr_expect_eq(lost, 26, "%lld: 24 abandoned, 2 in error", (long long)lost);
}

/** What a platform must show. */
typedef struct buyer_facts {
    const char *platform;
    int64_t offers;
    int64_t delivered;
    int64_t accepted;
    int64_t rejected;
    int64_t timeout;
    int64_t returned;
    int64_t pending;
    double delivery_rate;
    double acceptance_rate;
    double response_hours;
    double rating;
    double value_per_sale_minor;
} buyer_facts;

static const buyer_facts platforms[] = {
    {"SolarReviews", 60, 55, 45, 5, 1, 2, 9, 0.9167, 0.8824, 4.2, 8.7, 27777.78},
    {"Modernize", 80, 68, 54, 9, 3, 3, 14, 0.8500, 0.8182, 6.8, 8.2, 16574.07},
    {"Regional NYC", 91, 71, 52, 11, 6, 4, 22, 0.7802, 0.7536, 9.1, 7.6, 13461.54},
};

Test(showcase, buyers)
{
    for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++) {
        const buyer_facts *facts = &platforms[i];
        const rva_platform_row *row = row_of(buyers, "platforms", facts->platform);
        cr_assert_not_null(row, "%s", facts->platform);
        cr_expect_eq(row->offers, facts->offers, "%lld", (long long)row->offers);
        cr_expect_eq(row->delivered, facts->delivered, "%lld", (long long)row->delivered);
        cr_expect_eq(row->accepted, facts->accepted, "%lld", (long long)row->accepted);
        cr_expect_eq(row->rejected, facts->rejected, "%lld", (long long)row->rejected);
        cr_expect_eq(row->timeout, facts->timeout, "%lld", (long long)row->timeout);
        cr_expect_eq(row->returned, facts->returned, "%lld", (long long)row->returned);
        cr_expect_eq(row->pending, facts->pending, "%lld", (long long)row->pending);
        expect_near(row->delivery_rate, facts->delivery_rate, 1e-4, facts->platform);
        expect_near(row->acceptance_rate, facts->acceptance_rate, 1e-4, facts->platform);
        expect_near(row->rating_mean, facts->rating, 1e-9, facts->platform);
        expect_near(row->response_hours_p50, facts->response_hours, facts->response_hours / 100,
                    facts->platform);
        expect_near(row->value_per_sale_minor, facts->value_per_sale_minor, 0.01, facts->platform);
    }
}
