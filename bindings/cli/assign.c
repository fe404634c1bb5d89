/**
 * @file cli/assign.c
 * Settings as words.
 */
#include "assign.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <revanalytics/event.h>

enum { NAME_BYTES = RVA_ID_BYTES_MAX + 2 };

static const char *const plain_names[] = {
    "currency",           "time_zone",  "week_start", "idle_timeout_hours", "live_window_minutes",
    "return_window_days", "max_values",
};

enum { PLAIN_NAMES = sizeof plain_names / sizeof *plain_names };

__attribute__((format(printf, 3, 4))) static rva_status fail(rva_error *err, const char *field,
                                                             const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    err->status = RVA_INVALID;
    snprintf(err->field, sizeof err->field, "%.*s", (int)sizeof err->field - 1, field);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return RVA_INVALID;
}

typedef rva_status (*add_fn)(rva_settings *settings, char *name, rva_error *err);

static rva_status add_stage(rva_settings *settings, char *name, rva_error *err)
{
    const size_t length = strlen(name);
    const int is_required = length == 0 || name[length - 1] != '?';
    if (!is_required)
        name[length - 1] = '\0';
    return rva_settings_add_stage(settings, name, is_required, err);
}

static rva_status add_tier(rva_settings *settings, char *name, rva_error *err)
{
    return rva_settings_add_tier(settings, name, err);
}

/* "a,b,c" one after the other; nothing is an empty list. */
static rva_status add_each(rva_settings *settings, const char *list, add_fn add, rva_error *err)
{
    for (const char *at = list; *list != '\0';) {
        char name[NAME_BYTES];
        const char *end = strchrnul(at, ',');
        snprintf(name, sizeof name, "%.*s", (int)(end - at), at);
        const rva_status status = add(settings, name, err);
        if (status != RVA_OK || *end == '\0')
            return status;
        at = end + 1;
    }
    return RVA_OK;
}

static rva_status set_target(rva_settings *settings, const char *kpi, const char *value,
                             rva_error *err)
{
    char *end;
    const double number = value[0] == '\0' ? (double)NAN : strtod(value, &end);
    if (value[0] != '\0' && (*end != '\0' || !isfinite(number))) {
        return fail(err, kpi, "must be a number, rates as 0..1, money in minor units, not \"%s\"",
                    value);
    }
    return rva_settings_set_target(settings, kpi, number, err);
}

rva_status assign(rva_settings *settings, const char *name, const char *value, rva_error *err)
{
    if (strcmp(name, "stages") == 0) {
        rva_settings_clear_stages(settings);
        return add_each(settings, value, add_stage, err);
    }
    if (strcmp(name, "tiers") == 0) {
        rva_settings_clear_tiers(settings);
        return add_each(settings, value, add_tier, err);
    }
    if (strncmp(name, "target.", 7) == 0)
        return set_target(settings, name + 7, value, err);
    if (strncmp(name, "zone.", 5) == 0)
        return rva_settings_set_zone(settings, name + 5, value, err);
    return rva_settings_set(settings, name, value, err);
}

rva_status assign_word(rva_settings *settings, const char *word, rva_error *err)
{
    char name[NAME_BYTES];
    const char *equals = strchr(word, '=');
    if (equals == NULL || equals == word)
        return fail(err, "", "\"%s\" is not NAME=VALUE", word);
    snprintf(name, sizeof name, "%.*s", (int)(equals - word), word);
    return assign(settings, name, equals + 1, err);
}

static bool is_number(const char *value)
{
    char *end;
    errno = 0;
    strtoll(value, &end, 10);
    return value[0] != '\0' && *end == '\0' && errno == 0;
}

static void write_plain(const rva_settings *settings, text *to)
{
    for (size_t i = 0; i < PLAIN_NAMES; i++) {
        const char *value = rva_settings_get(settings, plain_names[i]);
        if (value == NULL)
            continue;
        text_print(to, "  \"%s\": ", plain_names[i]);
        if (is_number(value))
            text_put(to, value);
        else
            text_json(to, value);
        text_put(to, ",\n");
    }
}

static void write_stages(const rva_settings *settings, text *to)
{
    const char *name;
    int required;
    text_put(to, "  \"stages\": [");
    for (size_t i = 0; (name = rva_settings_stage_at(settings, i, &required)) != NULL; i++) {
        text_put(to, i ? ", " : "");
        text_put(to, required ? "" : "{\"name\": ");
        text_json(to, name);
        text_put(to, required ? "" : ", \"required\": false}");
    }
    text_put(to, "],\n");
}

static void write_tiers(const rva_settings *settings, text *to)
{
    const char *name;
    text_put(to, "  \"tiers\": [");
    for (size_t i = 0; (name = rva_settings_tier_at(settings, i)) != NULL; i++) {
        text_put(to, i ? ", " : "");
        text_json(to, name);
    }
    text_put(to, "],\n");
}

static void write_targets(const rva_settings *settings, text *to)
{
    const char *name;
    double value;
    text_put(to, "  \"targets\": {");
    for (size_t i = 0; (name = rva_settings_target_at(settings, i, &value)) != NULL; i++) {
        text_put(to, i ? ", " : "");
        text_json(to, name);
        text_print(to, ": %.15g", value);
    }
    text_put(to, "},\n");
}

static void write_zones(const rva_settings *settings, text *to)
{
    const char *zip;
    const char *borough;
    text_put(to, "  \"zones\": {");
    for (size_t i = 0; (zip = rva_settings_zone_at(settings, i, &borough)) != NULL; i++) {
        text_put(to, i ? ", " : "");
        text_json(to, zip);
        text_put(to, ": ");
        text_json(to, borough);
    }
    text_put(to, "}\n");
}

void assign_write(const rva_settings *settings, text *to)
{
    text_put(to, "{\n");
    write_plain(settings, to);
    write_stages(settings, to);
    write_tiers(settings, to);
    write_targets(settings, to);
    write_zones(settings, to);
    text_put(to, "}\n");
}
