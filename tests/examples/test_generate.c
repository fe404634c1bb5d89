/**
 * @file tests/examples/test_generate.c
 * The made events: the same from the same seed, plausible, and all of them valid.
 */
#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics.h>

#include "generate.h"
#include "ndjson.h"
#include "newyork.h"
#include "random.h"

/** 2026-01-01T00:00:00-05:00 */
static const int64_t from_at = INT64_C(1767243600000000);

/** What a run came to. */
typedef struct tally {
    int64_t types[10];
    int64_t sales;
    int64_t corrections;
    int64_t refunds; /**< refunds, returns, chargebacks */
    int64_t undelivered;
    int64_t backwards; /**< events that happened before one that came earlier */
    int64_t latest_at;
} tally;

static solar_options quarter(uint64_t seed)
{
    return (solar_options){
        .seed = seed, .from_at = from_at, .days = 90, .conversations_per_day = 95};
}

static int count_events(const rva_event *events, size_t count, void *context)
{
    tally *sums = context;
    for (size_t i = 0; i < count; i++) {
        const rva_event *event = &events[i];
        sums->types[event->type]++;
        sums->corrections += event->correct == 1;
        sums->undelivered += event->delivered == 0;
        if (event->type == RVA_EVENT_TRANSACTION && event->correct != 1) {
            sums->sales += event->kind == RVA_KIND_SALE;
            sums->refunds += event->kind == RVA_KIND_REFUND || event->kind == RVA_KIND_RETURN ||
                             event->kind == RVA_KIND_CHARGEBACK;
        }
        sums->backwards += event->at < sums->latest_at;
        if (event->at > sums->latest_at)
            sums->latest_at = event->at;
    }
    return 0;
}

static int write_lines(const rva_event *events, size_t count, void *context)
{
    return solar_ndjson_write(context, events, count);
}

/** The events of a week as lines; free them. */
static char *week(uint64_t seed, size_t *size)
{
    char *bytes = NULL;
    FILE *file = open_memstream(&bytes, size);
    solar_options options = quarter(seed);
    options.days = 7;
    cr_assert_eq(solar_generate(&options, write_lines, file), 0);
    cr_assert_eq(fclose(file), 0);
    return bytes;
}

static uint64_t hash(const char *bytes, size_t size)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return sum;
}

Test(generate, the_same_seed_gives_the_same_bytes)
{
    size_t first_size = 0;
    size_t second_size = 0;
    char *first = week(7, &first_size);
    char *second = week(7, &second_size);
    cr_assert_eq(first_size, second_size);
    cr_expect_eq(memcmp(first, second, first_size), 0);
    free(first);
    free(second);
}

Test(generate, the_bytes_are_those_of_every_machine)
{
    size_t size = 0;
    char *bytes = week(7, &size);
    cr_expect_eq(size, 1255942, "%zu", size);
    cr_expect_eq(hash(bytes, size), UINT64_C(0xb067500594d86476), "%llx",
                 (unsigned long long)hash(bytes, size));
    free(bytes);
}

Test(generate, another_seed_gives_other_events)
{
    size_t first_size = 0;
    size_t second_size = 0;
    char *first = week(7, &first_size);
    char *second = week(8, &second_size);
    cr_expect(first_size != second_size || memcmp(first, second, first_size) != 0);
    free(first);
    free(second);
}

Test(generate, a_quarter_is_plausible)
{
    const solar_options options = quarter(2026);
    tally sums = {0};
    cr_assert_eq(solar_generate(&options, count_events, &sums), 0);
    const int64_t begun = sums.types[RVA_EVENT_CONVERSATION];
    cr_expect(begun > 16000 && begun < 21000, "%lld", (long long)begun);
    const int64_t leads = sums.types[RVA_EVENT_LEAD];
    cr_expect(leads > 5000 && leads < 7500, "%lld", (long long)leads);
    cr_expect(sums.sales > leads * 7 / 10 && sums.sales < leads * 95 / 100);
    cr_expect(sums.refunds > sums.sales * 4 / 100 && sums.refunds < sums.sales * 12 / 100);
    cr_expect(sums.corrections > 10);
    cr_expect(sums.undelivered > 500);
    cr_expect(sums.types[RVA_EVENT_COST] > 500);
    cr_expect(sums.types[RVA_EVENT_MARKET] > 50);
    cr_expect(sums.backwards > 100, "some are late");
}

Test(generate, nothing_happens_after_the_last_day)
{
    const solar_options options = quarter(2026);
    tally sums = {0};
    cr_assert_eq(solar_generate(&options, count_events, &sums), 0);
    cr_expect_lt(sums.latest_at, INT64_C(1775016000000000)); /* 2026-04-01T00:00:00-04:00 */
}

Test(generate, stops_after_the_conversations_asked_for)
{
    solar_options options = quarter(3);
    options.days = 0;
    options.conversations_max = 250;
    solar_generator *generator = solar_new(&options);
    static rva_event events[100];
    cr_assert_not_null(generator);
    while (solar_read(generator, events, 100) > 0)
        continue;
    cr_expect_eq(solar_conversations(generator), 250);
    cr_expect_eq(solar_failed(generator), 0);
    solar_free(generator);
}

Test(generate, reading_in_other_portions_gives_the_same)
{
    const solar_options options = quarter(5);
    solar_generator *one = solar_new(&options);
    solar_generator *many = solar_new(&options);
    static rva_event events[SOLAR_READ_MAX];
    rva_event event;
    const size_t count = solar_read(many, events, SOLAR_READ_MAX);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(solar_read(one, &event, 1), 1);
        cr_assert_eq(event.at, events[i].at);
        cr_assert_eq(event.type, events[i].type);
    }
    solar_free(one);
    solar_free(many);
}

Test(generate, refuses_options_that_never_end)
{
    const solar_options endless = {.from_at = from_at, .conversations_per_day = 1};
    const solar_options nobody = {.from_at = from_at, .days = 1};
    cr_expect_null(solar_new(&endless));
    cr_expect_null(solar_new(&nobody));
}

Test(random, a_lognormal_has_its_median)
{
    solar_random random = solar_random_new(1, 2);
    int below = 0;
    for (int i = 0; i < 100000; i++)
        below += solar_random_lognormal(&random, 1000000, 500) < 1000000;
    cr_expect(below > 49000 && below < 51000, "%d", below);
}

Test(random, an_exponential_has_its_mean)
{
    solar_random random = solar_random_new(3, 4);
    int64_t sum = 0;
    for (int i = 0; i < 100000; i++)
        sum += solar_random_exponential(&random);
    cr_expect(sum > INT64_C(98000) * SOLAR_ONE && sum < INT64_C(102000) * SOLAR_ONE);
}

Test(newyork, clocks_go_forward_on_the_eighth_of_march_2026)
{
    const int32_t day = solar_day(2026, 3, 8);
    cr_expect_eq(solar_newyork_at(day, 0), INT64_C(1772946000000000)); /* 05:00 UTC */
    cr_expect_eq(solar_newyork_at(day + 1, 0) - solar_newyork_at(day, 0), 23 * SOLAR_HOUR);
    cr_expect_eq(solar_newyork_day(solar_newyork_at(day + 1, 0) - 1), day);
    cr_expect_eq(solar_weekday(day), 6);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

static int record(const rva_event *events, size_t count, void *context)
{
    rva_record_summary summary = {0};
    rva_rejections *rejections = NULL;
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva_record_many(context, events, count, &summary, &rejections, &err), RVA_OK, "%s",
                 err.message);
    for (size_t i = 0; i < rva_rejections_count(rejections) && i < 3; i++)
        cr_expect(0, "%s: %s", rva_rejections_at(rejections, i)->error.field,
                  rva_rejections_at(rejections, i)->error.message);
    cr_assert_eq(summary.accepted + summary.corrected, (int64_t)count);
    rva_rejections_free(rejections);
    return 0;
}

Test(generate, a_store_accepts_every_event)
{
    char folder[] = "/tmp/test_generate.XXXXXX";
    char path[64];
    rva_store *store = NULL;
    rva_error err = RVA_ERROR_INIT;
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/store", folder);
    rva_store_options opening = RVA_STORE_OPTIONS_INIT;
    opening.durability = RVA_EPHEMERAL;
    cr_assert_eq(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), RVA_OK, "%s", err.message);
    cr_assert_eq(rva_store_open(path, &opening, &store, &err), RVA_OK, "%s", err.message);
    const solar_options options = quarter(2026);
    cr_expect_eq(solar_generate(&options, record, store), 0);
    rva_store_close(store);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}
