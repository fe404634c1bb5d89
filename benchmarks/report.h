/**
 * @file benchmarks/report.h
 * The questions of the report contest, asked of a store and of DuckDB alike.
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "bench.h"
#include "duckdb.h"

/** What is asked: bits of `which`. */
enum {
    ASK_LARGE = 1,    /**< of the large store, else of the small one */
    ASK_FILTERED = 2, /**< only Brooklyn and SolarReviews */
    ASK_FOLDED = 4,   /**< DuckDB: of tables folded before, else of the events' tables */
};

/** The numbers that a side gives; the last ones are to be the same on both sides. */
enum {
    ASK_MEDIAN,
    ASK_BEST,
    ASK_NET,
    ASK_NET_BEFORE,
    ASK_PAYABLE,
    ASK_SALES,
    ASK_OFFERS,
    ASK_CONVERSATIONS,
    ASK_COMPLETED,
    ASK_LOST,
    ASK_FIGURES_END,
};

enum { ASK_RUNS_MAX = 2000 };

/** The period asked for, the one before it, and a moment for `now`. */
typedef struct ask_period {
    int64_t before_at; /**< the first instant of the period before */
    int64_t from_at;
    int64_t to_at; /**< the end, which is `now`, too */
} ask_period;

/** The events of the store that `which` asks. */
int64_t ask_events(const bench_plan *plan, int which);

/** The path of the store, or with `duckdb` of the database, that `which` asks. */
void ask_path(const bench_plan *plan, int which, bool duckdb, char out[BENCH_PATH_BYTES]);

/** The period, which ends with the last day in the store. */
int ask_period_of(const bench_plan *plan, int which, ask_period *out);

/** Makes DuckDB's tables of events, one for each type, empty; and what they need beside. */
int ask_duck_create(duck *db, duck_table *tables[10]);

/** Puts the filled tables in the order of time, and folds the folded ones. */
int ask_duck_arrange(duck *db, int64_t now_at);

/** Asks DuckDB. */
int ask_duck(const bench_plan *plan, int which, double values[BENCH_VALUES]);

#endif
