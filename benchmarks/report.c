/**
 * @file benchmarks/report.c
 * The executive summary of 30 days, beside the same figures from DuckDB.
 *
 * Both databases are filled once; then processes of either side ask in turn, each again
 * and again with all it needs in the page cache.  At the end both must have said the same.
 */
#include "report.h"

#include <math.h>
#include <stdlib.h>

#include <revanalytics/report.h>

#include "contests.h"
#include "events.h"

enum { PREPARE_RATE, PREPARE_DISK, PREPARE_GROWTH, PREPARE_CPU_RATE };

enum { GROWTH_CALLS = 8 };

int64_t ask_events(const bench_plan *plan, int which)
{
    return which & ASK_LARGE ? plan->report_events : plan->small_events;
}

void ask_path(const bench_plan *plan, int which, bool duckdb, char out[BENCH_PATH_BYTES])
{
    char name[64];
    (void)snprintf(name, sizeof name, "report-%lld.%s", (long long)ask_events(plan, which),
                   duckdb ? "duckdb" : "rva");
    bench_path(plan, name, out);
}

static int open_store(const bench_plan *plan, int which, rva_store **out)
{
    char path[BENCH_PATH_BYTES];
    rva_error err = RVA_ERROR_INIT;
    rva_store_options options = RVA_STORE_OPTIONS_INIT;
    ask_path(plan, which, false, path);
    options.durability = RVA_EPHEMERAL;
    if (rva_store_open(path, &options, out, &err) != RVA_OK)
        return bench_fail(path, err.message);
    return 0;
}

/** The 30 local days that end with the day of `now_at`. */
static int days_before(rva_store *store, int64_t now_at, rva_report_info *out)
{
    rva_query query = RVA_QUERY_INIT;
    rva_report *report;
    rva_error err = RVA_ERROR_INIT;
    query.days = BENCH_DAYS;
    query.now_at = now_at;
    if (rva_report_executive_summary(store, &query, &report, &err) != RVA_OK)
        return bench_fail("executive_summary", err.message);
    *out = rva_report_get_info(report);
    rva_report_free(report);
    return 0;
}

int ask_period_of(const bench_plan *plan, int which, ask_period *out)
{
    rva_store *store;
    rva_store_info info;
    rva_report_info now, before;
    rva_error err = RVA_ERROR_INIT;
    if (open_store(plan, which, &store) != 0)
        return -1;
    if (rva_store_get_info(store, &info, &err) != RVA_OK ||
        days_before(store, info.last_at, &now) != 0 ||
        days_before(store, now.from_at - 1, &before) != 0)
        return bench_fail("period", err.message);
    *out = (ask_period){before.from_at, now.from_at, now.to_at};
    rva_store_close(store);
    return 0;
}

/** Fills a store; nothing else is at work in the process meanwhile. */
static int fill(bench_events *events, rva_store *store, double values[BENCH_VALUES])
{
    rva_error err = RVA_ERROR_INIT;
    const double total = (double)events->left;
    double wall = 0, cpu = 0, times[GROWTH_CALLS] = {0}, first = 0;
    int64_t calls = 0;
    while (bench_events_read(events, BENCH_BATCH) == 0 && events->count > 0) {
        rva_record_summary summary;
        const double wall_from = bench_now(), cpu_from = bench_cpu();
        if (rva_record_many(store, events->items, events->count, &summary, NULL, &err) != RVA_OK)
            return bench_fail("rva_record_many", err.message);
        wall += bench_now() - wall_from;
        cpu += bench_cpu() - cpu_from;
        times[calls % GROWTH_CALLS] = (bench_cpu() - cpu_from) / (double)events->count;
        first = calls++ == 1 ? times[1] : first; /* the first call finds an empty store */
        if (summary.accepted != (int64_t)events->count)
            return bench_fail("rva_record_many", "not all events were accepted");
        bench_say("  filling: %.0f of %.0f events", total - (double)events->left, total);
    }
    values[PREPARE_RATE] = total / wall;
    values[PREPARE_CPU_RATE] = total / cpu;
    values[PREPARE_GROWTH] = bench_sorted(times, GROWTH_CALLS, 0.5) / first;
    return 0;
}

/** Fills DuckDB's tables with the same events. */
static int fill_duck(bench_events *events, duck_table *tables[10])
{
    const double total = (double)events->left;
    while (bench_events_read(events, BENCH_BATCH) == 0 && events->count > 0) {
        for (int i = 0; i < 10; i++)
            if (tables[i] && duck_table_append(tables[i], events->items, NULL, events->count))
                return -1;
        bench_say("  filling DuckDB: %.0f of %.0f events", total - (double)events->left, total);
    }
    return 0;
}

static int prepare(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    char path[BENCH_PATH_BYTES], other[BENCH_PATH_BYTES];
    const int64_t total = ask_events(plan, which);
    bench_events events;
    duck_table *tables[10] = {NULL};
    duck db;
    rva_store *store;
    rva_error err = RVA_ERROR_INIT;
    ask_period period;
    ask_path(plan, which, false, path);
    ask_path(plan, which, true, other);
    bench_remove(path);
    bench_remove(other);
    if (rva_store_create(path, NULL, RVA_EPHEMERAL, &err) != RVA_OK)
        return bench_fail(path, err.message);
    if (open_store(plan, which, &store) != 0 || bench_events_open(&events, total) != 0 ||
        fill(&events, store, values) != 0)
        return -1;
    rva_store_close(store);
    bench_events_close(&events);
    if (bench_events_open(&events, total) != 0 || duck_open(&db, plan, other, 0) != 0 ||
        ask_duck_create(&db, tables) != 0 || fill_duck(&events, tables) != 0)
        return -1;
    bench_events_close(&events);
    for (int i = 0; i < 10; i++)
        if (tables[i] && duck_table_close(tables[i]) != 0)
            return -1;
    if (ask_period_of(plan, which, &period) != 0 || ask_duck_arrange(&db, period.to_at) != 0)
        return -1;
    duck_close(&db);
    values[PREPARE_DISK] = bench_disk_bytes(path) / (double)total;
    return 0;
}

/** A KPI's value, 0 when it has none. */
static double kpi(const rva_report *report, const char *name, bool before)
{
    const rva_kpi_row *row = rva_report_kpi(report, name);
    if (row == NULL)
        return 0;
    const double value = before ? row->previous : row->value;
    return isnan(value) ? 0 : value;
}

static double offers_of(const rva_report *report)
{
    const rva_kpi_row *row = rva_report_kpi(report, "delivery_rate");
    return row == NULL ? 0 : (double)row->denominator;
}

static double sales_of(const rva_report *report)
{
    double sum = 0;
    const rva_table *table = rva_report_table(report, "platforms");
    for (size_t i = 0; i < rva_table_row_count(table); i++)
        sum += (double)((const rva_share_row *)rva_table_row_at(table, i))->sales;
    return sum;
}

static void note(const rva_report *report, double values[BENCH_VALUES])
{
    values[ASK_NET] = kpi(report, "revenue_net", false);
    values[ASK_NET_BEFORE] = kpi(report, "revenue_net", true);
    values[ASK_PAYABLE] = kpi(report, "leads_payable", false);
    values[ASK_SALES] = sales_of(report);
    values[ASK_OFFERS] = offers_of(report);
    values[ASK_CONVERSATIONS] = kpi(report, "conversations", false);
    values[ASK_COMPLETED] = kpi(report, "completed", false);
    values[ASK_LOST] = kpi(report, "lost", false);
}

static int ours(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    static const rva_filter where[] = {{"borough", "Brooklyn", 0}, {"platform", "SolarReviews", 0}};
    static double times[ASK_RUNS_MAX];
    ask_period period;
    rva_store *store;
    rva_error err = RVA_ERROR_INIT;
    rva_query query = RVA_QUERY_INIT;
    if (ask_period_of(plan, which, &period) != 0 || open_store(plan, which, &store) != 0)
        return -1;
    query.from_at = period.from_at;
    query.to_at = query.now_at = period.to_at;
    query.compare = RVA_COMPARE_PREVIOUS_PERIOD;
    query.mode = RVA_MODE_BOOKED;
    query.where = which & ASK_FILTERED ? where : NULL;
    query.where_count = which & ASK_FILTERED ? 2 : 0;
    const double until = bench_now() + 1;
    size_t runs = 0;
    while (runs < 5 || (runs < ASK_RUNS_MAX && bench_now() < until)) {
        rva_report *report;
        const double from = bench_now();
        if (rva_report_executive_summary(store, &query, &report, &err) != RVA_OK)
            return bench_fail("executive_summary", err.message);
        times[runs++] = bench_now() - from;
        note(report, values);
        rva_report_free(report);
    }
    rva_store_close(store);
    values[ASK_MEDIAN] = bench_sorted(times, runs, 0.5);
    values[ASK_BEST] = times[0];
    return 0;
}

/** Whether both sides said the same. */
static int agree(const char *what, const bench_side *us, const bench_side *them)
{
    static const char *const names[] = {"net",    "net before",    "payable leads", "sales",
                                        "offers", "conversations", "completed",     "lost"};
    int failed = 0;
    if (us->runs == 0 || them->runs == 0)
        return -1;
    for (int i = ASK_NET; i < ASK_FIGURES_END; i++) {
        if (us->all[0][i] == them->all[0][i])
            continue;
        fprintf(stderr, "rva_bench: %s: %s: %.0f and %.0f\n", what, names[i - ASK_NET],
                us->all[0][i], them->all[0][i]);
        failed = -1;
    }
    return failed;
}

static void time_text(char out[64], double seconds)
{
    if (seconds < 0.001)
        (void)snprintf(out, 64, "%.0f us", seconds * 1e6);
    else
        (void)snprintf(out, 64, "%.2f ms", seconds * 1e3);
}

static void time_row(const bench_plan *plan, const char *work, const bench_side *us,
                     const bench_side *them, const char *floor, const char *aim)
{
    char left[64], right[64];
    time_text(left, bench_median(us, ASK_MEDIAN));
    time_text(right, bench_median(them, ASK_MEDIAN));
    bench_row(plan, work, left, right,
              bench_median(them, ASK_MEDIAN) / bench_median(us, ASK_MEDIAN),
              bench_best(them, ASK_BEST, true) / bench_best(us, ASK_BEST, true), floor, aim);
}

/** `ours_at` receives our median, in seconds. */
static int ask(const bench_plan *plan, const char *what, int which, const char *floor,
               const char *aim, double *ours_at)
{
    char work[96];
    bench_side sides[] = {
        {.name = "executive_summary", .work = ours, .which = which},
        {.name = "DuckDB, tables of events", .work = ask_duck, .which = which},
        {.name = "DuckDB, folded tables", .work = ask_duck, .which = which | ASK_FOLDED},
    };
    int status = bench_contest(plan, sides, 3);
    const double millions = (double)ask_events(plan, which) / 1e6;
    (void)snprintf(work, sizeof work, "%s, %g M : DuckDB, events", what, millions);
    time_row(plan, work, &sides[0], &sides[1], floor, aim);
    (void)snprintf(work, sizeof work, "%s, %g M : DuckDB, folded before", what, millions);
    time_row(plan, work, &sides[0], &sides[2], "", "");
    *ours_at = bench_median(&sides[0], ASK_MEDIAN);
    status |= agree("tables of events", &sides[0], &sides[1]);
    status |= agree("folded tables", &sides[0], &sides[2]);
    return status;
}

int contest_report(const bench_plan *plan)
{
    double values[BENCH_VALUES], summaries[2], filtered;
    char text[64], other[64], path[BENCH_PATH_BYTES];
    int status = 0;
    for (int which = 0; which <= ASK_LARGE; which++) {
        if (bench_run(plan, prepare, which, values) != 0)
            return -1;
        status |= ask(plan, "executive summary", which, which ? "300" : "", which ? "<100 us" : "",
                      &summaries[which]);
        status |= ask(plan, "filter, 2 conditions", which | ASK_FILTERED, which ? "50 ms" : "",
                      which ? "5 ms" : "", &filtered);
    }
    time_text(text, summaries[1]);
    time_text(other, summaries[0]);
    bench_row(plan, "executive summary, large store : small store", text, other,
              summaries[0] / summaries[1], summaries[0] / summaries[1], "", "1");
    (void)snprintf(text, sizeof text, "%.0f/s", values[PREPARE_RATE]);
    bench_row(plan, "bulk, ephemeral, all of the large store", text, "", 0, 0, "", "");
    (void)snprintf(text, sizeof text, "%.0f/s", values[PREPARE_CPU_RATE]);
    bench_row(plan, "the same a second of processor", text, "", 0, 0, "", "");
    (void)snprintf(text, sizeof text, "%.2fx", values[PREPARE_GROWTH]);
    bench_row(plan, "cost of an event, end of its year : beginning", text, "", 0, 0, "", "");
    (void)snprintf(text, sizeof text, "%.0f B", values[PREPARE_DISK]);
    bench_row(plan, "disk per event, large store", text, "", 0, 0, "200 B", "80 B");
    for (int which = 0; which <= ASK_LARGE; which++) {
        ask_path(plan, which, true, path);
        bench_remove(path);
    }
    return status;
}
