/**
 * @file tests/core/test_instant.c
 */
#include <revanalytics/event.h>

#include <criterion/criterion.h>
#include <string.h>

#include "core/hash.h"
#include "core/zone.h"

TestSuite(instant);

static void expect_instant(const char *text, int64_t at)
{
    int64_t out = -1;
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva_instant_parse(text, &out, &err), RVA_OK, "%s", err.message);
    cr_expect_eq(out, at, "%s gave %lld", text, (long long)out);
}

static void expect_wrong(const char *text, const char *message)
{
    int64_t out = 77;
    rva_error err = RVA_ERROR_INIT;
    cr_expect_eq(rva_instant_parse(text, &out, &err), RVA_INVALID, "%s", text);
    cr_expect_eq(err.status, RVA_INVALID);
    cr_expect_str_eq(err.message, message, "%s", err.message);
    cr_expect_eq(out, 77);
}

Test(instant, usual_forms)
{
    expect_instant("1970-01-01T00:00:00Z", 0);
    expect_instant("2026-03-01T14:03:22Z", 1772373802000000);
    expect_instant("2026-03-01T14:03:22.120Z", 1772373802120000);
    expect_instant("2026-03-01T14:03:22.120+02:00", 1772366602120000);
    expect_instant("2026-03-01T09:03:22-05:00", 1772373802000000);
    expect_instant("2026-03-01T19:33:22+05:30", 1772373802000000);
    expect_instant("2000-02-29T00:00:00Z", 951782400000000);
    expect_instant("9999-12-31T23:59:59.999999Z", 253402300799999999);
}

Test(instant, letters_may_be_lower_case)
{
    expect_instant("2026-03-01t14:03:22z", 1772373802000000);
}

Test(instant, offset_unknown_is_utc)
{
    expect_instant("2026-03-01T14:03:22-00:00", 1772373802000000);
}

Test(instant, one_to_six_decimals)
{
    expect_instant("1970-01-01T00:00:00.1Z", 100000);
    expect_instant("1970-01-01T00:00:00.12Z", 120000);
    expect_instant("1970-01-01T00:00:00.000001Z", 1);
    expect_instant("1970-01-01T00:00:00.999999Z", 999999);
}

Test(instant, offset_may_cross_the_ends_of_what_can_be_recorded)
{
    expect_instant("1969-12-31T23:00:00-01:00", 0);
    expect_instant("1970-01-01T23:59:00+23:59", 0);
    expect_wrong("1970-01-01T00:00:00+00:01", "\"1970-01-01T00:00:00+00:01\" is no instant: only "
                                              "the years 1970 to 9999 can be recorded");
    expect_wrong("9999-12-31T23:59:59-00:01", "\"9999-12-31T23:59:59-00:01\" is no instant: only "
                                              "the years 1970 to 9999 can be recorded");
}

#define WRONG(text, why) expect_wrong(text, "\"" text "\" is no instant: " why)

Test(instant, date_of_another_form_is_wrong)
{
    WRONG("", "it must start with a date, YYYY-MM-DD");
    WRONG("yesterday", "it must start with a date, YYYY-MM-DD");
    WRONG("2026-3-01T14:03:22Z", "it must start with a date, YYYY-MM-DD");
    WRONG("20260301T140322Z", "it must start with a date, YYYY-MM-DD");
    WRONG("+2026-03-01T14:03:22Z", "it must start with a date, YYYY-MM-DD");
    WRONG("12026-03-01T14:03:22Z", "it must start with a date, YYYY-MM-DD");
    WRONG("2026-03-0", "it must start with a date, YYYY-MM-DD");
}

Test(instant, date_that_is_none_is_wrong)
{
    WRONG("2026-00-01T00:00:00Z", "there is no such date");
    WRONG("2026-13-01T00:00:00Z", "there is no such date");
    WRONG("2026-01-00T00:00:00Z", "there is no such date");
    WRONG("2026-04-31T00:00:00Z", "there is no such date");
    WRONG("2026-02-29T00:00:00Z", "there is no such date");
    WRONG("2100-02-29T00:00:00Z", "there is no such date");
}

Test(instant, time_of_day_is_required)
{
    WRONG("2026-03-01", "\"T\" and the time of day must follow the date");
    WRONG("2026-03-01 14:03:22Z", "\"T\" and the time of day must follow the date");
    WRONG("2026-03-01T14:03Z", "the time of day must be HH:MM:SS");
    WRONG("2026-03-01T1:03:22Z", "the time of day must be HH:MM:SS");
    WRONG("2026-03-01T", "the time of day must be HH:MM:SS");
}

Test(instant, time_of_day_that_is_none_is_wrong)
{
    WRONG("2026-03-01T24:00:00Z", "there is no such time of day");
    WRONG("2026-03-01T14:60:00Z", "there is no such time of day");
    WRONG("2026-03-01T14:00:61Z", "there is no such time of day");
}

Test(instant, leap_second_is_refused)
{
    WRONG("2016-12-31T23:59:60Z", "leap seconds cannot be recorded");
}

Test(instant, decimals_that_cannot_be_kept_are_refused)
{
    WRONG("2026-03-01T14:03:22.Z", "decimals must follow the point");
    WRONG("2026-03-01T14:03:22.1234567Z", "at most 6 decimals of a second are kept");
    WRONG("2026-03-01T14:03:22.1234560Z", "at most 6 decimals of a second are kept");
}

Test(instant, offset_is_required)
{
    WRONG("2026-03-01T14:03:22",
          "the offset from UTC must follow the time: \"Z\", or one such as \"-05:00\"");
    WRONG("2026-03-01T14:03:22,5Z",
          "the offset from UTC must follow the time: \"Z\", or one such as \"-05:00\"");
    WRONG("2026-03-01T14:03:22+0200", "the offset from UTC must be \"Z\", +HH:MM or -HH:MM");
    WRONG("2026-03-01T14:03:22+02", "the offset from UTC must be \"Z\", +HH:MM or -HH:MM");
    WRONG("2026-03-01T14:03:22+24:00", "there is no such offset from UTC");
    WRONG("2026-03-01T14:03:22-01:60", "there is no such offset from UTC");
}

Test(instant, nothing_may_follow)
{
    WRONG("2026-03-01T14:03:22Z ", "nothing may follow the offset from UTC");
    WRONG("2026-03-01T14:03:22+01:00[Europe/Paris]", "nothing may follow the offset from UTC");
}

Test(instant, null_is_invalid)
{
    int64_t out;
    cr_expect_eq(rva_instant_parse(NULL, &out, NULL), RVA_INVALID);
    cr_expect_eq(rva_instant_parse("1970-01-01T00:00:00Z", NULL, NULL), RVA_INVALID);
    rva_instant_format(0, NULL);
}

Test(instant, every_cut_of_a_text_is_refused)
{
    static const char whole[] = "2026-03-01T14:03:22.120456+02:00";
    for (size_t size = 0; size < sizeof(whole) - 1; size++) {
        char *cut = strndup(whole, size);
        int64_t out;
        cr_expect_eq(rva_instant_parse(cut, &out, NULL), RVA_INVALID, "%s", cut);
        free(cut);
    }
}

static void expect_text(int64_t at, const char *text)
{
    char out[RVA_INSTANT_BYTES];
    rva_instant_format(at, out);
    cr_expect_str_eq(out, text, "%s", out);
}

Test(instant, text_has_decimals_only_where_needed)
{
    expect_text(0, "1970-01-01T00:00:00Z");
    expect_text(1, "1970-01-01T00:00:00.000001Z");
    expect_text(1772373802000000, "2026-03-01T14:03:22Z");
    expect_text(1772373802120000, "2026-03-01T14:03:22.12Z");
    expect_text(1772373802000900, "2026-03-01T14:03:22.0009Z");
    expect_text(253402300799999999, "9999-12-31T23:59:59.999999Z");
}

Test(instant, text_of_any_number_fits)
{
    expect_text(-1, "1969-12-31T23:59:59.999999Z");
    expect_text(-62135596800000000, "0001-01-01T00:00:00Z");
    expect_text(-62167219200000001, "-0001-12-31T23:59:59.999999Z");
    expect_text(INT64_MAX, "294247-01-10T04:00:54.775807Z");
    expect_text(INT64_MIN, "-290308-12-21T19:59:05.224192Z");
}

Test(instant, what_is_written_reads_back)
{
    char text[RVA_INSTANT_BYTES];
    for (uint64_t i = 0; i < 100000; i++) {
        const int64_t at = (int64_t)(rva__hash_mix(i) % (uint64_t)(RVA__INSTANT_MAX + 1));
        int64_t back = -1;
        rva_instant_format(at, text);
        cr_assert_eq(rva_instant_parse(text, &back, NULL), RVA_OK, "%s", text);
        cr_assert_eq(back, at, "%s", text);
    }
}
