/**
 * @file lmdb/test_turn.c
 * One thread at a time, which knows that it has the turn.
 */
#include "lmdb/turn.h"

#include <criterion/criterion.h>

static rva__turn turn;
static int entered; /**< how many threads had the turn */

static void begin(void)
{
    rva__turn_init(&turn);
}

static void end(void)
{
    rva__turn_destroy(&turn);
}

TestSuite(turn, .init = begin, .fini = end, .timeout = 60);

Test(turn, is_nobodys_at_first)
{
    cr_expect_not(rva__turn_is_mine(&turn));
}

Test(turn, is_mine_until_i_leave)
{
    cr_assert_eq(rva__turn_enter(&turn, NULL), RVA_OK);
    cr_expect(rva__turn_is_mine(&turn));
    rva__turn_leave(&turn);
    cr_expect_not(rva__turn_is_mine(&turn));
}

Test(turn, is_refused_to_who_has_it)
{
    cr_assert_eq(rva__turn_enter(&turn, NULL), RVA_OK);
    cr_expect_eq(rva__turn_enter(&turn, NULL), RVA_MISUSE);
    cr_expect(rva__turn_is_mine(&turn));
    rva__turn_leave(&turn);
}

static void *look(void *context)
{
    *(bool *)context = rva__turn_is_mine(&turn);
    return NULL;
}

Test(turn, is_not_that_of_another_thread)
{
    pthread_t thread;
    bool mine = true;
    cr_assert_eq(rva__turn_enter(&turn, NULL), RVA_OK);
    cr_assert_eq(pthread_create(&thread, NULL, look, &mine), 0);
    pthread_join(thread, NULL);
    cr_expect_not(mine);
    rva__turn_leave(&turn);
}

static void *work(void *context)
{
    (void)context;
    for (int i = 0; i < 1000; i++) {
        if (rva__turn_enter(&turn, NULL) != RVA_OK)
            break;
        entered++;
        rva__turn_leave(&turn);
    }
    return NULL;
}

Test(turn, is_had_by_one_thread_at_a_time)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, work, NULL), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    cr_expect_eq(entered, 4000);
}
