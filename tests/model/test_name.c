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
