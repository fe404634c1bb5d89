/**
 * @file tests/labs/fault_point.h
 * One point: a task, and one call that fails in it.
 */
#ifndef RVA_TESTS_LABS_FAULT_POINT_H
#define RVA_TESTS_LABS_FAULT_POINT_H

#include "fault_task.h"
#include "faults.h"

/** What came of a point. */
typedef enum point_end {
    POINT_FINE,
    POINT_NOT_REACHED, /**< the task makes fewer such calls, and was done */
    POINT_STATUS,      /**< a status that a fault of the disk must not have */
    POINT_STATE,       /**< neither as before nor as after, or not as the status says */
    POINT_REPEAT,      /**< the task could not be repeated */
    POINT_LEAK,        /**< memory, descriptors or directories are left over */
    POINT_CRASHED,
    POINT_ENDS
} point_end;

/** Call number `nth` of a kind fails in a task. */
typedef struct point {
    const task *task; /**< NULL: threads that record at once */
    call_kind kind;
    fault_way way;
    long nth;
    bool at_once; /**< the task is tried again with the same handle */
} point;

/** Does the task of the next points without a fault: what is before and after it. */
void point_learn(const task *of);

/** Forgets that. */
void point_forget(void);

/** Tries a point in a child; what is amiss goes to stderr if RVA_LOUD is set. */
point_end point_try(const point *at);

#endif
