/**
 * @file labs/test_power_cut.c
 * A power cut at any moment loses nothing that was acknowledged, and damages nothing.
 *
 * A store lives its life once, and every write, flush and change of a name is written down.
 * Then images are built of what a disk may hold when the power goes at some moment.  Each is
 * opened, verified, compared with what was acknowledged, written to, and verified again.
 * In another life flushes fail, which need not mean that nothing of them reached the disk.
 * The control is a disk that says it flushed and did not; and a store that never flushes.
 * RVA_IMAGES is the number of images, RVA_SEED another lot of them, RVA_LOUD says what is
 * amiss in each.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"
#include "image.h"
#include "story_upgrade.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SLOWER = 4 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SLOWER = 4 };
#else
enum { SLOWER = 1 };
#endif
#else
enum { SLOWER = 1 };
#endif

enum {
    IMAGES = 2000,
    CONTROL_IMAGES = 100,
    CONTROL_BAD_PERCENT_MIN = 30,
    LIES = 20,
    LIES_UPGRADE = 4, /**< of the upgrade, not of the older store */
    SOON_OPERATIONS = 12,
    IMAGE_SECONDS_MAX = 60,
    SECTOR_BYTES = 512,
    PAGE_BYTES = 4096,
};

/** Where the power is cut. */
typedef bool place_fn(const operation *of);

/** Compares what is in `root` with what was acknowledged before operation `at`. */
typedef story_end check_fn(const char *root, const trace *of, size_t at);

/** Images of one kind, and what came of them. */
typedef struct lot {
    const char *name;
    place_fn *where;
    int count;
    size_t grain;
    size_t lies;
    check_fn *check;
    int ends[STORY_ENDS];
} lot;

static const trace *life;
static uint64_t seed;

static void begin(char root[GIVEN_PATH_BYTES])
{
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    snprintf(root, GIVEN_PATH_BYTES, "%s", given_place("life"));
    cr_assert_eq(mkdir(root, 0700), 0);
    seed = (uint64_t)given_number("RVA_SEED", 1);
    trace_begin(root);
}

static void live(rva_durability durability)
{
    char root[GIVEN_PATH_BYTES];
    begin(root);
    story_run(root, durability);
    life = trace_end();
}

static void live_failing(void)
{
    char root[GIVEN_PATH_BYTES];
    begin(root);
    story_run_failing(root);
    life = trace_end();
}

static void live_upgraded(void)
{
    char root[GIVEN_PATH_BYTES];
    begin(root);
    story_upgrade_run(root);
    life = trace_end();
}

static void end(void)
{
    story_upgrade_end();
    trace_free();
    given_end();
}

TestSuite(power_cut, .fini = end, .timeout = 600);

static bool anywhere(const operation *of)
{
    return of->kind != OPERATION_MARK;
}

/** From when the store of an older version is there. */
static bool in_upgrade(const operation *of)
{
    return anywhere(of) && story_upgrade_began(life, (size_t)(of - life->operations));
}

/** LMDB writes its meta page through a descriptor that flushes. */
static bool in_meta(const operation *of)
{
    return of->durable;
}

static bool in_names(const operation *of)
{
    return of->kind == OPERATION_MAKE || of->kind == OPERATION_RENAME ||
           of->kind == OPERATION_REMOVE || of->kind == OPERATION_RESIZE;
}

/** The next commit after a flush that failed. */
static bool after_failure(const operation *of)
{
    const size_t index = (size_t)(of - life->operations);
    for (size_t back = 0; back < SOON_OPERATIONS && back <= index; back++)
        if ((of - back)->kind == OPERATION_FAIL)
            return true;
    return false;
}

static size_t count_places(place_fn *where)
{
    size_t count = 0;
    for (size_t i = 0; i < life->count; i++)
        count += where(&life->operations[i]);
    return count;
}

static size_t random_place(place_fn *where)
{
    for (;;) {
        const size_t at = image_random(&seed, (uint32_t)life->count);
        if (where(&life->operations[at]))
            return at;
    }
}

static story_end check_story(const char *root, const trace *of, size_t at)
{
    static story_known known;
    story_know(of, at, &known);
    return story_check(root, &known);
}

/** Checks an image in a child, which may crash. */
static story_end check_in_child(check_fn *check, const char *root, size_t at)
{
    int how = 0;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(IMAGE_SECONDS_MAX);
        if (!given_number("RVA_LOUD", 0) && !freopen("/dev/null", "w", stderr))
            given_exit(STORY_CRASHED);
        given_exit((int)check(root, life, at));
    }
    waitpid(child, &how, 0);
    const bool ended = WIFEXITED(how) && WEXITSTATUS(how) < STORY_CRASHED;
    return ended ? (story_end)WEXITSTATUS(how) : STORY_CRASHED;
}

static void try_image(lot *of)
{
    char root[GIVEN_PATH_BYTES];
    const cut when = {
        .at = random_place(of->where), .grain = of->grain, .lies = of->lies, .seed = seed};
    snprintf(root, sizeof root, "%s", given_place("image"));
    image_build(life, &when, root);
    const story_end found = check_in_child(of->check, root, when.at);
    of->ends[found]++;
    if (found != STORY_WHOLE && given_number("RVA_LOUD", 0))
        fprintf(stderr, "cut at %zu, grain %zu, seed %llu\n", when.at, when.grain,
                (unsigned long long)when.seed);
    given_remove(root);
}

static void try_images(lot *of)
{
    cr_assert_gt(count_places(of->where), 0, "no such operation was seen");
    for (int i = 0; i < of->count; i++)
        try_image(of);
    printf("%s: %zu operations, %d images in parts of %zu bytes: %d lost, %d damaged, "
           "%d crashed\n",
           of->name, life->count, of->count, of->grain, of->ends[STORY_LOST],
           of->ends[STORY_DAMAGED], of->ends[STORY_CRASHED]);
    fflush(stdout);
}

static int images(int percent)
{
    return (int)given_number("RVA_IMAGES", IMAGES / SLOWER) * percent / 100 + 1;
}

static void expect_whole(lot of)
{
    try_images(&of);
    cr_expect_eq(of.ends[STORY_WHOLE], of.count);
}

static void expect_all_whole(const char *name, place_fn *where, int percent, size_t grain)
{
    expect_whole((lot){.name = name,
                       .where = where,
                       .count = images(percent),
                       .grain = grain,
                       .check = check_story});
}

static void expect_found_out(lot *of)
{
    try_images(of);
    cr_expect_gt((of->count - of->ends[STORY_WHOLE]) * 100, of->count * CONTROL_BAD_PERCENT_MIN);
}

Test(power_cut, anywhere_loses_nothing)
{
    live(RVA_DURABLE);
    expect_all_whole("anywhere", anywhere, 30, SECTOR_BYTES);
    expect_all_whole("anywhere", anywhere, 20, PAGE_BYTES);
}

Test(power_cut, in_a_commit_or_a_change_of_names_loses_nothing)
{
    live(RVA_DURABLE);
    expect_all_whole("within a meta page", in_meta, 30, SECTOR_BYTES);
    expect_all_whole("within names", in_names, 10, SECTOR_BYTES);
    expect_all_whole("within names", in_names, 10, PAGE_BYTES);
}

Test(power_cut, after_flushes_that_failed_loses_nothing)
{
    live_failing();
    expect_all_whole("after failed flushes", anywhere, 20, SECTOR_BYTES);
    expect_all_whole("soon after failed flushes", after_failure, 20, SECTOR_BYTES);
}

Test(power_cut, of_a_disk_that_lies_is_found_out)
{
    live(RVA_DURABLE);
    lot of = {.name = "a disk that lies",
              .where = anywhere,
              .count = CONTROL_IMAGES,
              .grain = SECTOR_BYTES,
              .lies = LIES,
              .check = check_story};
    expect_found_out(&of);
    cr_expect_gt(of.ends[STORY_LOST], 0);
    cr_expect_gt(of.ends[STORY_DAMAGED] + of.ends[STORY_CRASHED], 0);
}

Test(power_cut, of_a_store_that_is_not_flushed_is_found_out)
{
    live(RVA_EPHEMERAL);
    lot of = {.name = "a store that is not flushed",
              .where = anywhere,
              .count = CONTROL_IMAGES,
              .grain = SECTOR_BYTES,
              .check = check_story};
    expect_found_out(&of);
}

Test(power_cut, in_an_upgrade_leaves_the_older_store_or_the_newer)
{
    live_upgraded();
    lot of = {.name = "within an upgrade",
              .where = in_upgrade,
              .count = images(20),
              .grain = SECTOR_BYTES,
              .check = story_upgrade_check};
    expect_whole(of);
    of.name = "within an upgrade's meta page";
    of.where = in_meta;
    of.count = images(10);
    expect_whole(of);
}

Test(power_cut, in_an_upgrade_of_a_disk_that_lies_is_found_out)
{
    live_upgraded();
    lot of = {.name = "an upgrade on a disk that lies",
              .where = in_upgrade,
              .count = CONTROL_IMAGES,
              .grain = SECTOR_BYTES,
              .lies = LIES_UPGRADE,
              .check = story_upgrade_check};
    expect_found_out(&of);
}
