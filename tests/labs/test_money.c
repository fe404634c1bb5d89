/**
 * @file labs/test_money.c
 * Sums at the limits of 64 bits: refused by name, never wrong.
 *
 * Amounts of the largest size are recorded until sums are full: sales, returns, adjustments,
 * corrections.  An oracle adds them up in 128 bits, by day and dimension.  Every report over
 * every run of days must then say what the oracle says, or RVA_LIMIT where a sum does not
 * fit, and only there.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "given.h"

__extension__ typedef __int128 wide;

#define LARGEST RVA_AMOUNT_MINOR_MAX
#define SUM_MAX (INT64_C(1) << 61)

enum { DAYS = 6, NAMES = 3, EACH_DAY = 2300, DATE_BYTES = 24, CHUNK = 500 };

/** What the oracle adds up for one day and one combination of names. */
typedef struct sums {
    wide gross;
    wide adjustments;
    wide booked;
    wide restated;
} sums;

static const char *const platforms[NAMES] = {"Modernize", "SolarReviews", "EnergySage"};
static const char *const tiers[NAMES] = {"premium", "standard", "basic"};
static const char *const boroughs[NAMES] = {"Brooklyn", "Queens", "Bronx"};

static rva_store *store;
static sums oracle[DAYS][NAMES][NAMES][NAMES];

static void begin(void)
{
    /* Months of targets are sums of their own, whatever the period. */
    store = given_store_without_targets(given_place("store"));
}

static void end(void)
{
    rva_store_close(store);
    given_end();
}

TestSuite(money, .init = begin, .fini = end, .timeout = 600);

/** Money of number `number`, which decides its names. */
static rva_event money(const char *id, int64_t kind, int day, int number, int64_t amount_minor)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_TRANSACTION, GIVEN_AT + day * GIVEN_DAY);
    event.id = id;
    event.kind = kind;
    event.amount_minor = amount_minor;
    event.platform = platforms[number % NAMES];
    event.tier = tiers[number / NAMES % NAMES];
    event.borough = boroughs[number / NAMES / NAMES % NAMES];
    return event;
}

static void expect_recorded(rva_event event, rva_status expected)
{
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = rva_record(store, &event, NULL, &err);
    cr_expect_eq(status, expected, "%s: %s: %s", event.id, rva_status_name(status), err.message);
    cr_expect(status == RVA_OK || err.message[0] != '\0');
}

/** Records sales of the largest amount on a day, ids from `letter`. */
static void record_sales(char letter, int day, int count)
{
    static char ids[CHUNK][GIVEN_ID_BYTES];
    static rva_event events[CHUNK];
    for (int done = 0; done < count;) {
        const int part = count - done < CHUNK ? count - done : CHUNK;
        rva_record_summary summary = {0};
        for (int i = 0; i < part; i++) {
            snprintf(ids[i], sizeof ids[i], "%c-%d-%d", letter, day, done + i);
            events[i] = money(ids[i], RVA_KIND_SALE, day, done + i, LARGEST);
        }
        cr_assert_eq(rva_record_many(store, events, (size_t)part, &summary, NULL, NULL), RVA_OK);
        cr_assert_eq(summary.accepted, part);
        done += part;
    }
}

static void expect_gross(int64_t expected)
{
    cr_expect_eq(given_gross(store), expected, "%lld", (long long)given_gross(store));
}

/** A day at its limit; `least` is the smallest amount still refused. */
Test(money, a_sum_is_filled_to_its_limit_and_no_further)
{
    const int fits = (int)(SUM_MAX / LARGEST);
    const int64_t rest = SUM_MAX - fits * LARGEST;
    record_sales('s', 0, fits);
    expect_recorded(money("more", RVA_KIND_SALE, 0, 0, LARGEST), RVA_LIMIT);
    expect_recorded(money("rest", RVA_KIND_SALE, 0, 0, rest), RVA_OK);
    expect_recorded(money("one", RVA_KIND_SALE, 0, 0, 1), RVA_LIMIT);
    expect_gross(SUM_MAX);
    rva_event correction = money("rest", RVA_KIND_SALE, 0, 0, rest + 1);
    correction.correct = 1;
    expect_recorded(correction, RVA_LIMIT);
    expect_gross(SUM_MAX);
    correction.amount_minor = rest - 1;
    expect_recorded(correction, RVA_OK);
    expect_gross(SUM_MAX - 1);
    expect_recorded(money("one", RVA_KIND_SALE, 0, 0, 1), RVA_OK);
    rva_event back = money("back", RVA_KIND_RETURN, 0, 0, -LARGEST);
    back.of = "s-0-0";
    expect_recorded(back, RVA_OK);
    expect_recorded(money("still", RVA_KIND_SALE, 0, 0, 1), RVA_LIMIT);
    expect_recorded(money("tomorrow", RVA_KIND_SALE, 1, 0, LARGEST), RVA_OK);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    expect_gross(SUM_MAX + LARGEST);
}

Test(money, a_batch_keeps_what_fits)
{
    enum { TOO_MANY = 2310 };
    static char ids[TOO_MANY][GIVEN_ID_BYTES];
    static rva_event events[TOO_MANY];
    rva_record_summary summary = {0};
    rva_rejections *rejections = NULL;
    for (int i = 0; i < TOO_MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "a-%d", i);
        events[i] = money(ids[i], RVA_KIND_ADJUSTMENT, 0, i, -LARGEST);
    }
    cr_assert_eq(rva_record_many(store, events, TOO_MANY, &summary, &rejections, NULL), RVA_OK);
    cr_expect_eq(summary.accepted, SUM_MAX / LARGEST);
    cr_expect_eq(summary.refused, TOO_MANY - SUM_MAX / LARGEST);
    for (size_t i = 0; i < rva_rejections_count(rejections); i++)
        cr_expect_eq(rva_rejections_at(rejections, i)->error.status, RVA_LIMIT);
    rva_rejections_free(rejections);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

/** Many swings between the limits: what was accepted can be recomputed. */
Test(money, sums_that_swing_can_be_rebuilt)
{
    char id[GIVEN_ID_BYTES];
    wide sum = 0;
    for (int swing = 0; swing < 4; swing++)
        for (int i = 0; i < EACH_DAY; i++) {
            const int64_t amount = swing % 2 ? -LARGEST : LARGEST;
            snprintf(id, sizeof id, "w-%d-%d", swing, i);
            const rva_event event = money(id, RVA_KIND_ADJUSTMENT, 0, 0, amount);
            cr_assert_eq(rva_record(store, &event, NULL, NULL), RVA_OK);
            sum += amount;
        }
    cr_assert_eq(sum, 0);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

static int64_t day_start(int day)
{
    char date[DATE_BYTES];
    int64_t at = 0;
    snprintf(date, sizeof date, "2026-03-%02d", day + 1);
    cr_assert_eq(rva_store_local_instant(store, date, &at, NULL), RVA_OK);
    return at;
}

/** Records number `number` and tells the oracle. */
static void record(const char *id, int64_t kind, int day, int number, int64_t amount, int sold_on)
{
    char of[GIVEN_ID_BYTES];
    rva_event event = money(id, kind, day, number, amount);
    sums *to = &oracle[day][number % NAMES][number / NAMES % NAMES][number / NAMES / NAMES % NAMES];
    sums *sold =
        &oracle[sold_on][number % NAMES][number / NAMES % NAMES][number / NAMES / NAMES % NAMES];
    if (kind == RVA_KIND_SALE)
        to->gross += amount;
    if (kind == RVA_KIND_ADJUSTMENT)
        to->adjustments += amount;
    if (kind == RVA_KIND_RETURN) {
        snprintf(of, sizeof of, "s-%d-%d", sold_on, number);
        event.of = of;
        to->booked += amount;
        sold->restated += amount;
    }
    expect_recorded(event, RVA_OK);
}

/** Days that are nearly full each: sales, some returned later, adjustments, corrections. */
static void fill_days(void)
{
    char id[GIVEN_ID_BYTES];
    memset(oracle, 0, sizeof oracle);
    for (int day = 0; day < DAYS; day++) {
        record_sales('s', day, EACH_DAY);
        for (int i = 0; i < EACH_DAY; i++)
            oracle[day][i % NAMES][i / NAMES % NAMES][i / NAMES / NAMES % NAMES].gross += LARGEST;
        for (int i = 0; i < 100 * day; i++) {
            snprintf(id, sizeof id, "r-%d-%d", day, i);
            record(id, RVA_KIND_RETURN, day, i, -LARGEST, day / 2);
            if (i % 2 == 0 && day / 2 == day - 1)
                continue;
            snprintf(id, sizeof id, "a-%d-%d", day, i);
            record(id, RVA_KIND_ADJUSTMENT, day, i, LARGEST - i, day);
        }
        rva_event correction = money("", RVA_KIND_SALE, day, EACH_DAY - 1, LARGEST - 7);
        snprintf(id, sizeof id, "s-%d-%d", day, EACH_DAY - 1);
        correction.id = id;
        correction.correct = 1;
        expect_recorded(correction, RVA_OK);
        const int n = EACH_DAY - 1;
        oracle[day][n % NAMES][n / NAMES % NAMES][n / NAMES / NAMES % NAMES].gross -= 7;
    }
}

/** Sums over days and names; -1 stands for all of a dimension. */
static sums sum_of(int from, int to, int platform, int tier, int borough)
{
    sums all = {0};
    for (int day = from < 0 ? 0 : from; day < to; day++)
        for (int p = 0; p < NAMES; p++)
            for (int t = 0; t < NAMES; t++)
                for (int b = 0; b < NAMES; b++) {
                    if ((platform >= 0 && p != platform) || (tier >= 0 && t != tier) ||
                        (borough >= 0 && b != borough))
                        continue;
                    all.gross += oracle[day][p][t][b].gross;
                    all.adjustments += oracle[day][p][t][b].adjustments;
                    all.booked += oracle[day][p][t][b].booked;
                    all.restated += oracle[day][p][t][b].restated;
                }
    return all;
}

static bool fits(wide value)
{
    return value >= INT64_MIN && value <= INT64_MAX;
}

static wide net_of(const sums *of, int64_t mode)
{
    return of->gross + of->adjustments + (mode == RVA_MODE_BOOKED ? of->booked : of->restated);
}

static bool all_fit(const sums *of)
{
    return fits(of->gross) && fits(of->gross + of->adjustments) &&
           fits(net_of(of, RVA_MODE_BOOKED)) && fits(net_of(of, RVA_MODE_RESTATED)) &&
           fits(of->adjustments);
}

static rva_query ask(int from, int to, int64_t mode)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = day_start(from);
    query.to_at = day_start(to);
    query.now_at = GIVEN_AT + 90 * GIVEN_DAY;
    query.mode = mode;
    query.compare = RVA_COMPARE_FULL;
    return query;
}

static int64_t figure(const rva_report *report, const char *table, size_t row, const char *column)
{
    const rva_table *of = rva_report_table(report, table);
    const int64_t number = rva_table_column_find(of, column);
    return number < 0 ? RVA_ABSENT : rva_table_value(of, row, (size_t)number).integer;
}

/** Asks; NULL when a sum does not fit, which must be so by the oracle. */
static rva_report *ask_report(const char *name, const rva_query *query, bool fitting)
{
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = rva_report_run(store, name, query, &report, &err);
    cr_expect_eq(status, fitting ? RVA_OK : RVA_LIMIT, "%s: %s: %s", name, rva_status_name(status),
                 err.message);
    return report;
}

/** Rows of `table` whose net revenue, summed in 128 bits, is not what it should be: 0 or 1. */
static int is_other(const rva_report *report, const char *table, const char *column, wide expected)
{
    wide sum = 0;
    const size_t rows = rva_table_row_count(rva_report_table(report, table));
    for (size_t i = 0; i < rows; i++)
        sum += figure(report, table, i, column);
    return sum != expected;
}

/** Shares of a table: each 0 to 1, together 1. */
static void expect_shares(const rva_report *report, const char *name)
{
    const rva_table *table = rva_report_table(report, name);
    const int64_t column = rva_table_column_find(table, "revenue_share");
    double sum = 0;
    for (size_t i = 0; i < rva_table_row_count(table); i++) {
        const double share = rva_table_value(table, i, (size_t)column).real;
        cr_expect(share >= 0 && share <= 1, "%s: %f", name, share);
        sum += share;
    }
    cr_expect_float_eq(sum, 1, 1e-9, "%s: %f", name, sum);
}

static void check_summary(int from, int to, int64_t mode)
{
    const rva_query query = ask(from, to, mode);
    const sums now = sum_of(from, to, -1, -1, -1);
    const sums before = sum_of(2 * from - to, from, -1, -1, -1);
    rva_report *report = ask_report("executive_summary", &query, all_fit(&now) && all_fit(&before));
    if (report == NULL)
        return;
    const rva_table *kpis = rva_report_table(report, "kpis");
    for (size_t i = 0; i < rva_table_row_count(kpis); i++) {
        const rva_kpi_row *row = rva_table_row_at(kpis, i);
        if (strcmp(row->kpi, "revenue_gross") == 0)
            cr_expect_eq(row->numerator, now.gross);
        if (strcmp(row->kpi, "revenue_net") == 0 || strncmp(row->kpi, "run_rate", 8) == 0)
            cr_expect_eq(row->numerator, net_of(&now, mode));
        if (strcmp(row->kpi, "run_rate_daily") == 0)
            cr_expect_float_eq(row->value, (double)net_of(&now, mode) / (to - from), 1e6);
        if (strcmp(row->kpi, "revenue_mature") == 0)
            cr_expect_eq(row->numerator, net_of(&now, RVA_MODE_RESTATED));
    }
    cr_expect_eq(is_other(report, "tiers", "revenue_net_minor", net_of(&now, mode)), 0);
    cr_expect_eq(is_other(report, "platforms", "revenue_net_minor", net_of(&now, mode)), 0);
    cr_expect_eq(is_other(report, "boroughs", "revenue_net_minor", net_of(&now, mode)), 0);
    cr_expect_eq(is_other(report, "days", "revenue_net_minor", net_of(&now, mode)), 0);
    expect_shares(report, "platforms");
    expect_shares(report, "tiers");
    rva_report_free(report);
}

static void check_trends(int from, int to, int64_t mode)
{
    rva_query query = ask(from, to, mode);
    const sums now = sum_of(from, to, -1, -1, -1);
    const sums before = sum_of(2 * from - to, from, -1, -1, -1);
    for (query.by = RVA_GRAIN_HOUR; query.by <= RVA_GRAIN_MONTH; query.by++) {
        rva_report *report =
            ask_report("revenue_trends", &query, all_fit(&now) && all_fit(&before));
        if (report == NULL)
            continue;
        cr_expect_eq(is_other(report, "series", "revenue_gross_minor", now.gross), 0);
        cr_expect_eq(is_other(report, "series", "revenue_net_minor", net_of(&now, mode)), 0);
        cr_expect_eq(figure(report, "growth", 1, "value"), net_of(&now, mode));
        cr_expect_eq(figure(report, "growth", 1, "previous"), net_of(&before, mode));
        rva_report_free(report);
    }
}

static void check_platforms(int from, int to, int64_t mode)
{
    const rva_query query = ask(from, to, mode);
    bool fitting = true;
    for (int p = 0; p < NAMES; p++) {
        const sums of = sum_of(from, to, p, -1, -1);
        fitting = fitting && all_fit(&of);
    }
    rva_report *report = ask_report("platform_performance", &query, fitting);
    if (report == NULL)
        return;
    const sums now = sum_of(from, to, -1, -1, -1);
    cr_expect_eq(is_other(report, "platforms", "revenue_net_minor", net_of(&now, mode)), 0);
    cr_expect_eq(is_other(report, "tiers", "revenue_net_minor", net_of(&now, mode)), 0);
    cr_expect_eq(is_other(report, "days", "revenue_net_minor", net_of(&now, mode)), 0);
    expect_shares(report, "platforms");
    expect_shares(report, "tiers");
    expect_shares(report, "days");
    rva_report_free(report);
}

/** One measure by every set of dimensions, against the oracle's sum over all rows. */
static void check_cube(int from, int to)
{
    static const char *const dimensions[] = {NULL,      "platform",        "tier",
                                             "borough", "platform,tier",   "platform,tier,borough",
                                             "path",    "source,campaign", "zip"};
    rva_query query = ask(from, to, RVA_MODE_BOOKED);
    const sums now = sum_of(from, to, -1, -1, -1);
    query.by = RVA_GRAIN_DAY; /* a day fits by itself, whatever the period */
    query.measures = "revenue_gross_minor,adjustments_minor,returns_booked_minor,"
                     "returns_restated_minor";
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        query.dimensions = dimensions[i];
        rva_report *report = ask_report("cube", &query, true);
        cr_expect_eq(is_other(report, "cells", "revenue_gross_minor", now.gross), 0);
        cr_expect_eq(is_other(report, "cells", "adjustments_minor", now.adjustments), 0);
        cr_expect_eq(is_other(report, "cells", "returns_booked_minor", now.booked), 0);
        cr_expect_eq(is_other(report, "cells", "returns_restated_minor", now.restated), 0);
        rva_report_free(report);
    }
}

Test(money, every_report_over_every_run_of_days_is_exact_or_refused)
{
    int refused = 0;
    fill_days();
    for (int from = 0; from < DAYS; from++)
        for (int to = from + 1; to <= DAYS; to++) {
            for (int64_t mode = RVA_MODE_BOOKED; mode <= RVA_MODE_RESTATED; mode++) {
                check_summary(from, to, mode);
                check_trends(from, to, mode);
                check_platforms(from, to, mode);
            }
            check_cube(from, to);
            const sums of = sum_of(from, to, -1, -1, -1);
            refused += !all_fit(&of);
        }
    cr_expect_gt(refused, 0, "no sum left 64 bits");
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

/** The control: a sum that is wrong by one minor unit, or that wrapped, is seen. */
Test(money, a_wrong_sum_is_seen)
{
    fill_days();
    const rva_query query = ask(0, 2, RVA_MODE_BOOKED);
    const sums now = sum_of(0, 2, -1, -1, -1);
    rva_report *report = ask_report("executive_summary", &query, true);
    const wide net = net_of(&now, RVA_MODE_BOOKED);
    cr_expect_eq(is_other(report, "days", "revenue_net_minor", net), 0);
    cr_expect_eq(is_other(report, "days", "revenue_net_minor", net + 1), 1);
    cr_expect_eq(is_other(report, "days", "revenue_net_minor", net - ((wide)1 << 64)), 1);
    rva_report_free(report);
}
