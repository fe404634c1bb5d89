/**
 * @file model/test_event_about.c
 * Events that are about others, and notes.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "model/event.h"

static rva_event event;
static rva_error err;

static rva_status check(void)
{
    err = (rva_error)RVA_ERROR_INIT;
    return rva__event_check(&event, "USD", &err);
}

#define EXPECT_OK() cr_expect_eq(check(), RVA_OK, "%s", err.message)

#define EXPECT_REFUSED(name, words)                                                                \
    do {                                                                                           \
        cr_expect_eq(check(), RVA_INVALID);                                                        \
        cr_expect_str_eq(err.field, name);                                                         \
        cr_expect_str_eq(err.message, words);                                                      \
    } while (0)

Test(event_about, correction_of_an_erasure_is_refused)
{
    rva_event_init(&event, RVA_EVENT_ERASE, RVA_ABSENT);
    event.lead = "l-1";
    event.correct = 1;
    EXPECT_REFUSED("correct", "field \"correct\": events of type \"erase\" cannot be corrected; "
                              "record another event instead");
}

Test(event_about, void_names_exactly_one)
{
    rva_event_init(&event, RVA_EVENT_VOID, RVA_ABSENT);
    cr_expect_eq(check(), RVA_INVALID);
    cr_expect_str_eq(err.field, "uid");
    event.transaction = "t-1";
    event.reason = "entered twice";
    EXPECT_OK();
    event.lead = "l-1";
    cr_expect_eq(check(), RVA_INVALID);
    cr_expect_neq(strstr(err.message, "one too many"), NULL);
}

Test(event_about, note_does_not_end_before_it_begins)
{
    rva_event_init(&event, RVA_EVENT_NOTE, 1000);
    event.id = "n-1";
    cr_expect_eq(check(), RVA_INVALID);
    cr_expect_str_eq(err.field, "text");
    event.text = "new bot";
    EXPECT_OK();
    event.until = 1000;
    EXPECT_OK();
    event.until = 999;
    cr_expect_eq(check(), RVA_INVALID);
    cr_expect_str_eq(err.field, "until");
}
