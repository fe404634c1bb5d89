/**
 * @file model/zones.h
 * The boroughs of zips.
 */
#ifndef RVA_MODEL_ZONES_H
#define RVA_MODEL_ZONES_H

#include "model/settings.h"

/** The borough of a zip by the settings' zones, else New York City's table, else NULL. */
const char *rva__settings_borough(const rva_settings *settings, const char *zip);

#endif
