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

#include "command.h"
#include "complain.h"

enum { NAME_BYTES = RVA_ID_BYTES_MAX + 2 };

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

/* Takes the first of "a,b,c"; where the next begins, or NULL after the last. */
static const char *take_name(const char *list, char out[NAME_BYTES])
{
    const char *end = strchrnul(list, ',');
    snprintf(out, NAME_BYTES, "%.*s", (int)(end - list), list);
    return *end == '\0' ? NULL : end + 1;
}

/* "a,b,c" one after the other; nothing is an empty list. */
static rva_status add_each(rva_settings *settings, const char *list, add_fn add, rva_error *err)
{
    rva_status status = RVA_OK;
    char name[NAME_BYTES];
    for (const char *at = list[0] != '\0' ? list : NULL; at != NULL && status == RVA_OK;) {
        at = take_name(at, name);
        status = add(settings, name, err);
    }
    return status;
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

static rva_status add_attribute(rva_settings *settings, char *name, rva_error *err)
{
    return rva_settings_add_attribute(settings, name, err);
}

static rva_status add_strict(rva_settings *settings, char *name, rva_error *err)
{
    return rva_settings_add_strict(settings, name, err);
}

/* spring:1.2 */
static rva_status add_season_factor(rva_settings *settings, char *word, rva_error *err)
{
    char *colon = strchr(word, ':');
    char *end = word;
    const double factor = colon ? strtod(colon + 1, &end) : (double)NAN;
    if (colon == NULL || end == colon + 1 || *end != '\0')
        return fail(err, "season_factors", "\"%s\" is not SEASON:NUMBER, as spring:1.2", word);
    *colon = '\0';
    return rva_settings_set_season_factor(settings, word, factor, err);
}

/* The settings that are lists. */
static const struct {
    const char *name;
    void (*clear)(rva_settings *settings);
    add_fn add;
} lists[] = {
    {"stages", rva_settings_clear_stages, add_stage},
    {"tiers", rva_settings_clear_tiers, add_tier},
    {"attributes", rva_settings_clear_attributes, add_attribute},
    {"strict", rva_settings_clear_strict, add_strict},
    {"season_factors", rva_settings_clear_season_factors, add_season_factor},
};

/* alias.DIMENSION.SPELLING=NAME; a dimension has no point in its name, a spelling may. */
static rva_status set_alias(rva_settings *settings, const char *name, const char *value,
                            rva_error *err)
{
    char dimension[NAME_BYTES];
    const char *point = strchr(name, '.');
    if (point == NULL)
        return fail(err, "alias", "\"alias.%s\" is not alias.DIMENSION.SPELLING=NAME", name);
    snprintf(dimension, sizeof dimension, "%.*s", (int)(point - name), name);
    return rva_settings_set_alias(settings, dimension, point + 1, value, err);
}

/* value.DIMENSION=A,B adds names that are known. */
static rva_status add_values(rva_settings *settings, const char *dimension, const char *list,
                             rva_error *err)
{
    rva_status status = RVA_OK;
    char name[NAME_BYTES];
    for (const char *at = list; at != NULL && status == RVA_OK;) {
        at = take_name(at, name);
        status = rva_settings_add_value(settings, dimension, name, err);
    }
    return status;
}

rva_status assign(rva_settings *settings, const char *name, const char *value, rva_error *err)
{
    const size_t size = strlen(name);
    const bool adds = size > 0 && name[size - 1] == '+';
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strncmp(name, lists[i].name, size - adds) != 0 || lists[i].name[size - adds] != '\0')
            continue;
        if (!adds)
            lists[i].clear(settings);
        return add_each(settings, value, lists[i].add, err);
    }
    if (strncmp(name, "target.", 7) == 0)
        return set_target(settings, name + 7, value, err);
    if (strncmp(name, "zone.", 5) == 0)
        return rva_settings_set_zone(settings, name + 5, value, err);
    if (strncmp(name, "alias.", 6) == 0)
        return set_alias(settings, name + 6, value, err);
    if (strncmp(name, "value.", 6) == 0)
        return add_values(settings, name + 6, value, err);
    return rva_settings_set(settings, name, value, err);
}

rva_status assign_word(rva_settings *settings, const char *word, rva_error *err)
{
    char name[2 * NAME_BYTES];
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
    const char *name;
    for (size_t i = 0; (name = rva_settings_name_at(i)) != NULL; i++) {
        const char *value = rva_settings_get(settings, name);
        if (value[0] == '\0') /* not set */
            continue;
        text_print(to, "  \"%s\": ", name);
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

/* A list of names. */
static void write_names(const rva_settings *settings, const char *key,
                        const char *(*name_at)(const rva_settings *, size_t), text *to)
{
    const char *name;
    text_print(to, "  \"%s\": [", key);
    for (size_t i = 0; (name = name_at(settings, i)) != NULL; i++) {
        text_put(to, i ? ", " : "");
        text_json(to, name);
    }
    text_put(to, "],\n");
}

/* Numbers by name. */
static void write_numbers(const rva_settings *settings, const char *key,
                          const char *(*number_at)(const rva_settings *, size_t, double *),
                          text *to)
{
    const char *name;
    double value;
    text_print(to, "  \"%s\": {", key);
    for (size_t i = 0; (name = number_at(settings, i, &value)) != NULL; i++) {
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
    text_put(to, "},\n");
}

/* Closes the object of a dimension and opens that of the next, in the order they come. */
static void write_dimension(text *to, const char *before, const char *dimension, char open,
                            char close)
{
    const bool is_same = before != NULL && strcmp(before, dimension) == 0;
    if (is_same) {
        text_put(to, ", ");
        return;
    }
    if (before != NULL)
        text_print(to, "%c, ", close);
    text_json(to, dimension);
    text_print(to, ": %c", open);
}

static void write_aliases(const rva_settings *settings, text *to)
{
    const char *dimension, *spelling, *name;
    const char *before = NULL;
    text_put(to, "  \"aliases\": {");
    for (size_t i = 0; (dimension = rva_settings_alias_at(settings, i, &spelling, &name)); i++) {
        write_dimension(to, before, dimension, '{', '}');
        text_json(to, spelling);
        text_put(to, ": ");
        text_json(to, name);
        before = dimension;
    }
    text_put(to, before ? "}},\n" : "},\n");
}

static void write_values(const rva_settings *settings, text *to)
{
    const char *dimension, *value;
    const char *before = NULL;
    text_put(to, "  \"values\": {");
    for (size_t i = 0; (dimension = rva_settings_value_at(settings, i, &value)); i++) {
        write_dimension(to, before, dimension, '[', ']');
        text_json(to, value);
        before = dimension;
    }
    text_put(to, before ? "]}\n" : "}\n");
}

int assign_failed(const char *what, const rva_error *err)
{
    const int code = complain_error(what, err);
    const bool is_of_setting =
        err->field[0] != '\0' && strcmp(err->field, "path") != 0 &&
        (err->status == RVA_EXISTS || err->status == RVA_LIMIT || err->status == RVA_NOT_FOUND);
    return err->status == RVA_INVALID || is_of_setting ? CLI_USAGE : code;
}

void assign_write(const rva_settings *settings, text *to)
{
    text_put(to, "{\n");
    write_plain(settings, to);
    write_stages(settings, to);
    write_names(settings, "tiers", rva_settings_tier_at, to);
    write_numbers(settings, "targets", rva_settings_target_at, to);
    write_numbers(settings, "season_factors", rva_settings_season_factor_at, to);
    write_zones(settings, to);
    write_names(settings, "attributes", rva_settings_attribute_at, to);
    write_names(settings, "strict", rva_settings_strict_at, to);
    write_aliases(settings, to);
    write_values(settings, to);
    text_put(to, "}\n");
}
