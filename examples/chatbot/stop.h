/**
 * @file chatbot/stop.h
 * Ctrl-C and SIGTERM: the program finishes the step it is at, and says what it did.
 */
#ifndef CHATBOT_STOP_H
#define CHATBOT_STOP_H

#include <stdbool.h>

/** From here on SIGINT and SIGTERM only ask to stop. */
void stop_listen(void);

/** Whether a signal has asked to stop; any thread may ask. */
bool stop_asked(void);

/** Sleeps, or returns early once asked to stop. */
void stop_pause(long pause_ms);

#endif
