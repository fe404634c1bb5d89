/**
 * @file oracle/check.c
 * What must hold of one history.
 */
#include "check.h"

#include <string.h>

#include "arrivals.h"
#include "compare.h"
#include "record.h"

enum { REPORTS = 8, REPORTS_OF_FIGURES = 7, COPIES_MAX = 8 };

/* Those without texts of people come first: an erasure leaves every byte of them. */
static const char *const reports[REPORTS] = {
    "executive_summary",  "conversation_analytics", "revenue_trends", "platform_performance",
    "market_performance", "real_time_dashboard",    "changes",        "quality_analytics"};

/* A history under examination. */
typedef struct check_state {
    const oracle_history *history;
    const rva_event *events;
    size_t count;
    oracle_random random;
    oracle_memory memory;
    reference_query queries[CHECK_QUERIES_MAX];
    size_t query_count;
    uint64_t fills;   /* stores filled so far */
    const bool *kept; /* with erasures: of each event whether it was accepted */
    oracle_failure *failure;
} check_state;

/* Notes which events came before the erasure of what they name, or has it noted already. */
static bool agree_on_kept(check_state *check, const arrivals *all)
{
    bool *kept = oracle_take(&check->memory, (check->count + 1) * sizeof *kept);
    for (size_t i = 0; i < all->count; i++)
        kept[all->places[i]] |= all->kept[i];
    const bool is_first = !check->kept;
    if (is_first)
        check->kept = kept;
    if (memcmp(check->kept, kept, check->count * sizeof *kept) != 0)
        return oracle_fail(check->failure, "another order of arrival has others refused");
    return true;
}

/* The events of which figures are made: those that no erasure had refused. */
static const rva_event *counted(check_state *check, size_t *count)
{
    *count = check->count;
    if (!check->kept)
        return check->events;
    rva_event *out = oracle_take(&check->memory, (check->count + 1) * sizeof *out);
    *count = 0;
    for (size_t i = 0; i < check->count; i++)
        if (check->kept[i] && check->events[i].type != RVA_EVENT_ERASE)
            out[(*count)++] = check->events[i];
    return out;
}

static bool fill(check_state *check, oracle_engine *engine, bool reopens)
{
    const arrivals all =
        arrivals_of(check->history, check->events, check->count, check->fills++, &check->memory);
    const size_t half = reopens ? all.count / 2 : all.count;
    bool *kept = check->history->flags & HISTORY_ERASURES ? all.kept : NULL;
    bool good = engine_create(engine, &check->history->settings, check->failure) &&
                engine_record(engine, all.events, half, &check->random, kept, check->failure);
    if (good && reopens)
        good = engine_reopen(engine, check->failure) &&
               engine_record(engine, all.events + half, all.count - half, &check->random,
                             kept ? kept + half : NULL, check->failure);
    if (!good || (kept && !agree_on_kept(check, &all)))
        return false;
    return !check->history->settings.is_told_later || engine_tell_names(engine, check->failure);
}

/* The reference of each `now`, folded once. */
static const reference_facts *facts_at(check_state *check, reference_facts *cache, int64_t now)
{
    size_t slot = 0;
    while (check->history->nows[slot] != now)
        slot++;
    if (!cache[slot].items) {
        size_t count;
        const rva_event *events = counted(check, &count);
        cache[slot] = reference_fold(events, count, &check->history->settings, now);
    }
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

/* Three weeks of the history that begin within a day, by either mode. */
static bool places_add_up(check_state *check, oracle_engine *engine)
{
    rva_query query = RVA_QUERY_INIT;
    query.from_at = check->history->base_at + 12345678;
    query.to_at = query.from_at + 21 * LOCAL_DAY_US;
    query.now_at = check->history->nows[check->history->seed % HISTORY_NOWS];
    for (query.mode = RVA_MODE_BOOKED; query.mode <= RVA_MODE_RESTATED; query.mode++)
        if (!check_places(engine, &query, check->failure))
            return false;
    return true;
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
    if (!explain(check, "today",
                 check_today(engine, check->history->nows[seed % HISTORY_NOWS], check->failure)))
        return false;
    if (!explain(check, "places", places_add_up(check, engine)))
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
