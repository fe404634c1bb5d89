/**
 * @file lmdb/test_guard.c
 * The guard file: who is kept out, and by what.
 *
 * Its locks belong to the open file, so that a second opening stands for a second process.
 */
#include "lmdb/guard.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static int directory = -1;
static int fd = -1;
static int other = -1;
static int64_t ephemeral;
static bool read_only;
static rva_error err;

static void begin(void)
{
    const char *path = given_place("folder");
    cr_assert_eq(mkdir(path, 0700), 0);
    directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_assert_geq(directory, 0);
}

static void end(void)
{
    close(directory);
    close(fd);
    close(other);
    given_end();
}

TestSuite(guard, .init = begin, .fini = end);

static void create(int64_t is_ephemeral)
{
    cr_assert_eq(rva__guard_create(directory, is_ephemeral, &err), RVA_OK, "%s", err.message);
}

static rva_status open_first(void)
{
    return rva__guard_open(directory, "folder", &fd, &ephemeral, &read_only, &err);
}

/** The file alone, as another process would have it open. */
static int open_file(void)
{
    return openat(directory, RVA__GUARD_NAME, O_RDWR | O_CLOEXEC);
}

Test(guard, is_made_once)
{
    create(0);
    cr_expect_eq(rva__guard_create(directory, 0, &err), RVA_IO);
}

Test(guard, is_readable_by_its_owner_alone)
{
    struct stat about;
    create(0);
    cr_assert_eq(fstatat(directory, RVA__GUARD_NAME, &about, 0), 0);
    cr_expect_eq(about.st_mode & 0777, 0600);
}

Test(guard, knows_a_durable_store)
{
    create(0);
    cr_assert_eq(open_first(), RVA_OK, "%s", err.message);
    cr_expect_eq(ephemeral, 0);
    cr_expect_not(read_only);
}

Test(guard, knows_an_ephemeral_store)
{
    create(1);
    cr_assert_eq(open_first(), RVA_OK, "%s", err.message);
    cr_expect_eq(ephemeral, 1);
}

Test(guard, where_there_is_none_there_is_no_store)
{
    cr_expect_eq(open_first(), RVA_FORMAT);
}

Test(guard, with_other_words_is_of_no_store)
{
    other = openat(directory, RVA__GUARD_NAME, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    cr_assert_eq(write(other, "revanalytics\n", 13), 13);
    cr_expect_eq(open_first(), RVA_FORMAT);
}

Test(guard, that_is_a_link_is_not_followed)
{
    cr_assert_eq(symlinkat("/etc/passwd", directory, RVA__GUARD_NAME), 0);
    cr_expect_neq(open_first(), RVA_OK);
}

Test(guard, keeps_out_a_second_opener_of_the_same_pid)
{
    create(0);
    cr_assert_eq(open_first(), RVA_OK);
    cr_expect_eq(rva__guard_open(directory, "folder", &other, &ephemeral, &read_only, &err),
                 RVA_IN_USE);
    cr_expect(strstr(err.message, "pid"), "%s", err.message);
}

Test(guard, lets_an_opener_in_once_the_other_is_gone)
{
    create(0);
    cr_assert_eq(open_first(), RVA_OK);
    close(fd);
    cr_expect_eq(open_first(), RVA_OK);
}

Test(guard, excludes_nobody_while_somebody_is_in)
{
    create(0);
    cr_assert_eq(open_first(), RVA_OK);
    cr_expect_eq(rva__guard_exclude(directory, "folder", &other, &err), RVA_IN_USE);
    other = -1; /* closed by the call that failed */
}

Test(guard, that_excludes_all_lets_nobody_in)
{
    create(0);
    cr_assert_eq(rva__guard_exclude(directory, "folder", &other, &err), RVA_OK);
    cr_expect_eq(open_first(), RVA_IN_USE);
    cr_expect(strstr(err.message, "compacted"), "%s", err.message);
}

Test(guard, is_claimed_by_the_only_one_who_is_in)
{
    create(0);
    cr_assert_eq(open_first(), RVA_OK);
    cr_expect_eq(rva__guard_claim(fd, "folder", &err), RVA_OK);
}

Test(guard, one_writes_and_the_other_is_told_so)
{
    create(0);
    fd = open_file();
    other = open_file();
    cr_assert_eq(rva__guard_enter(fd, 0, &err), RVA_OK);
    cr_expect_eq(rva__guard_enter(other, 0, &err), RVA_BUSY);
}

Test(guard, who_leaves_lets_the_other_write)
{
    create(0);
    fd = open_file();
    other = open_file();
    cr_assert_eq(rva__guard_enter(fd, 0, &err), RVA_OK);
    rva__guard_leave(fd);
    cr_expect_eq(rva__guard_enter(other, 0, &err), RVA_OK);
}

Test(guard, who_dies_lets_the_other_write)
{
    create(0);
    fd = open_file();
    other = open_file();
    cr_assert_eq(rva__guard_enter(fd, 0, &err), RVA_OK);
    close(fd);
    cr_expect_eq(rva__guard_enter(other, 0, &err), RVA_OK);
}

Test(guard, turn_to_open_does_not_stop_a_writer)
{
    create(0);
    fd = open_file();
    other = open_file();
    cr_assert_eq(rva__guard_take_turn(fd, "folder", &err), RVA_OK);
    cr_expect_eq(rva__guard_enter(other, 0, &err), RVA_OK);
}

Test(guard, turn_to_open_is_given_on)
{
    create(0);
    fd = open_file();
    other = open_file();
    cr_assert_eq(rva__guard_take_turn(fd, "folder", &err), RVA_OK);
    rva__guard_end_turn(fd);
    cr_expect_eq(rva__guard_take_turn(other, "folder", &err), RVA_OK);
}

Test(guard, waits_for_no_lock_file_that_is_not_there)
{
    cr_expect_eq(rva__guard_await_lock_file(directory, "folder", &err), RVA_OK);
}
