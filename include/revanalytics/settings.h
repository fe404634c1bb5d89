/**
 * @file revanalytics/settings.h
 * What a store is told when it is created: currency, time zone, stages, targets.
 *
 * Settings are an object with a default for everything.  They belong to the thread
 * that made them until they are given to a call, which copies what it needs.
 *
 * Names are taken without the white space at their ends.  Whether the time zone, a target's
 * KPI or a dimension exists is checked where the settings are given to a store.
 */
#ifndef REVANALYTICS_SETTINGS_H
#define REVANALYTICS_SETTINGS_H

#include <revanalytics/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of settings. */
enum {
    RVA_STAGES_MAX = 64,
    RVA_TIERS_MAX = 32,
    RVA_TARGETS_MAX = 64,
    RVA_ZONES_MAX = 50000,
    RVA_ATTRIBUTES_MAX = 8,
    RVA_ALIASES_MAX = 50000,
    RVA_VALUES_MAX = 50000,
};

/** The settings of a store. */
typedef struct rva_settings rva_settings;

/**
 * Settings with every default: USD, America/New_York, the five stages of a solar
 * conversation, 72 hours of idle time, the tiers premium, standard and basic.
 *
 * @param out  receives them; free with rva_settings_free()
 */
RVA_API rva_status rva_settings_new(rva_settings **out, rva_error *err);

/** Frees settings; NULL is fine. */
RVA_API void rva_settings_free(rva_settings *settings);

/**
 * Sets a value by its name.
 *
 * Texts: `currency`, `time_zone`, `week_start` ("Monday" ...), `earliest_at` (no event happened
 * before: a day of UTC as "1990-01-01", or an instant, from 1970 to 2199).  Numbers, as text:
 * `idle_timeout_hours` (1 to 876000), `live_window_minutes`, `return_window_days`,
 * `max_values` (of a dimension the values recorded first are kept, whatever the instants of
 * their events; further ones count as "(other)").
 */
RVA_API rva_status rva_settings_set(rva_settings *settings, const char *name, const char *value,
                                    rva_error *err);

/** Name number `index` of the settings that rva_settings_set() takes, or NULL past the last. */
RVA_API const char *rva_settings_name_at(size_t index);

/** The value of a setting that rva_settings_set() takes, as text owned by the settings. */
RVA_API const char *rva_settings_get(const rva_settings *settings, const char *name);

/** Removes all stages, before others are added. */
RVA_API void rva_settings_clear_stages(rva_settings *settings);

/** Adds a stage after those there are; `required` 0 marks one that may be left out. */
RVA_API rva_status rva_settings_add_stage(rva_settings *settings, const char *name, int required,
                                          rva_error *err);

/** Stage number `index`, or NULL past the last; `required` may be NULL. */
RVA_API const char *rva_settings_stage_at(const rva_settings *settings, size_t index,
                                          int *required);

/** Removes all tiers, before others are added. */
RVA_API void rva_settings_clear_tiers(rva_settings *settings);

/** Adds a tier below those there are. */
RVA_API rva_status rva_settings_add_tier(rva_settings *settings, const char *name, rva_error *err);

/** Tier number `index`, best first, or NULL past the last. */
RVA_API const char *rva_settings_tier_at(const rva_settings *settings, size_t index);

/**
 * Sets the target of a KPI: rates as 0..1, money in minor units.
 *
 * NaN removes it.
 */
RVA_API rva_status rva_settings_set_target(rva_settings *settings, const char *kpi, double value,
                                           rva_error *err);

/** Target number `index`: its KPI, or NULL past the last; `value` may be NULL. */
RVA_API const char *rva_settings_target_at(const rva_settings *settings, size_t index,
                                           double *value);

/**
 * Sets the seasonal factor of a season, for as long as the store cannot measure it.
 *
 * All four seasons have one, or none has: that is checked where the settings are given to a store.
 *
 * @param season  "spring" (from March on), "summer", "fall" or "winter"
 * @param factor  above 0; of twice that of another season, a day brings twice the revenue
 */
RVA_API rva_status rva_settings_set_season_factor(rva_settings *settings, const char *season,
                                                  double factor, rva_error *err);

/** Removes all seasonal factors, before others are set. */
RVA_API void rva_settings_clear_season_factors(rva_settings *settings);

/** The season of seasonal factor number `index`, or NULL past the last; `value` may be NULL. */
RVA_API const char *rva_settings_season_factor_at(const rva_settings *settings, size_t index,
                                                  double *value);

/** Gives a zip a borough, over the built-in table of New York City; "" takes it back. */
RVA_API rva_status rva_settings_set_zone(rva_settings *settings, const char *zip,
                                         const char *borough, rva_error *err);

/** Zone number `index` of those set: its zip, or NULL past the last. */
RVA_API const char *rva_settings_zone_at(const rva_settings *settings, size_t index,
                                         const char **borough);

/**
 * Makes a tag a dimension of conversations and of all that belongs to them.
 *
 * @param name  the tag's: 1 to 63 letters, digits and underscores; no other dimension's
 * @return RVA_OK, RVA_INVALID, RVA_EXISTS, or RVA_LIMIT when there are eight
 */
RVA_API rva_status rva_settings_add_attribute(rva_settings *settings, const char *name,
                                              rva_error *err);

/** Removes all attributes, before others are added. */
RVA_API void rva_settings_clear_attributes(rva_settings *settings);

/** Attribute number `index`, or NULL past the last. */
RVA_API const char *rva_settings_attribute_at(const rva_settings *settings, size_t index);

/**
 * Makes another spelling of a name mean that name, in events recorded before, too.
 *
 * @param dimension  "platform", "stage", "tier", an attribute ...
 * @param spelling   as events have it
 * @param name       what is meant, which may not have an alias itself; "" removes the alias
 */
RVA_API rva_status rva_settings_set_alias(rva_settings *settings, const char *dimension,
                                          const char *spelling, const char *name, rva_error *err);

/** Removes all aliases, before others are set. */
RVA_API void rva_settings_clear_aliases(rva_settings *settings);

/** The dimension of alias number `index`, or NULL past the last; the others may be NULL. */
RVA_API const char *rva_settings_alias_at(const rva_settings *settings, size_t index,
                                          const char **spelling, const char **name);

/**
 * Makes a dimension strict: only names that are known are accepted.
 *
 * Known are the stages and tiers of the settings, rva_settings_add_value(), and spellings that
 * have an alias.
 */
RVA_API rva_status rva_settings_add_strict(rva_settings *settings, const char *dimension,
                                           rva_error *err);

/** Removes all strict dimensions, before others are added. */
RVA_API void rva_settings_clear_strict(rva_settings *settings);

/** Strict dimension number `index`, or NULL past the last. */
RVA_API const char *rva_settings_strict_at(const rva_settings *settings, size_t index);

/** Makes a name of a dimension known; twice is once. */
RVA_API rva_status rva_settings_add_value(rva_settings *settings, const char *dimension,
                                          const char *value, rva_error *err);

/** Removes all known names, before others are added. */
RVA_API void rva_settings_clear_values(rva_settings *settings);

/** The dimension of known name number `index`, or NULL past the last; `value` may be NULL. */
RVA_API const char *rva_settings_value_at(const rva_settings *settings, size_t index,
                                          const char **value);

#ifdef __cplusplus
}
#endif

#endif
