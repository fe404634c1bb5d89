/**
 * @file tests/labs/misuse_world.c
 * Right values for the misuse lab, and what every call must keep to.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/text.h"
#include "engine/store_handle.h"
#include "misuse.h"

enum { LONG_BYTES = 1 << 20, ROOM_PATTERN = 0x5a, ERROR_PATTERN = 0xa5 };

static rva_store *store;
static bool closed;

static void need(rva_status status)
{
    if (status != RVA_OK)
        misuse_problem("a right value cannot be made: %s", rva_status_name(status));
}

const char *misuse_path(void)
{
    static char path[GIVEN_PATH_BYTES];
    snprintf(path, sizeof path, "%s", given_place("store"));
    need(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL));
    return path;
}

rva_store *misuse_rva_store(void)
{
    if (store)
        return store;
    const rva_store_options options = misuse_options();
    need(rva_store_open(misuse_path(), &options, &store, NULL));
    given_history(store, 1);
    return store;
}

rva_feed *misuse_rva_feed(void)
{
    rva_feed *feed = NULL;
    need(rva_feed_open(misuse_rva_store(), "right", 1, &feed, NULL));
    return feed;
}

rva_records *misuse_rva_records(void)
{
    rva_records *records = NULL;
    need(rva_records_open(misuse_rva_store(), RVA_RECORDS_LEADS, GIVEN_AT, &records, NULL));
    return records;
}

rva_snapshot *misuse_rva_snapshot(void)
{
    rva_snapshot *snapshot = NULL;
    need(rva_snapshot_open(misuse_rva_store(), &snapshot, NULL));
    return snapshot;
}

rva_settings *misuse_rva_settings(void)
{
    rva_settings *settings = NULL;
    need(rva_settings_new(&settings, NULL));
    return settings;
}

rva_rejections *misuse_rva_rejections(void)
{
    rva_rejections *rejections = NULL;
    const rva_event event = given_conversation("");
    need(rva_record_many(misuse_rva_store(), &event, 1, NULL, &rejections, NULL));
    return rejections;
}

rva_report *misuse_rva_report(void)
{
    rva_report *report = NULL;
    const rva_query query = misuse_query();
    need(rva_report_run(misuse_rva_store(), "executive_summary", &query, &report, NULL));
    return report;
}

const rva_table *misuse_rva_table(void)
{
    return rva_report_table(misuse_rva_report(), "kpis");
}

rva_query misuse_query(void)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT - GIVEN_DAY;
    query.to_at = GIVEN_AT + GIVEN_DAY;
    query.now_at = GIVEN_AT + 2 * GIVEN_DAY;
    return query;
}

rva_store_options misuse_options(void)
{
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_EPHEMERAL;
    options.map_mib_max = 1024;
    return options;
}

void *misuse_bytes(void)
{
    char *bytes = NULL;
    size_t size = 0;
    need(rva_report_write(misuse_rva_report(), RVA_FORMAT_CSV, &bytes, &size, NULL));
    return bytes;
}

rva_store *misuse_closed_store(void)
{
    static rva_store none;
    return &none;
}

const char *misuse_long_text(void)
{
    static char text[LONG_BYTES + 1];
    memset(text, 'a', LONG_BYTES);
    return text;
}

const rva_filter *misuse_filter(const char *dimension, const char *value)
{
    static rva_filter filter;
    filter = (rva_filter){dimension, value, 0};
    return &filter;
}

const char *misuse_name_at(size_t index, void *context)
{
    (void)context;
    return rva_dimension_name_at(index);
}

int misuse_go_on(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    return 0;
}

int misuse_stop(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    return 1;
}

void misuse_room(misuse *at, int may_change, void *bytes, size_t size)
{
    memset(bytes, ROOM_PATTERN, size);
    if (!may_change)
        at->rooms[at->room_count++] = (misuse_room_of){bytes, size};
}

void misuse_begin(misuse *at)
{
    memset(&at->err, ERROR_PATTERN, sizeof at->err);
    at->live = (long)rva__alloc_live();
}

static void check_error(const rva_error *err, rva_status status)
{
    const size_t size = strnlen(err->message, sizeof err->message);
    if (err->status != (int64_t)status)
        misuse_problem("%s, but err.status is %" PRId64, rva_status_name(status), err->status);
    if (size == sizeof err->message || strnlen(err->field, sizeof err->field) == sizeof err->field)
        misuse_problem("a text of err has no end");
    if (size == 0)
        misuse_problem("%s without a message", rva_status_name(status));
    if (strchr(err->message, '\n'))
        misuse_problem("a message of several lines");
    if (!rva__text_is_utf8(err->message, size))
        misuse_problem("a message that is not UTF-8");
}

/** The statuses that no argument can bring about. */
static bool is_out_of_place(rva_status status)
{
    return status < RVA_OK || status > RVA_IN_USE || status == RVA_CORRUPT ||
           status == RVA_NO_MEMORY || status == RVA_UNKNOWN || status == RVA_FORKED;
}

static void check_rooms(const misuse *at)
{
    for (size_t i = 0; i < at->room_count; i++)
        for (size_t place = 0; place < at->rooms[i].size; place++)
            if (at->rooms[i].bytes[place] != ROOM_PATTERN)
                misuse_problem("it fails and fills an output");
}

void misuse_end(misuse *at, rva_status status, int has_err)
{
    const long live = (long)rva__alloc_live();
    if (is_out_of_place(status))
        misuse_problem("status %d", (int)status);
    if (at->argument == MISUSE_NOTHING && status != RVA_OK)
        misuse_problem("called rightly, it fails: %s: %s", rva_status_name(status),
                       at->err.message);
    if ((at->must_fail || at->argument == MISUSE_EVERYTHING) && status == RVA_OK)
        misuse_problem("success without what is required");
    if (at->is_closed && status != RVA_MISUSE)
        misuse_problem("%s for a closed store", rva_status_name(status));
    if (status == RVA_OK)
        return;
    if (has_err)
        check_error(&at->err, status);
    check_rooms(at);
    if (live > at->live)
        misuse_problem("it fails and keeps %ld blocks of memory", live - at->live);
}

void misuse_touch(const char *text)
{
    if (text && strlen(text) > LONG_BYTES)
        misuse_problem("a text without end");
}

void misuse_gone(const void *handle)
{
    closed = closed || (handle && handle == store);
}

void misuse_check_store(void)
{
    if (!store || closed)
        return;
    rva_verify_result result = {0};
    if (rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL) != RVA_OK ||
        result.differences > 0)
        misuse_problem("the store is damaged: %s", result.first.message);
}
