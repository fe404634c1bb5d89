/**
 * @file model/test_schema.c
 * Names and numbers of what is summed.
 */
#include "model/schema.h"

#include <string.h>

#include <criterion/criterion.h>

TestSuite(schema);

static int find_dimension(const char *name)
{
    return rva__dimension_find(name, strlen(name));
}

static int find_measure(const char *name)
{
    return rva__measure_find(name, strlen(name));
}

Test(schema, dimensions_have_the_numbers_that_are_on_disk)
{
    cr_expect_eq(find_dimension("source"), 0);
    cr_expect_eq(find_dimension("path"), 7);
    cr_expect_eq(find_dimension("platform"), 8);
    cr_expect_eq(find_dimension("tier"), 9);
    cr_expect_eq(find_dimension("stage"), 10);
    cr_expect_eq(find_dimension("actual_tier"), 12);
}

Test(schema, dimension_is_found_by_its_whole_name)
{
    cr_expect_eq(find_dimension("sourc"), -1);
    cr_expect_eq(find_dimension("sources"), -1);
    cr_expect_eq(find_dimension(""), -1);
}

Test(schema, attributes_have_no_names_here)
{
    cr_expect_null(rva__dimension_name(RVA__DIM_ATTRIBUTE_1));
    cr_expect_null(rva__dimension_name(-1));
    cr_expect_null(rva__dimension_name(RVA__DIM_COUNT));
}

Test(schema, measures_have_the_numbers_that_are_on_disk)
{
    cr_expect_eq(find_measure("conversations"), 0);
    cr_expect_eq(find_measure("stage_entered"), 12);
    cr_expect_eq(find_measure("leads"), 29);
    cr_expect_eq(find_measure("offers"), 39);
    cr_expect_eq(find_measure("sales"), 63);
    cr_expect_eq(find_measure("market_demand_micro"), 77);
}

Test(schema, each_measure_is_found_by_its_name)
{
    for (int m = 0; m < RVA__MEASURE_COUNT; m++)
        cr_expect_eq(find_measure(rva__measure_name(m)), m);
    cr_expect_null(rva__measure_name(RVA__MEASURE_COUNT));
}

Test(schema, measures_belong_to_their_families)
{
    cr_expect_eq(rva__measure_family(RVA__M_duration_ms), RVA__FAMILY_CONVERSATION);
    cr_expect_eq(rva__measure_family(RVA__M_offers_sent), RVA__FAMILY_OFFER);
    cr_expect_eq(rva__measure_family(RVA__M_market_price_minor), RVA__FAMILY_MARKET);
    cr_expect_eq(rva__histogram_family(RVA__H_response), RVA__FAMILY_TURN);
}

Test(schema, families_have_what_conversations_carry_or_name_it_themselves)
{
    const uint32_t cost = rva__family_dimensions(RVA__FAMILY_COST);
    cr_expect(rva__family_dimensions(RVA__FAMILY_LEAD) & RVA__DIM_BIT(CAMPAIGN));
    cr_expect_not(rva__family_dimensions(RVA__FAMILY_LEAD) & RVA__DIM_BIT(PLATFORM));
    cr_expect(cost & RVA__DIM_BIT(CAMPAIGN));
    cr_expect_not(cost & RVA__DIM_BIT(AGENT));
}

Test(schema, tiers_have_one_dictionary)
{
    cr_expect_eq(rva__dimension_dictionary(RVA__DIM_PREDICTED_TIER), RVA__DIM_TIER);
    cr_expect_eq(rva__dimension_dictionary(RVA__DIM_ACTUAL_TIER), RVA__DIM_TIER);
    cr_expect_eq(rva__dimension_dictionary(RVA__DIM_ZIP), RVA__DIM_ZIP);
}

Test(schema, number_that_is_none_has_no_name)
{
    cr_expect_str_eq(rva__family_name(RVA__FAMILY_LEAD_SALE), "LEAD_SALE");
    cr_expect_null(rva__family_name(RVA__FAMILY_COUNT));
    cr_expect_str_eq(rva__histogram_name(RVA__H_offer_response), "offer_response");
    cr_expect_null(rva__histogram_name(-1));
}
