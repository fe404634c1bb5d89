/**
 * @file model/zones.c
 * The boroughs of zips that a store was told, over those built in.
 */
#include "model/zones.h"

#include <stdbool.h>
#include <string.h>

#include <revanalytics/event.h>

#include "core/alloc.h"
#include "core/error.h"
#include "model/name.h"
#include "model/nyc.h"
#include "model/settings.h"

enum { ZONES_ROOM_MIN = 16 };

/* Where a zip is, or where it belongs. */
static size_t place_of(const rva_settings *settings, const char *zip)
{
    size_t low = 0;
    size_t high = settings->zone_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(settings->zones[middle].zip, zip) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const rva_settings *settings, size_t index, const char *zip)
{
    return index < settings->zone_count && strcmp(settings->zones[index].zip, zip) == 0;
}

static rva_status make_room(rva_settings *settings, rva_error *err)
{
    if (settings->zone_count == RVA_ZONES_MAX)
        return rva__fail_field(err, RVA_LIMIT, "zones", "there are %d zones, which is the most",
                               RVA_ZONES_MAX);
    if (settings->zone_count < settings->zone_room)
        return RVA_OK;
    const size_t room =
        settings->zone_room < ZONES_ROOM_MIN ? ZONES_ROOM_MIN : settings->zone_room * 2;
    rva__zip *zones = rva__alloc_resize(settings->zones, room * sizeof *zones);
    if (zones == NULL)
        return rva__fail_memory(err);
    settings->zones = zones;
    settings->zone_room = room;
    return RVA_OK;
}

rva_status rva_settings_set_zone(rva_settings *settings, const char *zip, const char *borough,
                                 rva_error *err)
{
    if (settings == NULL)
        return rva__fail(err, RVA_INVALID, "the settings are NULL");
    RVA__TRY(rva__name_check_value("zip", zip, RVA_ID_BYTES_MAX, err));
    RVA__TRY(rva__name_check_value("borough", borough, RVA_ID_BYTES_MAX, err));
    const size_t index = place_of(settings, zip);
    if (!is_at(settings, index, zip)) {
        RVA__TRY(make_room(settings, err));
        rva__zip *place = settings->zones + index;
        memmove(place + 1, place, (settings->zone_count - index) * sizeof *place);
        settings->zone_count++;
        memset(place, 0, sizeof *place);
        strcpy(place->zip, zip);
    }
    strcpy(settings->zones[index].borough, borough);
    return RVA_OK;
}

const char *rva_settings_zone_at(const rva_settings *settings, size_t index, const char **borough)
{
    if (settings == NULL || index >= settings->zone_count)
        return NULL;
    if (borough != NULL)
        *borough = settings->zones[index].borough;
    return settings->zones[index].zip;
}

const char *rva__settings_borough(const rva_settings *settings, const char *zip)
{
    if (zip == NULL)
        return NULL;
    if (settings->zone_count > 0) {
        const size_t index = place_of(settings, zip);
        if (is_at(settings, index, zip))
            return settings->zones[index].borough;
    }
    return rva__nyc_borough(zip);
}
