/**
 * @file store/test_readers.c
 * Readers that die, readers that stay, and programs that are started: what they leave behind.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

enum { COMMITS = 1500, GROWTH_PERCENT_MAX = 150 };

static char path[GIVEN_PATH_BYTES];

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    snprintf(path, sizeof path, "%s", given_place("store"));
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
}

TestSuite(readers, .init = begin, .fini = given_end, .timeout = 120);

static int64_t data_bytes(void)
{
    char file[GIVEN_PATH_BYTES + 16];
    struct stat about;
    snprintf(file, sizeof file, "%s/data.mdb", path);
    cr_assert_eq(stat(file, &about), 0);
    return about.st_size;
}

/** Commits again and again what changes the same pages; gives the size of the file. */
static int64_t commit_many(void)
{
    rva_store *store = given_open(path);
    for (int i = 0; i < COMMITS; i++) {
        rva_event event = given_stage("c", "welcome", i);
        event.action = i % 2 ? RVA_ACTION_COMPLETE : RVA_ACTION_ENTER;
        given_record(store, &event);
    }
    rva_store_close(store);
    return data_bytes();
}

/** A process that holds a snapshot open; killed when `dies`. */
static pid_t start_reader(bool dies)
{
    int ends[2];
    char ready;
    cr_assert_eq(pipe(ends), 0);
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        rva_snapshot *snapshot = NULL;
        rva_store *store = given_open(path);
        given_check(rva_snapshot_open(store, &snapshot, NULL), NULL, "rva_snapshot_open");
        if (write(ends[1], "r", 1) == 1)
            pause();
        _exit(EXIT_FAILURE);
    }
    cr_assert_eq(read(ends[0], &ready, 1), 1);
    close(ends[0]);
    close(ends[1]);
    if (dies) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    return child;
}

static void begin_again(void)
{
    given_end();
    begin();
}

Test(readers, a_killed_one_does_not_let_the_file_grow)
{
    const int64_t alone = commit_many();
    begin_again();
    start_reader(true);
    const int64_t after_a_killed_one = commit_many();
    cr_expect_leq(after_a_killed_one * 100, alone * GROWTH_PERCENT_MAX, "%lld and %lld bytes",
                  (long long)after_a_killed_one, (long long)alone);
    begin_again();
    const pid_t child = start_reader(false);
    const int64_t beside_a_living_one = commit_many();
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    cr_expect_gt(beside_a_living_one * 100, alone * GROWTH_PERCENT_MAX,
                 "one that lives lets it grow, so the lab would have seen it");
}

Test(readers, one_that_dies_while_others_write_is_noticed)
{
    rva_store *store = given_open(path);
    given_history(store, 1);
    rva_store_close(store);
    const pid_t child = start_reader(false);
    store = given_open(path);
    given_history(store, 2);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    for (int i = 3; i < 200; i++)
        given_history(store, i);
    const int64_t settled = data_bytes();
    for (int i = 0; i < COMMITS; i++) {
        rva_event event = given_stage("c-1", "welcome", i);
        event.action = i % 2 ? RVA_ACTION_COMPLETE : RVA_ACTION_ENTER;
        given_record(store, &event);
    }
    cr_expect_leq(data_bytes() * 100, settled * 2 * GROWTH_PERCENT_MAX);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

Test(readers, a_program_that_is_started_inherits_no_file_of_the_store)
{
    char command[64];
    rva_store *store = given_open(path);
    given_history(store, 1);
    snprintf(command, sizeof command, "ls -l /proc/self/fd | grep -c '%.20s'", "data.mdb");
    FILE *program = popen(command, "r");
    int found = -1;
    cr_assert_not_null(program);
    cr_assert_eq(fscanf(program, "%d", &found), 1);
    pclose(program);
    cr_expect_eq(found, 0);
    const int plain = dup(0); /* the lab would see one that is inherited */
    program = popen("ls /proc/self/fd | wc -l", "r");
    int with = 0;
    cr_assert_eq(fscanf(program, "%d", &with), 1);
    pclose(program);
    close(plain);
    program = popen("ls /proc/self/fd | wc -l", "r");
    int without = 0;
    cr_assert_eq(fscanf(program, "%d", &without), 1);
    pclose(program);
    cr_expect_eq(with, without + 1);
    rva_store_close(store);
}
