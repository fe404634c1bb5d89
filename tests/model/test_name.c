/**
 * @file model/test_name.c
 * What ids and names may hold.
 */
#include "model/name.h"

#include <string.h>

#include <criterion/criterion.h>

static rva_error err;

TestSuite(name);

static void expect_good(const char *text)
{
    cr_expect_eq(rva__name_check("source", text, 20, &err), RVA_OK, "%s", err.message);
}

static void expect_bad(const char *text, const char *words)
{
    cr_expect_eq(rva__name_check("source", text, 20, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, "source");
    cr_expect(strstr(err.message, words), "%s", err.message);
}

Test(name, is_text_of_one_byte_to_the_limit)
{
    expect_good("a");
    expect_good("12345678901234567890");
    expect_bad("123456789012345678901", "at most 20");
}

Test(name, is_not_empty)
{
    expect_bad("", "empty");
    expect_bad(NULL, "empty");
}

Test(name, may_be_in_any_script)
{
    expect_good("Zoë Müller");
    expect_good("\xe6\x9d\xb1\xe4\xba\xac");
    expect_good("\xf0\x9f\x98\x80");
}

Test(name, has_no_control_characters_wherever_they_stand)
{
    expect_bad("a\n", "control");
    expect_bad("12345678\x7f", "control");
    expect_bad("\x1f"
               "12345678",
               "control");
    expect_bad("123456789012\t", "control");
}

static void expect_taken(const char *text, const char *name)
{
    char out[RVA__NAME_BYTES] = "";
    char room[RVA__NAME_BYTES];
    cr_expect_eq(rva__name_take("source", text, out, &err), RVA_OK, "%s", err.message);
    cr_expect_str_eq(out, name);
    cr_expect_str_eq(rva__name_trimmed(text, room), name);
}

Test(name, is_taken_without_the_white_space_at_its_ends)
{
    expect_taken("a", "a");
    expect_taken(" a b\t\n", "a b");
    expect_taken("\xe3\x80\x80"
                 "a\xc2\xa0\xe2\x80\xa8",
                 "a");
    expect_taken("\xc3\xa9", "\xc3\xa9");
    char out[RVA__NAME_BYTES] = "kept";
    cr_expect_eq(rva__name_take("source", " \xe2\x80\x83 ", out, &err), RVA_INVALID);
    cr_expect(strstr(err.message, "empty"), "%s", err.message);
    cr_expect_eq(rva__name_take("source", "a\tb", out, &err), RVA_INVALID);
    cr_expect_eq(rva__name_take("source", NULL, out, &err), RVA_INVALID);
    cr_expect_str_eq(out, "kept");
}

Test(name, has_128_bytes_without_the_white_space)
{
    char text[300];
    memset(text, ' ', 60);
    memset(text + 60, 'x', 128);
    strcpy(text + 188, "  ");
    cr_expect_eq(rva__name_check_value("source", text, 128, &err), RVA_OK, "%s", err.message);
    memset(text + 188, 'x', 1);
    cr_expect_eq(rva__name_check_value("source", text, 128, &err), RVA_INVALID);
    cr_expect(strstr(err.message, "129 bytes long"), "%s", err.message);
}

Test(name, has_no_characters_that_show_nothing)
{
    static const char *const bad[] = {"a\xe2\x80\x8b"
                                      "b",
                                      "\xef\xbb\xbf"
                                      "a",
                                      "a\xe2\x80\xae"
                                      "b",
                                      "a\xe2\x81\xa0"
                                      "b",
                                      "a\xe2\x80\xa8"
                                      "b",
                                      "a\xe2\x81\xa9"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect_eq(rva__name_check_value("source", bad[i], 128, &err), RVA_INVALID, "%zu", i);
        cr_expect(strstr(err.message, "shows nothing"), "%s", err.message);
    }
    cr_expect_eq(rva__name_check_value("source",
                                       "a\xe2\x80\x90"
                                       "b \xe2\x80\xa6",
                                       128, &err),
                 RVA_OK);
}

Test(name, is_utf8)
{
    expect_bad("caf\xe9", "UTF-8");
    expect_bad("12345678\xff", "UTF-8");
    expect_bad("\xc0\xaf", "UTF-8");
    expect_bad("\xed\xa0\x80", "UTF-8");
}

Test(name, may_be_reserved_only_where_it_is_no_row)
{
    expect_good("(unknown)");
    cr_expect_eq(rva__name_check_value("source", "(unknown)", 20, &err), RVA_INVALID);
    cr_expect_eq(rva__name_check_value("source", "(other)", 20, &err), RVA_INVALID);
    cr_expect_eq(rva__name_check_value("source", "(others)", 20, &err), RVA_OK);
}

Test(name, of_a_currency_is_three_capitals)
{
    cr_expect(rva__name_is_currency("USD"));
    cr_expect_not(rva__name_is_currency("usd"));
    cr_expect_not(rva__name_is_currency("US"));
    cr_expect_not(rva__name_is_currency("USDT"));
    cr_expect_not(rva__name_is_currency(""));
}
