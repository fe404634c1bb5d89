/**
 * @file model/season_factors.c
 * The seasonal factors that a store was told.
 */
#include "model/season_factors.h"

#include <math.h>
#include <string.h>

#include "core/error.h"

static const double factor_min = 1e-6;
static const double factor_max = 1e6;

static const char *const names[RVA__SEASONS] = {"spring", "summer", "fall", "winter"};

const char *rva__season_name(int season)
{
    return names[season];
}

int rva__season_of(int32_t month)
{
    return (month + 9) % 12 / 3;
}

rva_status rva_settings_set_season_factor(rva_settings *settings, const char *season, double factor,
                                          rva_error *err)
{
    int found = 0;
    if (settings == NULL || season == NULL)
        return rva__fail(err, RVA_INVALID, "the settings or the season is NULL");
    while (found < RVA__SEASONS && strcmp(names[found], season) != 0)
        found++;
    if (found == RVA__SEASONS)
        return rva__fail_field(err, RVA_INVALID, "season_factors",
                               "setting \"season_factors\": no season \"%.60s\"; there are "
                               "spring, summer, fall and winter",
                               season);
    if (!(factor >= factor_min && factor <= factor_max))
        return rva__fail_field(err, RVA_INVALID, "season_factors",
                               "setting \"season_factors\": the factor of %s must be a number "
                               "above 0, at most a million; 1 is a season like the others",
                               season);
    settings->season_factors[found] = factor;
    return RVA_OK;
}

void rva_settings_clear_season_factors(rva_settings *settings)
{
    if (settings != NULL)
        memset(settings->season_factors, 0, sizeof settings->season_factors);
}

const char *rva_settings_season_factor_at(const rva_settings *settings, size_t index, double *value)
{
    for (int i = 0; settings != NULL && i < RVA__SEASONS; i++) {
        if (settings->season_factors[i] == 0 || index-- > 0)
            continue;
        if (value != NULL)
            *value = settings->season_factors[i];
        return names[i];
    }
    return NULL;
}

bool rva__settings_has_seasons(const rva_settings *settings)
{
    return settings->season_factors[0] != 0;
}

rva_status rva__settings_check_seasons(const rva_settings *settings, rva_error *err)
{
    for (int i = 0; i < RVA__SEASONS; i++)
        if (settings->season_factors[i] == 0 && rva_settings_season_factor_at(settings, 0, NULL))
            return rva__fail_field(err, RVA_INVALID, "season_factors",
                                   "setting \"season_factors\": there is no factor of %s; give "
                                   "all four seasons, or none",
                                   names[i]);
    return RVA_OK;
}
