/**
 * @file model/zones.c
 * The boroughs of zips that a store was told, over those built in.
 */
#include "model/zones.h"

#include <string.h>

#include <revanalytics/event.h>

#include "core/error.h"
#include "model/dimensions.h"
#include "model/nyc.h"

static const char zip_dimension[] = "zip";

rva_status rva_settings_set_zone(rva_settings *settings, const char *zip, const char *borough,
                                 rva_error *err)
{
    rva__pair zone = {.dimension = "zip"};
    if (settings == NULL)
        return rva__fail(err, RVA_INVALID, "the settings are NULL");
    RVA__TRY(rva__name_take("zip", zip, zone.name, err));
    if (borough != NULL && rva__name_is_blank(borough)) {
        rva__pairs_remove(&settings->zones, zip_dimension, zone.name);
        return RVA_OK;
    }
    RVA__TRY(rva__name_take("borough", borough, zone.value, err));
    return rva__pairs_set(&settings->zones, &zone, "zones", RVA_ZONES_MAX, err);
}

const char *rva_settings_zone_at(const rva_settings *settings, size_t index, const char **borough)
{
    if (settings == NULL || index >= settings->zones.count)
        return NULL;
    if (borough != NULL)
        *borough = settings->zones.items[index].value;
    return settings->zones.items[index].name;
}

const char *rva__settings_borough(const rva_settings *settings, const char *zip)
{
    if (zip == NULL)
        return NULL;
    const rva__pair *zone = rva__pairs_find(&settings->zones, zip_dimension, zip);
    const char *borough = zone ? zone->value : rva__nyc_borough(zip);
    return borough ? rva__settings_aliased(settings, RVA__DIM_BOROUGH, borough) : NULL;
}
