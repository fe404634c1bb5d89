/**
 * @file benchmarks/main.c
 * rva_bench: measures the library beside DuckDB and SQLite and prints one table.
 *
 *   RVA_BENCH_EVENTS     events of the large store (10,000,000)
 *   RVA_BENCH_RECORD     events of the recording contest (1,000,000)
 *   RVA_BENCH_RUNS       runs of each side (3)
 *   RVA_BENCH_DUCKDB     path of libduckdb.so
 *   RVA_BENCH_DIR        where stores and files go
 *   RVA_TEST_DATA        folder of real logs
 */
#include "contests.h"

#include <stdlib.h>
#include <string.h>

static int64_t number_of(const char *name, int64_t otherwise)
{
    const char *text = getenv(name);
    const int64_t value = text ? (int64_t)strtoll(text, NULL, 10) : 0;
    return value > 0 ? value : otherwise;
}

void bench_row(const bench_plan *plan, const char *work, const char *ours, const char *theirs,
               double ratio, double best_ratio, const char *floor, const char *aim)
{
    if (ratio > 0)
        fprintf(plan->table, "%-54s %14s %14s %9.2f %9.2f %7s %7s\n", work, ours, theirs, ratio,
                best_ratio, floor, aim);
    else
        fprintf(plan->table, "%-54s %14s %14s %9s %9s %7s %7s\n", work, ours, theirs, "", "", floor,
                aim);
    fflush(plan->table);
}

static void head(const bench_plan *plan)
{
    double load[3] = {0};
    if (getloadavg(load, 3) < 1)
        load[0] = 0;
    fprintf(plan->table, "load average %.1f; medians of %d runs, in turn; ratio: above 1 is ours\n",
            load[0], plan->runs);
    fprintf(plan->table, "%-54s %14s %14s %9s %9s %7s %7s\n", "work", "ours", "theirs", "ratio",
            "of bests", "floor", "aim");
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*run)(const bench_plan *plan);
    } contests[] = {{"record", contest_record}, {"report", contest_report},
                    {"growth", contest_growth}, {"conversation", contest_conversation},
                    {"import", contest_import}, {"commit", contest_commit},
                    {"inform", contest_inform}};
    bench_plan plan = {.duckdb = getenv("RVA_BENCH_DUCKDB"),
                       .data = getenv("RVA_TEST_DATA"),
                       .record_events = number_of("RVA_BENCH_RECORD", 1000000),
                       .report_events = number_of("RVA_BENCH_EVENTS", 10000000),
                       .small_events = 100000,
                       .runs = (int)number_of("RVA_BENCH_RUNS", 3),
                       .table = stdout};
    const char *folder = getenv("RVA_BENCH_DIR");
    int status = 0;
    if (!plan.duckdb || !folder || strlen(folder) >= sizeof plan.folder) {
        fprintf(stderr, "rva_bench: run it through ./dev bench\n");
        return 2;
    }
    memcpy(plan.folder, folder, strlen(folder) + 1);
    if (plan.runs > BENCH_RUNS_MAX)
        plan.runs = BENCH_RUNS_MAX;
    head(&plan);
    for (size_t i = 0; i < sizeof contests / sizeof *contests; i++) {
        int wanted = count < 2;
        for (int a = 1; a < count; a++)
            wanted |= strcmp(arguments[a], contests[i].name) == 0;
        if (wanted)
            status |= contests[i].run(&plan);
    }
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
