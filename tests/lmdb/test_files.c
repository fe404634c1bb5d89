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
static char made[RVA__PATH_BYTES];
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
    cr_assert_eq(rva__files_make_beside(path, made, &err), RVA_OK);
    cr_expect_eq(strncmp(made, path, strlen(path)), 0);
    cr_expect_eq(strncmp(made + strlen(path), ".new-", 5), 0);
    cr_assert_eq(stat(made, &about), 0);
    cr_expect_eq(about.st_mode & 0777, 0700);
}

Test(files, are_made_beside_a_place_with_slashes_at_its_end)
{
    char with_slashes[GIVEN_PATH_BYTES + 2];
    snprintf(with_slashes, sizeof with_slashes, "%s//", path);
    cr_assert_eq(rva__files_make_beside(with_slashes, made, &err), RVA_OK);
    cr_expect_eq(strncmp(made + strlen(path), ".new-", 5), 0);
}

Test(files, are_renamed_into_their_place)
{
    cr_assert_eq(rva__files_make_beside(path, made, &err), RVA_OK);
    cr_expect_eq(rva__files_rename(made, path, &err), RVA_OK);
    cr_expect(is_there(path));
    cr_expect_not(is_there(made));
}

Test(files, are_not_renamed_over_something)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert(touch(path, "something"));
    cr_assert_eq(rva__files_make_beside(path, made, &err), RVA_OK);
    cr_expect_eq(rva__files_rename(made, path, &err), RVA_EXISTS);
    cr_expect(is_there(made));
}

Test(files, of_a_store_go_with_their_directory)
{
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert(touch(path, "data.mdb"));
    cr_assert(touch(path, "lock.mdb"));
    cr_assert(touch(path, "guard"));
    rva__files_remove(path);
    cr_expect_not(is_there(path));
}

Test(files, of_somebody_else_stay)
{
    char file[GIVEN_PATH_BYTES + 16];
    cr_assert_eq(mkdir(path, 0700), 0);
    cr_assert(touch(path, "letter"));
    rva__files_remove(path);
    snprintf(file, sizeof file, "%s/letter", path);
    cr_expect(is_there(file));
}

Test(files, of_a_path_without_a_name_are_refused)
{
    cr_expect_eq(rva__files_make_beside("", made, &err), RVA_INVALID);
}
