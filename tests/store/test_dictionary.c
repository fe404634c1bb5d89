/**
 * @file store/test_dictionary.c
 * Values of dimensions: texts to numbers and back.
 */
#include <stdio.h>

#include <criterion/criterion.h>

#include "core/alloc.h"
#include "fold/facts.h"
#include "store/dictionary.h"

static rva__dictionary *dictionary;

static void begin(void)
{
    cr_assert_eq(rva__dictionary_new(3, &dictionary, NULL), RVA_OK);
}

static void end(void)
{
    rva__dictionary_free(dictionary);
    cr_expect_eq(rva__alloc_live(), 0);
}

TestSuite(dictionary, .init = begin, .fini = end);

static uint32_t add(int dimension, const char *text)
{
    return rva__dictionary_add(dictionary, dimension, text);
}

static uint32_t find(int dimension, const char *text)
{
    return rva__dictionary_find(dictionary, dimension, text);
}

Test(dictionary, numbers_values_from_2_in_the_order_they_came)
{
    cr_expect_eq(add(RVA__DIM_SOURCE, "google"), 2);
    cr_expect_eq(add(RVA__DIM_SOURCE, "facebook"), 3);
    cr_expect_eq(add(RVA__DIM_SOURCE, "google"), 2);
    cr_expect_eq(rva__dictionary_count(dictionary, RVA__DIM_SOURCE), 2);
}

Test(dictionary, finds_what_was_added_and_nothing_else)
{
    add(RVA__DIM_SOURCE, "google");
    cr_expect_eq(find(RVA__DIM_SOURCE, "google"), 2);
    cr_expect_eq(find(RVA__DIM_SOURCE, "Google"), RVA__VALUE_NONE);
    cr_expect_eq(find(RVA__DIM_SOURCE, "goo"), RVA__VALUE_NONE);
}

Test(dictionary, keeps_dimensions_apart)
{
    add(RVA__DIM_SOURCE, "google");
    cr_expect_eq(find(RVA__DIM_MEDIUM, "google"), RVA__VALUE_NONE);
    cr_expect_eq(add(RVA__DIM_MEDIUM, "cpc"), 2);
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_MEDIUM, 2), "cpc");
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_SOURCE, 2), "google");
}

Test(dictionary, has_one_for_all_tiers)
{
    add(RVA__DIM_TIER, "premium");
    cr_expect_eq(find(RVA__DIM_PREDICTED_TIER, "premium"), 2);
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_ACTUAL_TIER, 2), "premium");
}

Test(dictionary, has_texts_for_what_is_no_value)
{
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_SOURCE, 0), "(unknown)");
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_SOURCE, 1), "(other)");
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_SOURCE, 2), "(missing)");
    cr_expect_str_eq(rva__dictionary_text(dictionary, RVA__DIM_SOURCE, RVA__VALUE_NONE),
                     "(missing)");
}

Test(dictionary, finds_those_texts_without_keeping_them)
{
    cr_expect_eq(find(RVA__DIM_SOURCE, "(unknown)"), RVA__VALUE_UNKNOWN);
    cr_expect_eq(find(RVA__DIM_SOURCE, "(other)"), RVA__VALUE_OTHER);
    cr_expect_eq(add(RVA__DIM_PATH, "(other)"), RVA__VALUE_OTHER);
    cr_expect_eq(rva__dictionary_count(dictionary, RVA__DIM_PATH), 0);
    cr_expect_eq(find(RVA__DIM_SOURCE, "(else)"), RVA__VALUE_NONE);
}

Test(dictionary, beyond_its_limit_says_other_of_new_values)
{
    cr_expect_eq(add(RVA__DIM_SOURCE, "a"), 2);
    cr_expect_eq(add(RVA__DIM_SOURCE, "b"), 3);
    cr_expect_eq(add(RVA__DIM_SOURCE, "c"), 4);
    cr_expect_eq(add(RVA__DIM_SOURCE, "d"), RVA__VALUE_OTHER);
    cr_expect_eq(add(RVA__DIM_SOURCE, "b"), 3);
    cr_expect_eq(add(RVA__DIM_MEDIUM, "d"), 2);
}

Test(dictionary, cut_back_forgets_the_last_values_and_numbers_on)
{
    add(RVA__DIM_SOURCE, "a");
    add(RVA__DIM_SOURCE, "b");
    add(RVA__DIM_SOURCE, "c");
    rva__dictionary_truncate(dictionary, RVA__DIM_SOURCE, 1);
    cr_expect_eq(find(RVA__DIM_SOURCE, "a"), 2);
    cr_expect_eq(find(RVA__DIM_SOURCE, "b"), RVA__VALUE_NONE);
    cr_expect_eq(add(RVA__DIM_SOURCE, "c"), 3);
}

Test(dictionary, tells_thousands_apart)
{
    char text[32];
    rva__dictionary_free(dictionary);
    cr_assert_eq(rva__dictionary_new(10000, &dictionary, NULL), RVA_OK);
    for (uint32_t i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "value %u", (unsigned)i);
        cr_assert_eq(add(RVA__DIM_ZIP, text), i + 2);
    }
    for (uint32_t i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "value %u", (unsigned)i);
        cr_assert_eq(find(RVA__DIM_ZIP, text), i + 2);
        cr_assert_str_eq(rva__dictionary_text(dictionary, RVA__DIM_ZIP, i + 2), text);
    }
}

Test(dictionary, without_memory_says_so_and_stays_as_it_was)
{
    for (long allowed = 0;; allowed++) {
        rva__alloc_limit(allowed);
        const uint32_t value = add(RVA__DIM_SOURCE, "google");
        rva__alloc_limit(-1);
        if (value == 2)
            break;
        cr_assert_eq(value, RVA__VALUE_NONE);
        cr_assert_eq(rva__dictionary_count(dictionary, RVA__DIM_SOURCE), 0);
        cr_assert_eq(find(RVA__DIM_SOURCE, "google"), RVA__VALUE_NONE);
    }
}
