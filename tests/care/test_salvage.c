/**
 * @file care/test_salvage.c
 * What is saved of a damaged store is what was recorded, and nothing else.
 *
 * Each trial damages a copy of one store and saves what can be found into a new one, which
 * must be sound and hold only events that were recorded, in their order.  Saving without
 * looking at checksums would bring back others: the lab sees that, too.  RVA_TRIALS is the
 * number of trials.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "damage.h"
#include "given.h"

enum {
    TRIALS = 140,
    HISTORIES_OLD = 40,
    HISTORIES = 60,
    ERASED = 7,
    EVENTS_MAX = 1024,
    TEXT_BYTES = 128,
    TRIAL_SECONDS_MAX = 60,
    SAVED_PER_MILLE_MIN = 900,
    PAGES_META = 2,
    PAGE_BYTES = 4096,
};

/** What came of a trial. */
typedef struct trial_end {
    rva_status status;
    int64_t saved;
    int64_t missing;
    int invented;    /**< events that were never recorded, or out of order */
    int differences; /**< of the new store's verification */
    int returned;    /**< ids of a person who was erased */
} trial_end;

static damage_image whole, stale, damaged;
static char original[GIVEN_PATH_BYTES];
static char trial[GIVEN_PATH_BYTES];
static char saved[GIVEN_PATH_BYTES];
static char events[EVENTS_MAX][TEXT_BYTES];
static int event_count;

static void describe(const rva_event *event, char out[TEXT_BYTES])
{
    const char *ids[] = {event->id, event->conversation, event->lead, event->stage};
    int size = snprintf(out, TEXT_BYTES, "%d %lld", (int)event->type, (long long)event->at);
    for (int i = 0; i < 4; i++)
        size += snprintf(out + size, (size_t)(TEXT_BYTES - size), " %s", ids[i] ? ids[i] : "-");
}

/** Every event of a store, in words. */
static int read_events(rva_store *store, char (*to)[TEXT_BYTES])
{
    rva_feed *feed = NULL;
    rva_error err = RVA_ERROR_INIT;
    rva_change change;
    int count = 0;
    given_check(rva_feed_open(store, NULL, 1, &feed, &err), &err, "rva_feed_open");
    while (count < EVENTS_MAX && rva_feed_next(feed, &change, &err) == RVA_OK)
        describe(change.event, to[count++]);
    rva_feed_close(feed);
    return count;
}

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    snprintf(trial, sizeof trial, "%s", given_place("trial"));
    snprintf(original, sizeof original, "%s", given_place("store"));
    snprintf(saved, sizeof saved, "%s", given_place("saved"));
    given_check(rva_store_create(original, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    rva_store *store = given_open(original);
    for (int i = 0; i < HISTORIES; i++) {
        if (i == HISTORIES_OLD)
            damage_read(original, &stale);
        given_history(store, i);
    }
    char id[GIVEN_ID_BYTES];
    snprintf(id, sizeof id, "c-%d", ERASED);
    const rva_event erasure = given_erasure(id);
    given_record(store, &erasure);
    event_count = read_events(store, events);
    rva_store_close(store);
    damage_read(original, &whole);
    damage_seed = (uint64_t)given_number("RVA_SEED", 1);
}

TestSuite(salvage, .init = begin, .fini = given_end, .timeout = 600);

/** Looks at what was saved: each event must be one of the store, after those before it. */
static void look_at(trial_end *out)
{
    static char found[EVENTS_MAX][TEXT_BYTES];
    rva_verify_result result = {0};
    char erased[GIVEN_ID_BYTES];
    rva_store *store = given_open(saved);
    const int count = read_events(store, found);
    int at = 0;
    char proven[TEXT_BYTES]; /* an erasure that only the document still told of: no instant */
    snprintf(proven, sizeof proven, "%d %lld ", (int)RVA_EVENT_ERASE, (long long)RVA_ABSENT);
    snprintf(erased, sizeof erased, " c-%d ", ERASED);
    for (int i = 0; i < count; i++) {
        if (strncmp(found[i], proven, strlen(proven)) == 0)
            continue;
        while (at < event_count && strcmp(events[at], found[i]) != 0)
            at++;
        out->invented += at == event_count;
        out->returned += strstr(found[i], erased) != NULL;
        at++;
    }
    given_check(rva_store_verify(store, RVA_VERIFY_FULL, &result, NULL, NULL, NULL), NULL,
                "rva_store_verify");
    out->differences = (int)result.differences;
    rva_store_close(store);
}

static void try_in_child(int to)
{
    trial_end out = {.status = RVA_OK};
    rva_salvage_result did = {0};
    alarm(TRIAL_SECONDS_MAX);
    out.status = rva_store_salvage(trial, saved, NULL, &did, NULL, NULL, NULL);
    out.saved = did.events;
    out.missing = did.missing;
    if (out.status == RVA_OK)
        look_at(&out);
    given_exit(write(to, &out, sizeof out) == sizeof out ? 0 : 1);
}

/** Saves from the damaged image; false when that crashed. */
static bool try_to_save(trial_end *out)
{
    int ends[2];
    int how = 0;
    char command[2 * GIVEN_PATH_BYTES];
    snprintf(command, sizeof command, "rm -rf '%s'", saved);
    cr_assert_eq(system(command), 0);
    damage_write(&damaged, original, trial);
    cr_assert_eq(pipe(ends), 0);
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        try_in_child(ends[1]);
    close(ends[1]);
    const bool told = read(ends[0], out, sizeof *out) == sizeof *out;
    close(ends[0]);
    waitpid(child, &how, 0);
    return told && WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

Test(salvage, of_a_sound_store_everything_is_saved)
{
    trial_end end = {0};
    damaged = whole;
    cr_assert(try_to_save(&end));
    cr_expect_eq(end.status, RVA_OK);
    cr_expect_eq(end.saved, event_count);
    cr_expect_eq(end.missing, 0);
    cr_expect_eq(end.invented + end.differences + end.returned, 0);
}

Test(salvage, nothing_is_invented_and_most_is_saved)
{
    const int trials = (int)given_number("RVA_TRIALS", TRIALS);
    int64_t saved_events = 0;
    int64_t wanted = 0;
    int refused = 0;
    for (int i = 0; i < trials; i++) {
        const damage_kind kind = (damage_kind)(i % DAMAGE_KINDS);
        trial_end end = {0};
        damage_do(kind, &whole, &stale, &damaged);
        cr_assert(try_to_save(&end), "crashed on %s, trial %d", damage_names[kind], i);
        cr_expect_eq(end.invented, 0, "%d invented, %s, trial %d", end.invented, damage_names[kind],
                     i);
        cr_expect_eq(end.differences, 0, "not sound, %s, trial %d", damage_names[kind], i);
        cr_expect_eq(end.returned, 0, "erased ids are back, %s, trial %d", damage_names[kind], i);
        if (kind == DAMAGE_TRUNCATED)
            continue; /* what is cut off is gone */
        refused += end.status != RVA_OK;
        saved_events += end.saved;
        wanted += event_count;
    }
    printf("saved %lld of %lld events, %d of %d stores refused\n", (long long)saved_events,
           (long long)wanted, refused, trials);
    cr_expect_geq(saved_events * 1000, wanted * SAVED_PER_MILLE_MIN);
}

/** Every page in turn is as it was before the erasure. */
Test(salvage, no_lost_write_brings_an_erased_person_back)
{
    int tried = 0;
    for (size_t at = PAGES_META * PAGE_BYTES; at < stale.size && at < whole.size;
         at += PAGE_BYTES) {
        trial_end end = {0};
        if (memcmp(whole.bytes + at, stale.bytes + at, PAGE_BYTES) == 0)
            continue;
        damaged = whole;
        memcpy(damaged.bytes + at, stale.bytes + at, PAGE_BYTES);
        cr_assert(try_to_save(&end), "crashed on page %zu", at / PAGE_BYTES);
        cr_expect_eq(end.returned, 0, "page %zu brings %d events back", at / PAGE_BYTES,
                     end.returned);
        cr_expect_eq(end.invented + end.differences, 0, "page %zu", at / PAGE_BYTES);
        tried++;
    }
    cr_expect_gt(tried, 10);
}

/** A head that is lost takes the last commit with it, but not who was erased. */
Test(salvage, no_lost_head_brings_an_erased_person_back)
{
    for (size_t at = 0; at < PAGES_META * PAGE_BYTES; at += PAGE_BYTES) {
        trial_end end = {0};
        damaged = whole;
        memset(damaged.bytes + at, 0, PAGE_BYTES / 8);
        cr_assert(try_to_save(&end), "crashed on head %zu", at / PAGE_BYTES);
        cr_expect_eq(end.status, RVA_OK);
        cr_expect_gt(end.saved, event_count / 2);
        cr_expect_eq(end.returned + end.invented + end.differences, 0, "head %zu", at / PAGE_BYTES);
    }
}

Test(salvage, the_lab_sees_an_event_that_was_not_recorded)
{
    trial_end end = {0};
    damaged = whole;
    cr_assert(event_count > 20);
    strcpy(events[20], "another");
    cr_assert(try_to_save(&end));
    cr_expect_gt(end.invented, 0);
}

Test(salvage, what_cannot_be_is_refused)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store *store = given_open(original);
    cr_expect_eq(rva_store_salvage(original, saved, NULL, NULL, NULL, NULL, &err), RVA_IN_USE);
    rva_store_close(store);
    cr_expect_eq(rva_store_salvage(original, original, NULL, NULL, NULL, NULL, &err), RVA_EXISTS);
    cr_expect_eq(rva_store_salvage(trial, saved, NULL, NULL, NULL, NULL, &err), RVA_NOT_FOUND);
    memset(damaged.bytes, 0, whole.size);
    damaged.size = whole.size;
    damage_write(&damaged, original, trial);
    cr_expect_eq(rva_store_salvage(trial, saved, NULL, NULL, NULL, NULL, &err), RVA_CORRUPT);
    cr_expect_str_eq(err.field, "settings");
}
