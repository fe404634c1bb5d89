/**
 * @file labs/test_kill_points.c
 * kill -9 at each call of the operating system that changes something.
 *
 * Each task is done by a child on a fresh copy of a store, again and again, and each time
 * it kills itself a call later: just before a write, a flush, a rename and so on, after half
 * of a write, or just after the call.  What is left must be the store before or after the
 * task, it must verify, and the task must succeed when it is done again, whatever was left
 * over.  Then threads, and two processes, record and are killed so: no event that was
 * acknowledged may be gone.  Controls: a task in two steps, whose middle must be seen, and a
 * recorder that acknowledges first, whose losses must be.  RVA_LOUD names each point that is
 * amiss; RVA_KILL_ROUNDS says how often threads and processes go through theirs.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "calls.h"
#include "children.h"
#include "fault_task.h"

enum {
    POINTS_MAX = 1000,
    PROCESSES_MAX = 2,
    THREADS_MAX = 16,
    EVENTS = 4, /**< that each thread records */
    FAILED = 3, /**< exit code of a child whose call failed */
};

/** When a child is killed. */
typedef enum moment { BEFORE_IT, HALF_DONE, AFTER_IT, MOMENTS } moment;

static const char *const moment_names[MOMENTS] = {"before", "in the middle of", "after"};

/** A kind of call and its name. */
typedef struct named_kind {
    call_kind kind;
    const char *name;
} named_kind;

/** Calls that change something, or others may meet; recording makes the first three. */
static const named_kind kinds[] = {
    {CALL_WRITE, "write"}, {CALL_FLUSH, "flush"},       {CALL_LOCK, "lock"},
    {CALL_OPEN, "open"},   {CALL_TRUNCATE, "truncate"}, {CALL_RENAME, "rename"},
    {CALL_LINK, "link"},   {CALL_REMOVE, "remove"},     {CALL_MAKE_DIRECTORY, "make directory"},
};

enum { KINDS = sizeof kinds / sizeof *kinds, KINDS_OF_RECORDING = 3, KINDS_OF_OPENING = 7 };

/** The point at which a child kills itself, and its calls of that kind so far. */
static struct {
    const named_kind *of;
    moment when;
    long nth; /**< 0 for never */
    atomic_long seen;
} at;

static _Noreturn void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/** Half of a plain write. */
static void perform_half(const call *of)
{
    call half = *of;
    if (!calls_in_parts(of))
        half.arguments[2] /= 2;
    else
        half.arguments[2] = (half.arguments[2] + 1) / 2;
    calls_perform(&half);
}

static long kill_at(const call *of)
{
    if (of->kind != at.of->kind || atomic_fetch_add(&at.seen, 1) + 1 != at.nth)
        return calls_perform(of);
    if (at.when == HALF_DONE)
        perform_half(of);
    else if (at.when == AFTER_IT)
        calls_perform(of);
    die();
}

static void arm(void)
{
    atomic_store(&at.seen, 0);
    calls_set_hook(at.nth > 0 ? kill_at : NULL);
}

TestSuite(kill_points, .init = task_begin, .fini = given_end, .timeout = 600);

static const task *doing;

/** What the killed child does. */
static int do_task(void)
{
    rva_store *store = doing->closed ? NULL : given_open(task_store());
    arm();
    const rva_status status = doing->run(store);
    calls_set_hook(NULL);
    rva_store_close(store);
    return status == RVA_OK ? 0 : FAILED;
}

static bool verifies(const char *path)
{
    rva_store *store = given_open(path);
    const bool sound = given_differences(store, RVA_VERIFY_FULL) == 0;
    rva_store_close(store);
    return sound;
}

/** Whether it can be done again, and is done then; the repetition may find it done. */
static bool repeats(const char *after)
{
    rva_store *store = doing->closed ? NULL : given_open(task_store());
    const rva_status status = doing->run(store);
    rva_store_close(store);
    char *state = task_state();
    const bool done = strcmp(state, after) == 0;
    free(state);
    return done && (status == RVA_OK || (doing->copies && status == RVA_EXISTS));
}

/** What is amiss after the child's end; NULL when nothing is. */
static const char *judge(int end, const char *before, const char *after)
{
    char *state = task_state();
    const bool done = strcmp(state, after) == 0;
    const bool undone = strcmp(state, before) == 0;
    free(state);
    if (end != 0 && end != -SIGKILL)
        return "it ended badly";
    if (!done && !undone)
        return "neither before nor after";
    if (end == 0 && !done)
        return "acknowledged and not done";
    if (!(doing->older && undone) && !verifies(task_store()))
        return "it does not verify";
    return repeats(after) ? NULL : "it cannot be done again";
}

/** Points and what is amiss among them. */
typedef struct tally {
    long points;
    long kills;
    long amiss;
} tally;

/** Tries a point; false when there were fewer calls. */
typedef bool point_fn(void *context, tally *sums);

/** Every moment of every call of some kinds. */
static tally try_points(size_t kind_count, point_fn *try_one, void *context)
{
    tally sums = {0};
    for (size_t i = 0; i < kind_count; i++)
        for (int when = 0; when < MOMENTS; when++) {
            at.of = &kinds[i];
            at.when = (moment)when;
            at.nth = 1;
            if (when == HALF_DONE && at.of->kind != CALL_WRITE)
                continue;
            while (at.nth < POINTS_MAX && try_one(context, &sums))
                at.nth++;
        }
    at.nth = 0;
    return sums;
}

static void count(tally *sums, const char *what, int end, const char *wrong)
{
    sums->points++;
    sums->kills += end == -SIGKILL;
    sums->amiss += wrong != NULL;
    if (wrong && given_number("RVA_LOUD", 0))
        fprintf(stderr, "%s, %s %s %ld: %s\n", what, moment_names[at.when], at.of->name, at.nth,
                wrong);
}

/** The store in words before and after a task. */
typedef struct states {
    char *before;
    char *after;
} states;

static bool try_task_point(void *context, tally *sums)
{
    const states *of = context;
    task_make_fresh(doing);
    const int end = child_end(child_start(do_task));
    count(sums, doing->name, end, judge(end, of->before, of->after));
    return end == -SIGKILL;
}

static tally try_task(const task *of)
{
    states are;
    doing = of;
    task_make_fresh(of);
    are.before = task_state();
    cr_assert_eq(child_end(child_start(do_task)), 0);
    are.after = task_state();
    const tally sums = try_points(KINDS, try_task_point, &are);
    free(are.before);
    free(are.after);
    printf("%s: %ld points, %ld kills, %ld amiss\n", of->name, sums.points, sums.kills, sums.amiss);
    fflush(stdout);
    return sums;
}

static void try_tasks(const task *tasks)
{
    for (; tasks->name; tasks++) {
        const tally sums = try_task(tasks);
        cr_expect_gt(sums.kills, 0);
        cr_expect_eq(sums.amiss, 0);
    }
}

Test(kill_points, of_recording_leave_the_store_before_or_after)
{
    try_tasks(task_recordings);
}

Test(kill_points, of_changing_leave_the_store_before_or_after)
{
    try_tasks(task_changes);
}

Test(kill_points, of_making_stores_leave_nothing_or_a_whole_one)
{
    try_tasks(task_copies);
}

Test(kill_points, of_upgrading_leave_the_store_before_or_after)
{
    try_tasks(task_upgrades);
}

static rva_status record_in_two_steps(rva_store *store)
{
    const rva_event first = given_conversation("first");
    const rva_event second = given_conversation("second");
    const rva_status status = rva_record(store, &first, NULL, NULL);
    return status == RVA_OK ? rva_record(store, &second, NULL, NULL) : status;
}

Test(kill_points, of_a_task_in_two_steps_show_its_middle)
{
    const task two = {.name = "two steps", .run = record_in_two_steps};
    cr_expect_gt(try_task(&two).amiss, 0);
}

static rva_status upgrade_in_two_steps(rva_store *store)
{
    const rva_status status = rva_store_upgrade(task_store(), NULL, NULL, NULL, NULL);
    if (status != RVA_OK)
        return status;
    store = given_open(task_store());
    const rva_status second = record_in_two_steps(store);
    rva_store_close(store);
    return second;
}

Test(kill_points, of_an_upgrade_in_two_steps_show_its_middle)
{
    const task two = {
        .name = "an upgrade in steps", .run = upgrade_in_two_steps, .closed = true, .older = true};
    cr_expect_gt(try_task(&two).amiss, 0);
}

/** Who records; how many of its events each thread acknowledged is shared memory. */
static struct {
    int threads;
    bool forgets; /**< acknowledges before it records */
} recorders;

static atomic_int (*acknowledged)[THREADS_MAX];
static int process;

static rva_event event_of(int of_process, int thread, int number, char id[GIVEN_ID_BYTES])
{
    snprintf(id, GIVEN_ID_BYTES, "%d-%d-%d", of_process, thread, number);
    return given_conversation(id);
}

static void *record_some(void *context)
{
    const int thread = (int)(intptr_t)context;
    rva_store *store = given_open(task_store());
    for (int i = 0; i < EVENTS; i++) {
        char id[GIVEN_ID_BYTES];
        const rva_event event = event_of(process, thread, i, id);
        if (recorders.forgets)
            atomic_store(&acknowledged[process][thread], i + 1);
        if (rva_record(store, &event, NULL, NULL) != RVA_OK)
            break;
        atomic_store(&acknowledged[process][thread], i + 1);
    }
    return store;
}

static int record_in_threads(void)
{
    pthread_t threads[THREADS_MAX];
    void *stores[THREADS_MAX];
    if (process == 0)
        arm();
    for (int i = 0; i < recorders.threads; i++)
        if (pthread_create(&threads[i], NULL, record_some, (void *)(intptr_t)i) != 0)
            return FAILED;
    for (int i = 0; i < recorders.threads; i++)
        pthread_join(threads[i], &stores[i]);
    calls_set_hook(NULL);
    for (int i = 0; i < recorders.threads; i++)
        rva_store_close(stores[i]);
    return 0;
}

/** How many acknowledged events are not in the store. */
static long count_lost(rva_store *store, int processes)
{
    long lost = 0;
    for (int p = 0; p < processes; p++)
        for (int t = 0; t < recorders.threads; t++)
            for (int i = 0; i < atomic_load(&acknowledged[p][t]); i++) {
                char id[GIVEN_ID_BYTES];
                rva_outcome outcome = RVA_REFUSED;
                const rva_event event = event_of(p, t, i, id);
                rva_record(store, &event, &outcome, NULL);
                lost += outcome != RVA_DUPLICATE;
            }
    return lost;
}

/** What is amiss after all processes ended. */
static const char *judge_recorders(int processes, const int ends[])
{
    rva_store *store = given_open(task_store());
    const bool sound = given_differences(store, RVA_VERIFY_FULL) == 0;
    const long lost = count_lost(store, processes);
    rva_store_close(store);
    if (!sound)
        return "it does not verify";
    if (processes > 1 && ends[1] != 0)
        return "another process was hindered";
    return lost > 0 ? "an acknowledged event is lost" : NULL;
}

/** The first of the processes kills itself. */
static bool try_recorders(void *context, tally *sums)
{
    const int processes = *(const int *)context;
    pid_t children[PROCESSES_MAX];
    int ends[PROCESSES_MAX];
    task_make_fresh(NULL);
    memset(acknowledged, 0, PROCESSES_MAX * sizeof *acknowledged);
    for (process = 0; process < processes; process++)
        children[process] = child_start(record_in_threads);
    for (int i = 0; i < processes; i++)
        ends[i] = child_end(children[i]);
    count(sums, "recorders", ends[0], judge_recorders(processes, ends));
    return ends[0] == -SIGKILL;
}

static tally try_all_recorders(int processes)
{
    acknowledged = mmap(NULL, PROCESSES_MAX * sizeof *acknowledged, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq((void *)acknowledged, MAP_FAILED);
    const tally sums = try_points(KINDS_OF_RECORDING, try_recorders, &processes);
    munmap(acknowledged, PROCESSES_MAX * sizeof *acknowledged);
    printf("%d processes x %d threads%s: %ld points, %ld kills, %ld amiss\n", processes,
           recorders.threads, recorders.forgets ? " that forget" : "", sums.points, sums.kills,
           sums.amiss);
    fflush(stdout);
    return sums;
}

static void expect_nothing_lost(int processes, int threads)
{
    recorders.threads = threads;
    recorders.forgets = false;
    for (long round = given_number("RVA_KILL_ROUNDS", 1); round > 0; round--) {
        const tally sums = try_all_recorders(processes);
        cr_expect_gt(sums.kills, 0);
        cr_expect_eq(sums.amiss, 0);
    }
}

Test(kill_points, of_one_writer_lose_nothing)
{
    expect_nothing_lost(1, 1);
}

Test(kill_points, of_sixteen_threads_lose_nothing)
{
    expect_nothing_lost(1, THREADS_MAX);
}

Test(kill_points, of_one_of_two_processes_lose_nothing)
{
    expect_nothing_lost(PROCESSES_MAX, 4);
}

Test(kill_points, of_a_recorder_that_forgets_are_found_out)
{
    recorders.threads = 4;
    recorders.forgets = true;
    cr_expect_gt(try_all_recorders(1).amiss, 0);
}

/** Stops itself at its point. */
static long stop_at(const call *of)
{
    if (of->kind == at.of->kind && atomic_fetch_add(&at.seen, 1) + 1 == at.nth)
        raise(SIGSTOP);
    return calls_perform(of);
}

/** Opens, and goes no further than its point. */
static int open_first(void)
{
    atomic_store(&at.seen, 0);
    calls_set_hook(stop_at);
    rva_store *store = given_open(task_store());
    calls_set_hook(NULL);
    rva_store_close(store);
    return 0;
}

/** Stops itself when it first finds something locked. */
static long stop_when_locked(const call *of)
{
    const long result = calls_perform(of);
    if (of->kind == CALL_LOCK && result != 0) {
        calls_set_hook(NULL);
        raise(SIGSTOP);
        errno = EAGAIN;
    }
    return result;
}

static int open_second(void)
{
    calls_set_hook(stop_when_locked);
    rva_store *store = given_open(task_store());
    calls_set_hook(NULL);
    const rva_event event = given_conversation("of the second");
    const rva_status status = rva_record(store, &event, NULL, NULL);
    rva_store_close(store);
    return (int)status;
}

/** The first to open is killed when the second waits for it, or has done without waiting. */
static bool try_openers(void *context, tally *sums)
{
    int *waited = context;
    if (at.when != BEFORE_IT)
        return false;
    task_make_fresh(NULL);
    const pid_t first = child_start(open_first);
    const bool reached = child_stopped(first);
    if (!reached)
        return false;
    const pid_t second = child_start(open_second);
    int how = 0;
    waitpid(second, &how, WUNTRACED);
    child_kill(first);
    if (WIFSTOPPED(how)) {
        ++*waited;
        kill(second, SIGCONT);
        waitpid(second, &how, 0);
    }
    const bool done = WIFEXITED(how) && WEXITSTATUS(how) == 0;
    rva_store *store = NULL;
    rva_status status = rva_store_open(task_store(), NULL, &store, NULL);
    if (status == RVA_OK && given_differences(store, RVA_VERIFY_FULL) != 0)
        status = RVA_CORRUPT;
    rva_store_close(store);
    count(sums, "the first opener", -SIGKILL,
          status != RVA_OK ? "the store is damaged"
          : done           ? NULL
                           : "the second could not open");
    return true;
}

Test(kill_points, of_the_first_opener_leave_the_second_a_store)
{
    int waited = 0;
    const tally sums = try_points(KINDS_OF_OPENING, try_openers, &waited);
    printf("first openers: %ld killed, %d when another waited, %ld amiss\n", sums.kills, waited,
           sums.amiss);
    fflush(stdout);
    cr_expect_gt(waited, 0);
    cr_expect_eq(sums.amiss, 0);
}
