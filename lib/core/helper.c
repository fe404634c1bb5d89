/**
 * @file core/helper.c
 * Starting a helper.
 */
#include "core/helper.h"

#include <sched.h>
#include <signal.h>

static bool has_processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 1;
}

bool rva__helper_start(pthread_t *out, void *(*work)(void *context), void *context)
{
    sigset_t all, before;
    if (!has_processors())
        return false;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool started = pthread_create(out, NULL, work, context) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}
