/**
 * @file benchmarks/contests.h
 * The contests: each measures its sides in turn and writes its rows of the table.
 */
#ifndef BENCH_CONTESTS_H
#define BENCH_CONTESTS_H

#include "bench.h"

/** Recording in bulk against DuckDB's appender and SQLite, and bytes on disk. */
int contest_record(const bench_plan *plan);

/** Reading a file of NDJSON against DuckDB's read_json. */
int contest_import(const bench_plan *plan);

/** The executive summary and a filtered one against the same figures from DuckDB. */
int contest_report(const bench_plan *plan);

/** What an event costs in a large store, against the same event in a small one. */
int contest_growth(const bench_plan *plan);

/** A conversation of 4,096 events against as many conversations, and what uids cost. */
int contest_conversation(const bench_plan *plan);

/** One durable event against a bare LMDB commit of the same bytes. */
int contest_commit(const bench_plan *plan);

/** What has no counterpart: latency, threads, verify, rebuild, open, feed. */
int contest_inform(const bench_plan *plan);

/** A row: what, ours, theirs (negative: none), the ratio, floor and aim as text. */
void bench_row(const bench_plan *plan, const char *work, const char *ours, const char *theirs,
               double ratio, double best_ratio, const char *floor, const char *aim);

#endif
