/**
 * @file oracle/check_apart.c
 * Checks in a child process, and the search for the fewest events that still fail.
 *
 * RVA_ORACLE_FORK=0 keeps everything in one process, for debuggers and sanitizers.
 */
#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HANG_SECONDS = 60, SHRINK_CHECKS_MAX = 600 };

static void child(const oracle_history *history, const rva_event *events, size_t count, int out)
{
    oracle_failure failure;
    signal(SIGABRT, SIG_DFL);
    signal(SIGSEGV, SIG_DFL);
    alarm(HANG_SECONDS);
    const bool good = check_history(history, events, count, &failure);
    if (!good && write(out, failure.text, strlen(failure.text)) < 0)
        _exit(2);
    _exit(good ? 0 : 1);
}

static bool parent(pid_t pid, int in, oracle_failure *failure)
{
    size_t used = 0;
    ssize_t got = 0;
    while (used + 1 < sizeof failure->text &&
           (got = read(in, failure->text + used, sizeof failure->text - 1 - used)) > 0)
        used += (size_t)got;
    failure->text[used] = '\0';
    int status = 0;
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status))
        return oracle_fail(failure, "the library crashed or hung: %s", strsignal(WTERMSIG(status)));
    if (WEXITSTATUS(status) > 0 && used == 0)
        return oracle_fail(failure, "the child ended with code %d", WEXITSTATUS(status));
    return WEXITSTATUS(status) == 0;
}

bool check_apart(const oracle_history *history, const rva_event *events, size_t count,
                 oracle_failure *failure)
{
    const char *fork_wanted = getenv("RVA_ORACLE_FORK");
    if (fork_wanted && strcmp(fork_wanted, "0") == 0)
        return check_history(history, events, count, failure);
    int ends[2];
    if (pipe(ends) != 0)
        return oracle_fail(failure, "no pipe");
    fflush(NULL);
    const pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        child(history, events, count, ends[1]);
    }
    close(ends[1]);
    const bool good = pid > 0 ? parent(pid, ends[0], failure) : oracle_fail(failure, "no fork");
    close(ends[0]);
    return good;
}

/* The events without `size` of them from `at`; keeps that when it still fails. */
static bool leave_out(const oracle_history *history, rva_event *events, size_t *count, size_t at,
                      size_t size, oracle_failure *failure)
{
    rva_event *rest = malloc((*count + 1) * sizeof *rest);
    oracle_failure now;
    if (!rest)
        abort();
    memcpy(rest, events, at * sizeof *rest);
    memcpy(rest + at, events + at + size, (*count - at - size) * sizeof *rest);
    const bool still_fails = !check_apart(history, rest, *count - size, &now);
    if (still_fails) {
        *count -= size;
        memcpy(events, rest, *count * sizeof *rest);
        *failure = now;
    }
    free(rest);
    return still_fails;
}

size_t check_shrink(const oracle_history *history, rva_event *events, size_t count,
                    oracle_failure *failure)
{
    size_t checks = 0;
    bool is_smaller = true;
    for (size_t size = count / 2; size > 0; size = size > 1 || !is_smaller ? size / 2 : 1) {
        is_smaller = false;
        for (size_t at = 0; at + size <= count;) {
            if (++checks > SHRINK_CHECKS_MAX)
                return count;
            if (leave_out(history, events, &count, at, size, failure))
                is_smaller = true;
            else
                at += size;
        }
    }
    return count;
}
