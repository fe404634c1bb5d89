/**
 * @file read/test_reopened.c
 * What conversations change while their idle time, 72 hours, has not run out.
 */
#include <criterion/criterion.h>

#include "given.h"
#include "read/reopened.h"
#include "store/commit.h"
#include "store/open.h"

#define EXPIRES_AT (GIVEN_AT + 60 * GIVEN_SECOND + 3 * GIVEN_DAY)

static rva__env *env;
static rva__txn txn;
static rva__reopened reopened;
static rva_error err;

/** A conversation that entered a stage a minute after it began, and is still there. */
static void begin(void)
{
    const char *path = given_place("store");
    rva_store *store = given_store(path);
    const rva_event events[] = {given_conversation("c"), given_stage("c", "welcome", 60)};
    given_check(rva_record_many(store, events, 2, NULL, NULL, &err), &err, "record");
    rva_store_close(store);
    given_check(rva__store_open(path, 64, &env, &err), &err, "open");
    given_check(rva__txn_read(env, &txn, &err), &err, "read");
    reopened.now_at = RVA_ABSENT;
}

static void end(void)
{
    rva__reopened_free(&reopened);
    rva__txn_end(&txn);
    rva__env_close(env);
    given_end();
}

TestSuite(reopened, .init = begin, .fini = end);

static int64_t difference(int64_t now_at, int measure)
{
    int64_t sum = 0;
    given_check(rva__reopened_find(&reopened, &txn, now_at, &err), &err, "find");
    for (size_t i = 0; i < reopened.count; i++)
        for (int m = 0; m < reopened.items[i].measure_count; m++)
            if (reopened.items[i].measures[m] == measure)
                sum += reopened.items[i].values[m];
    return sum;
}

Test(reopened, before_its_idle_time_runs_out_a_conversation_is_open_not_abandoned)
{
    cr_expect_eq(difference(EXPIRES_AT - 1, RVA__M_conversations_open), 1);
    cr_expect_eq(difference(EXPIRES_AT - 1, RVA__M_conversations_abandoned), -1);
}

Test(reopened, at_the_instant_at_which_it_runs_out_nothing_changes)
{
    cr_expect_eq(difference(EXPIRES_AT, RVA__M_conversations_open), 0);
    cr_expect_eq(reopened.count, 0);
}

Test(reopened, a_conversation_without_a_lead_is_active)
{
    cr_expect_eq(difference(GIVEN_AT, RVA__M_conversations_active), 1);
}

Test(reopened, an_open_stage_is_open_not_dropped)
{
    cr_expect_eq(difference(GIVEN_AT, RVA__M_stage_open), 1);
    cr_expect_eq(difference(GIVEN_AT, RVA__M_stage_dropped), -1);
}

Test(reopened, conversations_are_counted_by_when_they_expire)
{
    static const rva__conditions all;
    cr_expect_eq(difference(GIVEN_AT, RVA__M_conversations_open), 1);
    cr_expect_eq(rva__reopened_count(&reopened, &all, EXPIRES_AT).all, 1);
    cr_expect_eq(rva__reopened_count(&reopened, &all, EXPIRES_AT).without_lead, 1);
    cr_expect_eq(rva__reopened_count(&reopened, &all, EXPIRES_AT + 1).all, 0);
}

Test(reopened, another_now_is_read_anew)
{
    cr_expect_eq(difference(EXPIRES_AT, RVA__M_conversations_open), 0);
    cr_expect_eq(difference(EXPIRES_AT - 1, RVA__M_conversations_open), 1);
}
