/**
 * @file tests/labs/fault_point.c
 * What must hold after a call failed.
 */
#include "fault_point.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "given.h"
#include "core/alloc.h"

enum { POINT_SECONDS_MAX = 60, THREADS = 16 };

static char *before;
static char *after;

static void run_well(const task *of)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = of->closed ? NULL : given_open(task_store());
    given_check(of->run(store), &err, of->name);
    rva_store_close(store);
}

void point_learn(const task *of)
{
    task_make_fresh(of);
    before = task_state();
    run_well(of);
    after = task_state();
}

void point_forget(void)
{
    free(before);
    free(after);
}

/** Whether a fault of the disk may have this status. */
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

/** How many names are in a directory, those that begin with a dot left out. */
static long count_names(const char *directory)
{
    long count = 0;
    DIR *names = opendir(directory);
    if (!names)
        abort();
    for (const struct dirent *name; (name = readdir(names)) != NULL;)
        count += name->d_name[0] != '.';
    closedir(names);
    return count;
}

/** What may not be left over when all is closed. */
typedef struct held {
    long blocks;
    long descriptors;
} held;

static held count_held(void)
{
    return (held){rva__alloc_live(), count_names("/proc/self/fd")};
}

/** Directories are left over only if they cannot be removed. */
static point_end check_held(const held *was, call_kind kind)
{
    const held is = count_held();
    if (is.blocks != was->blocks || is.descriptors != was->descriptors)
        return amiss(POINT_LEAK, "memory or descriptors are left over", RVA_OK);
    const long expected = 1 + (access(task_other(), F_OK) == 0);
    return count_names(task_root()) == expected || kind == CALL_REMOVE
               ? POINT_FINE
               : amiss(POINT_LEAK, "directories are left over", RVA_OK);
}

/** What the task left must be as its status says. */
static point_end check_state(const task *of, rva_status status, bool *done)
{
    char *found = task_state();
    const bool was_not = strcmp(found, before) == 0;
    *done = strcmp(found, after) == 0;
    free(found);
    if (!*done && !was_not)
        return amiss(POINT_STATE, "neither before nor after", status);
    if (status == RVA_OK && !*done)
        return amiss(POINT_STATE, "not done", status);
    if (status != RVA_OK && status != RVA_UNKNOWN && !was_not && !of->queues && !of->goes_on)
        return amiss(POINT_STATE, "done all the same", status);
    return POINT_FINE;
}

/** Without faults the task must work now, or have worked. */
static point_end check_repeat(const task *of, bool was_done)
{
    bool done;
    rva_store *store = of->closed ? NULL : given_open(task_store());
    const rva_status status = of->run(store);
    rva_store_close(store);
    if (status != RVA_OK && !(of->copies && was_done && status == RVA_EXISTS))
        return amiss(POINT_REPEAT, "cannot be repeated", status);
    return check_state(of, RVA_OK, &done) == POINT_FINE ? POINT_FINE : POINT_REPEAT;
}

/** The status of the task, tried again with the same handle if so asked. */
static rva_status run_badly(const point *at, rva_store *store, bool *reached)
{
    faults_arm(at->kind, at->way, at->nth);
    const rva_status status = at->task->run(store);
    *reached = faults_disarm();
    if (!at->at_once || status == RVA_OK || !is_allowed(status))
        return status;
    const rva_status again = at->task->run(store);
    return again == RVA_IO ? status : again; /* it may refuse until it is opened again */
}

static point_end try_task(const point *at)
{
    bool done, reached;
    task_make_fresh(at->task);
    const held was = count_held();
    rva_store *store = at->task->closed ? NULL : given_open(task_store());
    const rva_status status = run_badly(at, store, &reached);
    rva_store_close(store);
    if (!is_allowed(status))
        return amiss(POINT_STATUS, "not a status of a fault", status);
    if (!reached && status != RVA_OK)
        return amiss(POINT_STATUS, "failed without a fault", status);
    point_end end = check_held(&was, at->kind);
    if (end == POINT_FINE)
        end = check_state(at->task, status, &done);
    if (end != POINT_FINE)
        return end;
    return reached ? check_repeat(at->task, done) : POINT_NOT_REACHED;
}

/** A thread that records one event with others. */
typedef struct recorder {
    rva_store *store;
    pthread_barrier_t *start;
    char id[GIVEN_ID_BYTES];
    rva_status status;
} recorder;

static void *record_at_start(void *context)
{
    recorder *self = context;
    const rva_event event = given_conversation(self->id);
    pthread_barrier_wait(self->start);
    self->status = rva_record(self->store, &event, NULL, NULL);
    return NULL;
}

static void record_together(rva_store *store, recorder recorders[THREADS])
{
    pthread_t threads[THREADS];
    pthread_barrier_t start;
    pthread_barrier_init(&start, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        recorders[i] = (recorder){.store = store, .start = &start};
        snprintf(recorders[i].id, sizeof recorders[i].id, "thread-%d", i);
        if (pthread_create(&threads[i], NULL, record_at_start, &recorders[i]) != 0)
            abort();
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&start);
}

/** Whether the event is there must agree with what its thread was told; now it must be. */
static point_end check_told(rva_store *store, const recorder *of)
{
    rva_outcome outcome;
    const rva_event event = given_conversation(of->id);
    if (!is_allowed(of->status))
        return amiss(POINT_STATUS, of->id, of->status);
    if (rva_record(store, &event, &outcome, NULL) != RVA_OK)
        return amiss(POINT_REPEAT, of->id, of->status);
    const bool was_there = outcome == RVA_DUPLICATE;
    return of->status == RVA_UNKNOWN || was_there == (of->status == RVA_OK)
               ? POINT_FINE
               : amiss(POINT_STATE, of->id, of->status);
}

static point_end try_threads(const point *at)
{
    recorder recorders[THREADS];
    task_make_fresh(NULL);
    rva_store *store = given_open(task_store());
    faults_arm(at->kind, at->way, at->nth);
    record_together(store, recorders);
    const bool reached = faults_disarm();
    rva_store_close(store);
    store = given_open(task_store());
    point_end end = given_differences(store, RVA_VERIFY_FULL) == 0 ? POINT_FINE : POINT_STATE;
    for (int i = 0; i < THREADS && end == POINT_FINE; i++)
        end = check_told(store, &recorders[i]);
    rva_store_close(store);
    return end == POINT_FINE && !reached ? POINT_NOT_REACHED : end;
}

point_end point_try(const point *at)
{
    int how = 0;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(POINT_SECONDS_MAX);
        if (!given_number("RVA_LOUD", 0) && !freopen("/dev/null", "w", stderr))
            given_exit(POINT_CRASHED);
        given_exit((int)(at->task ? try_task(at) : try_threads(at)));
    }
    waitpid(child, &how, 0);
    const bool ended = WIFEXITED(how) && WEXITSTATUS(how) < POINT_CRASHED;
    return ended ? (point_end)WEXITSTATUS(how) : POINT_CRASHED;
}
