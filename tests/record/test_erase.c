/**
 * @file record/test_erase.c
 * A person erased is gone from the file, and every figure stays.
 *
 * Marked texts are recorded wherever a person can stand, and looked for in the bytes of
 * the data file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <revanalytics/records.h>

#include "given.h"

static char path[GIVEN_PATH_BYTES];
static rva_store *store;

static const char marker[] = "MARK-";

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

TestSuite(erase, .init = begin, .fini = end, .timeout = 120);

/** How often a text stands in the data file. */
static int count_in_file(const char *text)
{
    char file[GIVEN_PATH_BYTES + 16];
    snprintf(file, sizeof file, "%s/data.mdb", path);
    FILE *from = fopen(file, "rb");
    cr_assert_not_null(from);
    fseek(from, 0, SEEK_END);
    const size_t size = (size_t)ftell(from);
    rewind(from);
    char *bytes = malloc(size);
    cr_assert_eq(fread(bytes, 1, size, from), size);
    fclose(from);
    int count = 0;
    const char *at = bytes;
    while ((at = memmem(at, (size_t)(bytes + size - at), text, strlen(text))) != NULL) {
        at += strlen(text);
        count++;
    }
    free(bytes);
    return count;
}

static void record_marked_outcome(void)
{
    rva_event feedback, finish;
    rva_event_init(&feedback, RVA_EVENT_FEEDBACK, GIVEN_AT + 300 * GIVEN_SECOND);
    feedback.id = "MARK-feedback";
    feedback.offer = "MARK-offer";
    feedback.verdict = RVA_VERDICT_REJECTED;
    feedback.reason = "MARK-reason";
    given_record(store, &feedback);
    rva_event_init(&finish, RVA_EVENT_END, GIVEN_AT + 400 * GIVEN_SECOND);
    finish.conversation = "MARK-conversation";
    finish.outcome = RVA_END_COMPLETED;
    finish.reason = "MARK-farewell";
    given_record(store, &finish);
}

/** One person with a mark in every text that may tell of them. */
static void record_marked(void)
{
    rva_event conversation = given_conversation("MARK-conversation");
    rva_event lead = given_lead("MARK-lead", "MARK-conversation");
    rva_event stage = given_stage("MARK-conversation", "welcome", 5);
    const rva_event offer = given_offer("MARK-offer", "MARK-lead", "SolarReviews");
    rva_event sale = given_sale("MARK-sale", "MARK-lead", 27500);
    conversation.visitor = "MARK-visitor";
    conversation.tags = "{\"name\":\"MARK-tag\"}";
    lead.tags = "{\"phone\":\"MARK-phone\"}";
    stage.reason = "MARK-said";
    given_record(store, &conversation);
    given_record(store, &stage);
    given_record(store, &lead);
    given_record(store, &offer);
    given_record(store, &sale);
    sale.correct = 1; /* what was replaced is in the log, too */
    sale.amount_minor = 30000;
    given_record(store, &sale);
    record_marked_outcome();
}

static void record_others(void)
{
    for (int i = 0; i < 20; i++)
        given_history(store, i);
}

static void erase_visitor(const char *visitor)
{
    rva_event erasure;
    rva_event_init(&erasure, RVA_EVENT_ERASE, RVA_ABSENT);
    erasure.visitor = visitor;
    given_record(store, &erasure);
}

static void compact(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva_store_close(store);
    store = NULL;
    given_check(rva_store_compact(path, &err), &err, "rva_store_compact");
}

/** Erases the person by `erase`, and looks for what is left of them. */
static void expect_gone(void (*erase)(void))
{
    record_others();
    record_marked();
    char *before = given_figures(store);
    cr_assert_gt(count_in_file(marker), 0);
    erase();
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
    char *after = given_figures(store);
    cr_expect_str_eq(before, after);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    char *rebuilt = given_figures(store);
    cr_expect_str_eq(before, rebuilt);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    free(before);
    free(after);
    free(rebuilt);
}

static void by_conversation(void)
{
    const rva_event erasure = given_erasure("MARK-conversation");
    given_record(store, &erasure);
}

static void by_lead(void)
{
    rva_event erasure;
    rva_event_init(&erasure, RVA_EVENT_ERASE, RVA_ABSENT);
    erasure.lead = "MARK-lead";
    given_record(store, &erasure);
}

static void by_visitor(void)
{
    erase_visitor("MARK-visitor");
}

Test(erase, by_conversation_leaves_no_trace_and_every_figure)
{
    expect_gone(by_conversation);
}

Test(erase, by_lead_leaves_no_trace_and_every_figure)
{
    expect_gone(by_lead);
}

Test(erase, by_visitor_leaves_no_trace_and_every_figure)
{
    expect_gone(by_visitor);
}

/** Makes these tags attributes, and no others. */
static void set_attributes(const char *first, const char *second)
{
    rva_error err = RVA_ERROR_INIT;
    rva_settings *settings;
    given_check(rva_store_settings(store, &settings, &err), &err, "rva_store_settings");
    rva_settings_clear_attributes(settings);
    given_check(rva_settings_add_attribute(settings, first, &err), &err, "first");
    if (second)
        given_check(rva_settings_add_attribute(settings, second, &err), &err, "second");
    given_check(rva_store_change_settings(store, settings, NULL, NULL, &err), &err, "change");
    rva_settings_free(settings);
}

/** Attribute number `index` of the one conversation there is. */
static void expect_attribute(size_t index, const char *value)
{
    rva_error err = RVA_ERROR_INIT;
    rva_records *records;
    rva_report *page;
    given_check(rva_records_open(store, RVA_RECORDS_CONVERSATIONS, GIVEN_AT, &records, &err), &err,
                "rva_records_open");
    given_check(rva_records_next(records, &page, &err), &err, "rva_records_next");
    const rva_table *table = rva_report_table_at(page, 0);
    cr_assert_eq(rva_table_row_count(table), 1);
    const char *row = rva_table_row_at(table, 0);
    const char *const *attributes = (const void *)(row + sizeof(rva_conversation_row));
    cr_expect_str_eq(attributes[index], value);
    rva_report_free(page);
    rva_records_close(records);
}

Test(erase, tags_that_are_attributes_stay_and_others_go)
{
    rva_event conversation = given_conversation("MARK-conversation");
    conversation.tags = "{\"property\":\"condo\",\"name\":\"MARK-name\",\"floor\":3}";
    set_attributes("property", NULL);
    given_record(store, &conversation);
    expect_attribute(0, "condo");
    by_conversation();
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
    expect_attribute(0, "condo");
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    set_attributes("floor", "property");
    expect_attribute(0, "(unknown)");
    expect_attribute(1, "condo");
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(erase, events_that_only_free_text_told_apart_stay_two)
{
    rva_event stage = given_stage("MARK-conversation", "welcome", 5);
    stage.action = RVA_ACTION_LEAVE;
    stage.reason = "MARK-one";
    given_record(store, &stage);
    stage.reason = "MARK-two";
    given_record(store, &stage);
    rva_event nothing;
    rva_event_init(&nothing, RVA_EVENT_VOID, RVA_ABSENT);
    nothing.conversation = "MARK-conversation";
    nothing.reason = "MARK-three";
    given_record(store, &nothing);
    nothing.reason = "MARK-four";
    given_record(store, &nothing);
    char *before = given_figures(store);
    by_conversation();
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    char *after = given_figures(store);
    cr_expect_str_eq(before, after);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    free(before);
    free(after);
}

Test(erase, without_compaction_a_trace_may_stay_so_the_search_can_see_one)
{
    record_others();
    record_marked();
    compact();
    cr_expect_gt(count_in_file(marker), 10);
}

Test(erase, all_conversations_of_a_visitor)
{
    for (int i = 0; i < 5; i++) {
        char id[GIVEN_ID_BYTES];
        snprintf(id, sizeof id, "MARK-%d", i);
        rva_event event = given_conversation(id);
        event.visitor = "MARK-visitor";
        given_record(store, &event);
    }
    erase_visitor("MARK-visitor");
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

static rva_event given_void_of_lead(const char *id)
{
    rva_event event;
    rva_event_init(&event, RVA_EVENT_VOID, RVA_ABSENT);
    event.lead = id;
    return event;
}

Test(erase, what_comes_later_is_refused)
{
    record_marked();
    by_conversation();
    const rva_event later[] = {
        given_conversation("MARK-conversation"),
        given_stage("MARK-conversation", "welcome", 500),
        given_lead("MARK-lead", "MARK-conversation"),
        given_lead("another", "MARK-conversation"),
        given_offer("another", "MARK-lead", "SolarReviews"),
        given_void_of_lead("MARK-lead"),
    };
    const int64_t events = given_events(store);
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        cr_expect_eq(rva_record(store, &later[i], NULL, NULL), RVA_ERASED);
    cr_expect_eq(given_events(store), events);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    cr_expect_eq(rva_record(store, &later[1], NULL, NULL), RVA_ERASED);
}

/** A void lead, with an offer, its feedback and a sale that wait for it. */
static void record_void_lead(void)
{
    const rva_event conversation = given_conversation("MARK-conversation");
    const rva_event lead = given_lead("MARK-lead", "MARK-conversation");
    const rva_event offer = given_offer("MARK-offer", "MARK-lead", "SolarReviews");
    const rva_event sale = given_sale("MARK-sale", "MARK-lead", 27500);
    const rva_event void_of = given_void_of_lead("MARK-lead");
    given_record(store, &conversation);
    given_record(store, &lead);
    given_record(store, &offer);
    given_record(store, &sale);
    given_record(store, &void_of);
}

Test(erase, what_waits_for_a_void_lead_goes_with_it)
{
    rva_erasure erasure = {0};
    const rva_event offer = given_offer("MARK-late", "MARK-lead", "SolarReviews");
    record_void_lead();
    cr_expect_eq(rva_store_erase(store, "conversation", "MARK-conversation", &erasure, NULL),
                 RVA_OK);
    cr_expect_eq(erasure.conversations, 1);
    cr_expect_eq(erasure.leads, 0);
    cr_expect_eq(erasure.events, 5);
    cr_expect_eq(rva_record(store, &offer, NULL, NULL), RVA_ERASED);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    cr_expect_eq(rva_record(store, &offer, NULL, NULL), RVA_ERASED);
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
}

/** The id of the event at that place of the log. */
static void id_at(int64_t seq, const char *field, char out[GIVEN_ID_BYTES])
{
    rva_feed *feed = NULL;
    rva_change change;
    const rva_field *of = rva_field_find(field, strlen(field));
    cr_assert_eq(rva_feed_open(store, NULL, seq, &feed, NULL), RVA_OK);
    cr_assert_eq(rva_feed_next(feed, &change, NULL), RVA_OK);
    const char *id = *(const char *const *)(const void *)((const char *)change.event + of->offset);
    snprintf(out, GIVEN_ID_BYTES, "%s", id);
    rva_feed_close(feed);
}

Test(erase, a_conversation_that_was_never_the_visitors_stays)
{
    rva_event event = given_conversation("other");
    rva_event void_of;
    char id[GIVEN_ID_BYTES];
    event.uid = "wrong";
    event.visitor = "MARK-visitor";
    event.tags = "{\"name\":\"MARK-tag\"}";
    given_record(store, &event);
    rva_event_init(&void_of, RVA_EVENT_VOID, RVA_ABSENT);
    void_of.uid = "wrong";
    given_record(store, &void_of);
    const rva_event stage = given_stage("other", "welcome", 5);
    given_record(store, &stage);
    erase_visitor("MARK-visitor");
    id_at(1, "id", id);
    cr_expect_str_eq(id, "other");
    id_at(1, "uid", id);
    cr_expect_str_eq(id, "wrong");
    id_at(3, "conversation", id);
    cr_expect_str_eq(id, "other");
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
}

Test(erase, an_id_of_somebody_else_stays_readable)
{
    const rva_event other = given_conversation("other");
    rva_event sale = given_sale("MARK-sale", "MARK-lead", 7);
    char id[GIVEN_ID_BYTES];
    sale.conversation = "other";
    given_record(store, &other);
    record_marked();
    sale.id = "MARK-crossed";
    given_record(store, &sale);
    by_conversation();
    id_at(given_events(store) - 1, "conversation", id);
    cr_expect_str_eq(id, "other");
    id_at(given_events(store) - 1, "id", id);
    cr_expect_eq(id[0], '~');
}

Test(erase, of_a_lead_that_moved_and_is_void_leaves_where_it_was_first)
{
    const rva_event first = given_conversation("first");
    const rva_event second = given_conversation("MARK-second");
    rva_event lead = given_lead("MARK-lead", "first");
    const rva_event void_of = given_void_of_lead("MARK-lead");
    rva_erasure erasure = {0};
    given_record(store, &first);
    given_record(store, &second);
    given_record(store, &lead);
    lead.conversation = "MARK-second";
    lead.correct = 1;
    given_record(store, &lead);
    given_record(store, &void_of);
    cr_expect_eq(rva_store_erase(store, "lead", "MARK-lead", &erasure, NULL), RVA_OK);
    cr_expect_eq(erasure.conversations, 1);
    const rva_event stage = given_stage("first", "welcome", 5);
    cr_expect_eq(rva_record(store, &stage, NULL, NULL), RVA_OK);
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
}

Test(erase, once_more_changes_nothing)
{
    record_marked();
    by_conversation();
    const int64_t events = given_events(store);
    const rva_event erasure = given_erasure("MARK-conversation");
    rva_outcome outcome = RVA_REFUSED;
    cr_expect_eq(rva_record(store, &erasure, &outcome, NULL), RVA_OK);
    cr_expect_eq(outcome, RVA_DUPLICATE);
    cr_expect_eq(given_events(store), events);
}

Test(erase, money_that_comes_later_is_kept_without_readable_ids)
{
    record_marked();
    by_conversation();
    const int64_t events = given_events(store);
    const rva_event sale = given_sale("MARK-later", "MARK-lead", 7);
    rva_outcome outcome = RVA_REFUSED;
    cr_expect_eq(rva_record(store, &sale, &outcome, NULL), RVA_OK);
    cr_expect_eq(outcome, RVA_ACCEPTED);
    cr_expect_eq(rva_record(store, &sale, &outcome, NULL), RVA_OK);
    cr_expect_eq(outcome, RVA_DUPLICATE);
    cr_expect_eq(given_events(store), events + 1);
    compact();
    cr_expect_eq(count_in_file(marker), 0);
    store = given_open(path);
    cr_expect_eq(given_differences(store, RVA_VERIFY_FULL), 0);
}

Test(erase, of_somebody_unknown_is_kept_for_what_is_to_come)
{
    rva_erasure erasure = {0};
    const rva_event conversation = given_conversation("nobody");
    const rva_event visit = given_conversation("other");
    rva_event named = visit;
    named.visitor = "v-1";
    cr_expect_eq(rva_store_erase(store, "conversation", "nobody", &erasure, NULL), RVA_OK);
    cr_expect_eq(erasure.outcome, RVA_NOTHING_STORED);
    cr_expect_eq(erasure.events, 0);
    cr_expect_eq(rva_store_erase(store, "conversation", "nobody", &erasure, NULL), RVA_OK);
    cr_expect_eq(erasure.outcome, RVA_DUPLICATE);
    cr_expect_eq(rva_store_erase(store, "visitor", "v-1", &erasure, NULL), RVA_OK);
    cr_expect_eq(erasure.outcome, RVA_NOTHING_STORED);
    cr_expect_eq(rva_record(store, &conversation, NULL, NULL), RVA_ERASED);
    cr_expect_eq(rva_record(store, &named, NULL, NULL), RVA_ERASED);
    cr_expect_eq(rva_record(store, &visit, NULL, NULL), RVA_OK);
    cr_expect_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    cr_expect_eq(rva_record(store, &conversation, NULL, NULL), RVA_ERASED);
    cr_expect_eq(rva_record(store, &named, NULL, NULL), RVA_ERASED);
}

Test(erase, says_what_it_touched)
{
    rva_erasure erasure = {0};
    record_marked();
    const rva_event other = given_conversation("other");
    given_record(store, &other);
    cr_expect_eq(rva_store_erase(store, "lead", "MARK-lead", &erasure, NULL), RVA_OK);
    cr_expect_eq(erasure.outcome, RVA_ACCEPTED);
    cr_expect_eq(erasure.conversations, 1);
    cr_expect_eq(erasure.leads, 1);
    cr_expect_eq(erasure.events, given_events(store) - 2);
    cr_expect_eq(rva_store_erase(store, "cat", "MARK-lead", &erasure, NULL), RVA_INVALID);
    cr_expect_eq(rva_store_erase(store, "lead", NULL, &erasure, NULL), RVA_INVALID);
}
