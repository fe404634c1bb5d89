/**
 * @file tests/labs/misuse_main.c
 * Calls every function wrongly, each time in a child of its own.
 *
 * usage: misuse [FUNCTION ARGUMENT VALUE]
 *
 * Without arguments all calls, with a line for each that crashes, hangs or breaks what the
 * headers promise.  With them that one call, in this process, for a debugger.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "misuse.h"

enum { CALL_SECONDS_MAX = 30, PROBLEM = 77 };

static char *problem; /**< what a child says, in memory that it shares */
static int calls;
static int problems;

void misuse_problem(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem, MISUSE_PROBLEM_BYTES, format, arguments);
    va_end(arguments);
    given_exit(PROBLEM);
}

/** Whether the call must fail; of an array, each event is refused on its own. */
static int must_fail(const misuse_parameter *parameter, const char *label)
{
    if (strcmp(label, "NULL") == 0)
        return parameter->required;
    const int sizeless = strcmp(label, "size: 0") == 0 || strcmp(label, "size: 1") == 0;
    return sizeless && strcmp(parameter->name, "events") != 0;
}

static void call(const misuse_function *function, int argument, int value)
{
    misuse at = {.argument = argument, .value = value};
    if (argument >= 0) {
        const misuse_parameter *parameter = &function->parameters[argument];
        at.must_fail = must_fail(parameter, parameter->labels[value]);
        at.is_closed = strcmp(parameter->labels[value], "closed") == 0;
    }
    function->call(&at);
    misuse_check_store();
}

/** How a child ended, in words. */
static void describe(int how, char out[MISUSE_PROBLEM_BYTES])
{
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGALRM)
        snprintf(out, MISUSE_PROBLEM_BYTES, "does not return");
    else if (WIFSIGNALED(how))
        snprintf(out, MISUSE_PROBLEM_BYTES, "crashes: %s", strsignal(WTERMSIG(how)));
    else if (WEXITSTATUS(how) == PROBLEM)
        snprintf(out, MISUSE_PROBLEM_BYTES, "%s", problem);
    else
        snprintf(out, MISUSE_PROBLEM_BYTES, "crashes: exit code %d", WEXITSTATUS(how));
}

static void print_problem(const misuse_function *function, int argument, int value, int how)
{
    char words[MISUSE_PROBLEM_BYTES];
    describe(how, words);
    if (argument >= 0)
        printf("%s: %s is %s: %s\n", function->name, function->parameters[argument].name,
               function->parameters[argument].labels[value], words);
    else
        printf("%s: %s: %s\n", function->name,
               argument == MISUSE_NOTHING ? "called rightly" : "everything NULL", words);
    problems++;
}

static void try(const misuse_function *function, int argument, int value)
{
    int how = 0;
    given_place("");
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(CALL_SECONDS_MAX);
        if (chdir(given_place("")) != 0 || !freopen("/dev/null", "w", stderr))
            given_exit(PROBLEM); /* a wrong path is one in the temporary directory */
        call(function, argument, value);
        given_exit(EXIT_SUCCESS);
    }
    waitpid(child, &how, 0);
    given_end();
    calls++;
    if (how != 0)
        print_problem(function, argument, value, how);
}

static void try_all(const misuse_function *function)
{
    try(function, MISUSE_NOTHING, 0);
    try(function, MISUSE_EVERYTHING, 0);
    for (int argument = 0; argument < function->parameter_count; argument++)
        for (int value = 0; value < function->parameters[argument].count; value++)
            try(function, argument, value);
}

static int find_function(const char *name)
{
    int number = 0;
    while (misuse_functions[number].name && strcmp(misuse_functions[number].name, name) != 0)
        number++;
    return number;
}

int main(int count, char **words)
{
    problem =
        mmap(NULL, MISUSE_PROBLEM_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (problem == MAP_FAILED)
        return EXIT_FAILURE;
    if (count == 4) {
        call(&misuse_functions[find_function(words[1])], atoi(words[2]), atoi(words[3]));
        given_end();
        return EXIT_SUCCESS;
    }
    int functions = 0;
    for (; misuse_functions[functions].name; functions++)
        try_all(&misuse_functions[functions]);
    printf("%d functions, %d calls, %d problems\n", functions, calls, problems);
    return problems == 0 && calls > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
