/**
 * @file model/season_factors.h
 * The seasons of a year, and what the settings say of them.
 */
#ifndef RVA_MODEL_SEASON_FACTORS_H
#define RVA_MODEL_SEASON_FACTORS_H

#include "model/settings.h"

/** The name of a season, 0 for that which begins in March. */
const char *rva__season_name(int season);

/** The season of a month, 1 to 12. */
int rva__season_of(int32_t month);

/** Refuses factors of some seasons alone. */
rva_status rva__settings_check_seasons(const rva_settings *settings, rva_error *err);

/** Whether the settings have factors. */
bool rva__settings_has_seasons(const rva_settings *settings);

#endif
