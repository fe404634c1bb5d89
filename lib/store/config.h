/**
 * @file store/config.h
 * What a store is told: settings, zone rules, secret, and the names it has learnt.
 *
 * Shared by reference count; replaced as a whole when the settings change or the
 * dictionary is made anew, so a report that is under way keeps the one it began with.
 */
#ifndef RVA_STORE_CONFIG_H
#define RVA_STORE_CONFIG_H

#include <stdatomic.h>

#include "core/zone.h"
#include "fold/rules.h"
#include "model/settings.h"
#include "store/dictionary.h"

enum { RVA__SECRET_BYTES = 16 };

/** Settings, zone, secret, names. */
typedef struct rva__config {
    rva__names names; /**< first, so that names lead back to the config */
    atomic_long references;
    int64_t generation;
    rva_settings *settings;
    rva__zone *zone;
    rva__dictionary *dictionary;
    uint8_t secret[RVA__SECRET_BYTES];
    rva__rules rules;
} rva__config;

/** A config with an empty dictionary in which stages and tiers come first, in their order. */
rva_status rva__config_new(const void *settings, size_t settings_size, const void *zone,
                           size_t zone_size, const uint8_t secret[RVA__SECRET_BYTES],
                           int64_t generation, rva__config **out, rva_error *err);

/** Another reference. */
rva__config *rva__config_hold(rva__config *config);

/** One reference less; frees it with the last; NULL is fine. */
void rva__config_release(rva__config *config);

/** The dictionary value of a text of an event, added when new; UINT32_MAX without memory. */
uint32_t rva__config_value(rva__config *config, int dimension, const char *text);

#endif
