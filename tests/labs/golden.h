/**
 * @file tests/labs/golden.h
 * A store as version 0.1.0 made it: tests/golden.
 */
#ifndef RVA_TESTS_LABS_GOLDEN_H
#define RVA_TESTS_LABS_GOLDEN_H

enum { GOLDEN_EVENTS = 42 };

/** Makes the directory with its files, all of them flushed. */
void golden_unpack(const char *path);

#endif
