/**
 * @file plain/plain.c
 * Runs the registered tests one after the other.
 */
#include <criterion/criterion.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static plain_item *items;
static plain_item **last = &items;
static atomic_int failures;

void plain_register(plain_item *item)
{
    *last = item;
    last = &item->next;
}

void plain_check(bool good, bool fatal, const char *file, int line, const char *text)
{
    if (good)
        return;
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, text);
    atomic_fetch_add(&failures, 1);
    if (fatal)
        exit(EXIT_FAILURE);
}

static const plain_options *find_suite(const char *name)
{
    static const plain_options none = {.init = NULL};
    for (const plain_item *item = items; item; item = item->next) {
        if (!item->name && strcmp(item->suite, name) == 0)
            return item->options;
    }
    return &none;
}

static void run(const plain_item *test)
{
    const plain_options *const both[] = {find_suite(test->suite), test->options};
    printf("%s::%s\n", test->suite, test->name);
    fflush(stdout);
    for (size_t i = 0; i < 2; i++) {
        if (both[i]->init)
            both[i]->init();
    }
    test->run();
    for (size_t i = 2; i-- > 0;) {
        if (both[i]->fini)
            both[i]->fini();
    }
}

int main(void)
{
    int count = 0;
    for (const plain_item *item = items; item; item = item->next) {
        const plain_options *options = item->options;
        if (!item->name || options->disabled || options->signal || options->exit_code)
            continue;
        run(item);
        count++;
    }
    printf("%d tests, %d failures\n", count, atomic_load(&failures));
    return count && !atomic_load(&failures) ? EXIT_SUCCESS : EXIT_FAILURE;
}
