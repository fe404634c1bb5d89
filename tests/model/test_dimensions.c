/**
 * @file model/test_dimensions.c
 * Attributes, aliases, known names: what is accepted and what it means.
 */
#include "model/dimensions.h"

#include <string.h>

#include <criterion/criterion.h>

static rva_settings *settings;
static rva_error err;

static void set_up(void)
{
    err = (rva_error)RVA_ERROR_INIT;
    cr_assert_eq(rva_settings_new(&settings, &err), RVA_OK);
}

static void tear_down(void)
{
    rva_settings_free(settings);
}

TestSuite(dimensions, .init = set_up, .fini = tear_down);

static const char *name(int dimension, const char *text)
{
    static char room[RVA__NAME_BYTES];
    return rva__settings_name(settings, dimension, text, room);
}

/* That the settings as they are would be refused by a store, and which words say so. */
static void expect_no_store(const char *setting, const char *words)
{
    cr_expect_eq(rva__settings_check_dimensions(settings, &err), RVA_INVALID);
    cr_expect_str_eq(err.field, setting);
    cr_expect(strstr(err.message, words), "%s", err.message);
}

Test(dimensions, attributes_are_called_as_their_tags)
{
    cr_assert_eq(rva_settings_add_attribute(settings, "property", &err), RVA_OK);
    cr_assert_eq(rva_settings_add_attribute(settings, "Device_2", &err), RVA_OK);
    cr_expect_eq(rva__settings_dimension_find(settings, "property", 8), RVA__DIM_ATTRIBUTE_1);
    cr_expect_eq(rva__settings_dimension_find(settings, "Device_2", 8), RVA__DIM_ATTRIBUTE_2);
    cr_expect_eq(rva__settings_dimension_find(settings, "platform", 8), RVA__DIM_PLATFORM);
    cr_expect_eq(rva__settings_dimension_find(settings, "propert", 7), -1);
    cr_expect_str_eq(rva__settings_dimension_name(settings, RVA__DIM_ATTRIBUTE_2), "Device_2");
    cr_expect_null(rva__settings_dimension_name(settings, RVA__DIM_ATTRIBUTE_3));
    cr_expect_str_eq(rva_settings_attribute_at(settings, 0), "property");
    cr_expect_null(rva_settings_attribute_at(settings, 2));
    rva_settings_clear_attributes(settings);
    cr_expect_null(rva_settings_attribute_at(settings, 0));
}

Test(dimensions, attributes_have_names_that_sql_can_say_and_nothing_else_has)
{
    static const char *const bad[] = {
        "",     "two words",
        "a-b",  "2nd",
        "été",  "source",
        "path", "a123456789a123456789a123456789a123456789a123456789a123456789abcd",
        NULL};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect_eq(rva_settings_add_attribute(settings, bad[i], &err), RVA_INVALID, "%s", bad[i]);
        cr_expect_str_eq(err.field, "attributes");
    }
    cr_expect_eq(rva_settings_add_attribute(settings, "a", &err), RVA_OK);
    cr_expect_eq(rva_settings_add_attribute(settings, "a", &err), RVA_EXISTS);
    char one[] = "b";
    for (; one[0] < 'b' + RVA_ATTRIBUTES_MAX - 1; one[0]++)
        cr_expect_eq(rva_settings_add_attribute(settings, one, &err), RVA_OK);
    cr_expect_eq(rva_settings_add_attribute(settings, "z", &err), RVA_LIMIT);
    cr_expect_eq(rva_settings_add_attribute(NULL, "a", &err), RVA_INVALID);
}

Test(dimensions, an_alias_is_what_a_spelling_means)
{
    cr_assert_eq(rva_settings_set_alias(settings, "tier", " Gold ", "premium ", &err), RVA_OK);
    cr_assert_eq(rva_settings_set_alias(settings, "source", "Gold", "other", &err), RVA_OK);
    cr_expect_str_eq(name(RVA__DIM_TIER, "Gold"), "premium");
    cr_expect_str_eq(name(RVA__DIM_ACTUAL_TIER, "Gold"), "premium", "all tiers are in one list");
    cr_expect_str_eq(name(RVA__DIM_TIER, "\tGold "), "premium");
    cr_expect_str_eq(name(RVA__DIM_TIER, "gold"), "gold");
    cr_expect_str_eq(name(RVA__DIM_SOURCE, "Gold"), "other");
    cr_expect_str_eq(name(RVA__DIM_CAMPAIGN, "Gold"), "Gold");
    cr_expect_null(name(RVA__DIM_TIER, " \xc2\xa0"));
    cr_expect_eq(rva__settings_check_dimensions(settings, &err), RVA_OK, "%s", err.message);
    const char *spelling, *meant;
    cr_expect_str_eq(rva_settings_alias_at(settings, 1, &spelling, &meant), "tier");
    cr_expect_str_eq(spelling, "Gold");
    cr_expect_str_eq(meant, "premium");
    cr_expect_null(rva_settings_alias_at(settings, 2, NULL, NULL));
    cr_assert_eq(rva_settings_set_alias(settings, "tier", "Gold", "", &err), RVA_OK);
    cr_expect_str_eq(name(RVA__DIM_TIER, "Gold"), "Gold");
    rva_settings_clear_aliases(settings);
    cr_expect_null(rva_settings_alias_at(settings, 0, NULL, NULL));
}

Test(dimensions, an_alias_leads_to_a_name_and_no_further)
{
    cr_assert_eq(rva_settings_set_alias(settings, "platform", "A", "B", &err), RVA_OK);
    cr_assert_eq(rva_settings_set_alias(settings, "platform", "B", "C", &err), RVA_OK);
    expect_no_store("aliases", "\"A\" leads to \"B\", which leads to \"C\"");
    cr_expect_eq(rva_settings_set_alias(settings, "platform", "D", "D", &err), RVA_INVALID);
    cr_expect(strstr(err.message, "itself"), "%s", err.message);
}

Test(dimensions, what_is_said_is_of_dimensions_that_events_name)
{
    cr_assert_eq(rva_settings_set_alias(settings, "platfrm", "A", "B", &err), RVA_OK);
    expect_no_store("aliases", "no dimension \"platfrm\" that events name: source, medium");
    rva_settings_clear_aliases(settings);
    cr_assert_eq(rva_settings_add_strict(settings, "path", &err), RVA_OK);
    expect_no_store("strict", "no dimension \"path\"");
    rva_settings_clear_strict(settings);
    cr_assert_eq(rva_settings_add_value(settings, "actual_tier", "A", &err), RVA_OK);
    expect_no_store("values", "those of \"tier\"");
    rva_settings_clear_values(settings);
    cr_assert_eq(rva_settings_add_value(settings, "property", "A", &err), RVA_OK);
    expect_no_store("values", "or stage");
    cr_assert_eq(rva_settings_add_attribute(settings, "property", &err), RVA_OK);
    cr_expect_eq(rva__settings_check_dimensions(settings, &err), RVA_OK, "in any order: %s",
                 err.message);
}

Test(dimensions, known_are_the_settings_names_values_and_spellings)
{
    cr_assert_eq(rva_settings_add_value(settings, "tier", "gold", &err), RVA_OK);
    cr_assert_eq(rva_settings_add_value(settings, "tier", "gold", &err), RVA_OK);
    cr_assert_eq(rva_settings_add_value(settings, "source", "google", &err), RVA_OK);
    cr_assert_eq(rva_settings_set_alias(settings, "tier", "Premium", "premium", &err), RVA_OK);
    cr_expect(rva__settings_knows(settings, RVA__DIM_TIER, "gold"));
    cr_expect(rva__settings_knows(settings, RVA__DIM_TIER, "premium"));
    cr_expect(rva__settings_knows(settings, RVA__DIM_TIER, "Premium"));
    cr_expect_not(rva__settings_knows(settings, RVA__DIM_TIER, "google"));
    cr_expect(rva__settings_knows(settings, RVA__DIM_STAGE, "welcome"));
    cr_expect_str_eq(rva__settings_known_at(settings, RVA__DIM_TIER, 2), "basic");
    cr_expect_str_eq(rva__settings_known_at(settings, RVA__DIM_TIER, 3), "gold");
    cr_expect_null(rva__settings_known_at(settings, RVA__DIM_TIER, 4));
    const char *value;
    cr_expect_str_eq(rva_settings_value_at(settings, 0, &value), "source");
    cr_expect_str_eq(value, "google");
    cr_expect_null(rva_settings_value_at(settings, 2, NULL));
}

Test(dimensions, strict_ones_are_named_once)
{
    cr_assert_eq(rva_settings_add_strict(settings, "tier", &err), RVA_OK);
    cr_expect_eq(rva_settings_add_strict(settings, " tier", &err), RVA_EXISTS);
    cr_expect(rva__settings_is_strict(settings, RVA__DIM_TIER));
    cr_expect_not(rva__settings_is_strict(settings, RVA__DIM_STAGE));
    cr_expect_str_eq(rva_settings_strict_at(settings, 0), "tier");
    cr_expect_null(rva_settings_strict_at(settings, 1));
}

Test(dimensions, null_is_refused)
{
    cr_expect_eq(rva_settings_set_alias(NULL, "tier", "a", "b", &err), RVA_INVALID);
    cr_expect_eq(rva_settings_set_alias(settings, NULL, "a", "b", &err), RVA_INVALID);
    cr_expect_eq(rva_settings_set_alias(settings, "tier", NULL, "b", &err), RVA_INVALID);
    cr_expect_eq(rva_settings_add_value(settings, "tier", NULL, &err), RVA_INVALID);
    cr_expect_eq(rva_settings_add_value(NULL, "tier", "a", &err), RVA_INVALID);
    cr_expect_eq(rva_settings_add_strict(settings, NULL, &err), RVA_INVALID);
    cr_expect_eq(rva_settings_add_strict(NULL, "tier", &err), RVA_INVALID);
    cr_expect_null(rva_settings_attribute_at(NULL, 0));
    cr_expect_null(rva_settings_alias_at(NULL, 0, NULL, NULL));
    cr_expect_null(rva_settings_strict_at(NULL, 0));
    cr_expect_null(rva_settings_value_at(NULL, 0, NULL));
}
