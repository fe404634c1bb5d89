/**
 * @file model/nyc.c
 * The boroughs of New York City by zip.
 *
 * Zips of a borough come in runs, so the table is a few dozen runs of zips in a row.
 */
#include "model/nyc.h"

#include <stdint.h>
#include <stdlib.h>

#include "model/settings.h"

enum { MANHATTAN, BRONX, BROOKLYN, QUEENS, STATEN_ISLAND };

static const char *const boroughs[] = {"Manhattan", "Bronx", "Brooklyn", "Queens", "Staten Island"};

/* First zip, how many in a row, their borough; sorted. */
static const struct run {
    uint16_t first;
    uint8_t count;
    uint8_t borough;
} runs[] = {
    // clang-format off
    {10001, 7, MANHATTAN}, {10009, 6, MANHATTAN}, {10016, 26, MANHATTAN}, {10043, 3, MANHATTAN},
    {10047, 2, MANHATTAN}, {10055, 1, MANHATTAN}, {10065, 1, MANHATTAN}, {10069, 1, MANHATTAN},
    {10075, 1, MANHATTAN}, {10080, 2, MANHATTAN}, {10096, 2, MANHATTAN}, {10103, 5, MANHATTAN},
    {10110, 3, MANHATTAN}, {10115, 1, MANHATTAN}, {10118, 6, MANHATTAN}, {10128, 1, MANHATTAN},
    {10151, 5, MANHATTAN}, {10158, 1, MANHATTAN}, {10162, 1, MANHATTAN}, {10165, 14, MANHATTAN},
    {10196, 1, MANHATTAN}, {10199, 1, MANHATTAN}, {10203, 1, MANHATTAN}, {10259, 2, MANHATTAN},
    {10265, 1, MANHATTAN}, {10270, 2, MANHATTAN}, {10275, 1, MANHATTAN}, {10278, 5, MANHATTAN},
    {10285, 2, MANHATTAN}, {10301, 12, STATEN_ISLAND}, {10314, 1, STATEN_ISLAND},
    {10451, 25, BRONX}, {11001, 1, QUEENS}, {11003, 3, QUEENS}, {11040, 1, QUEENS},
    {11096, 1, QUEENS}, {11101, 6, QUEENS}, {11109, 1, QUEENS}, {11201, 1, BROOKLYN},
    {11203, 24, BROOKLYN}, {11228, 12, BROOKLYN}, {11243, 1, BROOKLYN}, {11249, 1, BROOKLYN},
    {11251, 1, BROOKLYN}, {11351, 1, QUEENS}, {11354, 22, QUEENS}, {11377, 3, QUEENS},
    {11385, 1, QUEENS}, {11411, 14, QUEENS}, {11425, 1, BROOKLYN}, {11426, 5, QUEENS},
    {11432, 5, QUEENS}, {11451, 1, QUEENS}, {11691, 5, QUEENS}, {11697, 1, QUEENS},
    // clang-format on
};

enum { ZIP_DIGITS = 5 };

/* The number of "11215" or "11215-1234" (the part after the dash is within the zip), else -1. */
static int number_of(const char *zip)
{
    int number = 0;
    for (int i = 0; i < ZIP_DIGITS; i++) {
        if (zip[i] < '0' || zip[i] > '9')
            return -1;
        number = number * 10 + (zip[i] - '0');
    }
    if (zip[ZIP_DIGITS] == '\0')
        return number;
    if (zip[ZIP_DIGITS] != '-')
        return -1;
    const char *extra = zip + ZIP_DIGITS + 1;
    for (int i = 0; i < 4; i++)
        if (extra[i] < '0' || extra[i] > '9')
            return -1;
    return extra[4] == '\0' ? number : -1;
}

static int compare(const void *key, const void *element)
{
    const int zip = *(const int *)key;
    const struct run *run = element;
    return zip < run->first ? -1 : zip >= run->first + run->count;
}

const char *rva__nyc_borough(const char *zip)
{
    if (zip == NULL)
        return NULL;
    const int number = number_of(zip);
    const struct run *run =
        bsearch(&number, runs, sizeof runs / sizeof runs[0], sizeof runs[0], compare);
    return run ? boroughs[run->borough] : NULL;
}
