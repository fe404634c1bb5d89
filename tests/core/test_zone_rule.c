/**
 * @file core/test_zone_rule.c
 * Rules of zones, in the forms of POSIX and RFC 9636.
 */
#include "core/zone_rule.h"

#include <string.h>

#include <criterion/criterion.h>

TestSuite(zone_rule);

static rva__zone_rule parse(const char *text)
{
    rva__zone_rule rule;
    cr_assert(rva__zone_rule_parse(text, strlen(text), &rule), "%s", text);
    return rule;
}

Test(zone_rule, without_summer_time_is_an_offset)
{
    const rva__zone_rule rule = parse("<+0530>-5:30");
    cr_expect_eq(rule.standard_s, 19800);
    cr_expect_not(rule.has_summer);
}

Test(zone_rule, of_new_york_changes_at_two_by_the_clock_before)
{
    const rva__zone_rule rule = parse("EST5EDT,M3.2.0,M11.1.0");
    cr_expect_eq(rule.standard_s, -18000);
    cr_expect_eq(rule.summer_s, -14400);
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2026), 1772953200); /* 2026-03-08T07:00Z */
    cr_expect_eq(rva__zone_rule_end_s(&rule, 2026), 1793512800);   /* 2026-11-01T06:00Z */
}

Test(zone_rule, that_does_not_say_when_is_that_of_the_united_states)
{
    const rva__zone_rule rule = parse("EST5EDT");
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2026), 1772953200);
    cr_expect_eq(rva__zone_rule_end_s(&rule, 2026), 1793512800);
}

Test(zone_rule, of_dublin_has_a_winter_time_behind_its_standard)
{
    const rva__zone_rule rule = parse("IST-1GMT0,M10.5.0,M3.5.0/1");
    cr_expect_eq(rule.standard_s, 3600);
    cr_expect_eq(rule.summer_s, 0);
}

Test(zone_rule, fifth_week_is_the_last_and_hours_may_be_negative)
{
    const rva__zone_rule rule = parse("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2026), 1774746000); /* 2026-03-29T01:00Z */
}

Test(zone_rule, day_of_the_year_without_leap_days)
{
    const rva__zone_rule rule = parse("AAA0BBB,J60/0,J300/0");
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2026), 1772323200); /* 2026-03-01 */
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2028), 1835481600); /* 2028-03-01 */
}

Test(zone_rule, day_of_the_year_with_leap_days)
{
    const rva__zone_rule rule = parse("AAA0BBB,60/0,300/0");
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2026), 1772409600); /* 2026-03-02 */
    cr_expect_eq(rva__zone_rule_start_s(&rule, 2028), 1835481600); /* 2028-03-01 */
}

Test(zone_rule, that_is_none_is_refused)
{
    static const char *const wrong[] = {
        "",
        "EST",
        "ES5",
        "EST25",
        "<EST5",
        "EST5EDT,M3.2.0",
        "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,M3.2.0/168,M11.1.0",
        "EST5EDT,J0,J300",
        "EST5EDT,J366,J300",
        "EST5EDT,M3.2.0,M11.1.0 ",
        "EST5EDT,M3.2.0,M11.1.0,",
    };
    rva__zone_rule rule;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(rva__zone_rule_parse(wrong[i], strlen(wrong[i]), &rule), "%s", wrong[i]);
}

Test(zone_rule, ends_with_its_bytes)
{
    rva__zone_rule rule;
    cr_expect(rva__zone_rule_parse("EST5EDT", 4, &rule));
    cr_expect_not(rule.has_summer);
}
