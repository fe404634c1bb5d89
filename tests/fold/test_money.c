/**
 * @file fold/test_money.c
 * Where sales and returns count, when a lead is payable, what costs and markets state.
 */
#include <criterion/criterion.h>

#include "folded.h"

enum { LEAD = 1, OFFER = 11, SALE = 21 };

TestSuite(money, .init = folded_clear, .fini = folded_clear);

static rva__entry transaction(int kind, int64_t amount_minor, int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_TRANSACTION, kind, second);
    entry.amount_minor = amount_minor;
    return entry;
}

/** The sale of the lead. */
static rva__entry sale(int64_t amount_minor, int64_t second)
{
    rva__entry entry = transaction(RVA_KIND_SALE, amount_minor, second);
    entry.id = SALE;
    entry.lead = LEAD;
    return entry;
}

/** What goes back of the sale. */
static rva__entry back(int kind, int64_t amount_minor, int64_t second)
{
    rva__entry entry = transaction(kind, amount_minor, second);
    entry.of = SALE;
    return entry;
}

static rva__entry offer(void)
{
    rva__entry entry = folded_entry(RVA_EVENT_OFFER, 0, 1);
    entry.id = OFFER;
    entry.lead = LEAD;
    entry.dims[RVA__DIM_PLATFORM] = FOLDED_A;
    return entry;
}

Test(money, of_a_sale_is_gross)
{
    folded_put(sale(700, 5));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_sales), 1);
    cr_expect_eq(folded_sum(RVA__M_revenue_gross_minor), 700);
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->at, 5000000);
}

Test(money, adjusted_is_neither_gross_nor_returned)
{
    folded_put(sale(700, 5));
    folded_put(back(RVA_KIND_ADJUSTMENT, -30, 6));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_adjustments_minor), -30);
    cr_expect_eq(folded_sum(RVA__M_revenue_gross_minor), 700);
    cr_expect_eq(folded_sum(RVA__M_returns_booked), 0);
}

Test(money, returned_is_booked_when_it_went_and_restated_when_it_came)
{
    folded_put(sale(700, 5));
    folded_put(back(RVA_KIND_RETURN, -700, 99));
    folded_in_the_end();
    const rva__fact *booked = folded_fact(RVA__FAMILY_MONEY, 1);
    const rva__fact *restated = folded_fact(RVA__FAMILY_MONEY, 2);
    cr_assert(booked && restated);
    cr_expect_eq(booked->at, 99000000);
    cr_expect_eq(folded_measure(booked, RVA__M_returns_booked), 1);
    cr_expect_eq(folded_measure(booked, RVA__M_returns_booked_minor), -700);
    cr_expect_eq(folded_measure(booked, RVA__M_returns_restated), 0);
    cr_expect_eq(restated->at, 5000000);
    cr_expect_eq(folded_measure(restated, RVA__M_returns_restated), 1);
    cr_expect_eq(folded_measure(restated, RVA__M_returns_restated_minor), -700);
}

Test(money, returned_of_no_known_sale_is_restated_when_it_went)
{
    folded_put(back(RVA_KIND_REFUND, -50, 99));
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_MONEY), 1);
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->at, 99000000);
    cr_expect_eq(folded_sum(RVA__M_returns_restated_minor), -50);
}

static void expect_return(int kind)
{
    folded_put(back(kind, -50, 9));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_returns_booked), 1);
}

Test(money, refunded_is_returned)
{
    expect_return(RVA_KIND_REFUND);
}

Test(money, charged_back_is_returned)
{
    expect_return(RVA_KIND_CHARGEBACK);
}

Test(money, returned_before_its_sale_belongs_to_it_all_the_same)
{
    folded_put(sale(700, 5));
    folded_put(back(RVA_KIND_RETURN, -700, 2));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_returns_restated_minor), -700);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_restated), 0);
}

Test(money, returned_is_restated_when_the_sale_that_it_names_came)
{
    rva__entry other = sale(700, 3);
    other.id = SALE + 1;
    folded_put(other);
    folded_put(sale(700, 5));
    folded_put(back(RVA_KIND_RETURN, -700, 99));
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 3)->at, 5000000);
    cr_expect_eq(folded_measure(folded_fact(RVA__FAMILY_MONEY, 3), RVA__M_returns_restated), 1);
}

Test(money, belongs_to_the_lead_of_its_offer)
{
    rva__entry entry = transaction(RVA_KIND_SALE, 100, 5);
    entry.offer = OFFER;
    folded_lead(LEAD, 0);
    folded_put(offer());
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->lead, LEAD);
    cr_expect_eq(folded_sum(RVA__M_leads_sold), 1);
}

Test(money, takes_nothing_from_an_offer_whose_lead_is_not_recorded)
{
    rva__entry entry = transaction(RVA_KIND_SALE, 100, 5);
    entry.offer = OFFER;
    folded_put(offer());
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->lead, 0);
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->dims[RVA__DIM_PLATFORM], RVA__VALUE_UNKNOWN);
    cr_expect_eq(folded_sum(RVA__M_leads_sold), 0);
}

Test(money, going_back_belongs_to_the_lead_of_its_sale)
{
    folded_put(sale(100, 5));
    folded_put(back(RVA_KIND_RETURN, -100, 5));
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 1)->lead, LEAD);
}

Test(money, has_the_platform_of_its_offer_and_the_tier_of_its_lead)
{
    rva__entry lead = folded_entry(RVA_EVENT_LEAD, 0, 0);
    lead.id = LEAD;
    lead.dims[RVA__DIM_TIER] = FOLDED_B;
    rva__entry entry = transaction(RVA_KIND_SALE, 100, 5);
    entry.offer = OFFER;
    folded_put(lead);
    folded_put(offer());
    folded_put(entry);
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_MONEY, 0);
    cr_expect_eq(fact->dims[RVA__DIM_PLATFORM], FOLDED_A);
    cr_expect_eq(fact->dims[RVA__DIM_TIER], FOLDED_B);
}

Test(money, has_what_it_carries_before_what_its_offer_has)
{
    rva__entry entry = transaction(RVA_KIND_SALE, 100, 5);
    entry.offer = OFFER;
    entry.dims[RVA__DIM_PLATFORM] = FOLDED_C;
    folded_put(offer());
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->dims[RVA__DIM_PLATFORM], FOLDED_C);
}

Test(money, going_back_has_what_its_sale_carries)
{
    rva__entry entry = sale(100, 5);
    entry.dims[RVA__DIM_PLATFORM] = FOLDED_B;
    entry.dims[RVA__DIM_SOURCE] = FOLDED_C;
    folded_put(entry);
    folded_put(back(RVA_KIND_RETURN, -100, 9));
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_MONEY, 1);
    cr_expect_eq(fact->dims[RVA__DIM_PLATFORM], FOLDED_B);
    cr_expect_eq(fact->dims[RVA__DIM_SOURCE], FOLDED_C);
}

Test(money, has_the_borough_of_the_zip_it_carries)
{
    rva__entry conversation = folded_entry(RVA_EVENT_CONVERSATION, 0, 0);
    conversation.dims[RVA__DIM_BOROUGH] = FOLDED_A;
    conversation.dims[RVA__DIM_MEDIUM] = FOLDED_B;
    rva__entry entry = sale(100, 5);
    entry.dims[RVA__DIM_ZIP] = FOLDED_ZIP;
    folded_put(conversation);
    folded_put(entry);
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_MONEY, 0);
    cr_expect_eq(fact->dims[RVA__DIM_BOROUGH], FOLDED_BOROUGH);
    cr_expect_eq(fact->dims[RVA__DIM_MEDIUM], FOLDED_B);
}

Test(money, has_the_borough_it_names_whatever_its_zip)
{
    rva__entry entry = sale(100, 5);
    entry.dims[RVA__DIM_ZIP] = FOLDED_ZIP;
    entry.dims[RVA__DIM_BOROUGH] = FOLDED_A;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MONEY, 0)->dims[RVA__DIM_BOROUGH], FOLDED_A);
}

Test(money, makes_its_lead_sold_and_payable_at_the_first_sale)
{
    folded_lead(LEAD, 0);
    folded_put(sale(100, 5));
    folded_put(sale(100, 8));
    folded_in_the_end();
    cr_expect_eq(folded_count(RVA__FAMILY_LEAD_SALE), 1);
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD_SALE, 0)->at, 5000000);
    cr_expect_eq(folded_sum(RVA__M_leads_sold), 1);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_booked), 1);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_restated), 1);
    cr_expect_eq(folded_sum(RVA__M_leads_net_minor), 200);
}

Test(money, of_a_lead_without_an_event_sells_it_all_the_same)
{
    folded_put(sale(100, 5));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_leads), 0);
    cr_expect_eq(folded_sum(RVA__M_leads_sold), 1);
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD_SALE, 0)->entry, -1);
}

Test(money, partly_returned_leaves_the_lead_payable)
{
    folded_put(sale(100, 5));
    folded_put(back(RVA_KIND_RETURN, -99, 9));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_leads_payable_booked), 1);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_restated), 1);
}

Test(money, fully_returned_takes_the_lead_back_when_the_last_of_it_went)
{
    folded_put(sale(100, 5));
    folded_put(back(RVA_KIND_RETURN, -60, 9));
    folded_put(back(RVA_KIND_REFUND, -40, 11));
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_LEAD_SALE, 1);
    cr_assert(fact);
    cr_expect_eq(fact->at, 11000000);
    cr_expect_eq(folded_measure(fact, RVA__M_leads_payable_booked), -1);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_booked), 0);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_restated), 0);
    cr_expect_eq(folded_sum(RVA__M_leads_sold), 1);
}

Test(money, that_goes_back_after_all_was_returned_does_not_move_when_it_was)
{
    folded_put(sale(100, 5));
    folded_put(back(RVA_KIND_RETURN, -100, 9));
    folded_put(back(RVA_KIND_REFUND, -10, 30));
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_LEAD_SALE, 1)->at, 9000000);
}

Test(money, returned_before_the_sale_takes_the_lead_back_at_the_sale)
{
    folded_put(back(RVA_KIND_RETURN, -100, 2));
    folded_put(sale(100, 5));
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_LEAD_SALE, 1);
    cr_assert(fact);
    cr_expect_eq(fact->at, 5000000);
}

Test(money, that_comes_after_all_was_returned_makes_the_lead_payable_again)
{
    folded_put(sale(100, 5));
    folded_put(back(RVA_KIND_RETURN, -100, 9));
    folded_put(back(RVA_KIND_ADJUSTMENT, 20, 12));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_leads_payable_booked), 1);
    cr_expect_eq(folded_sum(RVA__M_leads_payable_restated), 1);
}

Test(money, adjusted_to_nothing_without_a_return_leaves_the_lead_payable)
{
    folded_put(sale(100, 5));
    folded_put(back(RVA_KIND_ADJUSTMENT, -100, 9));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_leads_payable_restated), 1);
}

Test(money, spent_is_a_cost_with_what_it_names_alone)
{
    rva__entry entry = folded_entry(RVA_EVENT_COST, 0, 5);
    entry.amount_minor = 250;
    entry.dims[RVA__DIM_SOURCE] = FOLDED_A;
    folded_put(entry);
    folded_in_the_end();
    const rva__fact *fact = folded_fact(RVA__FAMILY_COST, 0);
    cr_assert(fact);
    cr_expect_eq(folded_sum(RVA__M_cost_minor), 250);
    cr_expect_eq(fact->dims[RVA__DIM_SOURCE], FOLDED_A);
    cr_expect_eq(fact->dims[RVA__DIM_BOROUGH], RVA__VALUE_UNKNOWN);
    cr_expect_eq(fact->dims[RVA__DIM_ZIP], RVA__VALUE_NONE);
}

static rva__entry market(int64_t second)
{
    rva__entry entry = folded_entry(RVA_EVENT_MARKET, 0, second);
    entry.dims[RVA__DIM_ZIP] = FOLDED_ZIP;
    return entry;
}

Test(money, asked_in_a_market_is_counted_where_it_was_observed)
{
    rva__entry entry = market(5);
    entry.price_minor = 300;
    folded_put(entry);
    folded_put(market(6));
    entry = market(7);
    entry.price_minor = 0;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_market_observations), 3);
    cr_expect_eq(folded_sum(RVA__M_market_price_count), 2);
    cr_expect_eq(folded_sum(RVA__M_market_price_minor), 300);
}

Test(money, market_counts_competitors_and_demand_where_they_were_observed)
{
    rva__entry entry = market(5);
    entry.competitors = 0;
    entry.demand_micro = 1500000;
    folded_put(entry);
    folded_put(market(6));
    folded_in_the_end();
    cr_expect_eq(folded_sum(RVA__M_market_competitors_count), 1);
    cr_expect_eq(folded_sum(RVA__M_market_competitors), 0);
    cr_expect_eq(folded_sum(RVA__M_market_demand_count), 1);
    cr_expect_eq(folded_sum(RVA__M_market_demand_micro), 1500000);
}

Test(money, market_has_the_borough_of_its_zip)
{
    folded_put(market(5));
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MARKET, 0)->dims[RVA__DIM_BOROUGH], FOLDED_BOROUGH);
}

Test(money, market_has_the_borough_it_names_whatever_its_zip)
{
    rva__entry entry = market(5);
    entry.dims[RVA__DIM_BOROUGH] = FOLDED_A;
    folded_put(entry);
    folded_in_the_end();
    cr_expect_eq(folded_fact(RVA__FAMILY_MARKET, 0)->dims[RVA__DIM_BOROUGH], FOLDED_A);
}
