/**
 * @file plain/criterion/criterion.h
 * As much of Criterion as the tests of threads use, in one process.
 *
 * A test registers itself before main; what Criterion takes as message is left out, since
 * the text of the check says enough.
 */
#ifndef RVA_PLAIN_CRITERION_H
#define RVA_PLAIN_CRITERION_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/** What a suite or a test may set; all but the functions is for Criterion only. */
typedef struct plain_options {
    void (*init)(void);
    void (*fini)(void);
    double timeout;
    bool disabled;
    const char *description;
    int signal;    /**< a test that must end so is left out: it would end the process */
    int exit_code; /**< likewise */
    char first;    /**< nothing: makes a list without options valid */
    char last;     /**< likewise */
} plain_options;

/** A suite or a test. */
typedef struct plain_item {
    const char *suite;
    const char *name; /**< NULL for a suite */
    void (*run)(void);
    const plain_options *options;
    struct plain_item *next;
} plain_item;

/** Adds an item; it must live as long as the process. */
void plain_register(plain_item *item);

/** Notes a check that failed; ends the process when it was an assertion. */
void plain_check(bool good, bool fatal, const char *file, int line, const char *text);

#define PLAIN_REGISTER(id, suite, name, run, ...)                                                  \
    static const plain_options id##_options = {__VA_ARGS__};                                       \
    static plain_item id##_item = {suite, name, run, &id##_options, NULL};                         \
    __attribute__((constructor)) static void id##_register(void)                                   \
    {                                                                                              \
        plain_register(&id##_item);                                                                \
    }                                                                                              \
    struct plain_item

#define PLAIN_SUITE(suite, ...)                                                                    \
    PLAIN_REGISTER(suite##_suite, #suite, NULL, NULL, .first = 0, __VA_ARGS__)
#define TestSuite(...) PLAIN_SUITE(__VA_ARGS__, .last = 0)

#define PLAIN_TEST(suite, test, ...)                                                               \
    static void suite##_##test##_run(void);                                                        \
    PLAIN_REGISTER(suite##_##test, #suite, #test, suite##_##test##_run, .first = 0, __VA_ARGS__);  \
    static void suite##_##test##_run(void)
#define Test(...) PLAIN_TEST(__VA_ARGS__, .last = 0)

#define PLAIN_ONE(a, ...) ((a) ? true : false)
#define PLAIN_NOT(a, ...) ((a) ? false : true)
#define PLAIN_TWO(operation, a, b, ...) ((a)operation(b))
#define PLAIN_TEXT(operation, a, b, ...) (strcmp(a, b) operation 0)

#define PLAIN_CHECK(fatal, good, ...) plain_check(good, fatal, __FILE__, __LINE__, #__VA_ARGS__)
#define PLAIN_IS(fatal, ...) PLAIN_CHECK(fatal, PLAIN_ONE(__VA_ARGS__, 0), __VA_ARGS__)
#define PLAIN_IS_NOT(fatal, ...) PLAIN_CHECK(fatal, PLAIN_NOT(__VA_ARGS__, 0), __VA_ARGS__)
#define PLAIN_TWO_ARE(fatal, operation, ...)                                                       \
    PLAIN_CHECK(fatal, PLAIN_TWO(operation, __VA_ARGS__, 0), __VA_ARGS__)
#define PLAIN_TEXTS_ARE(fatal, operation, ...)                                                     \
    PLAIN_CHECK(fatal, PLAIN_TEXT(operation, __VA_ARGS__, 0), __VA_ARGS__)

#define cr_assert(...) PLAIN_IS(true, __VA_ARGS__)
#define cr_assert_not(...) PLAIN_IS_NOT(true, __VA_ARGS__)
#define cr_assert_null(...) PLAIN_IS_NOT(true, __VA_ARGS__)
#define cr_assert_not_null(...) PLAIN_IS(true, __VA_ARGS__)
#define cr_assert_eq(...) PLAIN_TWO_ARE(true, ==, __VA_ARGS__)
#define cr_assert_neq(...) PLAIN_TWO_ARE(true, !=, __VA_ARGS__)
#define cr_assert_lt(...) PLAIN_TWO_ARE(true, <, __VA_ARGS__)
#define cr_assert_leq(...) PLAIN_TWO_ARE(true, <=, __VA_ARGS__)
#define cr_assert_gt(...) PLAIN_TWO_ARE(true, >, __VA_ARGS__)
#define cr_assert_geq(...) PLAIN_TWO_ARE(true, >=, __VA_ARGS__)
#define cr_assert_str_eq(...) PLAIN_TEXTS_ARE(true, ==, __VA_ARGS__)
#define cr_assert_str_neq(...) PLAIN_TEXTS_ARE(true, !=, __VA_ARGS__)
#define cr_assert_fail(...) plain_check(false, true, __FILE__, __LINE__, #__VA_ARGS__)

#define cr_expect(...) PLAIN_IS(false, __VA_ARGS__)
#define cr_expect_not(...) PLAIN_IS_NOT(false, __VA_ARGS__)
#define cr_expect_null(...) PLAIN_IS_NOT(false, __VA_ARGS__)
#define cr_expect_not_null(...) PLAIN_IS(false, __VA_ARGS__)
#define cr_expect_eq(...) PLAIN_TWO_ARE(false, ==, __VA_ARGS__)
#define cr_expect_neq(...) PLAIN_TWO_ARE(false, !=, __VA_ARGS__)
#define cr_expect_lt(...) PLAIN_TWO_ARE(false, <, __VA_ARGS__)
#define cr_expect_leq(...) PLAIN_TWO_ARE(false, <=, __VA_ARGS__)
#define cr_expect_gt(...) PLAIN_TWO_ARE(false, >, __VA_ARGS__)
#define cr_expect_geq(...) PLAIN_TWO_ARE(false, >=, __VA_ARGS__)
#define cr_expect_str_eq(...) PLAIN_TEXTS_ARE(false, ==, __VA_ARGS__)
#define cr_expect_str_neq(...) PLAIN_TEXTS_ARE(false, !=, __VA_ARGS__)
#define cr_expect_fail(...) plain_check(false, false, __FILE__, __LINE__, #__VA_ARGS__)

#endif
