/**
 * @file tests/core/test_alloc.c
 */
#include "core/alloc.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

TestSuite(alloc);

Test(alloc, live_counts_blocks)
{
    cr_expect_eq(rva__alloc_live(), 0);
    void *one = rva__alloc(10);
    void *two = rva__alloc_zero(2, 5);
    void *three = rva__alloc_resize(NULL, 10);
    cr_expect_eq(rva__alloc_live(), 3);
    rva__alloc_free(one);
    rva__alloc_free(two);
    rva__alloc_free(three);
    cr_expect_eq(rva__alloc_live(), 0);
}

Test(alloc, free_of_null_is_nothing)
{
    rva__alloc_free(NULL);
    cr_expect_eq(rva__alloc_live(), 0);
}

Test(alloc, no_bytes_are_a_block_too)
{
    void *block = rva__alloc(0);
    cr_expect_not_null(block);
    block = rva__alloc_resize(block, 0);
    cr_expect_not_null(block);
    cr_expect_eq(rva__alloc_live(), 1);
    rva__alloc_free(block);
}

Test(alloc, zero_is_zero)
{
    static const uint8_t zeros[96];
    void *block = rva__alloc_zero(12, 8);
    cr_expect_eq(memcmp(block, zeros, sizeof(zeros)), 0);
    rva__alloc_free(block);
}

Test(alloc, zero_refuses_a_product_that_overflows)
{
    cr_expect_null(rva__alloc_zero(SIZE_MAX / 2, 3));
    cr_expect_null(rva__alloc_zero(3, SIZE_MAX / 2));
    cr_expect_eq(rva__alloc_live(), 0);
}

Test(alloc, resize_keeps_the_content)
{
    char *block = rva__alloc_text("abc");
    block = rva__alloc_resize(block, 5000);
    cr_assert_not_null(block);
    cr_expect_str_eq(block, "abc");
    cr_expect_eq(rva__alloc_live(), 1);
    rva__alloc_free(block);
}

Test(alloc, text_is_copied)
{
    char from[] = "Brooklyn";
    char *copy = rva__alloc_text(from);
    from[0] = 'b';
    cr_expect_str_eq(copy, "Brooklyn");
    rva__alloc_free(copy);
}

Test(alloc, text_of_null_is_null)
{
    cr_expect_null(rva__alloc_text(NULL));
}

Test(alloc, limit_lets_so_many_through)
{
    rva__alloc_limit(2);
    void *one = rva__alloc(1);
    void *two = rva__alloc_zero(1, 1);
    cr_expect_not_null(one);
    cr_expect_not_null(two);
    cr_expect_null(rva__alloc(1));
    cr_expect_null(rva__alloc_zero(1, 1));
    cr_expect_null(rva__alloc_text("x"));
    cr_expect_null(rva__alloc_resize(NULL, 1));
    cr_expect_eq(rva__alloc_live(), 2);
    rva__alloc_limit(-1);
    rva__alloc_free(one);
    rva__alloc_free(two);
}

Test(alloc, limit_is_lifted)
{
    rva__alloc_limit(0);
    cr_expect_null(rva__alloc(1));
    rva__alloc_limit(-1);
    void *block = rva__alloc(1);
    cr_expect_not_null(block);
    rva__alloc_free(block);
}

Test(alloc, resize_that_fails_leaves_the_block)
{
    char *block = rva__alloc_text("kept");
    rva__alloc_limit(0);
    cr_expect_null(rva__alloc_resize(block, 100));
    rva__alloc_limit(-1);
    cr_expect_str_eq(block, "kept");
    cr_expect_eq(rva__alloc_live(), 1);
    rva__alloc_free(block);
}

enum { THREADS = 8, BLOCKS = 2000 };

static void *allocate(void *to)
{
    void **blocks = (void **)to;
    for (int i = 0; i < BLOCKS; i++)
        blocks[i] = rva__alloc(16);
    return NULL;
}

Test(alloc, live_is_exact_over_threads)
{
    static void *blocks[THREADS][BLOCKS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, allocate, blocks[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    cr_expect_eq(rva__alloc_live(), 16000);

    for (int i = 0; i < THREADS * BLOCKS; i++)
        rva__alloc_free(blocks[i / BLOCKS][i % BLOCKS]);
    cr_expect_eq(rva__alloc_live(), 0);
}

Test(alloc, limit_is_exact_over_threads)
{
    static void *blocks[THREADS][BLOCKS];
    pthread_t threads[THREADS];
    rva__alloc_limit(5000);
    for (int i = 0; i < THREADS; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, allocate, blocks[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    cr_expect_eq(rva__alloc_live(), 5000);
    for (int i = 0; i < THREADS * BLOCKS; i++)
        rva__alloc_free(blocks[i / BLOCKS][i % BLOCKS]);
}
