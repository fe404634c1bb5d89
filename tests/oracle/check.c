/**
 * @file oracle/check.c
 * What must hold of one history.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "record.h"

enum { REPORTS = 5, REPORTS_OF_FIGURES = 4, COPIES_MAX = 8 };

/* Those without texts of people come first: an erasure leaves every byte of them. */
static const char *const reports[REPORTS] = {"executive_summary", "conversation_analytics",
                                             "revenue_trends", "platform_performance",
                                             "quality_analytics"};

/* A history under examination. */
typedef struct check_state {
    const oracle_history *history;
    const rva_event *events;
    size_t count;
    oracle_random random;
    oracle_memory memory;
    reference_query queries[CHECK_QUERIES_MAX];
    size_t query_count;
    uint64_t fills; /* stores filled so far */
    oracle_failure *failure;
} check_state;

/* An event on its way to the store. */
typedef struct arrival {
    uint64_t place;
    const rva_event *event;
} arrival;

static int compare_arrivals(const void *left, const void *right)
{
    const arrival *a = left;
    const arrival *b = right;
    return (a->place > b->place) - (a->place < b->place);
}

/* A number from the content, so that leaving out one event moves no other. */
static uint64_t place_of(const rva_event *event, uint64_t salt)
{
    oracle_random random = {salt ^ (uint64_t)event->at ^ ((uint64_t)event->type << 56)};
    const char *const texts[] = {event->id, event->conversation, event->stage, event->reason};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (const char *text = texts[i] ? texts[i] : ""; *text; text++)
            random.state ^= random_next(&random) ^ (uint8_t)*text;
    random.state ^= (uint64_t)event->action * 31 ^ (uint64_t)event->correct;
    return random_next(&random);
}

/* Whether two events are of one event: contents of it, corrections and voids. */
static bool is_of_one(const rva_event *a, const rva_event *b)
{
    const char *one[RECORD_NAMES_MAX];
    const char *two[RECORD_NAMES_MAX];
    int64_t one_types[RECORD_NAMES_MAX];
    int64_t two_types[RECORD_NAMES_MAX];
    const size_t one_count = record_names(a, one, one_types);
    const size_t two_count = record_names(b, two, two_types);
    for (size_t i = 0; i < one_count; i++)
        for (size_t j = 0; j < two_count; j++)
            if (one_types[i] == two_types[j] && strcmp(one[i], two[j]) == 0)
                return true;
    return false;
}

/* For each event the first that is of the same event, through any others. */
static size_t *groups_of(check_state *check)
{
    size_t *groups = oracle_take(&check->memory, (check->count + 1) * sizeof *groups);
    for (size_t i = 0; i < check->count; i++) {
        groups[i] = i;
        for (size_t j = 0; j < i; j++) {
            const size_t other = groups[j];
            if (other == groups[i] || !is_of_one(&check->events[i], &check->events[j]))
                continue;
            const size_t first = other < groups[i] ? other : groups[i];
            const size_t last = other < groups[i] ? groups[i] : other;
            for (size_t k = 0; k <= i; k++)
                if (groups[k] == last)
                    groups[k] = first;
        }
    }
    return groups;
}

/* Puts what is of one event back into the order of the history; others stay where they are. */
static void keep_order(check_state *check, arrival *order, size_t count)
{
    const size_t *groups = groups_of(check);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            const size_t a = (size_t)(order[i].event - check->events);
            const size_t b = (size_t)(order[j].event - check->events);
            if (groups[a] != groups[b] || a <= b)
                continue;
            const arrival later = order[i];
            order[i] = order[j];
            order[j] = later;
        }
    }
}

/* The events as they arrive: shuffled, some of them again.  Conflicts keep their order. */
static rva_event *arrivals(check_state *check, size_t *count)
{
    const size_t room = 2 * check->count + 1;
    const bool keeps_order = check->history->flags & HISTORY_CONFLICTS;
    const uint64_t salt = (check->history->seed << 8) + 2 * check->fills++;
    arrival *order = oracle_take(&check->memory, room * sizeof *order);
    *count = 0;
    for (size_t i = 0; i < check->count; i++)
        order[(*count)++] = (arrival){place_of(&check->events[i], salt), &check->events[i]};
    for (size_t i = 0; i < check->count; i++) {
        const uint64_t again = place_of(&check->events[i], salt + 1);
        if (again % 5 == 0)
            order[(*count)++] = (arrival){again, &check->events[i]};
    }
    if (!keeps_order)
        qsort(order, *count, sizeof *order, compare_arrivals);
    if (check->history->flags & HISTORY_LINKS)
        keep_order(check, order, *count);
    rva_event *out = oracle_take(&check->memory, room * sizeof *out);
    for (size_t i = 0; i < *count; i++)
        out[i] = *order[i].event;
    return out;
}

static bool fill(check_state *check, oracle_engine *engine, bool reopens)
{
    size_t count = 0;
    const rva_event *events = arrivals(check, &count);
    const size_t half = reopens ? count / 2 : count;
    if (!engine_create(engine, &check->history->settings, check->failure) ||
        !engine_record(engine, events, half, &check->random, check->failure))
        return false;
    if (reopens &&
        !(engine_reopen(engine, check->failure) &&
          engine_record(engine, events + half, count - half, &check->random, check->failure)))
        return false;
    return !check->history->settings.is_told_later || engine_tell_names(engine, check->failure);
}

/* The reference of each `now`, folded once. */
static const reference_facts *facts_at(check_state *check, reference_facts *cache, int64_t now)
{
    size_t slot = 0;
    while (check->history->nows[slot] != now)
        slot++;
    if (!cache[slot].items)
        cache[slot] = reference_fold(check->events, check->count, &check->history->settings, now);
    return &cache[slot];
}

static bool links_match(check_state *check, oracle_engine *engine, const reference_facts *facts)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_info info;
    if (rva_store_get_info(engine->store, &info, &err) != RVA_OK)
        return oracle_fail(check->failure, "no figures of the store: %s", err.message);
    if (info.crossed == facts->crossed && info.unannounced == facts->unannounced)
        return true;
    return oracle_fail(check->failure, "crossed %lld, unannounced %lld; right is %lld and %lld",
                       (long long)info.crossed, (long long)info.unannounced,
                       (long long)facts->crossed, (long long)facts->unannounced);
}

static bool matches_reference(check_state *check, oracle_engine *engine)
{
    reference_facts cache[HISTORY_NOWS];
    memset(cache, 0, sizeof cache);
    bool good = links_match(check, engine, facts_at(check, cache, check->history->nows[0]));
    for (size_t i = 0; i < check->query_count && good; i++) {
        const reference_query *query = &check->queries[i];
        reference_rows got;
        if (!engine_cells(engine, query, &got, check->failure)) {
            good = false;
            break;
        }
        if (reference_refuses(query))
            continue;
        reference_rows expected = reference_cube(facts_at(check, cache, query->now_at), query);
        good = compare_rows(query, &expected, &got, check->failure);
        reference_rows_free(&expected);
        reference_rows_free(&got);
    }
    for (size_t i = 0; i < HISTORY_NOWS; i++)
        reference_facts_free(&cache[i]);
    return good;
}

static bool same_cells(check_state *check, oracle_engine *a, oracle_engine *b)
{
    bool good = true;
    for (size_t i = 0; i < check->query_count && good; i++) {
        reference_rows one;
        reference_rows two;
        if (!engine_cells(a, &check->queries[i], &one, check->failure))
            return false;
        good = engine_cells(b, &check->queries[i], &two, check->failure);
        if (good) {
            good = compare_rows(&check->queries[i], &one, &two, check->failure);
            reference_rows_free(&two);
        }
        reference_rows_free(&one);
    }
    return good;
}

/* The reports as one text each; false when one cannot be had. */
static bool read_reports(check_state *check, oracle_engine *engine, char *texts[REPORTS])
{
    const int64_t from = local_day_start(local_day(check->history->base_at) - 3);
    const int64_t to = from + 25 * LOCAL_DAY_US;
    const int64_t now = check->history->nows[check->history->seed % HISTORY_NOWS];
    memset(texts, 0, REPORTS * sizeof *texts);
    for (size_t i = 0; i < REPORTS; i++)
        if (!engine_report(engine, reports[i], from, to, now, &texts[i], check->failure))
            return false;
    return true;
}

static bool same_reports(check_state *check, size_t count, char *const a[REPORTS],
                         char *const b[REPORTS], const char *why)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (a[i][at] && a[i][at] == b[i][at])
            at++;
        const size_t from = at > 120 ? at - 120 : 0;
        if (a[i][at] != b[i][at])
            return oracle_fail(check->failure, "%s of two stores differs (%s)\n  %.240s\n  %.240s",
                               reports[i], why, a[i] + from, b[i] + from);
    }
    return true;
}

static void free_reports(char *texts[REPORTS])
{
    for (size_t i = 0; i < REPORTS; i++)
        rva_free(texts[i]);
}

static bool reports_agree(check_state *check, oracle_engine *a, oracle_engine *b, const char *why)
{
    char *one[REPORTS];
    char *two[REPORTS] = {NULL};
    const bool good = read_reports(check, a, one) && read_reports(check, b, two) &&
                      same_reports(check, REPORTS, one, two, why);
    free_reports(one);
    free_reports(two);
    return good;
}

static bool another_order(check_state *check, oracle_engine *first)
{
    oracle_engine second = {"", "", NULL};
    const bool good =
        fill(check, &second, false) &&
        reports_agree(check, first, &second, "another order of arrival") &&
        (!(check->history->flags & HISTORY_TIES) || same_cells(check, first, &second)) &&
        engine_verify(&second, check->failure);
    engine_remove(&second);
    return good;
}

/* Whom to erase: a person of some event, by conversation, lead or visitor. */
static bool choose_erased(check_state *check, rva_event *erase)
{
    *erase = record_blank(RVA_EVENT_ERASE, check->history->base_at);
    for (size_t tries = 0; tries < COPIES_MAX && check->count > 0; tries++) {
        const rva_event *event = &check->events[random_below(&check->random, check->count)];
        if (event->type == RVA_EVENT_STAGE)
            erase->conversation = event->conversation;
        else if (event->type == RVA_EVENT_LEAD)
            erase->lead = event->id;
        else if (event->type == RVA_EVENT_CONVERSATION && event->visitor)
            erase->visitor = event->visitor;
        else
            continue;
        return true;
    }
    return false;
}

static bool stays_erased(check_state *check, oracle_engine *engine, const rva_event *erase)
{
    rva_event late = record_blank(RVA_EVENT_STAGE, check->history->base_at + 77);
    late.conversation = erase->conversation;
    late.stage = "a";
    late.action = RVA_ACTION_ENTER;
    if (!late.conversation)
        return true;
    const rva_status status = rva_record(engine->store, &late, NULL, NULL);
    return status == RVA_ERASED ||
           oracle_fail(check->failure, "an event of an erased conversation gave %s",
                       rva_status_name(status));
}

/* Erasing changes no figure. */
static bool survives_erasure(check_state *check, oracle_engine *engine)
{
    rva_event erase;
    if (!choose_erased(check, &erase))
        return true;
    char *before[REPORTS];
    char *after[REPORTS] = {NULL};
    rva_error err = RVA_ERROR_INIT;
    bool good = read_reports(check, engine, before);
    const rva_status status = rva_record(engine->store, &erase, NULL, &err);
    if (good && status != RVA_OK)
        good = oracle_fail(check->failure, "erasure gave %s: %s", rva_status_name(status),
                           err.message);
    good = good && stays_erased(check, engine, &erase) && read_reports(check, engine, after) &&
           same_reports(check, REPORTS_OF_FIGURES, before, after, "before and after erasure");
    free_reports(before);
    free_reports(after);
    return good;
}

static bool explain(check_state *check, const char *when, bool good)
{
    if (good)
        return true;
    const oracle_failure inner = *check->failure;
    return oracle_fail(check->failure, "%s: %.1900s", when, inner.text);
}

/* The tables of quality_analytics, over all days of the history. */
static bool quality_adds_up(check_state *check, oracle_engine *engine)
{
    const int64_t from = local_day_start(local_day(check->history->base_at) - 3);
    return check_quality(engine, from, from + 25 * LOCAL_DAY_US, check->failure);
}

static bool examine(check_state *check, oracle_engine *engine)
{
    const uint64_t seed = check->history->seed;
    const bool has_ties = check->history->flags & HISTORY_TIES;
    if (!explain(check, "recording", fill(check, engine, seed % 3 == 0)))
        return false;
    if (!has_ties && !explain(check, "figures", matches_reference(check, engine)))
        return false;
    if (!explain(check, "after recording", engine_verify(engine, check->failure)))
        return false;
    if (!explain(check, "predictions", quality_adds_up(check, engine)))
        return false;
    if (!(check->history->flags & HISTORY_CONFLICTS) && (has_ties || seed % 2 == 0) &&
        !explain(check, "another order", another_order(check, engine)))
        return false;
    if (seed % 4 == 1 && !explain(check, "rebuilding",
                                  engine_rebuild(engine, check->failure) &&
                                      (has_ties || matches_reference(check, engine)) &&
                                      engine_verify(engine, check->failure)))
        return false;
    if (seed % 3 != 1)
        return true;
    return explain(check, "erasing",
                   survives_erasure(check, engine) && quality_adds_up(check, engine) &&
                       (has_ties || matches_reference(check, engine)) &&
                       engine_verify(engine, check->failure));
}

bool check_history(const oracle_history *history, const rva_event *events, size_t count,
                   oracle_failure *failure)
{
    check_state check = {.history = history,
                         .events = events,
                         .count = count,
                         .random = {history->seed ^ 0xacce55},
                         .failure = failure};
    oracle_engine engine = {"", "", NULL};
    local_use(history->settings.time_zone);
    check.query_count = check_plan(history, check.queries);
    failure->text[0] = '\0';
    const bool good = examine(&check, &engine);
    engine_remove(&engine);
    oracle_release(&check.memory);
    return good;
}
