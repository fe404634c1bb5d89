/**
 * @file tests/core/test_error.c
 */
#include "core/error.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

TestSuite(error);

Test(error, every_status_has_a_name_and_a_text)
{
#define EXPECT_STATUS(name, number, text)                                                          \
    cr_expect_eq(RVA_##name, number);                                                              \
    cr_expect_str_eq(rva_status_name((rva_status)(number)), #name);                                \
    cr_expect_str_eq(rva_status_text((rva_status)(number)), text);
    RVA_STATUS_MAP(EXPECT_STATUS)
#undef EXPECT_STATUS
}

Test(error, a_number_that_is_no_status_has_texts_too)
{
    cr_expect_str_eq(rva_status_name((rva_status)1000), "?");
    cr_expect_str_eq(rva_status_text((rva_status)1000), "no status of this library");
}

Test(error, version_is_that_of_the_header)
{
    cr_expect_str_eq(rva_version(), RVA_VERSION);
}

Test(error, fail_fills_all_but_the_field)
{
    rva_error err = RVA_ERROR_INIT;
    strcpy(err.field, "left over");
    cr_expect_eq(rva__fail(&err, RVA_INVALID, "day %d is after day %d", 3, 2), RVA_INVALID);
    cr_expect_eq(err.status, RVA_INVALID);
    cr_expect_str_eq(err.field, "");
    cr_expect_str_eq(err.message, "day 3 is after day 2");
}

Test(error, fail_field_names_the_field)
{
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva__fail_field(&err, RVA_LIMIT, "tags", "%s", "too long"), RVA_LIMIT);
    cr_expect_eq(err.status, RVA_LIMIT);
    cr_expect_str_eq(err.field, "tags");
    cr_expect_str_eq(err.message, "too long");
}

Test(error, err_may_be_null)
{
    cr_expect_eq(rva__fail(NULL, RVA_FULL, "%d", 1), RVA_FULL);
    cr_expect_eq(rva__fail_field(NULL, RVA_FULL, "id", "%d", 1), RVA_FULL);
    cr_expect_eq(rva__fail_memory(NULL), RVA_NO_MEMORY);
    cr_expect_eq(rva__fail_errno(NULL, ENOSPC, "/store"), RVA_FULL);
}

Test(error, long_message_is_cut_to_its_room)
{
    char text[1000];
    memset(text, 'x', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    rva_error err = RVA_ERROR_INIT;
    rva__fail_field(&err, RVA_INVALID, text, "%s", text);
    cr_expect_eq(strlen(err.message), 255);
    cr_expect_eq(strlen(err.field), 31);
}

Test(error, message_stays_one_line)
{
    rva_error err = RVA_ERROR_INIT;
    rva__fail(&err, RVA_INVALID, "\"%s\"", "a\nb\tc\x7f");
    cr_expect_str_eq(err.message, "\"a?b?c?\"");
}

Test(error, message_stays_utf8)
{
    rva_error err = RVA_ERROR_INIT;
    rva__fail(&err, RVA_INVALID, "%s", "caf\xc3\xa9 \xc3 \xff \xf0\x9f\x99\x82");
    cr_expect_str_eq(err.message, "caf\xc3\xa9 ? ? \xf0\x9f\x99\x82");
}

Test(error, character_that_is_cut_in_two_is_replaced)
{
    rva_error err = RVA_ERROR_INIT;
    rva__fail(&err, RVA_INVALID, "%254s%s", "", "\xc3\xa9");
    cr_expect_eq(strlen(err.message), 255);
    cr_expect_eq(err.message[254], '?');
}

Test(error, message_may_quote_the_one_before)
{
    rva_error err = RVA_ERROR_INIT;
    rva__fail_field(&err, RVA_INVALID, "zip", "no digits");
    rva__fail_field(&err, RVA_INVALID, err.field, "line 7: %s", err.message);
    cr_expect_str_eq(err.field, "zip");
    cr_expect_str_eq(err.message, "line 7: no digits");
}

Test(error, errno_of_a_full_disk_is_full)
{
    cr_expect_eq(rva__fail_errno(NULL, ENOSPC, ""), RVA_FULL);
    cr_expect_eq(rva__fail_errno(NULL, EDQUOT, ""), RVA_FULL);
    cr_expect_eq(rva__fail_errno(NULL, EFBIG, ""), RVA_FULL);
    cr_expect_eq(rva__fail_errno(NULL, EACCES, ""), RVA_IO);
}

Test(error, errno_is_put_in_words)
{
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva__fail_errno(&err, ENOENT, "/no/such/dir"), RVA_IO);
    cr_expect_str_eq(err.message, "/no/such/dir: No such file or directory");
}

static rva_status pass_on(rva_status status, int *reached)
{
    RVA__TRY(status);
    ++*reached;
    return RVA_OK;
}

Test(error, try_returns_the_failure_and_only_that)
{
    int reached = 0;
    cr_expect_eq(pass_on(RVA_BUSY, &reached), RVA_BUSY);
    cr_expect_eq(reached, 0);
    cr_expect_eq(pass_on(RVA_OK, &reached), RVA_OK);
    cr_expect_eq(reached, 1);
}

static rva_status release(rva_status given, int *released)
{
    rva_status status;
    RVA__TRY_GOTO(status, given, done);
    ++*released;
done:
    ++*released;
    return status;
}

Test(error, try_goto_releases_on_the_way_out)
{
    int released = 0;
    cr_expect_eq(release(RVA_IO, &released), RVA_IO);
    cr_expect_eq(released, 1);
}
