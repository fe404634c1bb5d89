/**
 * @file store/test_config.c
 * The names that a store knows, and the rules that its settings give.
 */
#include "store/config.h"

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "core/zone_load.h"
#include "model/settings_pack.h"

static rva__config *config;
static rva_error err;

static void begin(void)
{
    static const uint8_t secret[RVA__SECRET_BYTES];
    rva_settings *settings = NULL;
    rva__buffer bytes = {0};
    rva__buffer zone = {0};
    cr_assert_eq(rva_settings_new(&settings, &err), RVA_OK);
    rva_settings_clear_stages(settings);
    cr_assert_eq(rva_settings_add_stage(settings, "hello", 1, &err), RVA_OK);
    cr_assert_eq(rva_settings_add_stage(settings, "goodbye", 0, &err), RVA_OK);
    cr_assert_eq(rva_settings_set_zone(settings, "99999", "Atlantis", &err), RVA_OK);
    cr_assert_eq(rva_settings_set(settings, "idle_timeout_hours", "3", &err), RVA_OK);
    rva__settings_pack(settings, &bytes);
    cr_assert_eq(rva__zone_load("UTC", &zone, &err), RVA_OK);
    cr_assert_eq(
        rva__config_new(bytes.data, bytes.size, zone.data, zone.size, secret, 4, &config, &err),
        RVA_OK, "%s", err.message);
    rva__buffer_free(&bytes);
    rva__buffer_free(&zone);
    rva_settings_free(settings);
}

static void end(void)
{
    rva__config_release(config);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(config, .init = begin, .fini = end);

static int ordinal(uint32_t stage)
{
    return config->names.ordinal(&config->names, stage);
}

static uint32_t borough(uint32_t zip)
{
    return config->names.borough(&config->names, zip);
}

Test(config, gives_stages_of_the_settings_the_first_values_and_their_places)
{
    const uint32_t later = rva__config_value(config, RVA__DIM_STAGE, "wait");
    cr_expect_eq(rva__config_value(config, RVA__DIM_STAGE, "hello"), 2);
    cr_expect_eq(rva__config_value(config, RVA__DIM_STAGE, "goodbye"), 3);
    cr_expect_eq(ordinal(2), 0);
    cr_expect_eq(ordinal(3), 1);
    cr_expect_eq(ordinal(later), -1);
    cr_expect_eq(ordinal(RVA__VALUE_UNKNOWN), -1);
}

Test(config, knows_texts_of_values)
{
    const uint32_t value = rva__config_value(config, RVA__DIM_SOURCE, "google");
    cr_expect_str_eq(config->names.text(&config->names, RVA__DIM_SOURCE, value), "google");
}

Test(config, learns_the_borough_with_the_zip)
{
    const uint32_t zip = rva__config_value(config, RVA__DIM_ZIP, "99999");
    const uint32_t value = borough(zip);
    cr_expect_geq(value, RVA__VALUE_FIRST);
    cr_expect_str_eq(config->names.text(&config->names, RVA__DIM_BOROUGH, value), "Atlantis");
}

Test(config, knows_boroughs_of_new_york_without_being_told)
{
    const uint32_t value = borough(rva__config_value(config, RVA__DIM_ZIP, "11215"));
    cr_expect_str_eq(config->names.text(&config->names, RVA__DIM_BOROUGH, value), "Brooklyn");
}

Test(config, knows_no_borough_of_another_zip)
{
    cr_expect_eq(borough(rva__config_value(config, RVA__DIM_ZIP, "1011")), RVA__VALUE_UNKNOWN);
    cr_expect_eq(borough(RVA__VALUE_UNKNOWN), RVA__VALUE_UNKNOWN);
}

Test(config, has_rules_of_the_settings)
{
    cr_expect_eq(config->rules.idle_us, INT64_C(10800000000));
    cr_expect_eq(config->generation, 4);
}

Test(config, lives_until_the_last_lets_go)
{
    rva__config *held = rva__config_hold(config);
    rva__config_release(config);
    cr_expect_eq(held->generation, 4);
    config = held;
}

Test(config, of_settings_that_are_damaged_is_refused)
{
    static const uint8_t secret[RVA__SECRET_BYTES];
    rva__config *none = NULL;
    cr_expect_neq(rva__config_new("\xff", 1, "", 0, secret, 1, &none, &err), RVA_OK);
    cr_expect_null(none);
}
