/**
 * @file tests/model/test_settings.c
 * Settings: what they are at first, what setters refuse, and their form in a store.
 */
#include "model/settings.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"
#include "core/msgpack.h"
#include "model/season_factors.h"
#include "model/settings_pack.h"
#include "model/zones.h"

static rva_settings *settings;
static rva_error err;

static void build(void)
{
    settings = NULL;
    cr_assert_eq(rva_settings_new(&settings, NULL), RVA_OK);
}

static void release(void)
{
    rva_settings_free(settings);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(settings, .init = build, .fini = release);

static rva_status set(const char *name, const char *value)
{
    return rva_settings_set(settings, name, value, &err);
}

Test(settings, defaults_are_those_of_the_manual)
{
    cr_expect_str_eq(rva_settings_get(settings, "currency"), "USD");
    cr_expect_str_eq(rva_settings_get(settings, "time_zone"), "America/New_York");
    cr_expect_str_eq(rva_settings_get(settings, "week_start"), "Monday");
    cr_expect_str_eq(rva_settings_get(settings, "idle_timeout_hours"), "72");
    cr_expect_str_eq(rva_settings_get(settings, "live_window_minutes"), "5");
    cr_expect_str_eq(rva_settings_get(settings, "return_window_days"), "14");
    cr_expect_str_eq(rva_settings_get(settings, "max_values"), "10000");
}

Test(settings, numbers_do_not_share_their_text)
{
    const char *hours = rva_settings_get(settings, "idle_timeout_hours");
    const char *values = rva_settings_get(settings, "max_values");
    cr_expect_str_eq(hours, "72");
    cr_expect_str_eq(values, "10000");
}

Test(settings, there_are_five_stages_all_required)
{
    int required = 0;
    cr_expect_str_eq(rva_settings_stage_at(settings, 0, &required), "welcome");
    cr_expect_eq(required, 1);
    cr_expect_str_eq(rva_settings_stage_at(settings, 1, NULL), "interest_assessment");
    cr_expect_str_eq(rva_settings_stage_at(settings, 2, NULL), "location_qualification");
    cr_expect_str_eq(rva_settings_stage_at(settings, 3, NULL), "bill_discovery");
    cr_expect_str_eq(rva_settings_stage_at(settings, 4, NULL), "homeowner_verification");
    cr_expect_null(rva_settings_stage_at(settings, 5, NULL));
}

Test(settings, tiers_are_best_first)
{
    cr_expect_str_eq(rva_settings_tier_at(settings, 0), "premium");
    cr_expect_str_eq(rva_settings_tier_at(settings, 1), "standard");
    cr_expect_str_eq(rva_settings_tier_at(settings, 2), "basic");
    cr_expect_null(rva_settings_tier_at(settings, 3));
}

Test(settings, there_are_six_targets)
{
    double value = 0;
    cr_expect_str_eq(rva_settings_target_at(settings, 0, &value), "qualified_rate");
    cr_expect_eq(value, 0.60);
    cr_expect_str_eq(rva_settings_target_at(settings, 1, &value), "revenue_per_lead");
    cr_expect_eq(value, 15000);
    cr_expect_str_eq(rva_settings_target_at(settings, 2, &value), "acceptance_rate");
    cr_expect_eq(value, 0.90);
    cr_expect_str_eq(rva_settings_target_at(settings, 3, &value), "growth");
    cr_expect_eq(value, 0.50);
    cr_expect_str_eq(rva_settings_target_at(settings, 4, &value), "mrr");
    cr_expect_eq(value, 1500000);
    cr_expect_str_eq(rva_settings_target_at(settings, 5, &value), "mrr_month_3");
    cr_expect_eq(value, 5000000);
    cr_expect_null(rva_settings_target_at(settings, 6, NULL));
}

Test(settings, values_are_set_by_name)
{
    cr_expect_eq(set("currency", "EUR"), RVA_OK);
    cr_expect_eq(set("time_zone", "Europe/Amsterdam"), RVA_OK);
    cr_expect_eq(set("week_start", "Sunday"), RVA_OK);
    cr_expect_eq(set("idle_timeout_hours", "876000"), RVA_OK);
    cr_expect_eq(set("max_values", "1000000"), RVA_OK);
    cr_expect_str_eq(rva_settings_get(settings, "currency"), "EUR");
    cr_expect_str_eq(rva_settings_get(settings, "time_zone"), "Europe/Amsterdam");
    cr_expect_str_eq(rva_settings_get(settings, "week_start"), "Sunday");
    cr_expect_str_eq(rva_settings_get(settings, "idle_timeout_hours"), "876000");
    cr_expect_str_eq(rva_settings_get(settings, "max_values"), "1000000");
}

Test(settings, unknown_name_is_refused)
{
    cr_expect_eq(set("color", "red"), RVA_INVALID);
    cr_expect_eq(set("stages", "welcome"), RVA_INVALID);
    cr_expect_null(rva_settings_get(settings, "color"));
}

Test(settings, numbers_outside_their_range_are_refused)
{
    static const char *const wrong[] = {"0",   "876001", "",    "x",
                                        "72h", "-1",     "1.5", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_eq(set("idle_timeout_hours", wrong[i]), RVA_INVALID, "%s", wrong[i]);
    cr_expect_str_eq(err.field, "idle_timeout_hours");
    cr_expect_str_eq(err.message, "setting \"idle_timeout_hours\": it must be a whole number from "
                                  "1 to 876000");
    cr_expect_str_eq(rva_settings_get(settings, "idle_timeout_hours"), "72");
}

Test(settings, currency_is_one_that_there_is)
{
    cr_expect_eq(set("currency", "ZWG"), RVA_OK);
    cr_expect_eq(set("currency", "AED"), RVA_OK);
    cr_expect_eq(set("currency", "ZZZ"), RVA_INVALID);
    cr_expect_eq(set("currency", "EDA"), RVA_INVALID);
}

Test(settings, currency_has_three_capital_letters)
{
    static const char *const wrong[] = {"", "US", "usd", "USDX", "US1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_eq(set("currency", wrong[i]), RVA_INVALID, "%s", wrong[i]);
}

Test(settings, time_zone_is_a_name)
{
    static const char *const wrong[] = {
        "", "../etc/passwd", "/etc/localtime", "Europe/", "a//b", "New York", "a.b", "\xc3\xbc"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_eq(set("time_zone", wrong[i]), RVA_INVALID, "%s", wrong[i]);
    cr_expect_eq(set("time_zone", "Etc/GMT+5"), RVA_OK);
    cr_expect_eq(set("time_zone", "UTC"), RVA_OK);
}

Test(settings, week_starts_on_a_day)
{
    cr_expect_eq(set("week_start", "monday"), RVA_INVALID);
    cr_expect_eq(set("week_start", ""), RVA_INVALID);
}

Test(settings, stages_may_be_none)
{
    rva_settings_clear_stages(settings);
    cr_expect_null(rva_settings_stage_at(settings, 0, NULL));
}

Test(settings, stage_may_be_left_out)
{
    int required = 1;
    cr_expect_eq(rva_settings_add_stage(settings, "upsell", 0, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_stage_at(settings, 5, &required), "upsell");
    cr_expect_eq(required, 0);
}

Test(settings, stage_twice_is_refused)
{
    cr_expect_eq(rva_settings_add_stage(settings, "welcome", 1, &err), RVA_EXISTS);
    cr_expect_str_eq(err.field, "stages");
    cr_expect_str_eq(err.message,
                     "stage \"welcome\" is there already; give each stage its own name");
}

Test(settings, tier_twice_is_refused)
{
    cr_expect_eq(rva_settings_add_tier(settings, "basic", &err), RVA_EXISTS);
}

Test(settings, stage_without_a_proper_name_is_refused)
{
    cr_expect_eq(rva_settings_add_stage(settings, NULL, 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_add_stage(settings, "", 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_add_stage(settings, "a\tb", 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_add_stage(settings, "(other)", 1, NULL), RVA_INVALID);
}

Test(settings, longest_name_fits)
{
    char name[130];
    memset(name, 'x', sizeof name);
    name[128] = '\0';
    cr_expect_eq(rva_settings_add_stage(settings, name, 1, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_stage_at(settings, 5, NULL), name);
    name[128] = 'x';
    name[129] = '\0';
    cr_expect_eq(rva_settings_add_stage(settings, name, 1, NULL), RVA_INVALID);
}

Test(settings, stages_and_tiers_have_limits)
{
    char name[24];
    for (int i = 5; i < RVA_STAGES_MAX; i++) {
        snprintf(name, sizeof name, "stage-%d", i);
        cr_assert_eq(rva_settings_add_stage(settings, name, 1, NULL), RVA_OK);
    }
    cr_expect_eq(rva_settings_add_stage(settings, "more", 1, NULL), RVA_LIMIT);
    for (int i = 3; i < RVA_TIERS_MAX; i++) {
        snprintf(name, sizeof name, "tier-%d", i);
        cr_assert_eq(rva_settings_add_tier(settings, name, NULL), RVA_OK);
    }
    cr_expect_eq(rva_settings_add_tier(settings, "more", NULL), RVA_LIMIT);
}

Test(settings, target_is_replaced)
{
    double value = 0;
    cr_expect_eq(rva_settings_set_target(settings, "growth", 0.25, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_target_at(settings, 3, &value), "growth");
    cr_expect_eq(value, 0.25);
    cr_expect_null(rva_settings_target_at(settings, 6, NULL));
}

Test(settings, target_is_removed_by_nan)
{
    cr_expect_eq(rva_settings_set_target(settings, "growth", (double)NAN, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_target_at(settings, 3, NULL), "mrr");
    cr_expect_null(rva_settings_target_at(settings, 5, NULL));
    cr_expect_eq(rva_settings_set_target(settings, "growth", (double)NAN, NULL), RVA_OK);
}

Test(settings, targets_have_limits)
{
    char name[24];
    for (int i = 6; i < RVA_TARGETS_MAX; i++) {
        snprintf(name, sizeof name, "kpi_%d", i);
        cr_assert_eq(rva_settings_set_target(settings, name, i, NULL), RVA_OK);
    }
    cr_expect_eq(rva_settings_set_target(settings, "more", 1, NULL), RVA_LIMIT);
    cr_expect_eq(rva_settings_set_target(settings, "growth", 1, NULL), RVA_OK);
    cr_expect_eq(rva_settings_set_target(settings, "growth", (double)INFINITY, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_target(settings, "growth", 2e15, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_target(settings, "Growth", 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_target(settings, "", 1, NULL), RVA_INVALID);
}

Test(settings, seasons_have_factors_above_0)
{
    static const double wrong[] = {0, -1, (double)NAN, (double)INFINITY, 1e7};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect_eq(rva_settings_set_season_factor(settings, "spring", wrong[i], &err),
                     RVA_INVALID);
        cr_expect_str_eq(err.field, "season_factors");
    }
    cr_expect_eq(rva_settings_set_season_factor(settings, "autumn", 1, &err), RVA_INVALID);
    cr_expect_str_eq(err.message, "setting \"season_factors\": no season \"autumn\"; there are "
                                  "spring, summer, fall and winter");
    cr_expect_null(rva_settings_season_factor_at(settings, 0, NULL));
}

Test(settings, all_seasons_have_factors_or_none)
{
    static const char *const seasons[] = {"winter", "spring", "fall", "summer"};
    cr_expect_eq(rva__settings_check_seasons(settings, NULL), RVA_OK);
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(rva_settings_set_season_factor(settings, seasons[i], 0.5, NULL), RVA_OK);
        cr_expect_eq(rva__settings_check_seasons(settings, &err), i < 3 ? RVA_INVALID : RVA_OK);
    }
    cr_expect_str_eq(err.message, "setting \"season_factors\": there is no factor of summer; "
                                  "give all four seasons, or none");
    rva_settings_clear_season_factors(settings);
    cr_expect_eq(rva__settings_check_seasons(settings, NULL), RVA_OK);
    cr_expect_null(rva_settings_season_factor_at(settings, 0, NULL));
}

Test(settings, seasons_begin_in_march)
{
    static const int seasons[] = {3, 3, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3};
    for (int month = 1; month <= 12; month++)
        cr_expect_eq(rva__season_of(month), seasons[month - 1]);
}

Test(settings, zones_come_in_order_of_zip)
{
    const char *borough = NULL;
    cr_assert_eq(rva_settings_set_zone(settings, "60601", "Loop", NULL), RVA_OK);
    cr_assert_eq(rva_settings_set_zone(settings, "02108", "Boston", NULL), RVA_OK);
    cr_assert_eq(rva_settings_set_zone(settings, "60601", "Chicago", NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_zone_at(settings, 0, &borough), "02108");
    cr_expect_str_eq(borough, "Boston");
    cr_expect_str_eq(rva_settings_zone_at(settings, 1, &borough), "60601");
    cr_expect_str_eq(borough, "Chicago");
    cr_expect_null(rva_settings_zone_at(settings, 2, NULL));
}

Test(settings, zones_win_over_new_york)
{
    cr_expect_str_eq(rva__settings_borough(settings, "11215"), "Brooklyn");
    cr_expect_null(rva__settings_borough(settings, "60601"));
    cr_assert_eq(rva_settings_set_zone(settings, "11215", "Park Slope", NULL), RVA_OK);
    cr_expect_str_eq(rva__settings_borough(settings, "11215"), "Park Slope");
    cr_expect_str_eq(rva__settings_borough(settings, "11216"), "Brooklyn");
    cr_expect_null(rva__settings_borough(settings, NULL));
}

Test(settings, zones_have_a_limit)
{
    char zip[24];
    for (int i = 0; i < RVA_ZONES_MAX; i++) {
        snprintf(zip, sizeof zip, "%05d", i);
        cr_assert_eq(rva_settings_set_zone(settings, zip, "Somewhere", NULL), RVA_OK);
    }
    cr_expect_eq(rva_settings_set_zone(settings, "99999", "Somewhere", NULL), RVA_LIMIT);
    cr_expect_eq(rva_settings_set_zone(settings, "00007", "Elsewhere", NULL), RVA_OK);
    cr_expect_str_eq(rva__settings_borough(settings, "00007"), "Elsewhere");
}

Test(settings, null_is_refused)
{
    cr_expect_eq(rva_settings_new(NULL, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set(NULL, "currency", "USD", NULL), RVA_INVALID);
    cr_expect_eq(set(NULL, "USD"), RVA_INVALID);
    cr_expect_eq(set("currency", NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_add_stage(NULL, "a", 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_add_tier(NULL, "a", NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_target(NULL, "a", 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_target(settings, NULL, 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_zone(NULL, "1", "a", NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_zone(settings, NULL, "a", NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_zone(settings, "1", NULL, NULL), RVA_INVALID);
    cr_expect_null(rva_settings_get(NULL, "currency"));
    cr_expect_null(rva_settings_get(settings, NULL));
    cr_expect_null(rva_settings_stage_at(NULL, 0, NULL));
    cr_expect_null(rva_settings_tier_at(NULL, 0));
    cr_expect_null(rva_settings_target_at(NULL, 0, NULL));
    cr_expect_null(rva_settings_zone_at(NULL, 0, NULL));
    cr_expect_eq(rva_settings_set_season_factor(NULL, "fall", 1, NULL), RVA_INVALID);
    cr_expect_eq(rva_settings_set_season_factor(settings, NULL, 1, NULL), RVA_INVALID);
    cr_expect_null(rva_settings_season_factor_at(NULL, 0, NULL));
    rva_settings_clear_season_factors(NULL);
    rva_settings_clear_stages(NULL);
    rva_settings_clear_tiers(NULL);
    rva_settings_free(NULL);
}

/* Settings that differ from the defaults in every part. */
static void change_all(void)
{
    set("currency", "EUR");
    set("time_zone", "Europe/Amsterdam");
    set("week_start", "Sunday");
    set("idle_timeout_hours", "48");
    set("live_window_minutes", "10");
    set("return_window_days", "0");
    set("max_values", "99");
    rva_settings_clear_stages(settings);
    rva_settings_add_stage(settings, "offer", 0, NULL);
    rva_settings_clear_tiers(settings);
    rva_settings_add_tier(settings, "gold", NULL);
    rva_settings_set_target(settings, "growth", (double)NAN, NULL);
    rva_settings_set_target(settings, "roas", 2.5, NULL);
    rva_settings_set_season_factor(settings, "summer", 1.4, NULL);
    rva_settings_set_season_factor(settings, "winter", 0.7, NULL);
    rva_settings_set_zone(settings, "60601", "Chicago", NULL);
    rva_settings_set_zone(settings, "02108", "Boston", NULL);
}

static void expect_changed(const rva_settings *other)
{
    int required = 1;
    double value = 0;
    cr_expect_str_eq(rva_settings_get(other, "currency"), "EUR");
    cr_expect_str_eq(rva_settings_get(other, "time_zone"), "Europe/Amsterdam");
    cr_expect_str_eq(rva_settings_get(other, "week_start"), "Sunday");
    cr_expect_str_eq(rva_settings_get(other, "idle_timeout_hours"), "48");
    cr_expect_str_eq(rva_settings_get(other, "live_window_minutes"), "10");
    cr_expect_str_eq(rva_settings_get(other, "return_window_days"), "0");
    cr_expect_str_eq(rva_settings_get(other, "max_values"), "99");
    cr_expect_str_eq(rva_settings_stage_at(other, 0, &required), "offer");
    cr_expect_eq(required, 0);
    cr_expect_null(rva_settings_stage_at(other, 1, NULL));
    cr_expect_str_eq(rva_settings_tier_at(other, 0), "gold");
    cr_expect_null(rva_settings_tier_at(other, 1));
    cr_expect_str_eq(rva_settings_target_at(other, 5, &value), "roas");
    cr_expect_eq(value, 2.5);
    cr_expect_null(rva_settings_target_at(other, 6, NULL));
    cr_expect_str_eq(rva_settings_season_factor_at(other, 0, &value), "summer");
    cr_expect_eq(value, 1.4);
    cr_expect_str_eq(rva_settings_season_factor_at(other, 1, &value), "winter");
    cr_expect_eq(value, 0.7);
    cr_expect_null(rva_settings_season_factor_at(other, 2, NULL));
    cr_expect_str_eq(rva__settings_borough(other, "02108"), "Boston");
    cr_expect_str_eq(rva__settings_borough(other, "60601"), "Chicago");
    cr_expect_null(rva_settings_zone_at(other, 2, NULL));
}

Test(settings, copy_is_the_same_and_its_own)
{
    rva_settings *copy = NULL;
    change_all();
    cr_assert_eq(rva__settings_copy(settings, &copy, NULL), RVA_OK);
    rva_settings_set_zone(settings, "02108", "Cambridge", NULL);
    set("currency", "USD");
    expect_changed(copy);
    rva_settings_free(copy);
}

Test(settings, come_back_from_bytes)
{
    rva__buffer bytes = {0};
    rva_settings *other = NULL;
    change_all();
    rva__settings_pack(settings, &bytes);
    cr_assert_not(bytes.failed);
    cr_assert_eq(rva__settings_unpack(bytes.data, bytes.size, &other, NULL), RVA_OK);
    expect_changed(other);
    rva_settings_free(other);
    rva__buffer_free(&bytes);
}

Test(settings, none_come_back_as_none)
{
    rva__buffer bytes = {0};
    rva_settings *other = NULL;
    rva_settings_clear_stages(settings);
    rva__settings_pack(settings, &bytes);
    cr_assert_eq(rva__settings_unpack(bytes.data, bytes.size, &other, NULL), RVA_OK);
    cr_expect_null(rva_settings_stage_at(other, 0, NULL));
    rva_settings_free(other);
    rva__buffer_free(&bytes);
}

Test(settings, unknown_keys_are_skipped)
{
    rva__buffer bytes = {0};
    rva_settings *other = NULL;
    rva__pack_map(&bytes, 2);
    rva__pack_text(&bytes, "later", 5);
    rva__pack_array(&bytes, 1);
    rva__pack_nil(&bytes);
    rva__pack_text(&bytes, "currency", 8);
    rva__pack_text(&bytes, "GBP", 3);
    cr_assert_eq(rva__settings_unpack(bytes.data, bytes.size, &other, NULL), RVA_OK);
    cr_expect_str_eq(rva_settings_get(other, "currency"), "GBP");
    rva_settings_free(other);
    rva__buffer_free(&bytes);
}

Test(settings, damaged_bytes_are_refused_or_give_valid_settings)
{
    rva__buffer bytes = {0};
    change_all();
    rva__settings_pack(settings, &bytes);
    for (size_t size = 0; size < bytes.size; size++) {
        rva_settings *other = NULL;
        cr_expect_eq(rva__settings_unpack(bytes.data, size, &other, NULL), RVA_CORRUPT);
    }
    for (size_t bit = 0; bit < bytes.size * 8; bit++) {
        rva_settings *other = NULL;
        bytes.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
        if (rva__settings_unpack(bytes.data, bytes.size, &other, NULL) == RVA_OK) {
            cr_expect_eq(strlen(other->currency), 3);
            cr_expect_leq(other->week_start, 6);
            cr_expect_geq(other->idle_timeout_hours, 1);
        }
        rva_settings_free(other);
        bytes.data[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    rva__buffer_free(&bytes);
}

Test(settings, survive_failure_of_each_allocation)
{
    rva__buffer bytes = {0};
    change_all();
    rva__settings_pack(settings, &bytes);
    const long live = rva__alloc_live();
    for (long allowed = 0;; allowed++) {
        rva_settings *made = NULL;
        rva_settings *copy = NULL;
        rva__alloc_limit(allowed);
        rva_status status = rva__settings_unpack(bytes.data, bytes.size, &made, NULL);
        if (status == RVA_OK)
            status = rva__settings_copy(made, &copy, NULL);
        rva__alloc_limit(-1);
        rva_settings_free(made);
        rva_settings_free(copy);
        cr_assert_eq(rva__alloc_live(), live);
        if (status == RVA_OK)
            break;
        cr_assert_eq(status, RVA_NO_MEMORY);
    }
    rva__buffer_free(&bytes);
}
