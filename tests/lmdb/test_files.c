/**
 * @file lmdb/test_files.c
 * Directories of stores come whole and go without what is not theirs.
 */
#include "lmdb/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];
static rva__beside made;
static rva_error err;

static void begin(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
}

TestSuite(files, .init = begin, .fini = given_end);

/** A file in a directory, or the other way round: whether it is there. */
static bool touch(const char *directory, const char *name)
{
    char file[RVA__PATH_BYTES + 32];
    snprintf(file, sizeof file, "%s/%s", directory, name);
    const int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    close(fd);
    return fd >= 0;
}

static bool is_there(const char *place)
{
    return access(place, F_OK) == 0;
}

Test(files, may_be_made_where_nothing_is)
{
    cr_expect_eq(rva__files_check_new(path, &err), RVA_OK);
}

Test(files, may_be_made_of_an_empty_directory)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_expect_eq(rva__files_check_new(path, &err), RVA_OK);
}

Test(files, are_not_made_where_something_is)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert(touch(path, "something"));
    cr_expect_eq(rva__files_check_new(path, &err), RVA_EXISTS);
}

Test(files, are_not_made_in_place_of_a_link_that_leads_nowhere)
{
    cr_assert_eq(symlink("nowhere", path), 0);
    cr_expect_eq(rva__files_check_new(path, &err), RVA_EXISTS);
}

Test(files, are_made_beside_their_place_for_their_owner_alone)
{
    struct stat about;
    cr_assert_eq(rva__files_make_beside(path, &made, &err), RVA_OK);
    cr_expect_eq(strncmp(made.path, path, strlen(path)), 0);
    cr_expect_eq(strncmp(made.path + strlen(path), ".new-", 5), 0);
    cr_assert_eq(stat(made.path, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0700);
}

Test(files, are_made_beside_a_place_with_slashes_at_its_end)
{
    char with_slashes[GIVEN_PATH_BYTES + 2];
    snprintf(with_slashes, sizeof with_slashes, "%s//", path);
    cr_assert_eq(rva__files_make_beside(with_slashes, &made, &err), RVA_OK);
    cr_expect_eq(strncmp(made.path + strlen(path), ".new-", 5), 0);
}

Test(files, are_renamed_into_their_place)
{
    cr_assert_eq(rva__files_make_beside(path, &made, &err), RVA_OK);
    cr_expect_eq(rva__files_settle(&made, path, &err), RVA_OK);
    cr_expect(is_there(path));
    cr_expect_not(is_there(made.path));
}

Test(files, are_not_renamed_over_something)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert(touch(path, "something"));
    cr_assert_eq(rva__files_make_beside(path, &made, &err), RVA_OK);
    cr_expect_eq(rva__files_settle(&made, path, &err), RVA_EXISTS);
    cr_expect_not(is_there(made.path));
}

Test(files, of_a_store_go_with_their_directory)
{
    cr_assert_eq(rva__files_make_beside(path, &made, &err), RVA_OK);
    cr_assert(touch(made.path, "data.mdb"));
    cr_assert(touch(made.path, "lock.mdb"));
    cr_assert(touch(made.path, "guard"));
    rva__files_drop(&made);
    cr_expect_not(is_there(made.path));
}

Test(files, of_somebody_else_stay)
{
    char file[RVA__PATH_BYTES + 16];
    cr_assert_eq(rva__files_make_beside(path, &made, &err), RVA_OK);
    cr_assert(touch(made.path, "letter"));
    rva__files_drop(&made);
    snprintf(file, sizeof file, "%s/letter", made.path);
    cr_expect(is_there(file));
}

Test(files, that_the_dead_left_go_and_those_of_the_living_stay)
{
    char left[GIVEN_PATH_BYTES + 16];
    char other[GIVEN_PATH_BYTES + 16];
    rva__beside alive;
    snprintf(left, sizeof left, "%s.new-abcdef", path);
    snprintf(other, sizeof other, "%s.new-abcdefg", path);
    cr_assert_eq(mkdir(left, 0700), 0);
    cr_assert_eq(mkdir(other, 0700), 0);
    cr_assert(touch(left, "data.mdb"));
    cr_assert_eq(rva__files_make_beside(path, &alive, &err), RVA_OK);
    cr_assert_eq(rva__files_make_beside(path, &made, &err), RVA_OK);
    cr_expect_not(is_there(left));
    cr_expect(is_there(other));
    cr_expect(is_there(alive.path));
    rva__files_drop(&alive);
    rva__files_drop(&made);
}

Test(files, are_owned_like_others)
{
    char from[GIVEN_PATH_BYTES + 16];
    char to[GIVEN_PATH_BYTES + 16];
    struct stat about;
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert(touch(path, "from") && touch(path, "to"));
    snprintf(from, sizeof from, "%s/from", path);
    snprintf(to, sizeof to, "%s/to", path);
    cr_assert_eq(chmod(from, 0640), 0);
    cr_assert_eq(chmod(to, 0666), 0);
    cr_expect_eq(rva__files_own_like(to, from, &err), RVA_OK);
    cr_assert_eq(stat(to, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0640);
    cr_expect_neq(rva__files_own_like(to, "/nowhere", &err), RVA_OK);
}

Test(files, of_a_path_without_a_name_are_refused)
{
    cr_expect_eq(rva__files_make_beside("", &made, &err), RVA_INVALID);
}
