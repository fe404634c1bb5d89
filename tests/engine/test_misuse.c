/**
 * @file engine/test_misuse.c
 * What calls answer that are made wrongly; the lab of misuse makes all the others.
 */

#include <criterion/criterion.h>

#include "given.h"

static rva_store *store;

static void begin(void)
{
    store = given_store(given_place("store"));
}

static void end(void)
{
    rva_store_close(store);
    given_end();
}

TestSuite(misuse, .init = begin, .fini = end, .timeout = 60);

Test(misuse, values_that_are_not_there_are_refused)
{
    const rva_status all[] = {
        rva_store_create(given_place("other"), NULL, RVA_ASYNC, NULL),
        rva_store_local_instant(store, "2026-02-30", &(int64_t){0}, NULL),
        rva_feed_open(store, NULL, 0, &(rva_feed *){NULL}, NULL),
        rva_feed_open(store, "", 1, &(rva_feed *){NULL}, NULL),
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        cr_expect_eq(all[i], RVA_INVALID, "call %d: %s", (int)i, rva_status_name(all[i]));
}

Test(misuse, settings_that_are_null_are_empty)
{
    cr_expect_null(rva_settings_get(NULL, "currency"));
    cr_expect_null(rva_settings_stage_at(NULL, 0, NULL));
    cr_expect_null(rva_settings_tier_at(NULL, 0));
    cr_expect_null(rva_settings_target_at(NULL, 0, NULL));
    cr_expect_null(rva_settings_zone_at(NULL, 0, NULL));
}

Test(misuse, tables_and_reports_that_are_null_are_empty)
{
    cr_expect_eq(rva_rejections_count(NULL), 0);
    cr_expect_null(rva_rejections_at(NULL, 0));
    cr_expect_eq(rva_report_table_count(NULL), 0);
    cr_expect_null(rva_report_table_at(NULL, 0));
    cr_expect_null(rva_report_table(NULL, "kpis"));
    cr_expect_null(rva_report_kpi(NULL, "revenue_net"));
    cr_expect_null(rva_report_get_info(NULL).report);
    cr_expect_null(rva_table_name(NULL));
    cr_expect_eq(rva_table_row_count(NULL), 0);
    cr_expect_eq(rva_table_column_count(NULL), 0);
    cr_expect_null(rva_table_column_name(NULL, 0));
    cr_expect_eq(rva_table_column_type(NULL, 0), -1);
    cr_expect_eq(rva_table_column_find(NULL, "kpi"), -1);
    cr_expect_null(rva_table_row_at(NULL, 0));
    cr_expect_eq(rva_table_value(NULL, 0, 0).has, 0);
}

Test(misuse, names_past_the_last_are_null)
{
    cr_expect_null(rva_field_at(9999));
    cr_expect_null(rva_field_find(NULL, 3));
    cr_expect_eq(rva_field_name_find(NULL, "enter", 5), -1);
    cr_expect_null(rva_event_type_name(99));
    cr_expect_eq(rva_event_type_find(NULL), -1);
    cr_expect_null(rva_report_name_at(999));
    cr_expect_null(rva_dimension_name_at(999));
    cr_expect_null(rva_measure_name_at(999));
    cr_expect_not_null(rva_status_text((rva_status)999));
    cr_expect_not_null(rva_status_name((rva_status)999));
    cr_expect_not_null(rva_version());
}

static int record_within(int64_t done, int64_t total, void *context)
{
    const rva_event event = given_conversation("within");
    (void)done;
    (void)total;
    *(rva_status *)context = rva_record(store, &event, NULL, NULL);
    return 0;
}

Test(misuse, recording_within_a_progress_function_is_refused)
{
    rva_status within = RVA_OK;
    given_history(store, 1);
    cr_expect_eq(rva_store_rebuild(store, NULL, record_within, &within, NULL), RVA_OK);
    cr_expect_eq(within, RVA_MISUSE);
}

static int rebuild_within(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    *(rva_status *)context = rva_store_rebuild(store, NULL, NULL, NULL, NULL);
    return 0;
}

Test(misuse, rebuilding_within_a_progress_function_is_refused)
{
    rva_status within = RVA_OK;
    given_history(store, 1);
    cr_expect_eq(rva_store_rebuild(store, NULL, rebuild_within, &within, NULL), RVA_OK);
    cr_expect_eq(within, RVA_MISUSE);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

static int stop(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    return 1;
}

Test(misuse, a_rebuild_that_is_stopped_changes_nothing)
{
    given_history(store, 1);
    cr_expect_eq(rva_store_rebuild(store, NULL, stop, NULL, NULL), RVA_CANCELLED);
    cr_expect_eq(given_gross(store), 101);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(misuse, a_verification_that_is_stopped_says_so)
{
    rva_verify_result result = {.differences = -7};
    given_history(store, 1);
    cr_expect_eq(rva_store_verify(store, RVA_VERIFY_FULL, &result, stop, NULL, NULL),
                 RVA_CANCELLED);
    cr_expect_eq(result.differences, -7, "nothing is said of a store that was not verified");
}

Test(misuse, options_of_an_older_header_are_taken_and_what_they_lack_has_its_default)
{
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    rva_store *again = NULL;
    options.size = offsetof(rva_store_options, upgrade);
    options.upgrade = 77; /* beyond what the caller's header knows */
    cr_expect_eq(rva_store_open(given_place("store"), &options, &again, NULL), RVA_OK);
    rva_store_close(again);
    options.size--;
    cr_expect_eq(rva_store_open(given_place("store"), &options, &again, NULL), RVA_INVALID);
}
