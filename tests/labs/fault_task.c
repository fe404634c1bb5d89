/**
 * @file tests/labs/fault_task.c
 * The tasks of the fault lab.
 */
#include "fault_task.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "given.h"
#include "golden.h"

enum {
    HISTORIES = 12,
    BATCH_HISTORIES = 5,
    IMPORT_HISTORIES = 60,
    FEED_SEQ = 5,
    FILE_BYTES_MAX = 8 << 20,
};

static char base[GIVEN_PATH_BYTES];
static char old_base[GIVEN_PATH_BYTES];
static char root[GIVEN_PATH_BYTES];
static char path[GIVEN_PATH_BYTES + 16];
static char other[GIVEN_PATH_BYTES + 16];

static rva_status create(rva_store *store)
{
    (void)store;
    return rva_store_create(other, NULL, RVA_DURABLE, NULL);
}

static rva_status open_store(rva_store *store)
{
    const rva_status status = rva_store_open(path, NULL, &store, NULL);
    if (status == RVA_OK)
        rva_store_close(store);
    return status;
}

static rva_status record_one(rva_store *store)
{
    const rva_event event = given_conversation("one");
    return rva_record(store, &event, NULL, NULL);
}

static rva_status record_histories(rva_store *store, int count)
{
    static char ids[IMPORT_HISTORIES][3][GIVEN_ID_BYTES];
    static rva_event events[IMPORT_HISTORIES * 3];
    for (int i = 0; i < count; i++) {
        snprintf(ids[i][0], GIVEN_ID_BYTES, "conversation-%d", i);
        snprintf(ids[i][1], GIVEN_ID_BYTES, "lead-%d", i);
        snprintf(ids[i][2], GIVEN_ID_BYTES, "sale-%d", i);
        events[3 * i] = given_conversation(ids[i][0]);
        events[3 * i + 1] = given_lead(ids[i][1], ids[i][0]);
        events[3 * i + 2] = given_sale(ids[i][2], ids[i][1], 100 + i);
    }
    return rva_record_many(store, events, (size_t)count * 3, NULL, NULL, NULL);
}

static rva_status record_batch(rva_store *store)
{
    return record_histories(store, BATCH_HISTORIES);
}

static rva_status import(rva_store *store)
{
    return record_histories(store, IMPORT_HISTORIES);
}

/** Queued, and done with when it is flushed. */
static rva_status record_queued(rva_store *store)
{
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.durability = RVA_ASYNC;
    rva_status status = rva_store_open(path, &options, &store, NULL);
    if (status != RVA_OK)
        return status;
    status = record_one(store);
    if (status == RVA_OK)
        status = rva_store_flush(store, NULL);
    rva_store_close(store);
    return status;
}

static rva_status correct(rva_store *store)
{
    rva_event sale = given_sale("t-1", "l-1", 5000);
    sale.correct = 1;
    return rva_record(store, &sale, NULL, NULL);
}

static rva_status erase(rva_store *store)
{
    const rva_event erasure = given_erasure("c-2");
    return rva_record(store, &erasure, NULL, NULL);
}

static rva_status settle(rva_store *store)
{
    rva_settings *settings = NULL;
    rva_status status = rva_store_settings(store, &settings, NULL);
    if (status == RVA_OK)
        status = rva_settings_set(settings, "time_zone", "Asia/Tokyo", NULL);
    if (status == RVA_OK)
        status = rva_store_change_settings(store, settings, NULL, NULL, NULL);
    rva_settings_free(settings);
    return status;
}

static rva_status rebuild(rva_store *store)
{
    return rva_store_rebuild(store, NULL, NULL, NULL, NULL);
}

/** A verification that could not read must not say that the store is damaged. */
static rva_status verify(rva_store *store)
{
    rva_verify_result result;
    const rva_status status = rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL);
    return status == RVA_OK && result.differences > 0 ? RVA_CORRUPT : status;
}

static rva_status back_up(rva_store *store)
{
    return rva_store_backup(store, other, NULL);
}

static rva_status compact(rva_store *store)
{
    (void)store;
    return rva_store_compact(path, NULL);
}

static rva_status salvage(rva_store *store)
{
    (void)store;
    return rva_store_salvage(path, other, NULL, NULL, NULL, NULL, NULL);
}

static rva_status upgrade(rva_store *store)
{
    (void)store;
    return rva_store_upgrade(path, NULL, NULL, NULL, NULL);
}

static rva_status open_upgraded(rva_store *store)
{
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    options.upgrade = 1;
    const rva_status status = rva_store_open(path, &options, &store, NULL);
    if (status == RVA_OK)
        rva_store_close(store);
    return status;
}

static rva_status save_feed(rva_store *store)
{
    rva_feed *feed = NULL;
    rva_change change;
    rva_status status = rva_feed_open(store, "reader", FEED_SEQ, &feed, NULL);
    if (status == RVA_OK)
        status = rva_feed_next(feed, &change, NULL);
    if (status == RVA_OK && change.seq == FEED_SEQ) /* not saved before */
        status = rva_feed_save(feed, NULL);
    rva_feed_close(feed);
    return status;
}

static rva_status report(rva_store *store)
{
    rva_status status;
    free(given_try_figures(store, &status));
    return status;
}

const task task_recordings[] = {
    {.name = "recording", .run = record_one},
    {.name = "recording into the queue", .run = record_queued, .queues = true},
    {.name = "recording a batch", .run = record_batch},
    {.name = "importing", .run = import},
    {.name = "correcting", .run = correct},
    {.name = "erasing", .run = erase},
    {.name = NULL},
};

const task task_changes[] = {
    {.name = "changing settings", .run = settle},
    {.name = "rebuilding", .run = rebuild},
    {.name = "saving a feed", .run = save_feed},
    {.name = NULL},
};

const task task_readings[] = {
    {.name = "opening", .run = open_store, .closed = true},
    {.name = "verifying", .run = verify},
    {.name = "reporting", .run = report},
    {.name = NULL},
};

const task task_copies[] = {
    {.name = "creating", .run = create, .closed = true, .copies = true},
    {.name = "backing up", .run = back_up, .copies = true},
    {.name = "compacting", .run = compact, .closed = true},
    {.name = "salvaging", .run = salvage, .closed = true, .copies = true},
    {.name = NULL},
};

const task task_upgrades[] = {
    {.name = "upgrading", .run = upgrade, .closed = true, .older = true},
    {.name = "opening upgraded",
     .run = open_upgraded,
     .closed = true,
     .goes_on = true,
     .older = true},
    {.name = NULL},
};

/** One store in words: what can be asked of it. */
static void write_state(const char *of, FILE *to)
{
    rva_store *store = NULL;
    rva_settings *settings = NULL;
    rva_feed *feed = NULL;
    rva_change change = {0};
    rva_error err = RVA_ERROR_INIT;
    const rva_status status = rva_store_open(of, NULL, &store, &err);
    if (status != RVA_OK) {
        fprintf(to, "%s: %s\n", rva_status_name(status), err.message);
        return;
    }
    rva_status reported;
    char *figures = given_try_figures(store, &reported);
    rva_store_settings(store, &settings, NULL);
    if (rva_feed_open(store, "reader", 1, &feed, NULL) == RVA_OK)
        rva_feed_next(feed, &change, NULL);
    fprintf(to, "differences %lld, events %lld, zone %s, cursor %lld\n%s\n",
            (long long)given_differences(store, RVA_VERIFY_FULL), (long long)given_events(store),
            settings ? rva_settings_get(settings, "time_zone") : "", (long long)change.seq,
            figures ? figures : rva_status_name(reported));
    rva_feed_close(feed);
    rva_settings_free(settings);
    free(figures);
    rva_store_close(store);
}

char *task_state(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    write_state(path, to);
    write_state(other, to);
    fclose(to);
    return text;
}

static void copy_file(const char *from_base, const char *name)
{
    static char bytes[FILE_BYTES_MAX];
    char place[GIVEN_PATH_BYTES + 32];
    snprintf(place, sizeof place, "%s/%s", from_base, name);
    FILE *from = fopen(place, "rb");
    if (!from)
        abort();
    const size_t size = fread(bytes, 1, sizeof bytes, from);
    fclose(from);
    snprintf(place, sizeof place, "%.270s/%s", path, name);
    FILE *to = fopen(place, "wb");
    if (!to || fwrite(bytes, 1, size, to) != size || fclose(to) != 0)
        abort();
}

void task_make_fresh(const task *of)
{
    const char *from = of && of->older ? old_base : base;
    given_remove(root);
    mkdir(root, 0700);
    mkdir(path, 0700);
    copy_file(from, "data.mdb");
    copy_file(from, "guard");
}

void task_begin(void)
{
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    snprintf(base, sizeof base, "%s", given_place("base"));
    snprintf(old_base, sizeof old_base, "%s", given_place("old"));
    snprintf(root, sizeof root, "%s", given_place("root"));
    snprintf(path, sizeof path, "%s/store", root);
    snprintf(other, sizeof other, "%s/other", root);
    golden_unpack(old_base);
    rva_store *store = given_store(base);
    for (int i = 0; i < HISTORIES; i++)
        given_history(store, i);
    rva_store_close(store);
}

const char *task_store(void)
{
    return path;
}

const char *task_other(void)
{
    return other;
}

const char *task_root(void)
{
    return root;
}
