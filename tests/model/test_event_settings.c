/**
 * @file model/test_event_settings.c
 * Which events the settings accept.
 */
#include "model/event_settings.h"

#include <string.h>

#include <criterion/criterion.h>

#include "model/event.h"

static rva_settings *settings;
static rva_event event;
static rva_error err;

static void set_up(void)
{
    err = (rva_error)RVA_ERROR_INIT;
    cr_assert_eq(rva_settings_new(&settings, &err), RVA_OK);
    rva_event_init(&event, RVA_EVENT_CONVERSATION, INT64_C(1772373600000000));
    event.id = "c-1";
}

static void tear_down(void)
{
    rva_settings_free(settings);
}

TestSuite(event_settings, .init = set_up, .fini = tear_down);

static void expect_good(void)
{
    cr_expect_eq(rva__event_check_settings(&event, settings, &err), RVA_OK, "%s", err.message);
}

static void expect_bad(const char *field, const char *words)
{
    cr_expect_eq(rva__event_check_settings(&event, settings, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, field);
    cr_expect(strstr(err.message, words), "%s", err.message);
}

Test(event_settings, nothing_happened_before_the_earliest_instant)
{
    event.at = INT64_C(631152000000000);
    expect_good();
    event.at--;
    expect_bad("at", "1989-12-31T23:59:59.999999Z (631151999999999 microseconds since 1970) is "
                     "before the setting earliest_at, 1990-01-01");
    cr_assert_eq(rva_settings_set(settings, "earliest_at", "1970-01-01T00:00:01Z", &err), RVA_OK);
    expect_good();
    event.at = 999999;
    expect_bad("at", "1970-01-01T00:00:01Z");
}

Test(event_settings, numbers_of_other_units_are_told)
{
    event.at = 1788271200;
    expect_bad("at", "if it is a number of seconds, multiply it by 1000000");
    event.at = INT64_C(1788271200000);
    expect_bad("at", "if it is a number of milliseconds, multiply it by 1000");
    event.at = INT64_C(1788271200000000000);
    cr_expect_eq(rva__event_check(&event, "USD", &err), RVA_INVALID);
    cr_expect(strstr(err.message, "nanoseconds, divide it by 1000"), "%s", err.message);
    event.at = 5;
    expect_bad("at", "1990-01-01");
    cr_expect_null(strstr(err.message, "number"), "%s", err.message);
}

Test(event_settings, a_note_ends_no_earlier_either)
{
    rva_event_init(&event, RVA_EVENT_NOTE, RVA_ABSENT);
    event.until = 7;
    expect_bad("until", "1990-01-01");
}

Test(event_settings, blank_names_are_absent)
{
    event.source = "";
    event.campaign = " \t\xc2\xa0";
    cr_expect_eq(rva__event_check(&event, "USD", &err), RVA_OK, "%s", err.message);
    rva_event_init(&event, RVA_EVENT_STAGE, event.at);
    event.conversation = "c-1";
    event.action = RVA_ACTION_ENTER;
    event.stage = " ";
    cr_expect_eq(rva__event_check(&event, "USD", &err), RVA_INVALID);
    cr_expect(strstr(err.message, "\"stage\": missing"), "%s", err.message);
}

Test(event_settings, strict_dimensions_have_names_that_are_known)
{
    cr_assert_eq(rva_settings_add_strict(settings, "source", &err), RVA_OK);
    event.source = "google";
    expect_bad("source", "no source \"google\" is known, and the setting strict accepts no other; "
                         "none is known: list them in values");
    cr_assert_eq(rva_settings_add_value(settings, "source", "google", &err), RVA_OK);
    expect_good();
    event.source = "  google ";
    expect_good();
    event.source = "gogle";
    expect_bad("source", "google");
    cr_assert_eq(rva_settings_set_alias(settings, "source", "gogle", "google", &err), RVA_OK);
    expect_good();
    event.source = " ";
    expect_good();
    event.source = NULL;
    event.campaign = "anything";
    expect_good();
}

Test(event_settings, attributes_have_values_that_names_may_have)
{
    event.tags = "{\"property\":\"a\\tb\"}";
    expect_good();
    cr_assert_eq(rva_settings_add_attribute(settings, "property", &err), RVA_OK);
    expect_bad("tags", "\"property\" is an attribute");
    event.tags = "{\"property\":\"condo\"}";
    expect_good();
    cr_assert_eq(rva_settings_add_strict(settings, "property", &err), RVA_OK);
    cr_assert_eq(rva_settings_add_value(settings, "property", "house", &err), RVA_OK);
    expect_bad("tags", "no property \"condo\" is known");
    event.tags = "{\"property\":null}";
    expect_good();
}

Test(event_settings, names_of_events_are_found_by_dimension)
{
    event.agent = "ann";
    cr_expect_str_eq(rva__event_name(&event, RVA__DIM_AGENT), "ann");
    cr_expect_null(rva__event_name(&event, RVA__DIM_SOURCE));
    cr_expect_null(rva__event_name(&event, RVA__DIM_PATH));
    cr_expect_null(rva__event_name(&event, RVA__DIM_ACTUAL_TIER));
}
