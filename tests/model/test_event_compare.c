/**
 * @file tests/model/test_event_compare.c
 * When two events say the same.
 */
#include "model/event.h"

#include <criterion/criterion.h>

static const int64_t at = INT64_C(1772373802120000); /* 2026-03-01T14:03:22.120Z */

static rva_event event;

static void start_lead(void)
{
    rva_event_init(&event, RVA_EVENT_LEAD, at);
    event.id = "l-81";
    event.conversation = "c-81";
    event.tier = "premium";
    event.score = 0.91;
}

static void start_offer(void)
{
    rva_event_init(&event, RVA_EVENT_OFFER, at);
    event.id = "o-81";
    event.lead = "l-81";
    event.platform = "SolarReviews";
}

static void start_sale(void)
{
    rva_event_init(&event, RVA_EVENT_TRANSACTION, at);
    event.id = "t-81";
    event.kind = RVA_KIND_SALE;
    event.amount_minor = 27500;
}

Test(event_compare, same_content_is_equal)
{
    start_lead();
    rva_event other = event;
    cr_expect_eq(rva__event_compare(&event, &other), 0);
}

Test(event_compare, texts_count_and_not_their_addresses)
{
    start_lead();
    rva_event other = event;
    char id[] = "l-81";
    other.id = id;
    cr_expect_eq(rva__event_compare(&event, &other), 0);
    id[3] = '2';
    cr_expect_lt(rva__event_compare(&event, &other), 0);
    cr_expect_gt(rva__event_compare(&other, &event), 0);
}

Test(event_compare, absent_text_comes_first)
{
    start_lead();
    rva_event other = event;
    other.tier = NULL;
    cr_expect_gt(rva__event_compare(&event, &other), 0);
    cr_expect_lt(rva__event_compare(&other, &event), 0);
}

Test(event_compare, instant_is_content)
{
    start_lead();
    rva_event other = event;
    other.at++;
    cr_expect_lt(rva__event_compare(&event, &other), 0);
}

Test(event_compare, correction_is_not_content)
{
    start_lead();
    rva_event other = event;
    other.correct = 1;
    cr_expect_eq(rva__event_compare(&event, &other), 0);
}

Test(event_compare, absent_means_the_default)
{
    start_offer();
    rva_event other = event;
    other.delivered = 1;
    other.randomised = 0;
    other.order = 0;
    cr_expect_eq(rva__event_compare(&event, &other), 0);
    other.delivered = 0;
    cr_expect_neq(rva__event_compare(&event, &other), 0);
}

Test(event_compare, currency_of_the_store_is_its_default)
{
    start_sale();
    rva_event other = event;
    other.currency = "USD";
    cr_expect_eq(rva__event_compare(&event, &other), 0);
}

Test(event_compare, reals_are_kept_to_six_decimals)
{
    start_lead();
    rva_event other = event;
    other.score = 0.9100000001;
    cr_expect_eq(rva__event_compare(&event, &other), 0);
    other.score = 0.910001;
    cr_expect_lt(rva__event_compare(&event, &other), 0);
}
