/**
 * @file record/test_void.c
 * What is void leaves every figure and stays known; a correction brings it back.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include <revanalytics/records.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];
static rva_store *store;

static void begin(void)
{
    snprintf(path, sizeof path, "%s", given_place("store"));
    store = given_store(path);
}

static void end(void)
{
    rva_store_close(store);
    given_end();
}

TestSuite(void_events, .init = begin, .fini = end, .timeout = 120);

static rva_event a_void(const char *reason)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_VOID, RVA_ABSENT);
    event.reason = reason;
    return event;
}

static rva_outcome record(const rva_event *event)
{
    rva_outcome outcome = RVA_REFUSED;
    rva_error err = RVA_ERROR_INIT;
    given_check(rva_record(store, event, &outcome, &err), &err, "rva_record");
    return outcome;
}

static int64_t records(rva_record_kind kind)
{
    rva_records *all;
    rva_report *page;
    int64_t count = 0;
    cr_assert_eq(rva_records_open(store, kind, RVA_ABSENT, &all, NULL), RVA_OK);
    while (rva_records_next(all, &page, NULL) == RVA_OK) {
        count += (int64_t)rva_table_row_count(rva_report_table_at(page, 0));
        rva_report_free(page);
    }
    rva_records_close(all);
    return count;
}

static void expect_sound(void)
{
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(void_events, take_a_sale_out_and_a_correction_brings_it_back)
{
    rva_event sale = given_sale("t-1", NULL, 100);
    rva_event gone = a_void("entered twice");
    gone.transaction = "t-1";
    record(&sale);
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 1);
    cr_expect_eq(record(&gone), RVA_ACCEPTED);
    cr_expect_eq(record(&gone), RVA_DUPLICATE);
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 0);
    cr_expect_eq(record(&sale), RVA_DUPLICATE);
    expect_sound();
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 0);
    sale.correct = 1;
    cr_expect_eq(record(&sale), RVA_CORRECTED);
    cr_expect_eq(record(&sale), RVA_DUPLICATE);
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 1);
    cr_expect_eq(record(&gone), RVA_DUPLICATE);
    gone.reason = "it was";
    cr_expect_eq(record(&gone), RVA_ACCEPTED);
    cr_expect_eq(record(&sale), RVA_DUPLICATE); /* that correction was recorded before */
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 0);
    expect_sound();
}

Test(void_events, come_before_what_they_name)
{
    rva_event gone = a_void(NULL);
    const rva_event sale = given_sale("t-1", NULL, 100);
    gone.transaction = "t-1";
    cr_expect_eq(record(&gone), RVA_ACCEPTED);
    cr_expect_eq(record(&sale), RVA_ACCEPTED);
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 0);
    expect_sound();
}

Test(void_events, of_a_conversation_take_all_that_belongs_to_it)
{
    rva_event began = given_conversation("c-1");
    const rva_event lead = given_lead("l-1", "c-1");
    const rva_event sale = given_sale("t-1", "l-1", 100);
    rva_event gone = a_void("a test chat");
    gone.conversation = "c-1";
    record(&began);
    record(&lead);
    cr_expect_eq(record(&gone), RVA_ACCEPTED);
    record(&sale); /* its lead leads to the conversation still */
    cr_expect_eq(records(RVA_RECORDS_CONVERSATIONS) + records(RVA_RECORDS_LEADS) +
                     records(RVA_RECORDS_TRANSACTIONS),
                 0);
    expect_sound();
    began.correct = 1;
    cr_expect_eq(record(&began), RVA_CORRECTED);
    cr_expect_eq(records(RVA_RECORDS_CONVERSATIONS), 1);
    cr_expect_eq(records(RVA_RECORDS_LEADS), 1);
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 1);
    expect_sound();
}

Test(void_events, by_uid_take_one_stage)
{
    rva_event stage = given_stage("c-1", "welcome", 5);
    rva_event gone = a_void(NULL);
    stage.uid = gone.uid = "u-1";
    record(&stage);
    cr_expect_eq(records(RVA_RECORDS_CONVERSATIONS), 1);
    cr_expect_eq(record(&gone), RVA_ACCEPTED);
    cr_expect_eq(records(RVA_RECORDS_CONVERSATIONS), 0);
    stage.correct = 1;
    stage.stage = "bill_discovery";
    cr_expect_eq(record(&stage), RVA_CORRECTED);
    cr_expect_eq(records(RVA_RECORDS_CONVERSATIONS), 1);
    expect_sound();
}

Test(void_events, are_no_link)
{
    const rva_event lead = given_lead("l-1", "c-1");
    rva_event sale = given_sale("t-1", "l-1", 100);
    rva_event gone = a_void(NULL);
    rva_store_info info;
    sale.conversation = "c-2";
    gone.lead = "l-1";
    record(&lead);
    record(&sale);
    cr_assert_eq(rva_store_get_info(store, &info, NULL), RVA_OK);
    cr_expect_eq(info.crossed, 1);
    cr_expect_eq(info.unannounced, 0);
    record(&gone);
    cr_assert_eq(rva_store_get_info(store, &info, NULL), RVA_OK);
    cr_expect_eq(info.crossed, 0);
    cr_expect_eq(info.unannounced, 1);
    expect_sound();
}

Test(void_events, a_uid_names_one_event_for_good)
{
    rva_event sale = given_sale("t-1", NULL, 100);
    rva_event other = given_sale("t-2", NULL, 100);
    rva_error err = RVA_ERROR_INIT;
    sale.uid = other.uid = "u-1";
    record(&sale);
    cr_expect_eq(rva_record(store, &other, NULL, &err), RVA_CONFLICT);
    cr_expect_str_eq(err.field, "uid");
    sale.uid = NULL;
    sale.amount_minor = 200;
    sale.correct = 1;
    cr_expect_eq(record(&sale), RVA_CORRECTED);
    cr_expect_eq(rva_record(store, &other, NULL, NULL), RVA_CONFLICT);
    rva_event gone = a_void(NULL);
    gone.uid = "u-1";
    record(&gone);
    cr_expect_eq(records(RVA_RECORDS_TRANSACTIONS), 0);
    expect_sound();
}

Test(void_events, a_content_that_was_there_before_is_a_duplicate)
{
    rva_event sale = given_sale("t-1", NULL, 100);
    rva_event more = given_sale("t-1", NULL, 200);
    more.correct = 1;
    record(&sale);
    record(&more);
    cr_expect_eq(record(&sale), RVA_DUPLICATE);
    cr_expect_eq(record(&more), RVA_DUPLICATE);
    sale.correct = 1;
    cr_expect_eq(record(&sale), RVA_DUPLICATE);
    expect_sound();
}
