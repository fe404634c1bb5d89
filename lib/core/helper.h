/**
 * @file core/helper.h
 * A thread that helps a caller with one large piece of work, and ends with it.
 */
#ifndef RVA_CORE_HELPER_H
#define RVA_CORE_HELPER_H

#include <pthread.h>
#include <stdbool.h>

/**
 * Starts a helper, to be joined with pthread_join() before the caller returns.
 *
 * None is started where the process may use one processor only.  No signal of the host's is
 * delivered to it.
 *
 * @return false when there is none: the caller does the work alone
 */
bool rva__helper_start(pthread_t *out, void *(*work)(void *context), void *context);

#endif
