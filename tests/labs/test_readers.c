/**
 * @file labs/test_readers.c
 * Readers that died or were forgotten, and what a store makes of them.
 *
 * A snapshot keeps the pages of its moment from being used again, so a store grows while it
 * is held.  That of a dead process must not: a store that goes on being written to, by a
 * handle that was open before, must stay about as small as one that nobody read.  A living
 * reader that is forgotten makes the file grow, which shows that the lab can see it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "children.h"

enum {
    COMMITS = 2000,
    EVENTS_BEFORE = 50,
    SNAPSHOTS = 500, /**< of 512 readers */
    SNAPSHOTS_AFTER = 40,
};

static char path[GIVEN_PATH_BYTES];

static void make(const char *name)
{
    const rva_error err = RVA_ERROR_INIT;
    snprintf(path, sizeof path, "%s", given_place(name));
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, NULL), &err, "rva_store_create");
}

TestSuite(readers, .fini = given_end, .timeout = 300);

static void record(rva_store *store, const char *prefix, int count)
{
    for (int i = 0; i < count; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "%s-%d", prefix, i);
        const rva_event event = given_conversation(id);
        given_record(store, &event);
    }
}

static rva_store_info info_of(rva_store *store)
{
    rva_store_info info = {0};
    const rva_error err = RVA_ERROR_INIT;
    given_check(rva_store_get_info(store, &info, NULL), &err, "rva_store_get_info");
    return info;
}

static int hold_snapshot(void)
{
    rva_snapshot *snapshot = NULL;
    rva_store *store = given_open(path);
    if (rva_snapshot_open(store, &snapshot, NULL) != RVA_OK)
        return 1;
    raise(SIGSTOP);
    rva_snapshot_close(snapshot);
    rva_store_close(store);
    return 0;
}

/** What is there while some thousand events are recorded by one handle. */
typedef enum reader_kind { NO_READER, DEAD_READER, FORGOTTEN_READER } reader_kind;

/** Size of the file after it. */
static int64_t bytes_with(reader_kind kind, const char *name)
{
    make(name);
    rva_store *store = given_open(path);
    record(store, "before", EVENTS_BEFORE);
    const pid_t reader = kind == NO_READER ? 0 : child_start(hold_snapshot);
    cr_assert(kind == NO_READER || child_stopped(reader));
    if (kind == DEAD_READER)
        child_kill(reader);
    record(store, "after", COMMITS);
    const int64_t bytes = info_of(store).data_bytes;
    if (kind == FORGOTTEN_READER)
        child_kill(reader);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
    return bytes;
}

Test(readers, that_died_do_not_make_the_file_grow)
{
    const int64_t alone = bytes_with(NO_READER, "alone");
    const int64_t with_dead = bytes_with(DEAD_READER, "dead");
    const int64_t with_forgotten = bytes_with(FORGOTTEN_READER, "forgotten");
    printf("%d commits: %lld bytes, with a dead reader %lld, with a forgotten one %lld\n", COMMITS,
           (long long)alone, (long long)with_dead, (long long)with_forgotten);
    fflush(stdout);
    cr_expect_leq(2 * with_dead, 3 * alone);
    cr_expect_gt(2 * with_forgotten, 3 * alone, "the lab cannot see growth");
}

/** Takes nearly every slot. */
static int hold_many_snapshots(void)
{
    rva_store *store = given_open(path);
    for (int i = 0; i < SNAPSHOTS; i++) {
        rva_snapshot *snapshot = NULL;
        if (rva_snapshot_open(store, &snapshot, NULL) != RVA_OK)
            return 1;
    }
    raise(SIGSTOP);
    return 0;
}

/** How many snapshots of these cannot be had. */
static int count_refused(rva_store *store)
{
    static rva_snapshot *snapshots[SNAPSHOTS_AFTER];
    int refused = 0;
    for (int i = 0; i < SNAPSHOTS_AFTER; i++) {
        snapshots[i] = NULL;
        const rva_status status = rva_snapshot_open(store, &snapshots[i], NULL);
        cr_expect(status == RVA_OK || status == RVA_LIMIT);
        refused += status != RVA_OK;
    }
    for (int i = 0; i < SNAPSHOTS_AFTER; i++)
        rva_snapshot_close(snapshots[i]);
    return refused;
}

Test(readers, that_died_leave_room_for_others)
{
    make("slots");
    rva_store *store = given_open(path);
    const pid_t reader = child_start(hold_many_snapshots);
    cr_assert(child_stopped(reader));
    cr_expect_gt(info_of(store).readers, SNAPSHOTS - 1);
    cr_expect_gt(count_refused(store), 0, "the lab cannot see that slots are taken");
    child_kill(reader);
    cr_expect_eq(count_refused(store), 0);
    rva_store_close(store);
}

/** Gross revenue and events as a snapshot has them. */
static char *figures_of(rva_store *store, rva_snapshot *snapshot)
{
    rva_report *report = NULL;
    char *text = NULL;
    size_t size;
    rva_error err = RVA_ERROR_INIT;
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT - GIVEN_DAY;
    query.to_at = GIVEN_AT + GIVEN_DAY;
    query.now_at = query.to_at;
    query.snapshot = snapshot;
    given_check(rva_report_cube(store, &query, &report, &err), &err, "rva_report_cube");
    given_check(rva_report_write(report, RVA_FORMAT_JSON, &text, &size, &err), &err, "write");
    rva_report_free(report);
    return text;
}

Test(readers, that_are_forgotten_keep_their_moment_and_hinder_nobody)
{
    make("held");
    rva_store *store = given_open(path);
    rva_snapshot *snapshot = NULL;
    record(store, "before", EVENTS_BEFORE);
    const int64_t readers = info_of(store).readers;
    cr_assert_eq(rva_snapshot_open(store, &snapshot, NULL), RVA_OK);
    cr_expect_geq(info_of(store).readers, readers);
    cr_expect_gt(info_of(store).readers, 0);
    char *before = figures_of(store, snapshot);
    record(store, "after", COMMITS);
    char *after = figures_of(store, snapshot);
    char *fresh = figures_of(store, NULL);
    cr_expect_str_eq(before, after);
    cr_expect_str_neq(before, fresh);
    rva_free(before);
    rva_free(after);
    rva_free(fresh);
    rva_snapshot_close(snapshot);

    const int64_t grown = info_of(store).data_bytes;
    record(store, "later", COMMITS / 4);
    cr_expect_leq(info_of(store).data_bytes, grown + grown / 10); /* what was kept is used */
    rva_store_close(store);
}

static int record_on_and_on(void)
{
    char prefix[GIVEN_ID_BYTES / 2];
    snprintf(prefix, sizeof prefix, "of-%d", (int)getpid());
    rva_store *store = given_open(path);
    record(store, prefix, 4 * COMMITS);
    rva_store_close(store);
    return 0;
}

/** A walk that a writer overtakes has seen pages of two moments: that is no damage. */
Test(readers, that_open_while_others_write_find_a_sound_store)
{
    int opened = 0;
    int refused = 0;
    make("busy");
    const pid_t writers[] = {child_start(record_on_and_on), child_start(record_on_and_on)};
    for (int64_t events = 0; events < 8 * COMMITS; opened++) {
        rva_store *store = NULL;
        rva_error err = RVA_ERROR_INIT;
        const rva_status status = rva_store_open(path, NULL, &store, &err);
        if (status != RVA_OK)
            fprintf(stderr, "opening: %s: %s\n", rva_status_name(status), err.message);
        refused += status != RVA_OK;
        events = status == RVA_OK ? given_events(store) : events;
        rva_store_close(store);
    }
    cr_expect_eq(child_end(writers[0]), 0);
    cr_expect_eq(child_end(writers[1]), 0);
    printf("opened %d times while others wrote, refused %d times\n", opened, refused);
    fflush(stdout);
    cr_expect_gt(opened, 1);
    cr_expect_eq(refused, 0);
}
