/**
 * @file oracle/test_oracle.c
 * Random histories: what the library answers equals what the reference sums.
 *
 * RVA_ORACLE_HISTORIES says how many (1000), RVA_SEED the first of them (1), RVA_ORACLE_SEED
 * picks a single one, RVA_ORACLE_FORK=0 checks in one process.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "compare.h"
#include "record.h"
#include "record/batch.h"
#include "record/cell_sums.h"
#include "store/id_index.h"

enum { HISTORIES_DEFAULT = 1000, RARE = 10 };

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value && *value ? strtoull(value, NULL, 10) : otherwise;
}

static void complain(const oracle_history *history, const char *first, oracle_failure *failure)
{
    rva_event *events = malloc((history->count + 1) * sizeof *events);
    cr_assert_not_null(events);
    memcpy(events, history->events, history->count * sizeof *events);
    const size_t count = check_shrink(history, events, history->count, failure);
    fprintf(stderr, "seed %llu, zone %s, flags %d, idle timeout %lld h, stages",
            (unsigned long long)history->seed, history->settings.time_zone, history->flags,
            (long long)history->settings.idle_timeout_hours);
    for (size_t i = 0; i < history->settings.stage_count; i++)
        fprintf(stderr, " %s", history->settings.stages[i]);
    fprintf(stderr, "\nfirst: %s\nwith %zu of %zu events: %s\n", first, count, history->count,
            failure->text);
    record_print(stderr, events, count);
    free(events);
}

static void run(size_t zone, int flags, uint64_t count)
{
    const uint64_t only = from_environment("RVA_ORACLE_SEED", 0);
    const uint64_t first = only ? only : from_environment("RVA_SEED", 1);
    rva__id_recent_min = 4;   /* ids move to the base early */
    rva__cell_sums_chunk = 2; /* and a helper sums */
    const uint32_t long_most = rva__batch_long;
    for (uint64_t seed = first; seed < first + (only ? 1 : count); seed++) {
        oracle_failure failure;
        rva__batch_long = seed % 2 ? 2 : long_most; /* documents are at hand for the next call */
        oracle_history history = history_new(seed, zone, flags);
        const bool good = check_apart(&history, history.events, history.count, &failure);
        if (!good) {
            const oracle_failure whole = failure;
            complain(&history, whole.text, &failure);
        }
        history_free(&history);
        cr_assert(good, "history %llu of %s: %s", (unsigned long long)seed, history_zones[zone],
                  failure.text);
    }
}

static uint64_t share(uint64_t of)
{
    return (from_environment("RVA_ORACLE_HISTORIES", HISTORIES_DEFAULT) + of - 1) / of;
}

TestSuite(oracle);

Test(oracle, new_york)
{
    run(0, HISTORY_PLAIN, share(HISTORY_ZONES));
}

Test(oracle, amsterdam)
{
    run(1, HISTORY_PLAIN, share(HISTORY_ZONES));
}

Test(oracle, kolkata)
{
    run(2, HISTORY_PLAIN, share(HISTORY_ZONES));
}

Test(oracle, lord_howe)
{
    run(3, HISTORY_PLAIN, share(HISTORY_ZONES));
}

Test(oracle, apia)
{
    run(4, HISTORY_PLAIN, share(HISTORY_ZONES));
}

Test(oracle, ties_fall_alike_in_any_order_of_arrival)
{
    run(0, HISTORY_TIES, share(RARE));
}

Test(oracle, conflicts_leave_the_first)
{
    run(1, HISTORY_CONFLICTS, share(RARE));
}

Test(oracle, links_cross_and_voids_hold_in_any_order_of_arrival)
{
    run(0, HISTORY_LINKS, share(1));
}

Test(oracle, erasures_amid_events_hold_in_any_order_of_arrival)
{
    run(2, HISTORY_ERASURES, share(2));
}

Test(oracle, erasures_amid_links_that_cross_hold_in_any_order_of_arrival)
{
    run(3, HISTORY_LINKS | HISTORY_ERASURES, share(2));
}

static bool answers_alike(const rva_event *recorded, size_t recorded_count,
                          const rva_event *expected, size_t expected_count,
                          const reference_settings *settings)
{
    oracle_engine engine = {"", "", NULL};
    oracle_random random = {1};
    oracle_failure failure;
    reference_query query = {.to_at = INT64_C(2500000000) * LOCAL_SECOND_US,
                             .now_at = INT64_C(2600000000) * LOCAL_SECOND_US,
                             .by = RVA_GRAIN_DAY};
    reference_rows got;
    local_use(settings->time_zone);
    cr_assert(engine_create(&engine, settings, &failure), "%s", failure.text);
    cr_assert(engine_record(&engine, recorded, recorded_count, &random, NULL, &failure), "%s",
              failure.text);
    cr_assert(engine_cells(&engine, &query, &got, &failure), "%s", failure.text);
    reference_facts facts = reference_fold(expected, expected_count, settings, query.now_at);
    reference_rows rows = reference_cube(&facts, &query);
    const bool alike = compare_rows(&query, &rows, &got, &failure);
    reference_rows_free(&rows);
    reference_rows_free(&got);
    reference_facts_free(&facts);
    engine_remove(&engine);
    return alike;
}

/* A negative control: an oracle that could not fail would be worth nothing. */
Test(oracle, one_cent_less_is_noticed)
{
    const reference_settings settings = {.time_zone = "Europe/Amsterdam",
                                         .idle_timeout_hours = 72,
                                         .stages = {"a"},
                                         .stage_count = 1};
    rva_event sale = record_blank(RVA_EVENT_TRANSACTION, INT64_C(1774746000000000));
    sale.id = "t-1";
    sale.kind = RVA_KIND_SALE;
    sale.amount_minor = 27500;
    rva_event less = sale;
    less.amount_minor--;
    cr_expect(answers_alike(&sale, 1, &sale, 1, &settings));
    cr_expect_not(answers_alike(&sale, 1, &less, 1, &settings));
    cr_expect_not(answers_alike(&sale, 1, &sale, 0, &settings));
}

/* A history whose reference lacks one event must not pass. */
Test(oracle, a_missing_event_is_noticed)
{
    oracle_history history = history_new(3, 1, HISTORY_PLAIN);
    cr_expect(answers_alike(history.events, history.count, history.events, history.count,
                            &history.settings));
    rva_event sale = record_blank(RVA_EVENT_TRANSACTION, history.base_at);
    sale.id = "t-extra";
    sale.kind = RVA_KIND_SALE;
    sale.amount_minor = 1;
    rva_event *more = malloc((history.count + 1) * sizeof *more);
    cr_assert_not_null(more);
    memcpy(more, history.events, history.count * sizeof *more);
    more[history.count] = sale;
    cr_expect_not(
        answers_alike(more, history.count + 1, history.events, history.count, &history.settings));
    free(more);
    history_free(&history);
}
