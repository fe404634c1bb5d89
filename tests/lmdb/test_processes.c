/**
 * @file lmdb/test_processes.c
 * A store and several processes: at once, forked, stopped, dead.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];

static void begin(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
    given_create(path);
}

TestSuite(processes, .init = begin, .fini = given_end, .timeout = 120);

/** Runs `work` in a child. */
static pid_t start(int (*work)(void))
{
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        given_exit(work());
    return child;
}

/** How a child ended: its exit code, or the negative signal. */
static int end_of(pid_t child)
{
    int how = 0;
    waitpid(child, &how, 0);
    return WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
}

static void record_conversations(rva_store *store, const char *prefix, int count)
{
    for (int i = 0; i < count; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "%s-%d", prefix, i);
        const rva_event event = given_conversation(id);
        given_record(store, &event);
    }
}

static int record_two_hundred(void)
{
    rva_store *store = given_open(path);
    record_conversations(store, "child", 200);
    rva_store_close(store);
    return 0;
}

Test(processes, two_record_at_once)
{
    const pid_t child = start(record_two_hundred);
    rva_store *store = given_open(path);
    record_conversations(store, "parent", 200);
    cr_expect_eq(end_of(child), 0);
    cr_expect_eq(given_events(store), 400);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

/** Both name new values, so each must learn the other's. */
static int record_other_names(void)
{
    rva_store *store = given_open(path);
    for (int i = 0; i < 50; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "%d-%d", (int)getpid(), i);
        rva_event event = given_conversation(id);
        event.source = id;
        given_record(store, &event);
    }
    rva_store_close(store);
    return 0;
}

Test(processes, two_that_name_new_values_agree_on_them)
{
    const pid_t children[] = {start(record_other_names), start(record_other_names)};
    cr_expect_eq(end_of(children[0]), 0);
    cr_expect_eq(end_of(children[1]), 0);
    rva_store *store = given_open(path);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

Test(processes, opening_twice_in_one_shares_the_store)
{
    rva_store *first = given_open(path);
    rva_store *second = given_open(path);
    const rva_event event = given_conversation("c");
    given_record(first, &event);
    rva_outcome outcome = RVA_REFUSED;
    cr_expect_eq(rva_record(second, &event, &outcome, NULL), RVA_OK);
    cr_expect_eq(outcome, RVA_DUPLICATE);
    rva_store_close(first);
    cr_expect_eq(given_events(second), 1);
    rva_store_close(second);
}

static bool copy_file(const char *from, const char *to)
{
    struct stat about;
    const int in = open(from, O_RDONLY | O_CLOEXEC);
    const int out = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
    bool copied = in >= 0 && out >= 0 && fstat(in, &about) == 0;
    for (off_t left = copied ? about.st_size : 0; left > 0;) {
        const ssize_t sent = sendfile(out, in, NULL, (size_t)left);
        copied &= sent > 0;
        left = sent > 0 ? left - sent : 0;
    }
    close(in);
    close(out);
    return copied;
}

typedef void close_fn(rva_store *store);
typedef rva_status open_fn(const char *path, const rva_store_options *options, rva_store **out,
                           rva_error *err);

Test(processes, a_second_copy_of_the_library_is_kept_out)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *theirs = NULL;
    open_fn *open_theirs;
    close_fn *close_theirs;
    const char *copy = given_place("copy.so");
    cr_assert(copy_file(RVA_SHARED_LIBRARY, copy));
    void *library = dlopen(copy, RTLD_NOW | RTLD_LOCAL);
    cr_assert_not_null(library, "%s", dlerror());
    *(void **)&open_theirs = dlsym(library, "rva_store_open");
    *(void **)&close_theirs = dlsym(library, "rva_store_close");
    cr_assert(open_theirs && close_theirs);

    rva_store *ours = given_open(path);
    cr_expect_eq(open_theirs(path, NULL, &theirs, &err), RVA_IN_USE);
    cr_expect_null(theirs);
    record_conversations(ours, "c", 1);
    rva_store_close(ours);
    cr_expect_eq(open_theirs(path, NULL, &theirs, &err), RVA_OK, "%s", err.message);
    close_theirs(theirs);
    dlclose(library);
}

Test(processes, compaction_is_kept_out_while_it_is_open)
{
    rva_store *store = given_open(path);
    cr_expect_eq(rva_store_compact(path, NULL), RVA_IN_USE);
    rva_store_close(store);
    cr_expect_eq(rva_store_compact(path, NULL), RVA_OK);
}

/** What a child inherits. */
static struct {
    rva_store *store;
    rva_feed *feed;
    rva_snapshot *snapshot;
} inherited;

/** How many calls on inherited handles do not say that they are the parent's. */
static int use_inherited(void)
{
    const rva_event event = given_conversation("of the child");
    rva_settings *settings = NULL;
    rva_store_info info;
    rva_verify_result result;
    rva_report *report = NULL;
    rva_feed *feed = NULL;
    rva_snapshot *snapshot = NULL;
    rva_change change;
    rva_store *store = inherited.store;
    rva_query query = RVA_QUERY_INIT;
    query.snapshot = inherited.snapshot;
    const rva_status all[] = {
        rva_record(store, &event, NULL, NULL),
        rva_record_many(store, &event, 1, NULL, NULL, NULL),
        rva_record_check(store, &event, 1, NULL, NULL, NULL),
        rva_store_flush(store, NULL),
        rva_store_settings(store, &settings, NULL),
        rva_store_get_info(store, &info, NULL),
        rva_store_verify(store, RVA_VERIFY_QUICK, &result, NULL, NULL, NULL),
        rva_store_rebuild(store, NULL, NULL, NULL, NULL),
        rva_store_backup(store, given_place("backup"), NULL),
        rva_report_run(store, "executive_summary", NULL, &report, NULL),
        rva_report_run(store, "executive_summary", &query, &report, NULL),
        rva_snapshot_open(store, &snapshot, NULL),
        rva_feed_open(store, NULL, 1, &feed, NULL),
        rva_feed_next(inherited.feed, &change, NULL),
        rva_feed_wait(inherited.feed, 0, NULL),
        rva_feed_save(inherited.feed, NULL),
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] != RVA_FORKED)
            fprintf(stderr, "call %d: %s\n", (int)i, rva_status_name(all[i]));
        wrong += all[i] != RVA_FORKED;
    }
    return wrong;
}

static int use_and_close(void)
{
    const int wrong = use_inherited();
    rva_feed_close(inherited.feed);
    rva_snapshot_close(inherited.snapshot);
    rva_store_close(inherited.store);
    return wrong;
}

static void open_all(void)
{
    inherited.store = given_open(path);
    record_conversations(inherited.store, "before", 3);
    cr_assert_eq(rva_feed_open(inherited.store, "reader", 1, &inherited.feed, NULL), RVA_OK);
    cr_assert_eq(rva_snapshot_open(inherited.store, &inherited.snapshot, NULL), RVA_OK);
}

static void close_all(void)
{
    rva_feed_close(inherited.feed);
    rva_snapshot_close(inherited.snapshot);
    rva_store_close(inherited.store);
}

Test(processes, a_forked_child_is_refused)
{
    open_all();
    cr_expect_eq(end_of(start(use_inherited)), 0);
    close_all();
}

static int64_t conversations_of(rva_snapshot *snapshot)
{
    rva_report *report = NULL;
    rva_query query = RVA_QUERY_INIT;
    query.from_at = GIVEN_AT - GIVEN_DAY;
    query.to_at = GIVEN_AT + GIVEN_DAY;
    query.now_at = GIVEN_AT + 30 * GIVEN_DAY;
    query.by = RVA_GRAIN_NONE;
    query.measures = "conversations";
    query.snapshot = snapshot;
    cr_assert_eq(rva_report_cube(inherited.store, &query, &report, NULL), RVA_OK);
    const rva_table *cells = rva_report_table(report, "cells");
    const int64_t column = rva_table_column_find(cells, "conversations");
    const int64_t count = rva_table_value(cells, 0, (size_t)column).integer;
    rva_report_free(report);
    return count;
}

Test(processes, what_a_forked_child_closes_stays_open_in_the_parent)
{
    open_all();
    cr_assert_eq(end_of(start(use_and_close)), 0);
    record_conversations(inherited.store, "after", 300); /* would reuse pages let go */
    cr_expect_eq(conversations_of(inherited.snapshot), 3);
    cr_expect_eq(conversations_of(NULL), 303);
    cr_expect_eq(rva_store_compact(path, NULL), RVA_IN_USE);
    cr_expect_eq(given_differences(inherited.store, RVA_VERIFY_FULL), 0);
    close_all();
}

Test(processes, a_forked_child_opens_the_store_for_itself)
{
    open_all();
    cr_expect_eq(end_of(start(record_two_hundred)), 0);
    cr_expect_eq(given_events(inherited.store), 203);
    close_all();
}

static int stop_in_progress(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    raise(SIGSTOP);
    return 0;
}

static int rebuild_and_stop(void)
{
    rva_store *store = given_open(path);
    const rva_status status = rva_store_rebuild(store, NULL, stop_in_progress, NULL, NULL);
    rva_store_close(store);
    return (int)status;
}

static void wait_until_stopped(pid_t child)
{
    int how = 0;
    cr_assert_eq(waitpid(child, &how, WUNTRACED), child);
    cr_assert(WIFSTOPPED(how));
}

Test(processes, a_stopped_writer_makes_others_busy_in_time)
{
    rva_store *store = given_open(path);
    record_conversations(store, "c", 1);
    rva_store_close(store);
    const pid_t child = start(rebuild_and_stop);
    wait_until_stopped(child);

    store = given_open_waiting(path, 200);
    rva_error err = RVA_ERROR_INIT;
    const rva_event event = given_conversation("late");
    cr_expect_eq(rva_record(store, &event, NULL, &err), RVA_BUSY);
    cr_expect_eq(given_events(store), 1); /* reading goes on */
    kill(child, SIGCONT);
    cr_expect_eq(end_of(child), RVA_OK);
    given_record(store, &event);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

Test(processes, a_killed_writer_makes_nobody_wait)
{
    rva_store *store = given_open(path);
    record_conversations(store, "c", 1);
    rva_store_close(store);
    const pid_t child = start(rebuild_and_stop);
    wait_until_stopped(child);
    store = given_open_waiting(path, 200);
    kill(child, SIGKILL);
    cr_expect_eq(end_of(child), -SIGKILL);
    record_conversations(store, "after", 1);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

static int orphan_pipe[2];

/** Leaves a child of its own behind, and dies in the middle of a transaction. */
static int fork_in_progress(int64_t done, int64_t total, void *context)
{
    (void)done;
    (void)total;
    (void)context;
    if (fork() == 0) {
        char none;
        close(orphan_pipe[1]);
        const ssize_t got = read(orphan_pipe[0], &none, 1); /* until the test is over */
        given_exit(got == 0 ? 0 : 1);
    }
    raise(SIGKILL);
    return 0;
}

static int rebuild_and_die(void)
{
    rva_store *store = given_open(path);
    return (int)rva_store_rebuild(store, NULL, fork_in_progress, NULL, NULL);
}

Test(processes, a_killed_writer_makes_nobody_wait_though_its_children_live)
{
    rva_store *store = given_open(path);
    record_conversations(store, "c", 1);
    rva_store_close(store);
    cr_assert_eq(pipe(orphan_pipe), 0);
    cr_expect_eq(end_of(start(rebuild_and_die)), -SIGKILL);
    store = given_open_waiting(path, 500);
    rva_error err = RVA_ERROR_INIT;
    const rva_event event = given_conversation("after");
    cr_expect_eq(rva_record(store, &event, NULL, &err), RVA_OK, "%s", err.message);
    rva_store_close(store);
    cr_expect_eq(rva_store_compact(path, &err), RVA_OK, "%s", err.message);
    close(orphan_pipe[1]);
}

static int hold_snapshot_and_stop(void)
{
    rva_snapshot *snapshot = NULL;
    rva_store *store = given_open(path);
    if (rva_snapshot_open(store, &snapshot, NULL) != RVA_OK)
        return 1;
    raise(SIGSTOP);
    return 0;
}

static int64_t readers(rva_store *store)
{
    rva_store_info info = {0};
    cr_assert_eq(rva_store_get_info(store, &info, NULL), RVA_OK);
    return info.readers;
}

Test(processes, a_dead_reader_is_cleared_away)
{
    const pid_t child = start(hold_snapshot_and_stop);
    wait_until_stopped(child);
    rva_store *store = given_open(path);
    const int64_t with_it = readers(store);
    rva_store_close(store);
    kill(child, SIGKILL);
    cr_expect_eq(end_of(child), -SIGKILL);
    store = given_open(path);
    cr_expect_lt(readers(store), with_it);
    rva_store_close(store);
}

Test(processes, a_program_that_is_started_inherits_no_file_of_the_store)
{
    char command[64];
    rva_store *store = given_open(path);
    given_history(store, 1);
    snprintf(command, sizeof command, "ls -l /proc/self/fd | grep -c '%.20s'", "data.mdb");
    FILE *program = popen(command, "r");
    int found = -1;
    cr_assert_not_null(program);
    cr_assert_eq(fscanf(program, "%d", &found), 1);
    pclose(program);
    cr_expect_eq(found, 0);
    const int plain = dup(0); /* the lab would see one that is inherited */
    program = popen("ls /proc/self/fd | wc -l", "r");
    int with = 0;
    cr_assert_eq(fscanf(program, "%d", &with), 1);
    pclose(program);
    close(plain);
    program = popen("ls /proc/self/fd | wc -l", "r");
    int without = 0;
    cr_assert_eq(fscanf(program, "%d", &without), 1);
    pclose(program);
    cr_expect_eq(with, without + 1);
    rva_store_close(store);
}
