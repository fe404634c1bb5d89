/**
 * @file reports/test_platform_performance.c
 * Buyers of three days, worked out by hand.
 */
#include "source.h"

#include <math.h>

static void begin(void)
{
    const rva_query query = source_query();
    source_begin();
    source_three_days();
    source_report("platform_performance", &query);
}

TestSuite(platform_performance, .init = begin, .fini = source_end);

Test(platform_performance, platforms_by_their_net_revenue)
{
    const rva_platform_row *solar = source_row("platforms", 0);
    cr_expect_str_eq(solar->platform, "Solar");
    cr_expect_null(solar->tier);
    cr_expect_eq(solar->offers, 2);
    cr_expect_eq(solar->pending, 1);
    cr_expect_eq(solar->delivery_rate, 0.5);
    cr_expect_eq(solar->acceptance_rate, 1);
    cr_expect_eq(solar->value_per_sale_minor, 27500);
    cr_expect_eq(solar->response_hours_mean, 1);
    cr_expect_eq(solar->rating_mean, 9);
    cr_expect_eq(solar->revenue_share, 1);
}

Test(platform_performance, a_returned_offer_was_accepted)
{
    const rva_platform_row *modern = source_row("platforms", 1);
    cr_expect_str_eq(modern->platform, "Modern");
    cr_expect_eq(modern->accepted, 1);
    cr_expect_eq(modern->returned, 1);
    cr_expect_eq(modern->acceptance_rate, 0.5);
    cr_expect_eq(modern->return_rate, 1);
    cr_expect_eq(modern->revenue_net_minor, 0);
    cr_expect_eq(modern->value_per_sale_minor, 0);
    cr_expect(isnan(modern->rating_mean));
}

Test(platform_performance, tiers_of_a_platform_sum_to_it)
{
    int64_t offers = 0;
    cr_assert_eq(source_rows("tiers"), 4);
    for (size_t i = 0; i < 4; i++)
        offers += ((const rva_platform_row *)source_row("tiers", i))->offers;
    cr_expect_eq(offers, 4);
    const rva_platform_row *first = source_row("tiers", 0);
    cr_expect_str_eq(first->platform, "Solar");
    cr_expect_str_eq(first->tier, "premium");
}

Test(platform_performance, each_day_is_a_row)
{
    cr_assert_eq(source_rows("days"), 3);
    const rva_platform_row *last = source_row("days", 2);
    cr_expect_str_eq(last->day, "2026-03-03");
    cr_expect_eq(last->offers, 0);
    cr_expect(isnan(last->acceptance_rate));
    cr_expect_eq(((const rva_platform_row *)source_row("days", 0))->revenue_net_minor, 27500);
}
