/**
 * @file tests/engine/test_records.c
 * Rows of conversations, leads, transactions and documents.
 */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include <revanalytics.h>

#include "given.h"

static const char *path;
static rva_store *store;
static rva_report *page;

static void build(void)
{
    path = given_place("store");
    store = given_store(path);
    for (int i = 0; i < 3; i++)
        given_history(store, i);
}

static void release(void)
{
    rva_report_free(page);
    rva_store_close(store);
    given_end();
}

TestSuite(records, .init = build, .fini = release);

static const rva_table *read_page(rva_record_kind kind)
{
    rva_records *records = NULL;
    rva_error err = RVA_ERROR_INIT;
    cr_assert_eq(rva_records_open(store, kind, GIVEN_AT + GIVEN_DAY, &records, &err), RVA_OK, "%s",
                 err.message);
    cr_assert_eq(rva_records_next(records, &page, &err), RVA_OK, "%s", err.message);
    rva_report *after = NULL;
    cr_expect_eq(rva_records_next(records, &after, NULL), RVA_NOT_FOUND);
    rva_records_close(records);
    return rva_report_table_at(page, 0);
}

Test(records, conversations_come_in_the_order_they_were_heard_of)
{
    const rva_table *table = read_page(RVA_RECORDS_CONVERSATIONS);
    cr_assert_eq(rva_table_row_count(table), 3);
    cr_expect_str_eq(rva_table_name(table), "conversations");
    const rva_conversation_row *row = rva_table_row_at(table, 2);
    cr_expect_eq(row->started_at, GIVEN_AT);
    cr_expect_str_eq(row->state, "open");
    cr_expect_eq(row->leads, 1);
    cr_expect_eq(row->sales, 1);
}

Test(records, a_lead_knows_that_it_is_sold)
{
    const rva_table *table = read_page(RVA_RECORDS_LEADS);
    cr_assert_eq(rva_table_row_count(table), 3);
    const rva_lead_row *row = rva_table_row_at(table, 0);
    cr_expect_str_eq(row->state, "sold");
    cr_expect_str_eq(row->tier, "premium");
    cr_expect_eq(row->sales, 1);
}

Test(records, revenue_of_the_rows_is_that_of_the_reports)
{
    const rva_table *table = read_page(RVA_RECORDS_TRANSACTIONS);
    int64_t sum = 0;
    for (size_t i = 0; i < rva_table_row_count(table); i++)
        sum += ((const rva_transaction_row *)rva_table_row_at(table, i))->amount_minor;
    cr_expect_eq(sum, given_gross(store));
    cr_expect_neq(sum, 0);
}

Test(records, an_erased_conversation_is_a_row_without_its_id)
{
    const rva_conversation_row *row = rva_table_row_at(read_page(RVA_RECORDS_CONVERSATIONS), 1);
    cr_assert_not_null(row->conversation);
    const rva_event wish = given_erasure(row->conversation);
    given_record(store, &wish);
    rva_report_free(page);
    const rva_table *table = read_page(RVA_RECORDS_CONVERSATIONS);
    cr_assert_eq(rva_table_row_count(table), 3);
    row = rva_table_row_at(table, 1);
    cr_expect_null(row->conversation);
    cr_expect_eq(row->sales, 1);
}

Test(records, documents_count_their_events)
{
    const rva_table *table = read_page(RVA_RECORDS_DOCUMENTS);
    int64_t events = 0;
    for (size_t i = 0; i < rva_table_row_count(table); i++)
        events += ((const rva_document_row *)rva_table_row_at(table, i))->events;
    cr_expect_eq(events, given_events(store));
}

Test(records, a_kind_that_is_none_is_refused)
{
    rva_records *records = NULL;
    cr_expect_eq(rva_records_open(store, (rva_record_kind)9, 0, &records, NULL), RVA_INVALID);
    cr_expect_null(records);
}

/** A lead of a conversation of its own, both named after `name`. */
static void record_lead(const char *name)
{
    const rva_event conversation = given_conversation(name);
    const rva_event lead = given_lead(name, name);
    given_record(store, &conversation);
    given_record(store, &lead);
}

static void record_verdict(const char *lead, rva_verdict verdict)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_FEEDBACK, GIVEN_AT + 300 * GIVEN_SECOND);
    event.id = lead;
    event.lead = lead;
    event.platform = "SolarReviews";
    event.verdict = verdict;
    given_record(store, &event);
}

static void record_transaction(const char *id, const char *lead, int64_t kind, int64_t amount)
{
    rva_event event = given_sale(id, lead, amount);
    event.kind = kind;
    if (kind != RVA_KIND_SALE && kind != RVA_KIND_ADJUSTMENT)
        event.of = lead;
    given_record(store, &event);
}

static const rva_lead_row *find_lead(const rva_table *table, const char *id)
{
    for (size_t i = 0; i < rva_table_row_count(table); i++) {
        const rva_lead_row *row = rva_table_row_at(table, i);
        if (strcmp(row->lead, id) == 0)
            return row;
    }
    cr_assert_fail("there is no lead %s", id);
    return NULL;
}

Test(records, a_lead_is_in_the_state_that_its_offers_and_sales_say)
{
    static const char *const states[] = {"waiting", "pending", "answered", "sold", "returned"};
    const size_t count = sizeof states / sizeof *states;
    for (size_t i = 0; i < count; i++) {
        record_lead(states[i]);
        const rva_event offer = given_offer(states[i], states[i], "SolarReviews");
        if (i > 0)
            given_record(store, &offer);
    }
    record_verdict("answered", RVA_VERDICT_REJECTED);
    record_transaction("sold", "sold", RVA_KIND_SALE, 500);
    record_transaction("returned", "returned", RVA_KIND_SALE, 500);
    record_transaction("back", "returned", RVA_KIND_RETURN, -500);
    const rva_table *table = read_page(RVA_RECORDS_LEADS);
    for (size_t i = 0; i < count; i++)
        cr_expect_str_eq(find_lead(table, states[i])->state, states[i]);
    cr_expect_eq(find_lead(table, "sold")->revenue_net_minor, 500);
    cr_expect_eq(find_lead(table, "returned")->revenue_net_minor, 0);
    cr_expect_eq(find_lead(table, "waiting")->sales, 0);
}

Test(records, each_kind_of_transaction_has_its_name)
{
    static const char *const kinds[] = {"sale", "refund", "return", "chargeback", "adjustment"};
    const size_t count = sizeof kinds / sizeof *kinds;
    for (size_t i = 1; i < count; i++) {
        record_lead(kinds[i]);
        record_transaction(kinds[i], kinds[i], RVA_KIND_SALE, 500);
    }
    for (size_t i = 1; i < count; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "back-%zu", i);
        record_transaction(id, kinds[i], (int64_t)i, -100);
    }
    size_t seen[5] = {0};
    const rva_table *table = read_page(RVA_RECORDS_TRANSACTIONS);
    for (size_t row = 0; row < rva_table_row_count(table); row++)
        for (size_t i = 0; i < count; i++)
            seen[i] += strcmp(((const rva_transaction_row *)rva_table_row_at(table, row))->kind,
                              kinds[i]) == 0;
    cr_expect_eq(seen[0], 3 + count - 1);
    for (size_t i = 1; i < count; i++)
        cr_expect_eq(seen[i], 1, "%s", kinds[i]);
}

/** A lead whose conversation nobody has heard of, and a sale whose lead nobody has. */
Test(records, what_waits_for_the_rest_is_a_document_already)
{
    const rva_event lead = given_lead("early lead", "later");
    const rva_event sale = given_sale("early sale", "unknown", 700);
    given_record(store, &lead);
    given_record(store, &sale);
    const rva_table *table = read_page(RVA_RECORDS_DOCUMENTS);
    cr_assert_eq(rva_table_row_count(table), 5);
    const rva_document_row *of_lead = rva_table_row_at(table, 3);
    const rva_document_row *of_sale = rva_table_row_at(table, 4);
    cr_expect_str_eq(of_lead->conversation, "later");
    cr_expect_null(of_sale->conversation);
    cr_expect_eq(of_sale->first_at, sale.at);
    cr_expect_eq(of_sale->events, 1);
}

/** Stages that the settings do not name, at one instant: their names say which comes first. */
Test(records, a_path_does_not_follow_from_the_order_of_arrival)
{
    static const char *const stages[2][3] = {{"zeta", "welcome", "alpha"},
                                             {"alpha", "zeta", "welcome"}};
    static const char *const ids[] = {"one", "two"};
    for (int i = 0; i < 2; i++) {
        const rva_event conversation = given_conversation(ids[i]);
        given_record(store, &conversation);
        for (int s = 0; s < 3; s++) {
            const rva_event stage = given_stage(ids[i], stages[i][s], 5);
            given_record(store, &stage);
        }
    }
    const rva_table *table = read_page(RVA_RECORDS_CONVERSATIONS);
    const rva_conversation_row *one = rva_table_row_at(table, 3);
    const rva_conversation_row *two = rva_table_row_at(table, 4);
    cr_expect_str_eq(one->path, "welcome > alpha > zeta");
    cr_expect_str_eq(two->path, one->path);
}

Test(records, a_long_path_is_cut_short)
{
    const rva_event conversation = given_conversation("long");
    given_record(store, &conversation);
    for (int i = 0; i < 200; i++) {
        char name[GIVEN_ID_BYTES];
        snprintf(name, sizeof name, "a stage with a long name, number %03d", i);
        const rva_event stage = given_stage("long", name, i);
        given_record(store, &stage);
    }
    const rva_conversation_row *row = rva_table_row_at(read_page(RVA_RECORDS_CONVERSATIONS), 3);
    const size_t size = strlen(row->path);
    cr_assert_gt(size, 10);
    cr_expect_str_eq(row->path + size - 6, " > ...");
    cr_expect_eq(strncmp(row->path, "a stage with a long name, number 000 > ", 39), 0);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(records, a_path_of_many_stages_shows_the_first_ones)
{
    const rva_event conversation = given_conversation("many");
    given_record(store, &conversation);
    for (int i = 0; i < 40; i++) {
        char name[GIVEN_ID_BYTES];
        snprintf(name, sizeof name, "s%d", i);
        const rva_event stage = given_stage("many", name, i);
        given_record(store, &stage);
    }
    const rva_conversation_row *row = rva_table_row_at(read_page(RVA_RECORDS_CONVERSATIONS), 3);
    cr_expect_eq(strncmp(row->path, "s0 > s1 > s2 > ", 15), 0, "%s", row->path);
    cr_expect_str_eq(row->path + strlen(row->path) - 11, "> s31 > ...");
}
