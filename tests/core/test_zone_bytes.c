/**
 * @file tests/core/test_zone_bytes.c
 * Where rules come from: names, bytes, the rule at their end, and the C library's answer.
 */
#include <criterion/criterion.h>
#include <revanalytics/event.h>
#include <stdlib.h>
#include <time.h>

#include "core/alloc.h"
#include "core/hash.h"
#include "core/label.h"
#include "core/zone.h"
#include "core/zone_load.h"
#include "core/zone_rule.h"

static rva__zone *zone;
static rva__buffer bytes;
static rva_error err;

static void release(void)
{
    rva__zone_free(zone);
    rva__buffer_free(&bytes);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(zone_bytes, .fini = release);
TestSuite(zone_rule, .fini = release);
TestSuite(zone_oracle, .fini = release);

static void load(const char *name)
{
    cr_assert_eq(rva__zone_load(name, &bytes, &err), RVA_OK, "%s", err.message);
}

static rva_status build(void)
{
    rva__zone_free(zone);
    zone = NULL;
    return rva__zone_new(bytes.data, bytes.size, &zone, &err);
}

static void use(const char *name)
{
    load(name);
    cr_assert_eq(build(), RVA_OK, "%s", err.message);
}

static void put_head(const uint32_t counts[6])
{
    static const uint8_t reserved[15];
    rva__buffer_put(&bytes, "TZif3", 5);
    rva__buffer_put(&bytes, reserved, sizeof(reserved));
    for (int i = 0; i < 6; i++) {
        uint8_t number[4];
        rva__big_put32(number, counts[i]);
        rva__buffer_put(&bytes, number, sizeof(number));
    }
}

/** A file of one offset, and transitions to it at the given seconds, that ends in a rule. */
static void put_file(int32_t offset_s, const int64_t *times, uint32_t time_count, const char *rule)
{
    static const uint32_t nothing[6];
    const uint32_t counts[6] = {0, 0, 0, time_count, 1, 4};
    rva__buffer_clear(&bytes);
    put_head(nothing);
    put_head(counts);
    uint8_t number[8];
    for (uint32_t i = 0; i < time_count; i++) {
        rva__big_put64(number, (uint64_t)times[i]);
        rva__buffer_put(&bytes, number, 8);
    }
    for (uint32_t i = 0; i < time_count; i++)
        rva__buffer_put_byte(&bytes, 0);
    rva__big_put32(number, (uint32_t)offset_s);
    rva__buffer_put(&bytes, number, 4);
    rva__buffer_put(&bytes, "\0\0LMT", 6);
    rva__buffer_printf(&bytes, "\n%s\n", rule);
}

static void expect_no_zone(const char *name)
{
    err = (rva_error)RVA_ERROR_INIT;
    cr_expect_eq(rva__zone_load(name, &bytes, &err), RVA_INVALID, "%s", name);
    cr_expect_str_eq(err.field, "time_zone");
    cr_expect_eq(bytes.size, 0);
}

Test(zone_bytes, name_that_no_file_has)
{
    expect_no_zone("America/Gotham");
    cr_expect_str_eq(err.message, "no time zone \"America/Gotham\" on this system; check the name, "
                                  "or install the package tzdata");
}

Test(zone_bytes, name_stays_in_the_folder)
{
    expect_no_zone("../../../etc/passwd");
    expect_no_zone("America/../UTC");
    expect_no_zone("/usr/share/zoneinfo/UTC");
    expect_no_zone("America/New York");
    expect_no_zone("");
    expect_no_zone(NULL);
    expect_no_zone("UTC\n");
}

Test(zone_bytes, folder_is_no_zone)
{
    expect_no_zone("America");
}

Test(zone_bytes, file_of_something_else_is_no_zone)
{
    expect_no_zone("leapseconds");
}

Test(zone_bytes, load_replaces_what_was_there)
{
    rva__buffer_put(&bytes, "left over", 9);
    load("UTC");
    cr_expect_eq(memcmp(bytes.data, "TZif", 4), 0);
}

Test(zone_bytes, load_survives_failure_of_each_allocation)
{
    for (long allowed = 0;; allowed++) {
        rva__alloc_limit(allowed);
        const rva_status status = rva__zone_load("America/New_York", &bytes, NULL);
        rva__alloc_limit(-1);
        if (status == RVA_OK)
            break;
        cr_assert_eq(status, RVA_NO_MEMORY);
        cr_assert_eq(rva__alloc_live(), 0);
    }
}

Test(zone_bytes, new_survives_failure_of_each_allocation)
{
    load("America/New_York");
    for (long allowed = 0;; allowed++) {
        rva__alloc_limit(allowed);
        const rva_status status = build();
        rva__alloc_limit(-1);
        if (status == RVA_OK)
            break;
        cr_assert_eq(status, RVA_NO_MEMORY);
        cr_assert_eq(rva__alloc_live(), 1);
    }
}

Test(zone_bytes, free_of_null_is_nothing)
{
    rva__zone_free(NULL);
}

Test(zone_bytes, each_cut_is_corrupt)
{
    load("America/New_York");
    const size_t whole = bytes.size;
    for (bytes.size = 0; bytes.size < whole; bytes.size++) {
        uint8_t *copy = rva__alloc(bytes.size);
        memcpy(copy, bytes.data, bytes.size);
        cr_assert_eq(rva__zone_new(copy, bytes.size, &zone, &err), RVA_CORRUPT, "%zu", bytes.size);
        rva__alloc_free(copy);
    }
    cr_expect_str_eq(err.field, "time_zone");
    cr_expect_str_eq(err.message, "not rules of a time zone: the rule at its end is missing");
}

Test(zone_bytes, version_1_is_refused)
{
    put_file(0, NULL, 0, "UTC0");
    bytes.data[4] = '\0';
    cr_expect_eq(build(), RVA_CORRUPT);
    cr_expect_str_eq(err.message,
                     "not rules of a time zone: not a TZif file of version 2 or later");
}

Test(zone_bytes, leap_seconds_are_refused)
{
    put_file(0, NULL, 0, "UTC0");
    enum { SECOND_HEAD = 44, LEAP_COUNT = 28, LEAP_BYTES = 12 };
    bytes.data[SECOND_HEAD + LEAP_COUNT + 3] = 1;
    bytes.size -= 6;
    static const uint8_t leap[LEAP_BYTES];
    rva__buffer_put(&bytes, leap, sizeof(leap));
    rva__buffer_printf(&bytes, "\nUTC0\n");
    cr_expect_eq(build(), RVA_INVALID);
    cr_expect_str_eq(err.message,
                     "zones that count leap seconds (\"right/...\") are not supported");
}

Test(zone_bytes, transitions_out_of_order_are_corrupt)
{
    static const int64_t times[] = {100, 200, 200};
    put_file(0, times, 3, "UTC0");
    cr_expect_eq(build(), RVA_CORRUPT);
    put_file(0, times, 2, "UTC0");
    cr_expect_eq(build(), RVA_OK);
}

Test(zone_bytes, offset_of_more_than_a_day_is_corrupt)
{
    put_file(93600, NULL, 0, "UTC0");
    cr_expect_eq(build(), RVA_CORRUPT);
    put_file(INT32_MIN, NULL, 0, "UTC0");
    cr_expect_eq(build(), RVA_CORRUPT);
    put_file(93599, NULL, 0, "UTC0");
    cr_expect_eq(build(), RVA_OK);
}

Test(zone_bytes, transitions_out_of_time_are_safe)
{
    static const int64_t times[] = {INT64_MIN, INT64_MIN + 1, 0, INT64_MAX - 1, INT64_MAX};
    put_file(3600, times, 5, "CET-1CEST,M3.5.0,M10.5.0/3");
    cr_assert_eq(build(), RVA_OK);
    cr_expect_eq(rva__zone_offset(zone, INT64_MIN), 3600);
    cr_expect_eq(rva__zone_offset(zone, INT64_MAX), 3600);
}

Test(zone_bytes, too_many_bytes_are_refused)
{
    cr_assert(rva__buffer_reserve(&bytes, 65537));
    memset(bytes.data, 0, 65537);
    bytes.size = 65537;
    cr_expect_eq(build(), RVA_CORRUPT);
}

static void ask_everything(void)
{
    static const int64_t instants[] = {
        INT64_MIN, -1, 0, 1772373802120000, 5000000000000000, RVA__INSTANT_MAX, INT64_MAX};
    char label[RVA__LABEL_BYTES];
    for (size_t i = 0; i < sizeof(instants) / sizeof(instants[0]); i++) {
        const int32_t day = rva__zone_day(zone, instants[i]);
        const int64_t start = rva__zone_day_start(zone, day);
        cr_assert_leq(start, rva__zone_day_start(zone, day + 1));
        if (i > 0 && i < 6)
            cr_assert(start <= instants[i] && instants[i] < rva__zone_day_start(zone, day + 1));
        rva__label_hour(zone, instants[i], label);
    }
}

static void damage(const uint8_t *from, size_t size, uint64_t random)
{
    rva__buffer_clear(&bytes);
    rva__buffer_put(&bytes, from, size);
    for (uint64_t left = 1 + random % 6; left > 0; left--) {
        random = rva__hash_mix(random + 1);
        const bool near_an_end = (random & 3) != 0;
        const size_t place = (random >> 8) % (near_an_end ? 100 : size);
        bytes.data[random & 1 ? size - 1 - place : place] = (uint8_t)(random >> 32);
    }
    if (random % 8 == 0)
        bytes.size = (random >> 16) % size;
}

static void damage_many(const char *name, uint64_t rounds)
{
    load(name);
    rva__buffer whole = bytes;
    bytes = (rva__buffer){0};
    for (uint64_t round = 0; round < rounds; round++) {
        damage(whole.data, whole.size, rva__hash_mix(round + 1));
        if (build() == RVA_OK)
            ask_everything();
        else
            cr_assert(err.status == RVA_CORRUPT || err.status == RVA_INVALID);
    }
    rva__buffer_free(&whole);
}

Test(zone_bytes, hostile_bytes_are_safe)
{
    damage_many("America/New_York", 10000);
    damage_many("Asia/Kolkata", 10000);
    damage_many("Africa/Casablanca", 10000);
}

static bool reads(const char *text)
{
    rva__zone_rule rule;
    return rva__zone_rule_parse(text, strlen(text), &rule);
}

Test(zone_rule, forms)
{
    cr_expect(reads("EST5"));
    cr_expect(reads("EST+5"));
    cr_expect(reads("CET-1"));
    cr_expect(reads("<-03>3"));
    cr_expect(reads("<+1245>-12:45"));
    cr_expect(reads("LMT4:56:02"));
    cr_expect(reads("EST5EDT"));
    cr_expect(reads("EST5EDT4"));
    cr_expect(reads("EST5EDT,M3.2.0,M11.1.0"));
    cr_expect(reads("EST5EDT4:30,J60/1:30,300/-1:30:15"));
    cr_expect(reads("XXX3EDT4,0/0,J365/23"));
    cr_expect(reads("<-02>2<-01>,M3.5.0/-1,M10.5.0/0"));
    cr_expect(reads("IST-2IDT,M3.4.4/26,M10.5.0"));
    cr_expect(reads("EST5EDT,M3.2.0/-167,M11.1.0/167"));
}

Test(zone_rule, what_is_none)
{
    static const char *const texts[] = {
        "",
        "E5",
        "EST",
        "5",
        "EST5ED",
        "<EST5",
        "<E>5",
        "EST25",
        "EST5:60",
        "EST5:",
        "EST5:00:",
        "EST5 ",
        "EST5EDT,",
        "EST5EDT,M3.2.0",
        "EST5EDT,M3.2.0,",
        "EST5EDT,M3.2.0,M11.1.0,",
        "EST5EDT,M0.2.0,M11.1.0",
        "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M3.0.0,M11.1.0",
        "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,M3.2,M11.1.0",
        "EST5EDT,J0,J300",
        "EST5EDT,J366,J300",
        "EST5EDT,366,300",
        "EST5EDT,-1,300",
        "EST5EDT,M3.2.0/168,M11.1.0",
        "EST5EDT,M3.2.0/,M11.1.0",
        "EST99999999999999999999",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        cr_expect_not(reads(texts[i]), "%s", texts[i]);
}

static void expect_change(int64_t found_s, const char *text)
{
    char found[RVA_INSTANT_BYTES];
    rva_instant_format(found_s * RVA__SECOND_US, found);
    cr_expect_str_eq(found, text, "%s, not %s", found, text);
}

static void expect_summer(const char *text, int32_t year, const char *start, const char *end)
{
    rva__zone_rule rule;
    cr_assert(rva__zone_rule_parse(text, strlen(text), &rule), "%s", text);
    cr_assert(rule.has_summer);
    expect_change(rva__zone_rule_start_s(&rule, year), start);
    expect_change(rva__zone_rule_end_s(&rule, year), end);
}

Test(zone_rule, weeks_of_a_month)
{
    expect_summer("EST5EDT,M3.2.0,M11.1.0", 2026, "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z");
    expect_summer("CET-1CEST,M3.5.0,M10.5.0/3", 2026, "2026-03-29T01:00:00Z",
                  "2026-10-25T01:00:00Z");
    expect_summer("EST5EDT,M2.5.6,M12.5.4", 2024, "2024-02-24T07:00:00Z", "2024-12-26T06:00:00Z");
}

Test(zone_rule, days_with_and_without_the_leap_day)
{
    expect_summer("AAA0BBB,J59/0,J60/1", 2024, "2024-02-28T00:00:00Z", "2024-03-01T00:00:00Z");
    expect_summer("AAA0BBB,58/0,59/1", 2024, "2024-02-28T00:00:00Z", "2024-02-29T00:00:00Z");
    expect_summer("AAA0BBB,J59/0,J60/1", 2023, "2023-02-28T00:00:00Z", "2023-03-01T00:00:00Z");
    expect_summer("AAA0BBB,58/0,59/1", 2023, "2023-02-28T00:00:00Z", "2023-03-01T00:00:00Z");
}

Test(zone_rule, times_outside_the_day)
{
    expect_summer("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026, "2026-03-29T01:00:00Z",
                  "2026-10-25T01:00:00Z");
    expect_summer("IST-2IDT,M3.4.4/26,M10.5.0", 2026, "2026-03-27T00:00:00Z",
                  "2026-10-24T23:00:00Z");
}

Test(zone_rule, summer_time_without_dates_is_that_of_the_united_states)
{
    expect_summer("EST5EDT", 2026, "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z");
}

Test(zone_rule, summer_time_that_never_ends)
{
    static const char *const texts[] = {"XXX3EDT4,0/0,J365/23", "EST5EDT,0/0,J365/25"};
    static const int32_t offsets_s[] = {-4 * 3600, -4 * 3600};
    for (size_t i = 0; i < 2; i++) {
        put_file(offsets_s[i], NULL, 0, texts[i]);
        cr_assert_eq(build(), RVA_OK);
        for (int64_t hour = 0; hour < 24 * 366 * 5; hour++)
            cr_assert_eq(rva__zone_offset(zone, hour * RVA__HOUR_US), offsets_s[i]);
        cr_expect_eq(rva__zone_offset(zone, RVA__INSTANT_MAX), offsets_s[i]);
    }
}

Test(zone_rule, rule_that_cannot_be_read_is_corrupt)
{
    put_file(0, NULL, 0, "EST5EDT,M13.1.0,M11.1.0");
    cr_expect_eq(build(), RVA_CORRUPT);
    cr_expect_str_eq(err.message, "not rules of a time zone: the rule at its end cannot be read");
}

Test(zone_rule, no_rule_keeps_the_last_offset)
{
    static const int64_t times[] = {0};
    put_file(7200, times, 1, "");
    cr_assert_eq(build(), RVA_OK);
    cr_expect_eq(rva__zone_offset(zone, RVA__INSTANT_MAX), 7200);
}

/** Whether the C library, in its zone, says the same of an instant. */
static bool agrees(int64_t at_s)
{
    const time_t clock = (time_t)at_s;
    struct tm local;
    localtime_r(&clock, &local);
    const rva__civil civil = rva__zone_civil(zone, at_s * RVA__SECOND_US);
    return civil.year == local.tm_year + 1900 && civil.month == local.tm_mon + 1 &&
           civil.day == local.tm_mday && civil.hour == local.tm_hour &&
           civil.minute == local.tm_min && civil.second == local.tm_sec &&
           civil.offset_s == local.tm_gmtoff;
}

/** Compares with the C library at each step from one year to before another. */
static void compare(const char *tz, int32_t from_year, int32_t to_year, int64_t step_s)
{
    cr_assert_eq(setenv("TZ", tz, 1), 0);
    tzset();
    const int64_t from_s = INT64_C(86400) * rva__day_from_date(from_year, 1, 1);
    const int64_t to_s = INT64_C(86400) * rva__day_from_date(to_year, 1, 1);
    int32_t last_day = INT32_MIN;
    for (int64_t s = from_s; s < to_s; s += step_s) {
        cr_assert(agrees(s), "%s at %lld", tz, (long long)s);
        const int32_t day = rva__zone_day(zone, s * RVA__SECOND_US);
        cr_assert_geq(day, last_day, "%s at %lld", tz, (long long)s);
        if (day != last_day) {
            cr_assert_leq(rva__zone_day_start(zone, day), s * RVA__SECOND_US);
            cr_assert_gt(rva__zone_day_start(zone, day + 1), s * RVA__SECOND_US);
            const int64_t start = rva__zone_day_start(zone, day);
            cr_assert_eq(rva__zone_day(zone, start), day, "%s at %lld", tz, (long long)s);
            cr_assert_lt(rva__zone_day(zone, start - 1), day, "%s at %lld", tz, (long long)s);
        }
        last_day = day;
    }
}

static void compare_each_hour(const char *name)
{
    use(name);
    compare(name, 1970, 2101, 3600);
}

Test(zone_oracle, new_york)
{
    compare_each_hour("America/New_York");
}

Test(zone_oracle, amsterdam)
{
    compare_each_hour("Europe/Amsterdam");
}

Test(zone_oracle, sao_paulo)
{
    compare_each_hour("America/Sao_Paulo");
}

Test(zone_oracle, lord_howe)
{
    compare_each_hour("Australia/Lord_Howe");
}

Test(zone_oracle, berlin)
{
    compare_each_hour("Europe/Berlin");
}

Test(zone_oracle, kolkata)
{
    compare_each_hour("Asia/Kolkata");
}

Test(zone_oracle, utc)
{
    compare_each_hour("UTC");
}

Test(zone_oracle, apia)
{
    compare_each_hour("Pacific/Apia");
}

Test(zone_oracle, rules)
{
    static const char *const rules[] = {
        "EST5EDT,M3.2.0,M11.1.0",         "NZST-12NZDT,M9.5.0,M4.1.0/3",
        "IST-1GMT0,M10.5.0,M3.5.0/1",     "AAA3BBB1:30,J59/3,J305/1:15",
        "AAA-9:30BBB,59,304/26",          "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "EET-2EEST,M3.4.4/50,M10.4.4/50",
    };
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        put_file(0, NULL, 0, rules[i]);
        cr_assert_eq(build(), RVA_OK, "%s", rules[i]);
        compare(rules[i], 1995, 2035, 900);
    }
}

/** The control: summer that begins a week early is seen in each hour of that week. */
Test(zone_oracle, sees_a_rule_that_is_off_by_a_week)
{
    const int64_t from_s = INT64_C(86400) * rva__day_from_date(2026, 1, 1);
    int hours = 0;
    put_file(0, NULL, 0, "EST5EDT,M3.1.0,M11.1.0");
    cr_assert_eq(build(), RVA_OK);
    cr_assert_eq(setenv("TZ", "EST5EDT,M3.2.0,M11.1.0", 1), 0);
    tzset();
    for (int hour = 0; hour < 365 * 24; hour++)
        hours += !agrees(from_s + hour * INT64_C(3600));
    cr_expect_eq(hours, 7 * 24);
}
