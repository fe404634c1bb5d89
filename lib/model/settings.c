/**
 * @file model/settings.c
 * What a store is told when it is created.
 *
 * Every setter checks what it is given, so settings are valid at all times; only whether
 * the time zone exists is known no sooner than where its rules are loaded.
 */
#include "model/settings.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <revanalytics/event.h>

#include "core/alloc.h"
#include "core/day.h"
#include "core/error.h"
#include "core/text.h"
#include "model/name.h"

enum {
    IDLE_TIMEOUT_HOURS_DEFAULT = 72,
    IDLE_TIMEOUT_HOURS_MAX = 876000,
    LIVE_WINDOW_MINUTES_DEFAULT = 5,
    LIVE_WINDOW_MINUTES_MAX = 525600,
    RETURN_WINDOW_DAYS_DEFAULT = 14,
    RETURN_WINDOW_DAYS_MAX = 36500,
    VALUES_DEFAULT = 10000,
    VALUES_MAX = 1000000,
    TEXT_BYTES = 8, /* of a number: all limits above have at most seven digits */
    NUMBERS = 4,
    WEEKDAYS = 7,
};

/* The settings that are numbers, and what they may be. */
static const struct number {
    const char *name;
    size_t offset;
    int64_t min;
    int64_t max;
} numbers[NUMBERS] = {
    {"idle_timeout_hours", offsetof(rva_settings, idle_timeout_hours), 1, IDLE_TIMEOUT_HOURS_MAX},
    {"live_window_minutes", offsetof(rva_settings, live_window_minutes), 1,
     LIVE_WINDOW_MINUTES_MAX},
    {"return_window_days", offsetof(rva_settings, return_window_days), 0, RETURN_WINDOW_DAYS_MAX},
    {"max_values", offsetof(rva_settings, max_values), 1, VALUES_MAX},
};

/* The year 1990. */
#define EARLIEST_DEFAULT (7305 * RVA__DAY_US)

_Static_assert((int)RVA__EARLIEST_BYTES >= (int)RVA_INSTANT_BYTES, "an instant fits");
_Static_assert(sizeof((rva_settings *)0)->text == NUMBERS * TEXT_BYTES, "a place for each number");

static const char *const weekdays[WEEKDAYS] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};

static rva_status set_defaults(rva_settings *settings, rva_error *err)
{
    static const char *const stages[] = {"welcome", "interest_assessment", "location_qualification",
                                         "bill_discovery", "homeowner_verification"};
    static const char *const tiers[] = {"premium", "standard", "basic"};
    static const struct {
        const char *kpi;
        double value;
    } targets[] = {
        {"qualified_rate", 0.60},  {"revenue_per_lead", 15000},
        {"acceptance_rate", 0.90}, {"growth", 0.50},
        {"mrr", 1500000},          {"mrr_month_3", 5000000},
    };

    strcpy(settings->currency, "USD");
    strcpy(settings->time_zone, "America/New_York");
    settings->idle_timeout_hours = IDLE_TIMEOUT_HOURS_DEFAULT;
    settings->live_window_minutes = LIVE_WINDOW_MINUTES_DEFAULT;
    settings->return_window_days = RETURN_WINDOW_DAYS_DEFAULT;
    settings->max_values = VALUES_DEFAULT;
    settings->earliest_at = EARLIEST_DEFAULT;
    settings->pipeline_item_minor = RVA_ABSENT;
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
        RVA__TRY(rva_settings_add_stage(settings, stages[i], 1, err));
    for (size_t i = 0; i < sizeof tiers / sizeof tiers[0]; i++)
        RVA__TRY(rva_settings_add_tier(settings, tiers[i], err));
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        RVA__TRY(rva_settings_set_target(settings, targets[i].kpi, targets[i].value, err));
    return RVA_OK;
}

rva_status rva_settings_new(rva_settings **out, rva_error *err)
{
    if (out == NULL)
        return rva__fail(err, RVA_INVALID, "out is NULL");
    rva_settings *settings = rva__alloc_zero(1, sizeof *settings);
    if (settings == NULL)
        return rva__fail_memory(err);
    const rva_status status = set_defaults(settings, err);
    if (status != RVA_OK) {
        rva_settings_free(settings);
        return status;
    }
    *out = settings;
    return RVA_OK;
}

void rva_settings_free(rva_settings *settings)
{
    if (settings == NULL)
        return;
    rva__pairs_free(&settings->zones);
    rva__pairs_free(&settings->aliases);
    rva__pairs_free(&settings->values);
    rva__alloc_free(settings);
}

rva_status rva__settings_copy(const rva_settings *from, rva_settings **out, rva_error *err)
{
    rva_settings *settings = rva__alloc(sizeof *settings);
    if (settings == NULL)
        return rva__fail_memory(err);
    *settings = *from;
    settings->zones = settings->aliases = settings->values = (rva__pairs){0};
    rva_status status = rva__pairs_copy(&from->zones, &settings->zones, err);
    if (status == RVA_OK)
        status = rva__pairs_copy(&from->aliases, &settings->aliases, err);
    if (status == RVA_OK)
        status = rva__pairs_copy(&from->values, &settings->values, err);
    if (status != RVA_OK) {
        rva_settings_free(settings);
        return status;
    }
    *out = settings;
    return RVA_OK;
}

static bool is_zone_letter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || (letter != '\0' && strchr("_+-/", letter) != NULL);
}

static bool is_zone_name(const char *name)
{
    const size_t size = strnlen(name, RVA__NAME_BYTES);
    if (size == 0 || size == RVA__NAME_BYTES || name[0] == '/' || name[size - 1] == '/')
        return false;
    for (size_t i = 0; i < size; i++)
        if (!is_zone_letter(name[i]) || (name[i] == '/' && name[i + 1] == '/'))
            return false;
    return true;
}

static rva_status set_number(rva_settings *settings, const struct number *number, const char *value,
                             rva_error *err)
{
    int64_t given = 0;
    if (!rva__text_integer(value, strlen(value), &given) || given < number->min ||
        given > number->max)
        return rva__fail_field(err, RVA_INVALID, number->name,
                               "setting \"%s\": it must be a whole number from %lld to %lld",
                               number->name, (long long)number->min, (long long)number->max);
    memcpy((char *)settings + number->offset, &given, sizeof given);
    return RVA_OK;
}

static rva_status set_week_start(rva_settings *settings, const char *value, rva_error *err)
{
    for (int64_t day = 0; day < WEEKDAYS; day++)
        if (strcmp(value, weekdays[day]) == 0) {
            settings->week_start = day;
            return RVA_OK;
        }
    return rva__fail_field(err, RVA_INVALID, "week_start",
                           "setting \"week_start\": it must be an English name of a day, from "
                           "Monday to Sunday");
}

/** A day of UTC, or an instant. */
static rva_status set_earliest(rva_settings *settings, const char *value, rva_error *err)
{
    int64_t at = RVA_ABSENT;
    char day[sizeof "2026-03-01T00:00:00Z"];
    if (strlen(value) == sizeof "2026-03-01" - 1) {
        snprintf(day, sizeof day, "%sT00:00:00Z", value);
        value = day;
    }
    if (rva_instant_parse(value, &at, NULL) != RVA_OK || at < 0 || at > RVA__EVENT_AT_MAX)
        return rva__fail_field(err, RVA_INVALID, "earliest_at",
                               "setting \"earliest_at\": it must be a day or an instant from "
                               "1970 to 2199, as 1990-01-01 or 1990-01-01T00:00:00Z");
    settings->earliest_at = at;
    return RVA_OK;
}

/** As a day when it is the beginning of one. */
static const char *write_earliest(const rva_settings *settings)
{
    /* Only the room for this text changes. */
    char *text = ((rva_settings *)(uintptr_t)settings)->earliest_text;
    rva_instant_format(settings->earliest_at, text);
    if (settings->earliest_at % RVA__DAY_US == 0)
        text[sizeof "2026-03-01" - 1] = '\0';
    return text;
}

/** A local day; nothing for that of the earliest conversation or transaction. */
static rva_status set_targets_from(rva_settings *settings, const char *value, rva_error *err)
{
    int32_t day = 0;
    if (value[0] != '\0' && (!rva__day_read(value, &day) || day > RVA__EVENT_AT_MAX / RVA__DAY_US))
        return rva__fail_field(
            err, RVA_INVALID, "targets_from",
            "setting \"targets_from\": got \"%.20s\"; it must be a day from 1970 "
            "to 2199, as 2026-03-01, or nothing",
            value);
    strcpy(settings->targets_from, value);
    return RVA_OK;
}

/** Money, or nothing. */
static rva_status set_pipeline_item(rva_settings *settings, const char *value, rva_error *err)
{
    int64_t given = RVA_ABSENT;
    if (value[0] != '\0' && (!rva__text_integer(value, strlen(value), &given) || given < 0 ||
                             given > RVA_AMOUNT_MINOR_MAX))
        return rva__fail_field(err, RVA_INVALID, "pipeline_item_minor",
                               "setting \"pipeline_item_minor\": it must be a whole number of "
                               "minor units from 0 to %lld, or nothing",
                               (long long)RVA_AMOUNT_MINOR_MAX);
    settings->pipeline_item_minor = given;
    return RVA_OK;
}

static const char *write_pipeline_item(const rva_settings *settings)
{
    /* Only the room for this text changes. */
    char *text = ((rva_settings *)(uintptr_t)settings)->pipeline_item_text;
    text[0] = '\0';
    if (settings->pipeline_item_minor != RVA_ABSENT)
        snprintf(text, RVA__AMOUNT_BYTES, "%lld", (long long)settings->pipeline_item_minor);
    return text;
}

static const struct number *number_find(const char *name)
{
    for (size_t i = 0; i < NUMBERS; i++)
        if (strcmp(numbers[i].name, name) == 0)
            return &numbers[i];
    return NULL;
}

static const char *const text_names[] = {"currency",    "time_zone",    "week_start",
                                         "earliest_at", "targets_from", "pipeline_item_minor"};

enum { TEXT_NAMES = sizeof text_names / sizeof *text_names };

const char *rva_settings_name_at(size_t index)
{
    if (index < TEXT_NAMES)
        return text_names[index];
    return index - TEXT_NAMES < NUMBERS ? numbers[index - TEXT_NAMES].name : NULL;
}

static rva_status refuse_name(const char *name, rva_error *err)
{
    char names[RVA_ERROR_MESSAGE_BYTES] = "";
    for (size_t i = 0; i < TEXT_NAMES + NUMBERS; i++)
        rva__text_list(names, sizeof names, rva_settings_name_at(i), i + 1 == TEXT_NAMES + NUMBERS);
    return rva__fail_field(err, RVA_INVALID, "name", "no setting \"%.60s\"; there are %s", name,
                           names);
}

rva_status rva_settings_set(rva_settings *settings, const char *name, const char *value,
                            rva_error *err)
{
    if (settings == NULL || name == NULL || value == NULL)
        return rva__fail(err, RVA_INVALID, "the settings, the name or the value is NULL");
    const struct number *number = number_find(name);
    if (number != NULL)
        return set_number(settings, number, value, err);
    if (strcmp(name, "week_start") == 0)
        return set_week_start(settings, value, err);
    if (strcmp(name, "earliest_at") == 0)
        return set_earliest(settings, value, err);
    if (strcmp(name, "targets_from") == 0)
        return set_targets_from(settings, value, err);
    if (strcmp(name, "pipeline_item_minor") == 0)
        return set_pipeline_item(settings, value, err);
    if (strcmp(name, "currency") == 0) {
        if (!rva__name_is_known_currency(value))
            return rva__fail_field(err, RVA_INVALID, name,
                                   "setting \"currency\": got \"%.20s\"; it must be a code of ISO "
                                   "4217, three capital letters as USD",
                                   value);
        strcpy(settings->currency, value);
        return RVA_OK;
    }
    if (strcmp(name, "time_zone") == 0) {
        if (!is_zone_name(value))
            return rva__fail_field(err, RVA_INVALID, name,
                                   "setting \"time_zone\": it must be a name of the time zone "
                                   "database, as America/New_York");
        strcpy(settings->time_zone, value);
        return RVA_OK;
    }
    return refuse_name(name, err);
}

/* Writes a number of up to seven digits. */
static void write_number(int64_t value, char out[TEXT_BYTES])
{
    char digits[TEXT_BYTES];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0 && count < TEXT_BYTES - 1);
    for (size_t i = 0; i < count; i++)
        out[i] = digits[count - 1 - i];
    out[count] = '\0';
}

const char *rva_settings_get(const rva_settings *settings, const char *name)
{
    if (settings == NULL || name == NULL)
        return NULL;
    if (strcmp(name, "currency") == 0)
        return settings->currency;
    if (strcmp(name, "time_zone") == 0)
        return settings->time_zone;
    if (strcmp(name, "week_start") == 0)
        return weekdays[settings->week_start];
    if (strcmp(name, "earliest_at") == 0)
        return write_earliest(settings);
    if (strcmp(name, "targets_from") == 0)
        return settings->targets_from;
    if (strcmp(name, "pipeline_item_minor") == 0)
        return write_pipeline_item(settings);
    const struct number *number = number_find(name);
    if (number == NULL)
        return NULL;
    int64_t value;
    memcpy(&value, (const char *)settings + number->offset, sizeof value);
    /* Only the room for this text changes, and each number has its own. */
    char *text = ((rva_settings *)(uintptr_t)settings)->text + (number - numbers) * TEXT_BYTES;
    write_number(value, text);
    return text;
}

void rva_settings_clear_stages(rva_settings *settings)
{
    if (settings != NULL)
        settings->stage_count = 0;
}

rva_status rva_settings_add_stage(rva_settings *settings, const char *name, int required,
                                  rva_error *err)
{
    if (settings == NULL)
        return rva__fail(err, RVA_INVALID, "the settings are NULL");
    char taken[RVA__NAME_BYTES];
    RVA__TRY(rva__name_take("stages", name, taken, err));
    for (size_t i = 0; i < settings->stage_count; i++)
        if (strcmp(settings->stages[i].name, taken) == 0)
            return rva__fail_field(err, RVA_EXISTS, "stages",
                                   "stage \"%s\" is there already; give each stage its own name",
                                   taken);
    if (settings->stage_count == RVA_STAGES_MAX)
        return rva__fail_field(err, RVA_LIMIT, "stages", "there are %d stages, which is the most",
                               RVA_STAGES_MAX);
    rva__stage *stage = &settings->stages[settings->stage_count++];
    strcpy(stage->name, taken);
    stage->required = required != 0;
    return RVA_OK;
}

const char *rva_settings_stage_at(const rva_settings *settings, size_t index, int *required)
{
    if (settings == NULL || index >= settings->stage_count)
        return NULL;
    if (required != NULL)
        *required = (int)settings->stages[index].required;
    return settings->stages[index].name;
}

void rva_settings_clear_tiers(rva_settings *settings)
{
    if (settings != NULL)
        settings->tier_count = 0;
}

rva_status rva_settings_add_tier(rva_settings *settings, const char *name, rva_error *err)
{
    if (settings == NULL)
        return rva__fail(err, RVA_INVALID, "the settings are NULL");
    char taken[RVA__NAME_BYTES];
    RVA__TRY(rva__name_take("tiers", name, taken, err));
    for (size_t i = 0; i < settings->tier_count; i++)
        if (strcmp(settings->tiers[i], taken) == 0)
            return rva__fail_field(err, RVA_EXISTS, "tiers",
                                   "tier \"%s\" is there already; give each tier its own name",
                                   taken);
    if (settings->tier_count == RVA_TIERS_MAX)
        return rva__fail_field(err, RVA_LIMIT, "tiers", "there are %d tiers, which is the most",
                               RVA_TIERS_MAX);
    strcpy(settings->tiers[settings->tier_count++], taken);
    return RVA_OK;
}

const char *rva_settings_tier_at(const rva_settings *settings, size_t index)
{
    return settings != NULL && index < settings->tier_count ? settings->tiers[index] : NULL;
}

static bool is_kpi_name(const char *name)
{
    const size_t size = strnlen(name, RVA__NAME_BYTES);
    if (size == 0 || size == RVA__NAME_BYTES || name[0] < 'a' || name[0] > 'z')
        return false;
    for (size_t i = 0; i < size; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
              name[i] == '_'))
            return false;
    return true;
}

static size_t target_find(const rva_settings *settings, const char *kpi)
{
    size_t index = 0;
    while (index < settings->target_count && strcmp(settings->targets[index].kpi, kpi) != 0)
        index++;
    return index;
}

rva_status rva_settings_set_target(rva_settings *settings, const char *kpi, double value,
                                   rva_error *err)
{
    if (settings == NULL || kpi == NULL)
        return rva__fail(err, RVA_INVALID, "the settings or the KPI is NULL");
    if (!is_kpi_name(kpi))
        return rva__fail_field(err, RVA_INVALID, "targets",
                               "setting \"targets\": a KPI is named by small letters, digits and "
                               "underscores, as qualified_rate");
    if (isinf(value) || fabs(value) > (double)RVA_AMOUNT_MINOR_MAX)
        return rva__fail_field(err, RVA_INVALID, "targets",
                               "setting \"targets\": the target of \"%s\" is beyond 1e15", kpi);
    const size_t index = target_find(settings, kpi);
    rva__target *target = settings->targets + index;
    if (isnan(value)) {
        if (index == settings->target_count)
            return RVA_OK;
        settings->target_count--;
        memmove(target, target + 1, (settings->target_count - index) * sizeof *target);
        return RVA_OK;
    }
    if (index == RVA_TARGETS_MAX)
        return rva__fail_field(err, RVA_LIMIT, "targets", "there are %d targets, which is the most",
                               RVA_TARGETS_MAX);
    if (index == settings->target_count) {
        strcpy(target->kpi, kpi);
        settings->target_count++;
    }
    target->value = value;
    return RVA_OK;
}

const char *rva_settings_target_at(const rva_settings *settings, size_t index, double *value)
{
    if (settings == NULL || index >= settings->target_count)
        return NULL;
    if (value != NULL)
        *value = settings->targets[index].value;
    return settings->targets[index].kpi;
}
