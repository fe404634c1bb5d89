/**
 * @file core/test_zone_load.c
 * Names of zones lead to files of this system's zones and to no other.
 */
#include "core/zone_load.h"

#include <string.h>

#include <criterion/criterion.h>

#include "core/alloc.h"

static rva__buffer bytes;
static rva_error err;

static void end(void)
{
    rva__buffer_free(&bytes);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(zone_load, .fini = end);

Test(zone_load, gives_the_bytes_of_a_file_of_rules)
{
    cr_assert_eq(rva__zone_load("America/New_York", &bytes, &err), RVA_OK, "%s", err.message);
    cr_expect_eq(memcmp(bytes.data, "TZif", 4), 0);
}

Test(zone_load, takes_the_place_of_the_bytes_before)
{
    rva__buffer_put_byte(&bytes, 7);
    cr_assert_eq(rva__zone_load("UTC", &bytes, &err), RVA_OK);
    cr_expect_eq(memcmp(bytes.data, "TZif", 4), 0);
}

static void expect_refused(const char *name, const char *words)
{
    rva__buffer_put_byte(&bytes, 7);
    cr_expect_eq(rva__zone_load(name, &bytes, &err), RVA_INVALID, "%s", name);
    cr_expect_str_eq(err.field, "time_zone");
    cr_expect(strstr(err.message, words), "%s", err.message);
    cr_expect_eq(bytes.size, 1);
}

Test(zone_load, of_a_zone_that_is_not_there_says_what_may_be_missing)
{
    expect_refused("America/Gotham", "tzdata");
}

Test(zone_load, of_a_folder_is_of_no_zone)
{
    expect_refused("America", "tzdata");
}

Test(zone_load, of_a_file_that_is_no_rules_is_of_no_zone)
{
    expect_refused("leapseconds", "tzdata");
}

Test(zone_load, does_not_leave_the_folder)
{
    expect_refused("../../../etc/passwd", "not the name");
    bytes.size = 0;
    expect_refused("/etc/localtime", "not the name");
}

Test(zone_load, of_no_name_is_refused)
{
    expect_refused("", "not the name");
    bytes.size = 0;
    expect_refused("America/New York", "not the name");
}

Test(zone_load, of_null_is_refused)
{
    cr_expect_eq(rva__zone_load(NULL, &bytes, &err), RVA_INVALID);
}

Test(zone_load, of_what_is_no_zone_is_refused)
{
    static const char *const names[] = {"posixrules", "localtime", "right/UTC", "posix/Etc/UTC"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rva__buffer_clear(&bytes);
        expect_refused(names[i], "not the name");
    }
}
