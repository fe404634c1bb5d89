/**
 * @file labs/test_io_faults.c
 * Every call of the operating system fails once: the store is as before or as after.
 *
 * Each task is done again and again on a fresh copy of a store, and each time the next call
 * of a kind fails, until the task makes no more such calls.  The status must be one that a
 * fault of the disk may have; the store, opened again, must be what it was before or what it
 * is after the task, as the status says; it must verify, nothing may be left over, and the
 * task must then succeed.  A write that says it was done and was not shows that the lab can
 * see it.  RVA_LOUD says what is amiss at each point.
 */
#include <stdio.h>

#include <criterion/criterion.h>

#include "given.h"
#include "fault_point.h"

enum { POINTS_MAX = 2000 };

/** Points of one kind. */
typedef struct tally {
    int points;
    int ends[POINT_ENDS];
} tally;

TestSuite(io_faults, .init = task_begin, .fini = given_end, .timeout = 600);

static const char *const kind_names[CALL_KINDS] = {
    "open", "read", "write",  "flush", "truncate", "map",
    "stat", "lock", "rename", "link",  "remove",   "make directory",
};

static const char *const way_names[FAULT_WAYS] = {
    "EIO",
    "ENOSPC",
    "EDQUOT",
    "ENOMEM",
    "EINTR",
    "half done",
    "done but EIO",
    "EIO from now on",
    "ENOSPC from now on",
    "done but ENOSPC from now on",
    "a lie",
};

/** Which faults a kind of call has: bits of ::fault_way. */
static unsigned ways_of(call_kind kind)
{
    const unsigned io = 1u << FAULT_IO;
    const unsigned room = 1u << FAULT_SPACE | 1u << FAULT_QUOTA;
    const unsigned on = 1u << FAULT_IO_ON | 1u << FAULT_SPACE_ON | 1u << FAULT_DONE_ON;
    const unsigned done = 1u << FAULT_DONE;
    const unsigned interrupt = 1u << FAULT_INTERRUPT;
    switch (kind) {
    case CALL_WRITE:
        return io | room | done | on | interrupt | 1u << FAULT_SHORT;
    case CALL_FLUSH:
        return io | room | done | on;
    case CALL_TRUNCATE:
    case CALL_RENAME:
        return io | room | done;
    case CALL_LOCK:
    case CALL_READ:
        return io | interrupt;
    case CALL_OPEN:
        return io | room | interrupt;
    case CALL_MAKE_DIRECTORY:
        return io | room;
    case CALL_MAP:
        return 1u << FAULT_MEMORY;
    default:
        return io;
    }
}

/** The point with each `nth` until the call is not made. */
static void try_each(point at, tally *sums)
{
    for (at.nth = 1; at.nth < POINTS_MAX; at.nth++) {
        const point_end end = point_try(&at);
        if (end == POINT_NOT_REACHED)
            return;
        sums->points++;
        sums->ends[end]++;
        if (end != POINT_FINE && given_number("RVA_LOUD", 0))
            fprintf(stderr, "%s: %s number %ld: %s%s\n", at.task ? at.task->name : "threads",
                    kind_names[at.kind], at.nth, way_names[at.way],
                    at.at_once ? ", tried again at once" : "");
    }
    cr_assert_fail("no end of calls");
}

static void try_all(const task *of, bool at_once)
{
    tally sums = {0};
    for (int kind = 0; kind < CALL_KINDS; kind++)
        for (int way = 0; way < FAULT_LIE; way++)
            if (ways_of((call_kind)kind) & 1u << way)
                try_each((point){.task = of,
                                 .kind = (call_kind)kind,
                                 .way = (fault_way)way,
                                 .at_once = at_once},
                         &sums);
    printf("%s%s: %d points: %d statuses, %d states, %d repeats wrong, %d leaks, %d crashed\n",
           of ? of->name : "threads", at_once ? ", tried again at once" : "", sums.points,
           sums.ends[POINT_STATUS], sums.ends[POINT_STATE], sums.ends[POINT_REPEAT],
           sums.ends[POINT_LEAK], sums.ends[POINT_CRASHED]);
    fflush(stdout);
    cr_expect_gt(sums.points, 0);
    cr_expect_eq(sums.ends[POINT_FINE], sums.points);
}

static void try_tasks(const task *tasks, bool at_once)
{
    for (const task *of = tasks; of->name; of++) {
        point_learn(of);
        try_all(of, at_once);
        point_forget();
    }
}

Test(io_faults, of_recording_leave_the_store_before_or_after)
{
    try_tasks(task_recordings, false);
}

Test(io_faults, of_threads_that_record_at_once_are_told_to_each)
{
    try_all(NULL, false);
}

Test(io_faults, of_changing_leave_the_store_before_or_after)
{
    try_tasks(task_changes, false);
}

Test(io_faults, of_reading_leave_the_store_as_it_was)
{
    try_tasks(task_readings, false);
}

Test(io_faults, of_making_stores_leave_nothing_or_a_whole_one)
{
    try_tasks(task_copies, false);
}

Test(io_faults, of_upgrading_leave_the_store_before_or_after)
{
    try_tasks(task_upgrades, false);
    try_tasks(task_upgrades, true);
}

Test(io_faults, let_a_handle_go_on_or_say_that_it_cannot)
{
    try_tasks(task_recordings, true);
    try_tasks(task_changes, true);
}

Test(io_faults, that_nobody_reports_are_found_out)
{
    tally sums = {0};
    const task *const lists[] = {task_recordings, task_upgrades};
    for (int i = 0; i < 2; i++)
        for (const task *of = lists[i]; of->name; of++) {
            point_learn(of);
            try_each((point){.task = of, .kind = CALL_WRITE, .way = FAULT_LIE}, &sums);
            point_forget();
        }
    printf("lies: %d points, %d found out\n", sums.points, sums.points - sums.ends[POINT_FINE]);
    fflush(stdout);
    cr_expect_gt(sums.points, 0);
    cr_expect_eq(sums.ends[POINT_FINE], 0);
}
