/**
 * @file reports/test_changes.c
 * Why net revenue changed from three days to the next three, worked out by hand.
 *
 * Before: 4 conversations of google, 2 qualified, 1 sold to Solar for 10,000.
 * After: 4 of google, 2 qualified, 2 sold to Solar for 10,000 each.
 */
#include "source.h"

#include <math.h>
#include <stdio.h>

static void add(const char *at, const char *source, const char *net, const char *sold)
{
    char dims[128], measures[128];
    snprintf(dims, sizeof dims, "source=%s", source);
    source_fact(at, dims, "conversations=4;conversations_qualified=2", NULL);
    snprintf(dims, sizeof dims, "source=%s;platform=Solar;tier=premium", source);
    snprintf(measures, sizeof measures, "leads_sold=%s", sold);
    source_fact(at, dims, measures, NULL);
    snprintf(measures, sizeof measures, "sales=%s;revenue_gross_minor=%s", sold, net);
    source_fact(at, dims, measures, NULL);
}

static void begin(void)
{
    source_begin();
    add("2026-02-27T15:00:00Z", "google", "10000", "1");
    add("2026-03-02T15:00:00Z", "google", "20000", "2");
}

TestSuite(changes, .init = begin, .fini = source_end);

static void ask(const rva_filter *where)
{
    rva_query query = source_query();
    query.where = where;
    query.where_count = where ? 1 : 0;
    source_report("changes", &query);
}

static void expect_factor(size_t index, const char *name, double before, double after,
                          int64_t share)
{
    const rva_factor_row *row = source_row("factors", index);
    cr_expect_str_eq(row->factor, name);
    cr_expect_eq(row->before, before);
    cr_expect_eq(row->after, after);
    cr_expect_eq(row->share_minor, share);
}

Test(changes, are_of_the_factor_that_changed)
{
    ask(NULL);
    cr_assert_eq(source_rows("factors"), 4);
    expect_factor(0, "conversations", 4, 4, 0);
    expect_factor(1, "qualified_rate", 0.5, 0.5, 0);
    expect_factor(2, "sold_per_qualified", 0.5, 1, 10000);
    expect_factor(3, "net_per_sold_minor", 10000, 10000, 0);
    cr_expect_null(((const rva_factor_row *)source_row("factors", 0))->reason);
}

static void expect_segment(size_t index, const char *dimension, const char *value, int64_t volume,
                           int64_t by_value)
{
    const rva_segment_row *row = source_row("segments", index);
    cr_expect_str_eq(row->dimension, dimension);
    cr_expect_str_eq(row->value, value);
    cr_expect_eq(row->volume_minor, volume, "%s: %lld", value, (long long)row->volume_minor);
    cr_expect_eq(row->value_minor, by_value, "%s: %lld", value, (long long)row->value_minor);
}

Test(changes, of_segments_are_by_conversations_or_by_sales)
{
    ask(NULL);
    cr_assert_eq(source_rows("segments"), 5);
    expect_segment(0, "source", "google", 0, 10000);
    expect_segment(1, "platform", "Solar", 10000, 0);
    expect_segment(2, "tier", "premium", 10000, 0);
    expect_segment(3, "borough", "(unknown)", 0, 10000);
    expect_segment(4, "agent", "(unknown)", 0, 10000);
}

Test(changes, come_largest_first_up_or_down)
{
    add("2026-02-27T15:00:00Z", "bing", "30000", "1");
    add("2026-03-02T15:00:00Z", "radio", "5000", "1");
    ask(NULL);
    expect_segment(0, "source", "bing", -30000, 0);
    expect_segment(1, "source", "google", 0, 10000);
    expect_segment(2, "source", "radio", 5000, 0);
    const rva_segment_row *gone = source_row("segments", 0);
    cr_expect_eq(gone->before_minor, 30000);
    cr_expect_eq(gone->after_minor, 0);
}

Test(changes, without_a_factor_have_a_reason_and_no_shares)
{
    static const rva_filter nobody = {"source", "(unknown)", 0};
    ask(&nobody);
    const rva_factor_row *row = source_row("factors", 0);
    cr_expect_eq(row->share_minor, RVA_ABSENT);
    cr_expect_str_eq(row->reason, "conversations is 0 or less in the period compared with");
    cr_expect_eq(source_rows("segments"), 0);
}

Test(changes, of_a_buyer_have_no_conversations)
{
    static const rva_filter solar = {"platform", "Solar", 0};
    ask(&solar);
    const rva_factor_row *first = source_row("factors", 0);
    cr_expect(isnan(first->before) && isnan(first->after));
    cr_expect_str_eq(first->reason, "conversations has no value in the period compared with");
    cr_expect_eq(((const rva_factor_row *)source_row("factors", 3))->after, 10000);
    expect_segment(0, "source", "google", RVA_ABSENT, RVA_ABSENT);
    expect_segment(1, "platform", "Solar", 10000, 0);
}

Test(changes, are_from_something)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.compare = RVA_COMPARE_NONE;
    cr_expect_eq(rva__report_run(source_of_facts(), "changes", &query, &report, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "compare");
}
