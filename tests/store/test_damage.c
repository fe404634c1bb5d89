/**
 * @file store/test_damage.c
 * A data file damaged anywhere: verification finds it, or no figure is different.
 *
 * Each trial damages a copy of one small store in one of several ways, and a child opens
 * it, verifies it and asks for every figure.  What must never happen is a clean
 * verification followed by wrong figures.  The same trials without the verification give
 * wrong figures at times, which shows that the damage is real.  RVA_TRIALS is their number.
 *
 * A lost write of the newest meta page is left out: it makes the last transaction one that
 * never was, and everything left agrees, so no look at the file alone could tell.
 *
 * LMDB trusts its pages, so a store that were not walked as it is opened might crash here.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

enum {
    TRIALS = 300,
    ROUNDS_MAX = 20,    /**< until the damage shows where nothing is verified */
    HISTORIES_OLD = 40, /**< those that the stale pages know */
    HISTORIES = 60,
    PAGE_BYTES = 4096,
    META_PAGES = 2,
    SECTOR_BYTES = 512,
    FILE_BYTES_MAX = 8 << 20,
    TRIAL_SECONDS_MAX = 60,
};

/** How a file is damaged. */
typedef enum damage {
    DAMAGE_BIT,       /**< one bit is turned */
    DAMAGE_BITS,      /**< eight neighbouring bytes are others */
    DAMAGE_SECTOR,    /**< a sector reads as zeros */
    DAMAGE_PAGE,      /**< a page reads as zeros */
    DAMAGE_STALE,     /**< a write was lost: a page as it was earlier */
    DAMAGE_MISPLACED, /**< a write went to the wrong page */
    DAMAGE_TRUNCATED, /**< the file is cut short */
    DAMAGE_KINDS
} damage;

static const char *const damage_names[DAMAGE_KINDS] = {
    "bit", "bytes", "sector", "page", "stale page", "misplaced page", "truncated",
};

/** What came of a trial. */
typedef enum trial_end {
    END_SAME,    /**< every figure as it was */
    END_FLAGGED, /**< a call said that something is wrong */
    END_WRONG,   /**< figures are different, and nothing said so */
    END_CRASHED,
    ENDS
} trial_end;

/** The bytes of a data file. */
typedef struct image {
    unsigned char bytes[FILE_BYTES_MAX];
    size_t size;
} image;

static image whole;   /**< the store as it should be */
static image stale;   /**< the store as it once was */
static image damaged; /**< of the trial */
static char *figures; /**< of the whole store */
static char original[GIVEN_PATH_BYTES];
static char trial[GIVEN_PATH_BYTES];
static uint64_t seed;

static uint32_t random_below(uint32_t bound)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % bound;
}

static void file_path(const char *directory, const char *name, char out[GIVEN_PATH_BYTES + 16])
{
    snprintf(out, GIVEN_PATH_BYTES + 16, "%s/%s", directory, name);
}

static void read_image(const char *directory, image *out)
{
    char path[GIVEN_PATH_BYTES + 16];
    file_path(directory, "data.mdb", path);
    FILE *from = fopen(path, "rb");
    cr_assert_not_null(from);
    out->size = fread(out->bytes, 1, sizeof out->bytes, from);
    fclose(from);
    cr_assert(out->size > 0 && out->size < sizeof out->bytes);
}

static void write_file(const char *name, const void *bytes, size_t size)
{
    char path[GIVEN_PATH_BYTES + 16];
    file_path(trial, name, path);
    FILE *to = fopen(path, "wb");
    cr_assert_not_null(to);
    cr_assert_eq(fwrite(bytes, 1, size, to), size);
    cr_assert_eq(fclose(to), 0);
}

/** Puts the damaged bytes where a store should be. */
static void write_trial(void)
{
    char path[GIVEN_PATH_BYTES + 16];
    char guard[64];
    file_path(original, "guard", path);
    FILE *from = fopen(path, "rb");
    cr_assert_not_null(from);
    const size_t size = fread(guard, 1, sizeof guard, from);
    fclose(from);
    file_path(trial, "lock.mdb", path);
    unlink(path);
    mkdir(trial, 0700);
    write_file("guard", guard, size);
    write_file("data.mdb", damaged.bytes, damaged.size);
}

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    snprintf(trial, sizeof trial, "%s", given_place("trial"));
    snprintf(original, sizeof original, "%s", given_place("store"));
    given_check(rva_store_create(original, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    rva_store *store = given_open(original);
    for (int i = 0; i < HISTORIES; i++) {
        if (i == HISTORIES_OLD)
            read_image(original, &stale);
        given_history(store, i);
    }
    figures = given_figures(store);
    rva_store_close(store);
    read_image(original, &whole);
    seed = (uint64_t)given_number("RVA_SEED", 1);
}

static void end(void)
{
    free(figures);
    given_end();
}

TestSuite(damage, .init = begin, .fini = end, .timeout = 600);

static void damage_page(damage kind, size_t page)
{
    unsigned char *to = damaged.bytes + page * PAGE_BYTES;
    const size_t pages = whole.size / PAGE_BYTES;
    if (kind == DAMAGE_PAGE)
        memset(to, 0, PAGE_BYTES);
    else if (kind == DAMAGE_MISPLACED)
        memcpy(to, whole.bytes + random_below((uint32_t)pages) * (size_t)PAGE_BYTES, PAGE_BYTES);
    else if ((page + 1) * PAGE_BYTES <= stale.size)
        memcpy(to, stale.bytes + page * PAGE_BYTES, PAGE_BYTES);
}

/** Damages the copy in hand somewhere. */
static void do_damage(damage kind)
{
    damaged = whole;
    const uint32_t place = random_below((uint32_t)whole.size - 8);
    switch (kind) {
    case DAMAGE_BIT:
        damaged.bytes[place] ^= (unsigned char)(1u << random_below(8));
        break;
    case DAMAGE_BITS:
        for (int i = 0; i < 8; i++)
            damaged.bytes[place + (uint32_t)i] ^= (unsigned char)(1 + random_below(255));
        break;
    case DAMAGE_SECTOR:
        memset(damaged.bytes + place / SECTOR_BYTES * SECTOR_BYTES, 0, SECTOR_BYTES);
        break;
    case DAMAGE_TRUNCATED:
        damaged.size = place;
        break;
    default:
        damage_page(kind,
                    META_PAGES + random_below((uint32_t)(whole.size / PAGE_BYTES) - META_PAGES));
    }
}

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
    write_trial();
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(TRIAL_SECONDS_MAX);
        if (!given_number("RVA_LOUD", 0) && !freopen("/dev/null", "w", stderr))
            _exit(ENDS);
        _exit((int)use_store(level));
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
        const damage kind = (damage)(i % DAMAGE_KINDS);
        do_damage(kind);
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

Test(damage, without_verification_figures_are_wrong_at_times_and_nothing_crashes)
{
    tally sums = {0};
    for (int round = 0; round < ROUNDS_MAX && total(&sums, END_WRONG) == 0; round++)
        run_trials(0, &sums);
    cr_expect_gt(total(&sums, END_WRONG), 0);
    cr_expect_eq(total(&sums, END_CRASHED), 0);
}

Test(damage, a_store_without_damage_is_found_whole)
{
    damaged = whole;
    cr_expect_eq(try_store(RVA_VERIFY_FULL), END_SAME);
}
