/**
 * @file engine/test_alloc_faults.c
 * Every allocation of a call fails once: nothing leaks, and the store stays usable.
 */
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "given.h"

enum { HISTORIES = 5, FAULTS_MAX = 20000 };

static char path[GIVEN_PATH_BYTES];
static long live_before;
static int made; /**< ids given so far */

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    snprintf(path, sizeof path, "%s", given_place("store"));
    live_before = rva__alloc_live();
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    rva_store *store = given_open(path);
    for (int i = 0; i < HISTORIES; i++)
        given_history(store, i);
    rva_store_close(store);
}

TestSuite(alloc_faults, .init = begin, .fini = given_end, .timeout = 600);

/** A call that may fail for want of memory, on an open store; NULL when it opens itself. */
typedef rva_status call_fn(rva_store *store);

/** What must hold of a store after a call that failed, or did not. */
static bool is_usable(rva_store *store)
{
    rva_status status;
    const rva_event event = given_conversation("after"); /* the same each time: no growth */
    if (rva_record(store, &event, NULL, NULL) != RVA_OK)
        return false;
    free(given_try_figures(store, &status));
    return status == RVA_OK && given_differences(store, RVA_VERIFY_FULL) == 0;
}

/** What is amiss after a call; NULL when nothing is. */
static const char *judge(rva_status status, bool usable)
{
    if (status != RVA_OK && status != RVA_NO_MEMORY)
        return "another status than RVA_NO_MEMORY";
    if (!usable)
        return "the store cannot be used";
    return rva__alloc_live() == live_before ? NULL : "blocks are left over";
}

/** Lets allocation after allocation fail until the call has all it needs; what is amiss. */
static const char *find_amiss(call_fn *call, bool apart)
{
    rva_status status = RVA_NO_MEMORY;
    long allowed = 0;
    for (; status != RVA_OK && allowed < FAULTS_MAX; allowed++) {
        rva_store *store = apart ? NULL : given_open(path);
        rva__alloc_limit(allowed);
        status = call(store);
        rva__alloc_limit(-1);
        const bool usable = apart || is_usable(store);
        rva_store_close(store);
        const char *amiss = judge(status, usable);
        if (amiss) {
            printf("allocation %ld: %s\n", allowed, rva_status_name(status));
            return amiss;
        }
    }
    if (status != RVA_OK)
        return "it never succeeds";
    return allowed > 1 ? NULL : "no allocation failed";
}

static void fail_each(call_fn *call)
{
    const char *amiss = find_amiss(call, false);
    cr_expect_null(amiss, "%s", amiss);
}

/** The same for a call that opens the store itself, or makes another. */
static void fail_each_apart(call_fn *call)
{
    const char *amiss = find_amiss(call, true);
    cr_expect_null(amiss, "%s", amiss);
    rva_store *store = given_open(path);
    cr_expect(is_usable(store));
    rva_store_close(store);
}

static rva_status open_again(rva_store *store)
{
    rva_store *second = NULL;
    (void)store;
    const rva_status status = rva_store_open(path, NULL, &second, NULL);
    rva_store_close(second);
    return status;
}

Test(alloc_faults, of_opening_an_open_store)
{
    fail_each(open_again);
}

static rva_status open_once(rva_store *store)
{
    const rva_status status = rva_store_open(path, NULL, &store, NULL);
    cr_assert_eq(status == RVA_OK, store != NULL);
    rva_store_close(store);
    return status;
}

Test(alloc_faults, of_opening)
{
    fail_each_apart(open_once);
}

static rva_status make_settings(rva_settings **out)
{
    rva_status status = rva_settings_new(out, NULL);
    rva_settings_clear_stages(*out);
    rva_settings_clear_tiers(*out);
    for (int i = 0; status == RVA_OK && i < 20; i++) {
        char name[GIVEN_ID_BYTES];
        snprintf(name, sizeof name, "stage %d", i);
        status = rva_settings_add_stage(*out, name, i % 2, NULL);
    }
    if (status == RVA_OK)
        status = rva_settings_add_tier(*out, "gold", NULL);
    if (status == RVA_OK)
        status = rva_settings_set_target(*out, "completion_rate", 0.5, NULL);
    if (status == RVA_OK)
        status = rva_settings_set_zone(*out, "90210", "Beverly Hills", NULL);
    if (status == RVA_OK)
        status = rva_settings_set(*out, "time_zone", "America/New_York", NULL);
    return status;
}

static rva_status create_once(rva_store *store)
{
    (void)store;
    rva_settings *settings = NULL;
    rva_status status = make_settings(&settings);
    if (status == RVA_OK)
        status = rva_store_create(given_place("another"), settings, RVA_EPHEMERAL, NULL);
    rva_settings_free(settings);
    return status;
}

Test(alloc_faults, of_creating_with_settings)
{
    fail_each_apart(create_once);
    rva_settings *settings = NULL;
    rva_store *store = given_open(given_place("another"));
    cr_assert_eq(rva_store_settings(store, &settings, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_stage_at(settings, 19, NULL), "stage 19");
    cr_expect_str_eq(rva_settings_tier_at(settings, 0), "gold");
    rva_settings_free(settings);
    rva_store_close(store);
}

static rva_status compact_once(rva_store *store)
{
    (void)store;
    return rva_store_compact(path, NULL);
}

Test(alloc_faults, of_compacting)
{
    fail_each_apart(compact_once);
}

static rva_status salvage_once(rva_store *store)
{
    (void)store;
    rva_salvage_result result = {0};
    const rva_status status =
        rva_store_salvage(path, given_place("saved"), NULL, &result, NULL, NULL, NULL);
    if (status == RVA_OK)
        cr_assert_eq(result.events, HISTORIES * 5);
    return status;
}

/** Nothing may be there after a salvage that failed, or the next one would say RVA_EXISTS. */
Test(alloc_faults, of_salvaging)
{
    fail_each_apart(salvage_once);
    rva_store *saved = given_open(given_place("saved"));
    cr_expect_eq(given_differences(saved, RVA_VERIFY_FULL), 0);
    rva_store_close(saved);
}

/** Records by the queue; `told` counts what was taken. */
static rva_status queue_events(rva_store *queue, int first, int64_t *told)
{
    rva_status status = RVA_OK;
    for (int i = 0; i < 50; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "queued-%d", first + i);
        const rva_event event = given_conversation(id);
        const rva_status one = rva_record(queue, &event, NULL, NULL);
        *told += one == RVA_OK;
        if (one != RVA_OK)
            status = one;
    }
    const rva_status flushed = rva_store_flush(queue, NULL);
    return status == RVA_OK ? flushed : status;
}

/** What the queue took it writes, when there is memory again; what it refused is not there. */
static rva_status queue_some(rva_store *store)
{
    int64_t told = 0;
    rva_store *queue = NULL;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    options.async_ms = 60000;
    const int64_t before = given_events(store);
    rva_status status = rva_store_open(path, &options, &queue, NULL);
    if (status != RVA_OK)
        return status;
    status = queue_events(queue, made, &told);
    made += 50;
    rva__alloc_limit(-1);
    cr_assert_eq(rva_store_flush(queue, NULL), RVA_OK);
    cr_assert_eq(given_events(store), before + told);
    rva_store_close(queue);
    return status;
}

Test(alloc_faults, of_the_queue)
{
    fail_each(queue_some);
}

static rva_status record_one(rva_store *store)
{
    char id[GIVEN_ID_BYTES];
    snprintf(id, sizeof id, "one-%d", made++);
    rva_event event = given_conversation(id);
    event.source = id;
    event.visitor = id;
    const rva_status status = rva_record(store, &event, NULL, NULL);
    rva__alloc_limit(-1);
    if (status != RVA_OK)
        given_record(store, &event); /* so nothing of it was kept */
    return status;
}

Test(alloc_faults, of_recording)
{
    fail_each(record_one);
}

static rva_status record_batch(rva_store *store)
{
    char ids[20][GIVEN_ID_BYTES];
    rva_event events[20];
    rva_record_summary summary = {0};
    rva_rejections *rejections = NULL;
    for (int i = 0; i < 20; i++) {
        snprintf(ids[i], sizeof ids[i], "many-%d", made++);
        events[i] = given_sale(ids[i], ids[i], 100);
        events[i].platform = ids[i];
    }
    events[10].amount_minor = -1;                 /* not valid */
    events[19] = given_sale(ids[0], ids[0], 101); /* conflicts */
    const rva_status status = rva_record_many(store, events, 20, &summary, &rejections, NULL);
    if (status == RVA_OK) {
        cr_assert_eq(summary.accepted, 18);
        cr_assert_eq(rva_rejections_count(rejections), 2);
    }
    rva_rejections_free(rejections);
    return status;
}

Test(alloc_faults, of_recording_many)
{
    fail_each(record_batch);
}

static rva_status correct_one(rva_store *store)
{
    rva_event sale = given_sale("t-1", "l-1", 1000 + made++);
    sale.correct = 1;
    return rva_record(store, &sale, NULL, NULL);
}

Test(alloc_faults, of_correcting)
{
    fail_each(correct_one);
}

static rva_status join_one(rva_store *store)
{
    char sale[GIVEN_ID_BYTES], lead[GIVEN_ID_BYTES], conversation[GIVEN_ID_BYTES];
    snprintf(sale, sizeof sale, "sale-%d", made);
    snprintf(lead, sizeof lead, "lead-%d", made);
    snprintf(conversation, sizeof conversation, "conversation-%d", made++);
    const rva_event orphan = given_sale(sale, lead, 100);
    const rva_event joins = given_lead(lead, conversation);
    rva__alloc_limit(-1);
    given_record(store, &orphan);
    rva__alloc_limit(made - 1);
    return rva_record(store, &joins, NULL, NULL);
}

Test(alloc_faults, of_joining)
{
    rva_status status = RVA_NO_MEMORY;
    while (status != RVA_OK && made < FAULTS_MAX) {
        rva_store *store = given_open(path);
        status = join_one(store);
        rva__alloc_limit(-1);
        cr_assert(status == RVA_OK || status == RVA_NO_MEMORY);
        cr_assert_eq(given_differences(store, RVA_VERIFY_FULL), 0);
        rva_store_close(store);
        cr_assert_eq(rva__alloc_live(), live_before);
    }
    cr_expect_eq(status, RVA_OK);
}

static rva_status erase_one(rva_store *store)
{
    const rva_event erasure = given_erasure("c-2");
    return rva_record(store, &erasure, NULL, NULL);
}

Test(alloc_faults, of_erasing)
{
    fail_each(erase_one);
}

static const char *asked;

static rva_status report(rva_store *store)
{
    rva_report *out = NULL;
    rva_query query = RVA_QUERY_INIT;
    const rva_filter where[] = {{"source", "google,gogle", 0}, {"borough", "Nowhere", 1}};
    query.from_at = GIVEN_AT - GIVEN_DAY;
    query.to_at = GIVEN_AT + 3 * GIVEN_DAY;
    query.now_at = GIVEN_AT + GIVEN_DAY;
    query.where = where;
    query.where_count = 2;
    given_fit_query(asked, &query);
    const rva_status status = rva_report_run(store, asked, &query, &out, NULL);
    rva_report_free(out);
    return status;
}

Test(alloc_faults, of_each_report)
{
    for (size_t i = 0; (asked = rva_report_name_at(i)) != NULL; i++)
        fail_each(report);
}

Test(alloc_faults, of_writing_a_report)
{
    rva_store *store = given_open(path);
    rva_report *out = NULL;
    cr_assert_eq(rva_report_run(store, "executive_summary", NULL, &out, NULL), RVA_OK);
    for (int format = RVA_FORMAT_JSON; format <= RVA_FORMAT_MSGPACK; format++) {
        rva_status status = RVA_NO_MEMORY;
        const long live = rva__alloc_live();
        for (long allowed = 0; status != RVA_OK && allowed < FAULTS_MAX; allowed++) {
            char *bytes = NULL;
            size_t size = 0;
            rva__alloc_limit(allowed);
            status = rva_report_write(out, (rva_format)format, &bytes, &size, NULL);
            rva__alloc_limit(-1);
            cr_assert(status == RVA_OK || (status == RVA_NO_MEMORY && !bytes));
            rva_free(bytes);
            cr_assert_eq(rva__alloc_live(), live);
        }
        cr_expect_eq(status, RVA_OK);
    }
    rva_report_free(out);
    rva_store_close(store);
}

static rva_status rebuild(rva_store *store)
{
    return rva_store_rebuild(store, NULL, NULL, NULL, NULL);
}

Test(alloc_faults, of_rebuilding)
{
    fail_each(rebuild);
}

static rva_status change_settings(rva_store *store)
{
    rva_settings *settings = NULL;
    rva_status status = rva_settings_new(&settings, NULL);
    if (status == RVA_OK)
        status =
            rva_settings_set(settings, "time_zone", made % 2 ? "UTC" : "America/New_York", NULL);
    if (status == RVA_OK)
        status = rva_store_change_settings(store, settings, NULL, NULL, NULL);
    rva_settings_free(settings);
    return status;
}

Test(alloc_faults, of_changing_settings)
{
    fail_each(change_settings);
}

static rva_status verify(rva_store *store)
{
    rva_verify_result result;
    const rva_status status = rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL);
    if (status == RVA_OK)
        cr_assert_eq(result.differences, 0);
    return status;
}

Test(alloc_faults, of_verifying)
{
    fail_each(verify);
}

static rva_status back_up(rva_store *store)
{
    char name[GIVEN_ID_BYTES];
    snprintf(name, sizeof name, "backup-%d", made++);
    return rva_store_backup(store, given_place(name), NULL);
}

Test(alloc_faults, of_backing_up)
{
    fail_each(back_up);
}

static rva_status read_feed(rva_store *store)
{
    rva_feed *feed = NULL;
    rva_change change;
    rva_status status = rva_feed_open(store, "reader", 1, &feed, NULL);
    if (status == RVA_OK)
        status = rva_feed_next(feed, &change, NULL);
    if (status == RVA_OK)
        status = rva_feed_wait(feed, 0, NULL);
    if (status == RVA_OK)
        status = rva_feed_save(feed, NULL);
    rva_feed_close(feed);
    return status;
}

Test(alloc_faults, of_reading_the_feed)
{
    fail_each(read_feed);
}

static rva_record_kind listed;

static rva_status list_records(rva_store *store)
{
    rva_records *records = NULL;
    rva_report *page = NULL;
    rva_status status = rva_records_open(store, listed, GIVEN_AT + GIVEN_DAY, &records, NULL);
    if (status == RVA_OK)
        status = rva_records_next(records, &page, NULL);
    if (status == RVA_OK)
        cr_assert_geq(rva_table_row_count(rva_report_table_at(page, 0)), HISTORIES);
    rva_report_free(page);
    rva_records_close(records);
    return status;
}

Test(alloc_faults, of_listing_records)
{
    for (int kind = RVA_RECORDS_DOCUMENTS; kind <= RVA_RECORDS_TRANSACTIONS; kind++) {
        listed = (rva_record_kind)kind;
        fail_each(list_records);
    }
}

static rva_status check_batch(rva_store *store)
{
    const rva_event events[] = {given_sale("new", "l-1", 100), given_sale("bad", "l-1", -1)};
    rva_record_summary summary = {0};
    rva_rejections *rejections = NULL;
    const rva_status status = rva_record_check(store, events, 2, &summary, &rejections, NULL);
    if (status == RVA_OK)
        cr_assert_eq(rva_rejections_count(rejections), 1);
    rva_rejections_free(rejections);
    return status;
}

Test(alloc_faults, of_checking_events)
{
    fail_each(check_batch);
}

static rva_status ask_little(rva_store *store)
{
    int64_t at;
    rva_store_info info;
    rva_settings *settings = NULL;
    rva_status status = rva_store_settings(store, &settings, NULL);
    cr_assert_eq(status == RVA_OK, settings != NULL);
    rva_settings_free(settings);
    if (status == RVA_OK)
        status = rva_store_get_info(store, &info, NULL);
    if (status == RVA_OK)
        status = rva_store_local_instant(store, "2026-03-01", &at, NULL);
    return status;
}

Test(alloc_faults, of_small_questions)
{
    fail_each(ask_little);
}

static rva_status ask_cube(rva_store *store)
{
    rva_report *out = NULL;
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT + GIVEN_SECOND; /* from rows, not from cells alone */
    query.to_at = GIVEN_AT + 2 * GIVEN_DAY + GIVEN_SECOND;
    query.now_at = GIVEN_AT + GIVEN_DAY;
    query.by = RVA_GRAIN_HOUR;
    query.dimensions = "platform,tier";
    const rva_status status = rva_report_cube(store, &query, &out, NULL);
    rva_report_free(out);
    return status;
}

Test(alloc_faults, of_asking_the_cube)
{
    fail_each(ask_cube);
}

static rva_status use_snapshot(rva_store *store)
{
    rva_snapshot *snapshot = NULL;
    rva_report *out = NULL;
    rva_query query = RVA_QUERY_INIT;
    rva_status status = rva_snapshot_open(store, &snapshot, NULL);
    query.snapshot = snapshot;
    if (status == RVA_OK)
        status = rva_report_revenue_trends(store, &query, &out, NULL);
    rva_report_free(out);
    rva_snapshot_close(snapshot);
    return status;
}

Test(alloc_faults, of_a_snapshot)
{
    fail_each(use_snapshot);
}

static void *kept;

/** Forgets its first block when it cannot have the second. */
static rva_status leak(rva_store *store)
{
    (void)store;
    kept = rva__alloc(1);
    void *second = kept ? rva__alloc(1) : NULL;
    if (!second)
        return RVA_NO_MEMORY;
    rva__alloc_free(kept);
    rva__alloc_free(second);
    return RVA_OK;
}

static rva_status say_something_else(rva_store *store)
{
    (void)store;
    rva__alloc_free(kept = rva__alloc(1));
    return kept ? RVA_OK : RVA_IO;
}

static rva_status take_nothing(rva_store *store)
{
    (void)store;
    return RVA_OK;
}

/** The controls. */
Test(alloc_faults, that_are_handled_badly_are_found)
{
    cr_expect_str_eq(find_amiss(leak, false), "blocks are left over");
    rva__alloc_free(kept);
    cr_expect_str_eq(find_amiss(say_something_else, false), "another status than RVA_NO_MEMORY");
    cr_expect_str_eq(find_amiss(take_nothing, false), "no allocation failed");
}
