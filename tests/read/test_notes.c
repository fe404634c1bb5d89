/**
 * @file read/test_notes.c
 * The notes of a store that touch a period.
 */
#include <stdlib.h>

#include <criterion/criterion.h>

#include "given.h"

/** Midnight of 2026-03-02 in UTC, a day of the week asked for below. */
#define DAY_AT (GIVEN_AT + GIVEN_DAY / 2)

static rva_store *store;
static rva_report *report;
static rva_error err;

static void begin(void)
{
    store = given_store(given_place("store"));
}

static void end(void)
{
    rva_report_free(report);
    rva_store_close(store);
    given_end();
}

TestSuite(notes, .init = begin, .fini = end);

static rva_event note(const char *id, int64_t at, int64_t until, const char *text)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_NOTE, at);
    event.id = id;
    event.until = until;
    event.text = text;
    return event;
}

static void record_note(const char *id, int64_t at, int64_t until, const char *text)
{
    const rva_event event = note(id, at, until, text);
    given_record(store, &event);
}

/** The notes of the seven days from DAY_AT on. */
static const rva_table *notes_of_the_week(void)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = DAY_AT;
    query.to_at = DAY_AT + 7 * GIVEN_DAY;
    query.now_at = query.to_at;
    rva_report_free(report);
    report = NULL;
    given_check(rva_report_revenue_trends(store, &query, &report, &err), &err, "report");
    return rva_report_table(report, "notes");
}

static const rva_note_row *row(size_t index)
{
    return rva_table_row_at(rva_report_table(report, "notes"), index);
}

Test(notes, say_what_was_recorded)
{
    record_note("n-1", DAY_AT + 5, DAY_AT + GIVEN_DAY, "price raised");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 1);
    cr_expect_str_eq(row(0)->note, "n-1");
    cr_expect_str_eq(row(0)->text, "price raised");
    cr_expect_eq(row(0)->happened_at, DAY_AT + 5);
    cr_expect_eq(row(0)->until_at, DAY_AT + GIVEN_DAY);
}

Test(notes, on_an_instant_have_no_end)
{
    record_note("n-1", DAY_AT, RVA_ABSENT, "new bot");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 1);
    cr_expect_eq(row(0)->until_at, RVA_ABSENT);
}

Test(notes, count_at_the_first_instant_and_not_at_the_first_after)
{
    record_note("before", DAY_AT - 1, RVA_ABSENT, "a");
    record_note("first", DAY_AT, RVA_ABSENT, "b");
    record_note("last", DAY_AT + 7 * GIVEN_DAY - 1, RVA_ABSENT, "c");
    record_note("after", DAY_AT + 7 * GIVEN_DAY, RVA_ABSENT, "d");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 2);
    cr_expect_str_eq(row(0)->note, "first");
    cr_expect_str_eq(row(1)->note, "last");
}

Test(notes, with_a_range_that_reaches_into_the_period_are_there)
{
    record_note("ended", DAY_AT - GIVEN_DAY, DAY_AT - 1, "a");
    record_note("into", DAY_AT - GIVEN_DAY, DAY_AT, "b");
    record_note("over", DAY_AT - 400 * GIVEN_DAY, DAY_AT + 400 * GIVEN_DAY, "c");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 2);
    cr_expect_str_eq(row(0)->note, "over");
    cr_expect_str_eq(row(1)->note, "into");
}

Test(notes, come_by_instant_then_by_id)
{
    record_note("b", DAY_AT + 5, RVA_ABSENT, "third");
    record_note("a", DAY_AT + 5, RVA_ABSENT, "second");
    record_note("c", DAY_AT, RVA_ABSENT, "first");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 3);
    cr_expect_str_eq(row(0)->text, "first");
    cr_expect_str_eq(row(1)->text, "second");
    cr_expect_str_eq(row(2)->text, "third");
}

Test(notes, of_1970_are_found_as_well)
{
    rva_settings *settings;
    cr_assert_eq(rva_store_settings(store, &settings, &err), RVA_OK);
    cr_assert_eq(rva_settings_set(settings, "earliest_at", "1970-01-01", &err), RVA_OK);
    cr_assert_eq(rva_store_change_settings(store, settings, NULL, NULL, &err), RVA_OK);
    rva_settings_free(settings);
    record_note("old", 0, DAY_AT, "since ever");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 1);
    cr_expect_eq(row(0)->happened_at, 0);
}

Test(notes, that_were_corrected_stand_as_corrected)
{
    record_note("n-1", DAY_AT, RVA_ABSENT, "price rised");
    rva_event right = note("n-1", DAY_AT + GIVEN_DAY, RVA_ABSENT, "price raised");
    right.correct = 1;
    rva_outcome outcome;
    given_check(rva_record(store, &right, &outcome, &err), &err, "correct");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 1);
    cr_expect_str_eq(row(0)->text, "price raised");
    cr_expect_eq(row(0)->happened_at, DAY_AT + GIVEN_DAY);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(notes, that_are_void_are_gone)
{
    rva_event wrong;
    record_note("n-1", DAY_AT, RVA_ABSENT, "another shop");
    rva_event_init(&wrong, RVA_EVENT_VOID, RVA_ABSENT);
    wrong.note = "n-1";
    rva_outcome outcome;
    given_check(rva_record(store, &wrong, &outcome, &err), &err, "void");
    cr_expect_eq(rva_table_row_count(notes_of_the_week()), 0);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(notes, are_shown_under_any_condition)
{
    static const rva_filter where = {"source", "google", 0};
    rva_query query = RVA_QUERY_INIT;
    record_note("n-1", DAY_AT, RVA_ABSENT, "new bot");
    query.from_at = DAY_AT;
    query.to_at = DAY_AT + GIVEN_DAY;
    query.now_at = query.to_at;
    query.where = &where;
    query.where_count = 1;
    given_check(rva_report_revenue_trends(store, &query, &report, &err), &err, "report");
    cr_expect_eq(rva_table_row_count(rva_report_table(report, "notes")), 1);
}

Test(notes, are_in_no_figure_and_leave_no_cell)
{
    char *before = given_figures(store);
    record_note("n-1", GIVEN_AT - 400 * GIVEN_DAY, RVA_ABSENT, "new bot");
    char *after = given_figures(store);
    cr_expect_str_eq(after, before);
    free(before);
    free(after);
    rva_store_info info;
    given_check(rva_store_get_info(store, &info, &err), &err, "info");
    cr_expect_eq(info.cells, 0);
}

Test(notes, are_found_after_a_rebuild)
{
    given_history(store, 1);
    record_note("n-1", DAY_AT, DAY_AT + 5, "price raised");
    given_check(rva_store_rebuild(store, NULL, NULL, NULL, &err), &err, "rebuild");
    cr_assert_eq(rva_table_row_count(notes_of_the_week()), 1);
    cr_expect_eq(row(0)->until_at, DAY_AT + 5);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}
