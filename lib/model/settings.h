/**
 * @file model/settings.h
 * The settings as the library reads them, and as bytes in a store.
 */
#ifndef RVA_MODEL_SETTINGS_H
#define RVA_MODEL_SETTINGS_H

#include <revanalytics/settings.h>

#include "core/buffer.h"
#include "model/pairs.h"
#include "model/schema.h"

enum { RVA__ATTRIBUTE_NAME_MAX = 63, RVA__EARLIEST_BYTES = 32, RVA__SEASONS = 4 };

/** A stage of the settings. */
typedef struct rva__stage {
    char name[RVA__NAME_BYTES];
    int64_t required;
} rva__stage;

/** A target: of a KPI, a value. */
typedef struct rva__target {
    char kpi[RVA__NAME_BYTES];
    double value;
} rva__target;

/** See revanalytics/settings.h. */
struct rva_settings {
    char currency[8];
    char time_zone[RVA__NAME_BYTES];
    int64_t idle_timeout_hours;
    int64_t live_window_minutes;
    int64_t return_window_days;
    int64_t max_values;
    int64_t week_start; /**< 0 Monday to 6 Sunday */
    rva__stage stages[RVA_STAGES_MAX];
    size_t stage_count;
    char tiers[RVA_TIERS_MAX][RVA__NAME_BYTES];
    size_t tier_count;
    rva__target targets[RVA_TARGETS_MAX];
    size_t target_count;
    char attributes[RVA_ATTRIBUTES_MAX][RVA__NAME_BYTES]; /**< tags that are dimensions */
    size_t attribute_count;
    char strict[RVA__DIM_COUNT][RVA__NAME_BYTES]; /**< dimensions of known names only */
    size_t strict_count;
    double season_factors[RVA__SEASONS]; /**< from spring on; 0 is none */
    rva__pairs zones;                    /**< of zips, their boroughs */
    rva__pairs aliases;                  /**< of spellings, the names that are meant */
    rva__pairs values;                   /**< names that are known */
    int64_t earliest_at;                 /**< no event happened before */
    char earliest_text[RVA__EARLIEST_BYTES];
    char text[32]; /**< what rva_settings_get() returned: 8 bytes for each number */
};

_Static_assert((int)RVA_ATTRIBUTES_MAX == (int)RVA__ATTRIBUTES_MAX, "a dimension for each");

/** A copy. */
rva_status rva__settings_copy(const rva_settings *from, rva_settings **out, rva_error *err);

/** How many values of a dimension the settings list: the first ones of its dictionary. */
static inline size_t rva__settings_value_count(const rva_settings *settings, int dimension)
{
    return dimension == RVA__DIM_STAGE  ? settings->stage_count
           : dimension == RVA__DIM_TIER ? settings->tier_count
                                        : 0;
}

/** The value of a dimension at a place of the settings. */
static inline const char *rva__settings_value_at(const rva_settings *settings, int dimension,
                                                 size_t place)
{
    return dimension == RVA__DIM_STAGE ? settings->stages[place].name : settings->tiers[place];
}

/** The place (0 ...) of a dictionary value in the settings, -1 when they do not list it. */
static inline int rva__settings_place(const rva_settings *settings, int dimension, uint32_t value)
{
    const bool listed = value >= RVA__VALUE_FIRST &&
                        value - RVA__VALUE_FIRST < rva__settings_value_count(settings, dimension);
    return listed ? (int)(value - RVA__VALUE_FIRST) : -1;
}

#endif
