/**
 * @file tests/labs/children.h
 * Processes that a lab starts, stops and kills.
 */
#ifndef RVA_TESTS_LABS_CHILDREN_H
#define RVA_TESTS_LABS_CHILDREN_H

#include <stdbool.h>
#include <sys/types.h>

/** Exit code of a child that cannot do here what it is for. */
enum { CHILD_SKIPPED = 77 };

/** Runs `work` in a child, which ends with its result. */
pid_t child_start(int (*work)(void));

/** Waits for its end: its exit code, or the negative signal. */
int child_end(pid_t child);

/** Waits until it has stopped itself; false when it ended instead. */
bool child_stopped(pid_t child);

/** Kills it with SIGKILL and waits for its end. */
void child_kill(pid_t child);

#endif
