/**
 * @file tests/labs/fault_task.h
 * What is done to a store while a call fails, and the store in words before and after.
 */
#ifndef RVA_TESTS_LABS_FAULT_TASK_H
#define RVA_TESTS_LABS_FAULT_TASK_H

#include <stdbool.h>

#include <revanalytics.h>

/** Something to do, which may be done again. */
typedef struct task {
    const char *name;
    rva_status (*run)(rva_store *store);
    bool closed;  /**< not with an open store */
    bool queues;  /**< closing the store tries again what a failed flush left queued */
    bool copies;  /**< makes a directory: when it may be there, repeating finds it there */
    bool goes_on; /**< does more when it is done, which may fail */
    bool older;   /**< with a store of an older version, which opens only when it is done */
} task;

/** Calls that record. */
extern const task task_recordings[];

/** Calls that change a store in other ways. */
extern const task task_changes[];

/** Calls that only read. */
extern const task task_readings[];

/** Calls that make stores. */
extern const task task_copies[];

/** Calls that upgrade a store of an older version. */
extern const task task_upgrades[];

/** Makes the stores that each point has a copy of. */
void task_begin(void);

/** The place of the store, and the one where a new store or a backup comes. */
const char *task_store(void);
const char *task_other(void);

/** Where both are, and nothing else. */
const char *task_root(void);

/** A fresh copy of the store that a task is for, NULL for any, and nothing beside it. */
void task_make_fresh(const task *of);

/** All that can be asked of the two, and whether they verify; free with free(). */
char *task_state(void);

#endif
