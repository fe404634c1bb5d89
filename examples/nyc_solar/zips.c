/**
 * @file nyc_solar/zips.c
 * Solar projects by zip, from NYSERDA's public list of completed distributed solar
 * projects in New York City: 39,447 of them.
 */
#include "zips.h"

static const solar_zip zips[] = {
    {"10001", SOLAR_MANHATTAN, 3},        {"10002", SOLAR_MANHATTAN, 17},
    {"10003", SOLAR_MANHATTAN, 13},       {"10007", SOLAR_MANHATTAN, 1},
    {"10009", SOLAR_MANHATTAN, 50},       {"10010", SOLAR_MANHATTAN, 24},
    {"10011", SOLAR_MANHATTAN, 8},        {"10012", SOLAR_MANHATTAN, 3},
    {"10013", SOLAR_MANHATTAN, 5},        {"10014", SOLAR_MANHATTAN, 3},
    {"10016", SOLAR_MANHATTAN, 2},        {"10018", SOLAR_MANHATTAN, 1},
    {"10019", SOLAR_MANHATTAN, 6},        {"10021", SOLAR_MANHATTAN, 4},
    {"10023", SOLAR_MANHATTAN, 1},        {"10024", SOLAR_MANHATTAN, 6},
    {"10025", SOLAR_MANHATTAN, 10},       {"10026", SOLAR_MANHATTAN, 13},
    {"10027", SOLAR_MANHATTAN, 46},       {"10028", SOLAR_MANHATTAN, 1},
    {"10029", SOLAR_MANHATTAN, 24},       {"10030", SOLAR_MANHATTAN, 28},
    {"10031", SOLAR_MANHATTAN, 34},       {"10032", SOLAR_MANHATTAN, 24},
    {"10033", SOLAR_MANHATTAN, 11},       {"10034", SOLAR_MANHATTAN, 9},
    {"10035", SOLAR_MANHATTAN, 9},        {"10036", SOLAR_MANHATTAN, 4},
    {"10037", SOLAR_MANHATTAN, 7},        {"10039", SOLAR_MANHATTAN, 12},
    {"10040", SOLAR_MANHATTAN, 8},        {"10065", SOLAR_MANHATTAN, 1},
    {"10075", SOLAR_MANHATTAN, 2},        {"10128", SOLAR_MANHATTAN, 1},
    {"10280", SOLAR_MANHATTAN, 1},        {"10282", SOLAR_MANHATTAN, 1},
    {"10301", SOLAR_STATEN_ISLAND, 684},  {"10302", SOLAR_STATEN_ISLAND, 300},
    {"10303", SOLAR_STATEN_ISLAND, 483},  {"10304", SOLAR_STATEN_ISLAND, 476},
    {"10305", SOLAR_STATEN_ISLAND, 764},  {"10306", SOLAR_STATEN_ISLAND, 1182},
    {"10307", SOLAR_STATEN_ISLAND, 582},  {"10308", SOLAR_STATEN_ISLAND, 819},
    {"10309", SOLAR_STATEN_ISLAND, 1156}, {"10310", SOLAR_STATEN_ISLAND, 400},
    {"10312", SOLAR_STATEN_ISLAND, 1551}, {"10314", SOLAR_STATEN_ISLAND, 2123},
    {"10451", SOLAR_BRONX, 32},           {"10452", SOLAR_BRONX, 87},
    {"10453", SOLAR_BRONX, 71},           {"10454", SOLAR_BRONX, 70},
    {"10455", SOLAR_BRONX, 38},           {"10456", SOLAR_BRONX, 150},
    {"10457", SOLAR_BRONX, 70},           {"10458", SOLAR_BRONX, 51},
    {"10459", SOLAR_BRONX, 82},           {"10460", SOLAR_BRONX, 110},
    {"10461", SOLAR_BRONX, 236},          {"10462", SOLAR_BRONX, 145},
    {"10463", SOLAR_BRONX, 73},           {"10464", SOLAR_BRONX, 2},
    {"10465", SOLAR_BRONX, 257},          {"10466", SOLAR_BRONX, 536},
    {"10467", SOLAR_BRONX, 162},          {"10468", SOLAR_BRONX, 51},
    {"10469", SOLAR_BRONX, 660},          {"10470", SOLAR_BRONX, 113},
    {"10471", SOLAR_BRONX, 91},           {"10472", SOLAR_BRONX, 132},
    {"10473", SOLAR_BRONX, 322},          {"10474", SOLAR_BRONX, 36},
    {"10475", SOLAR_BRONX, 140},          {"11001", SOLAR_QUEENS, 95},
    {"11004", SOLAR_QUEENS, 259},         {"11040", SOLAR_QUEENS, 1},
    {"11101", SOLAR_QUEENS, 63},          {"11102", SOLAR_QUEENS, 24},
    {"11103", SOLAR_QUEENS, 31},          {"11104", SOLAR_QUEENS, 15},
    {"11105", SOLAR_QUEENS, 86},          {"11106", SOLAR_QUEENS, 36},
    {"11201", SOLAR_BROOKLYN, 44},        {"11203", SOLAR_BROOKLYN, 590},
    {"11204", SOLAR_BROOKLYN, 98},        {"11205", SOLAR_BROOKLYN, 57},
    {"11206", SOLAR_BROOKLYN, 31},        {"11207", SOLAR_BROOKLYN, 469},
    {"11208", SOLAR_BROOKLYN, 503},       {"11209", SOLAR_BROOKLYN, 88},
    {"11210", SOLAR_BROOKLYN, 355},       {"11211", SOLAR_BROOKLYN, 57},
    {"11212", SOLAR_BROOKLYN, 387},       {"11213", SOLAR_BROOKLYN, 106},
    {"11214", SOLAR_BROOKLYN, 138},       {"11215", SOLAR_BROOKLYN, 490},
    {"11216", SOLAR_BROOKLYN, 175},       {"11217", SOLAR_BROOKLYN, 148},
    {"11218", SOLAR_BROOKLYN, 280},       {"11219", SOLAR_BROOKLYN, 44},
    {"11220", SOLAR_BROOKLYN, 92},        {"11221", SOLAR_BROOKLYN, 238},
    {"11222", SOLAR_BROOKLYN, 55},        {"11223", SOLAR_BROOKLYN, 139},
    {"11224", SOLAR_BROOKLYN, 81},        {"11225", SOLAR_BROOKLYN, 170},
    {"11226", SOLAR_BROOKLYN, 137},       {"11228", SOLAR_BROOKLYN, 120},
    {"11229", SOLAR_BROOKLYN, 305},       {"11230", SOLAR_BROOKLYN, 132},
    {"11231", SOLAR_BROOKLYN, 100},       {"11232", SOLAR_BROOKLYN, 66},
    {"11233", SOLAR_BROOKLYN, 209},       {"11234", SOLAR_BROOKLYN, 965},
    {"11235", SOLAR_BROOKLYN, 149},       {"11236", SOLAR_BROOKLYN, 1077},
    {"11237", SOLAR_BROOKLYN, 47},        {"11238", SOLAR_BROOKLYN, 188},
    {"11239", SOLAR_BROOKLYN, 81},        {"11251", SOLAR_BROOKLYN, 3},
    {"11354", SOLAR_QUEENS, 212},         {"11355", SOLAR_QUEENS, 246},
    {"11356", SOLAR_QUEENS, 57},          {"11357", SOLAR_QUEENS, 331},
    {"11358", SOLAR_QUEENS, 282},         {"11359", SOLAR_QUEENS, 1},
    {"11360", SOLAR_QUEENS, 114},         {"11361", SOLAR_QUEENS, 227},
    {"11362", SOLAR_QUEENS, 185},         {"11363", SOLAR_QUEENS, 76},
    {"11364", SOLAR_QUEENS, 285},         {"11365", SOLAR_QUEENS, 436},
    {"11366", SOLAR_QUEENS, 209},         {"11367", SOLAR_QUEENS, 175},
    {"11368", SOLAR_QUEENS, 110},         {"11369", SOLAR_QUEENS, 233},
    {"11370", SOLAR_QUEENS, 73},          {"11372", SOLAR_QUEENS, 40},
    {"11373", SOLAR_QUEENS, 105},         {"11374", SOLAR_QUEENS, 78},
    {"11375", SOLAR_QUEENS, 153},         {"11377", SOLAR_QUEENS, 119},
    {"11378", SOLAR_QUEENS, 157},         {"11379", SOLAR_QUEENS, 108},
    {"11385", SOLAR_QUEENS, 234},         {"11411", SOLAR_QUEENS, 488},
    {"11412", SOLAR_QUEENS, 1053},        {"11413", SOLAR_QUEENS, 1076},
    {"11414", SOLAR_QUEENS, 594},         {"11415", SOLAR_QUEENS, 50},
    {"11416", SOLAR_QUEENS, 138},         {"11417", SOLAR_QUEENS, 236},
    {"11418", SOLAR_QUEENS, 202},         {"11419", SOLAR_QUEENS, 526},
    {"11420", SOLAR_QUEENS, 816},         {"11421", SOLAR_QUEENS, 222},
    {"11422", SOLAR_QUEENS, 898},         {"11423", SOLAR_QUEENS, 319},
    {"11426", SOLAR_QUEENS, 390},         {"11427", SOLAR_QUEENS, 265},
    {"11428", SOLAR_QUEENS, 316},         {"11429", SOLAR_QUEENS, 568},
    {"11430", SOLAR_QUEENS, 4},           {"11432", SOLAR_QUEENS, 341},
    {"11433", SOLAR_QUEENS, 553},         {"11434", SOLAR_QUEENS, 1290},
    {"11435", SOLAR_QUEENS, 332},         {"11436", SOLAR_QUEENS, 532},
    {"11691", SOLAR_QUEENS, 90},          {"11692", SOLAR_QUEENS, 19},
    {"11693", SOLAR_QUEENS, 136},         {"11694", SOLAR_QUEENS, 67},
    {"11697", SOLAR_QUEENS, 26},
};

static const char *const boroughs[SOLAR_BOROUGHS] = {"Brooklyn", "Manhattan", "Queens", "Bronx",
                                                     "Staten Island"};

_Static_assert(sizeof zips / sizeof *zips == SOLAR_ZIPS, "the header says how many");

const solar_zip *solar_zip_at(size_t index)
{
    return index < SOLAR_ZIPS ? &zips[index] : NULL;
}

size_t solar_zip_in(solar_borough borough, size_t skip)
{
    size_t found = 0;
    for (size_t i = 0; i < 2 * SOLAR_ZIPS; i++) {
        if (zips[i % SOLAR_ZIPS].borough == borough && zips[i % SOLAR_ZIPS].projects >= 20 &&
            found++ == skip)
            return i % SOLAR_ZIPS;
    }
    return 0;
}

const char *solar_borough_name(solar_borough borough)
{
    return (unsigned)borough < SOLAR_BOROUGHS ? boroughs[borough] : NULL;
}
