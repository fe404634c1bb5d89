/**
 * @file model/settings_pack.c
 * Settings as bytes in a store.
 *
 * A map by name, so that a later version can add to it.  What is read goes through the
 * same setters as what callers give: stored settings are as valid as any.
 */
#include "model/settings_pack.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/msgpack.h"
#include "model/settings.h"

enum { KEYS = 17, DEPTH_MAX = 8, INTEGER_BYTES = 24 };

/* The settings that are stored as texts, and those stored as whole numbers. */
static const char *const texts[] = {"currency", "time_zone", "week_start", "earliest_at"};
static const char *const integers[] = {"idle_timeout_hours", "live_window_minutes",
                                       "return_window_days", "max_values"};

enum { TEXTS = sizeof texts / sizeof texts[0], INTEGERS = sizeof integers / sizeof integers[0] };

static void pack_text(rva__buffer *to, const char *text)
{
    rva__pack_text(to, text, strlen(text));
}

/** Names of RVA__NAME_BYTES each. */
static void pack_names(rva__buffer *to, const char *key, const char *names, size_t count)
{
    pack_text(to, key);
    rva__pack_array(to, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        pack_text(to, names + i * RVA__NAME_BYTES);
}

/** Dimension, name and value of each, one after the other. */
static void pack_pairs(rva__buffer *to, const char *key, const rva__pairs *pairs)
{
    pack_text(to, key);
    rva__pack_array(to, (uint32_t)(3 * pairs->count));
    for (size_t i = 0; i < pairs->count; i++) {
        pack_text(to, pairs->items[i].dimension);
        pack_text(to, pairs->items[i].name);
        pack_text(to, pairs->items[i].value);
    }
}

static void pack_season_factors(const rva_settings *settings, rva__buffer *to)
{
    const char *season;
    double factor;
    uint32_t count = 0;
    while (rva_settings_season_factor_at(settings, count, NULL) != NULL)
        count++;
    pack_text(to, "season_factors");
    rva__pack_map(to, count);
    for (size_t i = 0; (season = rva_settings_season_factor_at(settings, i, &factor)); i++) {
        pack_text(to, season);
        rva__pack_real(to, factor);
    }
}

void rva__settings_pack(const rva_settings *settings, rva__buffer *to)
{
    const int64_t values[INTEGERS] = {settings->idle_timeout_hours, settings->live_window_minutes,
                                      settings->return_window_days, settings->max_values};

    rva__pack_map(to, KEYS);
    for (size_t i = 0; i < TEXTS; i++) {
        pack_text(to, texts[i]);
        pack_text(to, rva_settings_get(settings, texts[i]));
    }
    for (size_t i = 0; i < INTEGERS; i++) {
        pack_text(to, integers[i]);
        rva__pack_integer(to, values[i]);
    }
    pack_text(to, "stages");
    rva__pack_map(to, (uint32_t)settings->stage_count);
    for (size_t i = 0; i < settings->stage_count; i++) {
        pack_text(to, settings->stages[i].name);
        rva__pack_bool(to, settings->stages[i].required != 0);
    }
    pack_names(to, "tiers", settings->tiers[0], settings->tier_count);
    pack_text(to, "targets");
    rva__pack_map(to, (uint32_t)settings->target_count);
    for (size_t i = 0; i < settings->target_count; i++) {
        pack_text(to, settings->targets[i].kpi);
        rva__pack_real(to, settings->targets[i].value);
    }
    pack_season_factors(settings, to);
    pack_text(to, "zones");
    rva__pack_map(to, (uint32_t)settings->zones.count);
    for (size_t i = 0; i < settings->zones.count; i++) {
        pack_text(to, settings->zones.items[i].name);
        pack_text(to, settings->zones.items[i].value);
    }
    pack_names(to, "attributes", settings->attributes[0], settings->attribute_count);
    pack_names(to, "strict", settings->strict[0], settings->strict_count);
    pack_pairs(to, "aliases", &settings->aliases);
    pack_pairs(to, "values", &settings->values);
}

static rva_status damaged(rva_error *err)
{
    return rva__fail(err, RVA_CORRUPT,
                     "the stored settings are damaged; restore the store from a "
                     "backup");
}

/* Takes a text as one that ends in NUL; longer ones and such with a NUL inside fail. */
static rva_status take_text(rva__cursor *from, char out[RVA__NAME_BYTES], rva_error *err)
{
    size_t size = 0;
    const char *text = rva__unpack_text(from, &size);
    if (text == NULL || size >= RVA__NAME_BYTES || memchr(text, '\0', size) != NULL)
        return damaged(err);
    memcpy(out, text, size);
    out[size] = '\0';
    return RVA_OK;
}

static rva_status take_stages(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    rva_settings_clear_stages(settings);
    for (uint32_t left = rva__unpack_map(from); left > 0; left--) {
        char name[RVA__NAME_BYTES];
        RVA__TRY(take_text(from, name, err));
        RVA__TRY(rva_settings_add_stage(settings, name, rva__unpack_bool(from), err));
    }
    return RVA_OK;
}

/** Takes a list of names with the function that adds one. */
static rva_status take_names(rva__cursor *from, rva_settings *settings,
                             rva_status (*add)(rva_settings *, const char *, rva_error *),
                             rva_error *err)
{
    for (uint32_t left = rva__unpack_array(from); left > 0; left--) {
        char name[RVA__NAME_BYTES];
        RVA__TRY(take_text(from, name, err));
        RVA__TRY(add(settings, name, err));
    }
    return RVA_OK;
}

static rva_status add_value(rva_settings *settings, const rva__pair *value, rva_error *err)
{
    return rva_settings_add_value(settings, value->dimension, value->name, err);
}

static rva_status add_alias(rva_settings *settings, const rva__pair *alias, rva_error *err)
{
    return rva_settings_set_alias(settings, alias->dimension, alias->name, alias->value, err);
}

static rva_status take_pairs(rva__cursor *from, rva_settings *settings,
                             rva_status (*add)(rva_settings *, const rva__pair *, rva_error *),
                             rva_error *err)
{
    for (uint32_t left = rva__unpack_array(from); left > 0; left -= 3) {
        rva__pair pair;
        if (left < 3)
            return damaged(err);
        RVA__TRY(take_text(from, pair.dimension, err));
        RVA__TRY(take_text(from, pair.name, err));
        RVA__TRY(take_text(from, pair.value, err));
        RVA__TRY(add(settings, &pair, err));
    }
    return RVA_OK;
}

static rva_status take_targets(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    settings->target_count = 0;
    for (uint32_t left = rva__unpack_map(from); left > 0; left--) {
        char kpi[RVA__NAME_BYTES];
        RVA__TRY(take_text(from, kpi, err));
        RVA__TRY(rva_settings_set_target(settings, kpi, rva__unpack_real(from), err));
    }
    return RVA_OK;
}

static rva_status take_season_factors(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    for (uint32_t left = rva__unpack_map(from); left > 0; left--) {
        char season[RVA__NAME_BYTES];
        RVA__TRY(take_text(from, season, err));
        RVA__TRY(rva_settings_set_season_factor(settings, season, rva__unpack_real(from), err));
    }
    return RVA_OK;
}

/* Zones are stored in order; taken in any other they would cost a move each. */
static rva_status take_zones(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    char before[RVA__NAME_BYTES] = "";
    for (uint32_t left = rva__unpack_map(from); left > 0; left--) {
        char zip[RVA__NAME_BYTES];
        char borough[RVA__NAME_BYTES];
        RVA__TRY(take_text(from, zip, err));
        RVA__TRY(take_text(from, borough, err));
        if (strcmp(zip, before) <= 0)
            return damaged(err);
        RVA__TRY(rva_settings_set_zone(settings, zip, borough, err));
        strcpy(before, zip);
    }
    return RVA_OK;
}

static bool is_one_of(const char *key, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(key, names[i]) == 0)
            return true;
    return false;
}

/** A list of names, in place of the default one. */
static rva_status take_tiers(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    rva_settings_clear_tiers(settings);
    return take_names(from, settings, rva_settings_add_tier, err);
}

static rva_status take_attributes(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    return take_names(from, settings, rva_settings_add_attribute, err);
}

static rva_status take_strict(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    return take_names(from, settings, rva_settings_add_strict, err);
}

static rva_status take_aliases(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    return take_pairs(from, settings, add_alias, err);
}

static rva_status take_values(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    return take_pairs(from, settings, add_value, err);
}

/* The settings that are more than one word. */
static const struct {
    const char *key;
    rva_status (*take)(rva__cursor *from, rva_settings *settings, rva_error *err);
} lists[] = {
    {"stages", take_stages},   {"tiers", take_tiers},   {"targets", take_targets},
    {"zones", take_zones},     {"strict", take_strict}, {"attributes", take_attributes},
    {"aliases", take_aliases}, {"values", take_values}, {"season_factors", take_season_factors},
};

static rva_status take_setting(rva__cursor *from, rva_settings *settings, rva_error *err)
{
    char key[RVA__NAME_BYTES];
    char value[RVA__NAME_BYTES];
    RVA__TRY(take_text(from, key, err));
    if (is_one_of(key, texts, TEXTS)) {
        RVA__TRY(take_text(from, value, err));
        return rva_settings_set(settings, key, value, err);
    }
    if (is_one_of(key, integers, INTEGERS)) {
        snprintf(value, INTEGER_BYTES, "%lld", (long long)rva__unpack_integer(from));
        return rva_settings_set(settings, key, value, err);
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(key, lists[i].key) == 0)
            return lists[i].take(from, settings, err);
    rva__unpack_skip(from, DEPTH_MAX);
    return RVA_OK;
}

rva_status rva__settings_unpack(const void *bytes, size_t size, rva_settings **out, rva_error *err)
{
    rva_settings *settings = NULL;
    RVA__TRY(rva_settings_new(&settings, err));
    rva__cursor from = rva__cursor_over(bytes, size);
    rva_status status = RVA_OK;
    for (uint32_t left = rva__unpack_map(&from); left > 0 && status == RVA_OK; left--)
        status = from.failed ? RVA_CORRUPT : take_setting(&from, settings, err);
    if (status == RVA_OK && !from.failed) {
        *out = settings;
        return RVA_OK;
    }
    rva_settings_free(settings);
    return status == RVA_NO_MEMORY ? status : damaged(err);
}
