/**
 * @file tests/labs/children.c
 * Processes of a lab.
 */
#include "children.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "given.h"

pid_t child_start(int (*work)(void))
{
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0)
        given_exit(work());
    return child;
}

int child_end(pid_t child)
{
    int how = 0;
    waitpid(child, &how, 0);
    return WIFEXITED(how) ? WEXITSTATUS(how) : -WTERMSIG(how);
}

bool child_stopped(pid_t child)
{
    int how = 0;
    return waitpid(child, &how, WUNTRACED) == child && WIFSTOPPED(how);
}

void child_kill(pid_t child)
{
    kill(child, SIGKILL);
    child_end(child);
}
