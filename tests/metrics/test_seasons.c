/**
 * @file metrics/test_seasons.c
 * Seasonal factors, worked out by hand.
 */
#include "../reports/source.h"

#include <math.h>
#include <stdio.h>

#include "metrics/seasons.h"

enum { SPRING, SUMMER, FALL, WINTER };

TestSuite(seasons, .init = source_begin, .fini = source_end);

/** So much a local day, on the first day of a month. */
static void month(int year, int number, int64_t daily, int days)
{
    char at[32];
    char measures[64];
    snprintf(at, sizeof at, "%04d-%02d-01T15:00:00Z", year, number);
    snprintf(measures, sizeof measures, "sales=1;revenue_gross_minor=%lld",
             (long long)(daily * days));
    source_fact(at, "borough=Brooklyn", measures, NULL);
}

/** A year, of which the summer is another. */
static void year(int number, int64_t daily, int64_t summer)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int m = 0; m < RVA__MONTHS; m++)
        month(number, m + 1, m >= 5 && m <= 7 ? summer : daily,
              days[m] + (m == 1 && number % 4 == 0));
}

static rva__seasons read(const char *now)
{
    static const rva_filter where = {"borough", "Queens", 0};
    rva__question question;
    rva__seasons seasons;
    rva_error err = RVA_ERROR_INIT;
    rva_query query = source_query();
    query.now_at = source_at(now);
    query.where = &where; /* which changes nothing */
    query.where_count = 1;
    query.mode = RVA_MODE_RESTATED;
    cr_assert_eq(rva__question_read(source_of_facts(), &query, &question, &err), RVA_OK);
    cr_assert_eq(rva__seasons_read(&question, &seasons, &err), RVA_OK, "%s", err.message);
    return seasons;
}

static void prior(double spring, double summer, double fall, double winter)
{
    rva_settings *settings = (rva_settings *)(uintptr_t)source_of_facts()->settings;
    rva_settings_set_season_factor(settings, "spring", spring, NULL);
    rva_settings_set_season_factor(settings, "summer", summer, NULL);
    rva_settings_set_season_factor(settings, "fall", fall, NULL);
    rva_settings_set_season_factor(settings, "winter", winter, NULL);
}

Test(seasons, twelve_months_are_measured)
{
    year(2025, 100, 160);
    month(2026, 1, 999999, 31); /* the month of now does not count */
    prior(1, 2, 3, 4);
    const rva__seasons seasons = read("2026-01-31T23:00:00-05:00");
    cr_assert_str_eq(seasons.source, "measured");
    cr_expect_float_eq(seasons.factors[SUMMER], 160.0 / 115, 1e-12);
    cr_expect_float_eq(seasons.factors[SPRING], 100.0 / 115, 1e-12);
    cr_expect_float_eq(seasons.factors[FALL], 100.0 / 115, 1e-12);
    cr_expect_float_eq(seasons.factors[WINTER], 100.0 / 115, 1e-12);
    cr_expect_float_eq(seasons.months[5], 160.0 / 115, 1e-12);
    cr_expect_float_eq(seasons.months[8], 100.0 / 115, 1e-12);
    cr_expect_float_eq(seasons.normalised[SUMMER], 160.0 / 115, 1e-12);
}

Test(seasons, eleven_are_not)
{
    year(2025, 100, 160);
    const rva__seasons seasons = read("2025-12-31T23:59:59-05:00");
    cr_expect_null(seasons.source);
    cr_expect(isnan(seasons.factors[SUMMER]));
    cr_expect(isnan(seasons.normalised[SUMMER]));
    cr_expect(isnan(seasons.months[5]));
}

Test(seasons, a_month_that_began_without_a_transaction_is_not_whole)
{
    source_fact("2025-01-02T15:00:00Z", "borough=Brooklyn", "adjustments_minor=-1", NULL);
    for (int m = 2; m <= 12; m++)
        month(2025, m, 100, 30);
    cr_expect_null(read("2026-01-10T15:00:00Z").source);
    cr_expect_str_eq(read("2026-02-10T15:00:00Z").source, "measured");
}

Test(seasons, what_costs_and_conversations_say_begins_nothing)
{
    source_fact("2024-01-01T15:00:00Z", "borough=Brooklyn", "conversations=1", NULL);
    source_fact("2024-01-01T15:00:00Z", "borough=Brooklyn", "cost_minor=500", NULL);
    month(2025, 6, 100, 30);
    cr_expect_null(read("2026-03-10T15:00:00Z").source);
}

Test(seasons, until_two_years_the_last_twelve_months_count)
{
    month(2024, 10, 7000, 31);
    year(2025, 100, 160);
    cr_expect_float_eq(read("2026-01-10T15:00:00Z").factors[SUMMER], 160.0 / 115, 1e-12);
}

Test(seasons, of_two_years_each_month_stands_against_the_year_around_it)
{
    year(2024, 100, 160);
    year(2025, 200, 320);
    const rva__seasons seasons = read("2026-01-10T15:00:00Z");
    double ratios[RVA__MONTHS];
    double mean = 0;
    for (int m = 0; m < RVA__MONTHS; m++) {
        /* Of the month m of 2024 (from July on) or of 2025 (before). */
        const int middle = m >= 6 ? m : m + 12;
        double year_around = 0;
        for (int i = middle - 6; i <= middle + 6; i++) {
            const double daily = (i % 12 >= 5 && i % 12 <= 7 ? 160 : 100) * (i < 12 ? 1 : 2);
            year_around += daily * (i == middle - 6 || i == middle + 6 ? 0.5 : 1) / 12;
        }
        ratios[m] = (m >= 5 && m <= 7 ? 160 : 100) * (middle < 12 ? 1 : 2) / year_around;
        mean += ratios[m] / 12;
    }
    cr_assert_str_eq(seasons.source, "measured");
    for (int m = 0; m < RVA__MONTHS; m++)
        cr_expect_float_eq(seasons.months[m], ratios[m] / mean, 1e-12, "%d", m);
    cr_expect_float_eq(seasons.factors[WINTER], (ratios[11] + ratios[0] + ratios[1]) / mean / 3,
                       1e-12);
    const double sum = seasons.factors[SPRING] + seasons.factors[SUMMER] + seasons.factors[FALL] +
                       seasons.factors[WINTER];
    cr_expect_float_eq(sum, 4, 1e-12);
}

Test(seasons, returns_count_when_they_are_booked)
{
    year(2025, 100, 160);
    source_fact("2025-06-01T15:00:00Z", "borough=Brooklyn", "returns_restated_minor=-4800", NULL);
    source_fact("2025-09-01T15:00:00Z", "borough=Brooklyn", "returns_booked_minor=-3000", NULL);
    const rva__seasons seasons = read("2026-01-10T15:00:00Z");
    cr_expect_eq(seasons.months[8], 0);
    cr_expect_float_eq(seasons.months[5], 160 * 12 / 1280.0, 1e-12);
}

Test(seasons, a_year_that_brought_nothing_measures_nothing)
{
    year(2025, 100, 160);
    month(2025, 12, -1380, 31);
    prior(1.2, 1.4, 0.9, 0.7);
    cr_expect_str_eq(read("2026-01-10T15:00:00Z").source, "prior");
}

Test(seasons, the_settings_say_what_is_not_measured)
{
    prior(1.2, 1.4, 0.9, 0.7);
    const rva__seasons seasons = read("2026-01-10T15:00:00Z");
    cr_assert_str_eq(seasons.source, "prior");
    cr_expect_eq(seasons.factors[SPRING], 1.2);
    cr_expect_eq(seasons.factors[WINTER], 0.7);
    cr_expect_float_eq(seasons.normalised[SPRING], 1.1429, 5e-5);
    cr_expect_float_eq(seasons.normalised[SUMMER], 1.3333, 5e-5);
    cr_expect_float_eq(seasons.normalised[FALL], 0.8571, 5e-5);
    cr_expect_float_eq(seasons.normalised[WINTER], 0.6667, 5e-5);
    cr_expect_eq(seasons.months[1], seasons.normalised[WINTER]);
    cr_expect_eq(seasons.months[2], seasons.normalised[SPRING]);
    cr_expect_eq(seasons.months[11], seasons.normalised[WINTER]);
}
