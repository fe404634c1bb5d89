/**
 * @file core/test_nearest.c
 * What somebody most likely meant.
 */
#include "core/nearest.h"

#include <string.h>

#include <criterion/criterion.h>

static const char *const names[] = {"platform", "source", "borough", "tier", "stage", NULL};
static const char *const twins[] = {"bat", "cat", "rat", NULL};

static const char *name_at(size_t index, void *context)
{
    const char *const *of = context;
    return of[index];
}

static const char *near(const char *name)
{
    return rva_name_nearest(name, strlen(name), name_at, (void *)(uintptr_t)names);
}

static const char *nearest(const char *name, const char *const *of)
{
    return rva__nearest(name, strlen(name), name_at, (void *)(uintptr_t)of, RVA__EDITS_ANY);
}

Test(nearest, letters_left_out_added_or_changed)
{
    cr_expect_str_eq(near("platfrm"), "platform");
    cr_expect_str_eq(near("platfform"), "platform");
    cr_expect_str_eq(near("pletform"), "platform");
    cr_expect_str_eq(near("suorce"), "source");
}

Test(nearest, case_is_no_edit)
{
    cr_expect_str_eq(near("PLATFORM"), "platform");
}

Test(nearest, a_beginning_stands_for_the_whole)
{
    cr_expect_str_eq(near("bor"), "borough");
    cr_expect_str_eq(near("sources"), "source");
}

Test(nearest, no_more_than_half_the_letters)
{
    cr_expect_null(near("xy"));
    cr_expect_null(near("tear drop"));
    cr_expect_str_eq(near("tire"), "tier");
}

Test(nearest, of_as_many_edits_the_first_of_the_alphabet)
{
    static const char *const turned[] = {"rat", "cat", "bat", NULL};
    cr_expect_str_eq(nearest("hat", twins), "bat");
    cr_expect_str_eq(nearest("hat", turned), "bat");
}

Test(nearest, any_name_where_any_will_do)
{
    cr_expect_str_eq(nearest("xyz", twins), "bat");
    static const char *const nothing[] = {NULL};
    cr_expect_null(nearest("x", nothing));
}

Test(nearest, names_longer_than_are_compared)
{
    static char one[1000];
    static char other[1000];
    memset(one, 'a', sizeof one - 1);
    memset(other, 'a', sizeof other - 1);
    other[0] = 'b';
    const char *const list[] = {other, "c", NULL};
    cr_expect_eq(nearest(one, list), other);
}

Test(nearest, without_a_name_or_a_list_there_is_none)
{
    cr_expect_null(rva_name_nearest(NULL, 0, name_at, NULL));
    cr_expect_null(rva_name_nearest("a", 1, NULL, NULL));
}
