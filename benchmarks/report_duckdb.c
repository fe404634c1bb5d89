/**
 * @file benchmarks/report_duckdb.c
 * The figures of the executive summary in DuckDB's SQL, from two kinds of tables.
 *
 * *Tables of events* hold what was recorded, one for each type, typed and in the order of
 * time: as current as the store, and every question folds them anew.  *Folded tables* hold
 * a row for each conversation, offer, sold lead and transaction with all its dimensions
 * beside it: what a nightly job would leave, and quicker than any program could keep it
 * up to date.  Statements are prepared before; only their execution is timed.
 *
 * Left out, in DuckDB's favour: revenue by age, sold conversations, tier and value accuracy.
 */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include <revanalytics/event.h>

#include "zips.h"

enum { SQL_BYTES = 16384, STATEMENTS = 4 };

/** The tables of events: their types, and what they are called. */
static const struct {
    int64_t type;
    const char *name;
} event_tables[] = {
    {RVA_EVENT_CONVERSATION, "conversations"},
    {RVA_EVENT_STAGE, "stages"},
    {RVA_EVENT_LEAD, "leads"},
    {RVA_EVENT_OFFER, "offers"},
    {RVA_EVENT_FEEDBACK, "feedback"},
    {RVA_EVENT_TRANSACTION, "transactions"},
    {RVA_EVENT_END, "ends"},
    {RVA_EVENT_COST, "costs"},
};

enum { EVENT_TABLES = sizeof event_tables / sizeof *event_tables };

/* In the statements: $P, $F and $T are the first instants of the period before, of the
 * period and after it; $W is a condition on platform and borough; $S reaches back for what
 * began before the period. */

#define CONVERSATIONS                                                                              \
    "c AS (SELECT id, min(ts) started_at, max(ts) seen_at, arg_max(zip, ts) zip"                   \
    " FROM conversations WHERE ts >= $S GROUP BY id),"                                             \
    "s AS (SELECT conversation id, max(ts) seen_at FROM stages WHERE ts >= $S GROUP BY 1),"        \
    "e AS (SELECT conversation id, max(ts) seen_at, arg_max(outcome, ts) outcome"                  \
    " FROM ends WHERE ts >= $S GROUP BY 1),"                                                       \
    "l AS (SELECT conversation id, max(ts) seen_at FROM leads WHERE ts >= $S GROUP BY 1),"         \
    "j AS (SELECT c.id, c.zip, c.started_at, l.id IS NOT NULL qualified,"                          \
    " greatest(c.seen_at, s.seen_at, e.seen_at, l.seen_at) seen_at,"                               \
    " CASE WHEN s.seen_at > e.seen_at THEN NULL ELSE e.outcome END outcome"                        \
    " FROM c LEFT JOIN s USING (id) LEFT JOIN e USING (id) LEFT JOIN l USING (id)),"               \
    "d AS (SELECT id, zip, started_at, qualified, seen_at,"                                        \
    " epoch_ms(seen_at) - epoch_ms(started_at) duration_ms,"                                       \
    " CASE WHEN outcome IS NOT NULL THEN outcome"                                                  \
    " WHEN seen_at + INTERVAL 72 HOURS <= $T THEN 1 ELSE 9 END state FROM j)"

#define OFFERS(columns, joins)                                                                     \
    "v AS (SELECT offer, ts, verdict, rating FROM feedback WHERE offer IS NOT NULL AND ts >= $S"   \
    " UNION ALL SELECT arg_max(o.id, o.ts), any_value(f.ts), any_value(f.verdict),"                \
    " any_value(f.rating) FROM feedback f JOIN offers o ON o.lead = f.lead"                        \
    " AND o.platform = f.platform AND o.ts <= f.ts"                                                \
    " WHERE f.offer IS NULL AND f.ts >= $S AND o.ts >= $S GROUP BY f.id),"                         \
    "b AS (SELECT offer, min(ts) answered_at, arg_max(verdict, ts) verdict, sum(rating) rating,"   \
    " count(rating) ratings FROM v GROUP BY 1),"                                                   \
    "p AS (SELECT o.id, o.lead, o.platform, o.ts, o.delivered, b.answered_at, b.verdict,"          \
    " b.rating, b.ratings, l.score" columns " FROM offers o"                                       \
    " LEFT JOIN b ON b.offer = o.id LEFT JOIN leads l ON l.id = o.lead" joins " WHERE o.ts >= $S)"

#define ZIP_OF_ALL                                                                                 \
    "z AS (SELECT id, arg_max(zip, ts) zip FROM conversations WHERE ts >= $S GROUP BY id),"

#define ZIP_JOINS " LEFT JOIN z ON z.id = l.conversation LEFT JOIN zips ON zips.zip = z.zip"

/** Transactions with all dimensions: their own, else those of the sale they concern. */
#define MONEY                                                                                      \
    ZIP_OF_ALL                                                                                     \
    "f AS (SELECT lead, arg_max(tier, ts) tier FROM feedback x WHERE tier IS NOT NULL"             \
    " AND ts >= $S AND lead IS NOT NULL GROUP BY 1 UNION ALL"                                      \
    " SELECT o.lead, arg_max(x.tier, x.ts) FROM feedback x JOIN offers o ON o.id = x.offer"        \
    " WHERE x.tier IS NOT NULL AND x.ts >= $S GROUP BY 1),"                                        \
    "g AS (SELECT lead, any_value(tier) tier FROM f GROUP BY 1),"                                  \
    "m AS (SELECT t.id, t.kind, t.amount_minor, t.ts, t.day, coalesce(t.lead, s.lead) lead,"       \
    " coalesce(t.platform, s.platform) platform,"                                                  \
    " coalesce(t.conversation, s.conversation) conversation"                                       \
    " FROM transactions t LEFT JOIN transactions s ON s.id = t.of WHERE t.ts >= $S),"              \
    "t AS (SELECT m.*, coalesce(g.tier, l.tier) tier, borough FROM m"                              \
    " LEFT JOIN g ON g.lead = m.lead LEFT JOIN leads l ON l.id = m.lead"                           \
    " LEFT JOIN z ON z.id = m.conversation LEFT JOIN zips ON zips.zip = z.zip)"

#define SOLD                                                                                       \
    "q AS (SELECT lead, min(ts) FILTER (kind = 0) sold_at, min(day) FILTER (kind = 0) sold_day,"   \
    " arg_min(platform, ts) FILTER (kind = 0) platform, arg_min(tier, ts) FILTER (kind = 0) tier," \
    " arg_min(borough, ts) FILTER (kind = 0) borough,"                                             \
    " CASE WHEN sum(amount_minor) <= 0 THEN max(ts) FILTER (kind IN (1, 2, 3)) END back_at,"       \
    " CASE WHEN sum(amount_minor) <= 0 THEN max(day) FILTER (kind IN (1, 2, 3)) END back_day"      \
    " FROM t GROUP BY lead)"

#define MOVES                                                                                      \
    "moves AS (SELECT ts, day, platform, tier, borough, amount_minor, kind = 0 sale, 0 payable"    \
    " FROM t UNION ALL SELECT sold_at, sold_day, platform, tier, borough, 0, false, 1 FROM q"      \
    " UNION ALL SELECT back_at, back_day, platform, tier, borough, 0, false, -1 FROM q"            \
    " WHERE back_at IS NOT NULL)"

#define ASK_CONVERSATIONS_SQL                                                                      \
    " SELECT started_at >= $F AS cur, count(*), count(*) FILTER (state = 0),"                      \
    " count(*) FILTER (state IN (1, 3)), count(*) FILTER (state = 2),"                             \
    " count(*) FILTER (state = 9), count(*) FILTER (qualified),"                                   \
    " sum(duration_ms) FILTER (state = 0),"                                                        \
    " approx_quantile(duration_ms, [0.5, 0.9]) FILTER (state = 0)"                                 \
    " FROM d WHERE started_at >= $P AND started_at < $T GROUP BY 1 ORDER BY 1 DESC"

#define ASK_OFFERS_SQL                                                                             \
    " SELECT ts >= $F AS cur, count(*), count(*) FILTER (delivered IS NOT false),"                 \
    " count(verdict), count(*) FILTER (verdict IN (0, 3)), count(*) FILTER (verdict = 3),"         \
    " avg(epoch_ms(answered_at) - epoch_ms(ts)),"                                                  \
    " approx_quantile(epoch_ms(answered_at) - epoch_ms(ts), 0.5), sum(rating), sum(ratings),"      \
    " count(*) FILTER (score >= 0.5 AND verdict = 0),"                                             \
    " count(*) FILTER (score >= 0.5 AND verdict <> 0),"                                            \
    " count(*) FILTER (score < 0.5 AND verdict <> 0),"                                             \
    " count(*) FILTER (score < 0.5 AND verdict = 0),"                                              \
    " avg((score - (verdict = 0)::INT) ^ 2)"                                                       \
    " FROM p WHERE ts >= $P AND ts < $T $W GROUP BY 1 ORDER BY 1 DESC"

#define ASK_MONEY_SQL                                                                              \
    " SELECT ts >= $F AS cur, tier, platform, borough, day, sum(amount_minor), sum(payable),"      \
    " count(*) FILTER (sale), sum(amount_minor) FILTER (sale)"                                     \
    " FROM moves WHERE ts >= $P AND ts < $T $W"                                                    \
    " GROUP BY GROUPING SETS ((cur), (cur, tier), (cur, platform), (cur, borough), (cur, day))"    \
    " ORDER BY grouping(tier, platform, borough, day) DESC, 1 DESC"

#define ASK_COSTS_SQL                                                                              \
    "SELECT cur, sum(spent), sum(found) FROM (SELECT ts >= $F AS cur, amount_minor AS spent,"      \
    " 0 AS found FROM costs WHERE ts >= $P AND ts < $T UNION ALL SELECT ts >= $F, 0, 1"            \
    " FROM leads WHERE ts >= $P AND ts < $T) GROUP BY 1 ORDER BY 1 DESC"

static const char *const of_events[STATEMENTS] = {
    "WITH " CONVERSATIONS ASK_CONVERSATIONS_SQL,
    "WITH " OFFERS("", "") ASK_OFFERS_SQL,
    "WITH " MONEY "," SOLD "," MOVES ASK_MONEY_SQL,
    ASK_COSTS_SQL,
};

/** With a condition on borough, the second one needs the borough. */
static const char *const of_events_filtered[STATEMENTS] = {
    "WITH " CONVERSATIONS ASK_CONVERSATIONS_SQL,
    "WITH " ZIP_OF_ALL OFFERS(", borough", ZIP_JOINS) ASK_OFFERS_SQL,
    "WITH " MONEY "," SOLD "," MOVES ASK_MONEY_SQL,
    ASK_COSTS_SQL,
};

static const char *const of_folded[STATEMENTS] = {
    "WITH d AS (SELECT * FROM folded_conversations)" ASK_CONVERSATIONS_SQL,
    "WITH p AS (SELECT * FROM folded_offers)" ASK_OFFERS_SQL,
    "WITH moves AS (SELECT * FROM folded_moves)" ASK_MONEY_SQL,
    ASK_COSTS_SQL,
};

int ask_duck_create(duck *db, duck_table *tables[10])
{
    if (duck_run(db, "CREATE TABLE zips (zip VARCHAR, borough VARCHAR)") != 0)
        return -1;
    const solar_zip *zip;
    for (size_t i = 0; (zip = solar_zip_at(i)) != NULL; i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql, "INSERT INTO zips VALUES ('%s', '%s')", zip->zip,
                       solar_borough_name(zip->borough));
        if (duck_run(db, sql) != 0)
            return -1;
    }
    for (int i = 0; i < EVENT_TABLES; i++) {
        tables[i] =
            duck_table_new(db, event_tables[i].name, UINT64_C(1) << event_tables[i].type, 0);
        if (!tables[i])
            return bench_fail(event_tables[i].name, "no table");
    }
    return 0;
}

/** An instant as DuckDB writes it. */
static void instant_text(int64_t at, char out[64])
{
    (void)snprintf(out, 64, "make_timestamp(%lld::BIGINT)", (long long)at);
}

/** Puts the period and the condition into a statement. */
static void compose(const char *pattern, const ask_period *period, bool filtered,
                    char out[SQL_BYTES])
{
    size_t length = 0;
    for (const char *at = pattern; *at && length < SQL_BYTES - 128; at++) {
        char text[96] = {*at, '\0'};
        const char name = *at == '$' ? *++at : ' ';
        if (name == 'P')
            instant_text(period->before_at, text);
        else if (name == 'F')
            instant_text(period->from_at, text);
        else if (name == 'T')
            instant_text(period->to_at, text);
        else if (name == 'S')
            instant_text(period->before_at - INT64_C(30) * 86400 * 1000000, text);
        else if (name == 'W')
            (void)snprintf(text, sizeof text, "%s",
                           filtered ? "AND borough = 'Brooklyn' AND platform = 'SolarReviews'"
                                    : "");
        length += (size_t)snprintf(out + length, SQL_BYTES - length, "%s", text);
    }
    out[length] = '\0';
}

int ask_duck_arrange(duck *db, int64_t now_at)
{
    static const char *const statements[] = {
        "CREATE TABLE kept AS SELECT * FROM transactions"
        " QUALIFY row_number() OVER (PARTITION BY id ORDER BY rowid DESC) = 1",
        "DROP TABLE transactions",
        "CREATE TABLE transactions AS SELECT *, timezone('America/New_York',"
        " timezone('UTC', ts))::DATE AS \"day\" FROM kept ORDER BY ts",
        "DROP TABLE kept",
        "CREATE TABLE folded_conversations AS WITH " CONVERSATIONS
        " SELECT d.*, borough FROM d LEFT JOIN zips ON zips.zip = d.zip ORDER BY started_at",
        "CREATE TABLE folded_offers AS WITH " ZIP_OF_ALL OFFERS(
            ", borough", ZIP_JOINS) " SELECT * FROM p ORDER BY ts",
        "CREATE TABLE folded_moves AS WITH " MONEY "," SOLD "," MOVES
        " SELECT * FROM moves ORDER BY ts",
        "CHECKPOINT",
    };
    const ask_period all = {INT64_C(40) * 86400 * 1000000, 0, now_at};
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        char sql[SQL_BYTES];
        compose(statements[i], &all, false, sql);
        if (duck_run(db, sql) != 0)
            return -1;
    }
    return 0;
}

/** The figures that must be the store's, too, from the first rows of each answer. */
static void note(duck *db, duck_result results[STATEMENTS], bool filtered,
                 double values[BENCH_VALUES])
{
    values[ASK_OFFERS] = db->value_double(&results[1], 1, 0);
    values[ASK_NET] = db->value_double(&results[2], 5, 0);
    values[ASK_PAYABLE] = db->value_double(&results[2], 6, 0);
    values[ASK_SALES] = db->value_double(&results[2], 7, 0);
    values[ASK_NET_BEFORE] = db->value_double(&results[2], 5, 1);
    if (filtered)
        return;
    values[ASK_CONVERSATIONS] = db->value_double(&results[0], 1, 0);
    values[ASK_COMPLETED] = db->value_double(&results[0], 2, 0);
    values[ASK_LOST] = db->value_double(&results[0], 3, 0);
}

/**
 * One answer: all statements, or with a condition those that it concerns.
 *
 * Each is prepared anew, untimed: executing one again and again makes DuckDB 1.5.6 crash.
 */
static int answer(duck *db, char (*sql)[SQL_BYTES], bool filtered, double values[BENCH_VALUES],
                  double *seconds)
{
    duck_result results[STATEMENTS];
    int status = 0;
    *seconds = 0;
    for (int i = 0; i < STATEMENTS; i++) {
        void *statement = NULL;
        results[i] = (duck_result){{0}, {NULL}};
        if (filtered && (i == 0 || i == 3))
            continue;
        if (db->prepare(db->connection, sql[i], &statement) != 0)
            status = bench_fail(sql[i], db->prepare_error(statement));
        const double from = bench_now();
        if (status == 0 && db->execute_prepared(statement, &results[i]) != 0)
            status = bench_fail("DuckDB", db->result_error(&results[i]));
        *seconds += bench_now() - from;
        db->destroy_prepare(&statement);
    }
    if (status == 0)
        note(db, results, filtered, values);
    for (int i = 0; i < STATEMENTS; i++)
        db->destroy_result(&results[i]);
    return status;
}

int ask_duck(const bench_plan *plan, int which, double values[BENCH_VALUES])
{
    static double times[ASK_RUNS_MAX];
    static char sql[STATEMENTS][SQL_BYTES];
    char path[BENCH_PATH_BYTES];
    const bool filtered = (which & ASK_FILTERED) != 0;
    const char *const *patterns = which & ASK_FOLDED ? of_folded
                                  : filtered         ? of_events_filtered
                                                     : of_events;
    ask_period period;
    duck db;
    ask_path(plan, which, true, path);
    if (ask_period_of(plan, which, &period) != 0 || duck_open(&db, plan, path, 0) != 0)
        return -1;
    for (int i = 0; i < STATEMENTS; i++)
        compose(patterns[i], &period, filtered, sql[i]);
    const double until = bench_now() + 2;
    size_t runs = 0;
    while (runs < 5 || (runs < ASK_RUNS_MAX && bench_now() < until))
        if (answer(&db, sql, filtered, values, &times[runs++]) != 0)
            return -1;
    duck_close(&db);
    values[ASK_MEDIAN] = bench_sorted(times, runs, 0.5);
    values[ASK_BEST] = times[0];
    return 0;
}
