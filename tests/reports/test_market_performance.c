/**
 * @file reports/test_market_performance.c
 * Places and their markets, worked out by hand.
 */
#include "source.h"

#include <math.h>
#include <stdio.h>

TestSuite(market_performance, .init = source_begin, .fini = source_end);

static const char *const March = "2026-03-02T15:00:00Z";

/** Conversations, of which some have a lead, and the payable leads and money of a place. */
static void place(const char *where, int conversations, int qualified, int leads, int64_t net)
{
    char measures[128];
    snprintf(measures, sizeof measures, "conversations=%d;conversations_qualified=%d",
             conversations, qualified);
    source_fact(March, where, measures, NULL);
    if (leads == 0)
        return;
    snprintf(measures, sizeof measures, "leads_sold=%d;leads_payable_booked=%d", leads, leads);
    source_fact(March, where, measures, NULL);
    snprintf(measures, sizeof measures, "sales=%d;revenue_gross_minor=%lld", leads, (long long)net);
    source_fact(March, where, measures, NULL);
}

Test(market_performance, a_zip_has_its_conversations_leads_and_money)
{
    const rva_query query = source_query();
    place("borough=Brooklyn;zip=11215", 25, 18, 16, 320000);
    source_report("market_performance", &query);
    cr_assert_eq(source_rows("zips"), 1);
    const rva_place_row *zip = source_row("zips", 0);
    cr_expect_str_eq(zip->zip, "11215");
    cr_expect_str_eq(zip->borough, "Brooklyn");
    cr_expect_eq(zip->conversations, 25);
    cr_expect_eq(zip->qualified, 18);
    cr_expect_eq(zip->qualified_rate, 0.72);
    cr_expect_float_eq(zip->lower, 0.524, 0.0005);
    cr_expect_float_eq(zip->upper, 0.857, 0.0005);
    cr_expect_eq(zip->leads, 16);
    cr_expect_eq(zip->sales, 16);
    cr_expect_eq(zip->revenue_net_minor, 320000);
    cr_expect_eq(zip->revenue_share, 1);
    cr_expect_eq(zip->revenue_per_lead_minor, 20000);
    const rva_place_row *borough = source_row("boroughs", 0);
    cr_expect_null(borough->zip);
    cr_expect_str_eq(borough->borough, "Brooklyn");
    cr_expect_eq(borough->revenue_per_lead_minor, 20000);
}

Test(market_performance, places_come_by_revenue_then_conversations_then_name)
{
    static const char *const order[] = {"Manhattan", "Bronx", "Brooklyn", "Queens", "(unknown)"};
    const rva_query query = source_query();
    place("borough=Queens", 1, 0, 0, 0);
    place("borough=(unknown)", 90, 1, 9, 900000);
    place("borough=Brooklyn", 1, 0, 0, 0);
    place("borough=Bronx", 2, 0, 0, 0);
    place("borough=Manhattan", 1, 1, 1, 100);
    source_fact(March, "borough=Harlem", "cost_minor=5", NULL);
    source_report("market_performance", &query);
    cr_assert_eq(source_rows("boroughs"), 5);
    for (size_t i = 0; i < 5; i++)
        cr_expect_str_eq(((const rva_place_row *)source_row("boroughs", i))->borough, order[i]);
    cr_assert_eq(source_rows("zips"), 1);
    const rva_place_row *nowhere = source_row("zips", 0);
    cr_expect_str_eq(nowhere->zip, "(unknown)");
    cr_expect_str_eq(nowhere->borough, "(unknown)");
    cr_expect_eq(nowhere->conversations, 95);
}

Test(market_performance, the_borough_of_a_zip_is_that_of_the_zones)
{
    const rva_query query = source_query();
    rva_settings *settings = (rva_settings *)(uintptr_t)source_of_facts()->settings;
    rva_settings_set_zone(settings, "11215", "Slope", NULL);
    place("borough=Brooklyn;zip=11215", 3, 0, 0, 0);
    place("borough=Brooklyn;zip=90210", 2, 0, 0, 0);
    place("borough=Brooklyn;zip=10001", 1, 0, 0, 0);
    source_report("market_performance", &query);
    cr_expect_str_eq(((const rva_place_row *)source_row("zips", 0))->borough, "Slope");
    cr_expect_str_eq(((const rva_place_row *)source_row("zips", 1))->borough, "(unknown)");
    cr_expect_str_eq(((const rva_place_row *)source_row("zips", 2))->borough, "Manhattan");
}

Test(market_performance, under_a_condition_on_buyers_places_have_money_alone)
{
    static const rva_filter where = {"platform", "Solar", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    place("borough=Brooklyn;zip=11215", 3, 1, 0, 0);
    place("borough=Queens", 2, 0, 0, 0);
    source_fact(March, "borough=Brooklyn;zip=11215;platform=Solar",
                "sales=1;revenue_gross_minor=500", NULL);
    source_fact(March, "zip=11215", "market_observations=1", NULL);
    source_report("market_performance", &query);
    cr_assert_eq(source_rows("boroughs"), 1);
    const rva_place_row *brooklyn = source_row("boroughs", 0);
    cr_expect_eq(brooklyn->conversations, RVA_ABSENT);
    cr_expect_eq(brooklyn->qualified, RVA_ABSENT);
    cr_expect(isnan(brooklyn->qualified_rate));
    cr_expect_eq(brooklyn->leads, 0);
    cr_expect_eq(brooklyn->revenue_net_minor, 500);
    cr_expect(isnan(brooklyn->revenue_per_lead_minor));
    cr_expect_eq(source_rows("competition"), 0);
}

Test(market_performance, our_price_stands_beside_that_of_the_market)
{
    const rva_query query = source_query();
    source_fact(March, "borough=Brooklyn;zip=11215",
                "market_observations=1;market_price_count=1;market_price_minor=19000;"
                "market_competitors_count=1;market_competitors=4;market_demand_count=1;"
                "market_demand_micro=700000",
                NULL);
    source_fact(March, "borough=Brooklyn;zip=11217",
                "market_observations=1;market_price_count=1;market_price_minor=20000;"
                "market_competitors_count=1;market_competitors=7",
                NULL);
    source_fact(March, "borough=Brooklyn", "market_observations=1", NULL);
    source_fact(March, "borough=Queens", "market_observations=1;market_price_count=1", NULL);
    source_fact(March, "zip=99999", "market_observations=1", NULL);
    source_fact("2026-02-28T15:00:00Z", "borough=Bronx", "market_observations=1", NULL);
    source_fact(March, "borough=Brooklyn;zip=11215", "sales=65;revenue_gross_minor=1313000", NULL);
    source_fact(March, "borough=Brooklyn;zip=11215", "returns_booked=1;returns_booked_minor=-20200",
                NULL);
    source_fact(March, "borough=Queens", "sales=1;revenue_gross_minor=100", NULL);
    source_report("market_performance", &query);

    static const char *const order[][2] = {{"borough", "Brooklyn"},
                                           {"borough", "Queens"},
                                           {"zip", "11215"},
                                           {"zip", "11217"},
                                           {"zip", "99999"}};
    cr_assert_eq(source_rows("competition"), 5);
    for (size_t i = 0; i < 5; i++) {
        const rva_competition_row *row = source_row("competition", i);
        cr_expect_str_eq(row->kind, order[i][0]);
        cr_expect_str_eq(row->area, order[i][1]);
    }
    const rva_competition_row *brooklyn = source_row("competition", 0);
    cr_expect_eq(brooklyn->observations, 3);
    cr_expect_eq(brooklyn->competitors, 5.5);
    cr_expect_eq(brooklyn->market_price_minor, 19500);
    cr_expect_eq(brooklyn->demand, 0.7);
    cr_expect_eq(brooklyn->our_price_minor, 20200);
    cr_expect_eq(brooklyn->sales, 65);
    cr_expect_float_eq(brooklyn->price_index, 1.0359, 5e-5);
    const rva_competition_row *queens = source_row("competition", 1);
    cr_expect(isnan(queens->competitors));
    cr_expect_eq(queens->market_price_minor, 0);
    cr_expect(isnan(queens->price_index));
    const rva_competition_row *unsold = source_row("competition", 3);
    cr_expect_eq(unsold->sales, 0);
    cr_expect(isnan(unsold->our_price_minor));
    cr_expect(isnan(unsold->price_index));
}

Test(market_performance, competition_is_of_a_place_when_asked_so)
{
    static const rva_filter where = {"borough", "Brooklyn", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    source_fact(March, "borough=Brooklyn;zip=11215", "market_observations=1", NULL);
    source_fact(March, "borough=Queens;zip=11101", "market_observations=1", NULL);
    source_report("market_performance", &query);
    cr_assert_eq(source_rows("competition"), 2);
    cr_expect_str_eq(((const rva_competition_row *)source_row("competition", 1))->area, "11215");
}

/** Sales of an instant. */
static void sold(const char *at, const char *where, int64_t net)
{
    char measures[64];
    snprintf(measures, sizeof measures, "sales=1;revenue_gross_minor=%lld", (long long)net);
    source_fact(at, where, measures, NULL);
    source_fact(at, where, "leads_sold=1;leads_payable_booked=1", NULL);
}

Test(market_performance, each_month_that_the_period_touches_is_a_row)
{
    rva_query query = source_query();
    query.from_at = source_at("2025-11-30T05:00:00Z");
    query.to_at = source_at("2026-03-20T04:00:00Z");
    query.now_at = source_at("2026-03-10T15:00:00Z");
    sold("2025-11-30T04:59:59Z", "zip=11215", 900); /* the day before the period */
    sold("2025-11-30T05:00:00Z", "zip=11215", 100);
    sold("2026-01-15T15:00:00Z", "zip=11215", 400);
    sold("2026-02-01T05:00:00Z", "zip=11215", 600);
    sold("2026-03-15T15:00:00Z", "zip=11215", 700);
    source_fact("2026-02-02T15:00:00Z", "zip=11215", "conversations=4;conversations_qualified=1",
                NULL);
    source_report("market_performance", &query);
    static const char *const months[] = {"2025-11", "2025-12", "2026-01", "2026-02", "2026-03"};
    cr_assert_eq(source_rows("months"), 5);
    for (size_t i = 0; i < 5; i++) {
        const rva_month_row *row = source_row("months", i);
        cr_expect_str_eq(row->month, months[i]);
        cr_expect_eq(row->partial, i == 0 || i == 4);
        cr_expect(isnan(row->factor));
        cr_expect(isnan(row->adjusted_minor));
        cr_expect_eq(isnan(row->change), i != 3);
    }
    const rva_month_row *first = source_row("months", 0);
    cr_expect_eq(first->revenue_net_minor, 100);
    cr_expect_eq(first->month_at, source_at("2025-11-01T04:00:00Z"));
    const rva_month_row *february = source_row("months", 3);
    cr_expect_eq(february->change, 0.5);
    cr_expect_eq(february->conversations, 4);
    cr_expect_eq(february->qualified, 1);
    cr_expect_eq(february->qualified_rate, 0.25);
    cr_expect_eq(february->leads, 1);
    cr_expect_eq(february->sales, 1);
    cr_expect_eq(february->revenue_per_lead_minor, 600);
}

Test(market_performance, months_know_their_season_by_the_settings)
{
    static const char *const seasons[] = {"spring", "summer", "fall", "winter"};
    static const double factors[] = {1.2, 1.4, 0.9, 0.7};
    static const rva_filter where = {"borough", "Brooklyn", 0};
    rva_settings *settings = (rva_settings *)(uintptr_t)source_of_facts()->settings;
    rva_query query = source_query();
    query.from_at = source_at("2026-02-01T05:00:00Z");
    query.where = &where;
    query.where_count = 1;
    query.mode = RVA_MODE_RESTATED;
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(rva_settings_set_season_factor(settings, seasons[i], factors[i], NULL),
                     RVA_OK);
    sold("2026-02-03T15:00:00Z", "borough=Brooklyn", 600);
    const rva_report *report = source_report("market_performance", &query);
    const rva_month_row *february = source_row("months", 0);
    cr_expect_float_eq(february->factor, 2 / 3.0, 1e-12);
    cr_expect_float_eq(february->adjusted_minor, 900, 1e-9);
    cr_assert_eq(source_rows("seasons"), 4);
    for (size_t i = 0; i < 4; i++) {
        const rva_season_row *row = source_row("seasons", i);
        cr_expect_str_eq(row->season, seasons[i]);
        cr_expect_eq(row->factor, factors[i]);
        cr_expect_float_eq(row->factor_normalised, factors[i] / 1.05, 1e-12);
        cr_expect_str_eq(row->source, "prior");
    }
    cr_expect_str_eq(rva_table_mode(rva_report_table(report, "seasons")), "booked");
    cr_expect_str_eq(rva_table_mode(rva_report_table(report, "months")), "restated");
}

Test(market_performance, nothing_is_known_of_the_seasons_of_a_new_store)
{
    const rva_query query = source_query();
    source_report("market_performance", &query);
    cr_expect_eq(source_rows("boroughs"), 0);
    cr_expect_eq(source_rows("months"), 1);
    cr_assert_eq(source_rows("seasons"), 4);
    const rva_season_row *winter = source_row("seasons", 3);
    cr_expect_str_eq(winter->season, "winter");
    cr_expect(isnan(winter->factor));
    cr_expect(isnan(winter->factor_normalised));
    cr_expect_null(winter->source);
}

Test(market_performance, a_condition_on_stages_leaves_months_without_figures)
{
    static const rva_filter where = {"stage", "welcome", 0};
    rva_query query = source_query();
    query.where = &where;
    query.where_count = 1;
    sold(March, "borough=Brooklyn", 600);
    source_report("market_performance", &query);
    const rva_month_row *row = source_row("months", 0);
    cr_expect_eq(row->revenue_net_minor, RVA_ABSENT);
    cr_expect_eq(row->conversations, RVA_ABSENT);
    cr_expect(isnan(row->change));
    cr_expect(isnan(row->adjusted_minor));
}
