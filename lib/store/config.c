/**
 * @file store/config.c
 * Stages and tiers take the first dictionary values, so a stage's place is its value.
 */
#include "store/config.h"

#include "core/alloc.h"
#include "core/error.h"
#include "model/settings_pack.h"
#include "model/zones.h"

static const char *name_text(const rva__names *names, int dimension, uint32_t value)
{
    return rva__dictionary_text(((const rva__config *)names)->dictionary, dimension, value);
}

static int name_ordinal(const rva__names *names, uint32_t stage)
{
    return rva__settings_place(((const rva__config *)names)->settings, RVA__DIM_STAGE, stage);
}

static uint32_t name_borough(const rva__names *names, uint32_t zip)
{
    const rva__config *config = (const rva__config *)names;
    if (zip < RVA__VALUE_FIRST)
        return RVA__VALUE_UNKNOWN;
    const char *text = rva__dictionary_text(config->dictionary, RVA__DIM_ZIP, zip);
    const char *borough = rva__settings_borough(config->settings, text);
    if (!borough)
        return RVA__VALUE_UNKNOWN;
    const uint32_t value = rva__dictionary_find(config->dictionary, RVA__DIM_BOROUGH, borough);
    return value == RVA__VALUE_NONE ? RVA__VALUE_OTHER : value;
}

uint32_t rva__config_value(rva__config *config, int dimension, const char *text)
{
    const uint32_t value = rva__dictionary_add(config->dictionary, dimension, text);
    if (dimension == RVA__DIM_ZIP) {
        const char *borough = rva__settings_borough(config->settings, text);
        if (borough &&
            rva__dictionary_add(config->dictionary, RVA__DIM_BOROUGH, borough) == RVA__VALUE_NONE)
            return RVA__VALUE_NONE;
    }
    return value;
}

static rva_status add_setting_names(rva__config *config, rva_error *err)
{
    const rva_settings *settings = config->settings;
    for (int d = 0; d < RVA__DIM_COUNT; d++)
        for (size_t i = 0; i < rva__settings_value_count(settings, d); i++)
            if (rva__dictionary_add(config->dictionary, d,
                                    rva__settings_value_at(settings, d, i)) == RVA__VALUE_NONE)
                return rva__fail_memory(err);
    return RVA_OK;
}

rva_status rva__config_new(const void *settings, size_t settings_size, const void *zone,
                           size_t zone_size, const uint8_t secret[RVA__SECRET_BYTES],
                           int64_t generation, rva__config **out, rva_error *err)
{
    rva__config *config = rva__alloc_zero(1, sizeof *config);
    if (!config)
        return rva__fail_memory(err);
    config->names = (rva__names){name_text, name_ordinal, name_borough};
    atomic_init(&config->references, 1);
    config->generation = generation;
    memcpy(config->secret, secret, RVA__SECRET_BYTES);
    rva_status status;
    RVA__TRY_GOTO(status, rva__settings_unpack(settings, settings_size, &config->settings, err),
                  failed);
    RVA__TRY_GOTO(status, rva__zone_new(zone, zone_size, &config->zone, err), failed);
    RVA__TRY_GOTO(status,
                  rva__dictionary_new(config->settings->max_values, &config->dictionary, err),
                  failed);
    RVA__TRY_GOTO(status, add_setting_names(config, err), failed);
    config->rules.names = &config->names;
    config->rules.attributes = (uint32_t)config->settings->attribute_count;
    config->rules.idle_us = config->settings->idle_timeout_hours * RVA__HOUR_US;
    *out = config;
    return RVA_OK;
failed:
    rva__config_release(config);
    return status;
}

rva__config *rva__config_hold(rva__config *config)
{
    atomic_fetch_add_explicit(&config->references, 1, memory_order_relaxed);
    return config;
}

void rva__config_release(rva__config *config)
{
    if (!config || atomic_fetch_sub_explicit(&config->references, 1, memory_order_acq_rel) != 1)
        return;
    rva_settings_free(config->settings);
    rva__zone_free(config->zone);
    rva__dictionary_free(config->dictionary);
    rva__alloc_free(config);
}
