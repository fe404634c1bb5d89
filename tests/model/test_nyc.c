/**
 * @file tests/model/test_nyc.c
 * The boroughs of New York City.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "model/nyc.h"
#include "model/settings.h"

Test(nyc, each_borough_is_known)
{
    cr_expect_str_eq(rva__nyc_borough("10001"), "Manhattan");
    cr_expect_str_eq(rva__nyc_borough("11215"), "Brooklyn");
    cr_expect_str_eq(rva__nyc_borough("11375"), "Queens");
    cr_expect_str_eq(rva__nyc_borough("10451"), "Bronx");
    cr_expect_str_eq(rva__nyc_borough("10314"), "Staten Island");
}

Test(nyc, zip_with_four_more_digits_is_known)
{
    cr_expect_str_eq(rva__nyc_borough("11215-1234"), "Brooklyn");
}

Test(nyc, zips_elsewhere_are_not)
{
    static const char *const elsewhere[] = {
        "",      "1",     "1121",  "112155", "10302x",      "abcde",  "00000",
        "10000", "11252", "90210", "99999",  "11215-12345", "11215-", "11215-12",
    };
    for (size_t i = 0; i < sizeof elsewhere / sizeof elsewhere[0]; i++)
        cr_expect_null(rva__nyc_borough(elsewhere[i]), "%s", elsewhere[i]);
    cr_expect_null(rva__nyc_borough(NULL));
}

Test(nyc, counts_of_zips_are_right)
{
    int manhattan = 0, bronx = 0, brooklyn = 0, queens = 0, staten_island = 0;
    for (int zip = 0; zip < 100000; zip++) {
        char text[16];
        snprintf(text, sizeof text, "%05d", zip);
        const char *borough = rva__nyc_borough(text);
        if (borough == NULL)
            continue;
        manhattan += strcmp(borough, "Manhattan") == 0;
        bronx += strcmp(borough, "Bronx") == 0;
        brooklyn += strcmp(borough, "Brooklyn") == 0;
        queens += strcmp(borough, "Queens") == 0;
        staten_island += strcmp(borough, "Staten Island") == 0;
    }
    cr_expect_eq(manhattan, 105);
    cr_expect_eq(bronx, 25);
    cr_expect_eq(brooklyn, 41);
    cr_expect_eq(queens, 71);
    cr_expect_eq(staten_island, 13);
}
