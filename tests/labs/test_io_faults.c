/**
 * @file labs/test_io_faults.c
 * Every call of the operating system fails once: the store is as before or as after.
 *
 * Each task is done again and again on a fresh copy of a store, and each time the next call
 * of a kind fails, until the task makes no more such calls.  The status must be one that a
 * fault of the disk may have; the store, opened again, must be what it was before or what it
 * is after the task; the task must then succeed; and the store must verify.  A call that
 * says it was done and was not shows that the lab can see it.
 *
 * RVA_LOUD says what is amiss at each point.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "../store/given.h"
#include "faults.h"

enum {
    HISTORIES = 12,
    BATCH_HISTORIES = 5,
    IMPORT_HISTORIES = 60,
    POINTS_MAX = 2000,
    POINT_SECONDS_MAX = 60,
    FILE_BYTES_MAX = 8 << 20,
};

/** What came of a point. */
typedef enum point_end {
    POINT_FINE,
    POINT_NOT_REACHED, /**< the task makes fewer such calls, and was done */
    POINT_STATUS,      /**< a status that a fault of the disk must not have */
    POINT_STATE,       /**< neither as before nor as after, or not as the status says */
    POINT_REPEAT,      /**< the task could not be repeated */
    POINT_CRASHED,
    POINT_ENDS
} point_end;

/** Something to do, which may be done again. */
typedef struct task {
    const char *name;
    rva_status (*run)(rva_store *store);
    bool closed; /**< not with an open store */
    bool copies; /**< makes a directory: its name may be there although flushing it failed */
} task;

/** Points of one kind. */
typedef struct tally {
    int points;
    int ends[POINT_ENDS];
} tally;

static char base[GIVEN_PATH_BYTES];
static char root[GIVEN_PATH_BYTES];
static char path[GIVEN_PATH_BYTES + 16];
static char other[GIVEN_PATH_BYTES + 16]; /**< where a new store or a backup comes */
static char *before;
static char *after;

/* The tasks. */

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

static rva_status save_feed(rva_store *store)
{
    rva_feed *feed = NULL;
    rva_change change;
    rva_status status = rva_feed_open(store, "reader", 5, &feed, NULL);
    if (status == RVA_OK)
        status = rva_feed_next(feed, &change, NULL);
    if (status == RVA_OK && change.seq > 5)
        status = RVA_OK; /* it was saved before */
    else if (status == RVA_OK)
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

/* Before and after. */

/** One store in words: what can be asked of it. */
static void write_state(const char *of, FILE *to)
{
    rva_store *store = NULL;
    rva_settings *settings = NULL;
    rva_feed *feed = NULL;
    rva_change change = {0};
    const rva_status status = rva_store_open(of, NULL, &store, NULL);
    if (status != RVA_OK) {
        fprintf(to, "%s\n", rva_status_name(status));
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

static char *state(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    write_state(path, to);
    write_state(other, to);
    fclose(to);
    return text;
}

static void copy_file(const char *name)
{
    static char bytes[FILE_BYTES_MAX];
    char place[GIVEN_PATH_BYTES + 32];
    snprintf(place, sizeof place, "%s/%s", base, name);
    FILE *from = fopen(place, "rb");
    cr_assert_not_null(from);
    const size_t size = fread(bytes, 1, sizeof bytes, from);
    fclose(from);
    snprintf(place, sizeof place, "%.270s/%s", path, name);
    FILE *to = fopen(place, "wb");
    cr_assert_not_null(to);
    cr_assert_eq(fwrite(bytes, 1, size, to), size);
    fclose(to);
}

/** A fresh copy of the store, and nothing beside it. */
static void make_fresh(void)
{
    given_remove(root);
    mkdir(root, 0700);
    mkdir(path, 0700);
    copy_file("data.mdb");
    copy_file("guard");
}

static void begin(void)
{
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    snprintf(base, sizeof base, "%s", given_place("base"));
    snprintf(root, sizeof root, "%s", given_place("root"));
    snprintf(path, sizeof path, "%s/store", root);
    snprintf(other, sizeof other, "%s/other", root);
    rva_store *store = given_store(base);
    for (int i = 0; i < HISTORIES; i++)
        given_history(store, i);
    rva_store_close(store);
}

TestSuite(io_faults, .init = begin, .fini = given_end, .timeout = 600);

/** Does the task without a fault, to know what is before and after it. */
static void learn(const task *of)
{
    make_fresh();
    before = state();
    rva_store *store = of->closed ? NULL : given_open(path);
    cr_assert_eq(of->run(store), RVA_OK, "%s", of->name);
    rva_store_close(store);
    after = state();
}

static void forget(void)
{
    free(before);
    free(after);
}

/* One point. */

static bool is_allowed(rva_status status)
{
    return status == RVA_OK || status == RVA_IO || status == RVA_FULL || status == RVA_UNKNOWN ||
           status == RVA_NO_MEMORY;
}

static point_end amiss(point_end end, const char *what, rva_status status)
{
    fprintf(stderr, "%s, status %s\n", what, rva_status_name(status));
    return end;
}

/** What the task left must be as its status says. */
static point_end check_state(const task *of, rva_status status, bool *done)
{
    char *found = state();
    const bool was_done = strcmp(found, after) == 0;
    const bool was_not = strcmp(found, before) == 0;
    free(found);
    *done = was_done;
    if (!was_done && !was_not)
        return amiss(POINT_STATE, "neither before nor after", status);
    if (status == RVA_OK && !was_done)
        return amiss(POINT_STATE, "not done", status);
    if (status != RVA_OK && status != RVA_UNKNOWN && !was_not && !of->copies)
        return amiss(POINT_STATE, "done all the same", status);
    return POINT_FINE;
}

/** Without faults the task must work now, or have worked. */
static point_end check_repeat(const task *of, bool was_done)
{
    bool done;
    rva_store *store = of->closed ? NULL : given_open(path);
    const rva_status status = of->run(store);
    rva_store_close(store);
    if (status != RVA_OK && !(of->copies && was_done && status == RVA_EXISTS))
        return amiss(POINT_REPEAT, "cannot be repeated", status);
    return check_state(of, RVA_OK, &done) == POINT_FINE && done ? POINT_FINE : POINT_REPEAT;
}

static point_end try_point(const task *of, call_kind kind, fault_way way, long nth, bool at_once)
{
    bool done;
    make_fresh();
    rva_store *store = of->closed ? NULL : given_open(path);
    faults_arm(kind, way, nth);
    rva_status status = of->run(store);
    const bool reached = faults_disarm();
    if (at_once && reached && is_allowed(status) && status != RVA_OK)
        status = of->run(store) == RVA_OK ? RVA_OK : RVA_UNKNOWN;
    rva_store_close(store);
    if (!is_allowed(status))
        return amiss(POINT_STATUS, "not a status of a fault", status);
    if (!reached && status != RVA_OK)
        return amiss(POINT_STATUS, "failed without a fault", status);
    const point_end end = check_state(of, status, &done);
    if (end != POINT_FINE)
        return end;
    return reached ? check_repeat(of, done) : POINT_NOT_REACHED;
}

static point_end try_in_child(const task *of, call_kind kind, fault_way way, long nth, bool at_once)
{
    int how = 0;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(POINT_SECONDS_MAX);
        if (!given_number("RVA_LOUD", 0) && !freopen("/dev/null", "w", stderr))
            _exit(POINT_CRASHED);
        _exit((int)try_point(of, kind, way, nth, at_once));
    }
    waitpid(child, &how, 0);
    const bool ended = WIFEXITED(how) && WEXITSTATUS(how) < POINT_CRASHED;
    return ended ? (point_end)WEXITSTATUS(how) : POINT_CRASHED;
}

/* All points. */

static const char *const kind_names[CALL_KINDS] = {
    "open", "read", "write",  "flush", "truncate", "map",
    "stat", "lock", "rename", "link",  "remove",   "make directory",
};

static const char *const way_names[FAULT_WAYS] = {
    "EIO",          "ENOSPC",       "EDQUOT",          "ENOMEM", "short",
    "done but EIO", "EIO for ever", "ENOSPC for ever", "a lie",
};

/** Which faults a kind of call has: bits of ::fault_way. */
static unsigned ways_of(call_kind kind)
{
    const unsigned io = 1u << FAULT_IO;
    const unsigned room = 1u << FAULT_SPACE | 1u << FAULT_QUOTA;
    const unsigned on = 1u << FAULT_IO_ON | 1u << FAULT_SPACE_ON;
    switch (kind) {
    case CALL_WRITE:
        return io | room | on | 1u << FAULT_SHORT | 1u << FAULT_DONE;
    case CALL_FLUSH:
        return io | room | on | 1u << FAULT_DONE;
    case CALL_OPEN:
    case CALL_MAKE_DIRECTORY:
        return io | room;
    case CALL_TRUNCATE:
        return io | room | 1u << FAULT_DONE;
    case CALL_RENAME:
        return io | room | 1u << FAULT_DONE;
    case CALL_READ:
        return io | 1u << FAULT_SHORT;
    case CALL_MAP:
        return 1u << FAULT_MEMORY;
    default:
        return io;
    }
}

static void try_points(const task *of, call_kind kind, fault_way way, bool at_once, tally *sums)
{
    for (long nth = 1; nth < POINTS_MAX; nth++) {
        const point_end end = try_in_child(of, kind, way, nth, at_once);
        if (end == POINT_NOT_REACHED)
            return;
        sums->points++;
        sums->ends[end]++;
        if (end != POINT_FINE && given_number("RVA_LOUD", 0))
            fprintf(stderr, "%s: %s number %ld: %s%s\n", of->name, kind_names[kind], nth,
                    way_names[way], at_once ? ", tried again at once" : "");
    }
    cr_assert_fail("%s: no end of calls", of->name);
}

static void try_task(const task *of, bool at_once)
{
    tally sums = {0};
    learn(of);
    for (int kind = 0; kind < CALL_KINDS; kind++)
        for (int way = 0; way < FAULT_LIE; way++)
            if (ways_of((call_kind)kind) & 1u << way)
                try_points(of, (call_kind)kind, (fault_way)way, at_once, &sums);
    forget();
    printf("%s%s: %d points: %d statuses, %d states, %d repeats wrong, %d crashed\n", of->name,
           at_once ? ", tried again at once" : "", sums.points, sums.ends[POINT_STATUS],
           sums.ends[POINT_STATE], sums.ends[POINT_REPEAT], sums.ends[POINT_CRASHED]);
    fflush(stdout);
    cr_expect_gt(sums.points, 0);
    cr_expect_eq(sums.ends[POINT_FINE], sums.points, "%s", of->name);
}

static const task recordings[] = {
    {.name = "recording", .run = record_one}, {.name = "recording a batch", .run = record_batch},
    {.name = "importing", .run = import},     {.name = "correcting", .run = correct},
    {.name = "erasing", .run = erase},
};

static const task changes[] = {
    {.name = "changing settings", .run = settle},
    {.name = "rebuilding", .run = rebuild},
    {.name = "saving a feed", .run = save_feed},
};

static const task readings[] = {
    {.name = "opening", .run = open_store, .closed = true},
    {.name = "verifying", .run = verify},
    {.name = "reporting", .run = report},
};

static const task copies[] = {
    {.name = "creating", .run = create, .closed = true, .copies = true},
    {.name = "backing up", .run = back_up, .copies = true},
    {.name = "compacting", .run = compact, .closed = true},
};

#define TRY_TASKS(tasks, at_once)                                                                  \
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++)                                      \
    try_task(&tasks[i], at_once)

Test(io_faults, of_recording_leave_the_store_before_or_after)
{
    TRY_TASKS(recordings, false);
}

Test(io_faults, of_changing_leave_the_store_before_or_after)
{
    TRY_TASKS(changes, false);
}

Test(io_faults, of_reading_leave_the_store_as_it_was)
{
    TRY_TASKS(readings, false);
}

Test(io_faults, of_making_stores_leave_nothing_or_a_whole_one)
{
    TRY_TASKS(copies, false);
}

Test(io_faults, let_a_handle_go_on_or_say_that_it_cannot)
{
    TRY_TASKS(recordings, true);
    TRY_TASKS(changes, true);
}

Test(io_faults, that_nobody_reports_are_found_out)
{
    tally sums = {0};
    for (size_t i = 0; i < sizeof recordings / sizeof *recordings; i++) {
        learn(&recordings[i]);
        try_points(&recordings[i], CALL_WRITE, FAULT_LIE, false, &sums);
        forget();
    }
    printf("lies: %d points, %d found out\n", sums.points, sums.points - sums.ends[POINT_FINE]);
    fflush(stdout);
    cr_expect_gt(sums.points, 0);
    cr_expect_eq(sums.ends[POINT_FINE], 0);
}
