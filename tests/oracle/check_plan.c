/**
 * @file oracle/check_plan.c
 * The questions: every dimension, pairs, filters, grains, odd periods, several `now`s.
 */
#include <string.h>

#include "check.h"

enum { RANDOM_QUERIES = 8 };

#define FAR_AT (INT64_C(2840140800) * LOCAL_SECOND_US)  /* 2060 */
#define LAST_AT (INT64_C(4417977600) * LOCAL_SECOND_US) /* 2110 */

typedef struct plan_state {
    const oracle_history *history;
    reference_query *out;
    size_t count;
    oracle_random random;
} plan_state;

static bool is_answerable(const reference_query *query)
{
    for (int measure = 0; measure < RVA__MEASURE_COUNT; measure++)
        if (reference_asked(query, measure) && reference_answers(query, measure))
            return true;
    return false;
}

/* All time, in two parts because of the limit of days in one query. */
static void ask(plan_state *plan, reference_query query)
{
    if (plan->count + 2 > CHECK_QUERIES_MAX || !is_answerable(&query))
        return;
    const bool is_all_time = query.from_at == 0 && query.to_at == LAST_AT;
    if (is_all_time)
        query.to_at = FAR_AT;
    plan->out[plan->count++] = query;
    if (!is_all_time || !plan->history->has_far)
        return;
    query.from_at = FAR_AT;
    query.to_at = LAST_AT;
    plan->out[plan->count++] = query;
}

static reference_query all_time(int64_t now, int64_t by)
{
    reference_query query;
    memset(&query, 0, sizeof query);
    query.to_at = LAST_AT;
    query.now_at = now;
    query.by = by;
    return query;
}

static int some_dim(plan_state *plan)
{
    return (int)random_below(&plan->random, REFERENCE_DIMS);
}

static void add_dim(plan_state *plan, reference_query *query)
{
    const int dim = some_dim(plan);
    for (size_t i = 0; i < query->dim_count; i++)
        if (query->dims[i] == dim)
            return;
    query->dims[query->dim_count++] = dim;
}

static void add_where(plan_state *plan, reference_query *query)
{
    const int dim = some_dim(plan);
    for (size_t i = 0; i < query->where_count; i++)
        if (query->where[i] == dim)
            return;
    const char *value = history_value(dim, random_below(&plan->random, 6));
    const char *other = history_value(dim, random_below(&plan->random, 6));
    query->where[query->where_count] = dim;
    query->where_other[query->where_count] = random_chance(&plan->random, 30) ? other : NULL;
    query->where_excludes[query->where_count] = random_chance(&plan->random, 30);
    query->where_value[query->where_count++] = value ? value : "(unknown)";
}

static void add_measures(plan_state *plan, reference_query *query)
{
    for (size_t i = 0; i < 4; i++) {
        const int measure = (int)random_below(&plan->random, RVA__MEASURE_COUNT);
        if (query->measure_count == 0 || !reference_asked(query, measure))
            query->measures[query->measure_count++] = measure;
    }
}

/* Hours are asked of a few weeks only: a query has a limit of buckets. */
static void narrow(plan_state *plan, reference_query *query)
{
    const int64_t base = plan->history->base_at;
    query->from_at = base - 30 * LOCAL_DAY_US + (int64_t)random_next(&plan->random) % 1000000;
    query->to_at = base + 60 * LOCAL_DAY_US + 1;
}

/* A period between two instants that are nothing special. */
static void cut(plan_state *plan, reference_query *query)
{
    const size_t span = 8 * 86400;
    query->from_at =
        plan->history->base_at + (int64_t)random_below(&plan->random, span) * LOCAL_SECOND_US - 1;
    query->to_at =
        query->from_at + 1 + (int64_t)random_below(&plan->random, span) * LOCAL_SECOND_US;
}

static void ask_random(plan_state *plan, int64_t now)
{
    static const int64_t grains[] = {RVA_GRAIN_HOUR,  RVA_GRAIN_DAY,  RVA_GRAIN_WEEK,
                                     RVA_GRAIN_MONTH, RVA_GRAIN_NONE, RVA_GRAIN_QUARTER,
                                     RVA_GRAIN_YEAR};
    reference_query query = all_time(now, grains[random_below(&plan->random, 7)]);
    const size_t dims = random_below(&plan->random, 4);
    for (size_t i = 0; i < dims; i++)
        add_dim(plan, &query);
    if (random_chance(&plan->random, 60))
        add_where(plan, &query);
    if (random_chance(&plan->random, 20))
        add_where(plan, &query);
    if (random_chance(&plan->random, 30))
        add_measures(plan, &query);
    if (random_chance(&plan->random, 40))
        cut(plan, &query);
    else if (query.by == RVA_GRAIN_HOUR)
        narrow(plan, &query);
    ask(plan, query);
}

static void ask_dims(plan_state *plan, int64_t now)
{
    for (int dim = 0; dim < REFERENCE_DIMS; dim++) {
        const bool is_daily = random_chance(&plan->random, 30);
        reference_query query = all_time(now, is_daily ? RVA_GRAIN_DAY : RVA_GRAIN_NONE);
        query.dims[query.dim_count++] = dim;
        ask(plan, query);
    }
    for (size_t i = 0; i < 2; i++) {
        reference_query query = all_time(now, RVA_GRAIN_DAY);
        add_dim(plan, &query);
        add_dim(plan, &query);
        ask(plan, query);
    }
}

size_t check_plan(const oracle_history *history, reference_query out[CHECK_QUERIES_MAX])
{
    plan_state made = {history, out, 0, {history->seed ^ 0x51a7}};
    const int64_t last = history->nows[HISTORY_NOWS - 1];
    for (size_t i = 0; i < HISTORY_NOWS; i++)
        ask(&made, all_time(history->nows[i], RVA_GRAIN_DAY));
    reference_query hours = all_time(last, RVA_GRAIN_HOUR);
    narrow(&made, &hours);
    ask(&made, hours);
    ask_dims(&made, history->nows[random_below(&made.random, HISTORY_NOWS)]);
    for (size_t i = 0; i < RANDOM_QUERIES; i++)
        ask_random(&made, history->nows[random_below(&made.random, HISTORY_NOWS)]);
    return made.count;
}
