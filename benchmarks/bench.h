/**
 * @file benchmarks/bench.h
 * A small harness: each measurement runs in a process of its own, contests take turns.
 *
 * A measurement is a function that fills a few numbers.  It runs in a child process, so
 * that what one holds in memory, caches or threads never weighs on the next.  A contest
 * runs its measurements in turn (ours, theirs, ours, theirs ...) and keeps best and median.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
    BENCH_VALUES = 12,   /**< numbers one measurement may give */
    BENCH_RUNS_MAX = 32, /**< runs of one contest */
    BENCH_PATH_BYTES = 1024,
    BENCH_BATCH = 65536, /**< events in one call or one transaction, everywhere */
    BENCH_DAYS = 30,     /**< the length of the periods asked for */
};

/** What is to be measured, from the environment; constant while it runs. */
typedef struct bench_plan {
    char folder[BENCH_PATH_BYTES / 2]; /**< a directory of its own for stores and files */
    const char *duckdb;                /**< path of libduckdb.so */
    const char *data;                  /**< folder of the real logs, or NULL */
    int64_t record_events;             /**< events of the recording contest */
    int64_t report_events;             /**< events of the large store */
    int64_t small_events;              /**< events of the small one */
    int runs;                          /**< runs of each side of a contest */
    FILE *table;                       /**< where the rows go */
} bench_plan;

/**
 * One measurement.
 *
 * @param which   what of it; its meaning is the measurement's own
 * @param values  receives its numbers; all 0 before
 * @return 0, or -1 after saying on standard error what went wrong
 */
typedef int (*bench_work)(const bench_plan *plan, int which, double values[BENCH_VALUES]);

/** One side of a contest and what it reached. */
typedef struct bench_side {
    const char *name;
    bench_work work;
    int which;
    double all[BENCH_RUNS_MAX][BENCH_VALUES];
    int runs;
} bench_side;

/** Runs a measurement in a child process; returns 0, or -1 when it failed. */
int bench_run(const bench_plan *plan, bench_work work, int which, double values[BENCH_VALUES]);

/** Runs the sides in turn, `plan->runs` times each; returns 0, or -1 when one failed. */
int bench_contest(const bench_plan *plan, bench_side *sides, size_t count);

/** The median of value number `index` over the runs of a side. */
double bench_median(const bench_side *side, int index);

/** The greatest (or, with `least`, the least) of value number `index`. */
double bench_best(const bench_side *side, int index, bool least);

/** Seconds of a clock that never goes back. */
double bench_now(void);

/** Seconds of processor time this process has used, in all its threads. */
double bench_cpu(void);

/** Watches from now on how much memory this process holds besides the page cache. */
void bench_watch_memory(void);

/** The most that was seen, in MiB. */
double bench_peak_mib(void);

/** The median of `count` numbers, which it sorts. */
double bench_sorted(double *numbers, size_t count, double p);

/** Bytes on disk of a file, or of all files in a directory. */
double bench_disk_bytes(const char *path);

/** Removes a file or a directory with its files; no matter if it is not there. */
void bench_remove(const char *path);

/** Writes the path of `name` in the plan's folder. */
void bench_path(const bench_plan *plan, const char *name, char out[BENCH_PATH_BYTES]);

/** Says on a terminal what is going on, over what was said before; "" wipes it out. */
void bench_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Says on standard error what failed; returns -1. */
int bench_fail(const char *what, const char *why);

#endif
