/**
 * @file labs/test_damage.c
 * A data file damaged anywhere: verification finds it, or no figure is different.
 *
 * Each trial damages a copy of one small store in one of several ways, and a child opens
 * it, verifies it and asks for every figure.  What must never happen is a clean
 * verification followed by wrong figures, or a crash, verified or not.  RVA_TRIALS is the
 * number of trials.
 *
 * LMDB trusts its pages, so a store that were not walked as it is opened might crash here.
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
    TRIALS = 3400,
    HISTORIES_OLD = 40, /**< those that the stale pages know */
    HISTORIES = 60,
    TRIAL_SECONDS_MAX = 60,
};

/** What came of a trial. */
typedef enum trial_end {
    END_SAME,    /**< every figure as it was */
    END_FLAGGED, /**< a call said that something is wrong */
    END_WRONG,   /**< figures are different, and nothing said so */
    END_CRASHED,
    ENDS
} trial_end;

static damage_image whole;   /**< the store as it should be */
static damage_image stale;   /**< the store as it once was */
static damage_image damaged; /**< of the trial */
static char *figures;        /**< of the whole store */
static char original[GIVEN_PATH_BYTES];
static char trial[GIVEN_PATH_BYTES];
static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    snprintf(trial, sizeof trial, "%s", given_place("trial"));
    snprintf(original, sizeof original, "%s", given_place("store"));
    given_check(rva_store_create(original, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    rva_store *store = given_open(original);
    for (int i = 0; i < HISTORIES; i++) {
        if (i == HISTORIES_OLD)
            damage_read(original, &stale);
        given_history(store, i);
    }
    figures = given_figures(store);
    rva_store_close(store);
    damage_read(original, &whole);
    damage_seed = (uint64_t)given_number("RVA_SEED", 1);
}

static void end(void)
{
    free(figures);
    given_end();
}

TestSuite(damage, .init = begin, .fini = end, .timeout = 600);

static bool finds_differences(rva_store *store, rva_verify_level level)
{
    rva_verify_result result = {0};
    return rva_store_verify(store, level, &result, NULL, NULL, NULL) != RVA_OK ||
           result.differences > 0;
}

/** What a child makes of the damaged store; `level` 0 trusts it. */
static trial_end use_store(int level)
{
    rva_status status;
    rva_store *store = NULL;
    if (rva_store_open(trial, NULL, &store, NULL) != RVA_OK)
        return END_FLAGGED;
    if (level > 0 && finds_differences(store, (rva_verify_level)level)) {
        rva_store_close(store);
        return END_FLAGGED;
    }
    char *found = given_try_figures(store, &status);
    rva_store_close(store);
    if (status != RVA_OK)
        return END_FLAGGED;
    const bool same = strcmp(found, figures) == 0;
    free(found);
    return same ? END_SAME : END_WRONG;
}

/** The same in a child, which may crash. */
static trial_end try_store(int level)
{
    int how = 0;
    damage_write(&damaged, original, trial);
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(TRIAL_SECONDS_MAX);
        if (!given_number("RVA_LOUD", 0) && !freopen("/dev/null", "w", stderr))
            given_exit(ENDS);
        given_exit((int)use_store(level));
    }
    waitpid(child, &how, 0);
    const bool ended = WIFEXITED(how) && WEXITSTATUS(how) < END_CRASHED;
    return ended ? (trial_end)WEXITSTATUS(how) : END_CRASHED;
}

/** How many trials of each kind of damage ended how. */
typedef struct tally {
    int ends[DAMAGE_KINDS][ENDS];
} tally;

static int total(const tally *sums, trial_end end_kind)
{
    int count = 0;
    for (int kind = 0; kind < DAMAGE_KINDS; kind++)
        count += sums->ends[kind][end_kind];
    return count;
}

static void run_trials(int level, tally *sums)
{
    const int trials = (int)given_number("RVA_TRIALS", TRIALS);
    for (int i = 0; i < trials; i++) {
        const damage_kind kind = (damage_kind)(i % DAMAGE_KINDS);
        damage_do(kind, &whole, &stale, &damaged);
        sums->ends[kind][try_store(level)]++;
    }
    printf("%-16s %6s %8s %6s %8s\n", level ? "verified" : "trusted", "same", "flagged", "wrong",
           "crashed");
    for (int kind = 0; kind < DAMAGE_KINDS; kind++)
        printf("%-16s %6d %8d %6d %8d\n", damage_names[kind], sums->ends[kind][END_SAME],
               sums->ends[kind][END_FLAGGED], sums->ends[kind][END_WRONG],
               sums->ends[kind][END_CRASHED]);
    fflush(stdout);
}

static void expect_nothing_wrong(rva_verify_level level)
{
    tally sums = {0};
    run_trials((int)level, &sums);
    cr_expect_eq(total(&sums, END_WRONG), 0);
    cr_expect_eq(total(&sums, END_CRASHED), 0);
    cr_expect_gt(total(&sums, END_FLAGGED), 0);
}

Test(damage, a_clean_verification_of_records_means_right_figures)
{
    expect_nothing_wrong(RVA_VERIFY_RECORDS);
}

Test(damage, a_clean_full_verification_means_right_figures)
{
    expect_nothing_wrong(RVA_VERIFY_FULL);
}

Test(damage, without_verification_nothing_crashes_either)
{
    tally sums = {0};
    run_trials(0, &sums);
    cr_expect_eq(total(&sums, END_CRASHED), 0);
    cr_expect_gt(total(&sums, END_FLAGGED), 0);
}

Test(damage, the_lab_sees_wrong_figures)
{
    damaged = stale; /* a whole store, of another day */
    cr_expect_eq(try_store(0), END_WRONG);
}

Test(damage, a_store_without_damage_is_found_whole)
{
    damaged = whole;
    cr_expect_eq(try_store(RVA_VERIFY_FULL), END_SAME);
}
