/**
 * @file chatbot/stop.c
 * Ctrl-C and SIGTERM.  The handler only sets a flag, the one thing a handler may safely do.
 */
#define _POSIX_C_SOURCE 200809L
#include "stop.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

static atomic_bool asked;

static void on_signal(int number)
{
    (void)number;
    atomic_store(&asked, true);
}

void stop_listen(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool stop_asked(void)
{
    return atomic_load(&asked);
}

void stop_pause(long pause_ms)
{
    const long slice_ms = 50;
    while (pause_ms > 0 && !stop_asked()) {
        const long part_ms = pause_ms < slice_ms ? pause_ms : slice_ms;
        const struct timespec wait = {0, part_ms * 1000000};
        nanosleep(&wait, NULL);
        pause_ms -= part_ms;
    }
}
