/**
 * @file tests/core/test_text.c
 */
#include "core/text.h"

#include <criterion/criterion.h>
#include <float.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

TestSuite(text);

#define EXPECT_CLEAN(text) cr_expect(rva__text_is_clean(text, sizeof(text) - 1))
#define EXPECT_BAD(text) cr_expect_not(rva__text_is_utf8(text, sizeof(text) - 1))

static void expect_only_utf8(const char *text, size_t size)
{
    cr_expect(rva__text_is_utf8(text, size));
    cr_expect_not(rva__text_is_clean(text, size));
}

Test(text, utf8_of_each_length_is_clean)
{
    EXPECT_CLEAN("");
    EXPECT_CLEAN("a");
    EXPECT_CLEAN("Staten Island, 10301 ~");
    EXPECT_CLEAN("\xc3\xa9");
    EXPECT_CLEAN("\xe2\x82\xac");
    EXPECT_CLEAN("\xf0\x9f\x99\x82");
    EXPECT_CLEAN("12345678\xc3\xa9 12345678 \xf0\x9f\x99\x82 12345678");
}

Test(text, ends_of_each_range_are_clean)
{
    EXPECT_CLEAN("\xc2\xa0");
    EXPECT_CLEAN("\xdf\xbf");
    EXPECT_CLEAN("\xe0\xa0\x80");
    EXPECT_CLEAN("\xed\x9f\xbf");
    EXPECT_CLEAN("\xee\x80\x80");
    EXPECT_CLEAN("\xef\xbf\xbf");
    EXPECT_CLEAN("\xf0\x90\x80\x80");
    EXPECT_CLEAN("\xf4\x8f\xbf\xbf");
}

Test(text, overlong_forms_are_bad)
{
    EXPECT_BAD("\xc0\x80");
    EXPECT_BAD("\xc1\xbf");
    EXPECT_BAD("\xe0\x9f\xbf");
    EXPECT_BAD("\xf0\x8f\xbf\xbf");
}

Test(text, surrogates_are_bad)
{
    EXPECT_BAD("\xed\xa0\x80");
    EXPECT_BAD("\xed\xbf\xbf");
}

Test(text, past_unicode_is_bad)
{
    EXPECT_BAD("\xf4\x90\x80\x80");
    EXPECT_BAD("\xf5\x80\x80\x80");
    EXPECT_BAD("\xff");
}

Test(text, sequences_cut_short_are_bad)
{
    EXPECT_BAD("\xc3");
    EXPECT_BAD("\xe2\x82");
    EXPECT_BAD("\xf0\x9f\x99");
    EXPECT_BAD("\xe2\x82 ");
    EXPECT_BAD("\x80");
    EXPECT_BAD("abcdefgh\xc3");
}

Test(text, controls_are_utf8_but_not_clean)
{
    expect_only_utf8("\0", 1);
    expect_only_utf8("\n", 1);
    expect_only_utf8("\x1f", 1);
    expect_only_utf8("\x7f", 1);
    expect_only_utf8("\xc2\x80", 2);
    expect_only_utf8("\xc2\x9f", 2);
}

Test(text, control_is_found_at_any_place)
{
    char text[24];
    for (size_t at = 0; at < sizeof(text); at++) {
        memset(text, '~', sizeof(text));
        cr_expect(rva__text_is_clean(text, sizeof(text)));
        text[at] = 0x1f;
        cr_expect_not(rva__text_is_clean(text, sizeof(text)), "at %zu", at);
        text[at] = 0x7f;
        cr_expect_not(rva__text_is_clean(text, sizeof(text)), "at %zu", at);
    }
}

static void expect_real(double value, const char *text)
{
    char out[RVA__REAL_BYTES];
    const size_t length = rva__text_real(value, out);
    cr_expect_str_eq(out, text, "%s should be %s", out, text);
    cr_expect_eq(length, strlen(text));
}

Test(text, reals_have_the_fewest_digits)
{
    expect_real(0.649, "0.649");
    expect_real(28450, "28450");
    expect_real(-1.5, "-1.5");
    expect_real(0.1, "0.1");
    expect_real(0.1 + 0.2, "0.30000000000000004");
    expect_real(1.0 / 3.0, "0.3333333333333333");
    expect_real(2.0 / 3.0, "0.6666666666666666");
    expect_real(123456.789012, "123456.789012");
    expect_real(100, "100");
}

Test(text, zero_has_no_sign)
{
    expect_real(0.0, "0");
    expect_real(-0.0, "0");
}

Test(text, reals_turn_to_exponents_as_in_python)
{
    expect_real(0.0001, "0.0001");
    expect_real(0.00001, "1e-05");
    expect_real(1e-7, "1e-07");
    expect_real(1.25e-7, "1.25e-07");
    expect_real(1e15, "1000000000000000");
    expect_real(9007199254740993.0, "9007199254740992");
    expect_real(1e16, "1e+16");
    expect_real(-1.5e300, "-1.5e+300");
}

Test(text, reals_at_the_edges)
{
    expect_real(DBL_MAX, "1.7976931348623157e+308");
    expect_real(-DBL_MAX, "-1.7976931348623157e+308");
    expect_real(DBL_MIN, "2.2250738585072014e-308");
    expect_real(5e-324, "5e-324");
    expect_real(1.5e-323, "1.5e-323");
    expect_real(DBL_EPSILON, "2.220446049250313e-16");
}

Test(text, power_of_two_takes_the_next_digit_when_that_is_shorter)
{
    expect_real(0x1p-44, "5.684341886080802e-14");
}

Test(text, reals_read_back)
{
    char out[RVA__REAL_BYTES];
    for (uint64_t i = 1; i <= 20000; i++) {
        const uint64_t bits = rva__hash_mix(i);
        double value;
        memcpy(&value, &bits, sizeof(value));
        if (value != value || value - value != 0)
            continue;
        const size_t length = rva__text_real(value, out);
        cr_assert_lt(length, RVA__REAL_BYTES);
        cr_assert_eq(strtod(out, NULL), value, "%s is not %.17g", out, value);
    }
}

Test(text, reals_have_a_point_in_every_locale)
{
    static const char *const locales[] = {"de_DE.UTF-8", "nl_NL.UTF-8", "fr_FR.UTF-8"};
    for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++) {
        if (!setlocale(LC_ALL, locales[i]))
            continue;
        expect_real(0.649, "0.649");
        expect_real(1.0 / 3.0, "0.3333333333333333");
    }
}

static void expect_integer(const char *text, int64_t value)
{
    int64_t out = 99;
    cr_expect(rva__text_integer(text, strlen(text), &out), "%s", text);
    cr_expect_eq(out, value, "%s", text);
}

static void expect_no_integer(const char *text)
{
    int64_t out = 99;
    cr_expect_not(rva__text_integer(text, strlen(text), &out), "%s", text);
    cr_expect_eq(out, 99);
}

Test(text, integers)
{
    expect_integer("0", 0);
    expect_integer("-0", 0);
    expect_integer("-12", -12);
    expect_integer("007", 7);
    expect_integer("9223372036854775807", INT64_MAX);
    expect_integer("-9223372036854775808", INT64_MIN);
}

Test(text, what_is_no_integer)
{
    expect_no_integer("");
    expect_no_integer("-");
    expect_no_integer("+1");
    expect_no_integer(" 1");
    expect_no_integer("1 ");
    expect_no_integer("1.0");
    expect_no_integer("1e3");
    expect_no_integer("--1");
    expect_no_integer("0x10");
    expect_no_integer("\xd9\xa1");
}

Test(text, integers_that_do_not_fit)
{
    expect_no_integer("9223372036854775808");
    expect_no_integer("-9223372036854775809");
    expect_no_integer("99999999999999999999999999");
}

Test(text, integer_ends_at_its_size)
{
    int64_t out;
    cr_assert(rva__text_integer("1234", 2, &out));
    cr_expect_eq(out, 12);
}

Test(text, digits_are_padded_with_zeros)
{
    char out[5] = "....";
    rva__text_digits(out, 42, 4);
    cr_expect_str_eq(out, "0042");
    rva__text_two(out, 7);
    cr_expect_str_eq(out, "0742");
}

Test(text, list_that_was_cut_short_stays_so_when_a_shorter_name_would_fit)
{
    char list[20] = "";
    rva__text_list(list, sizeof list, "measure", false);
    rva__text_list(list, sizeof list, "dimension", false);
    rva__text_list(list, sizeof list, "day", true);
    cr_expect_str_eq(list, "measure, ...");
}
