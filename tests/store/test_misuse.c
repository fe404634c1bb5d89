/**
 * @file store/test_misuse.c
 * Every call survives NULL, and says which argument it missed.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "engine/store.h"
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

static void expect_all(const rva_status *all, size_t count, rva_status expected)
{
    for (size_t i = 0; i < count; i++)
        cr_expect_eq(all[i], expected, "call %d: %s", (int)i, rva_status_name(all[i]));
}

/** Every call on a store, with one that is not open. */
static void expect_refused(rva_store *closed)
{
    const rva_event event = given_conversation("c");
    rva_settings *settings = NULL;
    rva_store_info info;
    rva_verify_result result;
    rva_report *report = NULL;
    rva_feed *feed = NULL;
    rva_snapshot *snapshot = NULL;
    int64_t instant;
    const rva_status all[] = {
        rva_record(closed, &event, NULL, NULL),
        rva_record_many(closed, &event, 1, NULL, NULL, NULL),
        rva_record_check(closed, &event, 1, NULL, NULL, NULL),
        rva_store_flush(closed, NULL),
        rva_store_settings(closed, &settings, NULL),
        rva_store_change_settings(closed, NULL, NULL, NULL, NULL),
        rva_store_get_info(closed, &info, NULL),
        rva_store_verify(closed, RVA_VERIFY_QUICK, &result, NULL, NULL, NULL),
        rva_store_rebuild(closed, NULL, NULL, NULL, NULL),
        rva_store_backup(closed, given_place("backup"), NULL),
        rva_store_local_instant(closed, "2026-03-01", &instant, NULL),
        rva_report_run(closed, "executive_summary", NULL, &report, NULL),
        rva_report_executive_summary(closed, NULL, &report, NULL),
        rva_report_conversation_analytics(closed, NULL, &report, NULL),
        rva_report_revenue_trends(closed, NULL, &report, NULL),
        rva_report_platform_performance(closed, NULL, &report, NULL),
        rva_report_cube(closed, NULL, &report, NULL),
        rva_snapshot_open(closed, &snapshot, NULL),
        rva_feed_open(closed, NULL, 1, &feed, NULL),
    };
    expect_all(all, sizeof all / sizeof *all, RVA_MISUSE);
    cr_expect_null(settings);
    cr_expect_null(report);
    cr_expect_null(feed);
    cr_expect_null(snapshot);
}

Test(misuse, a_store_that_is_null_is_refused)
{
    expect_refused(NULL);
    rva_store_close(NULL);
}

Test(misuse, a_store_that_is_closed_is_refused)
{
    rva_store closed = {0}; /* as rva_store_close() leaves it */
    expect_refused(&closed);
    rva_store_close(&closed);
}

Test(misuse, nothing_to_fill_or_to_read_is_refused)
{
    const rva_status all[] = {
        rva_store_create(NULL, NULL, RVA_DURABLE, NULL),
        rva_store_create(given_place("other"), NULL, RVA_ASYNC, NULL),
        rva_store_open(NULL, NULL, &store, NULL),
        rva_store_open(given_place("store"), NULL, NULL, NULL),
        rva_store_compact(NULL, NULL),
        rva_record(store, NULL, NULL, NULL),
        rva_record_many(store, NULL, 1, NULL, NULL, NULL),
        rva_record_check(store, NULL, 1, NULL, NULL, NULL),
        rva_store_settings(store, NULL, NULL),
        rva_store_change_settings(store, NULL, NULL, NULL, NULL),
        rva_store_get_info(store, NULL, NULL),
        rva_store_verify(store, RVA_VERIFY_FULL, NULL, NULL, NULL, NULL),
        rva_store_verify(store, (rva_verify_level)9, &(rva_verify_result){0}, NULL, NULL, NULL),
        rva_store_backup(store, NULL, NULL),
        rva_store_local_instant(store, NULL, &(int64_t){0}, NULL),
        rva_store_local_instant(store, "2026-03-01", NULL, NULL),
        rva_store_local_instant(store, "2026-02-30", &(int64_t){0}, NULL),
        rva_report_run(store, NULL, NULL, &(rva_report *){NULL}, NULL),
        rva_report_run(store, "cube", NULL, NULL, NULL),
        rva_report_cube(store, NULL, NULL, NULL),
        rva_snapshot_open(store, NULL, NULL),
        rva_feed_open(store, NULL, 1, NULL, NULL),
        rva_feed_open(store, NULL, 0, &(rva_feed *){NULL}, NULL),
        rva_feed_open(store, "", 1, &(rva_feed *){NULL}, NULL),
        rva_feed_next(NULL, &(rva_change){0}, NULL),
        rva_feed_wait(NULL, 0, NULL),
        rva_feed_save(NULL, NULL),
        rva_report_write(NULL, RVA_FORMAT_JSON, &(char *){NULL}, &(size_t){0}, NULL),
        rva_instant_parse(NULL, &(int64_t){0}, NULL),
        rva_instant_parse("2026-03-01T00:00:00Z", NULL, NULL),
    };
    expect_all(all, sizeof all / sizeof *all, RVA_INVALID);
}

Test(misuse, settings_that_are_null_are_refused)
{
    const rva_status all[] = {
        rva_settings_new(NULL, NULL),
        rva_settings_set(NULL, "currency", "USD", NULL),
        rva_settings_add_stage(NULL, "welcome", 1, NULL),
        rva_settings_add_tier(NULL, "premium", NULL),
        rva_settings_set_target(NULL, "revenue_net", 1, NULL),
        rva_settings_set_zone(NULL, "11215", "Brooklyn", NULL),
    };
    expect_all(all, sizeof all / sizeof *all, RVA_INVALID);
    rva_settings_clear_stages(NULL);
    rva_settings_clear_tiers(NULL);
    rva_settings_free(NULL);
    cr_expect_null(rva_settings_get(NULL, "currency"));
    cr_expect_null(rva_settings_stage_at(NULL, 0, NULL));
    cr_expect_null(rva_settings_tier_at(NULL, 0));
    cr_expect_null(rva_settings_target_at(NULL, 0, NULL));
    cr_expect_null(rva_settings_zone_at(NULL, 0, NULL));
}

Test(misuse, a_setting_without_name_or_value_is_refused)
{
    rva_settings *settings = NULL;
    cr_assert_eq(rva_settings_new(&settings, NULL), RVA_OK);
    const rva_status all[] = {
        rva_settings_set(settings, NULL, "USD", NULL),
        rva_settings_set(settings, "currency", NULL, NULL),
        rva_settings_add_stage(settings, NULL, 1, NULL),
        rva_settings_add_tier(settings, NULL, NULL),
        rva_settings_set_target(settings, NULL, 1, NULL),
        rva_settings_set_zone(settings, NULL, "Brooklyn", NULL),
        rva_settings_set_zone(settings, "11215", NULL, NULL),
    };
    expect_all(all, sizeof all / sizeof *all, RVA_INVALID);
    cr_expect_null(rva_settings_get(settings, NULL));
    cr_expect_null(rva_settings_stage_at(settings, 999, NULL));
    rva_settings_free(settings);
}

Test(misuse, tables_and_reports_that_are_null_are_empty)
{
    rva_report_free(NULL);
    rva_snapshot_close(NULL);
    rva_feed_close(NULL);
    rva_rejections_free(NULL);
    rva_free(NULL);
    cr_expect_eq(rva_rejections_count(NULL), 0);
    cr_expect_null(rva_rejections_at(NULL, 0));
    cr_expect_eq(rva_report_table_count(NULL), 0);
    cr_expect_null(rva_report_table_at(NULL, 0));
    cr_expect_null(rva_report_table(NULL, "kpis"));
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
    rva_event_init(NULL, RVA_EVENT_LEAD, 0);
    rva_instant_format(0, NULL);
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

Test(misuse, a_struct_without_its_size_is_refused)
{
    rva_store *second = NULL;
    rva_report *report = NULL;
    const rva_store_options options = {0};
    const rva_query query = {0};
    const rva_event event = {0};
    cr_expect_eq(rva_store_open(given_place("store"), &options, &second, NULL), RVA_INVALID);
    cr_expect_eq(rva_report_run(store, "cube", &query, &report, NULL), RVA_INVALID);
    cr_expect_eq(rva_record(store, &event, NULL, NULL), RVA_INVALID);
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
