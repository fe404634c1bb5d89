/**
 * @file model/event_settings.c
 * Events by the settings.
 *
 * What is recorded was accepted by the settings of its time, and stays when they change: these
 * checks are of new events alone.
 */
#include "model/event_settings.h"

#include <string.h>

#include "core/day.h"
#include "core/error.h"
#include "core/text.h"
#include "model/dimensions.h"
#include "model/tags.h"

#define YEAR_2000 INT64_C(946684800000000)

/* Where events have the names of each dimension. */
static const size_t name_offsets[RVA__DIM_NAMED_COUNT] = {
    [RVA__DIM_SOURCE] = offsetof(rva_event, source),
    [RVA__DIM_MEDIUM] = offsetof(rva_event, medium),
    [RVA__DIM_CAMPAIGN] = offsetof(rva_event, campaign),
    [RVA__DIM_CHANNEL] = offsetof(rva_event, channel),
    [RVA__DIM_AGENT] = offsetof(rva_event, agent),
    [RVA__DIM_BOROUGH] = offsetof(rva_event, borough),
    [RVA__DIM_ZIP] = offsetof(rva_event, zip),
    [RVA__DIM_PLATFORM] = offsetof(rva_event, platform),
    [RVA__DIM_TIER] = offsetof(rva_event, tier),
    [RVA__DIM_STAGE] = offsetof(rva_event, stage),
};

const char *rva__event_name(const rva_event *event, int dimension)
{
    const char *text;
    if (!rva__dimension_is_named(dimension))
        return NULL;
    memcpy(&text, (const char *)event + name_offsets[dimension], sizeof text);
    return text;
}

/** Whether an instant is a number of these units, taken for microseconds. */
static bool is_count_of(int64_t at, int64_t unit_us)
{
    return at > 0 && at <= RVA__EVENT_AT_MAX / unit_us && at * unit_us >= YEAR_2000;
}

const char *rva__instant_remedy(int64_t at)
{
    if (is_count_of(at, RVA__SECOND_US))
        return "; if it is a number of seconds, multiply it by 1000000";
    if (is_count_of(at, RVA__SECOND_US / 1000))
        return "; if it is a number of milliseconds, multiply it by 1000";
    return at / 1000 >= YEAR_2000 && at / 1000 <= RVA__EVENT_AT_MAX
               ? "; if it is a number of nanoseconds, divide it by 1000"
               : "";
}

static rva_status check_instant(const char *field, int64_t at, const rva_settings *settings,
                                rva_error *err)
{
    char text[RVA_INSTANT_BYTES];
    if (at == RVA_ABSENT || at >= settings->earliest_at)
        return RVA_OK;
    rva_instant_format(at, text);
    return rva__fail_field(err, RVA_INVALID, field,
                           "field \"%s\": %s (%lld microseconds since 1970) is before the "
                           "setting earliest_at, %s%s",
                           field, text, (long long)at, rva_settings_get(settings, "earliest_at"),
                           rva__instant_remedy(at));
}

/** Names that are known, in words. */
static void list_known(const rva_settings *settings, int dimension,
                       char out[RVA_ERROR_MESSAGE_BYTES])
{
    const char *next = rva__settings_known_at(settings, dimension, 0);
    out[0] = '\0';
    for (size_t i = 1; next != NULL; i++) {
        const char *name = next;
        next = rva__settings_known_at(settings, dimension, i);
        rva__text_list(out, RVA_ERROR_MESSAGE_BYTES, name, next == NULL);
    }
}

static rva_status refuse_unknown(const rva_settings *settings, int dimension, const char *field,
                                 const char *name, rva_error *err)
{
    char known[RVA_ERROR_MESSAGE_BYTES];
    const char *of = rva__settings_dimension_name(settings, dimension);
    list_known(settings, dimension, known);
    return rva__fail_field(err, RVA_INVALID, field,
                           "field \"%s\": no %s \"%.128s\" is known, and the setting strict "
                           "accepts no other; %s%s",
                           field, of, name,
                           known[0] != '\0' ? "known are " : "none is known: list them in values",
                           known);
}

/** Checks a name, blank ones being absent, of a dimension that may be strict. */
static rva_status check_name(const rva_settings *settings, int dimension, const char *field,
                             const char *text, rva_error *err)
{
    char room[RVA__NAME_BYTES];
    if (text == NULL || !rva__settings_is_strict(settings, dimension))
        return RVA_OK;
    const char *name = rva__name_trimmed(text, room);
    return name[0] == '\0' || rva__settings_knows(settings, dimension, name)
               ? RVA_OK
               : refuse_unknown(settings, dimension, field, name, err);
}

static rva_status check_names(const rva_event *event, const rva_settings *settings, rva_error *err)
{
    for (int d = 0; d < RVA__DIM_NAMED_COUNT; d++)
        RVA__TRY(check_name(settings, d, rva__dimension_name(d), rva__event_name(event, d), err));
    return RVA_OK;
}

static rva_status check_attributes(const rva_event *event, const rva_settings *settings,
                                   rva_error *err)
{
    rva__attributes attributes;
    RVA__TRY(rva__attributes_read(settings, event->tags, &attributes, err));
    for (int i = 0; i < (int)settings->attribute_count; i++)
        RVA__TRY(check_name(settings, RVA__DIM_ATTRIBUTE_1 + i, "tags", attributes.values[i], err));
    return RVA_OK;
}

rva_status rva__event_check_settings(const rva_event *event, const rva_settings *settings,
                                     rva_error *err)
{
    RVA__TRY(check_instant("at", event->at, settings, err));
    RVA__TRY(check_instant("until", event->until, settings, err));
    if (event->tags && settings->attribute_count > 0)
        RVA__TRY(check_attributes(event, settings, err));
    return settings->strict_count > 0 ? check_names(event, settings, err) : RVA_OK;
}
