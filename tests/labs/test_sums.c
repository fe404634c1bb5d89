/**
 * @file labs/test_sums.c
 * Each kind of sum at its limit, and the figures that reports derive from sums.
 *
 * Costs, values of leads, values that buyers found, times: events of the largest amounts are
 * recorded until one is refused, which must be the first that does not fit.  Then revenue
 * near the limit of 64 bits goes through run rates, trailing revenue, growth and targets,
 * each of which must be what 128-bit arithmetic says, or RVA_LIMIT where that does not fit.
 * A figure that had wrapped is shown to be seen.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cube/totals.h"
#include "given.h"

__extension__ typedef __int128 wide;

#define LARGEST RVA_AMOUNT_MINOR_MAX

/** 9999-12-31T23:59:59.999Z, the last millisecond. */
#define LAST_AT INT64_C(7258118399999000)

enum { EVENTS_MAX = 4, DAYS = 6, EACH_DAY = 2300, CHUNK = 500, DATE_BYTES = 24 };

static rva_store *store;

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    const char *path = given_place("store");
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    store = given_open(path);
}

static void end(void)
{
    rva_store_close(store);
    given_end();
}

TestSuite(sums, .init = begin, .fini = end, .timeout = 600);

/** Ids of one item. */
typedef struct names {
    char conversation[GIVEN_ID_BYTES];
    char lead[GIVEN_ID_BYTES];
    char offer[GIVEN_ID_BYTES];
    char verdict[GIVEN_ID_BYTES];
} names;

/** Writes the events of an item, which add `each` to a sum; how many there are. */
typedef int item_fn(const names *of, rva_event out[EVENTS_MAX]);

static int cost(const names *of, rva_event out[EVENTS_MAX])
{
    rva_event_init(&out[0], RVA_EVENT_COST, GIVEN_AT);
    out[0].id = of->conversation;
    out[0].source = "google";
    out[0].amount_minor = LARGEST;
    return 1;
}

static int lead_of_value(const names *of, rva_event out[EVENTS_MAX])
{
    out[0] = given_conversation(of->conversation);
    out[1] = given_lead(of->lead, of->conversation);
    out[1].value_minor = LARGEST;
    return 2;
}

/** A lead, an offer of it and what its buyer said. */
static int offer(const names *of, rva_event out[EVENTS_MAX], int64_t expected, int64_t found)
{
    out[0] = given_conversation(of->conversation);
    out[1] = given_lead(of->lead, of->conversation);
    out[1].value_minor = expected;
    out[2] = given_offer(of->offer, of->lead, "EnergySage");
    rva_event_init(&out[3], RVA_EVENT_FEEDBACK, out[2].at + GIVEN_SECOND);
    out[3].id = of->verdict;
    out[3].offer = of->offer;
    out[3].verdict = RVA_VERDICT_ACCEPTED;
    out[3].value_minor = found;
    return 4;
}

static int offer_found_worthless(const names *of, rva_event out[EVENTS_MAX])
{
    const int count = offer(of, out, 0, 0);
    out[1].value_minor = RVA_ABSENT; /* whose values fill a sum of their own */
    out[2].price_minor = LARGEST;    /* kept, and summed nowhere */
    out[3].value_minor = RVA_ABSENT;
    out[3].at = LAST_AT;
    return count;
}

static int offer_of_value(const names *of, rva_event out[EVENTS_MAX])
{
    return offer(of, out, 0, LARGEST);
}

static int conversation_of_ages(const names *of, rva_event out[EVENTS_MAX])
{
    out[0] = given_conversation(of->conversation);
    rva_event_init(&out[1], RVA_EVENT_END, LAST_AT);
    out[1].conversation = of->conversation;
    out[1].outcome = RVA_END_COMPLETED;
    return 2;
}

static int stage_of_ages(const names *of, rva_event out[EVENTS_MAX])
{
    out[0] = given_conversation(of->conversation);
    out[1] = given_stage(of->conversation, "welcome", 0);
    rva_event_init(&out[2], RVA_EVENT_STAGE, LAST_AT);
    out[2].conversation = of->conversation;
    out[2].stage = "welcome";
    out[2].action = RVA_ACTION_COMPLETE;
    return 3;
}

/** The days around GIVEN_AT as one sum. */
static int64_t measure(const char *name)
{
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT - GIVEN_DAY;
    query.to_at = GIVEN_AT + 2 * GIVEN_DAY;
    query.now_at = LAST_AT;
    query.by = RVA_GRAIN_NONE;
    query.measures = name;
    given_check(rva_report_cube(store, &query, &report, &err), &err, name);
    const rva_table *cells = rva_report_table(report, "cells");
    const int64_t column = rva_table_column_find(cells, name);
    const int64_t value = rva_table_value(cells, 0, (size_t)column).integer;
    rva_report_free(report);
    return value;
}

/** Records items until one is refused; how many were taken whole. */
static int64_t fill(item_fn *write)
{
    for (int64_t number = 0;; number++) {
        names of;
        rva_event events[EVENTS_MAX];
        snprintf(of.conversation, sizeof of.conversation, "c-%lld", (long long)number);
        snprintf(of.lead, sizeof of.lead, "l-%lld", (long long)number);
        snprintf(of.offer, sizeof of.offer, "o-%lld", (long long)number);
        snprintf(of.verdict, sizeof of.verdict, "v-%lld", (long long)number);
        const int count = write(&of, events);
        for (int i = 0; i < count; i++) {
            rva_error err = RVA_ERROR_INIT;
            const rva_status status = rva_record(store, &events[i], NULL, &err);
            if (status == RVA_OK)
                continue;
            cr_expect_eq(status, RVA_LIMIT, "%s: %s", rva_status_name(status), err.message);
            cr_expect_eq(i, count - 1, "the last event is what adds to the sum");
            return number;
        }
    }
}

/** `each` goes into the sum as often as it fits, and no further. */
static void expect_filled(item_fn *write, const char *name, int64_t each)
{
    const int64_t fits = rva__sum_max / each;
    cr_expect_eq(fill(write), fits, "%s", name);
    cr_expect_eq(measure(name), fits * each, "%s: %lld", name, (long long)measure(name));
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    cr_expect_eq(measure(name), fits * each);
}

Test(sums, of_costs_are_filled_and_no_further)
{
    expect_filled(cost, "cost_minor", LARGEST);
}

Test(sums, of_values_of_leads_are_filled_and_no_further)
{
    expect_filled(lead_of_value, "leads_value_minor", LARGEST);
}

Test(sums, of_values_found_are_filled_and_no_further)
{
    expect_filled(offer_of_value, "value_actual_minor", LARGEST);
    cr_expect_eq(measure("value_error_minor"), rva__sum_max / LARGEST * LARGEST);
}

/** So few of the longest times there are fill a sum that a test can record them. */
static void lower_the_limit(void)
{
    rva__sum_max = INT64_C(1) << 51;
}

Test(sums, of_times_to_a_verdict_are_filled_and_no_further)
{
    lower_the_limit();
    const int64_t offered_at = GIVEN_AT + 120 * GIVEN_SECOND;
    expect_filled(offer_found_worthless, "offer_response_ms", (LAST_AT - offered_at) / 1000);
}

Test(sums, of_durations_are_filled_and_no_further)
{
    lower_the_limit();
    expect_filled(conversation_of_ages, "duration_ms", (LAST_AT - GIVEN_AT) / 1000);
}

Test(sums, of_times_in_a_stage_are_filled_and_no_further)
{
    lower_the_limit();
    expect_filled(stage_of_ages, "stage_ms", (LAST_AT - GIVEN_AT) / 1000);
}

/** Days of revenue near the limit. */
static void fill_days(void)
{
    static char ids[CHUNK][GIVEN_ID_BYTES];
    static rva_event events[CHUNK];
    int number = 0;
    for (int day = 0; day < DAYS; day++)
        for (int done = 0; done < EACH_DAY; done += CHUNK) {
            const int part = EACH_DAY - done < CHUNK ? EACH_DAY - done : CHUNK;
            for (int i = 0; i < part; i++) {
                snprintf(ids[i], sizeof ids[i], "s-%d", number++);
                events[i] = given_sale(ids[i], NULL, LARGEST);
                events[i].at = GIVEN_AT + day * GIVEN_DAY;
            }
            cr_assert_eq(rva_record_many(store, events, (size_t)part, NULL, NULL, NULL), RVA_OK);
        }
}

/** Revenue of some days. */
static wide revenue(int from, int to)
{
    from = from < 0 ? 0 : from;
    to = to > DAYS ? DAYS : to;
    return to > from ? (wide)(to - from) * EACH_DAY * LARGEST : 0;
}

static bool fits(wide value)
{
    return value <= INT64_MAX;
}

static int64_t day_start(int day)
{
    char date[DATE_BYTES];
    int64_t at = 0;
    snprintf(date, sizeof date, "2026-%02d-%02d", 3 + day / 31, day % 31 + 1);
    cr_assert_eq(rva_store_local_instant(store, date, &at, NULL), RVA_OK);
    return at;
}

static rva_query ask(int from, int to)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = day_start(from);
    query.to_at = day_start(to);
    query.now_at = query.to_at;
    return query;
}

static const rva_kpi_row *kpi(const rva_report *report, const char *name)
{
    const rva_table *kpis = rva_report_table(report, "kpis");
    for (size_t i = 0; i < rva_table_row_count(kpis); i++) {
        const rva_kpi_row *row = rva_table_row_at(kpis, i);
        if (strcmp(row->kpi, name) == 0)
            return row;
    }
    cr_assert_fail("no such KPI: %s", name);
    return NULL;
}

/** Whether a figure is another than `expected`; it may be off by rounding. */
static bool is_other(double value, long double expected)
{
    return !(fabsl(value - expected) <= fabsl(expected) * 1e-12L);
}

/** Asks; NULL when it is refused, which must be so by the oracle. */
static rva_report *ask_report(const char *name, const rva_query *query, bool fitting)
{
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = rva_report_run(store, name, query, &report, &err);
    cr_expect_eq(status, fitting ? RVA_OK : RVA_LIMIT, "%s: %s", rva_status_name(status),
                 err.message);
    return report;
}

/** Days at whose end there is a last day with money, with none, and with none for 30 days. */
static const int presents[] = {1, 2, 3, 4, 5, 6, 7, 29, 30, 31, 32, 33, 36, 40};

Test(sums, of_the_last_thirty_days_are_exact_or_refused)
{
    int refused = 0;
    fill_days();
    for (size_t i = 0; i < sizeof presents / sizeof *presents; i++) {
        const int present = presents[i];
        rva_query query = ask(present - 1, present);
        query.now_at--; /* of that day's last moment */
        const wide mrr = revenue(present - 30, present);
        rva_report *report = ask_report("executive_summary", &query, fits(mrr));
        refused += !fits(mrr);
        if (!report)
            continue;
        cr_expect_eq(kpi(report, "mrr")->numerator, mrr, "day %d", present);
        cr_expect_not(is_other(kpi(report, "mrr")->value, (long double)mrr), "day %d", present);
        rva_report_free(report);
    }
    cr_expect_gt(refused, 0, "no sum left 64 bits");
}

Test(sums, and_their_run_rates_are_right_beyond_64_bits)
{
    static const struct {
        const char *kpi;
        int days;
    } rates[] = {{"run_rate_daily", 1}, {"run_rate_weekly", 7}, {"run_rate_monthly", 30}};
    fill_days();
    for (int from = 0; from < DAYS; from++)
        for (int to = from + 1; to <= DAYS; to++) {
            rva_query query = ask(from, to);
            query.now_at = day_start(60); /* when the last 30 days have no money */
            const bool fitting = fits(revenue(from, to)) && fits(revenue(2 * from - to, from));
            rva_report *summary = ask_report("executive_summary", &query, fitting);
            rva_report *trends = ask_report("revenue_trends", &query, fitting);
            for (int i = 0; summary && trends && i < 3; i++) {
                const long double rate =
                    (long double)revenue(from, to) / (to - from) * rates[i].days;
                const rva_table *pace = rva_report_table(trends, "run_rate");
                const int64_t column = rva_table_column_find(pace, "revenue_net_minor");
                cr_expect_not(is_other(kpi(summary, rates[i].kpi)->value, rate));
                cr_expect_not(
                    is_other(rva_table_value(pace, (size_t)i, (size_t)column).real, rate));
            }
            rva_report_free(summary);
            rva_report_free(trends);
        }
}

Test(sums, are_above_the_largest_target)
{
    rva_settings *settings = NULL;
    fill_days();
    cr_assert_eq(rva_store_settings(store, &settings, NULL), RVA_OK);
    cr_assert_eq(rva_settings_set_target(settings, "revenue_net", 1e15, NULL), RVA_OK);
    cr_assert_eq(rva_settings_set_target(settings, "growth", -1, NULL), RVA_OK);
    cr_assert_eq(rva_store_change_settings(store, settings, NULL, NULL, NULL), RVA_OK);
    rva_query query = ask(3, 6);
    query.now_at = day_start(60);
    rva_report *report = ask_report("executive_summary", &query, true);
    const rva_kpi_row *net = kpi(report, "revenue_net");
    cr_expect_str_eq(net->status, "above");
    cr_expect_eq(net->previous, (double)revenue(0, 3));
    cr_expect_eq(net->change, 0);
    cr_expect_str_eq(kpi(report, "growth")->status, "above");
    rva_report_free(report);
    rva_settings_free(settings);
}

/** The control. */
Test(sums, that_wrapped_would_be_seen)
{
    fill_days();
    rva_query query = ask(0, 4);
    query.now_at--;
    rva_report *report = ask_report("executive_summary", &query, true);
    const wide sum = revenue(0, 4);
    cr_expect_not(is_other(kpi(report, "mrr")->value, (long double)sum));
    cr_expect(is_other(kpi(report, "mrr")->value, (long double)(sum - ((wide)1 << 64))));
    cr_expect(is_other(kpi(report, "mrr")->value, (long double)(sum + sum / 100000)));
    rva_report_free(report);
}
