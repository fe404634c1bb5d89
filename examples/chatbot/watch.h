/**
 * @file chatbot/watch.h
 * The other process: follows the feed and says what sells.
 */
#ifndef CHATBOT_WATCH_H
#define CHATBOT_WATCH_H

#include <revanalytics.h>

/**
 * Follows the store from its first event, until asked to stop.
 *
 * @param count  leave after so many events; 0: never
 */
rva_status watch(rva_store *store, int64_t count, rva_error *err);

#endif
