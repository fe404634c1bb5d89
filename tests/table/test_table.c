/**
 * @file tests/table/test_table.c
 * Reports stand alone, give out values by column, and survive a lack of memory.
 */
#include "table/table.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"

typedef struct row {
    const char *tier;
    int64_t leads;
    double share;
    int64_t at;
    int64_t partial;
    int64_t revenue_minor;
} row;

static const rva__column columns[] = {
    RVA__COLUMN(row, tier, TEXT),    RVA__COLUMN(row, leads, INTEGER),
    RVA__COLUMN(row, share, REAL),   RVA__COLUMN_AS(row, at, "started_at", INSTANT),
    RVA__COLUMN(row, partial, FLAG), RVA__COLUMN(row, revenue_minor, MONEY),
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static rva_report *report;
static rva_table *table;

static rva_status make(rva_report **out)
{
    const rva_report_info info = {.report = "executive_summary",
                                  .from_at = 1,
                                  .to_at = 2,
                                  .previous_from_at = -1,
                                  .previous_to_at = 1,
                                  .now_at = 3,
                                  .mode = "booked",
                                  .time_zone = "America/New_York",
                                  .currency = "USD",
                                  .complete = 1};
    return rva__report_new(&info, out, NULL);
}

static void build(void)
{
    report = NULL;
    table = NULL;
    cr_assert_eq(make(&report), RVA_OK);
    cr_assert_eq(
        rva__report_add_table(report, "tiers", columns, COLUMNS, sizeof(row), 0, &table, NULL),
        RVA_OK);
}

static void release(void)
{
    rva_report_free(report);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(table, .init = build, .fini = release);

static row *add(const char *tier, int64_t leads)
{
    row *added = rva__table_add(table);
    cr_assert_not_null(added);
    added->tier = rva__table_text(table, tier);
    added->leads = leads;
    return added;
}

Test(table, report_says_what_was_asked)
{
    const rva_report_info info = rva_report_get_info(report);
    cr_expect_str_eq(info.report, "executive_summary");
    cr_expect_eq(info.from_at, 1);
    cr_expect_eq(info.to_at, 2);
    cr_expect_eq(info.previous_from_at, -1);
    cr_expect_eq(info.previous_to_at, 1);
    cr_expect_eq(info.now_at, 3);
    cr_expect_str_eq(info.mode, "booked");
    cr_expect_str_eq(info.time_zone, "America/New_York");
    cr_expect_str_eq(info.currency, "USD");
    cr_expect_eq(info.complete, 1);
}

Test(table, conditions_and_warnings_are_copies)
{
    char text[] = "premium";
    rva__report_add_condition(report, text, true);
    for (size_t i = 0; i < 100; i++)
        rva__report_add_value(report, text);
    rva__report_warn(report, text);
    memset(text, 'x', sizeof text - 1);
    const rva_report_condition condition = rva_report_condition_at(report, 0);
    cr_expect_str_eq(condition.dimension, "premium");
    cr_expect_eq(condition.exclude, 1);
    cr_assert_eq(condition.value_count, 100);
    cr_expect_str_eq(condition.values[99], "premium");
    cr_expect_str_eq(rva_report_warning_at(report, 0), "premium");
}

Test(table, of_nothing_there_is_no_condition)
{
    cr_expect_eq(rva_report_condition_count(NULL), 0);
    cr_expect_eq(rva_report_condition_at(report, 0).value_count, 0);
    cr_expect_eq(rva_report_warning_count(NULL), 0);
    cr_expect_null(rva_report_warning_at(NULL, 0));
}

Test(table, texts_are_copies)
{
    char text[] = "premium";
    add(text, 1);
    memset(text, 'x', sizeof text - 1);
    cr_expect_str_eq(rva_table_value(table, 0, 0).text, "premium");
    cr_expect_null(rva__table_text(table, NULL));
    cr_expect_str_eq(rva__table_text_sized(table, "premium", 4), "prem");
    cr_expect_str_eq(rva__table_text_sized(table, "", 0), "");
}

Test(table, names_of_columns_are_copies)
{
    char name[] = "tier";
    const rva__column column = {name, RVA_COLUMN_TEXT, 0};
    rva_table *other = NULL;
    cr_assert_eq(rva__report_add_table(report, "t", &column, 1, sizeof(row), 3, &other, NULL),
                 RVA_OK);
    name[0] = 'x';
    cr_expect_str_eq(rva_table_column_name(other, 0), "tier");
}

Test(table, long_and_many_texts_stay_where_they_are)
{
    static char large[10000];
    memset(large, 'x', sizeof large - 1);
    const char *first = rva__table_text(table, "first");
    const char *second = rva__table_text(table, large);
    for (int i = 0; i < 2000; i++)
        cr_assert_not_null(rva__table_text(table, "of several"));
    cr_expect_str_eq(first, "first");
    cr_expect_str_eq(second, large);
}

Test(table, is_found_by_name_and_number)
{
    cr_expect_eq(rva_report_table_count(report), 1);
    cr_expect_eq(rva_report_table_at(report, 0), table);
    cr_expect_null(rva_report_table_at(report, 1));
    cr_expect_eq(rva_report_table(report, "tiers"), table);
    cr_expect_null(rva_report_table(report, "kpis"));
    cr_expect_str_eq(rva_table_name(table), "tiers");
}

Test(table, columns_are_found_by_name_and_number)
{
    cr_expect_eq(rva_table_column_count(table), 6);
    cr_expect_str_eq(rva_table_column_name(table, 3), "started_at");
    cr_expect_eq(rva_table_column_type(table, 3), RVA_COLUMN_INSTANT);
    cr_expect_eq(rva_table_column_find(table, "started_at"), 3);
    cr_expect_null(rva_table_column_name(table, 6));
    cr_expect_eq(rva_table_column_type(table, 6), -1);
    cr_expect_eq(rva_table_column_find(table, "at"), -1);
    cr_expect_eq(rva_table_column_find(table, NULL), -1);
}

Test(table, new_row_is_all_zero)
{
    add("premium", 7);
    rva__table_truncate(table, 0);
    const row *added = rva__table_add(table);
    cr_expect_null(added->tier);
    cr_expect_eq(added->leads, 0);
}

Test(table, rows_may_be_more_than_foreseen)
{
    rva_table *other = NULL;
    cr_assert_eq(rva__report_add_table(report, "t", columns, COLUMNS, sizeof(row), 3, &other, NULL),
                 RVA_OK);
    cr_expect_eq(rva_table_row_count(other), 0);
    for (int64_t i = 0; i < 1000; i++)
        ((row *)rva__table_add(other))->leads = i;
    cr_expect_eq(rva_table_row_count(other), 1000);
    for (int64_t i = 0; i < 1000; i++)
        cr_expect_eq(((const row *)rva_table_row_at(other, (size_t)i))->leads, i);
    cr_expect_null(rva_table_row_at(other, 1000));
}

Test(table, truncate_only_shortens)
{
    add("premium", 7);
    add("basic", 2);
    rva__table_truncate(table, 5);
    cr_expect_eq(rva_table_row_count(table), 2);
    rva__table_truncate(table, 1);
    cr_expect_eq(rva_table_row_count(table), 1);
}

Test(table, row_can_be_changed)
{
    add("premium", 7);
    ((row *)rva__table_row(table, 0))->leads = 8;
    cr_expect_eq(rva_table_value(table, 0, 1).integer, 8);
}

Test(table, values_have_the_type_of_their_column)
{
    row *added = add("premium", 7);
    added->share = 0.25;
    added->at = 1000000;
    added->partial = 1;
    added->revenue_minor = -150;

    rva_value value = rva_table_value(table, 0, 0);
    cr_expect(value.type == RVA_COLUMN_TEXT && value.has);
    cr_expect_str_eq(value.text, "premium");
    value = rva_table_value(table, 0, 1);
    cr_expect(value.type == RVA_COLUMN_INTEGER && value.has);
    cr_expect(value.integer == 7 && value.real == 7.0);
    value = rva_table_value(table, 0, 2);
    cr_expect(value.type == RVA_COLUMN_REAL && value.has && value.real == 0.25);
    value = rva_table_value(table, 0, 3);
    cr_expect(value.type == RVA_COLUMN_INSTANT && value.has && value.integer == 1000000);
    value = rva_table_value(table, 0, 4);
    cr_expect(value.type == RVA_COLUMN_FLAG && value.has && value.integer == 1);
    value = rva_table_value(table, 0, 5);
    cr_expect(value.type == RVA_COLUMN_MONEY && value.has);
    cr_expect(value.integer == -150 && value.real == -150.0);
}

Test(table, absent_values_are_none)
{
    row *added = add(NULL, RVA_ABSENT);
    added->share = (double)NAN;
    added->at = RVA_ABSENT;
    added->revenue_minor = RVA_ABSENT;
    const size_t absent[] = {0, 1, 2, 3, 5};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++)
        cr_expect_eq(rva_table_value(table, 0, absent[i]).has, 0, "column %zu", absent[i]);
}

Test(table, infinity_is_no_value)
{
    add("premium", 7)->share = (double)INFINITY;
    cr_expect_eq(rva_table_value(table, 0, 2).has, 0);
}

Test(table, values_outside_are_none)
{
    add("premium", 7);
    cr_expect_eq(rva_table_value(table, 1, 0).has, 0);
    cr_expect_eq(rva_table_value(table, 0, 6).has, 0);
    cr_expect_eq(rva_table_value(table, 0, 6).type, -1);
}

Test(table, columns_can_be_read_whole)
{
    add("premium", 7)->share = 0.5;
    add("basic", RVA_ABSENT);
    add(NULL, 3);
    int64_t leads[4] = {0, 0, 0, -1};
    cr_expect_eq(rva_table_column_read(table, 1, 0, 4, leads), 3);
    cr_expect_eq(leads[0], 7);
    cr_expect_eq(leads[1], RVA_ABSENT);
    cr_expect_eq(leads[2], 3);
    cr_expect_eq(leads[3], -1);
    const char *tiers[2] = {"", ""};
    cr_expect_eq(rva_table_column_read(table, 0, 1, 2, tiers), 2);
    cr_expect_str_eq(tiers[0], "basic");
    cr_expect_null(tiers[1]);
    double share = 0;
    cr_expect_eq(rva_table_column_read(table, 2, 0, 1, &share), 1);
    cr_expect_eq(share, 0.5);
}

Test(table, columns_outside_are_not_read)
{
    add("premium", 7);
    int64_t value = -1;
    cr_expect_eq(rva_table_column_read(table, COLUMNS, 0, 1, &value), 0);
    cr_expect_eq(rva_table_column_read(table, 1, 1, 1, &value), 0);
    cr_expect_eq(rva_table_column_read(table, 1, 0, 0, &value), 0);
    cr_expect_eq(rva_table_column_read(table, 1, 0, 1, NULL), 0);
    cr_expect_eq(rva_table_column_read(NULL, 0, 0, 1, &value), 0);
    cr_expect_eq(value, -1);
}

Test(table, null_is_empty)
{
    cr_expect_null(rva_report_get_info(NULL).report);
    cr_expect_eq(rva_report_table_count(NULL), 0);
    cr_expect_null(rva_report_table_at(NULL, 0));
    cr_expect_null(rva_report_table(NULL, "tiers"));
    cr_expect_null(rva_report_table(report, NULL));
    cr_expect_null(rva_table_name(NULL));
    cr_expect_eq(rva_table_row_count(NULL), 0);
    cr_expect_eq(rva_table_column_count(NULL), 0);
    cr_expect_null(rva_table_column_name(NULL, 0));
    cr_expect_eq(rva_table_column_type(NULL, 0), -1);
    cr_expect_eq(rva_table_column_find(NULL, "tier"), -1);
    cr_expect_null(rva_table_row_at(NULL, 0));
    cr_expect_eq(rva_table_value(NULL, 0, 0).has, 0);
    rva_report_free(NULL);
}

static int by_leads(const void *a, const void *b)
{
    const int64_t left = ((const row *)a)->leads;
    const int64_t right = ((const row *)b)->leads;
    return (left > right) - (left < right);
}

/* Fills the table, sorts it and expects order and stability. */
static void expect_sorted(size_t count, long allowed)
{
    uint64_t state = 7;
    rva__table_truncate(table, 0);
    for (size_t i = 0; i < count; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        add(NULL, (int64_t)(state >> 59))->at = (int64_t)i;
    }
    rva__alloc_limit(allowed);
    rva__table_sort(table, by_leads);
    rva__alloc_limit(-1);
    cr_assert_eq(rva_table_row_count(table), count);
    for (size_t i = 1; i < count; i++) {
        const row *before = rva_table_row_at(table, i - 1);
        const row *after = rva_table_row_at(table, i);
        cr_expect(before->leads < after->leads ||
                      (before->leads == after->leads && before->at < after->at),
                  "row %zu of %zu", i, count);
    }
}

Test(table, sort_is_stable)
{
    for (size_t count = 0; count < 70; count++)
        expect_sorted(count, -1);
    expect_sorted(1000, -1);
}

Test(table, sort_needs_no_memory)
{
    expect_sorted(300, 0);
}

Test(table, rows_may_be_added_after_sorting)
{
    expect_sorted(300, -1);
    for (int i = 0; i < 300; i++)
        add("more", 1);
    cr_expect_eq(rva_table_row_count(table), 600);
}

/* Builds a report with texts and rows. */
static rva_status build_all(rva_report **out)
{
    rva_table *made = NULL;
    rva_status status = make(out);
    if (status == RVA_OK)
        status =
            rva__report_add_table(*out, "tiers", columns, COLUMNS, sizeof(row), 2, &made, NULL);
    for (int i = 0; i < 20 && status == RVA_OK; i++) {
        row *added = rva__table_add(made);
        char text[600];
        snprintf(text, sizeof text, "%599d", i);
        if (added != NULL)
            added->tier = rva__table_text(made, text);
        status = rva__report_check(*out, NULL);
    }
    return status;
}

Test(table, building_survives_failure_of_each_allocation)
{
    const long live = rva__alloc_live();
    for (long allowed = 0;; allowed++) {
        rva_report *made = NULL;
        rva__alloc_limit(allowed);
        const rva_status status = build_all(&made);
        rva__alloc_limit(-1);
        rva_report_free(made);
        cr_assert_eq(rva__alloc_live(), live);
        if (status == RVA_OK)
            break;
        cr_assert_eq(status, RVA_NO_MEMORY);
    }
}
