/**
 * @file record/test_keep.c
 * Long conversations that a writer has at hand from one event to the next: whatever comes
 * between, the store is what its log says.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "given.h"
#include "record/batch.h"

enum { LONG = 150, FAULTS_MAX = 200 };

static char path[GIVEN_PATH_BYTES];
static rva_store *store;

static void begin(void)
{
    rva_error err = RVA_ERROR_INIT;
    rva__batch_long = 64;
    snprintf(path, sizeof path, "%s", given_place("store"));
    given_check(rva_store_create(path, NULL, RVA_EPHEMERAL, &err), &err, "rva_store_create");
    store = given_open(path);
}

TestSuite(keep, .init = begin, .fini = given_end, .timeout = 300);

/** Event number `i` of a conversation: stages, leads, offers, sales and late ones, of some days. */
static rva_event event_of(const char *conversation, int i, char id[GIVEN_ID_BYTES])
{
    static const char *const stages[] = {"welcome", "interest", "closing", "another"};
    rva_event event;
    snprintf(id, GIVEN_ID_BYTES, "%s-%d", conversation, i);
    switch (i % 8) {
    case 0:
        event = given_conversation(conversation);
        event.source = i % 16 ? "search" : "mail";
        break;
    case 1:
        event = given_lead(id, conversation);
        break;
    case 2:
        event = given_sale(id, NULL, 100 + i);
        event.conversation = conversation;
        break;
    case 3:
        event = given_stage(conversation, stages[i / 8 % 4], 0);
        event.action = RVA_ACTION_COMPLETE;
        event.response_ms = i;
        break;
    default:
        event = given_stage(conversation, stages[i / 8 % 4], 0);
    }
    event.at = GIVEN_AT + (i % 5 == 4 ? -i : i) * 1800 * GIVEN_SECOND;
    return event;
}

static rva_status record(const char *conversation, int i)
{
    char id[GIVEN_ID_BYTES];
    const rva_event event = event_of(conversation, i, id);
    return rva_record(store, &event, NULL, NULL);
}

static void record_some(const char *conversation, int from, int to)
{
    for (int i = from; i < to; i++)
        cr_assert_eq(record(conversation, i), RVA_OK, "event %d", i);
}

/** The store is what its log says, and what a rebuild makes of that. */
static void expect_right(int64_t events)
{
    cr_assert_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    char *figures = given_figures(store);
    cr_assert_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
    char *rebuilt = given_figures(store);
    cr_expect_str_eq(figures, rebuilt);
    cr_expect_eq(given_events(store), events);
    free(figures);
    free(rebuilt);
    rva_store_close(store);
}

Test(keep, one_conversation_event_by_event)
{
    record_some("c", 0, 4 * LONG);
    expect_right(4 * LONG);
}

Test(keep, more_conversations_than_are_kept_in_turn)
{
    char name[GIVEN_ID_BYTES];
    for (int i = 0; i < LONG; i++) {
        for (int c = 0; c < RVA__KEPT_DOCUMENTS_MAX + 4; c++) {
            snprintf(name, sizeof name, "c%d", c);
            record_some(name, i, i + 1);
        }
    }
    expect_right((RVA__KEPT_DOCUMENTS_MAX + 4) * LONG);
}

Test(keep, one_event_by_event_and_others_in_bulk)
{
    char ids[LONG][GIVEN_ID_BYTES];
    rva_event events[LONG];
    record_some("c", 0, LONG);
    for (int i = 0; i < LONG; i++)
        events[i] = event_of(i % 2 ? "c" : "d", LONG + i, ids[i]);
    cr_assert_eq(rva_record_many(store, events, LONG, NULL, NULL, NULL), RVA_OK);
    record_some("c", 2 * LONG, 3 * LONG);
    record_some("d", 2 * LONG, 3 * LONG);
    expect_right(4 * LONG);
}

/** Waits for its turn, records every other event, and gives the turn away. */
static void take_turns(int first, int from, int to)
{
    char token = 0;
    for (int i = first; i < 2 * LONG; i += 2) {
        if (read(from, &token, 1) != 1 || record("c", i) != RVA_OK)
            given_exit(EXIT_FAILURE);
        if (write(to, &token, 1) != 1)
            given_exit(EXIT_FAILURE);
    }
}

Test(keep, two_processes_in_turn)
{
    int there[2], back[2];
    char token = 0;
    rva_store_close(store);
    cr_assert_eq(pipe(there), 0);
    cr_assert_eq(pipe(back), 0);
    const pid_t child = fork();
    if (child == 0) {
        close(there[1]); /* so that each side sees the other one end */
        close(back[0]);
        store = given_open(path);
        take_turns(1, there[0], back[1]);
        rva_store_close(store);
        given_exit(EXIT_SUCCESS);
    }
    store = given_open(path);
    cr_assert_eq(write(back[1], &token, 1), 1);
    close(there[0]);
    close(back[1]);
    take_turns(0, back[0], there[1]);
    int how = 0;
    waitpid(child, &how, 0);
    cr_assert(WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS);
    expect_right(2 * LONG);
}

Test(keep, a_child_forked_in_between)
{
    record_some("c", 0, LONG);
    const pid_t child = fork();
    if (child == 0) {
        rva_store *own = NULL;
        const rva_status inherited = record("c", LONG);
        store = rva_store_open(path, NULL, &own, NULL) == RVA_OK ? own : NULL;
        given_exit(inherited != RVA_OK && store && record("c", LONG) == RVA_OK ? EXIT_SUCCESS
                                                                               : EXIT_FAILURE);
    }
    int how = 0;
    waitpid(child, &how, 0);
    cr_assert(WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS);
    record_some("c", LONG + 1, 2 * LONG);
    expect_right(2 * LONG);
}

Test(keep, memory_ends_in_between)
{
    record_some("c", 0, LONG);
    int next = LONG;
    rva_status status = RVA_NO_MEMORY;
    for (long allowed = 0; allowed < FAULTS_MAX && status == RVA_NO_MEMORY; allowed++) {
        rva__alloc_limit(allowed);
        status = record("c", next);
        rva__alloc_limit(-1);
        record_some("c", next + 1, next + 2); /* after the failure the rest goes on */
        record_some("c", next, next + (status != RVA_OK));
        next += 2;
    }
    cr_assert_eq(status, RVA_OK, "%s", rva_status_name(status));
    record_some("c", next, next + LONG);
    expect_right(next + LONG);
}

/** No file may grow: what commits fails. */
static void limit_files(bool on)
{
    static struct rlimit before;
    if (on) {
        getrlimit(RLIMIT_FSIZE, &before);
        const struct rlimit none = {1, before.rlim_max};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &none);
    } else {
        setrlimit(RLIMIT_FSIZE, &before);
    }
}

Test(keep, writing_fails_in_between)
{
    record_some("c", 0, LONG);
    for (int i = LONG; i < LONG + 20; i++) {
        limit_files(true);
        const rva_status status = record("c", i);
        limit_files(false);
        cr_assert_neq(status, RVA_OK);
        if (status == RVA_UNKNOWN) {
            rva_store_close(store);
            store = given_open(path);
        }
        record_some("c", i, i + 1);
    }
    record_some("c", LONG + 20, 2 * LONG);
    expect_right(2 * LONG);
}

Test(keep, events_are_refused_and_checked_in_between)
{
    char id[GIVEN_ID_BYTES];
    record_some("c", 0, LONG);
    for (int i = LONG; i < 2 * LONG; i++) {
        rva_event other = event_of("c", 2, id); /* that sale had another amount */
        other.amount_minor++;
        cr_assert_eq(rva_record(store, &other, NULL, NULL), RVA_CONFLICT);
        const rva_event next = event_of("c", i, id);
        cr_assert_eq(rva_record_check(store, &next, 1, NULL, NULL, NULL), RVA_OK);
        record_some("c", i, i + 1);
        record_some("c", i - 3, i); /* once more */
    }
    expect_right(2 * LONG);
}

Test(keep, corrections_and_voids_come_in_between)
{
    char id[GIVEN_ID_BYTES];
    record_some("c", 0, LONG);
    for (int i = 10; i < LONG; i += 8) {
        rva_event sale = event_of("c", i, id);
        sale.amount_minor += 7;
        sale.at += 3 * GIVEN_DAY;
        sale.correct = 1;
        cr_assert_eq(rva_record(store, &sale, NULL, NULL), RVA_OK);
        record_some("c", LONG + i, LONG + i + 1);
        rva_event nothing;
        rva_event_init(&nothing, RVA_EVENT_VOID, RVA_ABSENT);
        nothing.transaction = id;
        if (i % 16 == 2)
            cr_assert_eq(rva_record(store, &nothing, NULL, NULL), RVA_OK);
    }
    cr_assert_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

Test(keep, a_conversation_is_voided_in_between)
{
    rva_event nothing;
    record_some("c", 0, LONG);
    rva_event_init(&nothing, RVA_EVENT_VOID, RVA_ABSENT);
    nothing.conversation = "c";
    given_record(store, &nothing);
    record_some("c", LONG, 2 * LONG);
    expect_right(2 * LONG + 1);
}

Test(keep, the_person_is_erased_in_between)
{
    const rva_event erasure = given_erasure("c");
    record_some("c", 0, LONG);
    record_some("d", 0, LONG);
    given_record(store, &erasure);
    cr_expect_eq(record("c", LONG), RVA_ERASED);
    record_some("d", LONG, 2 * LONG);
    cr_assert_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    rva_store_close(store);
}

Test(keep, settings_change_in_between)
{
    rva_settings *settings = NULL;
    record_some("c", 0, LONG);
    for (int i = 0; i < 4; i++) {
        char hours[GIVEN_ID_BYTES];
        snprintf(hours, sizeof hours, "%d", i + 1);
        cr_assert_eq(rva_store_settings(store, &settings, NULL), RVA_OK);
        cr_assert_eq(rva_settings_set(settings, "idle_timeout_hours", hours, NULL), RVA_OK);
        cr_assert_eq(rva_settings_set(settings, "time_zone", i % 2 ? "UTC" : "Asia/Tokyo", NULL),
                     RVA_OK);
        cr_assert_eq(rva_store_change_settings(store, settings, NULL, NULL, NULL), RVA_OK);
        rva_settings_free(settings);
        record_some("c", LONG + 10 * i, LONG + 10 * (i + 1));
        cr_assert_eq(given_differences(store, RVA_VERIFY_FULL), 0);
    }
    expect_right(LONG + 40);
}

Test(keep, it_is_rebuilt_in_between)
{
    record_some("c", 0, LONG);
    for (int i = LONG; i < LONG + 20; i++) {
        cr_assert_eq(rva_store_rebuild(store, NULL, NULL, NULL, NULL), RVA_OK);
        record_some("c", i, i + 1);
    }
    expect_right(LONG + 20);
}

/** Leaves a stage at one instant, for a reason that only the log has. */
static rva_status leave(int reason, rva_outcome *outcome)
{
    char text[GIVEN_ID_BYTES];
    rva_event event = given_stage("c", "welcome", 0);
    snprintf(text, sizeof text, "reason %d", reason);
    event.action = RVA_ACTION_LEAVE;
    event.reason = text;
    return rva_record(store, &event, outcome, NULL);
}

static void expect_leave(int reason, rva_outcome expected)
{
    rva_outcome outcome = RVA_REFUSED;
    cr_assert_eq(leave(reason, &outcome), RVA_OK);
    cr_assert_eq(outcome, expected, "reason %d", reason);
}

Test(keep, events_of_one_instant_that_only_the_log_tells_apart)
{
    for (int i = 0; i < LONG; i++) {
        expect_leave(i, RVA_ACCEPTED);
        expect_leave(i, RVA_DUPLICATE);
        expect_leave(i / 2, RVA_DUPLICATE);
    }
    expect_right(LONG);
}

/** The same by another process. */
static void leave_elsewhere(int reason)
{
    int how = 0;
    const pid_t child = fork();
    if (child == 0) {
        rva_outcome outcome = RVA_REFUSED;
        store = given_open(path);
        const bool good = leave(reason, &outcome) == RVA_OK && outcome == RVA_ACCEPTED;
        rva_store_close(store);
        given_exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    waitpid(child, &how, 0);
    cr_assert(WIFEXITED(how) && WEXITSTATUS(how) == EXIT_SUCCESS);
}

Test(keep, such_events_fail_in_between)
{
    rva_outcome outcome;
    int64_t next = 0;
    for (; next < 10; next++)
        expect_leave((int)next, RVA_ACCEPTED);
    for (long allowed = 0; allowed < 60; allowed++, next += 2) {
        rva__alloc_limit(allowed);
        const rva_status status = leave((int)next, &outcome);
        rva__alloc_limit(-1);
        leave_elsewhere((int)next + 1); /* has the place of what failed */
        expect_leave((int)next, status == RVA_OK ? RVA_DUPLICATE : RVA_ACCEPTED);
        expect_leave((int)next + 1, RVA_DUPLICATE);
        expect_leave((int)next, RVA_DUPLICATE);
    }
    expect_right(next);
}

Test(keep, such_events_come_in_one_call)
{
    static char reasons[2 * LONG][GIVEN_ID_BYTES];
    rva_event events[2 * LONG];
    rva_record_summary summary;
    for (int i = 0; i < 2 * LONG; i++) {
        events[i] = given_stage("c", "welcome", 0);
        events[i].action = RVA_ACTION_LEAVE;
        snprintf(reasons[i], GIVEN_ID_BYTES, "reason %d", i * 7 % LONG);
        events[i].reason = reasons[i];
    }
    cr_assert_eq(rva_record_many(store, events, 2 * LONG, &summary, NULL, NULL), RVA_OK);
    cr_expect_eq(summary.accepted, LONG);
    cr_expect_eq(summary.duplicate, LONG);
    expect_leave(3, RVA_DUPLICATE);
    expect_right(LONG);
}

Test(keep, the_conversation_is_full)
{
    char id[GIVEN_ID_BYTES];
    for (int from = 0; from < RVA_EVENTS_PER_CONVERSATION_MAX; from += 512) {
        static char ids[512][GIVEN_ID_BYTES];
        static rva_event events[512];
        for (int i = 0; i < 512; i++)
            events[i] = event_of("c", from + i, ids[i]);
        cr_assert_eq(rva_record_many(store, events, from == 0 ? 510 : 512, NULL, NULL, NULL),
                     RVA_OK);
    }
    record_some("c", 510, 512);
    for (int i = RVA_EVENTS_PER_CONVERSATION_MAX; i < RVA_EVENTS_PER_CONVERSATION_MAX + 9; i++) {
        const rva_event more = event_of("c", i, id);
        cr_expect_eq(rva_record(store, &more, NULL, NULL), RVA_LIMIT, "event %d", i);
    }
    expect_right(RVA_EVENTS_PER_CONVERSATION_MAX);
}

/** A document of so many events in a batch, as it is when it was written. */
static const rva__cached *add_document(rva__batch *batch, int events, bool dirty)
{
    rva__cached *cached = NULL;
    cr_assert_eq(rva__batch_new_document(batch, &cached, NULL), RVA_OK);
    for (int i = 0; i < events; i++) {
        rva__entry entry = rva__entry_empty;
        entry.at = i;
        cr_assert_eq(rva__document_insert(&cached->document, &entry, NULL, NULL), RVA_OK);
    }
    cached->existed = true;
    cached->dirty = dirty;
    return cached;
}

Test(keep, is_of_few_documents_those_that_changed_first)
{
    rva__txn txn = {.state = rva__state_empty};
    rva__batch batch = {.txn = &txn};
    txn.state.next_document = 1;
    rva_store_close(store);
    for (int i = 0; i < 40; i++)
        add_document(&batch, LONG, i >= 30);
    add_document(&batch, 3, true);
    rva__batch_keep(&batch, 7);
    cr_assert_eq(batch.cached_count, RVA__KEPT_DOCUMENTS_MAX);
    for (uint32_t i = 0; i < batch.cached_count; i++) {
        rva__cached *found = NULL;
        cr_assert_eq(rva__batch_document(&batch, batch.cached[i]->number, &found, NULL), RVA_OK);
        cr_expect_eq(found, batch.cached[i]);
        cr_expect_not(found->dirty);
        cr_expect_eq(i<10, found->number> 30);
    }
    rva__batch_free(&batch);
}

Test(keep, is_of_no_more_entries_than_its_limit)
{
    rva__txn txn = {.state = rva__state_empty};
    rva__batch batch = {.txn = &txn};
    txn.state.next_document = 1;
    rva_store_close(store);
    for (int i = 0; i < 6; i++)
        add_document(&batch, RVA_EVENTS_PER_CONVERSATION_MAX, true);
    rva__batch_keep(&batch, 7);
    cr_assert_eq(batch.cached_count, 4);
    for (uint32_t i = 4; i < 6; i++)
        cr_expect_eq(batch.cached[i]->document.capacity, 0);
    rva__batch_free(&batch);
    cr_expect_eq(rva__alloc_live(), 0);
}
