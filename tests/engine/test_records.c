/**
 * @file tests/engine/test_records.c
 * Rows of conversations, leads, transactions and documents.
 */
#include <criterion/criterion.h>

#include <string.h>

#include <revanalytics.h>

#include "../store/given.h"

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
