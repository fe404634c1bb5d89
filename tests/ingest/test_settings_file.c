/**
 * @file tests/ingest/test_settings_file.c
 * Settings files.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "given.h"

static rva_settings *settings;
static rva_error err;

static void make(void)
{
    cr_assert(rva_settings_new(&settings, &err) == RVA_OK);
}

static void end(void)
{
    rva_settings_free(settings);
}

TestSuite(settings_file, .init = make, .fini = end);

static rva_status read_text(const char *text)
{
    return rva_ingest_settings(given_text(text), settings, &err);
}

static void expect_refused(const char *text, const char *field)
{
    cr_expect(read_text(text) == RVA_INVALID, "%s: is taken", text);
    cr_expect_str_eq(err.field, field, "%s: field \"%s\": %s", text, err.field, err.message);
}

Test(settings_file, every_key_is_read)
{
    cr_assert(read_text("{\n \"currency\": \"EUR\", \"time_zone\": \"Europe/Amsterdam\",\n"
                        " \"week_start\": \"Sunday\", \"idle_timeout_hours\": 876000,\n"
                        " \"stages\": [\"a\", {\"required\": false, \"name\": \"b\"}],\n"
                        " \"tiers\": [\"gold\"], \"targets\": {\"mrr\": 5},\n"
                        " \"season_factors\": {\"fall\": 1, \"summer\": 1.5},\n"
                        " \"zones\": {\"1011\": \"Centrum\"} }\n") == RVA_OK,
              "%s", err.message);
    int required = 1;
    double value = 0;
    const char *borough = "";
    cr_expect_str_eq(rva_settings_get(settings, "currency"), "EUR");
    cr_expect_str_eq(rva_settings_get(settings, "time_zone"), "Europe/Amsterdam");
    cr_expect_str_eq(rva_settings_get(settings, "idle_timeout_hours"), "876000");
    cr_expect_str_eq(rva_settings_stage_at(settings, 0, &required), "a");
    cr_expect(required == 1);
    cr_expect_str_eq(rva_settings_stage_at(settings, 1, &required), "b");
    cr_expect(required == 0);
    cr_expect(rva_settings_stage_at(settings, 2, NULL) == NULL);
    cr_expect_str_eq(rva_settings_tier_at(settings, 0), "gold");
    cr_expect(rva_settings_tier_at(settings, 1) == NULL);
    bool found = false;
    const char *kpi;
    for (size_t i = 0; (kpi = rva_settings_target_at(settings, i, &value)) != NULL; i++)
        found = found || (strcmp(kpi, "mrr") == 0 && value == 5);
    cr_expect(found);
    cr_expect_str_eq(rva_settings_season_factor_at(settings, 0, &value), "summer");
    cr_expect(value == 1.5);
    cr_expect_str_eq(rva_settings_season_factor_at(settings, 1, NULL), "fall");
    cr_expect(read_text("{\"season_factors\": {}}") == RVA_OK);
    cr_expect(rva_settings_season_factor_at(settings, 0, NULL) == NULL);
    cr_expect_str_eq(rva_settings_zone_at(settings, 0, &borough), "1011");
    cr_expect_str_eq(borough, "Centrum");
}

Test(settings_file, no_stages_are_no_stages)
{
    cr_assert(read_text("{\"stages\": []}") == RVA_OK);
    cr_expect(rva_settings_stage_at(settings, 0, NULL) == NULL);
}

Test(settings_file, what_is_not_said_stays)
{
    cr_assert(read_text("{}") == RVA_OK);
    cr_expect_str_eq(rva_settings_get(settings, "currency"), "USD");
    cr_expect_str_eq(rva_settings_stage_at(settings, 0, NULL), "welcome");
}

Test(settings_file, an_unknown_key_is_named)
{
    expect_refused("{\"curency\": \"EUR\"}", "curency");
}

Test(settings_file, a_wrong_type_is_named)
{
    expect_refused("{\"currency\": 5}", "currency");
    expect_refused("{\"stages\": \"a\"}", "stages");
    expect_refused("{\"stages\": [1]}", "stages");
    expect_refused("{\"stages\": [{\"name\": \"a\", \"needed\": true}]}", "stages");
    expect_refused("{\"tiers\": [null]}", "tiers");
    expect_refused("{\"targets\": {\"mrr\": \"5\"}}", "targets");
    expect_refused("{\"season_factors\": {\"fall\": \"1\"}}", "season_factors");
    expect_refused("{\"season_factors\": [1, 1, 1, 1]}", "season_factors");
    expect_refused("{\"season_factors\": {\"autumn\": 1}}", "season_factors");
    expect_refused("{\"zones\": {\"1011\": 5}}", "zones");
    expect_refused("{\"idle_timeout_hours\": \"72\"}", "idle_timeout_hours");
}

Test(settings_file, what_is_no_object_is_refused)
{
    static const char *const texts[] = {
        "", " \n", "[]", "5", "{", "{\"a\"}", "{\"currency\":}", "{\"currency\":\"EUR\"} x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cr_expect(read_text(texts[i]) == RVA_INVALID, "%s: is taken", texts[i]);
}

Test(settings_file, a_key_given_twice_is_refused)
{
    expect_refused("{\"currency\":\"USD\",\"currency\":\"EUR\"}", "");
    expect_refused("{\"zones\":{\"1011\":\"a\",\"1012\":\"b\",\"1011\":\"c\"}}", "zones");
    expect_refused("{\"targets\":{\"mrr\":1,\"mrr\":2}}", "targets");
    expect_refused("{\"stages\":[{\"name\":\"a\",\"name\":\"b\"}]}", "stages");
    cr_expect(read_text("{\"stages\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"zones\":{}}") == RVA_OK,
              "%s", err.message);
}
