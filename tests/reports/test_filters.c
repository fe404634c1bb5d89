/**
 * @file reports/test_filters.c
 * Conditions: lists of values, exclusions, and values that no record has.
 */
#include <string.h>

#include "source.h"

static void begin(void)
{
    source_begin();
    source_three_days();
    source_fact("2026-03-02T18:00:00Z", "tier=premium", "sales=1;revenue_gross_minor=700", NULL);
}

TestSuite(filters, .init = begin, .fini = source_end);

static const rva_report *ask(const rva_filter *where, size_t count)
{
    rva_query query = source_query();
    query.where = where;
    query.where_count = count;
    return source_report("executive_summary", &query);
}

/** Gross revenue under one condition. */
static double gross(const char *platform, int64_t exclude)
{
    const rva_filter where = {"platform", platform, exclude};
    return rva_report_kpi(ask(&where, 1), "revenue_gross")->value;
}

Test(filters, one_of_some_values)
{
    cr_expect_eq(gross("Solar", 0), 27500);
    cr_expect_eq(gross("Solar,Modern", 0), 40000);
    cr_expect_eq(gross("Modern,Solar,Modern", 0), 40000);
    cr_expect_eq(gross("Modern,(unknown)", 0), 13200);
}

Test(filters, none_of_some_values_leaves_records_without_one)
{
    cr_expect_eq(gross("Solar", 1), 13200);
    cr_expect_eq(gross("Solar,Modern", 1), 700);
    cr_expect_eq(gross("(unknown)", 1), 40000);
    cr_expect_eq(gross("Modern", -7), 28200, "any number but 0 excludes");
}

Test(filters, both_signs_of_a_dimension_must_hold)
{
    const rva_filter where[] = {{"platform", "Solar,Modern", 0}, {"platform", "Modern", 1}};
    cr_expect_eq(rva_report_kpi(ask(where, 2), "revenue_gross")->value, 27500);
}

Test(filters, a_backslash_makes_the_next_character_plain)
{
    source_fact("2026-03-02T18:00:00Z", "platform=A,B", "sales=1;revenue_gross_minor=11", NULL);
    source_fact("2026-03-02T18:00:00Z", "platform=C\\D", "sales=1;revenue_gross_minor=13", NULL);
    source_fact("2026-03-02T18:00:00Z", "platform=E\\", "sales=1;revenue_gross_minor=17", NULL);
    cr_expect_eq(gross("A\\,B", 0), 11);
    cr_expect_eq(gross("A,B", 0), 0);
    cr_expect_eq(gross("C\\\\D", 0), 13);
    cr_expect_eq(gross("CD", 0), 0);
    cr_expect_eq(gross("\\A\\,\\B,C\\\\D", 0), 24);
    cr_expect_eq(gross("E\\", 0), 17, "at the end it stands for itself");
}

Test(filters, the_header_says_them_as_asked)
{
    const rva_filter where[] = {{"platform", "Solar,A\\,B,Modern", 0}, {"tier", "basic", 1}};
    const rva_report *report = ask(where, 2);
    cr_assert_eq(rva_report_condition_count(report), 2);
    const rva_report_condition first = rva_report_condition_at(report, 0);
    cr_expect_str_eq(first.dimension, "platform");
    cr_expect_eq(first.exclude, 0);
    cr_assert_eq(first.value_count, 3);
    cr_expect_str_eq(first.values[0], "Solar");
    cr_expect_str_eq(first.values[1], "A,B");
    cr_expect_str_eq(first.values[2], "Modern");
    const rva_report_condition second = rva_report_condition_at(report, 1);
    cr_expect_str_eq(second.dimension, "tier");
    cr_expect_eq(second.exclude, 1);
    cr_assert_eq(second.value_count, 1);
    cr_expect_str_eq(second.values[0], "basic");
    cr_expect_null(rva_report_condition_at(report, 2).dimension);
}

Test(filters, a_value_that_no_record_has_is_told_with_the_nearest)
{
    const rva_filter where[] = {{"platform", "Solar,Modren", 0}, {"medium", "cpc", 1}};
    const rva_report *report = ask(where, 1);
    cr_assert_eq(rva_report_warning_count(report), 1);
    cr_expect_str_eq(rva_report_warning_at(report, 0),
                     "no record has platform \"Modren\"; the nearest is \"Modern\"");
    cr_expect_null(rva_report_warning_at(report, 1));
    cr_expect_eq(rva_report_kpi(report, "revenue_gross")->value, 27500);
    report = ask(where, 2);
    cr_assert_eq(rva_report_warning_count(report), 2);
    cr_expect_str_eq(rva_report_warning_at(report, 1),
                     "no record has medium \"cpc\", nor any other");
    cr_expect_eq(rva_report_kpi(report, "revenue_gross")->value, 27500);
}

Test(filters, known_values_are_no_warning)
{
    const rva_filter where[] = {{"platform", "Solar,(unknown),(other)", 0}};
    cr_expect_eq(rva_report_warning_count(ask(where, 1)), 0);
    cr_expect_eq(rva_report_warning_count(ask(NULL, 0)), 0);
}

static void expect_refused(const rva_filter *where, size_t count, rva_status status,
                           const char *words)
{
    rva_query query = source_query();
    rva_report *report = NULL;
    rva_error err = RVA_ERROR_INIT;
    query.where = where;
    query.where_count = count;
    cr_expect_eq(rva__report_run(source_of_facts(), "executive_summary", &query, &report, &err),
                 status, "%s", err.message);
    cr_expect_null(report);
    cr_expect_str_eq(err.field, "where");
    cr_expect(strstr(err.message, words), "%s", err.message);
}

Test(filters, a_dimension_twice_with_one_sign_is_refused)
{
    const rva_filter listed[] = {{"platform", "Solar", 0}, {"platform", "Modern", 0}};
    const rva_filter excluded[] = {{"tier", "a", 1}, {"platform", "Solar", 0}, {"tier", "b", 2}};
    expect_refused(listed, 2, RVA_INVALID, "put the values into one list, platform=A,B");
    expect_refused(excluded, 3, RVA_INVALID, "put the values into one list, tier!=A,B");
}

Test(filters, what_names_nothing_is_refused)
{
    static const char *const bad[] = {"", "Solar,", ",Solar", "Solar,,Modern"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const rva_filter where = {"platform", bad[i], 0};
        expect_refused(&where, 1, RVA_INVALID, "is empty");
    }
    const rva_filter controls = {"platform", "So\nlar", 0};
    expect_refused(&controls, 1, RVA_INVALID, "control characters");
    const rva_filter bytes = {"platform", "\xff\xfe", 0};
    expect_refused(&bytes, 1, RVA_INVALID, "no UTF-8");
    const rva_filter nothing = {"platform", NULL, 0};
    expect_refused(&nothing, 1, RVA_INVALID, "both sides");
    const rva_filter unknown = {"platfrom", "Solar", 0};
    expect_refused(&unknown, 1, RVA_NOT_FOUND, "no dimension \"platfrom\"");
}

Test(filters, so_many_values_and_no_more)
{
    static char list[2 * RVA_FILTER_VALUES_MAX + 2];
    for (size_t i = 0; i <= RVA_FILTER_VALUES_MAX; i++)
        memcpy(list + 2 * i, "x,", 2);
    list[2 * RVA_FILTER_VALUES_MAX - 1] = '\0';
    cr_expect_eq(gross(list, 1), 40700);
    list[2 * RVA_FILTER_VALUES_MAX - 1] = ',';
    list[2 * RVA_FILTER_VALUES_MAX + 1] = '\0';
    const rva_filter where = {"platform", list, 0};
    expect_refused(&where, 1, RVA_INVALID, "1024 values");
}
