/**
 * @file nyc_solar/zips.h
 * Where in New York City roofs carry solar panels: the weights of the made visitors.
 */
#ifndef SOLAR_ZIPS_H
#define SOLAR_ZIPS_H

#include <stddef.h>
#include <stdint.h>

/** The boroughs. */
typedef enum solar_borough {
    SOLAR_BROOKLYN,
    SOLAR_MANHATTAN,
    SOLAR_QUEENS,
    SOLAR_BRONX,
    SOLAR_STATEN_ISLAND,
    SOLAR_BOROUGHS,
} solar_borough;

/** How many zips there are. */
enum { SOLAR_ZIPS = 173 };

/** A zip and its solar projects. */
typedef struct solar_zip {
    const char *zip;
    solar_borough borough;
    uint32_t projects;
} solar_zip;

/** Zip number `index`, or NULL past the last. */
const solar_zip *solar_zip_at(size_t index);

/**
 * The number of a zip in a borough, of those with at least 20 projects.
 *
 * @param skip  how many of them to pass over, at most 12
 */
size_t solar_zip_in(solar_borough borough, size_t skip);

/** The name of a borough as the library's table of zips writes it, or NULL. */
const char *solar_borough_name(solar_borough borough);

#endif
